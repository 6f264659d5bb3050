"""Photos to search with that the demo brings along."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gumsole import demo
from gumsole.errors import NotFound
from gumsole.images.decode import decode
from gumsole.images.thumbnail import webp

# Twice what the encoder looks at, and little to load before anybody asked for it.
LONG_SIDE = 448


@dataclass(frozen=True, slots=True)
class Sample:
    """A photo, and what it shows."""

    name: str
    shows: str
    data: bytes


@cache
def samples() -> tuple[Sample, ...]:
    """The photos that are worth trying."""
    wanted = {search.photo: search.why for search in demo.WORTH_TRYING}
    with demo.queries() as paths:
        found = {path.name: path.read_bytes() for path in paths if path.name in wanted}
    return tuple(
        Sample(f"{name.rpartition('.')[0]}.webp", why, webp(decode(found[name]).rgb, long_side=LONG_SIDE))
        for name, why in wanted.items()
    )


def sample(name: str) -> Sample:
    """One of them by its name.

    Raises
    ------
    NotFound
        If it is none of them.
    """
    for one in samples():
        if one.name == name:
            return one
    raise NotFound("no sample photo of this name")
