"""Story two on a stocked store: what a shopper's photo finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gumsole import assembly
from gumsole.assembly import IngestOrder, Shop
from gumsole.catalog.feed import FeedOptions
from gumsole.errors import BadPhoto, BadQuery, EngineAway
from gumsole.images.analysis import Analyzer
from gumsole.images.domain import centered
from gumsole.index.contract import Neighborhood
from gumsole.ranking.answering.filters import categories_named
from gumsole.ranking.policy import default_policy
from gumsole.ranking.shelf import LiveShelf
from gumsole.records import Answer, Filter, Neighbors, StepKind, VectorQuery
from gumsole.search import Searcher, SearchRequest
from gumsole.settings import Settings
from gumsole.store import Store, key_of
from tests.shelf import CATEGORIES, Drawn, assortment, drawing, lay_out

TREE = (("Seating", "Sofas"), ("Seating", "Sofas", "Sofa beds"), ("Garden", "Seating"), ("Lighting", "Lamps"))


def ingest(folder: Path, feed: Path, *, partial: bool = False) -> None:
    order = IngestOrder(str(feed), FeedOptions(), "shelf", partial=partial, allow_retire=True)
    assembly.ingest_feed(folder, Settings(), order, progress=lambda _: None)


def write_groups(folder: Path) -> Path:
    """A feed in which all colors of a shape are variants of one product, and one photo stands on two."""
    lay_out(folder, assortment())
    rows = [
        f"{product.sku},{CATEGORIES[product.shape]},{product.shape},1.00 EUR,{product.sku}.jpg"
        for product in assortment()
    ]
    rows += [f"twin-{name},Twins,twin-{name},1.00 EUR,mug-red.jpg" for name in ("b", "a")]
    (folder / "groups.csv").write_text(
        "\n".join(["id,product_type,item_group_id,price,image_link", *rows]) + "\n"
    )
    return folder / "groups.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("search")
    ingest(made / "store", write_groups(made / "feed"))
    return made / "store"


@pytest.fixture(scope="module")
def shop(folder: Path) -> Iterator[Shop]:
    with assembly.shop(folder, Settings()) as opened:
        yield opened


def upload(shape: str, color: str) -> bytes:
    return drawing(Drawn(shape, color), size=500, background=(226, 224, 220))


def skus(answer: Answer) -> list[str]:
    return [hit.product.sku for hit in answer.hits]


def test_the_nearest_photo_speaks_for_its_group(shop: Shop) -> None:
    answer = shop.searcher.search(upload("clock", "navy"))
    groups = [hit.product.group for hit in answer.hits]
    assert sorted(groups) == ["clock", "lamp", "mug", "rug", "twin-a", "twin-b"]  # one hit each
    assert skus(answer)[0] == "clock-navy"


def test_hits_are_ordered_by_likeness_and_carry_what_is_shown(shop: Shop) -> None:
    answer = shop.searcher.search(upload("rug", "green"))
    similarities = [hit.candidate.similarity for hit in answer.hits]
    assert similarities == sorted(similarities, reverse=True)
    first = answer.hits[0]
    assert (first.product.sku, first.offer.sku, first.offer.price) == ("rug-green", "rug-green", 100)
    weight = Settings().color_weight
    expected = (1 - weight) * first.candidate.shape + weight * first.candidate.color
    assert first.candidate.similarity == pytest.approx(expected, abs=1e-5)


def test_of_equals_the_one_that_was_there_first_comes_first(shop: Shop) -> None:
    answer = shop.searcher.search(upload("mug", "red"), SearchRequest(limit=3))
    assert skus(answer) == ["mug-red", "twin-b", "twin-a"]  # in the order of the feed
    assert len({hit.candidate.similarity for hit in answer.hits}) == 1
    assert len({hit.candidate.photo for hit in answer.hits}) == 1


@pytest.mark.parametrize(("limit", "found"), [(1, 1), (3, 3), (1000, 6)])
def test_no_more_hits_than_asked_for_nor_than_there_are(shop: Shop, limit: int, found: int) -> None:
    assert len(shop.searcher.search(upload("mug", "navy"), SearchRequest(limit=limit)).hits) == found


def test_a_shorter_page_is_the_beginning_of_a_longer_one(shop: Shop) -> None:
    photo = upload("lamp", "beige")
    pages = [skus(shop.searcher.search(photo, SearchRequest(limit=limit))) for limit in (2, 6)]
    assert pages[1][:2] == pages[0]


def test_color_alone_or_shape_alone_decide_when_they_weigh_everything(shop: Shop) -> None:
    photo = upload("lamp", "red")
    by_color = shop.searcher.search(photo, SearchRequest(color_weight=1.0))
    by_shape = shop.searcher.search(photo, SearchRequest(color_weight=0.0))
    assert all(hit.candidate.similarity == hit.candidate.color for hit in by_color.hits)
    assert all(hit.candidate.similarity == hit.candidate.shape for hit in by_shape.hits)
    assert by_shape.hits[0].product.group == "lamp"
    assert skus(by_color)[0].endswith("-red")


def test_a_filter_leaves_only_what_it_names(shop: Shop) -> None:
    kept = Filter(categories=(("Textiles",),))
    assert skus(shop.searcher.search(upload("mug", "navy"), SearchRequest(filter=kept))) == ["rug-navy"]


def test_an_answer_says_what_was_seen_and_where_the_time_went(shop: Shop) -> None:
    answer = shop.searcher.search(upload("clock", "green"))
    assert [timing.stage for timing in answer.timings] == ["signals", "ranking", "hits"]
    assert all(timing.ms > 0 for timing in answer.timings)
    assert answer.boxes
    assert "green" in {swatch.name for swatch in answer.palette}


def test_a_product_retired_since_the_index_was_brought_up_is_left_out(folder: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "store", lay_out(tmp_path / "feed", assortment()[:3]))
    with assembly.shop(tmp_path / "store", Settings()) as opened, Store.open(tmp_path / "store") as other:
        photo = upload("mug", "red")
        assert "mug-red" in skus(opened.searcher.search(photo))
        run = other.runs.begin("shelf")
        other.products.retire_missing(source="shelf", run=run.id, allow=True)
        assert opened.searcher.search(photo).hits == ()


@pytest.mark.parametrize(
    ("words", "found"), [("マグカップ", "mug-red"), ("赤い", "mug-red"), ("電気スタンド", "lamp-navy")]
)
def test_words_in_japanese_find_titles_that_hold_them_alone_or_beside_a_photo(
    tmp_path: Path, words: str, found: str
) -> None:
    titles = {"mug-red": "赤いマグカップ", "lamp-navy": "紺色の電気スタンド", "rug-green": "緑のラグ"}
    products = [product for product in assortment() if product.sku in titles]
    feed = lay_out(tmp_path / "feed", products)
    text = feed.read_text(encoding="utf-8")
    for product in products:
        text = text.replace(f"A {product.color} {product.shape}", titles[product.sku])
    feed.write_text(text, encoding="utf-8")
    ingest(tmp_path / "store", feed)
    with assembly.shop(tmp_path / "store", Settings()) as opened:
        request = SearchRequest(words=words, language="ja")
        assert skus(opened.searcher.search(None, request)) == [found]
        assert found in skus(opened.searcher.search(upload("rug", "green"), request))


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (SearchRequest(color_weight=1.01), "between 0 and 1, got 1.01"),
        (SearchRequest(color_weight=-0.1), "between 0 and 1, got -0.1"),
        (SearchRequest(limit=0), "1 or more, got 0"),
    ],
)
def test_what_makes_no_sense_is_refused(shop: Shop, request_: SearchRequest, said: str) -> None:
    with pytest.raises(BadQuery, match=re.escape(said)):
        shop.searcher.search(upload("mug", "red"), request_)


class Away:
    """An index that does not answer."""

    def search(self, query: VectorQuery) -> Neighbors:
        raise EngineAway("no node answers")


def reading(folder: Path, store: Store, index: Neighborhood | None = None) -> Searcher:
    """A searcher whose encoder reads every word as a picture of the red mug."""
    issued = store.passports.active()
    assert issued is not None
    passport = issued.passport
    opened = index or assembly.open_index(folder, store, issued)
    row = int(LiveShelf(store, passport).now.rows_of_skus(["mug-red"])[0])
    photo = LiveShelf(store, passport).now.photos(row).tolist()
    (entry,) = store.entries.get(photo, key=key_of(passport))
    meant = centered(entry.embedding, passport.catalog_mean)
    counter = assembly.counter_of(store, passport, Settings(), default_policy(), meaning=lambda _words: meant)
    analyzer = Analyzer(assembly.encoder_of(Settings()))
    return Searcher(store=store, index=opened, analyzer=analyzer, passport=passport, counter=counter)


def test_words_that_no_text_has_are_found_by_what_they_mean_where_the_encoder_reads(folder: Path) -> None:
    request = SearchRequest(words="becher")
    with Store.open(folder) as store:
        found = skus(reading(folder, store).search(None, request))
        assert found[0] == "mug-red"
        away = reading(folder, store, Away()).search(None, request)
    assert away.hits  # favorites: full text found nothing, and what words mean could not be looked up
    assert away.step.kind is StepKind.STORE_FAVORITES


def test_bytes_that_are_no_photo_are_refused(shop: Shop) -> None:
    with pytest.raises(BadPhoto):
        shop.searcher.search(b"no photo at all")


def test_a_search_keeps_nothing_of_the_upload(shop: Shop, folder: Path) -> None:
    before = shop.store.changes.latest_seq()
    files = {path: path.stat().st_size for path in folder.rglob("*") if path.suffix != ".db-shm"}
    shop.searcher.search(upload("mug", "beige"))
    assert shop.store.changes.latest_seq() == before
    assert {path: path.stat().st_size for path in folder.rglob("*") if path.suffix != ".db-shm"} == files


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Sofas", (("Seating", "Sofas"),)),
        ("seating", (("Garden", "Seating"), ("Seating",))),
        (" SEATING >  sofas ", (("Seating", "Sofas"),)),
        ("Sofas > Sofa beds", (("Seating", "Sofas", "Sofa beds"),)),
        ("Lighting > Lamps", (("Lighting", "Lamps"),)),
    ],
)
def test_a_category_is_any_run_of_names_on_a_path(text: str, paths: tuple[tuple[str, ...], ...]) -> None:
    assert categories_named(text, TREE) == paths


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sofa", "no category 'Sofa'; did you mean 'Sofas'?"),
        ("Seating > Lamp", "did you mean 'Lamps'?"),
        ("Seating > Lamps", "no category 'Seating > Lamps'"),
        ("Xylophones", "no category 'Xylophones'"),
        ("", "no category ''"),
    ],
)
def test_a_category_that_is_none_names_the_nearest(text: str, said: str) -> None:
    with pytest.raises(BadQuery, match=re.escape(said)):
        categories_named(text, TREE)


def test_a_name_far_from_all_others_gets_no_suggestion() -> None:
    with pytest.raises(BadQuery) as refused:
        categories_named("Xylophones", TREE)
    assert "did you mean" not in str(refused.value)
