"""What the demo store sells: chairs, stools, benches."""

from __future__ import annotations

from dataclasses import replace

from tools.photography.catalog.palette import (
    BEIGE,
    BLACK,
    BRASS,
    COGNAC,
    CREAM,
    EBONY,
    FOREST,
    IRON,
    MUSTARD,
    NAVY,
    OAK,
    RUST,
    SAGE,
    STEEL,
    TERRACOTTA,
    WALNUT,
    WHITE,
    cover,
)
from tools.photography.catalog.records import Group, Variant
from tools.photography.designs import Finish, Finishes
from tools.photography.designs.chairs import Bench, FormedChair, MetalChair, Stool, WoodenChair

DINING_CHAIRS = ("Seating", "Dining chairs")
STOOLS = ("Seating", "Stools")
BENCHES = ("Seating", "Benches")

LYING_OAK, LYING_WALNUT = replace(OAK, grain="x"), replace(WALNUT, grain="x")  # seats and boards
LYING_EBONY = replace(EBONY, grain="x")
CORD = Finish("jute", "#dcc79d")


def lacquered(color: str) -> Finishes:
    """Coat a whole piece in one color."""
    return Finishes(Finish("lacquer", color), Finish("lacquer", color))


CHAIRS = (
    Group(
        "Perch",
        "Stool",
        "Fennholt",
        STOOLS,
        Stool("board", 0.46, 0.34, legs=3),
        "Three turned legs and a dished seat: a stool, a bedside table, a stand for a fern.",
        (
            Variant("Oak", "Oak", Finishes(replace(OAK, grain="x"), OAK), 8900, 55, 48),
            Variant("Black", "Ash", Finishes(replace(EBONY, grain="x"), EBONY), 8900, 30, 22),
        ),
    ),
    Group(
        "Counter",
        "Bar Stool",
        "Fennholt",
        STOOLS,
        Stool("counter", 0.66, 0.4, splay=0.07),
        "A padded seat at counter height with a low back and a rung for your feet.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, IRON), 21900, 12, 29),
            Variant(
                "Sage", "Linen", cover("linen", SAGE, Finish("metal", "#c8a15a")), 18900, 9, 13, sale=15900
            ),
        ),
    ),
    Group(
        "Toadstool",
        "Footstool",
        "Lowmoor",
        STOOLS,
        Stool("padded", 0.4, 0.5, splay=0.09),
        "A button in the middle, four short legs, room for two feet or one cat.",
        (
            Variant("Forest green", "Velvet", cover("velvet", FOREST, OAK), 12900, 19, 16),
            Variant("Terracotta", "Boucle", cover("boucle", TERRACOTTA, OAK), 12900, 1, 12),
        ),
    ),
    Group(
        "Acre",
        "Tractor Bar Stool",
        "Fennholt",
        STOOLS,
        Stool("tractor", 0.76, 0.42, splay=0.13),
        "A seat pressed like an old tractor's, 76 cm high, on four bent tubes with a ring for the feet.",
        (
            Variant("Black", "Steel", Finishes(IRON, IRON), 14900, 21, 33),
            Variant("Walnut", "Walnut", Finishes(LYING_WALNUT, IRON), 18900, 6, 12),
            Variant("Mustard", "Steel", cover("lacquer", MUSTARD, IRON), 14900, 8, 0, sale=11900),
        ),
    ),
    Group(
        "Malt",
        "Pedestal Bar Stool",
        "Lowmoor",
        STOOLS,
        Stool("pedestal", 0.74, 0.38, splay=0.06),
        "A thick round pad that turns on a trumpet foot, 74 cm high. Wipe the foot with a dry cloth.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, BRASS), 24900, 7, 16),
            Variant("Navy", "Velvet", cover("velvet", NAVY, BRASS), 22900, 0, 11),
        ),
    ),
    Group(
        "Sedge",
        "Woven Stool",
        "Fennholt",
        STOOLS,
        Stool("rush", 0.44, 0.4),
        "Paper cord woven by hand over four rails, in a frame of solid wood. 44 cm high.",
        (
            Variant("Oak", "Oak", Finishes(CORD, OAK), 15900, 17, 24),
            Variant("Walnut", "Walnut", Finishes(CORD, WALNUT), 17900, 2, 9, sale=14900),
        ),
    ),
    Group(
        "Pagoda",
        "Garden Stool",
        "Kilnroot",
        STOOLS,
        Stool("drum", 0.45, 0.35),
        "A drum of glazed stoneware with two rows of studs: a seat or a side table that may stay outdoors.",
        (
            Variant("Navy", "Stoneware", cover("ceramic", NAVY, IRON), 17900, 9, 14),
            Variant("White", "Stoneware", cover("ceramic", WHITE, IRON), 17900, 14, 19),
        ),
    ),
    Group(
        "Topshelf",
        "Step Stool",
        "Fennholt",
        STOOLS,
        Stool("step", 0.46, 0.38),
        "Two steps of solid wood that reach the upper cupboards. Holds 150 kg.",
        (
            Variant("Oak", "Oak", Finishes(LYING_OAK, OAK), 9900, 26, 37),
            Variant("White", "Painted beech", lacquered(WHITE), 8900, 0, 21),
        ),
    ),
    Group(
        "Windrow",
        "Spindle Chair",
        "Fennholt",
        DINING_CHAIRS,
        WoodenChair("spindle", back_height=0.92),
        "Nine turned spindles in a steam-bent bow, a saddled seat and splayed legs. Seat 46 cm high.",
        (
            Variant("Black", "Ash", Finishes(EBONY, LYING_EBONY), 18900, 34, 41),
            Variant("Oak", "Oak", Finishes(OAK, LYING_OAK), 19900, 16, 27),
            Variant("Sage", "Painted ash", lacquered(SAGE), 18900, 4, 8, sale=15900),
        ),
    ),
    Group(
        "Lyra",
        "Yoke Chair",
        "Fennholt",
        DINING_CHAIRS,
        WoodenChair("yoke", width=0.48, back_height=0.77),
        "A bent rail, at once back and armrest, on a forked splat; the seat is woven of 120 m of cord.",
        (
            Variant("Oak", "Oak", Finishes(OAK, CORD), 34900, 12, 18),
            Variant("Walnut", "Walnut", Finishes(WALNUT, CORD), 39900, 5, 9),
            Variant("Black", "Beech", Finishes(EBONY, CORD), 34900, 0, 14),
        ),
    ),
    Group(
        "Elder",
        "Ladder-Back Chair",
        "Fennholt",
        DINING_CHAIRS,
        WoodenChair("ladder", width=0.48, back_height=1.04),
        "Four arched slats between turned posts, and a woven seat, as village joiners made it. Solid wood.",
        (
            Variant("Walnut", "Walnut", Finishes(WALNUT, CORD), 22900, 9, 7),
            Variant("White", "Painted beech", cover("lacquer", WHITE, CORD), 19900, 15, 0, sale=14900),
        ),
    ),
    Group(
        "Veranda",
        "Cane-Back Chair",
        "Fennholt",
        DINING_CHAIRS,
        WoodenChair("cane", width=0.48, back_height=0.85),
        "Open cane in a rounded frame above a padded seat. The cover comes off and washes at 30 degrees.",
        (
            Variant("Oak", "Oak, cane and linen", Finishes(OAK, Finish("linen", CREAM)), 24900, 18, 29),
            Variant("Black", "Ash, cane and linen", Finishes(EBONY, Finish("linen", BEIGE)), 24900, 8, 17),
        ),
    ),
    Group(
        "Hosta",
        "Upholstered Chair",
        "Lowmoor",
        DINING_CHAIRS,
        FormedChair("parsons", back_height=0.98),
        "Covered from seat to shoulder with piping along every edge. 52 cm deep, for long dinners.",
        (
            Variant("Beige", "Linen", cover("linen", BEIGE, OAK), 22900, 28, 31),
            Variant("Forest green", "Velvet", cover("velvet", FOREST, EBONY), 24900, 6, 13, sale=19900),
        ),
    ),
    Group(
        "Scoop",
        "Shell Chair",
        "Lowmoor",
        DINING_CHAIRS,
        FormedChair("scoop", back_height=0.82),
        "A molded shell of recycled polypropylene on dowel legs, braced with steel. Wipes clean.",
        (
            Variant("White", "Polypropylene", cover("lacquer", WHITE, OAK), 11900, 60, 72),
            Variant("Terracotta", "Polypropylene", cover("lacquer", TERRACOTTA, OAK), 11900, 22, 26),
            Variant("Navy", "Polypropylene", cover("lacquer", NAVY, OAK), 11900, 19, 0, sale=8900),
            Variant("Mustard", "Polypropylene", cover("lacquer", MUSTARD, OAK), 11900, 1, 18),
        ),
    ),
    Group(
        "Terrasse",
        "Bistro Chair",
        "Fennholt",
        DINING_CHAIRS,
        MetalChair("bistro", back_height=0.88),
        "Bent steel tube, powder-coated for the balcony, with a dished round seat 41 cm across.",
        (
            Variant("Forest green", "Steel", lacquered(FOREST), 9900, 24, 34),
            Variant("White", "Steel", lacquered(WHITE), 9900, 11, 16, sale=7900),
        ),
    ),
    Group(
        "Sprung",
        "Cantilever Chair",
        "Lowmoor",
        DINING_CHAIRS,
        MetalChair("cantilever", width=0.46, back_height=0.84),
        "One run of steel tube that gives as you sit down, below a ribbed pad from knee to shoulder.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, STEEL), 29900, 10, 15),
            Variant("Black", "Leather", cover("leather", BLACK, STEEL), 29900, 2, 10),
        ),
    ),
    Group(
        "Longboard",
        "Trestle Bench",
        "Fennholt",
        BENCHES,
        Bench("plank", 1.4),
        "One plank with the edge as the tree grew it, wedged onto two trestles. 140 cm, solid wood.",
        (
            Variant("Oak", "Oak", Finishes(LYING_OAK, OAK), 34900, 7, 11),
            Variant("Walnut", "Walnut", Finishes(LYING_WALNUT, WALNUT), 42900, 0, 5),
        ),
    ),
    Group(
        "Orchard",
        "Garden Bench",
        "Fennholt",
        BENCHES,
        Bench("slatted", 1.25, depth=0.44, seat_height=0.44),
        "A slatted seat and back between broad arms, for two under a tree. Oil it once a year.",
        (
            Variant("Oak", "Oak", Finishes(LYING_OAK, OAK), 38900, 9, 13),
            Variant("White", "Painted pine", lacquered(WHITE), 29900, 5, 0, sale=22900),
        ),
    ),
    Group(
        "Pipe",
        "Channel Bench",
        "Lowmoor",
        BENCHES,
        Bench("channel", 1.26, depth=0.4),
        "Twelve plump channels in a row for the foot of a bed, 126 cm wide on slim tapered legs.",
        (
            Variant("Rust", "Velvet", cover("velvet", RUST, BRASS), 27900, 8, 14),
            Variant("Cream", "Boucle", cover("boucle", CREAM, OAK), 29900, 13, 22, sale=24900),
        ),
    ),
    Group(
        "Hideaway",
        "Storage Bench",
        "Fennholt",
        BENCHES,
        Bench("storage", 1.1, depth=0.4, seat_height=0.48),
        "A paneled chest with a padded lid that closes softly. 120 liters for shoes, toys or blankets.",
        (
            Variant("Beige", "Linen and oak", cover("linen", BEIGE, OAK), 32900, 10, 17),
            Variant(
                "Sage", "Linen and painted pine", cover("linen", SAGE, Finish("lacquer", WHITE)), 29900, 6, 8
            ),
        ),
    ),
    Group(
        "Stirrup",
        "Woven Bench",
        "Lowmoor",
        BENCHES,
        Bench("strap", 1.15, depth=0.4, seat_height=0.45),
        "Saddle leather in straps of 5 cm, woven over a frame of square steel. It darkens as you use it.",
        (
            Variant("Cognac", "Leather", cover("leather", COGNAC, IRON), 36900, 4, 7),
            Variant("Black", "Leather", cover("leather", BLACK, IRON), 36900, 9, 0, sale=29900),
        ),
    ),
)
