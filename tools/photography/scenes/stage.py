"""A scene becomes a room, a thing in it, and a camera."""

from __future__ import annotations

from math import radians

from tools.photography import models, props, studio
from tools.photography.scenes.floors import corner, living_room
from tools.photography.scenes.furnishing import COOL, sold
from tools.photography.scenes.record import Scene
from tools.photography.scenes.tops import shelf, table

PHONE_LENS_MM = 40.0  # a phone's main camera, zoomed in a little, on 36 mm film
TABLE_APERTURE = 4.0


def compose(scene: Scene, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Build a scene; return the box of its subject as fractions of the frame of `size` pixels."""
    studio.empty_scene(world=COOL, strength=0.32)
    design, finishes = scene.unsold or sold(scene.sku)
    props.placed(lambda: models.build(design, finishes), at=(0, 0, 0), turn=radians(scene.turn))
    points = studio.product_points()
    studio.set_size(size)
    eye = studio.camera(
        azimuth=scene.azimuth, elevation=scene.elevation, roll=scene.roll, lens_mm=PHONE_LENS_MM
    )
    studio.frame(eye, points, fill=scene.fill, shift=scene.shift)
    match scene.place:
        case "living room":
            living_room(scene)
        case "corner":
            corner(scene)
        case "table":
            table(scene)
        case "shelf":
            shelf(scene)
    if scene.place in {"table", "shelf"}:
        eye.data.dof.use_dof = True
        eye.data.dof.focus_distance = eye.location.length
        eye.data.dof.aperture_fstop = TABLE_APERTURE
    return studio.seen_box(eye, points)
