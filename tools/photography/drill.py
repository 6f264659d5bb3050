"""Shoppers' photos for training: each of the store's things in rooms that are drawn by chance."""

from __future__ import annotations

import colorsys
import csv
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageEnhance

from tools.photography import truth
from tools.photography.catalog import Group, Variant, offers, sku
from tools.photography.commerce import listings
from tools.photography.company import company
from tools.photography.habitats import habitat_of
from tools.photography.look import Camera, phone
from tools.photography.photos import Quality
from tools.photography.scenes.record import Eye, Scene

SIZES = ((216, 288), (216, 288), (288, 288), (288, 216))  # most phones are held upright
SAMPLES = 6  # rays a pixel, denoised: two to four seconds of a core a photo
SPLIT, JPEG_QUALITY = "drill", 85
BROKEN_OFF = ".partial"


@dataclass(frozen=True, slots=True)
class Drill:
    """One photo to train with: what is in it, and what the phone did to it.

    Attributes
    ----------
    number : str
        Tells the photos of a thing apart, in every folder: the seed and the place in its order.
    exposure : float
        Times the light of a well exposed photo.
    """

    number: str
    scene: Scene
    size: tuple[int, int]
    camera: Camera
    exposure: float
    seed: int

    @property
    def image(self) -> str:
        """The photo, relative to the folder."""
        return f"images/{self.scene.sku}-drill-{self.number}.jpg"


def drills(count: int, seed: int) -> Iterator[Drill]:
    """Draw `count` photos: every group once before any twice, every variant once before any twice."""
    for place, (group, variant) in enumerate(itertools.islice(_order(seed), count)):
        yield _drawn(group, variant, seed, place)


def render(
    folder: Path, wanted: Iterator[Drill], quality: Quality, *, stop: Path | None = None
) -> Iterator[Drill]:
    """Render what is missing into `folder` and keep its `items.csv`; end early once `stop` exists."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    facts = {listing.sku: truth.facts(listing) for listing in listings()}
    rows = _rows(folder)
    for drill in wanted:
        if stop and stop.exists():
            return
        if drill.image in rows:
            continue
        box = _shoot(drill, folder / drill.image, quality)
        rows[drill.image] = [drill.image, *facts[drill.scene.sku], "query", SPLIT, truth.SOURCE, box]
        _write_rows(folder, rows)
        yield drill


def _order(seed: int) -> Iterator[tuple[Group, Variant]]:
    draw = np.random.default_rng(seed)
    by_group = [list(those) for _, those in itertools.groupby(offers(), key=lambda offer: offer[0].id)]
    while True:
        shuffled = [[those[i] for i in draw.permutation(len(those))] for those in by_group]
        for turn in range(max(map(len, shuffled))):
            left = [those[turn] for those in shuffled if turn < len(those)]
            yield from (left[i] for i in draw.permutation(len(left)))


def _drawn(group: Group, variant: Variant, seed: int, place: int) -> Drill:
    draw = np.random.default_rng((seed, place))
    habitat = habitat_of(group)
    where = habitat.places[draw.integers(len(habitat.places))]
    fill = draw.uniform(*habitat.fill)
    slack = 1 - fill  # how far it can move before the frame cuts it, in half frames
    eye = Eye(
        azimuth=draw.uniform(-habitat.azimuth, habitat.azimuth),
        elevation=draw.uniform(*habitat.elevation),
        roll=float(np.clip(draw.normal(0, 2.5), -6, 6)),
        fill=fill,
        shift=(draw.uniform(-0.7, 0.7) * slack, draw.uniform(-0.6, 0.2) * slack),
        lens_mm=draw.uniform(32, 46),
    )
    scene = Scene(
        sku(group, variant),
        where,
        eye,
        wall=_wall_color(draw),
        turn=draw.uniform(-habitat.turn, habitat.turn),
        warmth=float(draw.beta(1.2, 1.6)),
        props=company(group, where, draw),
    )
    camera = Camera(
        noise=draw.uniform(1.5, 5),
        softness=draw.uniform(0.1, 0.7),
        vignette=draw.uniform(0.05, 0.28),
        haze=draw.uniform(2, 18),
    )
    size = SIZES[draw.integers(len(SIZES))]
    exposure = draw.uniform(0.8, 1.25)
    return Drill(f"{seed}-{place:04d}", scene, size, camera, exposure, seed=int(draw.integers(2**32)))


def _wall_color(draw: np.random.Generator) -> str:
    rgb = colorsys.hsv_to_rgb(draw.uniform(), draw.uniform(0.02, 0.24), draw.uniform(0.45, 0.95))
    return "#" + "".join(f"{round(255 * level):02x}" for level in rgb)


def _shoot(drill: Drill, target: Path, quality: Quality) -> str:
    # Blender is imported where it works, so that scenes can be drawn without it.
    from tools.photography import studio  # noqa: PLC0415
    from tools.photography.scenes import stage  # noqa: PLC0415

    box = stage.compose(drill.scene, drill.size)
    with TemporaryDirectory() as passing:
        png = Path(passing) / "render.png"
        studio.render_to(png, samples=quality.samples, threads=quality.threads)
        with Image.open(png) as rendered:
            exposed = ImageEnhance.Brightness(rendered.convert("RGB")).enhance(drill.exposure)
    picture = phone(exposed, drill.camera, warmth=drill.scene.warmth, seed=drill.seed)
    _whole(target, lambda partial: picture.save(partial, format="JPEG", quality=JPEG_QUALITY))
    return ",".join(f"{edge:.4f}" for edge in box)


def _rows(folder: Path) -> dict[str, list[str]]:
    """Read the rows of the photos that are there."""
    items = folder / "items.csv"
    if not items.exists():
        return {}
    with items.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: row for row in rows if (folder / row[0]).exists()}


def _write_rows(folder: Path, rows: Mapping[str, list[str]]) -> None:
    def write(partial: Path) -> None:
        with partial.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([truth.COLUMNS, *rows.values()])

    _whole(folder / "items.csv", write)


def _whole(target: Path, write: Callable[[Path], None]) -> None:
    """Let a file appear under its name only when it is whole."""
    partial = target.with_name(target.name + BROKEN_OFF)
    write(partial)
    partial.replace(target)
