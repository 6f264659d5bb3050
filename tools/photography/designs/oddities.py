"""Things this store does not sell, by name: queries with one of them must be refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal[
    "rubber duck",
    "toy car",
    "guitar",
    "hand drum",
    "football",
    "dumbbell",
    "skateboard",
    "bicycle wheel",
    "headphones",
    "sneaker",
    "suitcase",
    "umbrella",
    "pineapple",
    "watering can",
]


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something this store does not sell."""

    what: What


Unsold = Oddity
