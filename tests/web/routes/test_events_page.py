"""What docs/events.md tells a reader holds, and its examples run as they stand."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gumsole.client import Asked, AsyncClient, Client, Event, Price
from gumsole.errors import BadQuery, TooLarge
from gumsole.records import Action, Role
from gumsole.settings import Settings
from gumsole.store.events import EventStore, KeptEvent, writer
from gumsole.web.models.events import MAX_EVENTS, OF_THE_WHOLE
from tests.web.stage import Stage, over_network, stage

TEXT = (Path(__file__).parents[3] / "docs" / "events.md").read_text(encoding="utf-8")
SESSION = "shopper-0001"


@pytest.fixture
def today(folder: Path) -> Iterator[Stage]:
    """A stage whose clock is that of the examples."""
    with stage(folder) as staged:
        yield staged


@pytest.fixture
def url(today: Stage) -> Iterator[str]:
    with over_network(today) as address:
        yield address


@pytest.fixture
def store(today: Stage, url: str) -> Iterator[Client]:
    with Client(url, key=today.secrets[Role.SEARCH]) as client:
        yield client


@pytest.fixture
def query_id(store: Client) -> str:
    return store.search(asked=Asked(words="mug", session=SESSION)).query_id


def kept(folder: Path) -> list[KeptEvent]:
    with EventStore.open(folder) as events:
        return list(events.happenings.between(0.0, datetime.now(UTC).timestamp() + 60.0))


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_curl_examples_run_as_they_stand(today: Stage, url: str, query_id: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("install curl")
    values = {
        "URL": url,
        "KEY": today.secrets[Role.SEARCH],
        "SERVER_KEY": today.secrets[Role.INDEXER],
        "QUERY_ID": query_id,
        "SESSION": SESSION,
    }
    for example in examples("sh"):
        done = subprocess.run(
            ["sh", "-c", example], env=os.environ | values, capture_output=True, text=True, check=False
        )
        assert '"status":"kept"' in done.stdout, done.stdout + done.stderr
    clicked, bought = kept(today.folder)
    assert (clicked.action, clicked.sku, clicked.verified) == (Action.CLICK, "mug-red", False)
    assert (bought.action, bought.quantity, bought.price, bought.verified) == (Action.PURCHASE, 2, 950, True)


def test_the_python_example_runs_as_it_stands(today: Stage, url: str, query_id: str) -> None:
    (example,) = examples("python")
    names = {"url": url, "server_key": today.secrets[Role.INDEXER], "query_id": query_id, "session": SESSION}
    exec(compile(textwrap.dedent(example), "docs/events.md", "exec"), names)
    assert [(one.action, one.verified) for one in kept(today.folder)] == [(Action.PURCHASE, True)]


def test_the_beacon_example_sends_what_is_taken(today: Stage, url: str, query_id: str) -> None:
    if shutil.which("node") is None:
        pytest.skip("install Node.js")
    (example,) = examples("js")
    program = f"""
        const [url, key, queryId, session] = process.argv.slice(1);
        const navigator = {{sendBeacon: async (to, body) => {{
            const answer = await fetch(to, {{method: "POST", body}});
            console.log(answer.status, await answer.text());
        }}}};
        {example}
    """
    words = [url, today.secrets[Role.SEARCH], query_id, SESSION]
    done = subprocess.run(["node", "-e", program, *words], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("200"), done.stdout + done.stderr
    assert [(one.action, one.quantity) for one in kept(today.folder)] == [(Action.ADD_TO_CART, 1)]


def test_every_action_is_documented_with_whether_it_names_a_product() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (yes|may) \|$", TEXT, re.MULTILINE))
    assert rows == {action.value: "may" if action in OF_THE_WHOLE else "yes" for action in Action}


def test_the_figures_on_the_page_are_those_of_the_code() -> None:
    assert f"{Settings().events_days} days" in TEXT
    assert Settings().query_signals_days == 0
    assert f"up to {MAX_EVENTS} events" in TEXT
    assert f"{writer.MOST_WAITING:,} writes" in TEXT


def test_a_client_s_event_says_all_that_it_was_given(store: Client, today: Stage, query_id: str) -> None:
    event = Event(
        "purchase",
        query_id,
        "mug-red",
        SESSION,
        ordinal=3,
        event_id="order-7.1",
        quantity=2,
        price=Price(Decimal("79.90"), "EUR"),
        application="app",
        message_type="CONVERSION",
    )
    assert [one.status for one in store.events([event, event])] == ["kept", "duplicate"]
    (found,) = kept(today.folder)
    assert (found.sku, found.ordinal, found.quantity, found.price) == ("mug-red", 3, 2, 7990)
    assert (found.application, found.message_type) == ("app", "CONVERSION")
    assert found.happened_s == pytest.approx(event.happened_at.timestamp())


def test_a_client_is_told_why_an_event_was_refused(store: Client, query_id: str) -> None:
    good, bad = store.events([Event("view", query_id, session=SESSION), Event("view", "forged")])
    assert (good.status, good.type) == ("kept", None)
    assert (bad.status, bad.type) == ("refused", "urn:gumsole:problem:bad-query")
    assert "issued here" in (bad.detail or "")
    with pytest.raises(BadQuery, match="1 to 100 events"):
        store.events([])
    with pytest.raises(TooLarge, match="65,536"):
        store.events([Event("view", query_id, application="x" * 70_000)])


def test_an_awaiting_client_sends_the_same(today: Stage, url: str, query_id: str) -> None:
    async def sent() -> str:
        async with AsyncClient(url, key=today.secrets[Role.SEARCH]) as store:
            (outcome,) = await store.events([Event("view", query_id, session=SESSION)])
            return outcome.status

    assert asyncio.run(sent()) == "kept"
