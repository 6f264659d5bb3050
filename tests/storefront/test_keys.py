"""A store's own page at another origin than the search server, with a publishable key in its tag."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import Browser, Page, expect

from gumsole.records import Role
from gumsole.store import Store
from gumsole.store.events import EventStore
from tests.serving import Server, running
from tests.storefront.host import Host, hosting
from tests.storefront.shopper import ANSWER_MS, EXPECTED, query

ELSEWHERE = "https://another-shop.example"
FOREVER = (0.0, 1e12)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A search server that asks for keys, a page of another origin, and keys for it and for elsewhere."""

    server: Server
    host: Host
    ours: str
    theirs: str


@pytest.fixture(scope="module")
def keyed(demo_store: tuple[Path, Result], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    folder = Path(shutil.copytree(demo_store[0], tmp_path_factory.mktemp("keyed") / "store"))
    with hosting() as host:
        with Store.open(folder) as store:
            ours = store.keys.create(Role.SEARCH, origins=(host.origin,))[1]
            theirs = store.keys.create(Role.SEARCH, origins=(ELSEWHERE,))[1]
        with running(folder, secrets={}) as server:
            host.search = server.url
            yield Keyed(server, host, ours, theirs)


@pytest.fixture
def page(browser: Browser, keyed: Keyed) -> Iterator[Page]:
    """A tab; whatever a policy refuses or a script does wrong fails the test."""
    context = browser.new_context()
    context.set_default_timeout(ANSWER_MS)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.extend([said.text] * (said.type in ("error", "warning"))))
    yield page
    context.close()
    assert [fault for fault in faults if EXPECTED not in fault] == []


def search(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a photo").click()
    photo = {"name": "mug.jpg", "mimeType": "image/jpeg", "buffer": query("navy-mug-at-breakfast")}
    chooser.value.set_files(photo)  # type: ignore[arg-type]


def test_one_script_one_tag_and_a_key_search_from_another_origin_and_events_are_kept(
    keyed: Keyed, page: Page
) -> None:
    keyed.host.key = keyed.ours
    page.goto(keyed.host.origin)
    expect(page.locator(".privacy")).to_contain_text("not kept")
    search(page)
    tile = page.locator("article.tile").first
    expect(tile).to_contain_text("Mug")
    photo = tile.locator("img")
    assert photo.evaluate("(photo) => photo.decode().then(() => photo.naturalWidth)") > 0
    with page.expect_response("**/v1/events") as told:
        tile.get_by_role("button", name="Add to cart").click()
    assert told.value.status == 200
    with EventStore.open(keyed.server.folder) as events:
        (kept,) = events.happenings.between(*FOREVER)
    assert kept.action == "add_to_cart"


def test_a_key_of_another_origin_finds_nothing_and_the_shopper_is_told_who_can_mend_it(
    keyed: Keyed, page: Page
) -> None:
    keyed.host.key = keyed.theirs
    page.goto(keyed.host.origin)
    search(page)
    trouble = page.locator(".trouble")
    expect(trouble).to_contain_text("Search is not set up for this page")
    expect(trouble).to_contain_text("Only the store can mend this. It was not your photo.")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.locator("article.tile")).to_have_count(0)
