"""A ranking policy as it was understood: what may be sold, what moves a product, and how far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gumsole.ranking.order import Variety
from gumsole.ranking.policy.conditions import Condition


class RuleKind(StrEnum):
    """What a rule does to the products that it holds for."""

    BOOST = "boost"
    BURY = "bury"
    PIN = "pin"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Rule:
    """One `[[boost]]`, `[[bury]]`, `[[pin]]` or `[[hide]]`.

    Attributes
    ----------
    condition : Condition or None
        What must hold; None where products are listed.
    skus : tuple of str
        Skus or groups that it holds for, where they are listed.
    points : float
        Added to the score, below 0 for a bury; 0 for pins and hides.
    first_day, last_day : date or None
        Days on which it holds, both included; None is open-ended.
    line : int
        Of its header in the policy.
    """

    kind: RuleKind
    name: str
    condition: Condition | None = None
    skus: tuple[str, ...] = ()
    points: float = 0.0
    first_day: date | None = None
    last_day: date | None = None
    line: int = 0

    def holds_on(self, day: date) -> bool:
        """True on its days."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Selling:
    """What may be sold now.

    Attributes
    ----------
    ships_to : str
        ISO 3166 code of a country that every product must ship to; empty is any.
    min_photo_quality : float
        Products whose main photo is known to be worse are not sold, in [0, 1].
    show_sold_out : bool
        List the others too, labeled, behind those that can be sold.
    """

    in_stock: bool
    needs_price: bool
    ships_to: str
    min_photo_quality: float
    show_sold_out: bool


@dataclass(frozen=True, slots=True)
class PriceAffinity:
    """Points for a price like those of the nearest products.

    Attributes
    ----------
    points : float
        Given inside the range of prices, taken two tolerances outside it.
    prices : int
        Known prices among `same` and `close` hits below which nothing is said.
    tolerance : float
        Smallest half width of the range, as a share of the price.
    """

    points: float
    prices: int
    tolerance: float


@dataclass(frozen=True, slots=True)
class DeadStock:
    """Points taken from what has not been sold for so many days; nothing is taken where that is unknown."""

    points: float
    days: int


@dataclass(frozen=True, slots=True)
class WeakPhotos:
    """Points taken from products whose main photo is worse than `weak`, all of them at quality 0."""

    points: float
    weak: float


@dataclass(frozen=True, slots=True)
class Policy:
    """A ranking policy.

    Attributes
    ----------
    coverage : float
        Share of photos whose category the guard must let through, in [0.5, 1).
    leash : int
        Places that the policy may move a product from where likeness put it.
    popularity : float
        Points for the most popular of the products at hand; the least popular gets none.
    variety : Variety or None
        Of one brand among the first places; None is no limit.
    enough : int
        Hits below which the ladder takes another step.
    """

    name: str
    coverage: float
    leash: int
    sellable: Selling
    price_affinity: PriceAffinity
    dead_stock: DeadStock
    photo_quality: WeakPhotos
    popularity: float
    variety: Variety | None
    enough: int
    rules: tuple[Rule, ...] = ()
