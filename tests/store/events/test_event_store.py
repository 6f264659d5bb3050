from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BrokenStore, NotFound
from gumsole.records import Action, Outcome, SoughtBy, StepKind
from gumsole.store import Store
from gumsole.store.events import EventStore, KeptQuery
from gumsole.store.schema import EVENTS, STORE, packaged
from tests.store.events.making import NOW, SESSION, SHOWN, event, query, signals

FOREVER = (0.0, NOW * 10)


def only_query(events: EventStore) -> KeptQuery:
    (found,) = events.queries.between(*FOREVER)
    return found


def test_the_events_migrations_are_numbered_without_gaps() -> None:
    assert [one.version for one in packaged(EVENTS)] == list(range(1, len(packaged(EVENTS)) + 1))


def test_there_are_no_events_before_a_server_made_their_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="gumsole serve"):
        EventStore.open(tmp_path)


def test_each_of_the_two_files_is_refused_in_the_place_of_the_other(tmp_path: Path) -> None:
    Store.open(tmp_path, create=True).close()
    EventStore.open(tmp_path, create=True).close()
    assert STORE.application_id != EVENTS.application_id
    store, events = tmp_path / "store.db", tmp_path / "events.db"
    between = tmp_path / "between.db"
    store.rename(between)
    events.rename(store)
    between.rename(events)
    with pytest.raises(BrokenStore, match=r"store\.db is a database of some other program"):
        Store.open(tmp_path)
    with pytest.raises(BrokenStore, match=r"events\.db is a database of some other program"):
        EventStore.open(tmp_path)


def test_a_query_is_kept_with_what_it_showed_as_it_was_then(events: EventStore) -> None:
    events.queries.put(query())
    kept = only_query(events)
    assert (kept.asked_s, kept.by, kept.step) == (NOW, SoughtBy.PHOTO, StepKind.WIDER_CATEGORY)
    assert (kept.total, kept.currency) == (31, "EUR")
    assert kept.stages_ms == (("signals", 12.5), ("ranking", 2.0))
    assert events.queries.shown(kept.query) == SHOWN


def test_signals_come_back_as_they_were(events: EventStore) -> None:
    events.queries.put(query())
    found, expected = events.queries.signals(only_query(events).query), signals()
    assert found is not None
    np.testing.assert_array_equal(found.embedding, expected.embedding)
    np.testing.assert_array_equal(found.color, expected.color)
    assert (found.palette, found.guess, found.passport) == (expected.palette, expected.guess, 7)


def test_a_query_without_signals_has_none(events: EventStore) -> None:
    events.queries.put(query(signals=None))
    assert events.queries.signals(only_query(events).query) is None


def test_a_further_page_adds_what_it_showed_once(events: EventStore) -> None:
    events.queries.put(query(shown=SHOWN[:1]))
    second = (SHOWN[1],)
    events.queries.turned("query-one", second)
    events.queries.turned("query-one", second)
    assert events.queries.shown(only_query(events).query) == SHOWN


def test_a_page_of_a_query_that_is_not_kept_is_not_kept(events: EventStore) -> None:
    events.queries.turned("query-one", SHOWN)
    assert list(events.queries.between(*FOREVER)) == []
    assert events.queries.shown("00" * 16) == ()


def test_ids_are_kept_as_names_that_lead_back_to_nothing(events: EventStore, tmp_path: Path) -> None:
    events.queries.put(query())
    events.happenings.put_many([event()], groups={"a": "model-a"}, received_s=NOW)
    events.close()
    raw = (tmp_path / "events.db").read_bytes()
    assert b"model-a" in raw  # what is stored in the clear is found
    assert not [word for word in (b"query-one", SESSION.encode(), b"event-one") if word in raw]


def test_names_differ_from_store_to_store(tmp_path: Path) -> None:
    names = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        with EventStore.open(folder, create=True) as events:
            events.queries.put(query())
            names.append(only_query(events).query)
    assert names[0] != names[1]


def test_queries_of_one_session_share_its_name_and_those_of_none_have_none(events: EventStore) -> None:
    for number, session in enumerate((SESSION, SESSION, "session-two", "", "")):
        events.queries.put(query(f"query-{number}", session=session))
    first, second, other, *none = [kept.session for kept in events.queries.between(*FOREVER)]
    assert first == second != other
    assert none == ["", ""]


def test_an_event_is_kept_with_all_that_was_said(events: EventStore) -> None:
    sent = event(
        action=Action.PURCHASE,
        quantity=2,
        price=1490,
        application="storefront",
        message_type="CONVERSION",
        verified=True,
    )
    events.happenings.put_many([sent], groups={"a": "model-a"}, received_s=NOW + 6.0)
    (kept,) = events.happenings.between(*FOREVER)
    assert (kept.action, kept.sku, kept.group, kept.ordinal) == (Action.PURCHASE, "a", "model-a", 1)
    assert (kept.quantity, kept.price, kept.verified) == (2, 1490, True)
    assert (kept.application, kept.message_type) == ("storefront", "CONVERSION")
    assert (kept.happened_s, kept.received_s) == (NOW + 5.0, NOW + 6.0)


def test_an_event_sent_again_changes_nothing(events: EventStore) -> None:
    groups = {"a": "model-a", "b": "model-b"}
    assert events.happenings.put_many([event()], groups=groups, received_s=NOW) == (Outcome.KEPT,)
    again = [event(sku="b", happened_s=NOW + 9.0), event("event-two")]
    assert events.happenings.put_many(again, groups=groups, received_s=NOW) == (
        Outcome.DUPLICATE,
        Outcome.KEPT,
    )
    assert [kept.sku for kept in events.happenings.between(*FOREVER)] == ["a", "a"]


def test_a_page_cannot_take_the_place_of_an_event_that_the_store_s_server_sends(events: EventStore) -> None:
    forged, real = event(price=1), event(price=1990, verified=True)
    outcomes = events.happenings.put_many([forged, real], groups={"a": "model-a"}, received_s=NOW)
    assert outcomes == (Outcome.KEPT, Outcome.KEPT)
    assert [(kept.price, kept.verified) for kept in events.happenings.between(*FOREVER)] == [
        (1, False),
        (1990, True),
    ]


def test_the_same_event_id_in_two_queries_names_two_events(events: EventStore) -> None:
    both = [event(), event(query_id="query-two")]
    assert set(events.happenings.put_many(both, groups={"a": "model-a"}, received_s=NOW)) == {Outcome.KEPT}


def test_a_product_counts_as_shown_with_its_whole_group(events: EventStore) -> None:
    groups = {"a": "model-a", "a-in-red": "model-a", "c": "model-c"}
    sent = [event(sku, sku=sku) for sku in groups] + [event("none", sku="", action=Action.VIEW)]
    events.happenings.put_many(sent, groups=groups, received_s=NOW)
    events.queries.put(query())  # the query may be noted after its first event
    shown = {kept.sku: kept.shown for kept in events.happenings.between(*FOREVER)}
    assert shown == {"a": True, "a-in-red": True, "c": False, "": False}


def test_a_product_that_the_store_no_longer_knows_is_known_from_the_answer(events: EventStore) -> None:
    events.queries.put(query())
    sent = [event(), event("event-two", sku="never-there")]
    assert events.happenings.put_many(sent, groups={}, received_s=NOW) == (
        Outcome.KEPT,
        Outcome.UNKNOWN_PRODUCT,
    )
    assert [kept.group for kept in events.happenings.between(*FOREVER)] == ["model-a"]


def test_no_column_has_room_for_a_photo_words_or_an_address(events: EventStore, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "events.db")) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        columns = {
            f"{table}.{name}"
            for table in tables
            for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        }
    # Whoever adds a column reads here what the list of `docs/events.md` must then say.
    assert columns == {
        *(f"facts.{name}" for name in ("name", "value")),
        *(f"queries.{name}" for name in ("id", "query", "session", "asked_at", "sought_by", "step")),
        *(f"queries.{name}" for name in ("total", "currency", "stages_ms")),
        *(f"shown.{name}" for name in ("query", "page", "ordinal", "sku", "group_id", "band", "price")),
        *(f"shown.{name}" for name in ("in_stock", "sellable")),
        *(f"signals.{name}" for name in ("query", "passport", "embedding", "color", "palette", "guess")),
        *(f"events.{name}" for name in ("id", "query", "event", "verified", "session", "action", "price")),
        *(f"events.{name}" for name in ("happened_at", "received_at", "sku", "group_id", "ordinal")),
        *(f"events.{name}" for name in ("quantity", "application", "message_type")),
    }
