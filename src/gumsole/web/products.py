"""Products and offers as the API takes them, in the terms of the intake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from gumsole.catalog.currencies import EXPONENTS
from gumsole.catalog.items.fields import Field, Raw
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
    """A change of an offer in the store's terms; it says itself what of it cannot be read."""
    given = change.model_fields_set - {"sku"}
    currencies = {amount.currency for name in MONEY if (amount := getattr(change, name)) is not None}
    try:
        if len(currencies) > 1:
            raise _Flaw("price", f"amounts in {' and '.join(sorted(currencies))}; use one currency")
        changes = {name: _changed(name, getattr(change, name)) for name in given}
    except _Flaw as flaw:
        return OfferPatch(change.sku, {}, flaw=(flaw.field, str(flaw)))
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


def photo_view(photo: PhotoState, *, told: bool) -> models.PhotoStateView:
    """How far a photo has come.

    Parameters
    ----------
    told : bool
        False for publishable keys: they learn neither where bytes come from nor why they are missing. Where
        files of a feed lie is the operator's business in any case.
    """
    state = "failed" if photo.failure else "found" if photo.analyzed else "waiting"
    public = photo.ref.lower().startswith(WEB)
    reason = photo.failure if public or not photo.failure else "the file of the feed cannot be used"
    return models.PhotoStateView(
        photo=photo.hash,
        source=photo.ref if public and told else "",
        state=state,  # type: ignore[arg-type]
        reason=reason if told else "",
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


def _changed(name: str, value: Any) -> Any:
    """A value as `Offer` has it; what null means where nothing is no value."""
    if name == "availability":
        return Availability(value) if value else Availability.UNKNOWN
    if name == "ships_to":
        return tuple(country.upper() for country in value or ())
    if value is None:
        return None
    if name in MOMENTS:
        return value.timestamp()
    return _minor(value, name) if name in MONEY else value


class _Flaw(Exception):
    """Why a field of one item cannot be read."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def _minor(money: models.Money, name: str) -> int:
    exponent = EXPONENTS.get(money.currency)
    if exponent is None:
        raise _Flaw(name, f"ISO 4217 lists no currency {money.currency}")
    minor = Decimal(money.amount).scaleb(exponent)
    if minor != minor.to_integral_value():
        raise _Flaw(name, f"{money.amount} has more decimals than {money.currency} has")
    return int(minor)
