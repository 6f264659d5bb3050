from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gumsole.records import Availability, CatalogItem, Offer, Product
from gumsole.store import Store
from gumsole.store.schema import migrate, packaged
from tests.store.making import Clock

MIGRATION = 3

SHELF = {
    "sofa-navy": Product(
        "sofa-navy",
        "sofa",
        title="Halden 3-Seat Sofa",
        brand="Fennholt",
        category=("Seating", "Sofas"),
        attributes={"color": "Navy", "material": "Linen"},
        description="Three loose seats, a throw over the arm.",
    ),
    "throw": Product("throw", "throw", title="Wool throw", brand="Threadle", description="For any sofa."),
    "schlafsofa": Product("schlafsofa", "schlafsofa", title="Schlafsofa Möbius", brand="Kranz"),
    "shoe-jp": Product(
        "shoe-jp",
        "shoe-jp",
        title="本革レディース革靴",
        brand="青山",
        description="雨の日も歩きやすい靴です。",
    ),
    "mug": Product("mug", "mug", title='The "Dune" mug', attributes={"material": "Stoneware"}),
}


def fill(store: Store, products: Sequence[Product], source: str = "feed") -> int:
    run = store.runs.begin(source).id
    items = [CatalogItem(product, Offer(product.sku, Availability.IN_STOCK, 1000), 1) for product in products]
    store.products.upsert(items, source=source, run=run)
    return run


@pytest.fixture
def shop(store: Store) -> Store:
    fill(store, list(SHELF.values()))
    return store


def found(store: Store, *terms: str) -> list[str]:
    return [match.sku for match in store.words.search(terms, limit=50)]


def test_a_word_of_the_title_comes_before_one_inside_a_word_and_one_of_the_description(shop: Store) -> None:
    assert found(shop, "sofa")[0] == "sofa-navy"
    assert set(found(shop, "sofa")) == {"sofa-navy", "schlafsofa", "throw"}


@pytest.mark.parametrize("term", ["fennholt", "Seating", "navy", "LINEN", "loose seats", "halden 3-seat"])
def test_brand_category_attributes_and_description_are_searched(shop: Store, term: str) -> None:
    assert found(shop, term) == ["sofa-navy"]


def test_accents_do_not_matter(shop: Store) -> None:
    assert found(shop, "mobius") == found(shop, "MÖBIUS") == ["schlafsofa"]


@pytest.mark.parametrize(
    "term", ["靴", "革靴", "本革", "レディース", "レディ", "青山", "青", "歩きやすい", "です", "雨"]
)
def test_japanese_is_found_by_any_part_of_it(shop: Store, term: str) -> None:
    assert found(shop, term) == ["shoe-jp"]


def test_a_short_part_of_a_latin_word_is_not_taken_for_it(shop: Store) -> None:
    assert found(shop, "of", "mug") == ["mug"]


def test_the_last_term_may_be_the_beginning_of_a_word_others_may_not(shop: Store) -> None:
    assert found(shop, "du") == ["mug"]
    assert found(shop, "du", "linen") == ["sofa-navy"]


def test_all_terms_count_and_one_suffices(shop: Store) -> None:
    assert found(shop, "wool", "sofa")[0] == "throw"
    assert set(found(shop, "wool", "stoneware")) == {"throw", "mug"}


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [""],
        ["  "],
        ['"'],
        ['""" OR title:'],
        ["NEAR(a b)"],
        ["a AND"],
        ["-title : x"],
        ["^*"],
        ["\x00"],
        ["\ud800"],
        ["(" * 3000],
        ["x"] * 3000,
        ["!"],
    ],
)
def test_nothing_is_read_as_syntax(shop: Store, terms: list[str]) -> None:
    assert shop.words.search(terms, limit=5) == []
    assert shop.words.naming(terms) == frozenset()


def test_quotes_in_a_term_are_part_of_it(shop: Store) -> None:
    assert found(shop, 'the "dune" mug') == ["mug"]


@given(terms=st.lists(st.text(max_size=12), max_size=5))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises_and_the_best_comes_first(shop: Store, terms: list[str]) -> None:
    matches = shop.words.search(terms, limit=50)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert {match.sku for match in matches} <= set(SHELF)


def test_only_what_is_allowed_comes_back_up_to_the_limit(shop: Store) -> None:
    allowed = shop.words.search(["sofa"], limit=1, allowed=lambda sku: sku == "schlafsofa")
    assert [(match.sku, match.group) for match in allowed] == [("schlafsofa", "schlafsofa")]


def test_a_limit_reaches_past_many_that_are_not_allowed(store: Store) -> None:
    fill(store, [Product(f"p{at}", f"p{at}", title="Plain mug") for at in range(1200)])
    found = store.words.search(["mug"], limit=3, allowed=lambda sku: int(sku[1:]) >= 1100)
    assert [match.sku for match in found] == ["p1100", "p1101", "p1102"]


def test_where_a_word_is_common_those_that_it_names_fill_the_limit(store: Store) -> None:
    fill(store, [Product("rack", "rack", title="Rack", description="For a mug, a mug and a mug.")])
    fill(store, [Product("beermug", "beermug", title="Beermug")])
    fill(store, [Product(f"p{at}", f"p{at}", title="Plain mug") for at in range(3)])
    named = ["p0", "p1", "p2"]
    assert [match.sku for match in store.words.search(["mug"], limit=3)] == named
    assert set(found(store, "mug")) == {*named, "rack", "beermug"}


def test_where_words_are_common_those_that_have_all_of_them_fill_the_limit(store: Store) -> None:
    titles = {"a": "Oak mug", "b": "Mug mug mug", "c": "Oak oak oak", "d": "Oak tray", "e": "Tray for a mug"}
    fill(store, [Product(sku, sku, title=title) for sku, title in titles.items()])
    assert [match.sku for match in store.words.search(["oak", "mug"], limit=1)] == ["a"]
    fill(store, [Product("f", "f", title="Tray", description="In oak, for a mug.")])
    both = [match.sku for match in store.words.search(["oak", "mug"], limit=2)]
    assert both == ["a", "f"]
    assert set(found(store, "oak", "mug")) == {*titles, "f"}


def test_products_that_name_a_term_are_told(shop: Store) -> None:
    assert shop.words.naming(["sofa", "stoneware"]) == {"sofa-navy", "schlafsofa", "throw", "mug"}
    assert shop.words.naming(["du"]) == frozenset()


def test_a_renamed_product_is_found_by_its_new_name_alone(shop: Store) -> None:
    fill(shop, [Product("mug", "mug", title="Reed beaker", attributes={"material": "Glass"})])
    assert found(shop, "dune") == found(shop, "stoneware") == []
    assert found(shop, "beaker") == found(shop, "glass") == ["mug"]


def test_a_retired_product_is_not_found_until_it_returns(shop: Store) -> None:
    run = fill(shop, [one for sku, one in SHELF.items() if sku != "mug"])
    shop.products.retire_missing(source="feed", run=run, allow=True)
    assert found(shop, "dune") == []
    assert "Stoneware" not in {value.value for value in shop.words.values()}
    fill(shop, [SHELF["mug"]])
    assert found(shop, "dune") == ["mug"]


def test_what_is_rolled_back_is_not_found(shop: Store) -> None:
    def write_and_fail() -> None:
        with shop.writing():
            fill(shop, [Product("vase", "vase", title="Column vase")])
            assert found(shop, "vase") == ["vase"]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert found(shop, "vase") == []


def test_words_of_old_texts_leave_the_file_with_a_tidy(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        fill(store, [Product("a", "a", title="quicksilver")])
    assert b"quicksilver" in (tmp_path / "store.db").read_bytes()
    with Store.open(tmp_path) as store:
        fill(store, [Product("a", "a", title="short")])
        store.words.tidy()
        assert found(store, "short") == ["a"]
    assert not any(part in (tmp_path / "store.db").read_bytes() for part in (b"quicksilver", b"sil"))


def test_the_values_of_live_products_are_counted(shop: Store) -> None:
    fill(
        shop,
        [Product("cup", "cup", title="Cup", brand="Threadle", attributes={"size": "M", "pattern": "Dots"})],
    )
    values = {(value.kind, value.value): value.products for value in shop.words.values()}
    assert values["brand", "Threadle"] == 2
    assert values["category", '["Seating", "Sofas"]'] == 1
    assert values["color", "Navy"] == values["material", "Linen"] == values["pattern", "Dots"] == 1
    assert not any(kind == "size" for kind, _ in values)


def test_the_version_of_the_values_rises_with_a_new_or_lost_value_and_no_other_change(shop: Store) -> None:
    first = shop.words.values_version()
    fill(shop, [Product("throw", "throw", title="Another throw", brand="Threadle", description="Warm.")])
    assert shop.words.values_version() == first
    fill(shop, [Product("throw", "throw", title="Another throw", brand="Newloom")])
    assert shop.words.values_version() > first


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("革靴 のa'\"Ä\x00"), max_size=12
)
products = st.builds(
    Product,
    sku=st.sampled_from(["a", "b", "c"]),
    group=st.just("g"),
    title=texts,
    description=texts,
    brand=texts,
    category=st.lists(texts, max_size=2).map(tuple),
    attributes=st.dictionaries(st.sampled_from(["color", "material", "size"]), texts, max_size=2),
)


@given(batches=st.lists(st.lists(products, max_size=3), min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_the_text_is_that_of_the_live_products(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Product]]
) -> None:
    folder = tmp_path_factory.mktemp("shop")
    with Store.open(folder, create=True, clock=Clock()) as store:
        for batch in batches:
            run = fill(store, batch)
            store.products.retire_missing(source="feed", run=run, allow=True)
    assert held(folder / "store.db") == rebuilt(folder / "store.db")


def held(path: Path) -> list[list[tuple[object, ...]]]:
    """Every word of every product and the counted values, as kept."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return _contents(connection)


def rebuilt(path: Path) -> list[list[tuple[object, ...]]]:
    """The same, made anew from the live products by the migration that filled older stores."""
    step = next(one for one in packaged() if one.version == MIGRATION)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for kind, name in connection.execute(
            "SELECT type, name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP {kind} {name}")
        for name in ("words", "trigrams", "fragments", "word_values"):
            connection.execute(f"DROP TABLE {name}")
        for name in ("product_words", "product_fragments", "product_values"):
            connection.execute(f"DROP VIEW {name}")
        connection.execute("DELETE FROM facts WHERE name = 'word_values_version'")
        connection.execute(f"PRAGMA user_version = {MIGRATION - 1}")
        migrate(connection, (step,))
        return _contents(connection)


def _contents(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    for table in ("words", "fragments"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_seen USING fts5vocab(main, {table}, instance)")
    return [
        connection.execute(statement).fetchall()
        for statement in (
            "SELECT * FROM words_seen ORDER BY 1, 2, 3, 4",
            "SELECT * FROM fragments_seen ORDER BY 1, 2, 3, 4",
            "SELECT * FROM word_values ORDER BY 1, 2",
        )
    ]


def test_a_store_of_an_older_version_is_found_in_full_text_once_it_is_opened(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as old:
        migrate(old, packaged()[: MIGRATION - 1])
        old.executemany(
            "INSERT INTO products (sku, group_id, title, description, brand, category, attributes, gtin, "
            "link, retired_at) VALUES (?, 'g', 'Copper kettle', '', 'Kiln', ?, ?, '', '', ?)",
            [(sku, '["Kitchen"]', '{"color": "Red"}', gone) for sku, gone in (("old", None), ("gone", 1.0))],
        )
    with Store.open(tmp_path) as store:
        assert found(store, "kettle") == found(store, "kitchen") == ["old"]
        assert {value.value for value in store.words.values()} == {"Kiln", '["Kitchen"]', "Red"}
