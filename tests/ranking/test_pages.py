"""Ranked lists are kept for a while, within bounds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import NotFound
from gumsole.ranking.pages import Bounds, RankedLists


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_list_is_there_again_by_its_query_id() -> None:
    lists: RankedLists[str] = RankedLists()
    assert lists.get(lists.put("sofas", nbytes=5)) == "sofas"


def test_a_list_is_forgotten_after_fifteen_minutes() -> None:
    clock = Clock()
    lists: RankedLists[str] = RankedLists(clock=clock)
    query_id = lists.put("sofas", nbytes=5)
    clock.now = 899.9
    assert lists.get(query_id) == "sofas"
    clock.now = 900.0
    with pytest.raises(NotFound, match="15 minutes"):
        lists.get(query_id)
    assert (len(lists), lists.nbytes) == (0, 0)


def test_an_id_that_was_never_given_out_finds_nothing_and_is_quoted_briefly() -> None:
    with pytest.raises(NotFound) as refused:
        RankedLists[str]().get("x" * 10_000)
    assert len(str(refused.value)) < 250


def test_query_ids_cannot_be_guessed() -> None:
    lists: RankedLists[int] = RankedLists()
    ids = {lists.put(number, nbytes=1) for number in range(100)}
    assert len(ids) == 100
    assert all(len(query_id) == 22 for query_id in ids)  # 16 bytes in base64, without padding


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 400)), max_size=60))
def test_count_bytes_and_age_stay_within_their_bounds_and_the_newest_are_kept(
    puts: list[tuple[int, int]],
) -> None:
    clock, numbers = Clock(), count()
    lists: RankedLists[int] = RankedLists(
        Bounds(lists=5, bytes=300, seconds=900), clock=clock, new_id=lambda: str(next(numbers))
    )
    times = []
    for number, (nbytes, pause) in enumerate(puts):
        clock.now += pause
        times.append(clock.now)
        lists.put(number, nbytes=nbytes)
        assert lists.nbytes <= 300
        kept = [at for at in range(number + 1) if _there(lists, str(at))]
        room = [
            at
            for at in range(number + 1)
            if clock.now < times[at] + 900
            and number - at < 5
            and sum(size for size, _ in puts[at : number + 1]) <= 300
        ]
        assert kept == room


def _there(lists: RankedLists[int], query_id: str) -> bool:
    try:
        lists.get(query_id)
    except NotFound:
        return False
    return True


def test_a_list_larger_than_all_room_is_not_kept_and_leaves_no_trace() -> None:
    lists: RankedLists[int] = RankedLists(Bounds(bytes=10))
    query_id = lists.put(1, nbytes=11)
    assert not _there(lists, query_id)
    assert lists.nbytes == 0


def test_threads_may_put_and_get_at_once() -> None:
    lists: RankedLists[int] = RankedLists(Bounds(lists=2000, bytes=2000))
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda number: lists.put(number, nbytes=1), range(2000)))
        found = list(pool.map(lists.get, ids))
    assert found == list(range(2000))
    assert lists.nbytes == 2000


def test_lists_are_dropped_by_id_by_session_and_by_age() -> None:
    clock = Clock()
    lists: RankedLists[str] = RankedLists(clock=clock)
    old = lists.put("old", nbytes=1, session="s")
    clock.now = 100.0
    one, other = lists.put("one", nbytes=2), lists.put("other", nbytes=4, session="s")
    assert (lists.drop(query_id="nobody's"), lists.drop(session="nobody")) == (0, 0)
    assert lists.drop(older_than_s=100.0) == 1
    with pytest.raises(NotFound):
        lists.get(old)
    assert lists.drop(session="s") == 1
    assert (lists.drop(query_id=one), lists.nbytes, len(lists)) == (1, 0, 0)
    with pytest.raises(NotFound):
        lists.get(other)


def test_what_is_over_goes_without_a_further_search() -> None:
    clock = Clock()
    lists: RankedLists[str] = RankedLists(clock=clock)
    lists.put("one", nbytes=1)
    clock.now = lists.kept_s - 1
    lists.put("two", nbytes=1)
    assert lists.tidy() == 0
    clock.now = lists.kept_s
    assert (lists.tidy(), len(lists)) == (1, 1)
