"""What the API answers, as the client gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of money; the currency is an ISO 4217 code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a photo, in fractions of its width and height."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Confidential:
    """What keys of the roles analyst and admin are told besides."""

    cost: Price | None
    margin: float | None
    quantity: int | None
    popularity: float | None
    units_sold_30d: int | None


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its offer as it stood when the answer was made."""

    sku: str
    group: str
    title: str
    brand: str
    category: tuple[str, ...]
    link: str
    attributes: dict[str, str]
    price: Price | None
    list_price: Price | None
    availability: str
    sellable: bool
    confidential: Confidential | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a hit's score."""

    kind: str
    name: str
    points: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A product as the shopper sees it."""

    product: Product
    photo: str
    band: str
    likeness: float
    shape: float
    color: float
    reasons: tuple[Reason, ...]
    score: float | None
    choices: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A category that the photo may show."""

    category: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Step:
    """The step of the ladder that gave the list."""

    kind: str
    label: str
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value, and how many groups of the list have it; prices have a lowest and a highest."""

    value: str
    count: int
    low: Price | None
    high: Price | None


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be narrowed by."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to tell the shopper about the photo, and parts of it to try instead."""

    kind: str
    text: str
    crops: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What was measured of a band: precision with its 95 % interval, and the pairs behind it."""

    band: str
    precision: float
    low: float
    high: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Swatch:
    """A color of the subject."""

    name: str
    share: float
    lab: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one stage."""

    stage: str
    ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of a ranked list, and all that is said of it."""

    query_id: str
    page: int
    total: int
    hits: tuple[Hit, ...]
    step: Step
    guess: tuple[Guess, ...]
    facets: tuple[Facet, ...]
    hints: tuple[Hint, ...]
    understood: tuple[str, ...]
    boxes: tuple[Box, ...]
    palette: tuple[Swatch, ...]
    claims: tuple[Claim, ...]
    timings: tuple[Timing, ...]
