"""A network that cuts, a cluster that is busy: what is tried again, what is given up, what is never lost."""

from __future__ import annotations

import logging
import time

import pytest

from gumsole.errors import BadSettings, EngineAway, EngineRefused, IndexMismatch
from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.engine import OpenSearchIndex
from gumsole.index.opensearch.patience import FAILURES, OPEN_S, Breaker, Patience
from gumsole.index.opensearch.versions import Versions
from gumsole.records import Offer
from gumsole.store import IssuedPassport
from tests.contracts.world import Clock, ask, entry
from tests.opensearch.front import Front, Mood
from tests.opensearch.making import ALONE, FAMILY, Pauses, small_passport, through

ENTRIES = [entry(number) for number in range(1, 21)]


@pytest.fixture
def index(front: Front, through_front: Connection) -> OpenSearchIndex:
    """An empty index behind the front."""
    versions = Versions(through_front, FAMILY, IssuedPassport(1, small_passport(), active=True), ALONE)
    versions.drop_others()
    made = OpenSearchIndex(through_front, versions.create(), versions.layout, clock=Clock())
    front.asked.clear()
    return made


def found(index: OpenSearchIndex) -> list[int]:
    return sorted(index.search(ask()).ids.tolist())


def test_pauses_double_up_to_a_limit_and_all_of_each_is_jitter() -> None:
    patience = Patience(attempts=9, first_s=1.0, most_s=5.0, timeout_s=1.0)
    assert [patience.pause_s(at, 0.999) for at in range(4)] == pytest.approx([0.999, 1.998, 3.996, 4.995])
    assert patience.pause_s(3, 0.0) == 0.0


@pytest.mark.parametrize("mood", [Mood.CUT, Mood.BUSY, Mood.DOWN])
def test_writes_are_tried_again_after_longer_and_longer_pauses(
    front: Front, index: OpenSearchIndex, pauses: Pauses, mood: Mood
) -> None:
    front.moods.extend([mood] * 3)
    index.upsert(ENTRIES)
    assert pauses.taken == [0.5, 1.0, 2.0]  # half of 1, 2 and 4 s
    assert found(index) == list(range(1, 21))


def test_a_write_whose_acknowledgement_was_lost_is_repeated_without_harm(
    front: Front, index: OpenSearchIndex
) -> None:
    front.moods.append(Mood.LOSE)
    index.upsert(ENTRIES)
    assert (front.bulks, len(index)) == ([20, 20], 20)


def test_of_a_half_failed_bulk_only_what_failed_is_written_again(
    front: Front, index: OpenSearchIndex, pauses: Pauses
) -> None:
    front.moods.extend([Mood.HALF, Mood.HALF])
    index.upsert(ENTRIES)
    assert front.bulks == [10, 5, 5]
    assert len(pauses.taken) == 2
    assert found(index) == list(range(1, 21))


def test_a_write_that_is_never_taken_is_told(front: Front, index: OpenSearchIndex, pauses: Pauses) -> None:
    front.moods.extend([Mood.FULL] * 5)
    with pytest.raises(EngineAway, match="did not take 20 of 20 writes"):
        index.upsert(ENTRIES)
    assert len(pauses.taken) == 4


def test_a_document_that_can_never_be_taken_is_logged_and_holds_up_no_other(
    index: OpenSearchIndex, caplog: pytest.LogCaptureFixture
) -> None:
    too_dear = entry(99, offer=Offer("s99", price=2**70))
    with caplog.at_level(logging.ERROR):
        index.upsert([too_dear, *ENTRIES])
    assert found(index) == list(range(1, 21))
    assert index.refused == 1
    assert "refused document 99" in caplog.text


def test_a_search_is_tried_twice_and_then_given_up(front: Front, index: OpenSearchIndex) -> None:
    front.away = True
    with pytest.raises(EngineAway, match="does not answer"):
        index.search(ask())
    assert len(front.asked) == 2


def test_a_slow_node_is_waited_for_once(front: Front, index: OpenSearchIndex) -> None:
    del index
    hasty = Patience(attempts=3, first_s=0.01, most_s=0.01, timeout_s=0.2, after_timeouts=False)
    connection = Connection(front.url, searching=hasty)
    front.delay_s = 1.0
    begun = time.monotonic()
    with pytest.raises(EngineAway):
        connection.ask("GET", "/")
    assert time.monotonic() - begun < 0.9
    connection.close()


def test_a_node_that_did_not_answer_some_times_is_left_in_peace_for_a_while(
    front: Front, index: OpenSearchIndex, pauses: Pauses
) -> None:
    front.away = True
    for _ in range(FAILURES):
        with pytest.raises(EngineAway):
            index.search(ask())
    asked = len(front.asked)
    front.away = False
    with pytest.raises(EngineAway, match="lately") as spared:
        index.search(ask())
    assert (len(front.asked), 0 < spared.value.retry_after_s <= OPEN_S) == (asked, True)
    pauses.now_s += OPEN_S
    assert found(index) == []


def test_one_call_tries_whether_others_may_pass() -> None:
    clock = Clock()
    breaker = Breaker(clock=clock)
    for _ in range(FAILURES):
        breaker.admit()
        breaker.failed()
    clock.now_s += OPEN_S
    breaker.admit()
    with pytest.raises(EngineAway):
        breaker.admit()
    breaker.succeeded()
    breaker.admit()


def test_an_index_that_is_gone_is_told_from_a_node_that_is_away(index: OpenSearchIndex, front: Front) -> None:
    through(front.url, Pauses()).tell("DELETE", f"/{index.name}")
    for act in (lambda: index.search(ask()), lambda: index.upsert(ENTRIES), index.position):
        with pytest.raises(IndexMismatch):
            act()


def test_what_the_cluster_refuses_is_no_reason_to_try_again(
    through_front: Connection, pauses: Pauses
) -> None:
    with pytest.raises(EngineRefused, match="refused \\(400\\)"):
        through_front.tell("PUT", "/gumsole-odd", {"mappings": {"dynamic": "never heard of"}})
    assert pauses.taken == []


def test_a_cluster_that_does_not_let_us_in_is_the_operators_to_mend() -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Locked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Locked) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        connection = Connection(f"http://127.0.0.1:{server.server_address[1]}", auth=("user", "wrong"))
        with pytest.raises(BadSettings, match="GUMSOLE_OPENSEARCH_PASSWORD"):
            connection.ask("GET", "/")
        connection.close()
        thread.join()
