"""What is photographed outside the studio, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.designs import Finishes, Pair
from tools.photography.designs.oddities import Oddity

Place = Literal["living room", "corner", "table", "shelf"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A thing in a room.

    Attributes
    ----------
    sku : str
        What is photographed; empty where it is `unsold`.
    wall : str
        Color of the wall, "#rrggbb".
    azimuth, elevation, roll : float
        Degrees: where the camera stands, and how crooked it is held.
    turn : float
        Degrees the thing is turned on its spot.
    fill : float
        Share of the frame it takes.
    shift : tuple of float
        How far it stands off the middle, in half frames, right and up.
    warmth : float
        0 for daylight, 1 for a lamp in the evening.
    props : tuple of str
        Skus of the store's own things that stand around; the place adds plants, books and pictures.
    unsold : tuple or None
        A thing the store does not sell, and its surfaces.
    """

    sku: str
    place: Place
    wall: str
    azimuth: float
    elevation: float
    roll: float = 0.0
    turn: float = 0.0
    fill: float = 0.62
    shift: Pair = (0.0, 0.0)
    warmth: float = 0.3
    props: tuple[str, ...] = ()
    unsold: tuple[Oddity, Finishes] | None = None
