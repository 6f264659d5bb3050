"""Rooms for the query photos: a living room, a corner, a table top, a shelf; each with window light."""

from __future__ import annotations

from math import radians

from tools.photography import catalog, models, props, studio
from tools.photography.designs import Design, Finish, Finishes
from tools.photography.materials import make
from tools.photography.queries import Query
from tools.photography.shapes import soft_block

PHONE_LENS_MM = 40.0  # a phone's main camera, zoomed in a little, on 36 mm film
PHOTO_SIZE = (480, 640)
SCREENSHOT_SIZE = (540, 540)
COOL, WARM = "#f3f6ff", "#ffc98f"
TABLE_APERTURE = 4.0

Sold = dict[str, tuple[Design, Finishes]]


def compose(query: Query) -> tuple[float, float, float, float]:
    """Build the scene of a query; return the box of its subject as fractions of the frame."""
    studio.empty_scene(world=COOL, strength=0.32)
    design, finishes = query.unsold or _sold()[query.sku]
    props.placed(lambda: models.build(design, finishes), at=(0, 0, 0), turn=radians(query.turn))
    points = studio.product_points()
    studio.set_size(SCREENSHOT_SIZE if query.screenshot else PHOTO_SIZE)
    eye = studio.camera(
        azimuth=query.azimuth, elevation=query.elevation, roll=query.roll, lens_mm=PHONE_LENS_MM
    )
    studio.frame(eye, points, fill=query.fill, shift=query.shift)
    match query.place:
        case "living room":
            _living_room(query)
        case "corner":
            _corner(query)
        case "table":
            _table(query)
        case "shelf":
            _shelf(query)
    if query.place in {"table", "shelf"}:
        eye.data.dof.use_dof = True
        eye.data.dof.focus_distance = eye.location.length
        eye.data.dof.aperture_fstop = TABLE_APERTURE
    return studio.seen_box(eye, points)


def _sold() -> Sold:
    return {
        catalog.sku(group, variant): (group.design, variant.finishes) for group, variant in catalog.offers()
    }


def _stand(sku: str, at: tuple[float, float, float], turn: float = 0.0) -> None:
    """Put one of the store's own things beside the subject."""
    design, finishes = _sold()[sku]
    props.placed(lambda: models.build(design, finishes), at=at, turn=radians(turn))


def _window(size: float, watts: float, query: Query) -> None:
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
        watts=(0.1 + 0.5 * query.warmth) * watts * size**2,
        target=(0, 0, 0.3),
        color=WARM,
    )


def _living_room(query: Query) -> None:
    props.planks(7, 5, color="#b98d62")
    props.placed(lambda: props.wall(8, 3, color=query.wall), at=(0, 0.75, 0))
    props.placed(lambda: props.rug(2.9, 1.9, color="#ded5c4"), at=(0, -0.35, 0))
    props.placed(lambda: props.picture(0.62, 0.82, color="#b8745a", accent="#22335a"), at=(-0.35, 0.72, 1.6))
    props.placed(lambda: props.picture(0.42, 0.56, color="#8f9a86", accent="#c8983f"), at=(0.35, 0.72, 1.5))
    props.placed(lambda: props.plant(1.25, pot="#c9b8a2"), at=(-1.5, 0.3, 0))
    for sku in query.props:
        _stand(sku, (1.42, 0.3, 0), 180 if "arc" in sku else 0)
    _window(1.5, 130, query)


def _corner(query: Query) -> None:
    props.planks(6, 5, color="#8f6a4a")
    props.placed(lambda: props.wall(6, 3, color=query.wall), at=(0, 0.85, 0))
    props.placed(lambda: props.picture(0.5, 0.66, color="#c8983f", accent="#2f4a3e"), at=(0.55, 0.82, 1.45))
    props.placed(lambda: props.plant(0.95, pot="#8b8f8a"), at=(-0.85, 0.45, 0))
    for sku in query.props:
        _stand(sku, (0.85, 0.3, 0), 20)
    _window(1.2, 120, query)


def _table(query: Query) -> None:
    soft_block(
        (1.7, 0.95, 0.035), make(Finish("wood", "#b78d64", grain="x")), at=(0, 0.12, -0.0175), radius=0.008
    )
    props.placed(lambda: props.wall(4, 2.6, color=query.wall), at=(0, 1.5, -0.75))
    props.placed(lambda: props.books(("#7d8c86", "#b8745a", "#e3d6bd")), at=(-0.26, 0.3, 0), turn=0.3)
    props.placed(lambda: props.plant(0.36, pot="#d9d2c5", leaves=11), at=(0.36, 0.48, 0))
    props.placed(lambda: props.plate(0.1, color="#ece5d8"), at=(0.25, 0.04, 0))
    for sku in query.props:
        _stand(sku, (-0.02, 0.34, 0), 35)
    _window(0.7, 105, query)


def _shelf(query: Query) -> None:
    soft_block(
        (1.8, 0.42, 0.04), make(Finish("wood", "#7a5236", grain="x")), at=(0, 0.03, -0.02), radius=0.004
    )
    soft_block(
        (1.76, 0.38, 0.5), make(Finish("wood", "#7a5236", grain="x")), at=(0, 0.04, -0.3), radius=0.004
    )
    props.placed(lambda: props.wall(4, 2.8, color=query.wall), at=(0, 0.28, -0.9))
    props.placed(lambda: props.books(("#3d4f63", "#c8983f", "#d8cfc0", "#8f5733")), at=(-0.36, 0.04, 0))
    props.placed(
        lambda: props.picture(0.3, 0.38, color="#8f9a86", accent="#b8745a"), at=(0.02, 0.22, 0.19), turn=0.05
    )
    for sku in query.props:
        _stand(sku, (0.36, 0.03, 0), -20)
    _window(0.8, 95, query)
