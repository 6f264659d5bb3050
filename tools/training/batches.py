"""What a step of training looks at: a few categories, products of each, views of each product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tools.training.bank import Bank, Photo
from tools.training.recipe import Draw, Source

Indices = NDArray[np.int64]
NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What is known of each view of a bank: numbers of its product and category, `NONE` where there is none.

    Products and categories of different kin have different numbers. `pull` is the share of a view's pull that
    goes to its category.
    """

    product: Indices
    category: Indices
    pull: NDArray[np.float32]


@dataclass(slots=True)
class _Kin:
    """Views to draw from: by category, product, and whether a catalog shows the photo."""

    draw: Draw
    views: dict[str, dict[str, dict[bool, list[int]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    )


class Batches:
    """Draws batches from the views of a bank that do not belong to the fold that is held out."""

    def __init__(
        self, bank: Bank, sources: Mapping[str, Source], draws: Mapping[str, Draw], held_out: int | None
    ) -> None:
        self._kins = {name: _Kin(draw) for name, draw in draws.items()}
        for view, owner in enumerate(bank.photo):
            photo = bank.photos[owner]
            if held_out is None or photo.fold != held_out:
                kin = self._kins[sources[photo.source].kin]
                kin.views[photo.category or photo.product][photo.product][photo.shown].append(view)
        self._kins = {name: kin for name, kin in self._kins.items() if kin.views}

    def draw(self, random: Generator) -> Indices:
        """Indices of the views of one batch."""
        return np.array([view for kin in self._kins.values() for view in _drawn(kin, random)])


def _drawn(kin: _Kin, random: Generator) -> list[int]:
    names = list(kin.views)
    # Large categories hold more that must be told apart, small ones would be seen too rarely by size alone.
    weight = np.sqrt([len(kin.views[name]) for name in names])
    count = min(kin.draw.categories, len(names))
    found: list[int] = []
    for place in random.choice(len(names), count, replace=False, p=weight / weight.sum()):
        products = list(kin.views[names[place]].values())
        for which in random.permutation(len(products))[: kin.draw.products]:
            found += _of_product(products[which], kin.draw.views, random)
    return found


def _of_product(views: Mapping[bool, Sequence[int]], count: int, random: Generator) -> list[int]:
    """Views of one product, of catalog photos and of others in turn where it has both."""
    kinds = [kind for kind in (True, False) if views.get(kind)]
    first = random.integers(len(kinds))
    return [int(random.choice(views[kinds[(first + turn) % len(kinds)]])) for turn in range(count)]


def labels_of(bank: Bank, sources: Mapping[str, Source], draws: Mapping[str, Draw]) -> Labels:
    """Labels of all views of a bank."""

    def numbers(names: Sequence[str]) -> Indices:
        known = {name: number for number, name in enumerate(dict.fromkeys(names))}
        return np.array([known[name] if name else NONE for name in names])

    def kin(photo: Photo) -> str:
        return sources[photo.source].kin

    product = numbers([f"{kin(photo)} {photo.product}" for photo in bank.photos])
    category = numbers([f"{kin(photo)} {photo.category}" if photo.category else "" for photo in bank.photos])
    pull = np.array([draws[kin(photo)].category_pull for photo in bank.photos], np.float32)
    return Labels(product[bank.photo], category[bank.photo], pull[bank.photo])
