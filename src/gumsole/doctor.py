"""What is installed, what a store holds, what was taken for granted, and what is wrong."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from gumsole import __version__
from gumsole.index.embedded import Footprint
from gumsole.records import Passport
from gumsole.store import Asked, EncoderKey, IssuedPassport, Store, key_of

PACKAGES = ("numpy", "pillow", "onnxruntime", "faiss-cpu", "httpx")
OPTIONAL = {
    "boto3": "Amazon Rekognition, Titan and S3 (pip install 'gumsole[aws]')",
    "pillow-heif": "HEIC photos (pip install 'gumsole[heic]')",
}
SHOWN_FAILURES = 5
MEGABYTE = 10**6


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    subject: str
    text: str
    wrong: bool = False


def installed() -> Iterator[Finding]:
    """Versions of Gumsole, Python and what it stands on."""
    yield Finding("gumsole", __version__)
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    for name, gives in OPTIONAL.items():
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, f"not installed: no {gives}")


def examined(store: Store, key: EncoderKey) -> Iterator[Finding]:
    """What the store holds, seen by an operator whose encoder is `key`."""
    counts = store.photos.counts(key=key)
    yield Finding("currency", store.products.currency() or "none: no feed named a price")
    products = store.products.count()
    yield Finding("products", str(products), wrong=products == 0)
    yield Finding("photos", f"{counts.done} analyzed, {counts.failed} failed, {counts.pending} to do")
    for failure in store.photos.failures(limit=SHOWN_FAILURES):
        yield Finding("photo failed", f"{failure.ref}: {failure.reason}", wrong=True)
    if counts.pending:
        yield Finding("photos", f"{counts.pending} are not searchable yet; run the ingest again", wrong=True)
    yield from _passport(store.passports.active(), key)
    yield from _runs(store)


def labeled(store: Store) -> Iterator[Finding]:
    """What services outside said of the catalog, where they were asked."""
    for asked in Asked:
        kept, refused = store.labelings.count(asked)
        if kept:
            yield Finding(str(asked), f"{kept} photos were looked at by a service, {refused} it did not take")
    flagged = store.labelings.flagged()
    for one in flagged[:SHOWN_FAILURES]:
        seen = ", ".join(f"{label.name} {label.confidence:.0%}".replace("%", " %") for label in one.labels)
        yield Finding("unfit", f"{one.ref}: {seen} ({', '.join(one.skus)})", wrong=True)
    if len(flagged) > SHOWN_FAILURES:
        yield Finding("unfit", f"{len(flagged)} photos in all may be unfit to be shown", wrong=True)


def memory(photos: int, footprint: Footprint) -> Finding:
    """What the index takes, and what more photos will take."""
    each = (footprint.in_memory / photos) if photos else 0.0
    return Finding(
        "memory",
        f"index of {photos} photos: {footprint.in_memory / MEGABYTE:.1f} MB held ({each:.0f} bytes a photo), "
        f"{footprint.mapped / MEGABYTE:.1f} MB of vectors mapped from disk",
    )


def _passport(issued: IssuedPassport | None, key: EncoderKey) -> Iterator[Finding]:
    if issued is None:
        yield Finding("passport", "none: nothing was ingested yet", wrong=True)
        return
    passport = issued.passport
    yield Finding("passport", _described(passport))
    if key_of(passport) != key:
        yield Finding(
            "passport",
            f"built by {passport.encoder}, the settings name {key.encoder}; ingest again",
            wrong=True,
        )


def _described(passport: Passport) -> str:
    day = datetime.fromtimestamp(passport.calibrated_at, UTC).date()
    return (
        f"{passport.encoder} {passport.encoder_hash[:12]}, preprocessing {passport.preprocessing}, "
        f"{passport.dimension} + {passport.color_dimension} dimensions, "
        f"color weight {passport.color_weight}, calibrated {day} on {passport.calibrated_on} photos"
    )


def _runs(store: Store) -> Iterator[Finding]:
    for run in store.runs.latest():
        if run.finished_at is None:
            yield Finding("source", f"{run.source}: its last run was cut off; run it again", wrong=True)
            continue
        counts = run.counts
        yield Finding(
            "source",
            f"{run.source}: {counts.products} products, {counts.rejected} rejected, {counts.retired} retired",
        )
        for default in store.runs.defaults(run.id):
            yield Finding("taken for granted", f"{default.field}: {default.meaning} ({default.rows} rows)")
