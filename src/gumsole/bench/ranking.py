"""What one ranking costs beside the photo: from neighbors to a page of hits, and each of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from gumsole.bench.figures import Figure, cpu_ms
from gumsole.bench.material import SEED, unit
from gumsole.bench.warehouse import MINOR_UNITS
from gumsole.ranking.answering.hits import hits_at
from gumsole.ranking.answering.quest import Quest, Sources
from gumsole.ranking.answering.ranker import Judges, Ranked, Ranker, Terms
from gumsole.ranking.answering.table import rule_table
from gumsole.ranking.bands import Seen
from gumsole.ranking.candidates import Candidates, Moment, candidates
from gumsole.ranking.facets import facets
from gumsole.ranking.ladder import Attempt, Ladder, Question
from gumsole.ranking.order import Field, arrange
from gumsole.ranking.policy import Ruling, likeness
from gumsole.ranking.shelf import NONE, Shelf
from gumsole.ranking.texts import DEFAULT_LANGUAGE
from gumsole.records import Band, Filter, Guess, Hit, Neighbors, Vector
from gumsole.search import DEFAULT_LIMIT
from gumsole.store import Store

GROUPS = 500
ROUNDS = 50

NOON = Moment(now_s=1_700_000_000.0)


def ranking_figures(store: Store, shelf: Shelf, judges: Judges) -> Iterator[Figure]:
    """CPU of all that follows the search of the index, of its parts, and of the page that is read from it."""
    case = Case.drawn(store, shelf, judges)
    rules = len(judges.policy.rules)
    how = f"CPU, {len(case.near.ids)} neighbors of {GROUPS} groups, {rules} rules, {len(shelf)} products"
    ranked, parts = case.ranked(), case.parts()
    whole_ms, page_ms, *parts_ms = cpu_ms(
        case.ranked, lambda: case.hits(ranked), *parts.values(), rounds=ROUNDS
    )
    yield Figure("ranking", whole_ms, "ms", "<= 3", how)
    for name, ms in zip(parts, parts_ms, strict=True):
        yield Figure(f"ranking, {name}", ms, "ms", "", "CPU, part of the above")
    yield Figure(
        "page of hits", page_ms, "ms", "", f"CPU, {DEFAULT_LIMIT} products with variants, from SQLite"
    )


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question with its neighbors. Nothing is too far to be ranked: all groups stay in to the end."""

    store: Store
    shelf: Shelf
    judges: Judges
    ranker: Ranker
    near: Neighbors
    embedding: Vector

    @classmethod
    def drawn(cls, store: Store, shelf: Shelf, judges: Judges) -> Case:
        """A question of nothing in particular."""
        width = judges.guard.weights.shape[0]
        embedding = unit(np.random.default_rng(SEED).normal(size=(1, width)).astype(np.float32))[0]
        ranker = Ranker(judges, minor_units=MINOR_UNITS)
        return cls(store, shelf, judges, ranker, neighbors(shelf, GROUPS), embedding)

    def ranked(self) -> Ranked:
        """The whole list of the first attempt, and its facets."""
        probabilities, guess = self.guessed()
        sources = Sources(
            near=lambda _filter, _weight: self.near,
            probabilities=probabilities,
            named=None,
            admits=_everything,
        )
        categories = tuple(one.path for one in guess.categories)
        question = Question(Filter(in_stock=True), categories, lowest=Band.OTHER)
        quest = Quest(self.ranker, Ladder(), self.shelf, NOON, groups=GROUPS)
        ranked, _ = quest.answered(question, sources, language=DEFAULT_LANGUAGE)
        facets(self.shelf, ranked.found.rows, now_s=NOON.now_s)
        return ranked

    def hits(self, ranked: Ranked) -> tuple[Hit, ...]:
        """The first page of a list."""
        return hits_at(np.arange(min(DEFAULT_LIMIT, len(ranked))), ranked, self.shelf, self.store, NOON)

    def parts(self) -> dict[str, Callable[[], object]]:
        """The same piece by piece; what holds the pieces together is in none of them."""
        policy, bands = self.judges.policy, self.judges.bands
        ruling = Ruling.answering(policy, datetime.fromtimestamp(NOON.now_s, UTC).date())
        found, probabilities = self._found(), self.guessed()[0]
        names = self.shelf.tables.category.names
        leaf = np.array([*map(self.judges.guard.leaf_of, names), NONE], np.int64)
        seen = Seen(
            found.similarity,
            found.shape,
            found.color,
            leaf[self.shelf.goods.category[found.rows]],
            probabilities,
            found.sibling,
        )
        table = rule_table(ruling.columns, self.shelf, found, NOON, minor_units=MINOR_UNITS)
        ranked = self.ranker.rank(found, self.shelf, NOON, Terms(probabilities))
        field = self._field(replace(found, band=bands.assign(seen)))
        return {
            "guard": self.guessed,
            "candidates": self._found,
            "bands": lambda: bands.assign(seen),
            "hiding": lambda: self.ranker.shown(found.rows, self.shelf, NOON),
            "columns": lambda: rule_table(ruling.columns, self.shelf, found, NOON, minor_units=MINOR_UNITS),
            "rules": lambda: ruling.points(table),
            "places": lambda: arrange(field, leash=policy.leash, variety=policy.variety),
            "facets": lambda: facets(self.shelf, ranked.found.rows, now_s=NOON.now_s),
        }

    def guessed(self) -> tuple[Vector, Guess]:
        """What the guard makes of the question."""
        guard = self.judges.guard
        probabilities = guard.probabilities(self.embedding)
        return probabilities, guard.guess_of(probabilities, coverage=self.judges.policy.coverage)

    def _found(self) -> Candidates:
        weight = self.judges.bands.color_weight
        return candidates(self.near, self.shelf, NOON, color_weight=weight, admits=_all)

    def _field(self, found: Candidates) -> Field:
        """Candidates as they come to be placed, by likeness alone."""
        found = found.taken(np.flatnonzero(found.sellable))
        found = found.taken(np.argsort(found.band, kind="stable"))
        return Field(
            band=found.band,
            score=likeness(found.similarity[::-1]),
            pinned=np.zeros(len(found), np.bool_),
            sellable=found.sellable,
            brand=self.shelf.goods.brand[found.rows].astype(np.int64),
        )


def neighbors(shelf: Shelf, groups: int) -> Neighbors:
    """Every photo of as many groups, drawn at random, in a random order of likeness."""
    chance = np.random.default_rng(SEED)
    rows = shelf.rows(shelf.places.id)
    group: NDArray[np.int64] = shelf.goods.group[rows].astype(np.int64)
    drawn = chance.permutation(np.unique(group))[:groups]
    photos = chance.permutation(np.flatnonzero(np.isin(group, drawn)))
    similarity, color = (chance.random(len(photos), np.float32) for _ in range(2))
    similarity[::-1].sort()
    return Neighbors(shelf.places.id[photos], group[photos], similarity, similarity, color)


def _all(rows: NDArray[np.int64], _color: Vector) -> NDArray[np.bool_]:
    return np.ones(len(rows), np.bool_)


def _everything(_attempt: Attempt, rows: NDArray[np.int64], color: Vector) -> NDArray[np.bool_]:
    return _all(rows, color)
