"""When and on what a store is calibrated."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from gumsole.assembly.encoders import encoder_of, key_for, lookers_of, views_of
from gumsole.assembly.engines import engine_of
from gumsole.assembly.photos import pixels_in
from gumsole.calibration import Standard, Studio, calibrate
from gumsole.calibration.studio import MAX_VIEWS
from gumsole.errors import NotFound
from gumsole.images.analysis import Analyzer
from gumsole.images.encoder import Encoder
from gumsole.images.palette import table
from gumsole.ranking.bands import Bands
from gumsole.ranking.guard import Guard
from gumsole.settings import Settings
from gumsole.store import Store


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """What a store was calibrated to, with all that was measured of it."""

    guard: Guard
    bands: Bands


def recalibrate(folder: Path, settings: Settings) -> Calibrated:
    """Renew means, guard and bands together, and bring the index up to them.

    Raises
    ------
    StoreLocked
        If another process is ingesting into this store.
    NotFound
        If there is no store, or no photo in it that the encoder of the settings has seen.
    """
    encoder = encoder_of(settings, folder)
    with Store.open(folder) as store, store.ingesting(), engine_of(settings) as engine:
        settled = settle(store, encoder, settings, force=True)
        learned = store.calibrations.active()
        if not settled or learned is None:
            raise NotFound(f"no photos to learn from in {folder}; run: gumsole ingest FEED --store {folder}")
        engine.bring_up(store, key_for(encoder))
        return Calibrated(Guard.from_bytes(learned.guard), Bands.from_bytes(learned.bands))


def settle(
    store: Store, encoder: Encoder, settings: Settings, *, force: bool = False, activate: bool = True
) -> bool:
    """Calibrate the store where it needs it, or in any case; True if there is a new passport."""
    return calibrate(
        store,
        Standard(key_for(encoder), encoder.prior_mean, table().soft.shape[1], settings.color_weight),
        studio_of(store, encoder, settings),
        clock=time.time,
        force=force,
        activate=activate,
    )


def studio_of(store: Store, encoder: Encoder, settings: Settings, *, most: int = MAX_VIEWS) -> Studio:
    """Composes phone-like views of the store's photos, `most` at most, and looks at them as at uploads."""
    upload = Analyzer(encoder, views=views_of(encoder, settings))
    return Studio(
        pixels_in(store.folder),
        lambda data: upload.analyze(data).signals,
        lookers_of(settings),
        most=most,
    )
