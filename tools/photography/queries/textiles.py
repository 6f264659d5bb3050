"""Cushions, rugs and throws as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

TEXTILES = (
    Query(
        "navy-cushion",
        Scene(
            "plain-square-cushion-navy",
            "sofa seat",
            Eye(16, 14, roll=3, fill=0.56, shift=(-0.1, -0.08)),
            wall="#dcd6ca",
            warmth=0.4,
            props=(Beside("pebble-round-cushion-mustard", 0.48, -0.02),),
        ),
    ),
    Query(
        "navy-gingham-cushion",
        Scene(
            "picnic-gingham-cushion-navy",
            "sofa seat",
            Eye(-20, 18, roll=-4, fill=0.6, shift=(0.08, -0.06)),
            wall="#e1d9cb",
            warmth=0.6,
            props=(Beside("valise-bolster-cream", -0.42, -0.1, turn=15),),
        ),
    ),
    Query(
        "knitted-cushion",
        Scene(
            "fisher-cable-knit-cushion-cream",
            "sofa seat",
            Eye(10, 12, roll=2, fill=0.58, shift=(0.12, -0.04)),
            wall="#7f8f80",
            warmth=0.85,
        ),
        look="old phone",
    ),
    Query(
        "striped-navy-rug",
        Scene(
            "regatta-striped-flatweave-rug-navy",
            "living room",
            Eye(12, 34, roll=-2, fill=0.82, shift=(0, -0.14)),
            wall="#e1d9cb",
            props=(Beside("arvid-wooden-frame-sofa-cognac", 0.1, 1.1),),
        ),
    ),
    Query(
        "post-with-jute-rug",
        Scene(
            "coil-round-jute-rug-beige",
            "living room",
            Eye(-18, 38, fill=0.8, shift=(0, -0.08)),
            wall="#cfd4cd",
            warmth=0.4,
            props=(Beside("manoa-cane-lounge-chair-terracotta", 0.25, 0.45, turn=-15),),
        ),
        look="post",
    ),
    Query(
        "mustard-waffle-throw",
        Scene(
            "honeycomb-waffle-throw-mustard",
            "sofa seat",
            Eye(-18, 24, roll=3, fill=0.56, shift=(0, -0.1)),
            wall="#cdd3d1",
            props=(Beside("fisher-cable-knit-cushion-charcoal", 0.5, 0.02),),
        ),
    ),
    Query(
        "rust-chunky-throw",
        Scene(
            "flurry-chunky-knit-throw-rust",
            "bedroom",
            Eye(-30, 32, roll=-3, fill=0.48, shift=(-0.04, -0.06)),
            wall="#e1d9cb",
            warmth=0.5,
        ),
    ),
)
