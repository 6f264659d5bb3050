"""What the demo store sells: textiles."""

from __future__ import annotations

from tools.photography.catalog.palette import CREAM, FOREST, NAVY, OAK, RUST, cover
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.textiles import Cushion

CUSHIONS = ("Textiles", "Cushions")

TEXTILES = (
    Group(
        "Plain",
        "Square Cushion",
        "Threadle",
        CUSHIONS,
        Cushion(0.5, 0.5, thickness=0.27, piping=True),
        "Washed linen with a corded edge and a feather filling, 50 by 50 cm.",
        (
            Variant("Navy", "Linen", cover("linen", NAVY, Finish("linen", CREAM)), 3900, 70, 77),
            Variant("Rust", "Velvet", cover("velvet", RUST, Finish("velvet", RUST)), 4200, 52, 58, sale=3200),
        ),
    ),
    Group(
        "Ribbon",
        "Lumbar Cushion",
        "Threadle",
        CUSHIONS,
        Cushion(0.6, 0.36, thickness=0.22),
        "Woven stripes for the small of the back, 60 by 36 cm.",
        (
            Variant(
                "Beige", "Cotton", Finishes(Finish("stripes", "#e2d5bd", accent="#a98a63"), OAK), 3500, 28, 36
            ),
            Variant(
                "Forest green",
                "Cotton",
                Finishes(Finish("stripes", "#e8e0d0", accent=FOREST), OAK),
                3500,
                0,
                19,
            ),
        ),
    ),
)
