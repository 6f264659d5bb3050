"""What every place has: daylight, a lamp's glow, and other things of the store."""

from __future__ import annotations

from math import radians

from tools.photography import catalog, models, props, studio
from tools.photography.designs import Design, Finishes
from tools.photography.scenes.record import Beside, Scene

COOL, WARM = "#f3f6ff", "#ffc98f"


def sold(sku: str) -> tuple[Design, Finishes]:
    """Return the model and surfaces of a variant."""
    return next(
        (group.design, variant.finishes)
        for group, variant in catalog.offers()
        if catalog.sku(group, variant) == sku
    )


def stand(beside: Beside) -> None:
    """Put one of the store's own things beside the subject."""
    design, finishes = sold(beside.sku)
    at = (beside.x, beside.y, beside.z)
    props.placed(lambda: models.build(design, finishes), at=at, turn=radians(beside.turn))


def window(size: float, watts: float, scene: Scene) -> None:
    """Daylight from the left, and a lamp's glow from the right as far as the photo is warm."""
    studio.area_light(
        (-2.6 * size, -1.6 * size, 2.2 * size),
        size=2 * size,
        watts=watts * size**2,
        target=(0, 0, 0.3),
        color=COOL,
    )
    studio.area_light(
        (2.4 * size, -1.2 * size, 2.0 * size),
        size=0.8 * size,
        watts=(0.1 + 0.5 * scene.warmth) * watts * size**2,
        target=(0, 0, 0.3),
        color=WARM,
    )
