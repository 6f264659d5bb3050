"""A policy on one day, over the candidates of one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import filterfalse
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gumsole.ranking.policy.columns import BY_NAME, Kind
from gumsole.ranking.policy.conditions import compiled
from gumsole.ranking.policy.document import Policy, Rule, RuleKind
from gumsole.ranking.policy.parts import (
    OF_FEW_VALUES,
    Coded,
    Condition,
    Lists,
    Lookup,
    Substrings,
    Thresholds,
    joint_of,
    substring_of,
    threshold_of,
    truths,
)
from gumsole.ranking.policy.points import on_grid
from gumsole.ranking.policy.terms import PriceRange, Term, terms_columns, terms_of
from gumsole.records import Reason, ReasonKind

_PRODUCT = frozenset({"sku", "group"})
# Columns that a product has only as the answer to a photo.
_OF_AN_ANSWER = frozenset({"band", "similarity"})
_REASONS = {RuleKind.BOOST: ReasonKind.BOOST, RuleKind.BURY: ReasonKind.BURY, RuleKind.PIN: ReasonKind.PIN}


@dataclass(frozen=True, slots=True, eq=False)
class RuleTable:
    """What is known of the candidates of one query.

    Attributes
    ----------
    rows : int
        How many there are.
    columns : mapping of str to array or sequence
        Columns of `policy.columns`, those that `Ruling.columns` asks for at least, one value for each
        candidate: numbers as float64, not finite where unknown; texts as str, empty where unknown, or coded.
    """

    rows: int
    columns: Mapping[str, NDArray[np.float64] | Sequence[str] | Coded]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """A column of numbers; NaN where unknown."""
        values = np.asarray(self.columns[name], dtype=np.float64)
        return np.where(np.isfinite(values), values, np.nan)

    def texts(self, name: str) -> Sequence[str]:
        """A column of texts; empty where unknown."""
        values = self.columns[name]
        return values.texts() if isinstance(values, Coded) else [*map(str, values)]

    def coded(self, name: str) -> Coded:
        """A column of texts as numbers."""
        values = self.columns[name]
        return values if isinstance(values, Coded) else Coded.of([str(value) for value in values])


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What a policy says of each candidate.

    Attributes
    ----------
    hidden, pinned : ndarray of shape (n,), bool
    points : ndarray of shape (n,), float64
        What the policy adds to likeness: exactly the sum of a candidate's reasons.
    rules : tuple of Reason or None
        What each rule says where it holds; None of a rule that hides.
    holds : ndarray of shape (rules, n), bool
    """

    hidden: NDArray[np.bool_]
    pinned: NDArray[np.bool_]
    points: NDArray[np.float64]
    rules: tuple[Reason | None, ...]
    holds: NDArray[np.bool_]
    terms: tuple[Term, ...]

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """Why a candidate has its points, in the order of the policy; a pin has a reason of no points."""
        held = self.holds[:, row].tolist()
        said = [reason for reason, holds in zip(self.rules, held, strict=True) if holds and reason]
        given = ((term, float(term.points[row])) for term in self.terms)
        return (*said, *(Reason(term.kind, term.name, points) for term, points in given if points))


class Ruling:
    """A policy as it holds on one day; made once, asked for every query of that day."""

    def __init__(self, policy: Policy, today: date) -> None:
        self._policy = policy
        self._rules = tuple(rule for rule in policy.rules if rule.holds_on(today))
        self._conditions = _Conditions([_condition(rule) for rule in self._rules])
        self._points = on_grid(np.array([rule.points for rule in self._rules], dtype=np.float64))
        self._reasons = tuple(_reason(rule) for rule in self._rules)
        self._seen = frozenset(name for rule in self._rules for name in _columns(rule))

    @property
    def columns(self) -> frozenset[str]:
        """The columns that a `RuleTable` must have."""
        return self._seen | terms_columns(self._policy)

    @classmethod
    def hiding(cls, policy: Policy, today: date) -> Self:
        """What a policy hides whatever was asked, by itself."""
        return cls(replace(policy, rules=tuple(filter(_hides_whatever_is_asked, policy.rules))), today)

    @classmethod
    def answering(cls, policy: Policy, today: date) -> Self:
        """The rest of it: for candidates of which `hiding` has hidden none."""
        return cls(replace(policy, rules=tuple(filterfalse(_hides_whatever_is_asked, policy.rules))), today)

    @property
    def conditions(self) -> frozenset[str]:
        """The columns that its rules look at; none where there are no rules."""
        return self._seen

    def hidden(self, table: RuleTable) -> NDArray[np.bool_]:
        """Which candidates a rule hides."""
        return self._any(self._conditions.hold(table), RuleKind.HIDE)

    def points(self, table: RuleTable, *, asked: PriceRange | None = None) -> Verdict:
        """Judge the candidates of one query.

        Parameters
        ----------
        asked : PriceRange, optional
            The range of prices that was asked for.
        """
        holds = self._conditions.hold(table)
        terms = terms_of(self._policy, table.numbers, table.coded, asked=asked)
        # Not `@`, which would wake threads for a sum of a few microseconds.
        total = (self._points[:, None] * holds).sum(axis=0) + sum(term.points for term in terms)
        return Verdict(
            hidden=self._any(holds, RuleKind.HIDE),
            pinned=self._any(holds, RuleKind.PIN),
            points=total,
            rules=self._reasons,
            holds=holds,
            terms=terms,
        )

    def _any(self, holds: NDArray[np.bool_], kind: RuleKind) -> NDArray[np.bool_]:
        rows = [number for number, rule in enumerate(self._rules) if rule.kind is kind]
        found: NDArray[np.bool_] = np.logical_or.reduce(holds[rows], axis=0)
        return found


class _Conditions:
    """Conditions taken apart: parts are looked up, compared, or computed for the candidates at hand."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        parts: list[Condition] = []
        self._joints = [joint_of(condition, parts) for condition in conditions]
        self._count = len(parts)
        listed: dict[int, frozenset[str]] = {}
        looked_up: dict[str, dict[int, pl.Expr]] = {}
        compared: dict[tuple[str, str], dict[int, float]] = {}
        contained: dict[str, dict[int, str]] = {}
        computed: dict[int, pl.Expr] = {}
        for number, part in enumerate(parts):
            if isinstance(part, frozenset):
                listed[number] = part
            elif len(columns := set(part.meta.root_names())) == 1 and columns <= OF_FEW_VALUES:
                looked_up.setdefault(columns.pop(), {})[number] = part
            elif threshold := threshold_of(part):
                compared.setdefault(threshold[:2], {})[number] = threshold[2]
            elif substring := substring_of(part):
                contained.setdefault(substring[0], {})[number] = substring[1]
            else:
                computed[number] = part
        self._listed, self._lists = [*listed], Lists([*listed.values()])
        self._lookups = [(column, [*of], Lookup(column, [*of.values()])) for column, of in looked_up.items()]
        self._thresholds = [
            (column, [*of], Thresholds(op, [*of.values()])) for (column, op), of in compared.items()
        ]
        self._substrings = [(column, [*of], Substrings([*of.values()])) for column, of in contained.items()]
        self._computed, self._expressions = [*computed], [*computed.values()]
        self._columns = sorted({name for part in self._expressions for name in part.meta.root_names()})

    def hold(self, table: RuleTable) -> NDArray[np.bool_]:
        """Condition by candidate: true where it holds, false where it does not or cannot be known."""
        if not self._joints or not table.rows:
            return np.zeros((len(self._joints), table.rows), np.bool_)
        parts = np.zeros((self._count, table.rows), np.bool_)
        if self._listed:
            parts[self._listed] = self._lists.holds(*map(table.texts, _PRODUCT))
        for column, numbers, lookup in self._lookups:
            parts[numbers] = lookup.holds(table.coded(column))
        for column, numbers, thresholds in self._thresholds:
            parts[numbers] = thresholds.holds(table.numbers(column))
        for column, numbers, substrings in self._substrings:
            parts[numbers] = substrings.holds(table.texts(column))
        if self._expressions:
            frame = pl.DataFrame([_series(name, table) for name in self._columns])
            parts[self._computed] = truths(frame, self._expressions)
        return np.array([joint.holds(parts) for joint in self._joints])


def _reason(rule: Rule) -> Reason | None:
    kind = _REASONS.get(rule.kind)
    return Reason(kind, rule.name, float(on_grid(rule.points))) if kind else None


def _columns(rule: Rule) -> frozenset[str]:
    return rule.condition.columns if rule.condition else _PRODUCT


def _hides_whatever_is_asked(rule: Rule) -> bool:
    return rule.kind is RuleKind.HIDE and _OF_AN_ANSWER.isdisjoint(_columns(rule))


def _condition(rule: Rule) -> Condition:
    return compiled(rule.condition) if rule.condition else frozenset(rule.skus)


def _series(name: str, table: RuleTable) -> pl.Series:
    if BY_NAME[name].kind is Kind.NUMBER:
        return pl.Series(name, table.numbers(name), nan_to_null=True)
    texts = table.texts(name)
    known = texts if all(texts) else [text or None for text in texts]
    return pl.Series(name, known, dtype=pl.String)
