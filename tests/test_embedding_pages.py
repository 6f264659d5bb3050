"""The pages about embedding: their commands, JavaScript and Python run, and all tell the same of the tag."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gumsole.cli import main
from gumsole.client import Asked, Client
from gumsole.records import Role
from tests.serving import Server, running, stock

PAGES = {
    path.stem: path.read_text("utf-8")
    for path in (Path(__file__).parent.parent / "docs" / "embedding").glob("*.md")
}
SESSION = "shopper-0001"
SCRIPT = "https://search.shop.example/storefront/component/gumsole-search.js"
ATTRIBUTES = {"endpoint", "key", "lang", "ships-to", "samples", "no-cart"}

# What a page has in a browser, as far as the scripts use it; requests are noted and answered from a table.
BROWSER = """
const given = JSON.parse(process.argv[1]);
const noted = {requests: [], said: [], went: null, followed: null};
const search = new EventTarget();
const button = new EventTarget();
search.searchLike = (sku) => noted.said.push(sku);
globalThis.window = globalThis;
globalThis.alert = (text) => noted.said.push(text);
console.error = () => {};
globalThis.location = {assign: (address) => { noted.went = address; }};
globalThis.sessionStorage = {getItem: (name) => (name === "gumsole-session" ? "shopper-0001" : null)};
globalThis.document = {
  body: new EventTarget(),
  querySelector: (what) => (what === "gumsole-search" ? search : button),
};
globalThis.fetch = async (address, {method = "GET", headers = {}, body = null} = {}) => {
  noted.requests.push({address, method, headers, body: body && JSON.parse(body)});
  const answer = given.answers[address];
  return answer === undefined
    ? new Response("{}", {status: 422})
    : new Response(JSON.stringify(answer), {headers: {Nonce: "n-1"}});
};
const emit = async () => {
  const event = new Event(given.event, {cancelable: true});
  event.detail = given.detail;
  noted.followed = (given.event === "click" ? button : search).dispatchEvent(event);
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log(JSON.stringify(noted));
};
"""


class Tags(HTMLParser):
    """The tags of a snippet with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGES[page], re.DOTALL)


def in_browser(script: str, event: str, detail: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """What a script of a page did about an event."""
    if not shutil.which("node"):
        pytest.skip("install Node.js 20 or newer to run the JavaScript of the embedding pages")
    given = json.dumps({"event": event, "detail": detail, "answers": answers})
    done = subprocess.run(
        ["node", "-e", f"{BROWSER}\n{{\n{script}\n}}\nemit();", given],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    noted: dict[str, Any] = json.loads(done.stdout)
    return noted


def added(sku: str) -> dict[str, Any]:
    price = {"amount": "19.90", "currency": "EUR"}
    return {"sku": sku, "title": "Tall mug", "price": price, "queryId": "q-1", "position": 1}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(stock(tmp_path_factory.mktemp("embedding"))) as started:
        yield started


@pytest.mark.parametrize("page", PAGES)
def test_the_tags_are_the_same_on_every_page(page: str) -> None:
    (script, attributes), (tag, given) = Tags(blocks(page, "html")[0]).found
    assert (script, attributes) == ("script", {"type": "module", "src": SCRIPT})
    assert tag == "gumsole-search"
    assert given["endpoint"] == "https://search.shop.example"
    assert {"endpoint", "key", "lang"} <= set(given) <= ATTRIBUTES


def test_the_page_of_html_explains_every_attribute() -> None:
    section = PAGES["html"].split("## 2.", 1)[1].split("## 3.", 1)[0]
    assert set(re.findall(r"^\| `([\w-]+)` \|", section, re.MULTILINE)) == ATTRIBUTES


@pytest.mark.parametrize("page", PAGES)
def test_the_keys_of_the_page_are_made(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [line for block in blocks(page, "sh") for line in block.splitlines() if " key " in line]
    assert commands
    for command in commands:
        done = CliRunner().invoke(main, shlex.split(command)[1:])
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("gumpub_") == ("--role search" in command)


def test_a_cart_of_one_s_own_gets_what_verified_purchases_need() -> None:
    script = blocks("html", "js")[0]
    noted = in_browser(script, "gumsole:add-to-cart", added("mug-navy"), {"/cart": {}})
    (request,) = noted["requests"]
    assert (request["method"], request["address"]) == ("POST", "/cart")
    assert request["body"] == {
        "sku": "mug-navy",
        "quantity": 1,
        "found": {"query": "q-1", "session": SESSION},
    }
    assert noted["said"] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_cart_that_refuses_is_told_to_the_shopper(page: str) -> None:
    noted = in_browser(blocks(page, "js")[0], "gumsole:add-to-cart", added("mug-navy"), {})
    assert noted["said"] == ["Tall mug could not be put into the cart."]


def test_a_page_starts_a_search_by_itself() -> None:
    assert in_browser(blocks("html", "js")[1], "click", {}, {})["said"] == ["mug-navy"]


SHOPIFY = {
    "https://search.shop.example/v1/products/mug-navy": {"product": {"group": "tall-mug"}},
    "https://search.shop.example/v1/products/tall-mug%2FRed": {"product": {"group": "tall-mug"}},
    "https://search.shop.example/v1/products/wall-clock": {"product": {"group": "wall-clock"}},
    "/products/tall-mug.js": {
        "variants": [
            {"id": 41, "sku": "mug-navy", "options": ["Navy"]},
            {"id": 42, "sku": None, "options": ["Red"]},
        ]
    },
    "/products/wall-clock.js": {"variants": [{"id": 51, "sku": "", "options": ["Default Title"]}]},
    "/cart/add.js": {},
}


@pytest.mark.parametrize(
    ("sku", "variant"),
    [
        ("mug-navy", 41),
        ("tall-mug/Red", 42),
        ("wall-clock", 51),
        ("shopify_DE_7001_42001", 42001),
    ],
)
def test_shopify_s_cart_gets_the_variant_of_a_sku(sku: str, variant: int) -> None:
    noted = in_browser(blocks("shopify", "js")[0], "gumsole:add-to-cart", added(sku), SHOPIFY)
    last = noted["requests"][-1]
    assert (last["method"], last["address"]) == ("POST", "/cart/add.js")
    properties = {"_sku": sku, "_query": "q-1", "_session": SESSION}
    assert last["body"] == {"items": [{"id": variant, "quantity": 1, "properties": properties}]}
    assert noted["said"] == []


def test_skus_that_are_shopify_s_variant_ids_are_not_looked_up() -> None:
    (pattern,) = re.findall(r"let `NAMED` be `(.*?)`:", PAGES["shopify"])
    script = re.sub(r"(?<=const NAMED = ).*(?=;)", lambda _: pattern, blocks("shopify", "js")[0])
    noted = in_browser(script, "gumsole:add-to-cart", added("42001"), SHOPIFY)
    assert [request["body"]["items"][0]["id"] for request in noted["requests"]] == [42001]


def test_a_product_without_an_address_is_opened_in_shopify() -> None:
    detail = {"sku": "mug-navy", "link": "", "queryId": "q-1", "position": 1}
    noted = in_browser(blocks("shopify", "js")[0], "gumsole:select", detail, SHOPIFY)
    assert noted["went"] == "/products/tall-mug?variant=41"
    assert noted["followed"] is False


WOOCOMMERCE = {
    "/wp-json/wc/store/v1/products?sku=mug-navy": [{"id": 11, "permalink": "https://shop.example/mug"}],
    "/wp-json/wc/store/v1/products/12": {"id": 12, "permalink": "https://shop.example/red"},
    "/wp-json/wc/store/v1/cart": {},
    "/wp-json/wc/store/v1/cart/add-item": {},
}


@pytest.mark.parametrize(("sku", "number"), [("mug-navy", 11), ("id:12", 12)])
def test_woocommerce_s_cart_gets_the_number_of_a_sku_with_its_nonce(sku: str, number: int) -> None:
    noted = in_browser(blocks("woocommerce", "js")[0], "gumsole:add-to-cart", added(sku), WOOCOMMERCE)
    last = noted["requests"][-1]
    assert last["address"] == "/wp-json/wc/store/v1/cart/add-item"
    assert last["headers"]["Nonce"] == "n-1"
    assert last["body"] == {"id": number, "quantity": 1}
    assert noted["said"] == []


def test_a_product_without_an_address_is_opened_in_woocommerce() -> None:
    detail = {"sku": "mug-navy", "link": "", "queryId": "q-1", "position": 1}
    noted = in_browser(blocks("woocommerce", "js")[0], "gumsole:select", detail, WOOCOMMERCE)
    assert noted["went"] == "https://shop.example/mug"


@pytest.mark.parametrize("page", ["shopify", "woocommerce"])
def test_a_product_with_an_address_is_left_to_the_browser(page: str) -> None:
    detail = {"sku": "mug-navy", "link": "https://shop.example/p", "queryId": "q-1", "position": 1}
    noted = in_browser(blocks(page, "js")[0], "gumsole:select", detail, {})
    assert (noted["followed"], noted["requests"], noted["went"]) == (True, [], None)


def orders(query: str) -> dict[str, dict[str, Any]]:
    """A paid order as each shop tells it; its second line was not found by a search."""
    return {
        "html": {
            "number": 1042,
            "lines": [
                {"sku": "mug-navy", "quantity": 2, "found": {"query": query, "session": SESSION}},
                {"sku": "mug-red", "quantity": 1},
            ],
        },
        "shopify": {
            "line_items": [
                {
                    "id": 9001,
                    "sku": "MN-1",
                    "quantity": 2,
                    "properties": [
                        {"name": "_sku", "value": "mug-navy"},
                        {"name": "_query", "value": query},
                        {"name": "_session", "value": SESSION},
                    ],
                },
                {"id": 9002, "sku": "mug-red", "quantity": 1, "properties": []},
            ]
        },
        "woocommerce": {
            "status": "processing",
            "line_items": [
                {
                    "id": 81,
                    "sku": "mug-navy",
                    "product_id": 10,
                    "variation_id": 11,
                    "quantity": 2,
                    "meta_data": [
                        {"key": "_gumsole_query", "value": query},
                        {"key": "_gumsole_session", "value": SESSION},
                    ],
                },
                {"id": 82, "sku": "", "product_id": 12, "variation_id": 0, "quantity": 1, "meta_data": []},
            ],
        },
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_paid_order_becomes_verified_purchases_once(page: str, server: Server) -> None:
    names: dict[str, Any] = {"URL": server.url, "INDEXER_KEY": server.secrets[Role.INDEXER]}
    (example,) = blocks(page, "python")
    exec(compile(example, f"docs/embedding/{page}.md", "exec"), names)
    with Client(server.url, key=server.secrets[Role.SEARCH]) as store:
        query = store.search(asked=Asked(words="mug", session=SESSION)).query_id
    order = orders(query)[page]
    first, second = names["tell_purchases"](order), names["tell_purchases"](order)
    assert [outcome.status for outcome in first] == ["kept"]
    assert [outcome.status for outcome in second] == ["duplicate"]
    assert names["tell_purchases"]({**order, "lines": [], "line_items": []}) == ()
