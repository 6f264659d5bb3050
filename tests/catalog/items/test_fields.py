from __future__ import annotations

import unicodedata

import pytest

from gumsole.catalog.items.fields import Field, Place, Vocabulary, fold, gather, known_place, split_photos
from gumsole.errors import BadFeed, BadQuery


def place(name: str) -> Place:
    found = known_place(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name", ["Item Group ID", "item_group_id", "g:item_group_id", "ITEM-GROUP-ID", "\ufeffitem group id "]
)
def test_column_names_differ_in_case_spaces_and_prefix_only(name: str) -> None:
    assert place(name).field is Field.GROUP


def test_accents_are_one_letter_however_they_are_encoded() -> None:
    assert fold("Größe") == fold(unicodedata.normalize("NFD", "GRÖSSE"))
    assert known_place(unicodedata.normalize("NFD", "Größe")) == known_place("größe")


def test_numbered_photo_columns_are_photos_but_other_numbers_mean_nothing() -> None:
    assert [place("image1").field, place("Image_2").field] == [Field.PHOTO, Field.PHOTO]
    assert known_place("price2") is None


@pytest.mark.parametrize("name", ["shipping(country)", "shipping(country:price)", "shipping", "ships_to"])
def test_googles_shipping_columns_name_countries(name: str) -> None:
    assert place(name).field is Field.SHIPS_TO


def test_a_mapped_column_outdoes_one_that_only_looks_right() -> None:
    vocabulary = Vocabulary({"Artikel": "title"})
    places = [vocabulary.place(name) for name in ("title", "artikel")]
    raw = gather(1, [(found, cell) for found, cell in zip(places, ("A", "B"), strict=True) if found])
    assert raw.values == {Field.TITLE: "B"}


def test_a_column_may_be_mapped_to_a_synonym_of_a_field() -> None:
    assert Vocabulary({"bild": "image_link"}).place("Bild") == Place(Field.PHOTO, -1)


def test_an_unknown_field_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(BadQuery, match="did you mean 'availability'"):
        Vocabulary({"lager": "availabilty"})
    with pytest.raises(BadQuery, match="there are sku, group"):
        Vocabulary({"lager": "qqqqqq"})


def test_a_mapped_column_that_is_not_there_is_refused_with_the_nearest_one() -> None:
    vocabulary = Vocabulary({"artikelnumer": "sku"})
    with pytest.raises(BadFeed, match="did you mean 'Artikelnummer'"):
        vocabulary.require(["Artikelnummer", "Preis"])


def test_mapped_columns_that_never_came_up_are_told() -> None:
    vocabulary = Vocabulary({"A": "sku", "B": "title"})
    vocabulary.place("a")
    assert vocabulary.unmet == ("B",)


def test_the_preferred_name_wins_unless_it_is_blank() -> None:
    cells = [("product_type", " "), ("google_product_category", "B"), ("category", "")]
    raw = gather(1, [(place(name), cell) for name, cell in cells])
    assert raw.values == {Field.CATEGORY: "B"}
    raw = gather(1, [(place(name), cell) for name, cell in [*cells, ("product_type", "A")]])
    assert raw.values == {Field.CATEGORY: "A"}


def test_a_blank_column_is_not_a_missing_one() -> None:
    assert gather(1, [(Place(Field.AVAILABILITY, 0), "")]).values == {Field.AVAILABILITY: ""}


def test_photos_come_main_first_and_lifestyle_last() -> None:
    cells = [("lifestyle_image_link", "l"), ("additional_image_link", "b,c"), ("image_link", "a")]
    assert gather(1, [(place(name), cell) for name, cell in cells]).photos == ("a", "b", "c", "l")


def test_repeated_shipping_gathers_every_country() -> None:
    shipping = Place(Field.SHIPS_TO, 0)
    assert gather(1, [(shipping, "US"), (shipping, "DE")]).values == {Field.SHIPS_TO: "US,DE"}


@pytest.mark.parametrize(
    ("value", "listed", "photos"),
    [
        ("a.jpg, b.jpg", True, ["a.jpg", "b.jpg"]),
        ("a,b.jpg", False, ["a,b.jpg"]),
        ("https://x/w_1,h_2/a.jpg,https://x/b%2Cc.jpg", True, ["https://x/w_1,h_2/a.jpg", "https://x/b%2Cc.jpg"]),
        ("http://x/a.jpg | http://x/b.jpg\nhttp://x/c.jpg", False, ["http://x/a.jpg", "http://x/b.jpg", "http://x/c.jpg"]),
        ("https://x/a.jpg,", True, ["https://x/a.jpg"]),
        ("", True, []),
    ],
)  # fmt: skip
def test_photo_lists_part_where_a_new_reference_begins(value: str, listed: bool, photos: list[str]) -> None:
    assert split_photos(value, listed=listed) == photos
