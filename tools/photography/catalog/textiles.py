"""What the demo store sells: cushions, rugs and throws."""

from __future__ import annotations

from tools.photography.catalog.palette import (
    BEIGE,
    CHARCOAL,
    COGNAC,
    CREAM,
    FOREST,
    MUSTARD,
    NAVY,
    OAK,
    RUST,
    SAGE,
    TERRACOTTA,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.textiles import Bolster, Cushion, FloorCushion, RoundCushion, Rug, Throw

CUSHIONS, RUGS, THROWS = ("Textiles", "Cushions"), ("Textiles", "Rugs"), ("Textiles", "Throws")

SQUARES = (
    Group(
        "Plain",
        "Square Cushion",
        "Threadle",
        CUSHIONS,
        Cushion(0.5, 0.5, thickness=0.27, edge="piping"),
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
    Group(
        "Fisher",
        "Cable Knit Cushion",
        "Threadle",
        CUSHIONS,
        Cushion(0.45, 0.45, thickness=0.24, front="cable"),
        "Thick cables of lambswool on a cotton back with a hidden zip, 45 by 45 cm.",
        (
            Variant("Cream", "Wool", cover("knit", CREAM, OAK), 5400, 41, 49),
            Variant("Charcoal", "Wool", cover("knit", CHARCOAL, OAK), 5400, 17, 0),
        ),
    ),
    Group(
        "Picnic",
        "Gingham Cushion",
        "Threadle",
        CUSHIONS,
        Cushion(0.48, 0.48, thickness=0.23, edge="fringe", front="checks"),
        "Yarn-dyed checks with a fringe on all four sides, 48 by 48 cm, machine wash at 30 degrees.",
        (
            Variant("Sage", "Cotton", cover("linen", CREAM, Finish("linen", "#7c8a6c")), 3600, 33, 27),
            Variant(
                "Terracotta", "Cotton", cover("linen", CREAM, Finish("linen", "#b0603f")), 3600, 46, 31, 2900
            ),
            Variant("Navy", "Cotton", cover("linen", CREAM, Finish("linen", NAVY)), 3600, 2, 22),
        ),
    ),
)

SHAPED = (
    Group(
        "Pebble",
        "Round Cushion",
        "Threadle",
        CUSHIONS,
        RoundCushion(0.42, 0.17),
        "A disc of cotton velvet, gathered by hand into one covered button, 42 cm across.",
        (
            Variant(
                "Mustard",
                "Velvet",
                cover("velvet", MUSTARD, Finish("velvet", "#b4852f")),
                4400,
                38,
                44,
            ),
            Variant("Forest green", "Velvet", cover("velvet", FOREST, Finish("velvet", FOREST)), 4400, 0, 35),
            Variant("Beige", "Velvet", cover("velvet", BEIGE, Finish("velvet", BEIGE)), 4400, 24, 18),
        ),
    ),
    Group(
        "Valise",
        "Bolster",
        "Threadle",
        CUSHIONS,
        Bolster(0.52, 0.2),
        "A firm roll of boiled wool for the arm of a sofa, 52 by 20 cm.",
        (
            Variant("Rust", "Wool", cover("felt", RUST, Finish("linen", CREAM)), 4800, 21, 17),
            Variant("Cream", "Bouclé", cover("boucle", CREAM, Finish("leather", COGNAC)), 5200, 1, 26, 4100),
        ),
    ),
    Group(
        "Tatami",
        "Floor Cushion",
        "Threadle",
        CUSHIONS,
        FloorCushion(0.6, 0.13),
        "Tufted through nine times and filled with cotton felt, 60 by 60 by 13 cm, for the floor or a bench.",
        (
            Variant("Navy", "Linen", cover("linen", NAVY, Finish("linen", "#d9ccb3")), 7900, 19, 14),
            Variant("Sage", "Linen", cover("linen", SAGE, Finish("linen", "#8a947c")), 7900, 26, 21),
        ),
    ),
)

FLOORS = (
    Group(
        "Coil",
        "Round Jute Rug",
        "Threadle",
        RUGS,
        Rug("spiral", 1.5, 1.5),
        "One braid of natural jute sewn into a coil of 150 cm; shake it out, never soak it.",
        (
            Variant("Beige", "Jute", cover("jute", "#dcc6a2", Finish("jute", "#dcc6a2")), 12900, 22, 24),
            Variant("Black", "Jute", cover("jute", "#3a3632", Finish("jute", "#c9ab7c")), 13900, 9, 8),
        ),
    ),
    Group(
        "Regatta",
        "Striped Flatweave Rug",
        "Threadle",
        RUGS,
        Rug("flatweave", 2.0, 1.3),
        "A flat kilim of wool on cotton with knotted ends, 200 by 130 cm, the same on both sides.",
        (
            Variant("Navy", "Wool", cover("linen", CREAM, Finish("linen", NAVY)), 18900, 14, 16, 15900),
            Variant("Rust", "Wool", cover("linen", CREAM, Finish("linen", RUST)), 18900, 11, 12),
        ),
    ),
    Group(
        "Lamb",
        "Shaggy Rug",
        "Threadle",
        RUGS,
        Rug("shag", 1.7, 1.15),
        "Five centimeters of twisted wool under bare feet, 170 by 115 cm.",
        (
            Variant("Cream", "Wool", cover("felt", "#fff6e6", OAK), 24900, 12, 13),
            Variant("Sage", "Wool", cover("felt", "#b2bda2", OAK), 24900, 0, 9),
        ),
    ),
    Group(
        "Studio",
        "Block Rug",
        "Threadle",
        RUGS,
        Rug("blocks", 2.0, 1.4),
        "Hand-tufted blocks and quarter circles, cut apart with a carving knife, 200 by 140 cm.",
        (
            Variant("Terracotta", "Wool", cover("felt", TERRACOTTA, Finish("felt", "#d9b48c")), 27900, 8, 10),
            Variant("Forest green", "Wool", cover("felt", FOREST, Finish("felt", SAGE)), 27900, 0, 7),
        ),
    ),
    Group(
        "Salon",
        "Bordered Rug",
        "Threadle",
        RUGS,
        Rug("border", 1.95, 1.35),
        "Ribbed sisal weave framed by a cotton border, 195 by 135 cm.",
        (
            Variant("Beige", "Sisal", cover("jute", BEIGE, Finish("linen", CHARCOAL)), 15900, 18, 19),
            Variant("Charcoal", "Sisal", cover("jute", CHARCOAL, Finish("linen", CREAM)), 15900, 23, 0),
            Variant(
                "Cream", "Sisal", cover("jute", "#e9dfca", Finish("leather", COGNAC)), 17900, 13, 11, 14900
            ),
        ),
    ),
    Group(
        "Inglenook",
        "Oval Rug",
        "Threadle",
        RUGS,
        Rug("oval", 1.8, 1.1),
        "Braided from wool offcuts and laced into an oval of 180 by 110 cm.",
        (
            Variant("Mustard", "Wool", cover("felt", MUSTARD, Finish("felt", CREAM)), 16900, 10, 9),
            Variant("Navy", "Wool", cover("felt", NAVY, Finish("felt", "#c9bda4")), 16900, 15, 15),
        ),
    ),
)

BLANKETS = (
    Group(
        "Honeycomb",
        "Waffle Throw",
        "Threadle",
        THROWS,
        Throw("folded", 0.42, 0.34, 0.02),
        "Deep waffle cotton that dries fast, 130 by 180 cm, washed soft before you get it.",
        (
            Variant("White", "Cotton", cover("linen", WHITE, OAK), 5900, 58, 52),
            Variant("Sage", "Cotton", cover("linen", SAGE, OAK), 5900, 31, 28),
            Variant("Mustard", "Cotton", cover("linen", MUSTARD, OAK), 5900, 27, 0, 4400),
        ),
    ),
    Group(
        "Trail",
        "Rolled Blanket",
        "Threadle",
        THROWS,
        Throw("rolled", 0.6, 0.21, 0.011),
        "Felted lambswool in a leather carrier, 140 by 180 cm, for the lawn, the beach and the back seat.",
        (
            Variant("Forest green", "Wool", cover("felt", FOREST, Finish("leather", COGNAC)), 9800, 25, 23),
            Variant("Charcoal", "Wool", cover("felt", CHARCOAL, Finish("leather", "#2a2320")), 9800, 16, 12),
        ),
    ),
    Group(
        "Selvage",
        "Banded Throw",
        "Threadle",
        THROWS,
        Throw("hung", 1.1, 1.75, 0.007),
        "Light wool with a woven band at either end and a twisted fringe, 125 by 175 cm.",
        (
            Variant("Cream", "Wool", cover("linen", CREAM, Finish("linen", RUST)), 8900, 20, 22),
            Variant("Navy", "Wool", cover("linen", NAVY, Finish("linen", CREAM)), 8900, 0, 18),
        ),
    ),
    Group(
        "Flurry",
        "Chunky Knit Throw",
        "Threadle",
        THROWS,
        Throw("heaped", 0.5, 0.38, 0.045),
        "Arm-knitted from merino roving as thick as a thumb, 100 by 150 cm, dry clean only.",
        (
            Variant("Beige", "Merino", cover("paint", "#e0d3ba", OAK), 14900, 13, 20),
            Variant("Rust", "Merino", cover("paint", RUST, OAK), 14900, 0, 9, 11900),
        ),
    ),
    Group(
        "Glen",
        "Checked Throw",
        "Threadle",
        THROWS,
        Throw("flap", 0.46, 0.34, 0.012),
        "Brushed wool checks with a purled fringe, 140 by 190 cm, woven from recycled yarn.",
        (
            Variant("Charcoal", "Wool", cover("linen", CREAM, Finish("linen", CHARCOAL)), 7900, 36, 33),
            Variant("Rust", "Wool", cover("linen", "#ead9bd", Finish("linen", RUST)), 7900, 29, 26),
        ),
    ),
)

TEXTILES = (*SQUARES, *SHAPED, *FLOORS, *BLANKETS)
