"""Things on tables and shelves as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Scene

SMALL = (
    Query(
        "navy-mug-at-breakfast",
        Scene(
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
    ),
    Query(
        "navy-lamp-on-the-shelf",
        Scene(
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
    ),
    Query(
        "black-teapot",
        Scene(
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
    ),
    Query(
        "sage-vase",
        Scene(
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
    ),
)
