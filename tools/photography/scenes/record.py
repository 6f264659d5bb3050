"""What is photographed outside the studio, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.designs import Finishes, Pair
from tools.photography.designs.oddities import Oddity

Place = Literal[
    "living room",
    "corner",
    "dining room",
    "bedroom",
    "hall",
    "table",
    "shelf",
    "kitchen",
    "window sill",
    "sofa seat",
    "wall",
    "ceiling",
]
CONSOLE_BELOW, TABLE_BELOW = 0.28, 0.35  # from the subject's z = 0 down to what is below it
PHONE_LENS_MM = 40.0  # a phone's main camera, zoomed in a little, on 36 mm film


@dataclass(frozen=True, slots=True)
class Eye:
    """A shopper's camera.

    Attributes
    ----------
    azimuth, elevation, roll : float
        Degrees: right of the thing's front, up, and how crooked it is held.
    fill : float
        Share of the frame the thing takes.
    shift : tuple of float
        How far the thing stands off the middle, in half frames, right and up.
    """

    azimuth: float
    elevation: float
    roll: float = 0.0
    fill: float = 0.62
    shift: Pair = (0.0, 0.0)
    lens_mm: float = PHONE_LENS_MM


@dataclass(frozen=True, slots=True)
class Beside:
    """One of the store's own things that stands around: meters right of the subject, behind it, and up."""

    sku: str
    x: float
    y: float
    turn: float = 0.0
    z: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A thing in a room.

    Attributes
    ----------
    sku : str
        What is photographed; empty where it is `unsold`.
    wall : str
        Color of the wall, "#rrggbb".
    turn : float
        Degrees the thing is turned on its spot.
    warmth : float
        0 for daylight, 1 for a lamp in the evening.
    props : tuple of Beside
        What of the store stands around; the place adds plants, books and pictures.
    unsold : tuple or None
        A thing the store does not sell, and its surfaces.
    """

    sku: str
    place: Place
    eye: Eye
    wall: str = "#dcd6ca"
    turn: float = 0.0
    warmth: float = 0.3
    props: tuple[Beside, ...] = ()
    unsold: tuple[Oddity, Finishes] | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """The room a subject takes: a place puts its walls and its clutter around it."""

    left: float
    right: float
    front: float
    back: float
    top: float
