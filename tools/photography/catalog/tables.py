"""What the demo store sells: coffee tables, side tables, dining tables, desks."""

from __future__ import annotations

from dataclasses import replace

from tools.photography.catalog.palette import (
    BRASS,
    CREAM,
    EBONY,
    IRON,
    MUSTARD,
    NAVY,
    OAK,
    SAGE,
    STEEL,
    TERRACOTTA,
    WALNUT,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.tables import CoffeeTable, Desk, DiningTable, SideTable

COFFEE_TABLES = ("Tables", "Coffee tables")
SIDE_TABLES = ("Tables", "Side tables")
DINING_TABLES = ("Tables", "Dining tables")
DESKS = ("Tables", "Desks")

OAK_TOP, WALNUT_TOP, BLACK_TOP = (replace(wood, grain="x") for wood in (OAK, WALNUT, EBONY))
OAK_ALL, WALNUT_ALL = Finishes(OAK_TOP, OAK), Finishes(WALNUT_TOP, WALNUT)
BLACK_ALL = Finishes(BLACK_TOP, EBONY)
WHITE_LACQUER, SAGE_LACQUER = Finish("lacquer", WHITE), Finish("lacquer", SAGE)
WHITE_STONE = Finish("stone", "#eceae6", accent="#a9a7a6")
GREEN_STONE = Finish("stone", "#34503f", accent="#a9bfae")
TRAVERTINE = Finish("stone", "#e8d5b2")
CLEAR_GLASS, SMOKED_GLASS = Finish("glass", "#e6f0ee"), Finish("glass", "#6b5f55")


def lacquered(color: str) -> Finishes:
    """Paint all of a table in one color."""
    return cover("lacquer", color, Finish("lacquer", color))


def glazed(color: str) -> Finishes:
    """Glaze a table that is thrown in one piece."""
    return cover("ceramic", color, Finish("ceramic", color))


TABLES = (
    Group(
        "Fluta",
        "Drum Coffee Table",
        "Fennholt",
        COFFEE_TABLES,
        CoffeeTable("drum", 0.8, 0.8, 0.36),
        "Forty-eight ribs around a barrel of solid wood, 80 cm across, no corner for a shin to find.",
        (
            Variant("Oak", "Oak", Finishes(OAK, OAK_TOP), 44900, 9, 14),
            Variant("White", "Lacquered MDF", lacquered(WHITE), 37900, 14, 11, sale=32900),
        ),
    ),
    Group(
        "Twain",
        "Nesting Tables",
        "Brassmere",
        COFFEE_TABLES,
        CoffeeTable("nesting", 0.7, 0.7, 0.44),
        "Two round tables, 70 and 48 cm, the small one sleeping under the large one until guests come.",
        (
            Variant("White", "Marble", Finishes(WHITE_STONE, BRASS), 49900, 7, 12),
            Variant("Walnut", "Walnut", Finishes(WALNUT_TOP, IRON), 32900, 0, 19),
        ),
    ),
    Group(
        "Lochan",
        "Pebble Coffee Table",
        "Fennholt",
        COFFEE_TABLES,
        CoffeeTable("pebble", 1.15, 0.74, 0.36),
        "A top worn round like a stone in a lake, 115 cm long, on three stout posts.",
        (
            Variant("Walnut", "Walnut", WALNUT_ALL, 52900, 5, 9),
            Variant("Cream", "Lacquered MDF", lacquered(CREAM), 39900, 11, 17),
            Variant("Black", "Ash", BLACK_ALL, 46900, 12, 8, sale=39900),
        ),
    ),
    Group(
        "Cascade",
        "Waterfall Coffee Table",
        "Fennholt",
        COFFEE_TABLES,
        CoffeeTable("waterfall", 1.05, 0.56, 0.36),
        "One sheet that falls to the floor at both ends, mitered by hand; 105 by 56 cm.",
        (
            Variant("Oak", "Oak", OAK_ALL, 39900, 18, 21),
            Variant("Beige", "Travertine", Finishes(TRAVERTINE, TRAVERTINE), 89900, 2, 4),
        ),
    ),
    Group(
        "Carrara",
        "Marble Coffee Table",
        "Brassmere",
        COFFEE_TABLES,
        CoffeeTable("slab", 1.1, 0.6, 0.4),
        "A slab of real marble in a frame of square bars. Wipe spilled wine at once.",
        (
            Variant("White", "Marble", Finishes(WHITE_STONE, BRASS), 64900, 6, 13),
            Variant("Forest green", "Marble", Finishes(GREEN_STONE, IRON), 69900, 3, 7, sale=57900),
        ),
    ),
    Group(
        "Lagoon",
        "Glass Coffee Table",
        "Brassmere",
        COFFEE_TABLES,
        CoffeeTable("cross", 0.95, 0.95, 0.4),
        "A round of 14 mm tempered glass on two boards that cross and lock without a screw.",
        (
            Variant("Walnut", "Glass", Finishes(CLEAR_GLASS, WALNUT), 42900, 13, 10),
            Variant("Oak", "Glass", Finishes(CLEAR_GLASS, OAK), 39900, 0, 8),
        ),
    ),
    Group(
        "Butler",
        "Tray Table",
        "Brassmere",
        SIDE_TABLES,
        SideTable("tray", 0.46, 0.52),
        "Lift the tray by its two handles and the legs fold flat. 46 cm across.",
        (
            Variant("Sage", "Steel", Finishes(SAGE_LACQUER, SAGE_LACQUER), 8900, 41, 37),
            Variant("Brass", "Brass", Finishes(BRASS, BRASS), 13900, 16, 12),
            Variant("Black", "Steel", Finishes(IRON, OAK), 9900, 24, 26, sale=7900),
        ),
    ),
    Group(
        "Clasp",
        "Sofa Table",
        "Brassmere",
        SIDE_TABLES,
        SideTable("clasp", 0.44, 0.62),
        "A C of bent steel that reaches over the sofa's arm; the foot slides under with 4 cm to spare.",
        (
            Variant("Oak", "Oak", Finishes(OAK_TOP, IRON), 11900, 33, 29),
            Variant("White", "Marble", Finishes(WHITE_STONE, STEEL), 16900, 8, 11),
        ),
    ),
    Group(
        "Sablier",
        "Hourglass Table",
        "Kilnroot",
        SIDE_TABLES,
        SideTable("hourglass", 0.38, 0.47),
        "Thrown in one piece and glazed for the terrace too. Frost-proof, 38 cm across.",
        (
            Variant("Terracotta", "Stoneware", glazed(TERRACOTTA), 14900, 15, 18),
            Variant("White", "Stoneware", glazed(WHITE), 14900, 1, 22),
            Variant("Navy", "Stoneware", glazed(NAVY), 15900, 19, 0, sale=10900),
        ),
    ),
    Group(
        "Bolete",
        "Pedestal Table",
        "Fennholt",
        SIDE_TABLES,
        SideTable("toadstool", 0.45, 0.48),
        "Thick and soft at every edge, in hand-polished lacquer; 45 cm across and heavier than it looks.",
        (
            Variant("Mustard", "Lacquered MDF", lacquered(MUSTARD), 18900, 10, 9),
            Variant("Sage", "Lacquered MDF", lacquered(SAGE), 18900, 17, 15),
        ),
    ),
    Group(
        "Storey",
        "Two-Tier Table",
        "Fennholt",
        SIDE_TABLES,
        SideTable("tiers", 0.46, 0.54),
        "A shelf for the cup, a shelf for the books, four posts that go right through.",
        (
            Variant("Walnut", "Walnut", WALNUT_ALL, 19900, 14, 10),
            Variant("Oak", "Oak", OAK_ALL, 17900, 27, 23, sale=14900),
        ),
    ),
    Group(
        "Balustra",
        "Bobbin Table",
        "Fennholt",
        SIDE_TABLES,
        SideTable("bobbin", 0.42, 0.55),
        "Three balls turned from one post of ash under a top of 42 cm.",
        (
            Variant("Black", "Ash", BLACK_ALL, 16900, 20, 16),
            Variant("Walnut", "Walnut", WALNUT_ALL, 18900, 0, 8),
        ),
    ),
    Group(
        "Refectory",
        "Trestle Dining Table",
        "Fennholt",
        DINING_TABLES,
        DiningTable("trestle", 2.0, 0.94),
        "Five boards on two trestles, locked by wedges: 2 m of solid wood that comes apart for moving day.",
        (
            Variant("Oak", "Oak", OAK_ALL, 99900, 6, 7),
            Variant("Walnut", "Walnut", WALNUT_ALL, 129900, 3, 3, sale=109900),
        ),
    ),
    Group(
        "Tulla",
        "Tulip Dining Table",
        "Brassmere",
        DINING_TABLES,
        DiningTable("tulip", 1.7, 1.05),
        "One flared foot of cast aluminum and room for six pairs of knees; oval, 170 by 105 cm.",
        (
            Variant("White", "Marble", Finishes(WHITE_STONE, WHITE_LACQUER), 109900, 4, 6),
            Variant("Black", "Laminate", Finishes(IRON, IRON), 69900, 9, 5),
        ),
    ),
    Group(
        "Tavern",
        "Round Dining Table",
        "Fennholt",
        DINING_TABLES,
        DiningTable("tavern", 1.15, 1.15),
        "A turned column on four feet, as in a village inn. Seats four, five if they like each other.",
        (
            Variant("Walnut", "Walnut", WALNUT_ALL, 74900, 0, 9),
            Variant("Black", "Ash", BLACK_ALL, 64900, 8, 4, sale=54900),
        ),
    ),
    Group(
        "Fjell",
        "Oval Dining Table",
        "Fennholt",
        DINING_TABLES,
        DiningTable("capsule", 1.9, 0.92, 0.74),
        "Round ends, a knife-thin edge and four tapered legs set well apart. 190 cm, seats eight.",
        (
            Variant("Oak", "Oak", OAK_ALL, 84900, 11, 13),
            Variant("White", "Linoleum", Finishes(WHITE_LACQUER, OAK), 79900, 7, 10),
        ),
    ),
    Group(
        "Dolmen",
        "Drum Dining Table",
        "Brassmere",
        DINING_TABLES,
        DiningTable("plinth", 2.0, 1.05),
        "A soft-cornered top, 5 cm thick, on two fluted drums. It takes four people to carry and stays.",
        (
            Variant("Beige", "Travertine", Finishes(TRAVERTINE, TRAVERTINE), 189900, 2, 2),
            Variant("Oak", "Oak", Finishes(OAK_TOP, OAK), 119900, 5, 6),
        ),
    ),
    Group(
        "Ledger",
        "Writing Desk",
        "Fennholt",
        DESKS,
        Desk("pedestal", 1.3, 0.62, 0.75),
        "Four drawers on soft-close runners, the top one wide enough for a keyboard. 130 by 62 cm.",
        (
            Variant("Walnut", "Walnut", WALNUT_ALL, 64900, 7, 8),
            Variant("White", "Lacquered MDF", Finishes(WHITE_LACQUER, OAK), 49900, 15, 17, sale=42900),
        ),
    ),
    Group(
        "Epistle",
        "Secretary Desk",
        "Fennholt",
        DESKS,
        Desk("secretary", 0.9, 0.4, 1.16),
        "Fold the front down to write, up to forget about it. Pigeonholes, two drawers, brass stays.",
        (
            Variant("Oak", "Oak", OAK_ALL, 57900, 0, 5),
            Variant("Sage", "Lacquered MDF", Finishes(SAGE_LACQUER, OAK), 54900, 8, 6),
        ),
    ),
    Group(
        "Sawyer",
        "Sawhorse Desk",
        "Fennholt",
        DESKS,
        Desk("sawhorse", 1.5, 0.7, 0.74),
        "A board on two sawhorses with a rack for paper. Ready in one minute, 150 cm wide.",
        (
            Variant("Oak", "Oak", OAK_ALL, 32900, 19, 16),
            Variant("White", "Laminate", Finishes(WHITE_LACQUER, OAK), 27900, 26, 20),
            Variant("Black", "Linoleum", Finishes(IRON, IRON), 29900, 12, 7, sale=24900),
        ),
    ),
    Group(
        "Uprise",
        "Standing Desk",
        "Brassmere",
        DESKS,
        Desk("standing", 1.4, 0.7, 0.98),
        "Two quiet motors lift 100 kg from 62 to 127 cm; four heights are remembered.",
        (
            Variant("Oak", "Oak", Finishes(OAK_TOP, IRON), 59900, 21, 32),
            Variant("White", "Laminate", cover("lacquer", WHITE, WHITE_LACQUER), 49900, 0, 28),
        ),
    ),
    Group(
        "Atelier",
        "Easel Desk",
        "Fennholt",
        DESKS,
        Desk("easel", 1.0, 0.55, 1.5),
        "Two leaning frames, a desk between them and two shelves above: an office on half a square meter.",
        (
            Variant("Walnut", "Walnut", Finishes(WALNUT_TOP, IRON), 34900, 9, 9),
            Variant("White", "Birch", Finishes(WHITE_LACQUER, OAK), 29900, 16, 0),
        ),
    ),
)
