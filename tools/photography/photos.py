"""Which photos there are, where their renders lie, and how one is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.photography.catalog import Group, Variant, offers, sku
from tools.photography.queries import QUERIES, Query
from tools.photography.views import View, views

CATALOG_PX = 768
PACKSHOT_SAMPLES, QUERY_SAMPLES = 4, 14  # with denoising: what the photos that ship were made with


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
class Quality:
    """What a photo may cost."""

    samples: int
    threads: int


def packshots() -> Iterator[Packshot]:
    """Go through all studio photos."""
    for group, variant in offers():
        for view in views(group, variant):
            yield Packshot(group, variant, view)


def every_photo() -> list[Packshot | Query]:
    """Return all photos there should be."""
    return [*packshots(), *QUERIES]


def samples_for(photo: Packshot | Query) -> int:
    """Return the rays a pixel: a room has more light that comes from around a corner."""
    return QUERY_SAMPLES if isinstance(photo, Query) else PACKSHOT_SAMPLES


def rendered(photo: Packshot | Query, folder: Path) -> Path:
    """Where the render of a photo lies."""
    kind = "queries" if isinstance(photo, Query) else "packshots"
    return folder / kind / f"{photo.name}.png"


def box_file(photo: Query, folder: Path) -> Path:
    """Where the box of a query's subject lies, beside its render."""
    return rendered(photo, folder).with_suffix(".box")


def shoot(photo: Packshot | Query, folder: Path, quality: Quality) -> None:
    """Build the scene of a photo and render it."""
    # Blender is imported where it works, so that feeds and sheets can be made without it.
    from tools.photography import models, scenes, studio  # noqa: PLC0415

    target = rendered(photo, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(photo, Query):
        box = scenes.compose(photo)
        box_file(photo, folder).write_text(",".join(f"{edge:.4f}" for edge in box) + "\n")
    else:
        studio.empty_scene()
        models.build(photo.group.design, photo.variant.finishes)
        studio.packshot(photo.view, CATALOG_PX)
    studio.render_to(target, samples=quality.samples, threads=quality.threads)
