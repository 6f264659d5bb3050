"""Things this store does not sell: a query with one of them must be answered "not here"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tools.photography.designs.oddities import Oddity, What
from tools.photography.models.oddities.garden import pineapple, watering_can
from tools.photography.models.oddities.instruments import guitar, hand_drum
from tools.photography.models.oddities.sport import bicycle_wheel, dumbbell, football, skateboard
from tools.photography.models.oddities.toys import rubber_duck, toy_car
from tools.photography.models.oddities.travel import headphones, sneaker, suitcase, umbrella

BUILDERS: Mapping[What, Callable[[Any, Any], None]] = {
    "rubber duck": rubber_duck,
    "toy car": toy_car,
    "guitar": guitar,
    "hand drum": hand_drum,
    "football": football,
    "dumbbell": dumbbell,
    "skateboard": skateboard,
    "bicycle wheel": bicycle_wheel,
    "headphones": headphones,
    "sneaker": sneaker,
    "suitcase": suitcase,
    "umbrella": umbrella,
    "pineapple": pineapple,
    "watering can": watering_can,
}


def build(oddity: Oddity, main: Any, second: Any) -> None:
    """Add the thing."""
    BUILDERS[oddity.what](main, second)
