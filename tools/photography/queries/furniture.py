"""Furniture and lamps as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Scene

FURNITURE = (
    Query(
        "beige-sofa-at-home",
        Scene(
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
    ),
    Query(
        "beige-bean-bag",
        Scene(
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
    ),
    Query(
        "rust-tub-chair",
        Scene(
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
    ),
    Query(
        "cognac-bar-stool",
        Scene(
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
    ),
    Query(
        "post-with-curved-loveseat",
        Scene(
            "nook-curved-loveseat-cream",
            "living room",
            "#b7a593",
            20,
            11,
            fill=0.72,
            shift=(0.0, -0.2),
            warmth=0.35,
            props=("trine-tripod-floor-lamp-oak",),
        ),
        look="post",
    ),
)
