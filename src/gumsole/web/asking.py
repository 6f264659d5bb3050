"""Fields of a request as the search understands them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from gumsole.errors import BadQuery
from gumsole.ranking.answering.filters import categories_named
from gumsole.records import Box, Filter
from gumsole.search import SearchRequest
from gumsole.web.models.requests import SearchFields
from gumsole.web.upload import Fields

REPEATED = frozenset({"category", "brand", "color", "material"})
Paths = Sequence[tuple[str, ...]]


def fields_of(given: Fields) -> SearchFields:
    """Fields, checked.

    Raises
    ------
    BadQuery
        If one is not known, repeated, or not of its kind; the message names it.
    """
    values: dict[str, object] = {}
    for name, said in given.items():
        if name in REPEATED:
            values[name] = list(said)
        elif len(said) > 1:
            raise BadQuery(f"{name[:64]!r} is given {len(said)} times; give it once")
        else:
            values[name] = said[0]
    try:
        return SearchFields.model_validate(values)
    except ValidationError as error:
        raise BadQuery(first_mistake(error.errors(include_input=False))) from error


def first_mistake(mistakes: Sequence[Mapping[str, Any]]) -> str:
    """The first of pydantic's mistakes in words, without what was sent."""
    first = mistakes[0]
    where = ".".join(str(part)[:64] for part in first["loc"]) or "the request"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"


def request_of(fields: SearchFields, *, known: Paths, exponent: int, like: str = "") -> SearchRequest:
    """A search as the story takes it.

    Parameters
    ----------
    known : sequence of paths
        Categories of the store.
    exponent : int
        Decimals of its currency.
    """
    return SearchRequest(
        crop=_box(fields.crop),
        filter=Filter(
            categories=tuple(path for name in fields.category for path in categories_named(name, known)),
            brands=tuple(fields.brand),
            colors=tuple(fields.color),
            materials=tuple(fields.material),
            min_price=minor(fields.min_price, exponent),
            max_price=minor(fields.max_price, exponent),
            in_stock=fields.in_stock,
            ships_to=fields.ships_to.upper(),
        ),
        words=fields.words,
        color_weight=fields.color_weight,
        limit=fields.limit,
        language=fields.language,
        like=like,
        session=fields.session or "",
    )


def minor(amount: str | None, exponent: int) -> int | None:
    """An amount in minor units of a currency with so many decimals.

    Raises
    ------
    BadQuery
        If it has more decimals than that.
    """
    if amount is None:
        return None
    minor = Decimal(amount).scaleb(exponent)
    if minor != minor.to_integral_value():
        raise BadQuery(f"{amount} has more decimals than the store's currency ({exponent})")
    return int(minor)


def _box(text: str | None) -> Box | None:
    if text is None:
        return None
    try:
        x, y, w, h = (float(part) for part in text.split(","))
    except ValueError as error:
        raise BadQuery("crop takes x,y,w,h in fractions of the frame") from error
    if not (0 <= x < 1 and 0 <= y < 1 and 0 < w <= 1 - x + 1e-9 and 0 < h <= 1 - y + 1e-9):
        raise BadQuery("crop leaves the frame; each of x, y, w, h is between 0 and 1")
    return Box(x, y, w, h)
