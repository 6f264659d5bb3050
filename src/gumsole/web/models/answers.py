"""What a search answers."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder", "unknown"]


class BandWord(StrEnum):
    """How close a hit is, closest first."""

    SAME = "same"
    CLOSE = "close"
    SIMILAR = "similar"
    RELATED = "related"
    OTHER = "other"


class Model(BaseModel):
    """A model that takes no field it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Price(Model):
    """An amount of money."""

    amount: str = Field(description="Decimal number.", examples=["79.90"])
    currency: str = Field(description="ISO 4217 code.", examples=["EUR"])


class Box(Model):
    """A part of a photo, in fractions of its width and height."""

    x: float
    y: float
    w: float
    h: float


class Confidential(Model):
    """What only secret keys of the roles analyst and admin are told."""

    cost: Price | None = None
    margin: float | None = Field(default=None, description="(price - cost) / price.")
    quantity: int | None = Field(default=None, description="Pieces left.")
    popularity: float | None = None
    units_sold_30d: int | None = None


class ProductView(Model):
    """A product with its offer as it stands now."""

    sku: str
    group: str
    title: str
    brand: str
    category: list[str] = Field(description="A path, root first.")
    link: str = Field(description="http(s), or empty.")
    attributes: dict[str, str] = Field(
        description="color, size, material, pattern, gender, age_group, condition."
    )
    price: Price | None = Field(description="Asked now.")
    list_price: Price | None = Field(description="Without a sale.")
    availability: Availability
    sellable: bool = Field(description="Can be bought and shipped now.")
    confidential: Confidential | None = None


class ReasonView(Model):
    """A part of a hit's score; the points of all reasons add up to it."""

    kind: str
    name: str
    points: float


class HitView(Model):
    """A product as the shopper sees it: of its group the best variant that can be bought."""

    product: ProductView
    photo: str = Field(description="Hash of the photo that is alike: `/v1/photos/{hash}`.")
    band: BandWord = Field(
        description="How close it is: `same` claims the same product, `close` the same group, `similar` the "
        "same leaf category, `related` the same top category, `other` nothing."
    )
    likeness: float = Field(description="Cosine, -1 to 1.")
    shape: float
    color: float
    reasons: list[ReasonView] = Field(description="What likeness gave; with an analyst's key every reason.")
    score: float | None = Field(default=None, description="Sum of all reasons; analysts and admins alone.")
    choices: list[ProductView] = Field(description="Other variants of its group, sellable ones first.")


class GuessView(Model):
    """A category that the photo may show."""

    category: list[str]
    probability: float


class StepView(Model):
    """The step of the ladder that gave the list."""

    kind: str
    label: str = Field(description="In plain words, for the shopper.")
    dropped: list[str] = Field(description="Filters that were let go.")


class FacetValueView(Model):
    """One value and how many groups of the list have it."""

    value: str
    count: int
    low: Price | None = Field(default=None, description="Of prices alone: the least of this band.")
    high: Price | None = Field(default=None, description="Of prices alone: the most of this band.")


class FacetView(Model):
    """What the list can be narrowed by."""

    name: str
    values: list[FacetValueView]


class HintView(Model):
    """Something to tell the shopper about the photo."""

    kind: str
    text: str
    crops: list[Box] = Field(description="Parts of the photo to try instead.")


class ClaimView(Model):
    """What was measured of a band at calibration."""

    band: BandWord
    precision: float
    low: float = Field(description="Of the 95 % interval.")
    high: float = Field(description="Of the 95 % interval.")
    pairs: int


class SwatchView(Model):
    """A color of the subject."""

    name: str
    share: float
    lab: list[float]


class TimingView(Model):
    """Milliseconds of one stage."""

    stage: str
    ms: float


class AnswerView(Model):
    """A page of a ranked list, and all that is said of it."""

    query_id: str = Field(description="Asks for further pages, and stands in events.")
    page: int
    total: int = Field(description="Length of the ranked list.")
    hits: list[HitView]
    step: StepView
    guess: list[GuessView]
    facets: list[FacetView]
    hints: list[HintView]
    understood: list[str] = Field(description="What the words were taken to mean.")
    boxes: list[Box] = Field(description="Subjects found in the photo, best first.")
    palette: list[SwatchView]
    claims: list[ClaimView]
    timings: list[TimingView]


class FacetsView(Model):
    """What the store's products can be narrowed by."""

    facets: list[FacetView]


class ProblemView(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(examples=["urn:gumsole:problem:photo-too-large"])
    title: str
    status: int
    detail: str
    instance: str = Field(description="Names the request; the same id stands in the log.")
