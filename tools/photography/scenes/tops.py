"""What small things stand on: tables and shelves."""

from __future__ import annotations

from tools.photography import props
from tools.photography.designs import Finish
from tools.photography.materials import make
from tools.photography.scenes.furnishing import stand, window
from tools.photography.scenes.record import Scene
from tools.photography.shapes import soft_block


def table(scene: Scene) -> None:
    """A table with books, a plant and a plate."""
    soft_block(
        (1.7, 0.95, 0.035), make(Finish("wood", "#b78d64", grain="x")), at=(0, 0.12, -0.0175), radius=0.008
    )
    props.placed(lambda: props.wall(4, 2.6, color=scene.wall), at=(0, 1.5, -0.75))
    props.placed(lambda: props.books(("#7d8c86", "#b8745a", "#e3d6bd")), at=(-0.26, 0.3, 0), turn=0.3)
    props.placed(lambda: props.plant(0.36, pot="#d9d2c5", leaves=11), at=(0.36, 0.48, 0))
    props.placed(lambda: props.plate(0.1, color="#ece5d8"), at=(0.25, 0.04, 0))
    for sku in scene.props:
        stand(sku, (-0.02, 0.34, 0), 35)
    window(0.7, 105, scene)


def shelf(scene: Scene) -> None:
    """A shelf with books and a small picture."""
    soft_block(
        (1.8, 0.42, 0.04), make(Finish("wood", "#7a5236", grain="x")), at=(0, 0.03, -0.02), radius=0.004
    )
    soft_block(
        (1.76, 0.38, 0.5), make(Finish("wood", "#7a5236", grain="x")), at=(0, 0.04, -0.3), radius=0.004
    )
    props.placed(lambda: props.wall(4, 2.8, color=scene.wall), at=(0, 0.28, -0.9))
    props.placed(lambda: props.books(("#3d4f63", "#c8983f", "#d8cfc0", "#8f5733")), at=(-0.36, 0.04, 0))
    props.placed(
        lambda: props.picture(0.3, 0.38, color="#8f9a86", accent="#b8745a"), at=(0.02, 0.22, 0.19), turn=0.05
    )
    for sku in scene.props:
        stand(sku, (0.36, 0.03, 0), -20)
    window(0.8, 95, scene)
