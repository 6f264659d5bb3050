"""Clocks, mirrors, planters and candles as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

DECOR = (
    Query(
        "oak-square-clock",
        Scene(
            "quadrant-square-clock-oak",
            "wall",
            Eye(18, -4, roll=-3, fill=0.44, shift=(0.1, 0.16)),
            wall="#cfd4cd",
            warmth=0.35,
        ),
    ),
    Query(
        "brass-sunburst-clock",
        Scene(
            "helio-sunburst-clock-brass",
            "wall",
            Eye(-16, 4, roll=2, fill=0.58, shift=(-0.06, 0.1)),
            wall="#6f7a86",
            warmth=0.8,
        ),
    ),
    Query(
        "black-window-mirror",
        Scene(
            "orangerie-window-mirror-black",
            "wall",
            Eye(20, 2, roll=-1.5, fill=0.66, shift=(-0.08, 0.08)),
            wall="#d9c7b8",
            props=(Beside("duet-taper-candle-pair-sage", 0.32, -0.2, z=-0.28),),
        ),
    ),
    Query(
        "wavy-mirror",
        Scene(
            "onda-wavy-mirror-terracotta",
            "wall",
            Eye(-22, 3, roll=2.5, fill=0.6, shift=(0.08, 0.1)),
            wall="#bcd0d4",
            warmth=0.45,
        ),
        look="old phone",
    ),
    Query(
        "planter-on-legs",
        Scene(
            "trestle-planter-on-legs-white",
            "bedroom",
            Eye(-16, 12, roll=2, fill=0.52, shift=(-0.14, -0.08)),
            wall="#e0b692",
        ),
    ),
    Query(
        "sage-fluted-planter",
        Scene(
            "doric-fluted-planter-sage",
            "window sill",
            Eye(18, 16, roll=-2.5, fill=0.5, shift=(0.06, -0.06)),
            wall="#dcd6ca",
            props=(Beside("basin-succulent-bowl-charcoal", -0.32, 0),),
        ),
    ),
    Query(
        "pillar-candles",
        Scene(
            "vigil-pillar-candle-set-cream",
            "table",
            Eye(14, 20, roll=4, fill=0.44, shift=(-0.04, -0.1)),
            wall="#6f7a86",
            warmth=1.0,
            props=(Beside("attica-amphora-vase-terracotta", -0.32, 0.2),),
        ),
    ),
    Query(
        "black-lantern",
        Scene(
            "ferry-lantern-black",
            "hall",
            Eye(-20, 20, roll=-3, fill=0.46, shift=(0.08, -0.1)),
            wall="#e3e0d8",
            warmth=0.6,
        ),
        look="old phone",
    ),
)
