"""A feed divided among machines: which of them takes which product."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Self

from gumsole.errors import BadQuery

# More machines than anybody rents for a feed; a typing error otherwise.
MAX_SHARDS = 10_000

_WRITTEN = re.compile(r"(\d{1,9})/(\d{1,9})")
_NAMED = re.compile(r" \[shard \d+ of \d+\]\Z")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts of a feed, `index` from 0; the variants of a group are all in one part.

    Which part a group is in depends on its name and `count` alone: on no other row, machine or day.
    """

    index: int
    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MAX_SHARDS or not 0 <= self.index < self.count:
            raise BadQuery(
                f"a shard is I/N, I from 0 to N - 1, N at most {MAX_SHARDS:,}; got {self.index}/{self.count}"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """A shard as it is written: `0/16` is the first of sixteen, `15/16` the last."""
        written = _WRITTEN.fullmatch(text.strip())
        if not written:
            raise BadQuery(f"a shard is written I/N, such as 0/16 for the first of sixteen; got {text!r}")
        return cls(int(written[1]), int(written[2]))

    def holds(self, group: str) -> bool:
        """Whether a group is in this part."""
        digest = hashlib.sha256(group.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.index

    def holds_row(self, row: int) -> bool:
        """Whether this part reports a row that names no product."""
        return row % self.count == self.index

    def named(self, source: str) -> str:
        """The source under which this part of `source` keeps its runs."""
        return f"{source} [shard {self.index} of {self.count}]"


def undivided(source: str) -> str:
    """The source that a part belongs to; a source that is no part belongs to itself."""
    return _NAMED.sub("", source)
