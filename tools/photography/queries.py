"""The shoppers' photos: what is in them, where it stands, and how it was taken.

`sku` is the truth; it is empty for things the store does not sell. A new query is one more `Query` here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.designs import Finish, Finishes, Pair
from tools.photography.designs.oddities import Oddity

Place = Literal["living room", "corner", "table", "shelf"]


@dataclass(frozen=True, slots=True)
class Query:
    """One photo taken by a shopper.

    Attributes
    ----------
    props : tuple of str
        Skus of the store's own things that stand around; `scenes` adds plants, books and pictures.
    azimuth, elevation, roll : float
        Degrees: where the camera stands, and how crooked it is held.
    turn : float
        Degrees the product is turned on its spot.
    fill : float
        Share of the frame the product takes.
    shift : tuple of float
        How far it stands off the middle, in half frames, right and up.
    warmth : float
        0 for daylight, 1 for a lamp in the evening.
    screenshot : bool
        True where the photo is seen in an app rather than taken.
    unsold : tuple or None
        What is in the photo where there is no `sku`.
    """

    name: str
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
    screenshot: bool = False
    unsold: tuple[Oddity, Finishes] | None = None


QUERIES = (
    Query(
        "beige-sofa-at-home",
        "halden-3-seat-sofa-beige",
        "living room",
        "#cfd4cd",
        16,
        12,
        roll=-1.5,
        fill=0.8,
        shift=(-0.06, -0.2),
        warmth=0.4,
        props=("bow-arc-floor-lamp-black",),
    ),
    Query(
        "beige-bean-bag",
        "slump-bean-bag-beige",
        "corner",
        "#d9c7b8",
        -22,
        20,
        roll=3.5,
        turn=25,
        fill=0.56,
        shift=(0.08, -0.12),
        warmth=0.5,
        props=("perch-stool-oak",),
    ),
    Query(
        "navy-mug-at-breakfast",
        "harbor-mug-navy",
        "table",
        "#dcd6ca",
        24,
        27,
        roll=5,
        fill=0.42,
        shift=(-0.05, -0.1),
        warmth=0.45,
        props=("hearth-teapot-white",),
    ),
    Query(
        "navy-lamp-on-the-shelf",
        "gourd-table-lamp-navy",
        "shelf",
        "#b9b3a6",
        -14,
        8,
        roll=-2.5,
        fill=0.6,
        shift=(0.1, 0.0),
        warmth=0.9,
        props=("moon-bud-vase-cream",),
    ),
    Query(
        "rust-tub-chair",
        "tilda-tub-chair-rust",
        "corner",
        "#cdd3d1",
        38,
        16,
        roll=2,
        fill=0.58,
        shift=(0.04, -0.14),
        warmth=0.2,
        props=("trine-tripod-floor-lamp-oak",),
    ),
    Query(
        "black-teapot",
        "sencha-low-teapot-black",
        "table",
        "#a9afa3",
        -18,
        24,
        roll=-4,
        fill=0.52,
        shift=(0.0, -0.06),
        warmth=0.5,
        props=("dune-mug-beige",),
    ),
    Query(
        "sage-vase",
        "column-fluted-vase-sage",
        "shelf",
        "#e1d9cb",
        10,
        10,
        roll=2.5,
        fill=0.44,
        shift=(-0.14, 0.0),
        warmth=0.25,
        props=("morel-mushroom-lamp-mustard",),
    ),
    Query(
        "cognac-bar-stool",
        "counter-bar-stool-cognac",
        "corner",
        "#e3e0d8",
        -30,
        18,
        roll=-3,
        turn=10,
        fill=0.66,
        shift=(0.0, -0.08),
        warmth=0.35,
    ),
    Query(
        "post-with-curved-loveseat",
        "nook-curved-loveseat-cream",
        "living room",
        "#b7a593",
        20,
        11,
        fill=0.72,
        shift=(0.0, -0.2),
        warmth=0.35,
        props=("trine-tripod-floor-lamp-oak",),
        screenshot=True,
    ),
    Query(
        "rubber-duck",
        "",
        "table",
        "#bcd0d4",
        -28,
        20,
        roll=3,
        fill=0.4,
        shift=(0.06, -0.08),
        warmth=0.3,
        unsold=(Oddity("rubber duck"), Finishes(Finish("lacquer", "#f0c22c"), Finish("lacquer", "#dd6a22"))),
    ),
    Query(
        "guitar",
        "",
        "corner",
        "#d8d3c8",
        12,
        9,
        roll=-2,
        fill=0.74,
        shift=(0.0, -0.05),
        warmth=0.5,
        unsold=(Oddity("guitar"), Finishes(Finish("wood", "#d6a766"), Finish("wood", "#5a3522"))),
    ),
)
