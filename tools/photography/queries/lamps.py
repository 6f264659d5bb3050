"""Lamps as shoppers photograph them, most of them in the evening."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

LAMPS = (
    Query(
        "navy-lamp-on-the-shelf",
        Scene(
            "gourd-table-lamp-navy",
            "shelf",
            Eye(-14, 8, roll=-2.5, fill=0.6, shift=(0.1, 0)),
            wall="#b9b3a6",
            warmth=0.9,
            props=(Beside("moon-bud-vase-cream", 0.36, 0.03, turn=-20),),
        ),
    ),
    Query(
        "sage-mushroom-lamp",
        Scene(
            "morel-mushroom-lamp-sage",
            "table",
            Eye(20, 16, roll=4, fill=0.5, shift=(-0.1, -0.06)),
            wall="#e0b692",
            warmth=0.7,
            props=(Beside("helix-twisted-vase-mustard", -0.28, 0.1),),
        ),
    ),
    Query(
        "shop-page-banker-lamp",
        Scene(
            "clerk-banker-lamp-forest-green",
            "shelf",
            Eye(16, 10, fill=0.66, shift=(0, 0)),
            wall="#e3e0d8",
            warmth=0.2,
        ),
        look="shop page",
    ),
    Query(
        "walnut-tripod-lamp",
        Scene(
            "trine-tripod-floor-lamp-walnut",
            "corner",
            Eye(-18, 8, roll=3, fill=0.76, shift=(-0.14, -0.04)),
            wall="#cfd4cd",
            warmth=0.8,
            props=(Beside("rondel-swivel-chair-cream", 0.85, 0.2, turn=-20),),
        ),
    ),
    Query(
        "brass-globe-floor-lamp",
        Scene(
            "orrery-globe-floor-lamp-brass",
            "living room",
            Eye(26, 8, roll=-2, fill=0.74, shift=(0.12, 0)),
            wall="#6f7a86",
            warmth=0.6,
            props=(Beside("drystone-modular-sofa-cream", -1.85, -0.1),),
        ),
    ),
    Query(
        "navy-dome-pendant",
        Scene(
            "canteen-dome-pendant-navy",
            "ceiling",
            Eye(14, -4, roll=2, fill=0.5, shift=(0.08, 0.3), lens_mm=34),
            wall="#e3e0d8",
            warmth=0.4,
        ),
    ),
    Query(
        "rattan-pendant",
        Scene(
            "osier-rattan-pendant-beige",
            "ceiling",
            Eye(-20, -7, roll=-3.5, fill=0.56, shift=(-0.06, 0.28)),
            wall="#cfd4cd",
            warmth=0.85,
        ),
        look="old phone",
    ),
    Query(
        "post-with-paper-lantern",
        Scene(
            "mizu-paper-lantern-white",
            "ceiling",
            Eye(10, -3, fill=0.6, shift=(0, 0.25)),
            wall="#e0b692",
            warmth=0.5,
        ),
        look="post",
    ),
)
