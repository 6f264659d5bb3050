"""Encoders, and what they ask of photos and indexes."""

from __future__ import annotations

import os
from pathlib import Path

from gumsole.errors import IndexMismatch
from gumsole.images.analysis import PREPROCESSING
from gumsole.images.encoder import Encoder
from gumsole.images.lite0 import Lite0
from gumsole.images.tower import Tower
from gumsole.records import Passport
from gumsole.settings import Settings
from gumsole.store import EncoderKey, key_of

# A second look at the middle of an upload finds a tenth more products; catalog photos gain nothing by it.
UPLOAD_VIEWS = 2

SHIPPED_ENCODER = "lite0"


def encoder_of(settings: Settings) -> Encoder:
    """The encoder that the settings name.

    Raises
    ------
    BrokenEncoder
        If its files do not load or do not compute what they should.
    """
    return Lite0.load() if settings.encoder == SHIPPED_ENCODER else Tower.load(Path(settings.encoder))


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
