"""Rooms that furniture stands in."""

from __future__ import annotations

from functools import partial

from tools.photography import props
from tools.photography.scenes.fixtures import bed, hooks
from tools.photography.scenes.furnishing import window
from tools.photography.scenes.record import Extent, Scene

FLAT = 0.1  # what is lower than this is a rug: the room brings none of its own
HALF_A_SOFA = 0.56  # what stands behind the subject is at most twice as deep


def living_room(scene: Scene, extent: Extent) -> None:
    """Boards, a rug, pictures, and a sofa's worth of wall."""
    back = _behind(scene, extent, 0.75)
    props.planks(7, 5, color="#b98d62")
    props.placed(lambda: props.wall(9, 4.2, color=scene.wall), at=(0, back, 0))
    if extent.top > FLAT:
        props.placed(lambda: props.rug(2.9, 1.9, color="#ded5c4"), at=(0, -0.35, 0))
    hung = back - 0.03
    props.placed(lambda: props.picture(0.62, 0.82, color="#b8745a", accent="#22335a"), at=(-0.35, hung, 1.6))
    props.placed(lambda: props.picture(0.42, 0.56, color="#8f9a86", accent="#c8983f"), at=(0.35, hung, 1.5))
    props.placed(lambda: props.plant(1.25, pot="#c9b8a2"), at=(min(-1.5, extent.left - 0.4), back - 0.45, 0))
    window(1.5, 130, scene)


def corner(scene: Scene, extent: Extent) -> None:
    """A plant, a picture, and a chair's worth of wall."""
    back = _behind(scene, extent, 0.85)
    props.planks(6, 5, color="#8f6a4a")
    props.placed(lambda: props.wall(7, 4.2, color=scene.wall), at=(0, back, 0))
    hung = back - 0.03
    props.placed(lambda: props.picture(0.5, 0.66, color="#c8983f", accent="#2f4a3e"), at=(0.55, hung, 1.45))
    props.placed(lambda: props.plant(0.95, pot="#8b8f8a"), at=(min(-0.85, extent.left - 0.35), back - 0.4, 0))
    window(1.2, 120, scene)


def dining_room(scene: Scene, extent: Extent) -> None:
    """Pale boards, a wall in two colors, and a row of small prints."""
    back = _behind(scene, extent, 1.15)
    props.planks(7, 5, color="#cfae84", board=0.18)
    props.placed(lambda: props.wall(9, 4.2, color="#ece7dc"), at=(0, back, 0))
    props.placed(lambda: props.wall(8, 1.05, color=scene.wall), at=(0, back - 0.02, 0))
    for number, color in enumerate(("#8f9a86", "#b8745a", "#c8983f")):
        print_of = partial(props.picture, 0.36, 0.46, color=color, accent="#22335a")
        props.placed(print_of, at=(-0.62 + 0.55 * number, back - 0.05, 1.62))
    props.placed(lambda: props.plant(1.1, pot="#b8745a"), at=(extent.right + 0.55, back - 0.4, 0))
    window(1.5, 130, scene)


def bedroom(scene: Scene, extent: Extent) -> None:
    """A made bed on the right, its head on the wall behind the subject."""
    back = extent.back + 0.08
    props.planks(7, 6, color="#a8835c")
    props.placed(lambda: props.wall(9, 4.2, color=scene.wall), at=(0, back, 0))
    props.placed(lambda: bed(1.5, cover="#b9c0b4", wood="#a87b4d"), at=(extent.right + 0.16, back - 0.04, 0))
    at = (extent.right + 0.9, back - 0.03, 1.55)
    props.placed(lambda: props.picture(0.8, 0.6, color="#96503a", accent="#c8983f"), at=at)
    props.placed(lambda: props.rug(1.3, 1.9, color="#e5dccb"), at=(extent.right - 0.5, back - 1.7, 0))
    window(1.4, 125, scene)


def hall(scene: Scene, extent: Extent) -> None:
    """A wall that things lean on, a rail of hooks, a runner."""
    back = extent.back + 0.005
    props.planks(6, 5, color="#8f6a4a", board=0.11)
    props.placed(lambda: props.wall(7, 4.2, color=scene.wall), at=(0, back + 0.016, 0))
    props.placed(lambda: hooks(0.9, color="#a87b4d"), at=(extent.right + 0.65, back - 0.004, 1.45))
    props.placed(lambda: props.rug(2.2, 0.7, color="#7d4a3a"), at=(0.1, extent.front - 0.5, 0))
    colors = ("#3d4f63", "#d8cfc0", "#8f5733")
    props.placed(lambda: props.books(colors), at=(extent.left - 0.22, back - 0.15, 0), turn=0.4)
    window(1.3, 120, scene)


def _behind(scene: Scene, extent: Extent, least: float) -> float:
    """Return where the wall is: behind the subject and what of the store stands behind it."""
    others = [beside.y + HALF_A_SOFA for beside in scene.props if beside.y > extent.back]
    return max(least, extent.back + 0.08, *others)
