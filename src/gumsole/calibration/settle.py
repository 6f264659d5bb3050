"""When a store is calibrated, and what is kept of it; frozen until the catalog has outgrown it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gumsole.calibration.learn import learned
from gumsole.calibration.studio import Studio
from gumsole.errors import BrokenStore
from gumsole.images.domain import domain_of
from gumsole.ranking.guard import Guard
from gumsole.records import Passport, Vector
from gumsole.store import EncoderKey, Store, key_of

# A catalog that has doubled may be another catalog; below that, answers stay what they were.
OUTGROWN = 2.0

# The mean of n vectors drawn at random is off by 1/sqrt(n) of their spread: 1.6 % here.
SAMPLE_PHOTOS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """What the operator's encoder and settings bring to a passport.

    Attributes
    ----------
    prior : ndarray of shape (d,), float32
        The encoder's own guess of the catalog mean; zeros where it has none.
    color_weight : float
        Default share of color in the similarity, in [0, 1].
    """

    key: EncoderKey
    prior: Vector
    color_dimension: int
    color_weight: float


def calibrate(
    store: Store,
    standard: Standard,
    studio: Studio,
    *,
    clock: Callable[[], float],
    force: bool = False,
    activate: bool = True,
) -> bool:
    """Settle means, guard and bands where there are none, or where the catalog has outgrown them.

    All of them are renewed together, in one transaction, and every index is built anew.

    Parameters
    ----------
    force : bool
        Renew them in any case.
    activate : bool
        Put the new passport in force; else it lies beside the one that is.

    Returns
    -------
    bool
        True if there is a new passport.
    """
    photos = store.photos.counts(key=standard.key).done
    if not photos or not (force or _due(store, standard.key, photos, activate=activate)):
        return False
    sample = np.concatenate(list(store.signals.embeddings(key=standard.key, limit=SAMPLE_PHOTOS)))
    domain = domain_of(sample, prior=standard.prior)
    passport = Passport(
        encoder=standard.key.encoder,
        encoder_hash=standard.key.file_hash,
        preprocessing=standard.key.preprocessing,
        dimension=len(standard.prior),
        color_dimension=standard.color_dimension,
        color_weight=standard.color_weight,
        catalog_mean=domain.catalog_mean,
        upload_mean=domain.upload_mean,
        calibrated_at=clock(),
        calibrated_on=photos,
    )
    calibration = learned(store, passport, studio)
    with store.writing():
        store.calibrations.put(store.passports.put(passport, activate=activate), calibration)
    return True


def _due(store: Store, key: EncoderKey, photos: int, *, activate: bool) -> bool:
    """A store of another encoder or an older version, one that doubled, or one with kinds never seen."""
    issued = store.passports.active() if activate else store.passports.of(key)
    calibration = store.calibrations.of(issued.id) if issued else None
    if issued is None or calibration is None or key_of(issued.passport) != key:
        return True
    return photos >= OUTGROWN * issued.passport.calibrated_on or _new_kinds(store, key, calibration.guard)


def _new_kinds(store: Store, key: EncoderKey, packed: bytes) -> bool:
    """True if products with photos stand where the guard knows nothing; a blind guard need not know.

    A guard that another version packed knows nothing either.
    """
    try:
        guard = Guard.from_bytes(packed)
    except BrokenStore:
        return True
    if not guard.categories:
        return False
    return any(guard.leaf_of(path) < 0 for path in store.calibrations.categories_with_photos(key=key))
