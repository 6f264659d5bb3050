"""Things the store does not sell."""

from __future__ import annotations

from tools.photography.designs import Finish, Finishes
from tools.photography.designs.oddities import Oddity
from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

UNSOLD = (
    Query(
        "rubber-duck",
        Scene(
            "",
            "table",
            Eye(-28, 20, roll=3, fill=0.4, shift=(0.06, -0.08)),
            wall="#bcd0d4",
            unsold=(
                Oddity("rubber duck"),
                Finishes(Finish("lacquer", "#f0c22c"), Finish("lacquer", "#dd6a22")),
            ),
        ),
    ),
    Query(
        "toy-car",
        Scene(
            "",
            "shelf",
            Eye(-24, 18, roll=-3, fill=0.46, shift=(-0.06, -0.06)),
            wall="#e1d9cb",
            warmth=0.4,
            unsold=(Oddity("toy car"), Finishes(Finish("lacquer", "#b5352c"), Finish("metal", "#c9cbce"))),
        ),
    ),
    Query(
        "guitar",
        Scene(
            "",
            "corner",
            Eye(12, 9, roll=-2, fill=0.74, shift=(0, -0.05)),
            wall="#dcd6ca",
            warmth=0.5,
            unsold=(Oddity("guitar"), Finishes(Finish("wood", "#d6a766"), Finish("wood", "#5a3522"))),
        ),
    ),
    Query(
        "hand-drum",
        Scene(
            "",
            "living room",
            Eye(-20, 16, roll=2, fill=0.54, shift=(0.08, -0.1)),
            wall="#d8c3a5",
            warmth=0.6,
            props=(Beside("bolla-ball-pouf-cream", -0.7, 0.2),),
            unsold=(Oddity("hand drum"), Finishes(Finish("wood", "#7a4a2a"), Finish("linen", "#e6dac3"))),
        ),
    ),
    Query(
        "football",
        Scene(
            "",
            "hall",
            Eye(16, 22, roll=-4, fill=0.4, shift=(-0.1, -0.12)),
            wall="#cdd3d1",
            unsold=(Oddity("football"), Finishes(Finish("leather", "#f2f2ee"), Finish("leather", "#1b1b1d"))),
        ),
    ),
    Query(
        "dumbbell",
        Scene(
            "",
            "bedroom",
            Eye(-34, 28, roll=3, fill=0.44, shift=(0, -0.08)),
            wall="#e3e0d8",
            turn=20,
            warmth=0.35,
            unsold=(Oddity("dumbbell"), Finishes(Finish("lacquer", "#2e3033"), Finish("metal", "#c9cbce"))),
        ),
        look="old phone",
    ),
    Query(
        "skateboard",
        Scene(
            "",
            "hall",
            Eye(-24, 18, roll=2, fill=0.66, shift=(0, -0.16)),
            wall="#e0b692",
            unsold=(Oddity("skateboard"), Finishes(Finish("wood", "#b8745a"), Finish("lacquer", "#e2b23c"))),
        ),
    ),
    Query(
        "bicycle-wheel",
        Scene(
            "",
            "hall",
            Eye(18, 10, roll=-3, fill=0.62, shift=(0.06, -0.1)),
            wall="#8d979c",
            warmth=0.4,
            unsold=(
                Oddity("bicycle wheel"),
                Finishes(Finish("lacquer", "#1c1c1e"), Finish("metal", "#c9cbce")),
            ),
        ),
    ),
    Query(
        "post-with-headphones",
        Scene(
            "",
            "table",
            Eye(-22, 18, fill=0.54, shift=(0, -0.06)),
            wall="#cfd4cd",
            warmth=0.5,
            unsold=(
                Oddity("headphones"),
                Finishes(Finish("lacquer", "#efece5"), Finish("leather", "#8f5733")),
            ),
        ),
        look="post",
    ),
    Query(
        "shop-page-sneaker",
        Scene(
            "",
            "table",
            Eye(18, 18, fill=0.66, shift=(0, -0.04)),
            wall="#e3e0d8",
            warmth=0.1,
            unsold=(Oddity("sneaker"), Finishes(Finish("leather", "#5b7f9a"), Finish("lacquer", "#f2efe8"))),
        ),
        look="shop page",
    ),
    Query(
        "suitcase",
        Scene(
            "",
            "bedroom",
            Eye(-24, 12, roll=-2, fill=0.6, shift=(-0.08, -0.06)),
            wall="#dcd6ca",
            turn=15,
            warmth=0.35,
            unsold=(Oddity("suitcase"), Finishes(Finish("lacquer", "#c8983f"), Finish("metal", "#c9cbce"))),
        ),
    ),
    Query(
        "umbrella",
        Scene(
            "",
            "hall",
            Eye(24, 14, roll=2.5, fill=0.62, shift=(0.04, -0.12)),
            wall="#cfd4cd",
            turn=14,
            warmth=0.45,
            unsold=(Oddity("umbrella"), Finishes(Finish("linen", "#96503a"), Finish("wood", "#6b4630"))),
        ),
    ),
    Query(
        "pineapple",
        Scene(
            "",
            "kitchen",
            Eye(-16, 18, roll=-2.5, fill=0.52, shift=(0.08, -0.06)),
            wall="#bcd0d4",
            unsold=(
                Oddity("pineapple"),
                Finishes(Finish("lacquer", "#a8752a"), Finish("lacquer", "#4c6a3a")),
            ),
        ),
    ),
    Query(
        "watering-can",
        Scene(
            "",
            "window sill",
            Eye(16, 15, roll=3, fill=0.58, shift=(0.04, -0.06)),
            wall="#e1d9cb",
            warmth=0.4,
            unsold=(
                Oddity("watering can"),
                Finishes(Finish("lacquer", "#a0a893"), Finish("metal", "#c8a15a")),
            ),
        ),
        look="old phone",
    ),
)
