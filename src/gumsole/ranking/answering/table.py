"""What a policy may ask about candidates, as columns of the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.candidates import Candidates, Moment
from gumsole.ranking.policy import Coded, RuleTable
from gumsole.ranking.shelf import AVAILABILITIES, UNKNOWN, Labels, Shelf
from gumsole.records import Band

Column = NDArray[np.float64] | Sequence[str] | Coded

SEPARATOR = " > "
BANDS = tuple(Band)


def rule_table(
    names: Iterable[str], shelf: Shelf, found: Candidates, moment: Moment, *, minor_units: int
) -> RuleTable:
    """The columns asked for, one value for each candidate.

    Parameters
    ----------
    minor_units : int
        Minor units in one unit of the store's currency (ISO 4217): prices are read in the latter.
    """
    reader = _Reader(shelf, found, moment, float(minor_units))
    return RuleTable(len(found), {name: READERS[name](reader) for name in names})


class _Reader:
    def __init__(self, shelf: Shelf, found: Candidates, moment: Moment, minor_units: float) -> None:
        self.shelf, self.found, self.moment = shelf, found, moment
        self.rows, self.goods, self.offers = found.rows, shelf.goods, shelf.offers
        self._minor_units = minor_units

    def words(self, codes: NDArray[Any], labels: Labels[str]) -> Coded:
        """Texts of a coded column."""
        return Coded(codes[self.rows], labels.names)

    def path(self, of: Callable[[tuple[str, ...]], str]) -> Coded:
        """A part of each category path."""
        return Coded(self.goods.category[self.rows], self.shelf.tables.category.names, of)

    def known(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Integers as reals, NaN where unknown."""
        return np.where(values == UNKNOWN, np.nan, values.astype(np.float64))

    def money(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Minor units in the store's currency."""
        return self.known(values) / self._minor_units

    @cached_property
    def price(self) -> NDArray[np.float64]:
        """What is asked now."""
        return self.money(self.shelf.price_at(self.rows, self.moment.now_s))

    @cached_property
    def list_price(self) -> NDArray[np.float64]:
        """What is asked without a sale."""
        return self.money(self.offers.price[self.rows])

    @property
    def cost(self) -> NDArray[np.float64]:
        """What the store pays."""
        return self.money(self.offers.cost[self.rows])

    def share(self, part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
        """Part of a whole; NaN where either is unknown or the whole is nothing."""
        shares = np.full(len(part), np.nan)
        np.divide(part, whole, out=shares, where=whole > 0)
        return shares


READERS: dict[str, Callable[[_Reader], Column]] = {
    "sku": lambda r: r.goods.sku[r.rows].tolist(),
    "group": lambda r: r.words(r.goods.group, r.shelf.tables.group),
    "title": lambda r: r.goods.title[r.rows].tolist(),
    "brand": lambda r: r.words(r.goods.brand, r.shelf.tables.brand),
    "category": lambda r: r.path(SEPARATOR.join),
    "top": lambda r: r.path(lambda path: path[0]),
    "leaf": lambda r: r.path(lambda path: path[-1]),
    "color": lambda r: r.words(r.goods.color, r.shelf.tables.color),
    "material": lambda r: r.words(r.goods.material, r.shelf.tables.material),
    "price": lambda r: r.price,
    "list_price": lambda r: r.list_price,
    "discount": lambda r: r.share(r.list_price - r.price, r.list_price),
    "cost": lambda r: r.cost,
    "margin": lambda r: r.share(r.price - r.cost, r.price),
    "quantity": lambda r: r.known(r.offers.quantity[r.rows]),
    "availability": lambda r: Coded(r.offers.availability[r.rows], AVAILABILITIES),
    "popularity": lambda r: r.offers.popularity[r.rows],
    "units_sold_30d": lambda r: r.known(r.offers.units_sold_30d[r.rows]),
    "days_since_sold": lambda r: r.shelf.days_since_sold(r.rows, r.moment.now_s),
    "age_days": lambda r: r.shelf.age_days(r.rows, r.moment.now_s),
    "photo_quality": lambda r: r.goods.photo_quality[r.rows].astype(np.float64),
    "band": lambda r: Coded(r.found.band, BANDS, lambda band: band.word),
    "similarity": lambda r: r.found.similarity.astype(np.float64),
}
