"""What a shopper of the demo store is shown, through the whole of a search."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from gumsole import assembly, demo
from gumsole.assembly import Shop
from gumsole.ranking.policy import load_policy
from gumsole.records import Answer, Availability, Band, Filter, StepKind
from gumsole.search import SearchRequest
from gumsole.settings import Settings

SHOWING_SOLD_OUT = load_policy("version = 1\n[sellable]\nshow_sold_out = true\n", name="shown.toml")


@pytest.fixture(scope="module")
def shop(demo_store: tuple[Path, Result], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = Path(shutil.copytree(demo_store[0], tmp_path_factory.mktemp("demo") / "store"))
    with assembly.shop(folder, Settings()) as opened:
        yield opened


@pytest.fixture(scope="module")
def photos() -> Iterator[dict[str, bytes]]:
    with demo.queries() as queries:
        yield {photo.stem: photo.read_bytes() for photo in queries}


@contextmanager
def sold_out(shop: Shop, *skus: str) -> Iterator[None]:
    before = [*shop.store.offers.get_many(skus).values()]
    shop.store.offers.set_many([replace(offer, availability=Availability.OUT_OF_STOCK) for offer in before])
    try:
        yield
    finally:
        shop.store.offers.set_many(before)


def leaves(answer: Answer) -> set[str]:
    return {hit.product.category[-1] for hit in answer.hits}


@pytest.mark.parametrize("name", ["beige-sofa-at-home", "cognac-chesterfield", "post-with-curved-loveseat"])
def test_a_photo_of_a_sofa_brings_no_bean_bag(shop: Shop, photos: dict[str, bytes], name: str) -> None:
    assert leaves(shop.searcher.search(photos[name])) == {"Sofas"}


def test_a_photo_of_a_bean_bag_brings_no_sofa(shop: Shop, photos: dict[str, bytes]) -> None:
    answer = shop.searcher.search(photos["beige-bean-bag"])
    assert answer.hits[0].product.group == "slump-bean-bag"
    assert leaves(answer) == {"Bean bags"}


@pytest.mark.parametrize("quality", [95, 85, 75])
@pytest.mark.parametrize("search", demo.WORTH_TRYING, ids=lambda search: search.photo)
def test_a_photo_worth_trying_finds_its_product_for_sure_however_hard_it_is_squeezed(
    shop: Shop, photos: dict[str, bytes], search: demo.Try, quality: int
) -> None:
    squeezed = io.BytesIO()
    Image.open(io.BytesIO(photos[Path(search.photo).stem])).save(squeezed, "JPEG", quality=quality)
    answer = shop.searcher.search(squeezed.getvalue())
    assert answer.hits[0].band in {Band.SAME, Band.CLOSE}
    assert (
        answer.hits[0].product.sku
        == shop.searcher.search(photos[Path(search.photo).stem]).hits[0].product.sku
    )


def test_words_beside_a_photo_hold_in_every_hit(shop: Shop, photos: dict[str, bytes]) -> None:
    answer = shop.searcher.search(photos["beige-sofa-at-home"], SearchRequest(words="in navy"))
    assert answer.step.kind is StepKind.AS_ASKED
    assert len(answer.hits) > 1
    assert {hit.product.attributes["color"] for hit in answer.hits} == {"Navy"}


@pytest.mark.parametrize(
    ("name", "words"),
    [("navy-lamp-on-the-shelf", "in red"), ("black-ring-vase", "in beige"), ("oak-drum-table", "in white")],
)
def test_asked_in_a_color_nothing_is_the_same_and_what_is_close_is_its_model(
    shop: Shop, photos: dict[str, bytes], name: str, words: str
) -> None:
    """The lamp is not made in red, vase and table are made in the colors asked for."""
    shown = shop.searcher.search(photos[name]).hits[0]
    assert shown.band is Band.SAME
    asked = shop.searcher.search(photos[name], SearchRequest(words=words))
    close = [hit.product.group for hit in asked.hits if hit.band <= Band.CLOSE]
    assert close == ([] if words == "in red" else [shown.product.group])
    assert Band.SAME not in {hit.band for hit in asked.hits}


# Of 390 searches narrowed to another brand than the product's, these called something close while a lead was
# taken over what the filter had left: the second one at a likeness of -.06.
@pytest.mark.parametrize(
    ("photo", "brand"),
    [
        ("beige-corner-sofa", "Fennholt"),
        ("cognac-bar-stool", "Kilnroot"),
        ("shop-page-banker-lamp", "Brassmere"),
        ("walnut-nightstand", "Kilnroot"),
    ],
)
def test_what_a_filter_leaves_is_not_close_for_being_the_nearest_left(
    shop: Shop, photos: dict[str, bytes], photo: str, brand: str
) -> None:
    own = shop.searcher.search(photos[photo]).hits[0].product.group
    answer = shop.searcher.search(photos[photo], SearchRequest(filter=Filter(brands=(brand,))))
    assert answer.hits
    # Where the ladder lets the brand go, the photo's own model is close for good reason.
    assert {hit.product.group for hit in answer.hits if hit.band <= Band.CLOSE} <= {own}


@pytest.mark.parametrize("name", ["beige-sofa-at-home", "navy-bean-lounger"])
def test_whatever_value_of_a_facet_is_chosen_holds_in_every_hit(
    shop: Shop, photos: dict[str, bytes], name: str
) -> None:
    facets = {facet.name: facet.values for facet in shop.searcher.search(photos[name]).facets}
    chosen = [(Filter(colors=(value.value,)), "color", value.value) for value in facets["color"]]
    chosen += [(Filter(materials=(value.value,)), "material", value.value) for value in facets["material"]]
    for wanted, attribute, value in chosen:
        answer = shop.searcher.search(photos[name], SearchRequest(filter=wanted))
        assert {hit.product.attributes[attribute] for hit in answer.hits} == {value}


def test_a_color_that_nothing_of_the_kind_has_is_named_as_left_out(
    shop: Shop, photos: dict[str, bytes]
) -> None:
    request = SearchRequest(filter=Filter(colors=("Amber",)))
    answer = shop.searcher.search(photos["beige-sofa-at-home"], request)
    assert answer.step.dropped == ("the color",)
    assert leaves(answer) == {"Sofas"}


def test_words_alone_find_what_they_name(shop: Shop) -> None:
    answer = shop.searcher.search(None, SearchRequest(words="walnut sideboard, under 2000"))
    assert answer.hits[0].product.sku == "hedlund-mid-century-sideboard-walnut"
    assert leaves(answer) == {"Sideboards"}
    assert all((hit.offer.price or 0) <= 200_000 for hit in answer.hits)
    assert {hit.band for hit in answer.hits} == {Band.OTHER}  # nothing was seen, so nothing is claimed


def test_a_store_can_be_narrowed_by_what_it_offers_and_by_nothing_that_a_rule_hides(shop: Shop) -> None:
    hiding = load_policy(
        "version = 1\n[[hide]]\nname = 'x'\nwhen = \"top = 'Seating'\"\n", name="hiding.toml"
    )
    before, after = (
        {value.value for facet in searcher.facets() if facet.name == "category" for value in facet.values}
        for searcher in (shop.searcher, shop.searcher.under(hiding))
    )
    assert "Seating > Sofas" in before
    assert not any(path.startswith("Seating") for path in after)
    assert after


def test_pages_are_cut_from_one_list_and_leave_out_what_sold_out_since(
    shop: Shop, photos: dict[str, bytes]
) -> None:
    first = shop.searcher.search(photos["navy-bean-lounger"], SearchRequest(limit=4))
    pages = [shop.searcher.page(first.query_id, number) for number in range(1, -(-first.total // 4) + 1)]
    assert pages[0].hits == first.hits
    listed = [hit.product.sku for page in pages for hit in page.hits]
    assert len(listed) == len(set(listed)) == first.total
    assert shop.searcher.page(first.query_id, len(pages) + 1).hits == ()
    gone = listed[6]
    with sold_out(shop, gone):
        now = [hit.product.sku for hit in shop.searcher.page(first.query_id, 2).hits]
        assert now == [sku for sku in listed[4:8] if sku != gone]
        again = shop.searcher.search(photos["navy-bean-lounger"], SearchRequest(limit=100))
        assert gone not in {hit.product.sku for hit in again.hits}


def test_what_is_sold_out_is_hidden_or_stands_labeled_behind_what_sells(
    shop: Shop, photos: dict[str, bytes]
) -> None:
    photo, request = photos["beige-sofa-at-home"], SearchRequest(limit=100)
    first = shop.searcher.search(photo).hits[0]
    group = {first.product.sku, *(choice.product.sku for choice in first.choices)}
    with sold_out(shop, *group):
        hidden = shop.searcher.search(photo, request)
        shown = shop.searcher.under(SHOWING_SOLD_OUT).search(photo, request)
    assert all(hit.sellable for hit in hidden.hits)
    assert group.isdisjoint(hit.product.sku for hit in hidden.hits)
    assert not group.isdisjoint(hit.product.sku for hit in shown.hits if not hit.sellable)
    assert shown.hits[0].sellable
    for band in Band:
        sells = [hit.sellable for hit in shown.hits if hit.band is band]
        assert sells == sorted(sells, reverse=True)
    (availability,) = (facet for facet in shown.facets if facet.name == "availability")
    assert {value.value for value in availability.values} == {"in_stock", "out_of_stock"}


def test_a_country_that_nothing_of_the_kind_ships_to_is_never_answered_with_what_cannot_come(
    shop: Shop, photos: dict[str, bytes]
) -> None:
    answer = shop.searcher.search(photos["beige-sofa-at-home"], SearchRequest(filter=Filter(ships_to="JP")))
    assert answer.hits
    assert all("JP" in hit.offer.ships_to or not hit.offer.ships_to for hit in answer.hits)
