"""How a head is fitted to looks at items: in closed form, or by gradients written out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gumsole.records import Matrix

Square = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """Looks, less the catalog's mean, and what they show.

    Attributes
    ----------
    looks : ndarray of shape (n, d), float32
        Photos and views.
    item, group, leaf : ndarray of shape (n,), int64
    view : ndarray of shape (n,), bool
        Which are views as a phone would take them.
    """

    looks: Matrix
    item: NDArray[np.int64]
    group: NDArray[np.int64]
    leaf: NDArray[np.int64]
    view: NDArray[np.bool_]

    def part(self, keep: NDArray[np.bool_]) -> Lesson:
        """The looks where `keep` is true."""
        return Lesson(self.looks[keep], self.item[keep], self.group[keep], self.leaf[keep], self.view[keep])


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to fit a head.

    Attributes
    ----------
    groups : bool
        Variants of a group count as one thing; else each item for itself.
    shrinkage : float
        Share of the identity in the scatter within things, in (0, 1].
    power : float
        Exponent of the whitening, in [0, 1]: 0 is none, 1 is complete.
    views : bool
        Learn from composed views too; else from photos alone.
    shift : bool
        Remove the direction from photos to views of them.
    steps : int
        Of contrastive learning afterwards; 0 for none.
    temperature : float
        Of its softmax.
    stay : float
        How strongly it is drawn back to where it began.
    """

    groups: bool = False
    shrinkage: float = 0.5
    power: float = 0.5
    views: bool = True
    shift: bool = False
    steps: int = 0
    temperature: float = 0.1
    stay: float = 0.2

    @property
    def name(self) -> str:
        """As figures list it."""
        thing = "groups" if self.groups else "items"
        parts = [f"whitening within {thing}, shrinkage {self.shrinkage:g}, power {self.power:g}"]
        if not self.views:
            parts.insert(0, "photos alone")
        if self.shift:
            parts.append("shift to views removed")
        if self.steps:
            parts.append(f"{self.steps} contrastive steps at temperature {self.temperature:g}")
        return "; ".join(parts)


# Tried on a part of the products, the best kept; what each of these and others gave stands in docs/tuning.md.
RECIPES = (
    Recipe(shrinkage=0.3, power=0.5, views=False),
    Recipe(shrinkage=0.1, power=1.0, views=False),
    Recipe(shrinkage=0.4, power=1.0, views=False, steps=150),
    Recipe(groups=True, shrinkage=0.3, power=1.0, views=False),
    Recipe(shrinkage=0.6, power=0.5),
    Recipe(shrinkage=0.4, power=1.0, shift=True),
    Recipe(shrinkage=0.4, power=1.0, shift=True, steps=150),
)

_BATCH = 256
_RATE = 1e-3
# Adam's own (Kingma and Ba 2015).
_BETA_1, _BETA_2, _EPSILON = 0.9, 0.999, 1e-8
# Half of a batch are neighbors in the category tree: what is easy to tell apart teaches nothing.
_HARD_SHARE = 0.5


def fit(lesson: Lesson, recipe: Recipe) -> Matrix:
    """The head's matrix, (d, d), float32, its rows scaled so that it keeps lengths on average.

    Whitening within things is a regularized linear discriminant analysis that keeps all axes (Fisher 1936;
    Friedman 1989). Contrastive learning is supervised (Khosla et al. 2020) with one positive a row.
    """
    if not recipe.views:
        lesson = lesson.part(~lesson.view)
    things = lesson.group if recipe.groups else lesson.item
    matrix = _whitening(lesson, things, recipe)
    if recipe.steps:
        matrix = _contrasted(matrix, lesson, things, recipe)
    size = np.sqrt(np.square(matrix).sum() / len(matrix))
    return np.asarray(matrix / size, np.float32)


def _whitening(lesson: Lesson, things: NDArray[np.int64], recipe: Recipe) -> Square:
    dimension = lesson.looks.shape[1]
    matrix = np.eye(dimension)
    rows = lesson.looks.astype(np.float64)
    if recipe.shift and lesson.view.any():
        toward = rows[lesson.view].mean(axis=0) - rows[~lesson.view].mean(axis=0)
        toward /= max(float(np.linalg.norm(toward)), 1e-12)
        matrix -= np.outer(toward, toward)
        rows = rows @ matrix
    if not recipe.power:
        return matrix
    residuals = _residuals(rows, things)
    scatter = residuals.T @ residuals
    if not (trace := float(np.trace(scatter))) > 0:
        return matrix
    values, axes = np.linalg.eigh(scatter / trace * dimension)
    shrunk = np.maximum(values, 0) * (1 - recipe.shrinkage) + recipe.shrinkage
    whitening: Square = (axes * shrunk ** (-recipe.power / 2)) @ axes.T @ matrix
    return whitening


def _residuals(rows: Square, things: NDArray[np.int64]) -> Square:
    """Rows less the mean of their thing; those that are alone say nothing."""
    _, thing, count = np.unique(things, return_inverse=True, return_counts=True)
    means = np.zeros((len(count), rows.shape[1]))
    np.add.at(means, thing, rows)
    residuals: Square = (rows - (means / count[:, None])[thing])[count[thing] > 1]
    return residuals


def _contrasted(begun: Square, lesson: Lesson, things: NDArray[np.int64], recipe: Recipe) -> Square:
    pairs = _Pairs(lesson, things)
    if not pairs:
        return begun
    random, matrix = np.random.default_rng(0), begun.copy()
    slow, fast = np.zeros_like(matrix), np.zeros_like(matrix)
    for step in range(1, recipe.steps + 1):
        left, right = pairs.drawn(random)
        gradient = contrast_gradient(
            matrix,
            lesson.looks[left].astype(np.float64),
            lesson.looks[right].astype(np.float64),
            things[left],
            temperature=recipe.temperature,
        )
        gradient += recipe.stay * (matrix - begun)
        slow = _BETA_1 * slow + (1 - _BETA_1) * gradient
        fast = _BETA_2 * fast + (1 - _BETA_2) * gradient**2
        rate = _RATE * (1 - step / (recipe.steps + 1))
        matrix -= rate * (slow / (1 - _BETA_1**step)) / (np.sqrt(fast / (1 - _BETA_2**step)) + _EPSILON)
    return matrix


def contrast_gradient(
    matrix: Square, left: Square, right: Square, things: NDArray[np.int64], *, temperature: float
) -> Square:
    """Gradient, (d, d), of the mean cross entropy of finding each left look's own right look among all.

    Parameters
    ----------
    left, right : ndarray of shape (b, d)
        Row by row looks at one thing.
    things : ndarray of shape (b,)
        Other looks at the same thing are no negatives.
    """
    seen, sought = left @ matrix.T, right @ matrix.T  # (b, d)
    seen_length, sought_length = (np.linalg.norm(one, axis=1, keepdims=True) for one in (seen, sought))
    seen, sought = seen / seen_length, sought / sought_length
    logits = seen @ sought.T / temperature  # (b, b)
    twins = (things[:, None] == things[None, :]) & ~np.eye(len(things), dtype=bool)
    logits[twins] = -np.inf
    logits -= logits.max(axis=1, keepdims=True)
    shares = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.diag_indices(len(things))] -= 1
    shares /= len(things) * temperature
    d_seen, d_sought = shares @ sought, shares.T @ seen
    d_seen = (d_seen - seen * (seen * d_seen).sum(axis=1, keepdims=True)) / seen_length
    d_sought = (d_sought - sought * (sought * d_sought).sum(axis=1, keepdims=True)) / sought_length
    gradient: Square = d_seen.T @ left + d_sought.T @ right
    return gradient


class _Pairs:
    """Draws looks in pairs of one thing, half of a batch from neighbors in the category tree."""

    def __init__(self, lesson: Lesson, things: NDArray[np.int64]) -> None:
        order = np.argsort(things, kind="stable")
        starts = np.flatnonzero(np.diff(things[order], prepend=things[order][:1] - 1))
        self._looks = [part for part in np.split(order, starts[1:]) if len(part) > 1]
        self._leaf = np.array([lesson.leaf[part[0]] for part in self._looks], np.int64)

    def __bool__(self) -> bool:
        return len(self._looks) > 1

    def drawn(self, random: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Two looks at each of some things."""
        count = min(_BATCH, len(self._looks))
        pairs = [random.choice(self._looks[thing], 2, replace=False) for thing in self._things(random, count)]
        left, right = np.array(pairs, np.int64).T
        return left, right

    def _things(self, random: np.random.Generator, count: int) -> Sequence[int]:
        every = random.permutation(len(self._looks))
        near = every[self._leaf[every] == self._leaf[every[0]]][: int(count * _HARD_SHARE)]
        chosen = dict.fromkeys([*near.tolist(), *every.tolist()])
        return list(chosen)[:count]
