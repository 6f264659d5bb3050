"""Products, offers and photos, as the API takes them in and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from gumsole.web.models.answers import Availability, Model, ProductView
from gumsole.web.models.requests import Amount

MOST_PRODUCTS = 500
MOST_OFFERS = 10_000

Sku = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256)]
Text = Annotated[str, StringConstraints(max_length=2_000)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$")]
Count = Annotated[int, Field(ge=0, lt=2**53)]


def _in_bounds(moment: datetime) -> datetime:
    if moment.year < 1970:
        raise ValueError("a time from 1970 on is expected")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_bounds)]


class Money(Model):
    """An amount of money."""

    amount: Amount = Field(description="Decimal number.", examples=["79.90"])
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] = Field(
        description="ISO 4217 code; a store has one currency.", examples=["EUR"]
    )


class OfferFields(Model):
    """What a product costs and whether it can be bought."""

    availability: Availability | None = Field(
        default=None, description="Unknown is never sold; where it is left out, the quantity decides."
    )
    price: Money | None = None
    sale_price: Money | None = None
    sale_from: Moment | None = None
    sale_until: Moment | None = None
    quantity: Count | None = None
    cost: Money | None = None
    ships_to: Annotated[list[Country], Field(max_length=250)] | None = Field(
        default=None, description="ISO 3166 codes; an empty list is everywhere."
    )
    available_from: Moment | None = None
    popularity: Annotated[float, Field(allow_inf_nan=False)] | None = None
    units_sold_30d: Count | None = None
    last_sold_at: Moment | None = None


class OfferChange(OfferFields):
    """Fields of one offer that change: one that is left out stays, null clears."""

    sku: Sku


class OfferChanges(Model):
    """A batch of changes."""

    offers: Annotated[list[OfferChange], Field(min_length=1, max_length=MOST_OFFERS)]


class ProductFields(Model):
    """A product to put in."""

    sku: Sku
    group: Annotated[str, StringConstraints(max_length=256)] = Field(
        "", description="Shared by variants; the sku itself where it is left out."
    )
    title: Text
    description: Annotated[str, StringConstraints(max_length=50_000)] = ""
    brand: Text = ""
    category: Annotated[list[Text], Field(max_length=16)] = Field(
        [], description="A path, root first.", examples=[["Furniture", "Sofas"]]
    )
    gtin: Text = ""
    link: Text = ""
    color: Text = ""
    size: Text = ""
    material: Text = ""
    pattern: Text = ""
    gender: Text = ""
    age_group: Text = ""
    condition: Text = ""
    photos: Annotated[list[Text], Field(max_length=250)] | None = Field(
        None,
        description="Public http(s) addresses, best first, or `sent:…` of photos that were sent; left "
        "out, the photos of a known product stay.",
    )
    offer: OfferFields | None = Field(None, description="Left out, the offer of a known product stays.")


class ProductBatch(Model):
    """Products to put in."""

    products: Annotated[list[ProductFields], Field(min_length=1, max_length=MOST_PRODUCTS)]


class NoteView(Model):
    """Why an item was rejected, or what was left out of it."""

    field: str
    reason: str


class OutcomeView(Model):
    """What became of one item."""

    sku: str
    result: Literal["created", "updated", "unchanged", "rejected", "unknown"]
    notes: list[NoteView]


class OutcomesView(Model):
    """What became of each item, in the order of the request; what is told as done is on the disk."""

    outcomes: list[OutcomeView]


class PhotoStateView(Model):
    """How far a photo has come."""

    photo: str = Field(description="Its hash, as in `/v1/photos/{hash}`; empty before the first look.")
    source: str = Field(
        description="Its http(s) address or `sent:…`; empty for a file of a feed, and for search keys."
    )
    state: Literal["waiting", "found", "failed"] = Field(
        description="`found` can be searched; `failed` without `final` is tried again."
    )
    reason: str = Field(description="Why it failed; empty for search keys.")
    final: bool


class ProductDetail(Model):
    """A product, and how far its photos have come."""

    product: ProductView
    live: bool = Field(description="False once it was taken out.")
    photos: list[PhotoStateView] = Field(description="Best first.")


class SentView(Model):
    """A photo that was kept."""

    photo: str = Field(description="What names it in `photos` of a product.", examples=["sent:4be1…"])
    state: Literal["waiting"] = "waiting"
