"""What is forgotten is gone: from the tables, from the file and from its log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gumsole.privacy import Purgeable
from gumsole.records import Forgetting
from gumsole.store.events import EventsKeeping, EventStore, SignalsKeeping, deletions
from gumsole.store.events.keeping import DAY_S
from tests.store.events.making import NOW, SESSION, event, query

FOREVER = (0.0, NOW * 10)


@pytest.fixture
def two_sessions(events: EventStore) -> EventStore:
    """Queries one (of one session), two (of another) and three (of none), a day apart, an event for each."""
    sent = []
    for number, session in enumerate((SESSION, "session-two", "")):
        id_, when = f"query-{number}", NOW + number * DAY_S
        events.queries.put(query(id_, session=session, asked_s=when))
        sent = [event(query_id=id_, session=session, application=f"front-{number}")]
        events.happenings.put_many(sent, groups={"a": "model-a"}, received_s=when)
    return events


def days(events: EventStore) -> tuple[list[float], list[float]]:
    """On which days what is kept was asked and received, and on which the signals."""
    asked = [(kept.asked_s - NOW) / DAY_S for kept in events.queries.between(*FOREVER)]
    received = [(kept.received_s - NOW) / DAY_S for kept in events.happenings.between(*FOREVER)]
    assert asked == received
    signed = [
        (kept.asked_s - NOW) / DAY_S
        for kept in events.queries.between(*FOREVER)
        if events.queries.signals(kept.query)
    ]
    return asked, signed


@pytest.mark.parametrize(
    ("whom", "left"),
    [
        (Forgetting(session=SESSION), [1, 2]),
        (Forgetting(query_id="query-1"), [0, 2]),
        (Forgetting(before_s=NOW + DAY_S), [1, 2]),
        (Forgetting(before_s=NOW + 3 * DAY_S), []),
        (Forgetting(session="never-seen"), [0, 1, 2]),
    ],
)
def test_who_is_forgotten_leaves_nothing_and_others_keep_theirs(
    two_sessions: EventStore, whom: Forgetting, left: list[int]
) -> None:
    keeping = EventsKeeping(two_sessions.deletions, days=395)
    assert keeping.forget(whom) == 2 * (3 - len(left))
    assert days(two_sessions) == (left, left)
    assert keeping.forget(whom) == 0


@pytest.mark.parametrize(
    ("whom", "signed"),
    [
        (Forgetting(session=SESSION), [1, 2]),
        (Forgetting(query_id="query-1"), [0, 2]),
        (Forgetting(before_s=NOW + DAY_S), [1, 2]),
    ],
)
def test_signals_can_be_forgotten_alone(
    two_sessions: EventStore, whom: Forgetting, signed: list[int]
) -> None:
    assert SignalsKeeping(two_sessions.deletions, days=30).forget(whom) == 1
    assert days(two_sessions) == ([0, 1, 2], signed)


def test_what_was_kept_long_enough_goes_signals_sooner_than_events(two_sessions: EventStore) -> None:
    listed: list[Purgeable] = [
        EventsKeeping(two_sessions.deletions, days=2),
        SignalsKeeping(two_sessions.deletions, days=1),
    ]
    now_s = NOW + 2.5 * DAY_S
    assert [one.purge(now_s=now_s) for one in listed] == [2, 1]
    assert days(two_sessions) == ([1, 2], [2])
    assert [one.kept.seconds for one in listed] == [2 * DAY_S, DAY_S]


def test_no_days_keep_nothing(two_sessions: EventStore) -> None:
    assert EventsKeeping(two_sessions.deletions, days=0).purge(now_s=NOW + 3 * DAY_S) == 6
    assert days(two_sessions) == ([], [])


def test_more_than_one_transaction_deletes_is_deleted(
    events: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tens of thousands of rows would show the same, slowly.
    monkeypatch.setattr(deletions, "AT_ONCE", 2)
    for number in range(5):
        events.queries.put(query(f"query-{number}"))
    assert events.deletions.purge(before_s=NOW + 1.0) == 5
    assert days(events) == ([], [])


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("events.db*")))


def test_what_is_forgotten_is_in_no_byte_of_the_file_or_its_log(
    two_sessions: EventStore, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "events.db")) as connection:
        names = [
            name
            for column in ("query", "session")
            for (name,) in connection.execute(
                f"SELECT {column} FROM queries UNION SELECT {column} FROM events WHERE {column} IS NOT NULL"
            )
            if name
        ]
    before = files(tmp_path)
    assert (tmp_path / "events.db-wal").stat().st_size > 0
    traces = [*names, *(f"front-{number}".encode() for number in range(3))]
    assert all(trace in before for trace in traces)

    two_sessions.deletions.forget(Forgetting(before_s=NOW + 3 * DAY_S))

    after = files(tmp_path)
    assert [trace for trace in traces if trace in after] == []
    assert (tmp_path / "events.db-wal").stat().st_size == 0


def test_a_reader_that_looks_at_what_is_forgotten_keeps_it_in_the_log_until_the_next_purge(
    two_sessions: EventStore, tmp_path: Path
) -> None:
    looking = two_sessions.queries.between(*FOREVER)
    next(looking)
    assert two_sessions.deletions.purge(before_s=NOW + 3 * DAY_S) == 6
    assert b"front-1" in files(tmp_path)
    assert len(list(looking)) == 2  # its snapshot is of before
    assert two_sessions.deletions.purge(before_s=NOW + 3 * DAY_S) == 0
    assert b"front-1" not in files(tmp_path)
