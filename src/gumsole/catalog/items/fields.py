"""What a column can mean: the fields of our records, and the names that feeds give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from gumsole.errors import BadFeed, BadQuery


class Field(StrEnum):
    """What a value of a feed can be; `--map column=field` names one of these or of their synonyms."""

    SKU = "sku"
    GROUP = "group"
    TITLE = "title"
    DESCRIPTION = "description"
    BRAND = "brand"
    CATEGORY = "category"
    GTIN = "gtin"
    LINK = "link"
    PHOTO = "photo"
    PHOTOS = "photos"
    MORE_PHOTOS = "more_photos"
    LIFESTYLE_PHOTO = "lifestyle_photo"
    COLOR = "color"
    SIZE = "size"
    MATERIAL = "material"
    PATTERN = "pattern"
    GENDER = "gender"
    AGE_GROUP = "age_group"
    CONDITION = "condition"
    AVAILABILITY = "availability"
    AVAILABLE_FROM = "available_from"
    PRICE = "price"
    SALE_PRICE = "sale_price"
    SALE_PERIOD = "sale_period"
    SALE_FROM = "sale_from"
    SALE_UNTIL = "sale_until"
    CURRENCY = "currency"
    QUANTITY = "quantity"
    COST = "cost"
    SHIPS_TO = "ships_to"
    POPULARITY = "popularity"
    UNITS_SOLD_30D = "units_sold_30d"
    LAST_SOLD_AT = "last_sold_at"
    UPDATED_AT = "updated_at"


ATTRIBUTES = (
    Field.COLOR, Field.SIZE, Field.MATERIAL, Field.PATTERN, Field.GENDER, Field.AGE_GROUP, Field.CONDITION,
)  # fmt: skip
PHOTO_FIELDS = (Field.PHOTO, Field.PHOTOS, Field.MORE_PHOTOS, Field.LIFESTYLE_PHOTO)

# Names in order of preference: where a row fills several columns of one field, the earliest wins.
SYNONYMS: dict[Field, str] = {
    Field.SKU: "sku id product_id item_id offer_id article_number item_number item_sku handle uid",
    Field.GROUP: "group item_group_id group_id parent_id parent_sku variant_group model_id",
    Field.TITLE: "title name product_name product_title item_name structured_title",
    Field.DESCRIPTION: "description product_description body_html body long_description "
    "structured_description summary content short_description",
    Field.BRAND: "brand vendor manufacturer maker",
    Field.CATEGORY: "category product_type categories category_path product_category "
    "google_product_category article_type type",
    Field.GTIN: "gtin ean upc barcode isbn gtin13 ean13 gtin12 gtin14 gtin8",
    Field.LINK: "link url product_url product_link canonical_link",
    Field.PHOTO: "photo image_link image image_url image_src photo_url picture picture_url img main_image "
    "image_path photo_path file filename",
    Field.PHOTOS: "photos images image_links image_urls pictures photo_urls",
    Field.MORE_PHOTOS: "more_photos additional_image_link additional_image_links additional_images",
    Field.LIFESTYLE_PHOTO: "lifestyle_photo lifestyle_image_link",
    Field.COLOR: "color colour colors base_colour farbe couleur colore cor kleur färg barva kolor renk "
    "цвет 色 カラー",
    Field.SIZE: "size größe taille taglia talla tamanho maat storlek velikost rozmiar beden размер サイズ",
    Field.MATERIAL: "material fabric matériau materiale materiał materiál материал 素材",
    Field.PATTERN: "pattern",
    Field.GENDER: "gender",
    Field.AGE_GROUP: "age_group",
    Field.CONDITION: "condition",
    Field.AVAILABILITY: "availability in_stock stock_status available is_in_stock",
    Field.AVAILABLE_FROM: "available_from availability_date",
    Field.PRICE: "price regular_price list_price",
    Field.SALE_PRICE: "sale_price special_price discount_price",
    Field.SALE_PERIOD: "sale_period sale_price_effective_date",
    Field.SALE_FROM: "sale_from sale_start",
    Field.SALE_UNTIL: "sale_until sale_end",
    Field.CURRENCY: "currency price_currency currency_code",
    Field.QUANTITY: "quantity qty stock stock_quantity inventory inventory_quantity stock_level",
    Field.COST: "cost cost_of_goods_sold cogs cost_price cost_per_item",
    Field.SHIPS_TO: "ships_to shipping_country shipping",
    Field.POPULARITY: "popularity popularity_score sales_rank_score",
    Field.UNITS_SOLD_30D: "units_sold_30d units_sold sold_30d",
    Field.LAST_SOLD_AT: "last_sold_at last_sold",
    Field.UPDATED_AT: "updated_at last_updated modified_at date_modified",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A field that a column fills, and how much its name is preferred; 0 is best."""

    field: Field
    rank: int


@dataclass(frozen=True, slots=True)
class Raw:
    """One product of a feed as text, its columns named as ours; nothing is read into it yet.

    Attributes
    ----------
    row : int
        1 for the first item of the feed.
    values : mapping of Field to str
        Trimmed; an empty value is a column that is there but blank, a missing one a column that is not there.
    photos : tuple of str
        References as the feed writes them, best first.
    """

    row: int
    values: Mapping[Field, str]
    photos: tuple[str, ...]


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A column's name without what merchants vary: case, spaces, underscores, hyphens, a `g:` prefix."""
    bare = unicodedata.normalize("NFC", name).strip("\ufeff \t\r\n").casefold()
    return unicodedata.normalize("NFC", re.sub(r"[\s_-]+", "", bare.removeprefix("g:")))


def _places() -> dict[str, Place]:
    return {
        fold(name): Place(field, rank)
        for field, names in SYNONYMS.items()
        for rank, name in enumerate([field.value, *names.split()])
    }


_PLACES = _places()
_MAPPED = -1  # a column that the operator mapped is preferred to any that only looks right


def known_place(name: str) -> Place | None:
    """What a column of this name means without being told; None where it means nothing to us."""
    folded = "shippingcountry" if fold(name).startswith("shipping(country") else fold(name)
    numbered = _PLACES.get(folded.rstrip("0123456789"))  # image1, image_2
    return _PLACES.get(folded) or (numbered if numbered and numbered.field in PHOTO_FIELDS else None)


class Vocabulary:
    """What the columns of one feed mean: our synonyms, and what the operator mapped.

    Raises
    ------
    BadQuery
        If a column is mapped to a field that does not exist.
    """

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapped = {
            fold(column): Place(_field(column, name), _MAPPED) for column, name in mapping.items()
        }
        self._names = {fold(column): column for column in mapping}
        self._met: set[str] = set()

    def place(self, name: str) -> Place | None:
        """What a column means; None where it means nothing to us."""
        return self.mapped(name) or known_place(name)

    def mapped(self, name: str) -> Place | None:
        """What the operator said that a column means; None where nothing was said."""
        place = self._mapped.get(fold(name))
        if place is not None:
            self._met.add(fold(name))
        return place

    @property
    def unmet(self) -> tuple[str, ...]:
        """Mapped columns that the feed has not shown so far."""
        return tuple(name for folded, name in self._names.items() if folded not in self._met)

    def require(self, header: Iterable[str]) -> None:
        """Refuse a header that lacks a mapped column.

        Raises
        ------
        BadFeed
            Naming the column nearest to it.
        """
        columns = {fold(name): name for name in header}
        for folded, column in self._names.items():
            if folded not in columns:
                hint = _suggestion(folded, columns)
                raise BadFeed(f"--map names the column {column!r}, which the feed does not have{hint}")


def gather(row: int, cells: Iterable[tuple[Place, str]]) -> Raw:
    """One row's cells, the preferred one of each field first, photos in order."""
    values: dict[Field, str] = {}
    ranks: dict[Field, int] = {}
    photos: dict[Field, list[str]] = {field: [] for field in PHOTO_FIELDS}
    for place, cell in cells:
        value = cell.strip()
        if place.field in photos:
            photos[place.field] += split_photos(value, listed=place.field is not Field.PHOTO)
        elif place.field is Field.SHIPS_TO and values.get(Field.SHIPS_TO):
            values[Field.SHIPS_TO] += f",{value}"  # the one field that a feed repeats: <g:shipping>
        elif place.field not in values or (value and place.rank < ranks[place.field]):
            values[place.field] = value
            ranks[place.field] = place.rank if value else len(_PLACES)
    return Raw(row, values, tuple(photo for field in PHOTO_FIELDS for photo in photos[field]))


_NEXT_URL = re.compile(r"\s*[,;|\s]\s*(?=(?:https?|file)://)|,\s+")


def split_photos(value: str, *, listed: bool) -> list[str]:
    """Photo references of one cell; a comma alone does not part URLs, since they may hold commas."""
    parts = _NEXT_URL.split(value) if "://" in value else value.split(",") if listed else [value]
    return [part.strip().rstrip(",") for part in parts if part.strip()]


def _field(column: str, name: str) -> Field:
    place = _PLACES.get(fold(name))
    if place is None:
        fields = {fold(field): field.value for field in Field}
        raise BadQuery(f"--map {column}={name}: there is no field {name!r}{_suggestion(fold(name), fields)}")
    return place.field


def _suggestion(folded: str, names: Mapping[str, str]) -> str:
    near = get_close_matches(folded, names, n=1)
    return f"; did you mean {names[near[0]]!r}?" if near else f"; there are {', '.join(names.values())}"
