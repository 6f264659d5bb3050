"""What ranking says of a product: how close it is, why it stands there, how the answer came about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from gumsole.records.catalog import Offer, Product
from gumsole.records.photos import Box


class Band(IntEnum):
    """How close a hit is to what the photo shows; a smaller number is closer.

    `SAME` claims the same product, `CLOSE` the same group, `SIMILAR` the same leaf category, `RELATED` the
    same top-level category, `OTHER` nothing at all.
    """

    SAME = 0
    CLOSE = 1
    SIMILAR = 2
    RELATED = 3
    OTHER = 4

    @property
    def word(self) -> str:
        """The band as answers and policies spell it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class BandClaim:
    """What was measured of a band at calibration.

    Attributes
    ----------
    precision : float
        Share of its hits whose claim held, in [0, 1].
    low, high : float
        95 % interval of it (Wilson 1927).
    pairs : int
        Hits behind it.
    """

    band: Band
    precision: float
    low: float
    high: float
    pairs: int


@dataclass(frozen=True, slots=True)
class CategoryGuess:
    """A leaf of the store's own tree, and how probable it is that the photo belongs there, in [0, 1]."""

    path: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Guess:
    """The categories that hold the right one with the stated coverage, most probable first.

    Attributes
    ----------
    categories : tuple of CategoryGuess
        Empty where the store has no categories, or too few photos to tell them apart: no guard then.
    coverage : float
        Share of photos whose category is among them, in [0, 1], as calibrated.
    """

    categories: tuple[CategoryGuess, ...] = ()
    coverage: float = 0.0


class ReasonKind(StrEnum):
    """Where points of a score come from."""

    LIKENESS = "likeness"
    WORDS = "words"
    BOOST = "boost"
    BURY = "bury"
    PIN = "pin"
    PRICE = "price"
    DEAD_STOCK = "dead_stock"
    PHOTO = "photo"
    POPULARITY = "popularity"


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a hit's score; the points of all reasons add up to it.

    Attributes
    ----------
    name : str
        The rule of the policy that gave them, or what was measured.
    """

    kind: ReasonKind
    name: str
    points: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Another variant of a hit's group."""

    product: Product
    offer: Offer
    sellable: bool


class StepKind(StrEnum):
    """The steps of the ladder, in the order in which they are tried."""

    AS_ASKED = "as_asked"
    LOOSER_FILTERS = "looser_filters"
    WIDER_CATEGORY = "wider_category"
    COLOR_ADJACENT = "color_adjacent"
    LOOSER_MATCH = "looser_match"
    CATEGORY_FAVORITES = "category_favorites"
    STORE_FAVORITES = "store_favorites"


@dataclass(frozen=True, slots=True)
class Step:
    """The step of the ladder that an answer came from.

    Attributes
    ----------
    label : str
        What the shopper is told, in plain words.
    dropped : tuple of str
        The filters that were let go, as the shopper named them.
    """

    kind: StepKind
    label: str
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and how many groups of the ranked list have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What the ranked list can be narrowed by."""

    name: str
    values: tuple[FacetValue, ...]


class HintKind(StrEnum):
    """What may be wrong with the shopper's photo."""

    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    SEVERAL_OBJECTS = "several_objects"
    SMALL_SUBJECT = "small_subject"


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to tell the shopper about the photo itself.

    Attributes
    ----------
    crops : tuple of Box
        Parts of the photo to try instead.
    """

    kind: HintKind
    text: str
    crops: tuple[Box, ...] = ()
