"""Searches are noted as they were answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gumsole.records import Availability, Offer, Role, Shown, SoughtBy, StepKind
from gumsole.settings import Settings
from gumsole.store.events import EventStore, KeptQuery
from tests.shelf import Drawn, drawing
from tests.store.making import Clock
from tests.web.routes.conftest import NOW
from tests.web.stage import Stage, stage

FOREVER = (0.0, NOW * 2)


@pytest.fixture
def curious(folder: Path, clock: Clock) -> Iterator[Stage]:
    """A store that keeps what photos said."""
    with stage(folder, Settings(query_signals_days=30), clock=clock) as staged:
        yield staged


def photo() -> bytes:
    return drawing(Drawn("mug", "red"), size=300)


def ask(served: Stage, path: str = "/v1/search", *, role: Role = Role.SEARCH, **asked: Any) -> Any:
    method = "GET" if path.endswith("similar") else "POST"
    content = asked.pop("photo", None)
    response = served.client.request(method, path, params=asked, content=content, headers=served.as_(role))
    assert response.status_code == 200, response.text
    return response.json()


def noted(folder: Path) -> list[tuple[KeptQuery, tuple[Shown, ...]]]:
    with EventStore.open(folder) as events:
        return [(query, events.queries.shown(query.query)) for query in events.queries.between(*FOREVER)]


def test_a_search_is_noted_with_what_it_showed(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as served:
        answer = ask(served, photo=photo(), session="shopper-0001", limit=3)
    ((query, shown),) = noted(folder)
    assert (query.by, query.step, query.asked_s) == (SoughtBy.PHOTO, StepKind(answer["step"]["kind"]), NOW)
    assert (query.total, query.currency) == (answer["total"], "EUR")
    assert dict(query.stages_ms) == {one["stage"]: one["ms"] for one in answer["timings"]}
    assert [one.sku for one in shown] == [hit["product"]["sku"] for hit in answer["hits"]]
    assert [(one.page, one.ordinal) for one in shown] == [(1, 1), (1, 2), (1, 3)]
    assert [one.band.word for one in shown] == [hit["band"] for hit in answer["hits"]]
    prices = [hit["product"]["price"]["amount"] for hit in answer["hits"]]
    assert [f"{(one.price or 0) / 100:.2f}" for one in shown] == prices
    assert all(one.in_stock and one.sellable for one in shown)


def test_offers_are_noted_as_they_were_shown_whatever_becomes_of_them(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as served:
        sku = ask(served, photo=photo(), limit=1)["hits"][0]["product"]["sku"]
        before = served.service.store.products.get(sku).offer
        served.service.store.offers.set_many([Offer(sku, Availability.OUT_OF_STOCK, 1)])
        ask(served, words="clock")
        after = served.service.store.products.get(sku).offer
    (shown,) = noted(folder)[0][1]
    assert (before.price, before.in_stock) != (after.price, after.in_stock)
    assert (shown.price, shown.in_stock) == (before.price, before.in_stock)


def test_how_a_search_began_is_told_apart(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as served:
        ask(served, photo=photo(), words="in red")
        ask(served, words="mug")
        ask(served, "/v1/products/mug-red/similar", words="in navy")
    assert [query.by for query, _ in noted(folder)] == [SoughtBy.PHOTO, SoughtBy.WORDS, SoughtBy.PRODUCT]


def test_a_further_page_is_noted_with_its_query(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as served:
        answer = ask(served, photo=photo(), limit=2)
        second = served.client.get(
            f"/v1/search/{answer['query_id']}", params={"page": 2}, headers=served.as_(Role.SEARCH)
        ).json()
    ((_, shown),) = noted(folder)
    listed = [("page", 1, hit) for hit in answer["hits"]] + [("page", 2, hit) for hit in second["hits"]]
    assert [(one.page, one.sku) for one in shown] == [(n, hit["product"]["sku"]) for _, n, hit in listed]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN])
def test_what_the_store_s_own_people_look_for_is_not_noted(folder: Path, clock: Clock, role: Role) -> None:
    with stage(folder, clock=clock) as served:
        answer = ask(served, photo=photo(), role=role)
        served.client.get(f"/v1/search/{answer['query_id']}", headers=served.as_(role))
    assert noted(folder) == []


def test_words_and_photos_are_nowhere(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as served:
        ask(served, photo=photo(), words="in red for Ada Lovelace", session="shopper-0001")
    raw = b"".join(path.read_bytes() for path in folder.glob("events.db*"))
    assert b"mug" in raw
    assert not [word for word in (b"Lovelace", b"shopper-0001", photo()[100:164]) if word in raw]


def test_signals_of_photos_are_kept_only_where_the_store_says_so(folder: Path, clock: Clock) -> None:
    with stage(folder, clock=clock) as served:
        ask(served, photo=photo())
    ((query, _),) = noted(folder)
    with EventStore.open(folder) as events:
        assert events.queries.signals(query.query) is None


def test_kept_signals_are_those_of_the_photo(curious: Stage, folder: Path) -> None:
    answer = ask(curious, photo=photo())
    ask(curious, words="mug")
    seen = curious.service.live.now.searcher.search(photo()).seen
    assert seen is not None
    curious.service.events.happened(()).result()  # what was noted before is on the disk with it
    with EventStore.open(folder) as events:
        first, second = events.queries.between(*FOREVER)
        found = events.queries.signals(first.query)
        assert events.queries.signals(second.query) is None
    assert found is not None
    np.testing.assert_array_equal(found.embedding, seen.embedding)
    np.testing.assert_array_equal(found.color, seen.color)
    assert [swatch.name for swatch in found.palette] == [one["name"] for one in answer["palette"]]
    assert [list(one.path) for one in found.guess.categories] == [one["category"] for one in answer["guess"]]


def test_an_answer_never_tells_the_photo_s_signals(curious: Stage) -> None:
    answer = ask(curious, photo=photo(), role=Role.ADMIN)
    assert "seen" not in answer
