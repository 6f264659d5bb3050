"""Sealing for the operator: whoever seals cannot open again.

A sealed message is an ephemeral X25519 key and an AES-256-GCM ciphertext under what that key shares with the
operator's public one (RFC 7748, HKDF of RFC 5869). The private key is never where the store is.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from gumsole.errors import BadSettings

KEY_BYTES = 32
NONCE_BYTES = 12
_PURPOSE = b"gumsole day key"


def make_keys(private: Path, public: Path) -> None:
    """Write a new pair: the private one readable by its owner alone.

    Raises
    ------
    BadSettings
        If one of the files is there already.
    """
    for path in (private, public):
        if path.exists():
            raise BadSettings(f"{path} exists; a key that was used is not to be replaced, name another file")
    key = X25519PrivateKey.generate()
    descriptor = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def read_public(path: Path) -> X25519PublicKey:
    """The key to seal with.

    Raises
    ------
    BadSettings
        If the file holds none.
    """
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadSettings(f"{path} holds no public key; make a pair with: gumsole uploads keys") from error
    if not isinstance(key, X25519PublicKey):
        raise BadSettings(f"{path} holds a public key of another kind; X25519 is expected")
    return key


def read_private(path: Path) -> X25519PrivateKey:
    """The key to open with.

    Raises
    ------
    BadSettings
        If the file holds none.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise BadSettings(
            f"{path} holds no private key; name the file that was made with the public one"
        ) from error
    if not isinstance(key, X25519PrivateKey):
        raise BadSettings(f"{path} holds a private key of another kind; X25519 is expected")
    return key


def seal(message: bytes, key: X25519PublicKey) -> bytes:
    """A message that only the private key opens."""
    ephemeral = X25519PrivateKey.generate()
    mine = ephemeral.public_key().public_bytes_raw()
    return mine + encrypt(message, _shared(ephemeral.exchange(key), mine, key.public_bytes_raw()))


def unseal(sealed: bytes, key: X25519PrivateKey) -> bytes:
    """The message.

    Raises
    ------
    BadSettings
        If it was sealed for another key, or is damaged.
    """
    theirs = sealed[:KEY_BYTES]
    own = key.public_key().public_bytes_raw()
    shared = _shared(key.exchange(X25519PublicKey.from_public_bytes(theirs)), theirs, own)
    return decrypt(sealed[KEY_BYTES:], shared)


def encrypt(message: bytes, key: bytes) -> bytes:
    """AES-256-GCM under a key of 32 bytes, the random nonce first."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, message, None)


def decrypt(data: bytes, key: bytes) -> bytes:
    """The message.

    Raises
    ------
    BadSettings
        If the key is another one, or the data is damaged.
    """
    try:
        return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None)
    except InvalidTag as error:
        raise BadSettings(
            "this key does not open it: it was sealed for another one, or is damaged"
        ) from error


def _shared(secret: bytes, ephemeral: bytes, recipient: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=ephemeral + recipient, info=_PURPOSE).derive(secret)
