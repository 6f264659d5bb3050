from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest

from gumsole.errors import DiskFull, Overloaded
from gumsole.records import Outcome
from gumsole.store.database import Database
from gumsole.store.events import EventStore, EventWriter, writer
from gumsole.store.schema import EVENTS
from tests.store.events.making import NOW, SHOWN, event, query

FOREVER = (0.0, NOW * 10)
WAIT_S = 10.0


class Gate:
    """The store's products, looked up only while the gate is open: it holds the writing thread."""

    def __init__(self) -> None:
        self.open, self.reached = threading.Event(), threading.Event()

    def __call__(self, skus: Collection[str]) -> Mapping[str, str]:
        self.reached.set()
        assert self.open.wait(WAIT_S)
        if "poison" in skus:
            raise ValueError("poison")
        return {sku: sku for sku in skus}


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def writing(events: EventStore, gate: Gate) -> Iterator[EventWriter]:
    made = EventWriter(events, groups=gate, clock=lambda: NOW)
    yield made
    gate.open.set()
    made.close()


def held(writing: EventWriter, gate: Gate) -> Future[tuple[Outcome, ...]]:
    """An event in the middle of its commit: what is handed in now is written together, afterwards."""
    first = writing.happened([event("first")])
    assert gate.reached.wait(WAIT_S)
    return first


@contextmanager
def counted(events: EventStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Whether each commit was flushed to the disk."""
    commits: list[bool] = []
    begin = events.writing

    def writing(*, durable: bool = False) -> object:
        commits.append(durable)
        return begin(durable=durable)

    with monkeypatch.context() as patched:
        patched.setattr(events, "writing", writing)
        yield commits


def test_an_event_is_answered_after_it_can_be_read(
    events: EventStore, writing: EventWriter, gate: Gate
) -> None:
    waiting = held(writing, gate)
    assert not waiting.done()
    gate.open.set()
    assert waiting.result(WAIT_S) == (Outcome.KEPT,)
    assert [kept.received_s for kept in events.happenings.between(*FOREVER)] == [NOW]


def test_what_arrives_during_a_commit_shares_the_next_one(
    events: EventStore, writing: EventWriter, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = held(writing, gate)
    with counted(events, monkeypatch) as commits:
        waiting = [writing.happened([event(f"event-{number}")]) for number in range(50)]
        writing.searched(query())
        gate.open.set()
        assert {one.result(WAIT_S) for one in [first, *waiting]} == {(Outcome.KEPT,)}
    assert commits == [True]
    assert len(list(events.happenings.between(*FOREVER))) == 51
    assert len(list(events.queries.between(*FOREVER))) == 1


def test_searches_alone_are_not_flushed(
    events: EventStore, writing: EventWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(events, monkeypatch) as commits:
        writing.searched(query(shown=SHOWN[:1]))
        writing.turned("query-one", iter(SHOWN[1:]))
        writing.close()
    assert set(commits) == {False}
    (kept,) = events.queries.between(*FOREVER)
    assert events.queries.shown(kept.query) == SHOWN


@pytest.mark.parametrize("wanted", [False, True])
def test_signals_are_kept_only_where_they_are_wanted(events: EventStore, gate: Gate, wanted: bool) -> None:
    made = EventWriter(events, groups=gate, signals=wanted)
    made.searched(query())
    made.close()
    (kept,) = events.queries.between(*FOREVER)
    assert (events.queries.signals(kept.query) is not None) is wanted


def test_where_too_much_waits_events_are_refused_and_searches_lost(
    writing: EventWriter, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_WAITING", 2)
    first = held(writing, gate)
    last = [writing.happened([event(f"event-{number}")]) for number in range(2)]
    with pytest.raises(Overloaded, match="again in a moment"):
        writing.happened([event("one-too-many")])
    writing.searched(query())
    assert writing.lost == 1
    gate.open.set()
    assert {one.result(WAIT_S) for one in [first, *last]} == {(Outcome.KEPT,)}


def test_a_write_that_cannot_be_done_takes_no_other_with_it(
    events: EventStore, writing: EventWriter, gate: Gate
) -> None:
    first = held(writing, gate)
    writing.searched(query())
    writing.searched(query())  # a query is noted once
    poison, other = writing.happened([event("bad", sku="poison")]), writing.happened([event("good")])
    gate.open.set()
    with pytest.raises(ValueError, match="poison"):
        poison.result(WAIT_S)
    assert {first.result(WAIT_S), other.result(WAIT_S)} == {(Outcome.KEPT,)}
    assert len(list(events.queries.between(*FOREVER))) == 1
    assert writing.lost == 1


def test_a_full_disk_is_told_to_all_who_wait_and_ends_nothing(tmp_path: Path, gate: Gate) -> None:
    database = Database(tmp_path / "events.db", schema=EVENTS)
    gate.open.set()
    writing = EventWriter(EventStore(database), groups=gate, clock=lambda: NOW)
    with database.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    full = event(sku="x" * 100_000)
    for waiting in [writing.happened([full]), writing.happened([full])]:
        with pytest.raises(DiskFull, match="disk is full"):
            waiting.result(WAIT_S)
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    assert writing.happened([full]).result(WAIT_S) == (Outcome.KEPT,)
    writing.close()
    database.close()


def test_who_gave_up_waiting_has_nothing_written(
    events: EventStore, writing: EventWriter, gate: Gate
) -> None:
    first = held(writing, gate)
    left = writing.happened([event("left")])
    assert left.cancel()
    gate.open.set()
    first.result(WAIT_S)
    writing.close()
    assert len(list(events.happenings.between(*FOREVER))) == 1


def test_closing_writes_what_was_handed_in_and_takes_no_more(
    events: EventStore, writing: EventWriter, gate: Gate
) -> None:
    first = held(writing, gate)
    second = writing.happened([event("second")])
    gate.open.set()
    writing.close()
    assert first.done()
    assert second.result(0) == (Outcome.KEPT,)
    with pytest.raises(Overloaded):
        writing.happened([event("third")])
