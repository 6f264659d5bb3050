"""Products and offers as the API takes them, in the terms of the intake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from gumsole.catalog.currencies import EXPONENTS
from gumsole.catalog.items.fields import Field, Raw
from gumsole.errors import BadQuery
from gumsole.intake import Draft, ItemOutcome, OfferPatch
from gumsole.records import Availability
from gumsole.store import PhotoState
from gumsole.web.models import products as models

TEXTS = (
    Field.SKU, Field.GROUP, Field.TITLE, Field.DESCRIPTION, Field.BRAND, Field.GTIN, Field.LINK,
    Field.COLOR, Field.SIZE, Field.MATERIAL, Field.PATTERN, Field.GENDER, Field.AGE_GROUP, Field.CONDITION,
)  # fmt: skip
MONEY = ("price", "sale_price", "cost")
MOMENTS = ("sale_from", "sale_until", "available_from", "last_sold_at")
WEB = ("http://", "https://", "sent:")


def draft_of(product: models.ProductFields, row: int) -> Draft:
    """A product as the intake takes it: texts, as a feed would have them."""
    values = {name: getattr(product, name.value) for name in TEXTS}
    values[Field.CATEGORY] = " > ".join(product.category)
    values |= _offer_texts(product.offer or models.OfferFields())
    return Draft(
        Raw(
            row, {name: text for name, text in values.items() if text or name is Field.SKU}, _photos(product)
        ),
        offered=product.offer is not None,
        pictured=product.photos is not None,
    )


def patch_of(change: models.OfferChange) -> OfferPatch:
    """A change of an offer in the store's terms.

    Raises
    ------
    BadQuery
        If its amounts are in several currencies, in none there is, or have too many decimals.
    """
    given = change.model_fields_set - {"sku"}
    amounts = [amount for name in MONEY if (amount := getattr(change, name)) is not None]
    currencies = {amount.currency for amount in amounts}
    if len(currencies) > 1:
        raise BadQuery(
            f"the amounts of {change.sku!r} are in {' and '.join(sorted(currencies))}; use one currency"
        )
    changes = {name: _changed(name, getattr(change, name), change.sku) for name in given}
    return OfferPatch(change.sku, changes, next(iter(currencies), ""))


def outcomes_view(outcomes: Iterable[ItemOutcome]) -> models.OutcomesView:
    """What became of each item."""
    return models.OutcomesView(
        outcomes=[
            models.OutcomeView(
                sku=outcome.sku,
                result=outcome.result.value,
                notes=[models.NoteView(field=note.field, reason=note.reason) for note in outcome.notes],
            )
            for outcome in outcomes
        ]
    )


def photo_view(photo: PhotoState) -> models.PhotoStateView:
    """How far a photo has come; where files of a feed lie is the operator's business."""
    state = "failed" if photo.failure else "found" if photo.analyzed else "waiting"
    public = photo.ref.lower().startswith(WEB)
    return models.PhotoStateView(
        photo=photo.hash,
        source=photo.ref if public else "",
        state=state,  # type: ignore[arg-type]
        reason=photo.failure if public or not photo.failure else "the file of the feed cannot be used",
        final=photo.permanent and bool(photo.failure),
    )


def _photos(product: models.ProductFields) -> tuple[str, ...]:
    return tuple(one.strip() for one in product.photos or ())


def _offer_texts(offer: models.OfferFields) -> dict[Field, str]:
    texts = {
        Field(name): _text(name, value)
        for name in type(offer).model_fields
        if (value := getattr(offer, name)) is not None
    }
    if offer.availability is None and offer.quantity is not None:
        texts[Field.AVAILABILITY] = (
            Availability.IN_STOCK if offer.quantity else Availability.OUT_OF_STOCK
        ).value
    return texts


def _text(name: str, value: Any) -> str:
    if isinstance(value, models.Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, datetime):
        return value.isoformat()
    return ",".join(value) if isinstance(value, list) else str(value)


def _changed(name: str, value: Any, sku: str) -> Any:
    """A value as `Offer` has it; what null means where nothing is no value."""
    if name == "availability":
        return Availability(value) if value else Availability.UNKNOWN
    if name == "ships_to":
        return tuple(country.upper() for country in value or ())
    if value is None:
        return None
    if name in MOMENTS:
        return value.timestamp()
    return _minor(value, name, sku) if name in MONEY else value


def _minor(money: models.Money, name: str, sku: str) -> int:
    exponent = EXPONENTS.get(money.currency)
    if exponent is None:
        raise BadQuery(f"{name} of {sku!r}: ISO 4217 lists no currency {money.currency}")
    minor = Decimal(money.amount).scaleb(exponent)
    if minor != minor.to_integral_value():
        raise BadQuery(f"{name} of {sku!r}: {money.amount} has more decimals than {money.currency} has")
    return int(minor)
