"""Rooms that furniture stands in."""

from __future__ import annotations

from tools.photography import props
from tools.photography.scenes.furnishing import stand, window
from tools.photography.scenes.record import Scene


def living_room(scene: Scene) -> None:
    """Boards, a rug, pictures, and a sofa's worth of wall."""
    props.planks(7, 5, color="#b98d62")
    props.placed(lambda: props.wall(8, 3, color=scene.wall), at=(0, 0.75, 0))
    props.placed(lambda: props.rug(2.9, 1.9, color="#ded5c4"), at=(0, -0.35, 0))
    props.placed(lambda: props.picture(0.62, 0.82, color="#b8745a", accent="#22335a"), at=(-0.35, 0.72, 1.6))
    props.placed(lambda: props.picture(0.42, 0.56, color="#8f9a86", accent="#c8983f"), at=(0.35, 0.72, 1.5))
    props.placed(lambda: props.plant(1.25, pot="#c9b8a2"), at=(-1.5, 0.3, 0))
    for sku in scene.props:
        stand(sku, (1.42, 0.3, 0), 180 if "arc" in sku else 0)
    window(1.5, 130, scene)


def corner(scene: Scene) -> None:
    """A plant, a picture, and a chair's worth of wall."""
    props.planks(6, 5, color="#8f6a4a")
    props.placed(lambda: props.wall(6, 3, color=scene.wall), at=(0, 0.85, 0))
    props.placed(lambda: props.picture(0.5, 0.66, color="#c8983f", accent="#2f4a3e"), at=(0.55, 0.82, 1.45))
    props.placed(lambda: props.plant(0.95, pot="#8b8f8a"), at=(-0.85, 0.45, 0))
    for sku in scene.props:
        stand(sku, (0.85, 0.3, 0), 20)
    window(1.2, 120, scene)
