"""What is measured on is made alike on every run."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gumsole.bench.material import PHOTO_SIDE, Vectors, photos, unit, write_photos
from gumsole.bench.retrieval import Field
from gumsole.catalog.feed import FeedOptions, open_feed
from gumsole.errors import NotFound
from gumsole.records import Availability, CatalogItem
from tests.shelf import COLORS, Drawn, drawing


@pytest.fixture
def vectors() -> Vectors:
    draw = np.random.default_rng(1)
    made = (unit(draw.normal(size=(9, width)).astype(np.float32)) for width in (12, 6))
    return Vectors(*made)


def test_photos_are_square_and_no_two_alike_and_the_same_on_every_run() -> None:
    first = list(photos(3))
    assert len(set(first)) == 3
    assert list(photos(3)) == first
    with Image.open(BytesIO(first[0])) as opened:
        assert (opened.format, opened.size) == ("JPEG", (PHOTO_SIDE, PHOTO_SIDE))


def test_photos_of_ones_own_are_found_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "one.jpg").write_bytes(drawing(Drawn("rug", "green"), size=300))
    (one,) = photos(1, tmp_path)
    with Image.open(BytesIO(one)) as opened:
        colors = {color for _, color in opened.convert("RGB").quantize(8).convert("RGB").getcolors() or ()}
    green = np.array(COLORS["green"])
    assert min(np.abs(np.array(color) - green).max() for color in colors) < 30


def test_a_folder_without_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="to measure on"):
        next(photos(1, tmp_path))


def test_the_feed_of_photos_is_read_without_a_rejection(tmp_path: Path) -> None:
    items = list(open_feed(write_photos(tmp_path, 2), FeedOptions()))
    assert [isinstance(item, CatalogItem) for item in items] == [True, True]
    assert sorted(path.name for path in tmp_path.glob("*.jpg")) == ["0.jpg", "1.jpg"]


def test_drawn_vectors_are_of_unit_length_and_repeat_with_their_seed(vectors: Vectors) -> None:
    drawn, again, other = (vectors.drawn(50, seed=seed) for seed in (3, 3, 4))
    for rows, width in ((drawn.embeddings, 12), (drawn.colors, 6)):
        assert rows.shape == (50, width)
        assert rows.dtype == np.dtype(np.float32)
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(drawn.embeddings, again.embeddings)
    assert not np.array_equal(drawn.embeddings, other.embeddings)


def test_entries_fill_groups_of_three_and_half_of_them_can_be_bought(vectors: Vectors) -> None:
    (entries,) = vectors.entries(300)
    assert [entry.id for entry in entries] == list(range(1, 301))
    assert len({entry.group for entry in entries}) == 100
    assert sum(entry.offer.availability is Availability.IN_STOCK for entry in entries) == 150
    # prices 0 to 299 once each: a bound cuts off any share
    assert sorted(entry.offer.price or 0 for entry in entries) == list(range(300))


def test_a_vector_is_nearest_to_the_photo_it_has_most_of(vectors: Vectors) -> None:
    centered = unit(vectors.embeddings - vectors.embeddings.mean(axis=0))
    nearest = (vectors.drawn(200, seed=3).embeddings @ centered.T).argmax(axis=1)
    # where the largest of four shares is no majority, another photo may come nearer
    assert (nearest == vectors.origins(200, seed=3)).mean() > 0.5
    whole = vectors.entry_origins(10_001)
    np.testing.assert_array_equal(whole[:10_000], vectors.origins(10_000, seed=20))
    assert len(whole) == 10_001


def test_photos_that_look_alike_are_of_one_category(vectors: Vectors) -> None:
    (entries,) = vectors.entries(300)
    leaves: dict[int, set[tuple[str, ...]]] = {}
    for entry, origin in zip(entries, vectors.entry_origins(300).tolist(), strict=True):
        leaves.setdefault(origin, set()).add(entry.category)
    assert len(leaves) == 9
    assert all(len(paths) == 1 for paths in leaves.values())


def test_peers_get_the_same_rows_as_the_index(vectors: Vectors) -> None:
    (entries,) = vectors.entries(30)
    field = Field.of(iter([entries[:20], entries[20:]]))
    assert field.ids.tolist() == list(range(1, 31))
    np.testing.assert_array_equal(field.rows[7], np.concatenate([entries[7].embedding, entries[7].color]))
    assert field.prices.tolist() == [entry.offer.price for entry in entries]


def test_a_row_of_nothing_stays_nothing() -> None:
    np.testing.assert_array_equal(unit(np.zeros((2, 3), np.float32)), np.zeros((2, 3)))
