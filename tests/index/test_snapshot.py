from __future__ import annotations

import errno
import json
import os
import zlib
from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BrokenStore, DiskFull, IndexMismatch, NotFound
from gumsole.index.embedded import EmbeddedIndex
from gumsole.records import Entry, Filter, Offer
from tests.index.clusters import COLORS, DIMENSION, chunks, query, ranked, truth

BIG = 24_000


def opened(folder: Path, passport: str = "p1") -> EmbeddedIndex:
    return EmbeddedIndex.open(folder, dimension=DIMENSION, color_dimension=COLORS, passport=passport)


def built(folder: Path, count: int) -> EmbeddedIndex:
    return EmbeddedIndex.build(
        folder, chunks(count), dimension=DIMENSION, color_dimension=COLORS, passport="p1", seq=7
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a snapshot of 500 entries."""
    built(tmp_path / "index", 500)
    return tmp_path / "index"


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedIndex:
    """An index large enough for a tier."""
    return built(tmp_path_factory.mktemp("big"), BIG)


@pytest.fixture(scope="module")
def everything() -> list[Entry]:
    """What is in it."""
    return [entry for chunk in chunks(BIG) for entry in chunk]


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
def test_a_tier_finds_what_a_plain_product_finds(
    big: EmbeddedIndex, everything: list[Entry], weight: float
) -> None:
    shape, color = np.stack([e.embedding for e in everything]), np.stack([e.color for e in everything])
    found = 0
    for seed in range(20):
        wanted = query(seed, weight=weight, groups=50)
        _, similarity = ranked(shape, color, np.arange(1, BIG + 1), wanted)
        found += int((np.abs(big.search(wanted).similarity[:50] - similarity[:50]) < 2e-6).sum())
    assert big._state.parts[0].tier is not None
    assert found == 20 * 50


def test_a_tier_honors_filters_and_later_writes(big: EmbeddedIndex, everything: list[Entry]) -> None:
    near = query(3)
    fresh = Entry(BIG + 1, "fresh", ("root1",), "b1", near.embedding, near.color, Offer("fresh", price=5))
    big.upsert([fresh])
    gone = everything[int(big.search(near).ids[1]) - 1]
    big.delete([gone.id])
    answer = big.search(near)
    assert answer.ids[0] == fresh.id
    assert gone.id not in answer.ids.tolist()
    half = query(3, where=Filter(in_stock=True))
    kept = [e for e in everything if e.offer.in_stock and e.id != gone.id]
    np.testing.assert_allclose(big.search(half).similarity[:20], truth(kept, half)[1][:20], atol=2e-6)
    big.delete([fresh.id])
    big.upsert([gone])
    assert len(big) == BIG


def test_later_rows_that_crowd_out_a_tier_are_ranked_with_it(big: EmbeddedIndex) -> None:
    near = query(4, groups=60)
    crowd = [
        Entry(BIG + n, f"crowd{n}", (), "", near.embedding, near.color, Offer(f"c{n}")) for n in range(1, 51)
    ]
    alone = big.search(near)
    big.upsert(crowd)
    together = big.search(near)
    assert together.ids[:50].tolist() == [e.id for e in crowd]
    assert together.ids[50:].tolist() == alone.ids[: len(together.ids) - 50].tolist()
    big.delete([e.id for e in crowd])


def test_the_footprint_counts_a_tier(big: EmbeddedIndex) -> None:
    tier = big._state.parts[0].tier
    assert tier is not None
    assert tier.size == BIG * (DIMENSION + COLORS) // 4  # four bits for two components
    assert big.footprint().in_memory > BIG * (DIMENSION + COLORS) + tier.size


def test_a_category_is_found_among_grouped_and_later_rows(folder: Path) -> None:
    index = opened(folder)
    near = query(1)
    index.upsert([Entry(900, "n", ("root1", "leaf1", "x"), "", near.embedding, near.color, Offer("n"))])
    where = Filter(categories=(("root1",), ("root3", "leaf7")))
    expected = {row + 1 for row in range(500) if row % 4 == 1 or row % 20 == 7} | {900}
    assert set(index.search(query(1, groups=600, where=where)).ids.tolist()) == expected


def test_a_snapshot_opens_as_it_was_built(folder: Path) -> None:
    index = opened(folder)
    entries = [entry for chunk in chunks(500) for entry in chunk]
    answer = index.search(query(1, groups=500))
    assert (len(index), index.seq, len(answer.ids)) == (500, 7, 500)
    np.testing.assert_allclose(answer.similarity, truth(entries, query(1))[1], atol=2e-6)
    some = index.search(query(1, groups=500, where=Filter(min_price=10, max_price=19, brands=("b3",))))
    assert sorted(some.ids.tolist()) == [
        11,
        18,
    ]  # rows 10 and 17 are the sevens' threes between ten and nineteen


def test_vectors_are_mapped_and_reported_apart(folder: Path) -> None:
    footprint = opened(folder).footprint()
    assert footprint.mapped == 500 * (DIMENSION + COLORS) * 4
    assert footprint.in_memory < 500 * (DIMENSION + COLORS + 120)


def test_a_saved_index_opens_with_every_change(folder: Path) -> None:
    index = opened(folder)
    fresh = next(chunks(3, seed=9))
    index.upsert([Entry(9000 + e.id, e.group, ("new",), "b9", e.embedding, e.color, e.offer) for e in fresh])
    index.delete([1, 2])
    index.set_offers([Offer("s10", price=10**6, ships_to=("JP", "DE")), Offer("s11", ships_to=("DE",))])
    index.save(folder, passport="p1", seq=12)
    again = opened(folder)
    assert (len(again), again.seq) == (501, 12)
    assert sorted(again.search(query(0, where=Filter(categories=(("new",),)))).ids.tolist()) == [
        9001,
        9002,
        9003,
    ]
    assert sorted(again.search(query(0, where=Filter(min_price=10**6))).ids.tolist()) == [21, 22]
    japan = set(again.search(query(0, groups=600, where=Filter(ships_to="JP"))).ids.tolist())
    assert set(again.search(query(0, groups=600)).ids.tolist()) - japan == {23, 24}
    before, after = index.search(query(5, groups=600)), again.search(query(5, groups=600))
    assert before.ids.tolist() == after.ids.tolist()
    assert [path.name for path in folder.iterdir()] == ["00000002"]


def test_an_older_snapshot_still_answers_after_a_newer_one_was_saved(folder: Path) -> None:
    index = opened(folder)
    index.save(folder, passport="p1", seq=8)
    assert len(index.search(query(1, groups=500)).ids) == 500


def test_the_last_of_a_repeated_id_is_built(tmp_path: Path) -> None:
    def twice() -> list[list[Entry]]:
        one = next(chunks(2))
        return [one, [Entry(1, "again", (), "late", one[0].embedding, one[0].color, Offer("x", price=77))]]

    index = EmbeddedIndex.build(tmp_path, twice(), dimension=DIMENSION, color_dimension=COLORS, passport="p")
    assert len(index) == 2
    assert index.search(query(0, where=Filter(brands=("late",), min_price=77))).ids.tolist() == [1]


def test_an_empty_index_is_built_saved_and_opened(tmp_path: Path) -> None:
    index = EmbeddedIndex.build(tmp_path, [], dimension=DIMENSION, color_dimension=COLORS, passport="p1")
    assert (len(index), len(index.search(query(0)).ids)) == (0, 0)
    EmbeddedIndex(DIMENSION, COLORS).save(tmp_path, passport="p1", seq=1)
    again = opened(tmp_path)
    again.upsert(next(chunks(5)))
    assert len(again) == 5


def test_a_folder_without_a_snapshot_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="holds no snapshot"):
        opened(tmp_path / "nothing")
    (tmp_path / ".draft-1").mkdir()
    with pytest.raises(NotFound):
        opened(tmp_path)


def test_another_passport_or_dimension_is_refused(folder: Path) -> None:
    with pytest.raises(IndexMismatch, match="p2"):
        opened(folder, passport="p2")
    with pytest.raises(IndexMismatch, match="48"):
        EmbeddedIndex.open(folder, dimension=8, color_dimension=COLORS, passport="p1")


def rewritten(header: Path, **changes: object) -> None:
    fields = json.loads(header.read_bytes().partition(b"\n")[2]) | changes
    text = json.dumps(fields).encode()
    header.write_bytes(b"%08x\n%s" % (zlib.crc32(text), text))


def test_another_format_is_refused(folder: Path) -> None:
    rewritten(folder / "00000001" / "header.json", format=99, unknown="field")
    with pytest.raises(IndexMismatch, match="format 99"):
        opened(folder)


@pytest.mark.parametrize("name", ["header.json", "ids", "terms", "codes", "shape", "color", "shape_turn"])
def test_a_file_cut_short_or_missing_is_refused(folder: Path, name: str) -> None:
    path = folder / "00000001" / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(BrokenStore, match=name):
        opened(folder)
    path.unlink()
    with pytest.raises(BrokenStore, match=name):
        opened(folder)


@pytest.mark.parametrize("name", ["header.json", "groups", "codes", "color_turn"])
def test_a_flipped_bit_is_refused(folder: Path, name: str) -> None:
    path = folder / "00000001" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    with pytest.raises(BrokenStore, match=name):
        opened(folder)


def test_a_damaged_tier_is_refused(tmp_path: Path) -> None:
    EmbeddedIndex.build(tmp_path, chunks(20_000), dimension=DIMENSION, color_dimension=COLORS, passport="p1")
    tier = tmp_path / "00000001" / "tier"
    data = bytearray(tier.read_bytes())
    data[len(data) // 2] ^= 4
    tier.write_bytes(data)
    with pytest.raises(BrokenStore, match="tier"):
        opened(tmp_path)
    tier.unlink()
    with pytest.raises(BrokenStore, match="tier"):
        opened(tmp_path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_the_snapshot_before_it(
    folder: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    index = opened(folder)
    # patched because a test cannot fill the disk
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(DiskFull if code == errno.ENOSPC else OSError):
        index.save(folder, passport="p1", seq=9)
    monkeypatch.undo()
    assert [path.name for path in folder.iterdir()] == ["00000001"]
    assert opened(folder).seq == 7
