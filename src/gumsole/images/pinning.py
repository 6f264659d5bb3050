"""Encoders of a store's or an operator's own: folders whose files are pinned by hash.

What was registered is what is used: a file that changed afterwards is refused, not searched with.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gumsole.errors import BadQuery, BrokenEncoder

PIN_FILE = "pinned.json"
# Raised with whatever changes in `pinned.json`.
PIN_FORMAT = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Pin:
    """What a folder of `encoders/` holds.

    Attributes
    ----------
    id : str
        The encoder's own, and the folder's name.
    base : str
        Setting of the encoder that a head stands on; empty of a tower.
    origin : str
        Where the files came from.
    files : mapping
        Name → SHA-256, hexadecimal.
    """

    id: str
    base: str
    origin: str
    files: Mapping[str, str]

    @property
    def tuned(self) -> bool:
        """True if it is a head over another encoder."""
        return bool(self.base)


def is_name(text: str) -> bool:
    """True if it may name an encoder's folder."""
    return _NAME.fullmatch(text) is not None


def named(id_: str) -> str:
    """The id, if it may name a folder.

    Raises
    ------
    BadQuery
        If it may not.
    """
    if not is_name(id_):
        raise BadQuery(f"{id_!r} cannot name an encoder: letters, digits and . _ + - only, 100 at most")
    return id_


def install(shelf: Path, pin: Pin, files: Mapping[str, bytes | Path]) -> Path:
    """Put an encoder on a shelf in one step, its files pinned; the same one again is left as it is.

    Parameters
    ----------
    files : mapping
        Name → content, or the file to copy.

    Raises
    ------
    BadQuery
        If another encoder of this id is there.
    """
    folder = shelf / named(pin.id)
    fresh = shelf / f".{pin.id}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        for name, content in files.items():
            if isinstance(content, Path):
                shutil.copyfile(content, fresh / name)
            else:
                (fresh / name).write_bytes(content)
        hashes = {name: digest(fresh / name) for name in files}
        written = {"format": PIN_FORMAT, "id": pin.id, "base": pin.base, "origin": pin.origin}
        (fresh / PIN_FILE).write_text(json.dumps(written | {"files": hashes}, indent=1) + "\n", "utf-8")
        if folder.exists():
            if read_pin(folder).files != hashes:
                raise BadQuery(f"another encoder {pin.id} is in {shelf}; give this one an id of its own")
            return folder
        os.replace(fresh, folder)  # noqa: PTH105 -- a folder, in one step
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def read_pin(folder: Path) -> Pin:
    """What a folder says of itself, its files not looked at.

    Raises
    ------
    BrokenEncoder
        If that cannot be read, or was written by another version.
    """
    file = folder / PIN_FILE
    try:
        written = json.loads(file.read_text("utf-8"))
        if written["format"] != PIN_FORMAT:
            raise BrokenEncoder(f"{file} has format {written['format']}, this version reads {PIN_FORMAT}")
        return Pin(str(written["id"]), str(written["base"]), str(written["origin"]), dict(written["files"]))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BrokenEncoder(f"{file} cannot be read: {fault}; add the encoder again") from fault


def checked(folder: Path) -> Pin:
    """What a folder holds, every file as it was pinned.

    Raises
    ------
    BrokenEncoder
        If a file is gone or is another one.
    """
    pin = read_pin(folder)
    for name, expected in pin.files.items():
        try:
            found = digest(folder / name)
        except OSError as fault:
            raise BrokenEncoder(f"{folder / name} cannot be read: {fault}; add the encoder again") from fault
        if found != expected:
            raise BrokenEncoder(
                f"{folder / name} is not the file that was registered (SHA-256 {found[:12]}, not "
                f"{expected[:12]}); put it back, or add the encoder again under another id"
            )
    return pin


def shelved(shelf: Path) -> list[Pin]:
    """All encoders on a shelf, by id."""
    return [read_pin(file.parent) for file in sorted(shelf.glob(f"[!.]*/{PIN_FILE}"))]


def digest(file: Path) -> str:
    """SHA-256 of a file, hexadecimal, in bounded memory."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
