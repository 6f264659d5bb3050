"""Sofas, chairs, stools and benches as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

SEATING = (
    Query(
        "beige-sofa-at-home",
        Scene(
            "halden-3-seat-sofa-beige",
            "living room",
            Eye(16, 12, roll=-1.5, fill=0.8, shift=(-0.06, -0.2)),
            wall="#cfd4cd",
            warmth=0.4,
            props=(Beside("bow-arc-floor-lamp-black", 1.42, 0.3, turn=180),),
        ),
    ),
    Query(
        "beige-corner-sofa",
        Scene(
            "fathom-corner-sofa-beige",
            "living room",
            Eye(-18, 17, roll=2, fill=0.84, shift=(0.04, -0.16)),
            wall="#8d979c",
            warmth=0.5,
            props=(
                Beside("lochan-pebble-coffee-table-walnut", 0.3, -0.85),
                Beside("pharos-reading-lamp-black", 1.75, 0.1),
            ),
        ),
    ),
    Query(
        "cognac-chesterfield",
        Scene(
            "marlow-chesterfield-sofa-cognac",
            "living room",
            Eye(-24, 10, roll=-2.5, fill=0.78, shift=(0.1, -0.18)),
            wall="#7f8f80",
            warmth=0.8,
            props=(
                Beside("glen-checked-throw-charcoal", 0.55, -0.12, turn=15, z=0.43),
                Beside("balustra-bobbin-table-black", -1.3, 0.05),
            ),
        ),
        look="old phone",
    ),
    Query(
        "post-with-curved-loveseat",
        Scene(
            "nook-curved-loveseat-cream",
            "living room",
            Eye(20, 11, fill=0.72, shift=(0, -0.2)),
            wall="#b7a593",
            warmth=0.35,
            props=(Beside("trine-tripod-floor-lamp-oak", 1.42, 0.3),),
        ),
        look="post",
    ),
    Query(
        "shop-page-mustard-sofa",
        Scene(
            "arvid-wooden-frame-sofa-mustard",
            "living room",
            Eye(30, 13, fill=0.74, shift=(0, -0.12)),
            wall="#e3e0d8",
            warmth=0.15,
        ),
        look="shop page",
    ),
    Query(
        "rust-tub-chair",
        Scene(
            "tilda-tub-chair-rust",
            "corner",
            Eye(38, 16, roll=2, fill=0.58, shift=(0.04, -0.14)),
            wall="#cdd3d1",
            warmth=0.2,
            props=(Beside("trine-tripod-floor-lamp-oak", 0.85, 0.3, turn=20),),
        ),
    ),
    Query(
        "rust-egg-chair",
        Scene(
            "ovalis-egg-chair-rust",
            "corner",
            Eye(-26, 12, roll=-3, fill=0.62, shift=(-0.08, -0.12)),
            wall="#dcd6ca",
            turn=10,
            warmth=0.45,
            props=(
                Beside("coil-round-jute-rug-beige", 0, -0.1),
                Beside("storey-two-tier-table-walnut", 0.78, 0.2),
            ),
        ),
    ),
    Query(
        "navy-wing-chair-by-the-lamp",
        Scene(
            "aldous-wing-chair-navy",
            "corner",
            Eye(24, 10, roll=1.5, fill=0.66, shift=(-0.1, -0.1)),
            wall="#d8c3a5",
            warmth=0.95,
            props=(Beside("bobbin-turned-floor-lamp-walnut", 0.72, 0.35),),
        ),
        look="old phone",
    ),
    Query(
        "post-with-safari-chair",
        Scene(
            "bivouac-safari-chair-cognac",
            "corner",
            Eye(-34, 14, fill=0.62, shift=(0.06, -0.12)),
            wall="#e1d9cb",
            warmth=0.4,
            props=(Beside("flurry-chunky-knit-throw-beige", -0.75, -0.1, turn=30),),
        ),
        look="post",
    ),
    Query(
        "beige-bean-bag",
        Scene(
            "slump-bean-bag-beige",
            "corner",
            Eye(-22, 20, roll=3.5, fill=0.56, shift=(0.08, -0.12)),
            wall="#d9c7b8",
            turn=25,
            warmth=0.5,
            props=(Beside("perch-stool-oak", 0.85, 0.3, turn=20),),
        ),
    ),
    Query(
        "beige-bean-chaise",
        Scene(
            "siesta-bean-chaise-beige",
            "living room",
            Eye(42, 18, roll=-2, fill=0.66, shift=(0, -0.1)),
            wall="#bcd0d4",
            props=(Beside("sablier-hourglass-table-white", 0.75, 0.35),),
        ),
    ),
    Query(
        "navy-bean-lounger",
        Scene(
            "drift-bean-lounger-navy",
            "bedroom",
            Eye(-26, 16, roll=4, fill=0.52, shift=(-0.06, -0.06)),
            wall="#e1d9cb",
            warmth=0.35,
        ),
        look="old phone",
    ),
    Query(
        "cognac-bar-stool",
        Scene(
            "counter-bar-stool-cognac",
            "corner",
            Eye(-30, 18, roll=-3, fill=0.66, shift=(0, -0.08)),
            wall="#e3e0d8",
            turn=10,
            warmth=0.35,
        ),
    ),
    Query(
        "cognac-pedestal-stool",
        Scene(
            "malt-pedestal-bar-stool-cognac",
            "dining room",
            Eye(22, 15, roll=2.5, fill=0.6, shift=(0.1, -0.08)),
            wall="#a9afa3",
            warmth=0.5,
            props=(Beside("malt-pedestal-bar-stool-navy", -0.62, 0.3, turn=30),),
        ),
    ),
    Query(
        "black-spindle-chair",
        Scene(
            "windrow-spindle-chair-black",
            "dining room",
            Eye(-32, 16, roll=-2, fill=0.62, shift=(-0.12, -0.1)),
            wall="#cfd4cd",
            props=(
                Beside("tavern-round-dining-table-walnut", 0.75, 0.55),
                Beside("dune-mug-beige", 0.62, 0.4, z=0.745),
            ),
        ),
    ),
    Query(
        "white-shell-chair",
        Scene(
            "scoop-shell-chair-white",
            "dining room",
            Eye(34, 14, roll=3, fill=0.6, shift=(0.06, -0.12)),
            wall="#e0b692",
            warmth=0.2,
            props=(
                Beside("sawyer-sawhorse-desk-oak", 0.1, 0.72),
                Beside("scribe-desk-lamp-black", 0.4, 0.75, z=0.745),
            ),
        ),
    ),
    Query(
        "cream-channel-bench",
        Scene(
            "pipe-channel-bench-cream",
            "hall",
            Eye(-20, 15, roll=-4, fill=0.72, shift=(0.04, -0.16)),
            wall="#6f7a86",
            warmth=0.6,
            props=(Beside("picnic-gingham-cushion-terracotta", 0.3, 0.0, z=0.46),),
        ),
    ),
)
