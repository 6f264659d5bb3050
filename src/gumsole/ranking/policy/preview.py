"""What a policy, or a change of it, does to the first row of answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from gumsole.ranking.policy.document import Policy
from gumsole.records import Hit, Offer

# Tiles side by side on a desktop screen: the row that `diff` speaks of.
ROW = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A product as it stands in a row.

    Attributes
    ----------
    price : int or None
        Asked now, minor units; None is unknown.
    margin : float or None
        (price - cost) / price; None where either is unknown or nothing is asked.
    """

    sku: str
    title: str
    sellable: bool
    price: int | None
    margin: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """The first rows of one photo's answer under two policies."""

    photo: str
    old: tuple[Tile, ...]
    new: tuple[Tile, ...]

    @property
    def differs(self) -> bool:
        """True if the rows do not show the same products in the same places."""
        return [tile.sku for tile in self.old] != [tile.sku for tile in self.new]

    @property
    def first_differs(self) -> bool:
        """True if another product stands first."""
        return [tile.sku for tile in self.old[:1]] != [tile.sku for tile in self.new[:1]]


@dataclass(frozen=True, slots=True)
class RowFigures:
    """Figures of first rows, every tile counted alike; None where nothing is known.

    Attributes
    ----------
    in_stock : float or None
        Share of tiles that can be bought now.
    margin : float or None
        Mean of the known margins.
    price : float or None
        Mean of the known prices, minor units.
    """

    in_stock: float | None
    margin: float | None
    price: float | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a policy that can be followed but is hardly meant; the line is that of its rule."""

    line: int
    message: str


def first_row(hits: Sequence[Hit], *, now_s: float) -> tuple[Tile, ...]:
    """The first tiles of an answer."""
    return tuple(_tile(hit, now_s) for hit in hits[:ROW])


def row_figures(rows: Iterable[Sequence[Tile]]) -> RowFigures:
    """Figures of the first rows of several answers."""
    tiles = [tile for row in rows for tile in row]
    return RowFigures(
        in_stock=_mean([float(tile.sellable) for tile in tiles]),
        margin=_mean([tile.margin for tile in tiles if tile.margin is not None]),
        price=_mean([float(tile.price) for tile in tiles if tile.price is not None]),
    )


def doubts_about(policy: Policy, *, unknown: frozenset[str], today: date) -> list[Doubt]:
    """What a policy's author should look at, by line.

    Parameters
    ----------
    unknown : frozenset of str
        Listed skus that the store knows neither as a sku nor as a group.
    """
    doubts = []
    for rule in policy.rules:
        if strangers := [sku for sku in rule.skus if sku in unknown]:
            doubts.append(Doubt(rule.line, f"{rule.name}: the store has no {', '.join(strangers)}"))
        if rule.last_day and rule.last_day < today:
            doubts.append(Doubt(rule.line, f"{rule.name}: ended on {rule.last_day}; it can be removed"))
    return sorted(doubts, key=lambda doubt: doubt.line)


def _tile(hit: Hit, now_s: float) -> Tile:
    price = hit.offer.price_at(now_s)
    return Tile(hit.product.sku, hit.product.title, hit.sellable, price, _margin(hit.offer, price))


def _margin(offer: Offer, price: int | None) -> float | None:
    return (price - offer.cost) / price if price and offer.cost is not None else None


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
