"""The demo shop's pages, as a server started with --demo writes them."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gumsole import assembly, demo
from gumsole.assembly import IngestOrder
from gumsole.catalog.feed import FeedOptions
from gumsole.records import Availability, CatalogItem, Offer, Product
from gumsole.settings import Settings
from gumsole.web.browsers import DATA_POLICY, PAGE_POLICY
from gumsole.web.service import Manners
from tests.shelf import CATEGORIES, Drawn, assortment, lay_out
from tests.web.stage import Stage, stage

EVIL = "<script>alert(1)</script>"
EVIL_SKU = 'a"><img src=x onerror=alert(1)>/?#é'
# One model in three colors, one of them sold out; a lamp that is sold out; mugs enough for two pages.
SPARE = [f"spare-{number:02}" for number in range(30)]
PAGES = (
    "/",
    "/shop/c/tabletop",
    "/shop/c/tabletop/mugs?page=2",
    "/shop/p/mug-red",
    "/shop/cart",
    "/shop/nothing",
)


class Page(HTMLParser):
    """A page as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += " " + data.strip()

    def links(self, start: str = "") -> list[str]:
        return [attrs["href"] for tag, attrs in self.tags if tag == "a" and attrs["href"].startswith(start)]


def feed(folder: Path) -> Path:
    lay_out(folder, assortment())
    rows = [
        ("mug-red", "A red mug", "mug", "red", "1200.00 EUR", "999.50 EUR", "in_stock", "0.9"),
        ("mug-navy", "A navy mug", "mug", "navy", "11.00 EUR", "", "out_of_stock", "0.8"),
        ("mug-green", "A green mug", "mug", "green", "12.00 EUR", "", "in_stock", "0.7"),
        ("lamp-red", "A red lamp", "lamp", "red", "40.00 EUR", "", "out_of_stock", "1.0"),
        ("clock-green", "A green clock", "clock", "green", "90.00 EUR", "", "in_stock", "0.2"),
        *((sku, f"Mug {sku}", "mug", "beige", "9.00 EUR", "", "in_stock", "0.1") for sku in SPARE),
    ]
    with (folder / "shop.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        columns = (
            "id title product_type item_group_id color price sale_price availability popularity image_link"
        )
        writer.writerow(columns.split())
        for sku, title, shape, color, price, sale, availability, popularity in rows:
            group = sku if sku in SPARE else f"{shape}-model"
            kind = (CATEGORIES[shape], group, color, price, sale, availability, popularity)
            writer.writerow([sku, title, *kind, f"{Drawn(shape, color).sku}.jpg"])
    return folder / "shop.csv"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("shop")
    order = IngestOrder(str(feed(folder / "feed")), FeedOptions(), "shop")
    assembly.ingest_feed(folder / "store", Settings(), order, progress=lambda _: None)
    with stage(folder / "store", manners=Manners(open_to_all=True)) as staged:
        yield staged


@pytest.fixture
def evil(shop: Stage) -> Iterator[None]:
    """A product whose feed got past everything that strips markup."""
    product = Product(
        EVIL_SKU,
        "evil",
        title=EVIL,
        description=f"{EVIL}'\"",
        brand=EVIL,
        category=(EVIL, 'b"/>'),
        attributes={"color": EVIL},
        link="javascript:alert(1)",
    )
    products = shop.service.store.products
    run = shop.service.store.runs.begin("evil")
    offer = Offer(EVIL_SKU, Availability.IN_STOCK, 100, popularity=2.0)
    products.upsert([CatalogItem(product, offer, 1)], source="evil", run=run.id)
    yield
    products.retire([EVIL_SKU])


def opened(shop: Stage, path: str) -> Page:
    answer = shop.client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def test_the_home_page_offers_a_search_with_three_photos_and_what_sells_best(shop: Stage) -> None:
    page = opened(shop, "/")
    (component,) = (attrs for tag, attrs in page.tags if tag == "gumsole-search")
    samples = re.findall(r'"src": "([^"]+)"', component["samples"])
    assert len(samples) == len(demo.WORTH_TRYING) == 3
    for sample in samples:
        answer = shop.client.get(sample)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert page.links("/shop/p/")[:2] == ["/shop/p/mug-red", "/shop/p/clock-green"]
    assert page.links("/shop/c/")[:2] == ["/shop/c/tabletop", "/shop/c/decor"]


def test_a_model_is_one_tile_and_says_how_many_colors_can_be_bought(shop: Stage) -> None:
    page = opened(shop, "/shop/c/tabletop/mugs")
    assert "/shop/p/mug-red" in page.links()
    assert "/shop/p/mug-green" not in page.links()
    assert "2 colors" in page.text


def test_what_is_sold_out_lies_in_no_aisle_and_a_department_without_anything_is_none(shop: Stage) -> None:
    every = "".join(shop.client.get(path).text for path in ("/", "/shop/c/tabletop", "/shop/c/decor"))
    assert "lamp-red" not in every
    assert "Lighting" not in every
    assert shop.client.get("/shop/c/lighting").status_code == 404


def test_what_sells_out_is_gone_from_its_aisle_at_once(shop: Stage) -> None:
    store = shop.service.store
    (before,) = store.offers.get_many(["clock-green"]).values()
    store.offers.set_many([Offer("clock-green", Availability.OUT_OF_STOCK, before.price)])
    assert shop.client.get("/shop/c/decor").status_code == 404
    store.offers.set_many([before])
    assert shop.client.get("/shop/c/decor").status_code == 200


def test_pages_of_an_aisle_show_each_product_once_and_end(shop: Stage) -> None:
    first, second = (opened(shop, f"/shop/c/tabletop?page={number}") for number in (1, 2))
    shown = first.links("/shop/p/") + second.links("/shop/p/")
    assert len(shown) == len(set(shown)) == 31
    assert ("?page=2" in first.links(), "?page=1" in second.links()) == (True, True)
    assert "31 models" in first.text
    assert shop.client.get("/shop/c/tabletop?page=3").status_code == 404


def test_a_product_has_its_price_stock_variants_and_what_looks_like_it(shop: Stage) -> None:
    page = opened(shop, "/shop/p/mug-red")
    assert "€999.50" in page.text
    assert "instead of €1,200.00" in re.sub(r"\s+", " ", page.text)
    assert "In stock" in page.text
    assert [attrs["data-sku"] for _, attrs in page.tags if "data-add" in attrs] == ["mug-red"]
    variants = [attrs["data-variant"] for _, attrs in page.tags if "data-variant" in attrs]
    assert variants == ["mug-green", "mug-navy"]
    assert "sold out" in page.text
    assert "Looks similar" in page.text
    assert "/shop/p/spare-" in "".join(page.links())


def test_what_is_sold_out_has_a_page_and_cannot_be_put_into_the_cart(shop: Stage) -> None:
    page = opened(shop, "/shop/p/lamp-red")
    assert "Sold out" in page.text
    assert not [attrs for _, attrs in page.tags if "data-add" in attrs]


def test_photos_come_in_a_few_sizes_and_are_named_with_them(shop: Stage) -> None:
    images = [attrs for tag, attrs in opened(shop, "/shop/p/mug-red").tags if tag == "img"]
    assert images
    for image in images:
        answer = shop.client.get(image["src"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert image["width"] == image["height"] == image["src"].rpartition("/")[2]
    known = images[0]["src"].rpartition("/")[0]
    assert shop.client.get(f"{known}/4000").status_code == 404
    assert shop.client.get(f"/shop/photos/{'0' * 64}/320").status_code == 404


@pytest.mark.usefixtures("evil")
def test_text_of_a_feed_is_text_wherever_it_stands(shop: Stage) -> None:
    home = opened(shop, "/")
    (address,) = home.links("/shop/p/a%22")
    (department,) = home.links("/shop/c/script")[:1]
    for page in (home, opened(shop, address), opened(shop, department)):
        scripts = [attrs for tag, attrs in page.tags if tag == "script"]
        assert all(attrs.get("src", "").startswith(("/shop/assets/", "/storefront/")) for attrs in scripts)
        assert EVIL in page.text
        assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
        assert all(link.startswith(("/", "#", "?")) for link in page.links())


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_or_styles_anything_that_stands_in_it(shop: Stage, path: str) -> None:
    answer = shop.client.get(path)
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    tags = Page(answer.text).tags
    assert not [attrs for _, attrs in tags if "style" in attrs]
    assert not [tag for tag, _ in tags if tag == "style"]
    assert all("src" in attrs for tag, attrs in tags if tag == "script")


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/v1/facets", "/v1/nothing", "/v1/products/nobody", "/shop/assets/shop.js", "/metrics"],
)
def test_no_answer_of_another_kind_is_a_document(shop: Stage, path: str) -> None:
    for answer in (shop.client.get(path), shop.client.head(path), shop.client.options(path)):
        assert answer.headers["content-security-policy"] == DATA_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"


def test_a_page_comes_packed_to_whoever_takes_it(shop: Stage) -> None:
    packed = shop.client.get("/", headers={"Accept-Encoding": "gzip"})
    plain = shop.client.get("/", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


@pytest.mark.parametrize("path", ["/shop/p/nobody", "/shop/c/nothing", "/shop/nothing"])
def test_what_is_not_there_is_told_on_a_page(shop: Stage, path: str) -> None:
    answer = shop.client.get(path)
    assert answer.status_code == 404
    assert "Nothing here" in Page(answer.text).text


@pytest.mark.parametrize("path", ["base.html", "../component/api.js", "nothing.js"])
def test_templates_and_files_elsewhere_are_no_assets(shop: Stage, path: str) -> None:
    assert shop.client.get(f"/shop/assets/{path}").status_code == 404


def test_a_shop_that_is_not_ready_says_so(shop: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shop.service.live, "_shop", None)
    answer = shop.client.get("/")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert "One moment" in Page(answer.text).text


def test_without_demo_there_is_no_shop(shelf: Path, tmp_path: Path) -> None:
    with stage(Path(shutil.copytree(shelf, tmp_path / "store"))) as staged:
        for path in ("/", "/shop/cart", "/shop/assets/shop.css", "/shop/samples/cognac-chesterfield.webp"):
            assert staged.client.get(path).status_code == 404
        assert staged.client.get("/storefront/component/gumsole-search.js").status_code == 200
