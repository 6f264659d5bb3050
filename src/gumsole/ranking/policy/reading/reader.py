"""Reads a policy: all of it, or every mistake in it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gumsole.errors import BadPolicy
from gumsole.ranking.order import Variety
from gumsole.ranking.policy.conditions import Condition, Refused, understood
from gumsole.ranking.policy.document import (
    DeadStock,
    Policy,
    PriceAffinity,
    Rule,
    RuleKind,
    Selling,
    WeakPhotos,
)
from gumsole.ranking.policy.reading.keys import BY_NAME, TABLES, VERSION, Key, KeyKind, Table
from gumsole.ranking.policy.reading.positions import Path, Positions
from gumsole.ranking.policy.reading.values import Mismatch, checked
from gumsole.ranking.policy.spelling import meant

_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something that keeps a policy from being followed; line and column from 1."""

    line: int
    column: int
    message: str


def load_policy(text: str, *, name: str) -> Policy:
    """The policy that a TOML document states.

    Parameters
    ----------
    name : str
        The file's name, as messages call it.

    Raises
    ------
    BadPolicy
        Lists every mistake, in order, as `name:line:column: message`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(name, [_syntax(error, text)]) from error
    reader = _Reader(document, Positions(text))
    policy = reader.policy(name)
    if reader.mistakes:
        raise _bad(name, sorted(reader.mistakes))
    return policy


def _bad(name: str, mistakes: list[Mistake]) -> BadPolicy:
    count = "a mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    lines = [f"{name}:{one.line}:{one.column}: {one.message}" for one in mistakes]
    return BadPolicy("\n".join([f"{name} has {count}", *lines]))


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> Mistake:
    """Where the text ceases to be TOML; nothing after that can be read."""
    said = str(error)
    at = _AT.search(said)
    message = f"not TOML: {_AT.sub('', said)}"
    if at and at["line"]:
        return Mistake(int(at["line"]), int(at["column"]), message)
    lines = text.split("\n")
    return Mistake(len(lines), len(lines[-1]) + 1, message)


class _Reader:
    def __init__(self, document: Mapping[str, Any], positions: Positions) -> None:
        self._document = document
        self._positions = positions
        self.mistakes: list[Mistake] = []

    def policy(self, name: str) -> Policy:
        """The policy; only to be followed where no mistakes were found."""
        self._version()
        self._strangers(self._document, ("version", *BY_NAME), ())
        one = {table.name: self._single(table) for table in TABLES if not table.many}
        variety = one["variety"]
        per_brand = variety["per_brand"]
        return Policy(
            name=name,
            coverage=one["guard"]["coverage"],
            leash=one["leash"]["places"],
            sellable=Selling(**one["sellable"]),
            price_affinity=PriceAffinity(**one["price_affinity"]),
            dead_stock=DeadStock(**one["dead_stock"]),
            photo_quality=WeakPhotos(**one["photo_quality"]),
            popularity=one["popularity"]["points"],
            variety=Variety(per_brand, variety["places"]) if per_brand else None,
            enough=one["ladder"]["enough"],
            rules=tuple(sorted(self._rules(), key=lambda rule: rule.line)),
        )

    def _mistake(self, offset: int, message: str) -> None:
        self.mistakes.append(Mistake(*self._positions.line_column(offset), message))

    def _version(self) -> None:
        given = self._document.get("version")
        if given is None:
            self._mistake(0, f"version is missing; write `version = {VERSION}` at the top")
        elif type(given) is not int or given != VERSION:
            self._mistake(
                self._positions.value(("version",)), f"version {given!r} is unknown; it is {VERSION}"
            )

    def _strangers(self, found: Mapping[str, Any], known: tuple[str, ...], path: Path) -> None:
        """Name the keys that nobody knows."""
        for key in found:
            if key not in known:
                kind = "key" if path else "table"
                hint = meant(key, known)
                self._mistake(self._positions.key((*path, key)), f"unknown {kind} {key!r}; {hint}")

    def _single(self, table: Table) -> Values:
        found = self._document.get(table.name, {})
        if not isinstance(found, dict):
            self._mistake(
                self._positions.key((table.name,)), f"{table.name} is one table: write [{table.name}]"
            )
            found = {}
        return self._values(found, table, (table.name,))

    def _values(self, found: Mapping[str, Any], table: Table, path: Path) -> Values:
        """Values of one table: those given, and defaults for the others and for those that are wrong."""
        self._strangers(found, tuple(key.name for key in table.keys), path)
        values: Values = {}
        for key in table.keys:
            values[key.name] = key.default
            if key.name in found:
                values[key.name] = self._value(found[key.name], key, (*path, key.name))
            elif key.required:
                self._mistake(self._positions.key(path), f"{table.header} lacks {key.name}")
        return values

    def _value(self, value: object, key: Key, path: Path) -> object:
        try:
            taken = checked(value, key)
        except Mismatch as mismatch:
            self._mistake(self._positions.value(path), str(mismatch))
            return key.default
        return self._condition(str(taken), path) if key.kind is KeyKind.CONDITION else taken

    def _condition(self, text: str, path: Path) -> Condition | None:
        try:
            return understood(text)
        except Refused as refused:
            self._mistake(self._positions.inside(path, refused.index), str(refused))
            return None

    def _rules(self) -> Iterator[Rule]:
        names: set[str] = set()
        for kind in RuleKind:
            found = self._document.get(kind, [])
            if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
                self._mistake(
                    self._positions.key((kind.value,)), f"{kind} is a list of rules: write [[{kind}]]"
                )
                continue
            for number, one in enumerate(found):
                path: Path = (kind.value, number)
                values = self._values(one, BY_NAME[kind], path)
                self._together(kind, one, values, path)
                if values["name"] and values["name"] in names:
                    self._mistake(
                        self._positions.value((*path, "name")), f"two rules are called {values['name']!r}"
                    )
                names.add(values["name"])
                yield self._rule(kind, values, path)

    def _together(self, kind: RuleKind, found: Mapping[str, Any], values: Values, path: Path) -> None:
        """Keys that depend on each other."""
        if kind in (RuleKind.PIN, RuleKind.HIDE) and ("when" in found) == ("skus" in found):
            self._mistake(self._positions.key(path), f"[[{kind}]] takes either when or skus")
        first, last = values["from"], values["until"]
        if first and last and first > last:
            self._mistake(self._positions.value((*path, "from")), f"from {first} is after until {last}")

    def _rule(self, kind: RuleKind, values: Values, path: Path) -> Rule:
        points = values.get("points") or 0.0
        return Rule(
            kind=kind,
            name=values["name"] or "",
            condition=values["when"],
            skus=values.get("skus") or (),
            points=-points if kind is RuleKind.BURY else points,
            first_day=values["from"],
            last_day=values["until"],
            line=self._positions.line_column(self._positions.key(path))[0],
        )
