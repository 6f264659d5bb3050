"""Catalog photos taken in a room instead of the studio: by sku, the scene."""

from __future__ import annotations

from collections.abc import Mapping

from tools.photography.scenes.record import Beside, Eye, Scene

LIFESTYLE: Mapping[str, Scene] = {
    "hedda-slipcovered-sofa-sage": Scene(
        "hedda-slipcovered-sofa-sage",
        "living room",
        Eye(-14, 10, fill=0.72, shift=(-0.06, -0.16)),
        wall="#e8e0d2",
        warmth=0.2,
        props=(
            Beside("plain-square-cushion-rust", -0.62, -0.02, turn=12, z=0.5),
            Beside("tern-woven-floor-lamp-beige", 1.5, 0.2),
            Beside("lochan-pebble-coffee-table-cream", 0.25, -1.05),
        ),
    ),
    "aldous-wing-chair-mustard": Scene(
        "aldous-wing-chair-mustard",
        "corner",
        Eye(26, 11, fill=0.68, shift=(-0.08, -0.1)),
        wall="#5d6b64",
        warmth=0.6,
        props=(
            Beside("balustra-bobbin-table-walnut", 0.72, 0.1),
            Beside("gourd-table-lamp-white", 0.72, 0.1, z=0.55),
            Beside("salon-bordered-rug-cream", 0.1, -0.2),
        ),
    ),
    "fjell-oval-dining-table-oak": Scene(
        "fjell-oval-dining-table-oak",
        "dining room",
        Eye(-20, 15, fill=0.72, shift=(0.0, -0.1)),
        wall="#a5ae9f",
        warmth=0.25,
        props=(
            Beside("windrow-spindle-chair-sage", -0.5, 0.72, turn=175),
            Beside("windrow-spindle-chair-black", 0.45, 0.74, turn=190),
            Beside("windrow-spindle-chair-oak", 0.1, -0.75, turn=5),
            Beside("chalice-footed-fruit-bowl-white", 0.1, 0.0, z=0.742),
        ),
    ),
    "lochan-pebble-coffee-table-black": Scene(
        "lochan-pebble-coffee-table-black",
        "living room",
        Eye(18, 22, fill=0.6, shift=(0.04, -0.16)),
        wall="#d9cbb8",
        props=(
            Beside("drystone-modular-sofa-cream", 0.0, 1.2),
            Beside("calabash-double-gourd-vase-rust", -0.2, 0.05, z=0.362),
        ),
    ),
    "folio-pleated-lamp-terracotta": Scene(
        "folio-pleated-lamp-terracotta",
        "shelf",
        Eye(12, 8, fill=0.68, shift=(-0.08, 0.0)),
        wall="#cfc6b4",
        warmth=0.7,
        props=(Beside("annulus-ring-vase-beige", 0.38, 0.02, turn=-15),),
    ),
    "batter-mixing-bowl-mustard": Scene(
        "batter-mixing-bowl-mustard",
        "kitchen",
        Eye(-16, 24, fill=0.6, shift=(0.06, -0.1)),
        wall="#dfe4df",
        warmth=0.25,
        props=(Beside("switchback-camp-mug-forest-green", 0.24, -0.04, turn=30),),
    ),
    "attica-amphora-vase-terracotta": Scene(
        "attica-amphora-vase-terracotta",
        "window sill",
        Eye(16, 9, fill=0.66, shift=(0.06, -0.04)),
        wall="#e4ddcf",
        props=(Beside("siphon-swing-top-bottle-clear", -0.24, 0.02),),
    ),
    "nilla-nightstand-oak": Scene(
        "nilla-nightstand-oak",
        "bedroom",
        Eye(-22, 14, fill=0.5, shift=(-0.08, -0.04)),
        wall="#c3a58c",
        warmth=0.45,
        props=(
            Beside("linus-cone-lamp-black", -0.04, 0.02, z=0.54),
            Beside("harbor-mug-white", 0.12, -0.08, turn=20, z=0.54),
        ),
    ),
}
