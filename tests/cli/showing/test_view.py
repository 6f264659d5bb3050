"""A store as the command line shows it: thumbnails, prices, filters, progress."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gumsole import assembly
from gumsole.assembly import IngestOrder, Shop
from gumsole.catalog.feed import FeedOptions
from gumsole.cli.showing.view import TypedFilter, View
from gumsole.errors import BadQuery
from gumsole.records import Candidate, Hit, Known, Offer, Product
from gumsole.settings import Settings
from gumsole.store.layout import THUMBNAILS_FOLDER
from tests.catalog.fetch_server import answering, running
from tests.cli.conftest import Run
from tests.shelf import Drawn, assortment, drawing, lay_out
from tests.store.making import hash_of, item

PHOTO = drawing(Drawn("mug", "red"), size=700)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of two products whose photos lie beside the feed, and one whose photo is on the web."""
    folder = tmp_path_factory.mktemp("view")
    feed = lay_out(folder / "feed", assortment()[:2])
    with running() as host:
        host.answers["/far.jpg"] = answering(200, PHOTO)
        with feed.open("a") as file:
            file.write(f"far,A far mug,Tabletop > Mugs,far,12.50 EUR,in_stock,{host.url('/far.jpg')}\n")
        order = IngestOrder(str(feed), FeedOptions(), "feed")
        settings = Settings(allow_private=True)
        assembly.ingest_feed(folder / "store", settings, order, progress=lambda _: None)
    with assembly.shop(folder / "store", Settings()) as opened:
        yield opened


def hit_of(shop: Shop, sku: str) -> Hit:
    return next(hit for hit in shop.searcher.search(PHOTO).hits if hit.product.sku == sku)


def side(jpeg: bytes | None) -> int:
    assert jpeg is not None
    with Image.open(BytesIO(jpeg)) as opened:
        assert opened.format == "JPEG"
        return max(opened.size)


def referring(shop: Shop, sku: str, ref: str) -> Hit:
    """A hit on a product whose photo is known by this address."""
    run = shop.store.runs.begin("hand")
    shop.store.products.upsert([item(sku, ref)], source="hand", run=run.id)
    shop.store.photos.record(ref, Known(hash_of(sku)))
    refs = shop.store.entries.places(range(1, 100))
    entry = next(id_ for id_, place in refs.items() if place.ref == ref)
    return Hit(Candidate(sku, sku, entry, hash_of(sku), 1.0, 1.0, 1.0), Product(sku, sku), Offer(sku))


def test_a_remote_photo_is_shown_from_its_kept_thumbnail_alone(shop: Shop) -> None:
    view, far = View(shop), hit_of(shop, "far")
    assert side(view.thumbnail(far)) < 700
    shutil.rmtree(shop.store.folder / THUMBNAILS_FOLDER)
    assert view.thumbnail(far) is None


def test_a_local_photo_is_made_small_when_it_is_shown(shop: Shop) -> None:
    assert side(View(shop).thumbnail(hit_of(shop, "mug-red"))) <= 256


def test_a_photo_may_be_known_by_a_file_url(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "a mug.jpg"
    path.write_bytes(PHOTO)
    hit = referring(shop, "by-url", path.as_uri())
    assert "a%20mug" in path.as_uri()
    assert side(View(shop).thumbnail(hit)) < 700


def test_a_photo_that_is_gone_or_none_any_more_is_not_shown(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    hit = referring(shop, "gone", str(path))
    assert View(shop).thumbnail(hit) is None
    path.write_bytes(b"no photo at all")
    assert View(shop).thumbnail(hit) is None
    path.write_bytes(PHOTO)
    assert View(shop).thumbnail(hit) is not None


def test_a_place_that_is_gone_is_not_shown(shop: Shop) -> None:
    candidate = Candidate("x", "x", 10_000, hash_of("x"), 1.0, 1.0, 1.0)
    assert View(shop).thumbnail(Hit(candidate, Product("x", "x"), Offer("x"))) is None


def test_what_was_found_by_words_shows_the_first_photo_of_the_product(shop: Shop) -> None:
    by_words = Candidate("mug-navy", "mug-navy", 0, "", 0.0, 0.0, 0.0)
    hit = Hit(by_words, Product("mug-navy", "mug-navy"), Offer("mug-navy"))
    assert side(View(shop).thumbnail(hit)) == 256


def test_a_photo_that_was_never_fetched_is_not_shown(shop: Shop, tmp_path: Path) -> None:
    """Its bytes were never there, so it has no hash to look for."""
    run = shop.store.runs.begin("hand")
    shop.store.products.upsert([item("pending", "https://shop.example/x.jpg")], source="hand", run=run.id)
    shop.shelf.catch_up()
    assert View(shop).product_photo("pending") is None


def test_a_price_is_shown_in_the_stores_currency_and_an_unknown_one_not_at_all(shop: Shop) -> None:
    view = View(shop)
    assert view.price(hit_of(shop, "far")) == "12.50 EUR"
    candidate = hit_of(shop, "far").candidate
    assert view.price(Hit(candidate, Product("x", "x"), Offer("x", price=None))) == ""


def test_what_was_typed_becomes_a_filter_in_minor_units_and_whole_paths(shop: Shop) -> None:
    typed = TypedFilter(
        ("mugs",), ("Gumsole",), ("Navy",), ("Oak",), "1", "12.50", in_stock=True, ships_to="de"
    )
    made = View(shop).filter(typed)
    assert made.categories == (("Tabletop", "Mugs"),)
    assert (made.brands, made.min_price, made.max_price) == (("Gumsole",), 100, 1250)
    assert (made.colors, made.materials) == (("Navy",), ("Oak",))
    assert (made.in_stock, made.ships_to) == (True, "DE")


@pytest.mark.parametrize("country", ["Germany", "D", "D1", "ДЕ", ""])
def test_a_country_without_a_code_is_refused(shop: Shop, country: str) -> None:
    with pytest.raises(BadQuery, match="ISO 3166"):
        View(shop).filter(TypedFilter(ships_to=country))


@pytest.mark.parametrize("price", ["cheap", "1.234 EUR", ""])
def test_a_price_that_is_none_is_refused(shop: Shop, price: str) -> None:
    with pytest.raises(BadQuery):
        View(shop).filter(TypedFilter(max_price=price))


def test_a_store_without_prices_cannot_filter_by_them(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path, assortment()[:1])
    (tmp_path / "plain.csv").write_text("id,image_link\n1,mug-red.jpg\n")
    assert run("ingest", tmp_path / "plain.csv", "--store", tmp_path / "store").exit_code == 0
    photo = tmp_path / "mug-red.jpg"
    refused = run("search", photo, "--store", tmp_path / "store", "--max-price", "5")
    assert (refused.exit_code, "no prices to hold '5' against" in refused.stderr) == (2, True)
    (tmp_path / "store" / "policy.toml").write_text("version = 1\n[sellable]\nneeds_price = false\n")
    found = run("search", photo, "--store", tmp_path / "store", "--json")
    assert '"price": null' in found.stdout


def test_progress_is_shown_on_a_terminal_and_nowhere_else(run: Run, tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:3])
    terminal = {"FORCE_COLOR": "1", "COLUMNS": "120", "TERM": "xterm"}  # what makes rich take it for one
    shown = run("ingest", feed, "--store", tmp_path / "shown", env=terminal)
    assert shown.exit_code == 0, shown.output
    assert "photos" in shown.stderr
    assert "3/3" in shown.stderr
    silent = run("ingest", feed, "--store", tmp_path / "silent", env={"FORCE_COLOR": None})
    assert silent.stderr == ""
