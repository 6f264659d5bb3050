"""Words to numbers: what columns hold in place of categories, brands, countries, groups and skus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Path = tuple[str, ...]


def key(text: str) -> int:
    """A signed 64-bit key for a group or a sku.

    Keys take the place of a table of strings. Two of a million different texts share a key in fewer than
    one of thirty million stores (birthday bound, 1e12 / 2**65).
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


class Categories:
    """Category paths and their codes; a prefix stands for every path that begins with it."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self.paths: list[Path] = []
        self._codes: dict[Path, int] = {}
        self._under: defaultdict[Path, list[int]] = defaultdict(list)
        for path in paths:
            self.code(path)

    def code(self, path: Path) -> int:
        """Code of a path, a new one if it was never seen."""
        if path not in self._codes:
            code = len(self.paths)
            self.paths.append(path)
            for depth in range(len(path) + 1):
                self._under[path[:depth]].append(code)
            self._codes[path] = code
        return self._codes[path]

    def under(self, prefixes: Sequence[Path]) -> NDArray[np.int32]:
        """Codes of every path that begins with one of the prefixes, ascending."""
        return np.array(
            sorted({code for prefix in prefixes for code in self._under.get(prefix, ())}), np.int32
        )


class Words:
    """Words of one column and their codes."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names: list[str] = []
        self._codes: dict[str, int] = {}
        for name in names:
            self.code(name)

    def code(self, name: str) -> int:
        """Code of a word, a new one if it was never seen."""
        if name not in self._codes:
            self.names.append(name)
            self._codes[name] = len(self.names) - 1
        return self._codes[name]

    def among(self, names: Sequence[str]) -> NDArray[np.int32]:
        """Codes of those words that are known, ascending."""
        return np.array(sorted({self._codes[name] for name in names if name in self._codes}), np.int32)


class Destinations:
    """Sets of countries and their codes; the empty set, code 0, is everywhere."""

    def __init__(self, sets: Iterable[Iterable[str]] = ()) -> None:
        self.sets: list[tuple[str, ...]] = []
        self._codes: dict[tuple[str, ...], int] = {}
        for countries in ((), *sets):
            self.code(countries)

    def code(self, countries: Iterable[str]) -> int:
        """Code of a set, a new one if it was never seen."""
        ordered = tuple(sorted(set(countries)))
        if ordered not in self._codes:
            self.sets.append(ordered)
            self._codes[ordered] = len(self.sets) - 1
        return self._codes[ordered]

    def reaching(self, country: str) -> NDArray[np.int32]:
        """Codes of the sets that hold the country, and of everywhere; ascending."""
        return np.array([at for at, held in enumerate(self.sets) if country in held or not held], np.int32)


@dataclass(frozen=True, slots=True)
class Names:
    """The words of one index."""

    categories: Categories = field(default_factory=Categories)
    brands: Words = field(default_factory=Words)
    colors: Words = field(default_factory=Words)
    materials: Words = field(default_factory=Words)
    destinations: Destinations = field(default_factory=Destinations)
