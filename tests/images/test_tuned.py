"""An encoder with a head: what is stored of its base is carried over exactly as a new look would see it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BrokenEncoder
from gumsole.images.tower import Tower
from gumsole.images.tuned import Head, Tuned
from tests.fakes import tiny_tower
from tests.images.test_tower import plain


def head(seed: int = 0, dimension: int = 4) -> Head:
    draw = np.random.default_rng(seed)
    matrix, bias, prior = draw.normal(size=(dimension, dimension)), draw.normal(size=dimension), np.ones(4)
    return Head(*(np.asarray(one, np.float32) for one in (matrix, bias, prior)))


def test_stored_embeddings_are_carried_over_as_a_new_look_would_see_them(tmp_path: Path) -> None:
    base = Tower.load(tiny_tower(tmp_path))
    tuned = Tuned(base, head(), "tiny-1+a", "tiny")
    photo = plain(200, 30, 90)
    stored = base.encode(photo).embedding[None]
    np.testing.assert_allclose(tuned.head.apply(stored)[0], tuned.encode(photo).embedding, atol=1e-6)
    np.testing.assert_array_equal(tuned.encode(photo).pooled, base.encode(photo).pooled)


def test_its_identity_is_that_of_base_and_head(tmp_path: Path) -> None:
    base = Tower.load(tiny_tower(tmp_path))
    first, same, other = (Tuned(base, head(seed), "t", "tiny") for seed in (0, 0, 1))
    assert first.file_hash == same.file_hash != other.file_hash
    assert first.file_hash != base.file_hash
    assert "tiny-1" in first.note


def test_a_head_is_read_back_as_it_was_written() -> None:
    written = head()
    assert Head.from_bytes(written.to_bytes()).digest == written.digest


@pytest.mark.parametrize("data", [b"", b"no archive", head().to_bytes()[:200]])
def test_a_damaged_head_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenEncoder, match="run gumsole tune again"):
        Head.from_bytes(data)


def test_a_head_of_another_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gumsole.images.tuned.HEAD_FORMAT", 2)  # what a later version would write
    later = head().to_bytes()
    monkeypatch.undo()
    with pytest.raises(BrokenEncoder, match="format 2, this version reads 1"):
        Head.from_bytes(later)


def test_a_head_that_is_no_square_is_refused() -> None:
    lopsided = Head(np.zeros((3, 4), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
    with pytest.raises(BrokenEncoder, match="a square was expected"):
        Head.from_bytes(lopsided.to_bytes())


def test_a_head_over_another_dimension_is_refused(tmp_path: Path) -> None:
    base = Tower.load(tiny_tower(tmp_path))
    wide = Head(np.eye(5, dtype=np.float32), np.zeros(5, np.float32), np.zeros(5, np.float32))
    with pytest.raises(BrokenEncoder, match="5 numbers, tiny-1 gives 4"):
        Tuned(base, wide, "t", "tiny")
