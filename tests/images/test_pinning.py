"""Encoders on a shelf: pinned by hash, refused once a file changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gumsole.errors import BadQuery, BrokenEncoder
from gumsole.images.pinning import PIN_FILE, Pin, checked, install, named, read_pin, shelved

PIN = Pin("one-1", "", "a test", {})
FILES: dict[str, bytes | Path] = {"image.onnx": b"model", "encoder.toml": b"words"}


def test_what_was_installed_is_checked_file_by_file(tmp_path: Path) -> None:
    folder = install(tmp_path, PIN, FILES)
    pin = checked(folder)
    assert (pin.id, pin.origin, pin.tuned, set(pin.files)) == ("one-1", "a test", False, set(FILES))
    assert [one.id for one in shelved(tmp_path)] == ["one-1"]


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_that_changed_afterwards_is_refused(tmp_path: Path, name: str) -> None:
    folder = install(tmp_path, PIN, FILES)
    (folder / name).write_bytes(b"other")
    with pytest.raises(BrokenEncoder, match=f"{name} is not the file that was registered"):
        checked(folder)


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    folder = install(tmp_path, PIN, FILES)
    (folder / "image.onnx").unlink()
    with pytest.raises(BrokenEncoder, match="add the encoder again"):
        checked(folder)


def test_the_same_encoder_again_changes_nothing_and_another_of_its_id_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"model")
    first = install(tmp_path / "shelf", PIN, FILES)
    assert install(tmp_path / "shelf", PIN, FILES | {"image.onnx": source}) == first
    with pytest.raises(BadQuery, match="another encoder one-1"):
        install(tmp_path / "shelf", PIN, FILES | {"image.onnx": b"other"})
    assert (first / "image.onnx").read_bytes() == b"model"
    assert not [path for path in (tmp_path / "shelf").iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("id_", ["", "../up", "a/b", ".hidden", "x" * 101, "a b"])
def test_an_id_that_cannot_name_a_folder_is_refused(id_: str) -> None:
    with pytest.raises(BadQuery, match="cannot name an encoder"):
        named(id_)


@pytest.mark.parametrize("written", ["", "[]", "{}", json.dumps({"format": 2})])
def test_a_pin_that_cannot_be_read_is_refused(tmp_path: Path, written: str) -> None:
    folder = install(tmp_path, PIN, FILES)
    (folder / PIN_FILE).write_text(written)
    with pytest.raises(BrokenEncoder, match=r"pinned\.json"):
        read_pin(folder)
