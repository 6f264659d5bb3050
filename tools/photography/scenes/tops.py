"""What small things stand on: tables, shelves, counters, window sills, sofas."""

from __future__ import annotations

from tools.photography import joinery, props, studio
from tools.photography.designs import Finish
from tools.photography.materials import make
from tools.photography.scenes.fixtures import casement, curtain, hedge, seat, tiles
from tools.photography.scenes.furnishing import window
from tools.photography.scenes.record import Extent, Scene
from tools.photography.shapes import soft_block


def table(scene: Scene, extent: Extent) -> None:
    """A table with books, a plant and a plate."""
    soft_block(
        (1.7, 0.95, 0.035), make(Finish("wood", "#b78d64", grain="x")), at=(0, 0.12, -0.0175), radius=0.008
    )
    props.placed(lambda: props.wall(4, 2.6, color=scene.wall), at=(0, 1.5, -0.75))
    at = (min(-0.26, extent.left - 0.12), 0.3, 0)
    props.placed(lambda: props.books(("#7d8c86", "#b8745a", "#e3d6bd")), at=at, turn=0.3)
    props.placed(lambda: props.plant(0.36, pot="#d9d2c5", leaves=11), at=(extent.right + 0.26, 0.48, 0))
    props.placed(lambda: props.plate(0.1, color="#ece5d8"), at=(extent.right + 0.15, 0.04, 0))
    window(0.7, 105, scene)


def shelf(scene: Scene, extent: Extent) -> None:
    """A shelf with books and a small picture."""
    soft_block(
        (1.8, 0.42, 0.04), make(Finish("wood", "#7a5236", grain="x")), at=(0, 0.03, -0.02), radius=0.004
    )
    soft_block(
        (1.76, 0.38, 0.5), make(Finish("wood", "#7a5236", grain="x")), at=(0, 0.04, -0.3), radius=0.004
    )
    props.placed(lambda: props.wall(4, 2.8, color=scene.wall), at=(0, 0.28, -0.9))
    at = (min(-0.36, extent.left - 0.13), 0.04, 0)
    props.placed(lambda: props.books(("#3d4f63", "#c8983f", "#d8cfc0", "#8f5733")), at=at)
    props.placed(
        lambda: props.picture(0.3, 0.38, color="#8f9a86", accent="#b8745a"), at=(0.02, 0.22, 0.19), turn=0.05
    )
    window(0.8, 95, scene)


def kitchen(scene: Scene, extent: Extent) -> None:
    """A stone counter before tiles, boards that lean on them, two jars."""
    back = max(0.24, extent.back + 0.09)
    soft_block((2.2, 0.72, 0.04), make(Finish("stone", "#cfc9bf")), at=(0, back - 0.36, -0.02), radius=0.004)
    props.placed(lambda: tiles(2.2, 0.75, color=scene.wall), at=(0, back, 0))
    for x, tall, color in ((0.02, 0.4, "#a8794b"), (0.1, 0.3, "#c79c68")):
        wood = make(Finish("wood", color))
        place = (extent.right + 0.18 + x, back - 0.06 - 0.25 * x, tall / 2 - 0.004)
        board = joinery.rounded(tall * 0.62, tall, top=0.05, bottom=0.02)
        joinery.plate(board, 0.016, wood, at=place).rotation_euler.x -= 0.16
    for x, tall, color in ((0.0, 0.16, "#e9e2d3"), (-0.13, 0.12, "#8f9a86")):
        clay = make(Finish("ceramic", color))
        at = (extent.left - 0.14 + x, back - 0.1, tall / 2)
        soft_block((0.11, 0.11, tall), clay, at=at, radius=0.03)
    window(0.8, 100, scene)


def window_sill(scene: Scene, extent: Extent) -> None:
    """A white sill before the day outside, with a curtain and a small plant."""
    back = max(0.12, extent.back + 0.06)
    soft_block(
        (1.7, 0.34, 0.04), make(Finish("lacquer", "#ece8de")), at=(0, back - 0.13, -0.02), radius=0.008
    )
    soft_block((3.0, 0.1, 1.0), make(Finish("paint", scene.wall)), at=(0, back + 0.02, -0.54), radius=0.002)
    props.placed(lambda: casement(1.4, 1.2), at=(0.12, back + 0.06, 0))
    for number, x in enumerate((-1.6, -0.3, 1.1, 2.2)):
        hedge((x, back + 3.0, -0.35 + 0.12 * (number % 2)), radius=0.9, seed=number)
    curtain(0.5, 1.7, color="#e9e2d4", at=(extent.left - 0.5, back - 0.05, -0.25))
    props.placed(lambda: props.plant(0.3, pot="#b8745a", leaves=9), at=(extent.right + 0.2, back - 0.12, 0))
    studio.area_light((0.4, back + 2.2, 2.6), size=1.6, watts=75, target=(0, 0, 0.1), color="#fff6e6")
    window(0.8, 70, scene)


def sofa_seat(scene: Scene, extent: Extent) -> None:
    """A gray sofa that cushions and throws lie on."""
    seat(extent.back - 0.02, color="#8c8f90")
    props.placed(lambda: props.wall(6, 4.2, color=scene.wall), at=(0, extent.back + 0.5, -0.6))
    props.placed(
        lambda: props.picture(0.5, 0.66, color="#c8983f", accent="#2f4a3e"),
        at=(0.35, extent.back + 0.47, 0.95),
    )
    window(1.0, 110, scene)
