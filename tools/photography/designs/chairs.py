"""Things to sit on, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Stool:
    """A seat on legs without arms: a turned board, a counter stool with a low back, or a padded toadstool."""

    style: Literal["board", "counter", "padded"]
    seat_height: float
    seat_width: float
    splay: float = 0.06
    legs: int = 4


Chairs = Stool
