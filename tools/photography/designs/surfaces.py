"""Surfaces and lengths that all designs share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pair = tuple[float, float]
Triple = tuple[float, float, float]
Profile = tuple[Pair, ...]
Edges = tuple[float, float, float, float]  # left, top, width, height, in fractions of the frame

Kind = Literal[
    "linen",
    "boucle",
    "velvet",
    "stripes",
    "knit",
    "felt",
    "jute",
    "rattan",
    "leather",
    "wood",
    "ceramic",
    "stone",
    "glass",
    "mirror",
    "metal",
    "lacquer",
    "paint",
    "paper",
    "shade",
    "wax",
]


@dataclass(frozen=True, slots=True)
class Finish:
    """A surface: what it is made of and its color.

    Attributes
    ----------
    color, accent : str
        sRGB as "#rrggbb"; `accent` is that of stripes, dips and speckles, empty where there are none.
    dip : float
        Height in meters below which ceramic shows its accent.
    grain : str
        The axis along which wood has grown.
    """

    kind: Kind
    color: str
    accent: str = ""
    dip: float = 0.0
    grain: Literal["x", "z"] = "z"


@dataclass(frozen=True, slots=True)
class Finishes:
    """The surfaces of one variant: what the eye names it by, and what carries it (legs, stem, handle)."""

    main: Finish
    second: Finish
