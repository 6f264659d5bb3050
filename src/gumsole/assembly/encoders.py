"""Encoders, and what they ask of photos and indexes."""

from __future__ import annotations

import os
from pathlib import Path

from gumsole.assembly.outside import account_of, titan_dimension
from gumsole.aws import Meter
from gumsole.errors import IndexMismatch
from gumsole.images.analysis import PREPROCESSING
from gumsole.images.encoder import Encoder
from gumsole.images.lite0 import Lite0
from gumsole.images.titan import Titan
from gumsole.images.tower import Tower
from gumsole.records import Passport
from gumsole.settings import Settings
from gumsole.store import EncoderKey, key_of

# A second look at the middle of an upload finds a tenth more products; catalog photos gain nothing by it.
UPLOAD_VIEWS = 2

SHIPPED_ENCODER = "lite0"


def encoder_of(settings: Settings, *, patient: bool = True, meter: Meter | None = None) -> Encoder:
    """The encoder that the settings name.

    Parameters
    ----------
    patient : bool
        Where it is asked at AWS, wait out throttling.
    meter : Meter, optional
        Counts what is asked of AWS.

    Raises
    ------
    BrokenEncoder
        If its files do not load or do not compute what they should.
    ServiceRefused
        If it is asked at AWS, and that is not set up.
    BadSettings
        If it has no such dimension.
    """
    if dimension := titan_dimension(settings):
        return Titan(account_of(settings, patient=patient, meter=meter), dimension)
    return Lite0.load() if settings.encoder == SHIPPED_ENCODER else Tower.load(Path(settings.encoder))


def views_of(encoder: Encoder) -> int:
    """Looks at an upload: one where each is sent to AWS, waited for and charged."""
    return 1 if isinstance(encoder, Titan) else UPLOAD_VIEWS


def lookers_of(settings: Settings) -> int:
    """Catalog photos analyzed at once: those that wait for AWS take no core."""
    return (
        max(settings.aws_at_once, workers_of(settings)) if titan_dimension(settings) else workers_of(settings)
    )


def workers_of(settings: Settings) -> int:
    """Photos analyzed at once: one per core that this process may use, unless the settings say otherwise."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return settings.workers or usable or 1


def key_for(encoder: Encoder) -> EncoderKey:
    """What signals made with this encoder are stored under."""
    return EncoderKey(encoder.id, encoder.file_hash, PREPROCESSING)


def refuse_other_encoder(passport: Passport, key: EncoderKey) -> None:
    """Refuse a query whose signals cannot be compared with the index's."""
    built = key_of(passport)
    if built != key:
        raise IndexMismatch(
            f"the index was built by encoder {built.encoder} ({built.file_hash[:12]}, preprocessing "
            f"{built.preprocessing}), not {key.encoder} ({key.file_hash[:12]}, preprocessing "
            f"{key.preprocessing}); ingest again to build it anew"
        )
