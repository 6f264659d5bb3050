"""Where things hang: on a wall over a console, and over a table."""

from __future__ import annotations

from tools.photography import props
from tools.photography.designs import Finish
from tools.photography.materials import make
from tools.photography.scenes.furnishing import window
from tools.photography.scenes.record import CONSOLE_BELOW, TABLE_BELOW, Extent, Scene
from tools.photography.shapes import disc, soft_block


def wall(scene: Scene, extent: Extent) -> None:
    """A wall with a console table below, books and a plant on it."""
    back = extent.back + 0.003
    props.placed(lambda: props.wall(4, 3.4, color=scene.wall), at=(0, back, -1.1))
    oak = make(Finish("wood", "#a87b4d", grain="x"))
    soft_block((1.5, 0.36, 0.04), oak, at=(0.15, back - 0.2, -CONSOLE_BELOW - 0.02), radius=0.006)
    soft_block((1.44, 0.3, 0.14), oak, at=(0.15, back - 0.18, -CONSOLE_BELOW - 0.11), radius=0.003)
    at = (-0.3, back - 0.2, -CONSOLE_BELOW)
    props.placed(lambda: props.books(("#3d4f63", "#d8cfc0", "#b8745a")), at=at, turn=0.2)
    at = (extent.right + 0.2, back - 0.17, -CONSOLE_BELOW)
    props.placed(lambda: props.plant(0.42, pot="#d9d2c5", leaves=11), at=at)
    window(0.9, 105, scene)


def ceiling(scene: Scene, extent: Extent) -> None:
    """A laid table below, a wall far behind, and the ceiling that the cord comes from."""
    white = make(Finish("paint", "#f3f1ea"))
    slab = soft_block((6.0, 4.5, 0.06), white, at=(0, -0.7, extent.top + 0.03))
    slab.visible_shadow = False  # the daylight comes from above it
    props.placed(lambda: props.wall(6, 3.0, color=scene.wall), at=(0, 1.5, extent.top - 2.6))
    hung = extent.top - 0.95
    props.placed(lambda: props.picture(0.6, 0.8, color="#8f9a86", accent="#b8745a"), at=(0.75, 1.47, hung))
    props.placed(lambda: props.picture(0.42, 0.56, color="#c8983f", accent="#22335a"), at=(-0.7, 1.47, hung))
    disc(0.62, 0.035, make(Finish("wood", "#b78d64", grain="x")), at=(0, 0.1, -TABLE_BELOW), rounding=0.01)
    on = 0.036 - TABLE_BELOW
    props.placed(lambda: props.plant(0.32, pot="#d9d2c5", leaves=11), at=(0.2, 0.3, on))
    props.placed(lambda: props.plate(0.13, color="#ece5d8"), at=(-0.18, -0.1, on))
    props.placed(lambda: props.books(("#7d8c86", "#b8745a")), at=(-0.25, 0.35, on), turn=0.5)
    window(1.0, 100, scene)
