"""What an index is built with: settled from the catalog itself, frozen until the catalog has outgrown it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gumsole.images.domain import domain_of
from gumsole.records import Passport, Vector
from gumsole.store import EncoderKey, Store, key_of

# A catalog that has doubled may be another catalog; below that, answers stay what they were.
OUTGROWN = 2.0

# The mean of n vectors drawn at random is off by 1/sqrt(n) of their spread: 1.6 % here.
SAMPLE_PHOTOS = 4096


def calibrate(
    store: Store,
    key: EncoderKey,
    *,
    prior: Vector,
    color_dimension: int,
    color_weight: float,
    clock: Callable[[], float],
) -> bool:
    """Settle the passport if there is none, if it is another encoder's, or if the catalog has outgrown it.

    Parameters
    ----------
    prior : ndarray of shape (d,), float32
        The encoder's own guess of the catalog mean; zeros where it has none.
    color_weight : float
        Default share of color in the similarity, in [0, 1].

    Returns
    -------
    bool
        True if a new passport is in force.
    """
    issued = store.passports.active()
    photos = store.photos.counts(key=key).done
    if not photos:
        return False
    if issued and key_of(issued.passport) == key and photos < OUTGROWN * issued.passport.calibrated_on:
        return False
    sample = np.concatenate(list(store.signals.embeddings(key=key, limit=SAMPLE_PHOTOS)))
    domain = domain_of(sample, prior=prior)
    store.passports.put(
        Passport(
            encoder=key.encoder,
            encoder_hash=key.file_hash,
            preprocessing=key.preprocessing,
            dimension=len(prior),
            color_dimension=color_dimension,
            color_weight=color_weight,
            catalog_mean=domain.catalog_mean,
            upload_mean=domain.upload_mean,
            calibrated_at=clock(),
            calibrated_on=photos,
        )
    )
    return True
