"""Tables, shelves and cabinets as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

TABLES = (
    Query(
        "oak-drum-table",
        Scene(
            "fluta-drum-coffee-table-oak",
            "living room",
            Eye(-16, 24, roll=-3, fill=0.56, shift=(0.06, -0.16)),
            wall="#e1d9cb",
            props=(
                Beside("hedda-slipcovered-sofa-white", -0.2, 1.05),
                Beside("batter-mixing-bowl-cream", 0.08, 0.02, z=0.362),
            ),
        ),
    ),
    Query(
        "marble-coffee-table",
        Scene(
            "carrara-marble-coffee-table-white",
            "living room",
            Eye(28, 20, roll=2, fill=0.62, shift=(-0.06, -0.18)),
            wall="#7f8f80",
            warmth=0.45,
            props=(Beside("vigil-pillar-candle-set-cream", -0.25, 0, z=0.402),),
        ),
    ),
    Query(
        "sage-tray-table",
        Scene(
            "butler-tray-table-sage",
            "living room",
            Eye(22, 18, roll=-2, fill=0.5, shift=(0.1, -0.12)),
            wall="#d9c7b8",
            warmth=0.35,
            props=(
                Beside("harbor-mug-white", 0.08, -0.03, turn=30, z=0.52),
                Beside("aldous-wing-chair-mustard", -0.85, 0.2, turn=15),
            ),
        ),
    ),
    Query(
        "navy-hourglass-table",
        Scene(
            "sablier-hourglass-table-navy",
            "bedroom",
            Eye(-24, 20, roll=5, fill=0.42, shift=(-0.1, -0.1)),
            wall="#d8c3a5",
            warmth=0.55,
            props=(Beside("nocturne-scented-jar-candle-cognac", 0, 0, z=0.472),),
        ),
    ),
    Query(
        "white-tulip-table",
        Scene(
            "tulla-tulip-dining-table-white",
            "dining room",
            Eye(18, 16, roll=-1.5, fill=0.74, shift=(0, -0.14)),
            wall="#8d979c",
            warmth=0.25,
            props=(
                Beside("scoop-shell-chair-mustard", -0.5, 0.75, turn=170),
                Beside("scoop-shell-chair-navy", 0.45, 0.78, turn=190),
                Beside("wadi-serving-bowl-denim-blue", 0.1, 0, z=0.752),
            ),
        ),
    ),
    Query(
        "walnut-writing-desk",
        Scene(
            "ledger-writing-desk-walnut",
            "corner",
            Eye(-28, 15, roll=2, fill=0.7, shift=(-0.04, -0.12)),
            wall="#dcd6ca",
            warmth=0.4,
            props=(
                Beside("scribe-desk-lamp-terracotta", -0.4, 0.08, z=0.75),
                Beside("lyra-yoke-chair-oak", 0.15, -0.62, turn=160),
            ),
        ),
    ),
    Query(
        "oak-ladder-shelf",
        Scene(
            "lean-ladder-shelf-oak",
            "hall",
            Eye(20, 8, roll=-1.5, fill=0.78, shift=(-0.1, 0)),
            wall="#e0b692",
            warmth=0.5,
            props=(Beside("grove-pot-with-saucer-terracotta", 0.6, -0.2),),
        ),
    ),
    Query(
        "navy-bookcase",
        Scene(
            "alderman-bookcase-navy",
            "living room",
            Eye(-22, 6, roll=2.5, fill=0.78, shift=(0.08, 0.02)),
            wall="#d8c3a5",
            warmth=0.4,
            props=(Beside("perch-stool-black", 0.8, 0.1),),
        ),
        look="old phone",
    ),
    Query(
        "oak-slatted-sideboard",
        Scene(
            "tambora-slatted-sideboard-oak",
            "living room",
            Eye(14, 10, roll=-2.5, fill=0.74, shift=(0, -0.2)),
            wall="#a9afa3",
            props=(
                Beside("hush-lantern-lamp-black", 0.5, 0, z=0.72),
                Beside("attica-amphora-vase-white", -0.45, 0, z=0.72),
            ),
        ),
    ),
    Query(
        "shop-page-walnut-sideboard",
        Scene(
            "hedlund-mid-century-sideboard-walnut",
            "dining room",
            Eye(-24, 11, fill=0.78, shift=(0, -0.1)),
            wall="#e3e0d8",
            warmth=0.1,
            props=(Beside("folio-pleated-lamp-cream", 0.55, 0, z=0.7),),
        ),
        look="shop page",
    ),
    Query(
        "walnut-nightstand",
        Scene(
            "nilla-nightstand-walnut",
            "bedroom",
            Eye(-22, 15, roll=-2, fill=0.46, shift=(-0.06, -0.06)),
            wall="#7f8f80",
            warmth=0.75,
            props=(Beside("morel-mushroom-lamp-mustard", 0, 0.02, z=0.54),),
        ),
    ),
)
