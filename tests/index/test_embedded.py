from __future__ import annotations

import threading

import numpy as np
import pytest

from gumsole.errors import IndexMismatch
from gumsole.index.embedded import LARGEST_PART, SMALLEST_PART, EmbeddedIndex
from gumsole.records import Entry, Filter, Offer, VectorQuery
from tests.index.clusters import COLORS, DIMENSION, chunks, query, truth


def filled(count: int) -> tuple[EmbeddedIndex, list[Entry]]:
    index, entries = EmbeddedIndex(DIMENSION, COLORS), []
    for chunk in chunks(count):
        index.upsert(chunk)
        entries += chunk
    return index, entries


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.0])
def test_an_index_of_many_parts_answers_as_a_plain_product_does(weight: float) -> None:
    index, entries = filled(9000)
    assert len(index._state.parts) > 3
    for seed in range(5):
        wanted = query(seed, weight=weight)
        ids, similarity = truth(entries, wanted)
        answer = index.search(wanted)
        np.testing.assert_allclose(answer.similarity, similarity[: len(answer.ids)], atol=2e-6)
        assert len(set(answer.ids.tolist()) & set(ids[: len(answer.ids)])) >= len(answer.ids) - 1


def test_codes_are_scanned_deeper_until_the_cut_is_clear() -> None:
    index = EmbeddedIndex(DIMENSION, COLORS)
    color = np.eye(COLORS, dtype=np.float32)[0]
    for chunk in chunks(7000):
        same = [Entry(e.id, e.group, e.category, e.brand, e.embedding, color, e.offer) for e in chunk]
        index.upsert(same[::-1])
    answer = index.search(VectorQuery(query(0).embedding, color, 1.0, groups=5))
    assert answer.ids.tolist() == list(range(1, 14))  # all tie: thirteen smallest ids, three to a group


def test_vectors_of_other_lengths_are_refused_and_nothing_is_written() -> None:
    index = EmbeddedIndex(DIMENSION, COLORS)
    good = next(chunks(2))
    bad = Entry(3, "g", (), "", np.zeros(5, np.float32), np.zeros(COLORS, np.float32), Offer("s"))
    with pytest.raises(IndexMismatch, match=r"\(48, 16\).*entry 3 has \(5, 16\)"):
        index.upsert([*good, bad])
    assert len(index) == 0
    with pytest.raises(IndexMismatch, match="query has"):
        index.search(VectorQuery(bad.embedding, bad.color, 0.2))


def test_slots_are_used_again_once_no_reader_sees_them() -> None:
    index, entries = filled(1000)
    for _ in range(10):
        index.upsert(entries)
    # one generation shown and one being written; never one for each of the ten
    assert len(index._state.live.alive) <= 4 * SMALLEST_PART


def test_slots_that_a_reader_sees_are_left_alone() -> None:
    index, entries = filled(500)
    held = index._state
    before = held.parts[0].shape[:500].copy()
    for _ in range(5):
        index.upsert([Entry(e.id, "new", (), "", e.color.repeat(3), e.color, e.offer) for e in entries])
    np.testing.assert_array_equal(held.parts[0].shape[:500], before)
    assert held.live.alive.sum() == 500


def test_parts_grow_up_to_a_limit_and_are_never_copied() -> None:
    index, _ = filled(3000)
    first = index._state.parts[0]
    index.upsert(next(chunks(2000, seed=4)))
    assert index._state.parts[0] is first
    sizes = [len(part.shape) for part in index._state.parts]
    assert sizes[0] == SMALLEST_PART
    assert max(sizes) <= LARGEST_PART


def test_no_reader_sees_half_a_write() -> None:
    """A writer swaps all entries between two brands; a reader must always find all of one brand."""
    entries = next(chunks(300, size=300))
    index = EmbeddedIndex(DIMENSION, COLORS)
    worlds = [
        [Entry(e.id, e.group, (w,), w, e.embedding, e.color, Offer(w, price=len(w))) for e in entries]
        for w in ("red", "green")
    ]
    index.upsert(worlds[0])
    stop, seen = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            answer = index.search(query(1, groups=300))
            seen.append(len(answer.ids))
            kinds = [
                len(index.search(query(1, groups=300, where=Filter(brands=(b,)))).ids)
                for b in ("red", "green")
            ]
            seen.extend(300 if count in (0, 300) else count for count in kinds)

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(15):
        index.upsert(worlds[turn % 2])
    stop.set()
    reader.join()
    assert set(seen) == {300}


def test_what_was_written_often_is_still_found_by_id_and_sku() -> None:
    index, entries = filled(6000)
    index.upsert(entries[:5000])
    index.set_offers([Offer("s100", price=10**9)])
    assert sorted(index.search(query(0, where=Filter(min_price=10**9))).ids.tolist()) == [201, 202]
    index.delete([e.id for e in entries if e.id % 2])
    assert len(index) == 3000


def test_the_footprint_counts_vectors_in_memory() -> None:
    index, _ = filled(1000)
    footprint = index.footprint()
    a_row = (DIMENSION + COLORS) * 5  # float32 and one byte a component
    assert SMALLEST_PART * a_row < footprint.in_memory < SMALLEST_PART * (a_row + 150)
    assert footprint.mapped == 0
