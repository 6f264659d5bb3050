"""Which photos there are, where their renders lie, and how one is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.photography.catalog import Group, Variant, offers, sku
from tools.photography.lifestyle import LIFESTYLE
from tools.photography.queries import QUERIES, Query
from tools.photography.scenes.record import Scene
from tools.photography.views import View, views

CATALOG_PX = 768
PHONE_SIZE, SCREEN_SIZE = (480, 640), (540, 540)
PACKSHOT_SAMPLES, ROOM_SAMPLES = 3, 8  # with denoising: what the photos that ship were made with


@dataclass(frozen=True, slots=True)
class Packshot:
    """One studio photo of one variant."""

    group: Group
    variant: Variant
    view: View

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"{sku(self.group, self.variant)}-{self.view.name}"


@dataclass(frozen=True, slots=True)
class RoomShot:
    """A catalog photo taken in a room."""

    sku: str
    scene: Scene

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"{self.sku}-room"


Shot = Packshot | RoomShot | Query


@dataclass(frozen=True, slots=True)
class Quality:
    """What a photo may cost."""

    samples: int
    threads: int


def packshots() -> Iterator[Packshot]:
    """Go through all studio photos."""
    for group, variant in offers():
        for view in views(group, variant):
            yield Packshot(group, variant, view)


def room_shots() -> Iterator[RoomShot]:
    """Go through the catalog photos taken in rooms."""
    for own, scene in LIFESTYLE.items():
        yield RoomShot(own, scene)


def every_photo() -> list[Shot]:
    """Return all photos there should be."""
    return [*packshots(), *room_shots(), *QUERIES]


def samples_for(photo: Shot) -> int:
    """Return the rays a pixel: a room has more light that comes from around a corner."""
    return PACKSHOT_SAMPLES if isinstance(photo, Packshot) else ROOM_SAMPLES


def size_of(photo: Shot) -> tuple[int, int]:
    """Return the pixels of a photo, width and height."""
    if isinstance(photo, Query):
        return SCREEN_SIZE if photo.is_screenshot else PHONE_SIZE
    return (CATALOG_PX, CATALOG_PX)


def rendered(photo: Shot, folder: Path) -> Path:
    """Where the render of a photo lies."""
    match photo:
        case Packshot():
            kind = "packshots"
        case RoomShot():
            kind = "rooms"
        case Query():
            kind = "queries"
    return folder / kind / f"{photo.name}.png"


def box_file(photo: Query, folder: Path) -> Path:
    """Where the box of a query's subject lies, beside its render."""
    return rendered(photo, folder).with_suffix(".box")


def shoot(photo: Shot, folder: Path, quality: Quality) -> None:
    """Build the scene of a photo and render it."""
    # Blender is imported where it works, so that feeds and sheets can be made without it.
    from tools.photography import models, studio  # noqa: PLC0415
    from tools.photography.scenes import stage  # noqa: PLC0415

    target = rendered(photo, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    subject = None
    if isinstance(photo, Packshot):
        studio.empty_scene()
        models.build(photo.group.design, photo.variant.finishes)
        subject = studio.packshot(photo.view, CATALOG_PX)
    else:
        box = stage.compose(photo.scene, size_of(photo))
        if isinstance(photo, Query):
            box_file(photo, folder).write_text(",".join(f"{edge:.4f}" for edge in box) + "\n")
    studio.render_to(target, samples=quality.samples, threads=quality.threads, subject=subject)
