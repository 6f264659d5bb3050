"""Everything that was tried on trained networks, each as a way to compare queries with a catalog."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gumsole.images.domain import domain_of
from gumsole.records import Matrix
from tools.encoder.projection import units
from tools.training.bank import Bank
from tools.training.looks import Indices, Looks

# Share of color in the similarity, as the product has it by default (`settings.py`).
COLOR_WEIGHT = 0.15
# A catalog photo's hubness is its mean similarity to this many of the altered views nearest to it: a first
# choice, not tuned, for a trick that lost.
HUB_VIEWS = 20


@dataclass(frozen=True, slots=True)
class Trick:
    """A way to compare; the fields without another value are the product's own way.

    Attributes
    ----------
    name : str
    share : float or None
        Of the way to the trained weights; None leaves the recipe's.
    views : int
        Looks at a query: the whole photo, or its center too.
    color : float
        Weight of the color channel.
    altered_catalog : float
        Weight of a catalog photo's altered views in its embedding.
    hubness : float
        Share of a catalog photo's hubness that is taken off (Bogolin et al., "Cross modal retrieval with
        querybank normalisation", 2022).
    centered : bool
        Whether the catalog's mean is removed.
    own_fold : bool
        Whether products that the network was trained on are left out of the catalog.
    """

    name: str
    share: float | None = None
    views: int = 2
    color: float = COLOR_WEIGHT
    altered_catalog: float = 0.0
    hubness: float = 0.0
    centered: bool = True
    own_fold: bool = False

    def similarity(self, bank: Bank) -> _Compare:
        """The comparison that `looks.outcomes` asks for."""
        return _Compare(self, np.array([photo.fold for photo in bank.photos]))


SHIPPED = Trick("as it ships")
PUBLISHED = Trick("published network, projection refitted", share=0.0)
TRICKS = (
    PUBLISHED,
    replace(PUBLISHED, name="published network, one look", views=1),
    SHIPPED,
    *(Trick(f"{share:.0%} of the way to the trained weights", share=share) for share in (0.45, 0.75, 1.0)),
    Trick("one look at the query", views=1),
    *(Trick(f"color {weight:.2f}", color=weight) for weight in (0.0, 0.1, 0.2, 0.25, 0.3)),
    Trick("catalog not centered", centered=False),
    Trick("altered views of catalog photos, half", altered_catalog=0.5),
    Trick("altered views of catalog photos, as much", altered_catalog=1.0),
    Trick("hubness off by .3", hubness=0.3),
    Trick("hubness off by .5", hubness=0.5),
)
# The same questions to a catalog that the network was not trained on either, as a new store's is.
IN_NEW_STORE = tuple(
    replace(trick, name=f"{trick.name}; new store", own_fold=True) for trick in (PUBLISHED, SHIPPED)
)


@dataclass(frozen=True, slots=True)
class _Compare:
    """One trick at work."""

    trick: Trick
    folds: Indices

    def __call__(self, looks: Looks, colors: Matrix, asked: Indices, shown: Indices) -> Matrix:
        trick = self.trick
        catalog = looks.whole[shown]
        if trick.altered_catalog:
            catalog = units(catalog + trick.altered_catalog * _units(looks.altered[shown]))
        mean = np.zeros(catalog.shape[1], np.float32)
        if trick.centered:
            mean = domain_of(catalog, prior=mean).catalog_mean
        query = looks.whole[asked] if trick.views == 1 else units(looks.whole[asked] + looks.center[asked])
        catalog = units(catalog - mean)
        alike = _mixed(units(query - mean) @ catalog.T, colors[asked] @ colors[shown].T, trick.color)
        if trick.hubness:
            lent = _units(_units(looks.altered[shown]) - mean)
            others = _mixed(lent @ catalog.T, colors[shown] @ colors[shown].T, trick.color)
            np.fill_diagonal(others, -1)
            alike -= trick.hubness * np.sort(others, axis=0)[-HUB_VIEWS:].mean(axis=0)
        if trick.own_fold:
            alike[self.folds[asked][:, None] != self.folds[shown][None]] = -np.inf
        return alike


def _mixed(shape: Matrix, color: Matrix, weight: float) -> Matrix:
    return np.asarray((1 - weight) * shape + weight * color, np.float32)


def _units(rows: Matrix) -> Matrix:
    """Unit rows; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
