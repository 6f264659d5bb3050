"""Encoders, and what they ask of photos and indexes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from gumsole.assembly.outside import account_of, titan_dimension
from gumsole.aws import Meter
from gumsole.errors import BrokenEncoder, IndexMismatch
from gumsole.images.analysis import PREPROCESSING
from gumsole.images.encoder import Encoder
from gumsole.images.lite0 import Lite0
from gumsole.images.pinning import PIN_FILE, Pin, checked, is_name
from gumsole.images.titan import Titan
from gumsole.images.tower import Tower
from gumsole.images.tuned import HEAD_FILE, Head, Tuned
from gumsole.records import Passport
from gumsole.settings import Settings
from gumsole.store import EncoderKey, Store, key_of
from gumsole.store.layout import ENCODERS_FOLDER, STORE_FILE

# A second look at the middle of an upload finds a tenth more products; catalog photos gain nothing by it.
UPLOAD_VIEWS = 2

SHIPPED_ENCODER = "lite0"


def encoder_of(
    settings: Settings,
    folder: Path | None = None,
    *,
    chosen: bool = True,
    patient: bool = True,
    meter: Meter | None = None,
) -> Encoder:
    """The encoder that the store in `folder` was told to use, else the one that the settings name.

    Parameters
    ----------
    folder : Path, optional
        Of a store, which may not be there yet; None asks the settings alone.
    chosen : bool
        Mind what the store was told; else the settings have it, by the id of a registered one, too.
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
    if chosen:
        settings = replace(settings, encoder=encoder_in_use(settings, folder))
    if dimension := titan_dimension(settings):
        return Titan(account_of(settings, patient=patient, meter=meter), dimension)
    if settings.encoder == SHIPPED_ENCODER:
        return Lite0.load()
    registered = registered_at(settings.encoder, folder)
    if registered is None:
        return Tower.load(Path(settings.encoder))
    pin = checked(registered)
    if not pin.tuned:
        return Tower.load(registered)
    below = replace(settings, encoder=pin.base)
    base = encoder_of(below, folder, chosen=False, patient=patient, meter=meter)
    _refuse_other_base(pin, base)
    return Tuned(base, Head.from_bytes((registered / HEAD_FILE).read_bytes()), pin.id, pin.base)


def _refuse_other_base(pin: Pin, base: Encoder) -> None:
    """A head means nothing over another base than the one it was fitted to, which its id begins with."""
    if not pin.id.startswith(f"{base.id}+"):
        raise BrokenEncoder(
            f"{pin.id} was not tuned over {base.id}, which is there now; run: gumsole encoder use "
            f"{pin.base}, then gumsole tune"
        )


def encoder_in_use(settings: Settings, folder: Path | None) -> str:
    """Id or setting of the encoder that a store uses, by `gumsole encoder use` or by its settings.

    A choice holds until the setting changes: whoever does that has the last word.
    """
    if folder is None or not (folder / STORE_FILE).exists():
        return settings.encoder
    with Store.open(folder) as store:
        choice = store.choices.get()
    return choice.encoder if choice and choice.setting == settings.encoder else settings.encoder


def shelves(folder: Path | None) -> list[Path]:
    """Where registered encoders lie: those of the store, those of the operator on this machine."""
    of_store = [] if folder is None else [folder / ENCODERS_FOLDER]
    return [*of_store, own_shelf()]


def own_shelf(environ: Mapping[str, str] = os.environ) -> Path:
    """The operator's own encoders, for every store on this machine (XDG Base Directory Specification)."""
    home = environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "gumsole" / ENCODERS_FOLDER


def registered_at(name: str, folder: Path | None) -> Path | None:
    """Folder of a registered encoder, named by id or path; None where there is none."""
    candidates = [shelf / name for shelf in shelves(folder)] if is_name(name) else [Path(name)]
    return next((found for found in candidates if (found / PIN_FILE).is_file()), None)


class FollowedEncoder:
    """The encoder that a store uses, opened again where `gumsole encoder use` chose another."""

    def __init__(self, folder: Path, settings: Settings, *, meter: Meter | None = None) -> None:
        self._folder = folder
        self._settings = settings
        self._meter = meter
        self.now = self._open()

    def of(self, passport: Passport) -> Encoder:
        """The encoder that a passport was made with.

        Raises
        ------
        IndexMismatch
            If neither the store nor its settings name it.
        """
        if key_for(self.now) != key_of(passport):
            self.now = self._open()
            refuse_other_encoder(passport, key_for(self.now))
        return self.now

    def _open(self) -> Encoder:
        return encoder_of(self._settings, self._folder, patient=False, meter=self._meter)


def views_of(encoder: Encoder, settings: Settings) -> int:
    """Looks at an upload: one where speed is wanted, or where each is sent to AWS, waited for and charged."""
    return 1 if settings.quality == "fast" or isinstance(encoder, Titan) else UPLOAD_VIEWS


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
