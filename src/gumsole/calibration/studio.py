"""Phone-like views of the catalog's main photos, looked at as uploads are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np

from gumsole.errors import GumsoleError
from gumsole.images.phone_views import phone_view
from gumsole.records import RGB, Signals
from gumsole.store import MainPhoto

# Views of one photo, and of all of them at most: with 400 a share of 5 % is known to about 1 % (standard
# error).
VIEWS_OF_PHOTO = 4
MAX_VIEWS = 400
# Photos whose surroundings are lent to others.
BACKDROPS = 32


@dataclass(frozen=True, slots=True)
class Studio:
    """What views are made with.

    Attributes
    ----------
    pixels : callable
        Address and content hash → the photo's pixels, or None if it cannot be read here and now.
    analyze : callable
        Bytes of an upload → signals.
    workers : int
        Views made at once.
    views_of_photo : int
        Views of each photo where there are few.
    most : int
        Views of all photos together.
    """

    pixels: Callable[[str, str], RGB | None]
    analyze: Callable[[bytes], Signals]
    workers: int = 1
    views_of_photo: int = VIEWS_OF_PHOTO
    most: int = MAX_VIEWS


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A catalog photo as a phone would see it."""

    photo: MainPhoto
    signals: Signals


def views_of(photos: Sequence[MainPhoto], studio: Studio) -> list[View]:
    """Several views of each photo, the same on every run; photos that cannot be read are passed over."""
    if not photos:
        return []
    times = max(1, min(studio.views_of_photo, studio.most // len(photos)))
    backdrops = list(islice(_readable(photos, studio), BACKDROPS))
    with ThreadPoolExecutor(studio.workers) as pool:
        made = pool.map(lambda photo: _views(photo, studio, backdrops, times), photos[: studio.most])
        return [view for views in made for view in views]


def _readable(photos: Iterable[MainPhoto], studio: Studio) -> Iterable[tuple[str, RGB]]:
    for photo in photos:
        if (rgb := _pixels(photo, studio)) is not None:
            yield photo.group, rgb


def _pixels(photo: MainPhoto, studio: Studio) -> RGB | None:
    try:
        return studio.pixels(photo.ref, photo.hash)
    except GumsoleError:
        return None


def _views(photo: MainPhoto, studio: Studio, backdrops: Sequence[tuple[str, RGB]], times: int) -> list[View]:
    rgb = _pixels(photo, studio)
    made: list[View] = []
    if rgb is None:
        return made
    for number in range(times):
        random = np.random.default_rng([int(photo.hash[:15], 16), number])
        group, behind = backdrops[int(random.integers(len(backdrops)))]
        try:
            upload = phone_view(rgb, None if group == photo.group else behind, random)
            made.append(View(photo, studio.analyze(upload)))
        except GumsoleError:
            continue
    return made
