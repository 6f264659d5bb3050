from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.errors import BadQuery
from gumsole.ranking.ladder import Part
from gumsole.ranking.refine import MAX_CHARACTERS, Vocabulary, Wish, lexicon_languages, understand
from gumsole.ranking.refine.lexicon import lexicon, shades
from gumsole.records import Filter
from tests.ranking.refine.stocked import VALUES, keeps, vocabulary

STORE = vocabulary()

LEATHER = {"Leather", "本革"}
WOOL = {"Merino wool", "Wool/Cotton"}
GREEN = {"Sage", "Forest green"}


def wanted(wish: Wish, name: str) -> set[str]:
    return {
        value
        for demand in wish.demands
        if not demand.excluded
        for attribute, values in demand.anywhere
        if attribute == name
        for value in values
    }


def ruled_out(wish: Wish, name: str) -> set[str]:
    return {
        value
        for demand in wish.demands
        if demand.excluded
        for attribute, values in demand.anywhere
        if attribute == name
        for value in values
    }


@pytest.mark.parametrize(
    ("words", "language", "palette", "values"),
    [
        ("in navy", "en", "navy", {"Navy"}),
        ("the same in dark blue", "en", "navy", {"Navy"}),
        ("in dunkelblau", "de", "navy", {"Navy"}),
        ("紺色", "ja", "navy", {"Navy"}),
        ("FOREST Green", "en", "green", {"Forest green"}),
        ("green", "en", "green", GREEN),
        ("grüne", "de", "green", GREEN),
        ("gruen", "de", "green", GREEN),
        ("blue", "en", "blue", {"Red/Blue", "Light blue"}),
        ("赤い", "ja", "red", {"Red/Blue", "赤"}),
        ("pink", "en", "pink", set()),
    ],
)
def test_a_color_is_aimed_at_by_its_shade_and_the_stores_own_values(
    words: str, language: str, palette: str, values: set[str]
) -> None:
    wish = understand(words, STORE, language=language)
    (aim,) = wish.colors
    assert (aim.palette, set(aim.values)) == (palette, values)
    assert wish.shades == aim.shades != ()
    assert (wish.terms, wish.demands, wish.filter) == ((), (), Filter())


def test_a_color_that_only_the_store_knows_has_no_shade() -> None:
    (aim,) = understand("moonbeam", STORE).colors
    assert (aim.palette, aim.shades, set(aim.values)) == ("", (), {"Moonbeam"})


@pytest.mark.parametrize(
    ("words", "language", "values"),
    [
        ("wool", "en", WOOL),
        ("woolen", "en", WOOL),
        ("Wolle", "de", WOOL),
        ("leather", "en", LEATHER),
        ("革の", "ja", LEATHER),
        ("faux leather", "en", {"Faux leather"}),
        ("stainless steel", "en", {"Stainless steel"}),
        ("merino wool", "en", {"Merino wool"}),
        ("wool or leather", "en", WOOL | LEATHER),
    ],
)
def test_a_material_is_wanted_by_what_the_values_mean(words: str, language: str, values: set[str]) -> None:
    wish = understand(words, STORE, language=language)
    assert wanted(wish, "material") == values
    assert wish.terms == ()


def test_a_word_for_color_and_material_is_the_material_in_either_attribute() -> None:
    wish = understand("oak", STORE)
    assert wish.colors == ()
    assert [keeps(demand, {"color": "Oak"}) for demand in wish.demands] == [True]
    assert [keeps(demand, {"material": "Oak"}) for demand in wish.demands] == [True]
    assert [keeps(demand, {"material": "Pine"}) for demand in wish.demands] == [False]


@pytest.mark.parametrize(
    ("words", "language", "name", "values"),
    [
        ("not leather", "en", "material", LEATHER),
        ("without any leather", "en", "material", LEATHER),
        ("leather-free", "en", "material", LEATHER),
        ("-leather", "en", "material", LEATHER),
        ("ohne Leder", "de", "material", LEATHER),
        ("革以外", "ja", "material", LEATHER),
        ("not leather or wool", "en", "material", LEATHER | WOOL),
        ("not green", "en", "color", GREEN),
        ("nicht rot", "de", "color", {"Red/Blue", "赤"}),
        ("without pattern", "en", "pattern", {"Striped", "Floral"}),
        ("plain", "en", "pattern", {"Striped", "Floral"}),
        ("einfarbig", "de", "pattern", {"Striped", "Floral"}),
        ("not striped", "en", "pattern", {"Striped"}),
        ("not Kilnroot", "en", "brand", {"Kilnroot"}),
    ],
)
def test_what_is_not_wanted_is_ruled_out(words: str, language: str, name: str, values: set[str]) -> None:
    wish = understand(words, STORE, language=language)
    assert ruled_out(wish, name) == values
    assert (wish.terms, wish.colors, wish.filter) == ((), (), Filter())
    assert wish.said.keys() == {Part.EXCLUSIONS}


def test_a_not_ends_with_the_thing_it_stands_before() -> None:
    wish = understand("not leather, navy sofa", STORE)
    assert ruled_out(wish, "material") == LEATHER
    assert [aim.palette for aim in wish.colors] == ["navy"]
    assert wish.filter.categories == (("Seating", "Sofas"),)


def test_a_category_that_is_not_wanted_is_left_out() -> None:
    assert understand("no bean bags", STORE).without_categories == (("Seating", "Bean bags"),)


def test_words_that_name_nothing_may_be_unwanted_too() -> None:
    assert understand("sofa without fringe", STORE).unwanted == ("fringe",)
    assert understand("房飾り以外", STORE, language="ja").unwanted == ("房飾り",)
    assert understand("not red", Vocabulary.of([])).unwanted == ("red",)


@pytest.mark.parametrize(
    ("words", "language", "path"),
    [
        ("sofa", "en", ("Seating", "Sofas")),
        ("SOFAS", "en", ("Seating", "Sofas")),
        ("Sofas", "de", ("Seating", "Sofas")),
        ("ソファ", "ja", ("ソファ",)),
        ("boots", "en", ("Shoes & Boots",)),
        ("a shoe", "en", ("Shoes & Boots",)),
        ("bean bag", "en", ("Seating", "Bean bags")),
        ("lighting", "en", ("Lighting",)),
        ("accessory", "en", ("Accessories",)),
    ],
)
def test_a_category_is_named_by_any_of_its_names_in_singular_or_plural(
    words: str, language: str, path: tuple[str, ...]
) -> None:
    wish = understand(words, STORE, language=language)
    assert (wish.filter.categories, wish.terms) == ((path,), ())


def test_what_several_categories_end_in_means_all_of_them() -> None:
    assert set(understand("lamp", STORE).filter.categories) == {
        ("Lighting", "Table lamps"),
        ("Lighting", "Floor lamps"),
    }
    assert understand("bags", STORE).terms == ("bags",)


def test_of_categories_side_by_side_the_last_is_meant() -> None:
    wish = understand("sofa cushions", STORE)
    assert (wish.filter.categories, wish.terms) == ((("Textiles", "Cushions"),), ("sofa",))
    both = understand("sofa or cushions", STORE).filter.categories
    assert both == (("Seating", "Sofas"), ("Textiles", "Cushions"))


@pytest.mark.parametrize(
    ("words", "brand"),
    [
        ("kilnroot", "Kilnroot"),
        ("the north shed", "The North Shed"),
        ("levi’s", "Levi's"),
        ("青山の", "青山"),
    ],
)
def test_brands_are_found_without_regard_to_case(words: str, brand: str) -> None:
    assert understand(words, STORE, language="ja").filter.brands == (brand,)


def test_a_color_goes_before_a_brand_of_the_same_name() -> None:
    wish = understand("orange", STORE)
    assert (wish.filter.brands, [aim.palette for aim in wish.colors]) == ((), ["orange"])


@pytest.mark.parametrize(
    ("words", "language"),
    [("the same in another color", "en"), ("in einer anderen Farbe", "de"), ("色違い", "ja")],
)
def test_another_color_is_asked_for_in_words(words: str, language: str) -> None:
    wish = understand(words, STORE, language=language)
    assert wish.other_color
    assert (wish.terms, wish.colors) == ((), ())


def test_cheaper_is_below_what_is_shown_and_below_what_was_asked() -> None:
    wish = understand("cheaper", STORE)
    assert wish.cheaper
    assert wish.filter.max_price is None
    assert wish.cheaper_than(8000).filter.max_price == 7999
    assert understand("under 60, cheaper", STORE).cheaper_than(8000).filter.max_price == 6000


@pytest.mark.parametrize(
    ("words", "language", "terms"),
    [
        ("gum sole", "en", ("gum", "sole")),
        ("t-shirt 3-seat xl", "en", ("t-shirt", "3-seat", "xl")),
        ("in-ear", "en", ("in-ear",)),
        ("Rock & Roll", "en", ("Rock", "Roll")),
        ("coffee table", "en", ("coffee", "table")),
        ("ソファカバー", "ja", ("ソファカバー",)),
        ("きのこ", "ja", ("きのこ",)),
        ("財布を", "ja", ("財布",)),
        ("長財布の赤", "ja", ("長財布",)),
        ("café Crème xyz", "en", ("café", "Crème", "xyz")),
    ],
)
def test_words_that_name_nothing_are_left_as_they_were_written(
    words: str, language: str, terms: tuple[str, ...]
) -> None:
    assert understand(words, STORE, language=language).terms == terms


def test_a_material_that_the_store_does_not_know_is_left_for_full_text() -> None:
    wish = understand("marble", STORE)
    assert (wish.terms, wish.demands) == (("marble",), ())


def test_everything_at_once() -> None:
    wish = understand("Kilnroot navy sofa in wool under 1,299.50, not leather, gum sole", STORE)
    assert wish.filter == Filter(categories=(("Seating", "Sofas"),), brands=("Kilnroot",), max_price=129950)
    assert [one.label for one in wish.parts] == [
        "brand: Kilnroot",
        "color: navy",
        "material: wool",
        "without: leather",
        "category: sofa",
        "price: under 1299.50",
    ]
    assert wish.said[Part.EXCLUSIONS] == "without leather"
    assert wish.terms == ("gum", "sole")


def test_an_unknown_language_is_read_as_english() -> None:
    assert understand("not leather", STORE, language="xx-YY") == understand(
        "not leather", STORE, language="en-GB"
    )


def test_text_of_absurd_length_is_refused() -> None:
    understand("x" * MAX_CHARACTERS, STORE)
    with pytest.raises(BadQuery, match=f"{MAX_CHARACTERS + 1} characters"):
        understand("x" * (MAX_CHARACTERS + 1), STORE)


SPOKEN = """
in navy not leather without pattern under 80 50-80 up to 100 euros € $ wool or and sofa sofas lamp cushions
- , plain green free -free leather-free cheaper the same in another color ohne Leder über 50 bis unter und
nicht 赤い革の靴 1万円以下 以外 青山 色違い ソファ の Kilnroot orange gum sole 1,299.50 2k ² ١٢ ﬁ ß from
9999999999999999999999 0 stainless steel no between zwischen
"""
ODD = ["e\u0301", "\ud800", "\x00"]
SENTENCES = st.lists(st.sampled_from(SPOKEN.split() + ODD) | st.text(max_size=8), max_size=12).map(" ".join)


@given(words=SENTENCES, language=st.sampled_from([*lexicon_languages(), "xx"]))
@settings(deadline=None, max_examples=100)
def test_no_words_raise_and_all_that_is_understood_is_of_the_store(words: str, language: str) -> None:
    wish = understand(words[:MAX_CHARACTERS], STORE, language=language)
    paths = {tuple(json.loads(path)) for path in VALUES["category"]}
    roots = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
    assert set(wish.filter.categories) | set(wish.without_categories) <= roots
    assert set(wish.filter.brands) <= set(VALUES["brand"])
    assert all(values <= set(VALUES[name]) for demand in wish.demands for name, values in demand.anywhere)
    assert all(aim.values <= set(VALUES["color"]) and (aim.values or aim.shades) for aim in wish.colors)
    low, high = wish.filter.min_price, wish.filter.max_price
    assert low is None or high is None or low <= high
    assert all(term.strip() for term in wish.terms + wish.unwanted)


@given(words=st.lists(st.text("bcdfghjklmpqrtvwxz", min_size=5, max_size=9), max_size=6))
@settings(deadline=None, max_examples=60)
def test_words_without_meaning_all_come_back_as_terms(words: list[str]) -> None:
    assert understand(" ".join(words), STORE).terms == tuple(dict.fromkeys(words))


def test_a_language_is_read_once_however_it_is_named() -> None:
    assert lexicon("de") is lexicon("de-AT") is lexicon("DE-made-up")
    assert lexicon("en") is lexicon("xx") is lexicon("xx-made-up")


@pytest.mark.parametrize("language", lexicon_languages())
def test_a_language_knows_its_own_words_with_nothing_left_over(language: str) -> None:
    known = lexicon(language)
    assert set(known.colors.values()) <= set(shades())
    for words, key in known.colors.items():
        wish = understand(("" if language == "ja" else " ").join(words), Vocabulary.of([]), language=language)
        if shades()[key]:
            assert (len(wish.colors), wish.terms) == (1, ()), words
