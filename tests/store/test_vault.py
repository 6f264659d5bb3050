"""Uploads that were kept: closed to the server, open to the operator, gone with their keys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gumsole.errors import BadSettings, NotFound
from gumsole.records import Forgetting
from gumsole.store import STORE_FILE, Store, backup
from gumsole.store.layout import UPLOADS_FOLDER
from gumsole.store.sealing import decrypt, make_keys, read_private, read_public, seal, unseal
from gumsole.store.vault import DAY_KEY_S, HOUR_S, Vault
from tests.store.making import Clock

PHOTO = b"planted pixels " * 500


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    private, public = tmp_path / "operator.pem", tmp_path / "operator.pub.pem"
    make_keys(private, public)
    return private, public


@pytest.fixture
def vault(store: Store, pair: tuple[Path, Path]) -> Vault:
    return store.vault(hours=2, key=read_public(pair[1]))


def put(vault: Vault, query: str = "q", session: str = "s") -> str:
    return vault.put(PHOTO, query_id=query, session=session)


def on_disk(store: Store) -> bytes:
    return b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())


def test_only_the_operators_key_opens_what_was_kept(
    store: Store, vault: Vault, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    id_ = put(vault)
    assert vault.open(id_, read_private(pair[0])) == PHOTO
    assert [one.id for one in vault.all()] == [id_]
    make_keys(tmp_path / "other.pem", tmp_path / "other.pub.pem")
    with pytest.raises(BadSettings, match="does not open"):
        vault.open(id_, read_private(tmp_path / "other.pem"))
    assert b"planted pixels" not in on_disk(store)
    with pytest.raises(NotFound):
        vault.open("0" * 32, read_private(pair[0]))


def test_after_its_hours_an_upload_is_gone_and_after_a_day_its_key_too(
    store: Store, vault: Vault, clock: Clock, pair: tuple[Path, Path]
) -> None:
    id_ = put(vault)
    sealed = (store.folder / UPLOADS_FOLDER / id_).read_bytes()
    assert vault.purge(now_s=clock.now + 2 * HOUR_S - 1) == 0
    clock.now += 2 * HOUR_S
    assert vault.purge(now_s=clock.now) == 1
    with pytest.raises(NotFound):
        vault.open(id_, read_private(pair[0]))
    assert sealed not in on_disk(store)
    wrapped = _day_key(store)
    clock.now += DAY_KEY_S
    vault.purge(now_s=clock.now)
    assert wrapped not in on_disk(store)


def test_a_copy_of_the_file_says_nothing_once_its_key_was_deleted(
    store: Store, vault: Vault, clock: Clock, pair: tuple[Path, Path]
) -> None:
    """Whoever copied the encrypted file and holds the operator's key still lacks the file's own key."""
    id_ = put(vault)
    sealed = (store.folder / UPLOADS_FOLDER / id_).read_bytes()
    day_key = unseal(_day_key(store), read_private(pair[0]))
    clock.now += 2 * HOUR_S
    vault.purge(now_s=clock.now)
    with pytest.raises(BadSettings):
        decrypt(sealed, day_key)


def test_a_session_a_query_and_all_from_before_are_forgotten_by_themselves(
    store: Store, vault: Vault, clock: Clock
) -> None:
    of_session, of_query, old = put(vault, "q1", "s1"), put(vault, "q2", "s2"), put(vault, "q3", "s3")
    assert vault.forget(Forgetting(session="s1")) == 1
    assert vault.forget(Forgetting(query_id="q2")) == 1
    assert vault.forget(Forgetting(query_id="nobody's")) == 0
    assert [one.id for one in vault.all()] == [old]
    assert vault.forget(Forgetting(before_s=clock.now)) == 0
    assert vault.forget(Forgetting(before_s=clock.now + 1)) == 1
    assert not list((store.folder / UPLOADS_FOLDER).iterdir())
    assert {of_session, of_query}.isdisjoint(one.id for one in vault.all())


def test_a_days_key_is_used_for_a_day(vault: Vault, store: Store, clock: Clock) -> None:
    put(vault)
    clock.now += DAY_KEY_S - 1
    put(vault)
    first = _day_key(store)
    clock.now += 1
    put(vault)
    assert _day_key(store) != first


def test_files_without_a_row_are_swept_after_an_hour(store: Store, vault: Vault, clock: Clock) -> None:
    put(vault)
    stray = store.folder / UPLOADS_FOLDER / "stray"
    stray.write_bytes(b"cut off")
    os.utime(stray, (clock.now - HOUR_S - 1, clock.now - HOUR_S - 1))
    vault.purge(now_s=clock.now)
    assert [path.name for path in (store.folder / UPLOADS_FOLDER).iterdir()] == [vault.all()[0].id]


def test_a_backup_holds_no_upload(store: Store, vault: Vault, tmp_path: Path) -> None:
    put(vault)
    backup(store.folder, tmp_path / "copy")
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {STORE_FILE}


def test_without_a_key_or_hours_nothing_is_put_in(store: Store, pair: tuple[Path, Path]) -> None:
    for vault in (store.vault(), store.vault(hours=2), store.vault(key=read_public(pair[1]))):
        with pytest.raises(NotFound, match="retain_uploads_hours"):
            put(vault)
    assert not (store.folder / UPLOADS_FOLDER).exists()


def test_keys_are_not_written_over_and_the_private_one_is_its_owners_alone(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    private, public = pair
    assert private.stat().st_mode & 0o077 == 0
    with pytest.raises(BadSettings, match="exists"):
        make_keys(private, tmp_path / "new.pub.pem")
    with pytest.raises(BadSettings, match="no public key"):
        read_public(private)
    with pytest.raises(BadSettings, match="no private key"):
        read_private(public)
    with pytest.raises(BadSettings, match="no private key"):
        read_private(tmp_path / "missing.pem")
    sealed = seal(b"message", read_public(public))
    assert unseal(sealed, read_private(private)) == b"message"
    with pytest.raises(BadSettings):
        unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), read_private(private))


def test_keys_of_another_kind_are_refused(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "private.pem").write_bytes(pem)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public.pem").write_bytes(public)
    with pytest.raises(BadSettings, match="another kind"):
        read_private(tmp_path / "private.pem")
    with pytest.raises(BadSettings, match="another kind"):
        read_public(tmp_path / "public.pem")


def _day_key(store: Store) -> bytes:
    import sqlite3

    connection = sqlite3.connect(store.folder / STORE_FILE)
    (wrapped,) = connection.execute("SELECT wrapped FROM day_keys ORDER BY id DESC LIMIT 1").fetchone()
    connection.close()
    return bytes(wrapped)
