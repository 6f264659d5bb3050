"""Things the store does not sell."""

from __future__ import annotations

from tools.photography.designs import Finish, Finishes
from tools.photography.designs.oddities import Oddity
from tools.photography.queries.record import Query
from tools.photography.scenes.record import Scene

UNSOLD = (
    Query(
        "rubber-duck",
        Scene(
            "",
            "table",
            "#bcd0d4",
            -28,
            20,
            roll=3,
            fill=0.4,
            shift=(0.06, -0.08),
            warmth=0.3,
            unsold=(
                Oddity("rubber duck"),
                Finishes(Finish("lacquer", "#f0c22c"), Finish("lacquer", "#dd6a22")),
            ),
        ),
    ),
    Query(
        "guitar",
        Scene(
            "",
            "corner",
            "#d8d3c8",
            12,
            9,
            roll=-2,
            fill=0.74,
            shift=(0.0, -0.05),
            warmth=0.5,
            unsold=(Oddity("guitar"), Finishes(Finish("wood", "#d6a766"), Finish("wood", "#5a3522"))),
        ),
    ),
)
