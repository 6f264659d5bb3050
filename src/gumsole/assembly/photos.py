"""Photos of the catalog, wherever their bytes are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from gumsole.aws import Account, Patience
from gumsole.catalog.fetch import FetchLimits, Objects, PhotoFetcher, is_remote
from gumsole.catalog.fetch_local import fetch_local
from gumsole.catalog.fetched import Fetched
from gumsole.catalog.photo_cache import PhotoCache
from gumsole.catalog.sent import SentPhotos, is_sent
from gumsole.errors import GumsoleError
from gumsole.images.analysis import Analysis
from gumsole.images.decode import decode
from gumsole.images.thumbnail import thumbnail, webp
from gumsole.ingest import FETCHERS
from gumsole.records import RGB, Known
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.layout import PHOTOS_FOLDER, SENT_FOLDER, THUMBNAILS_FOLDER

MEGABYTE = 10**6
# Pictures of the demo shop in memory: some 3 kB each in a grid, 30 kB on a page of their own.
PICTURES_HELD = 1000

Fetch = Callable[[str, Known | None], Fetched]
Content = Callable[[str, str], bytes | None]


def fetcher_of(settings: Settings, *, patient: bool = True) -> PhotoFetcher:
    """Fetches photos from where feeds and API say they are; from S3 only for feeds.

    Parameters
    ----------
    patient : bool
        Ask a host that falters several times; False where whoever asks comes back later.
    """
    limits = FetchLimits(total_s=settings.photo_timeout_s)
    return PhotoFetcher(
        allow_private=settings.allow_private,
        limits=limits if patient else replace(limits, attempts=1),
        objects=objects_of(settings, limits) if patient else None,
    )


def objects_of(settings: Settings, limits: FetchLimits) -> Objects | None:
    """Reads what feeds have in S3, within the limits of the web's photos; None where no bucket is allowed."""
    buckets = buckets_of(settings)
    if not buckets:
        return None
    # Of one object that comes too slowly nothing follows for the others.
    patience = Patience(attempts=limits.attempts, total_s=limits.total_s, read_s=limits.read_s, rest_s=0.0)
    account = Account(settings.aws_region, at_once=FETCHERS, patience=patience)
    return Objects(account, buckets, max_bytes=limits.max_bytes, total_s=limits.total_s)


def buckets_of(settings: Settings) -> frozenset[str]:
    """Buckets that feeds and their photos may lie in."""
    return frozenset(name for part in settings.s3_buckets.split(",") if (name := part.strip()))


def fetching(folder: Path, fetcher: PhotoFetcher) -> Fetch:
    """Fetches photos that were sent, too."""
    sent = SentPhotos(folder / SENT_FOLDER)
    return lambda ref, known: sent.fetch(ref, known) if is_sent(ref) else fetcher.fetch(ref, known)


def keeper_of(folder: Path, settings: Settings) -> Callable[[str, str, bytes, Analysis], None]:
    """Keeps copies of photos that are no files of a feed: thumbnails for good, remote bytes within bounds."""
    photos = PhotoCache(folder / PHOTOS_FOLDER, max_bytes=settings.photo_cache_mb * MEGABYTE)
    thumbnails = PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None)

    def keep(ref: str, hash_: str, data: bytes, analysis: Analysis) -> None:
        if is_remote(ref):
            photos.put(hash_, data)
        if is_remote(ref) or is_sent(ref):
            thumbnails.put(hash_, thumbnail(analysis.rgb))

    return keep


def contents_in(folder: Path, fetch: Fetch) -> Content:
    """Reads catalog photos again as they were: address and content hash → bytes; None where they changed."""
    kept = PhotoCache(folder / PHOTOS_FOLDER, max_bytes=None)

    def content(ref: str, hash_: str) -> bytes | None:
        if is_remote(ref) and (data := kept.get(hash_)):
            return data
        fetched = fetch(ref, None)
        return fetched.data if fetched.known.hash == hash_ else None

    return content


def pixels_in(folder: Path) -> Callable[[str, str], RGB | None]:
    """Reads catalog photos again: files where they are, remote ones from the copies that were kept."""
    kept = (
        PhotoCache(folder / PHOTOS_FOLDER, max_bytes=None),
        PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None),
    )
    sent = SentPhotos(folder / SENT_FOLDER)

    def pixels(ref: str, hash_: str) -> RGB | None:
        if is_remote(ref):
            data = next((found for cache in kept if (found := cache.get(hash_))), None)
        elif is_sent(ref):
            data = sent.fetch(ref, None).data
        else:
            data = fetch_local(ref, None).data
        return decode(data).rgb if data else None

    return pixels


def thumbnails_of(folder: Path, store: Store) -> Callable[[str], bytes | None]:
    """Hash of a photo of a live product → JPEG of it; None where there is none, or it is not at hand.

    What is made is kept: bytes of a hash never change.
    """
    kept, pixels = PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None), pixels_in(folder)

    def small(hash_: str) -> bytes | None:
        ref = store.photos.ref_of(hash_)
        if ref is None:
            return None
        found = kept.get(hash_)
        with suppress(GumsoleError):
            if found is None and (rgb := pixels(ref, hash_)) is not None:
                found = thumbnail(rgb)
                kept.put(hash_, found)
        return found

    return small


def pictures_of(folder: Path, store: Store) -> Callable[[str, int], bytes | None]:
    """Hash of a photo of a live product and a long side in pixels → WebP of it; None as for thumbnails."""
    pixels = pixels_in(folder)

    @lru_cache(maxsize=PICTURES_HELD)
    def picture(hash_: str, long_side: int) -> bytes | None:
        ref = store.photos.ref_of(hash_)
        with suppress(GumsoleError):
            rgb = pixels(ref, hash_) if ref else None
            return None if rgb is None else webp(rgb, long_side=long_side)
        return None

    return picture
