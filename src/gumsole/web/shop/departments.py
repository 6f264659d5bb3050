"""The store's categories as addresses of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gumsole.errors import NotFound

Path = tuple[str, ...]

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Department:
    """A category in which something can be bought.

    Attributes
    ----------
    slug : str
        Its part of an address.
    groups : int
        Product groups that can be bought, in it and below.
    """

    path: Path
    slug: str
    groups: int

    @property
    def name(self) -> str:
        """Its own name, without those above."""
        return self.path[-1]


class Directory:
    """All departments, found by address and by path."""

    def __init__(self, counts: Mapping[Path, int]) -> None:
        self._by_path: dict[Path, Department] = {}
        self._by_slug: dict[str, Department] = {}
        for path, groups in counts.items():
            slug = self._free("/".join(map(_slug, path)))
            self._by_path[path] = self._by_slug[slug] = Department(path, slug, groups)

    def at(self, slug: str) -> Department:
        """The department of an address.

        Raises
        ------
        NotFound
            If there is none, or nothing can be bought there.
        """
        found = self._by_slug.get(slug)
        if found is None:
            raise NotFound("no category of this name has anything to buy")
        return found

    def within(self, path: Path = ()) -> list[Department]:
        """Departments one level below, the largest first; of the empty path the top ones."""
        below = [one for one in self._by_path.values() if one.path[:-1] == path]
        return sorted(below, key=lambda one: -one.groups)

    def trail(self, path: Iterable[str]) -> list[Department]:
        """Departments from the top down to a path, as far as there are any."""
        names = tuple(path)
        levels = (names[:depth] for depth in range(1, len(names) + 1))
        return [self._by_path[level] for level in levels if level in self._by_path]

    def _free(self, slug: str) -> str:
        """The slug, or one with a number where two names read alike."""
        number, free = 1, slug
        while free in self._by_slug:
            number += 1
            free = f"{slug}-{number}"
        return free


def _slug(name: str) -> str:
    return _NOT_WORD.sub("-", name.casefold()).strip("-") or "other"
