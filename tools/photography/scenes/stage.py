"""A scene becomes a room, a thing in it, and a camera."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import radians
from typing import Any

import numpy as np

from tools.photography import models, props, studio
from tools.photography.scenes.floors import bedroom, corner, dining_room, hall, living_room
from tools.photography.scenes.furnishing import COOL, sold, stand
from tools.photography.scenes.record import Extent, Place, Scene
from tools.photography.scenes.tops import kitchen, shelf, sofa_seat, table, window_sill
from tools.photography.scenes.walls import ceiling, wall

TABLE_APERTURE = 4.0
BLURRED_BEHIND = {"table", "shelf", "kitchen", "window sill"}
PLACES: Mapping[Place, Callable[[Scene, Extent], None]] = {
    "living room": living_room,
    "corner": corner,
    "dining room": dining_room,
    "bedroom": bedroom,
    "hall": hall,
    "table": table,
    "shelf": shelf,
    "kitchen": kitchen,
    "window sill": window_sill,
    "sofa seat": sofa_seat,
    "wall": wall,
    "ceiling": ceiling,
}


def compose(scene: Scene, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Build a scene; return the box of its subject as fractions of the frame of `size` pixels."""
    studio.empty_scene(world=COOL, strength=0.32)
    design, finishes = scene.unsold or sold(scene.sku)
    props.placed(lambda: models.build(design, finishes), at=(0, 0, 0), turn=radians(scene.turn))
    points = studio.product_points()
    studio.set_size(size)
    eye = studio.camera(
        azimuth=scene.eye.azimuth,
        elevation=scene.eye.elevation,
        roll=scene.eye.roll,
        lens_mm=scene.eye.lens_mm,
    )
    studio.frame(eye, points, fill=scene.eye.fill, shift=scene.eye.shift)
    PLACES[scene.place](scene, _extent(points))
    for beside in scene.props:
        stand(beside)
    if scene.place in BLURRED_BEHIND:
        eye.data.dof.use_dof = True
        eye.data.dof.focus_distance = eye.location.length
        eye.data.dof.aperture_fstop = TABLE_APERTURE
    return studio.seen_box(eye, points)


def _extent(points: Any) -> Extent:
    low, high = np.min(points, axis=0).tolist(), np.max(points, axis=0).tolist()
    return Extent(left=low[0], right=high[0], front=low[1], back=high[1], top=high[2])
