"""Encoders of a store: which there are, and which of them it uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from gumsole.assembly.calibrating import settle
from gumsole.assembly.encoders import (
    SHIPPED_ENCODER,
    encoder_in_use,
    encoder_of,
    key_for,
    lookers_of,
    registered_at,
    shelves,
)
from gumsole.assembly.engines import Engine, engine_of
from gumsole.assembly.outside import TITAN_ENCODER
from gumsole.assembly.photos import fetcher_of, fetching, keeper_of
from gumsole.errors import NotFound
from gumsole.images.analysis import Analyzer
from gumsole.images.encoder import Encoder
from gumsole.images.lite0 import ID as SHIPPED_ID
from gumsole.images.manifest import MANIFEST, read_manifest
from gumsole.images.pinning import Pin, shelved
from gumsole.images.tuned import Tuned
from gumsole.ingest import Progress, Workshop, look_at_photos
from gumsole.settings import Settings
from gumsole.store import EncoderKey, Store
from gumsole.store.layout import STORE_FILE
from gumsole.store.tables.choices import Choice


@dataclass(frozen=True, slots=True)
class Listed:
    """One encoder that the store could use.

    Attributes
    ----------
    name : str
        What `gumsole encoder use` takes.
    origin : str
    base : str
        What a tuned one stands on; empty of others.
    photos : int
        That were looked at with it, or carried over.
    in_use : bool
    """

    name: str
    origin: str
    base: str
    photos: int
    in_use: bool


@dataclass(frozen=True, slots=True)
class Switched:
    """What a switch did.

    Attributes
    ----------
    before, now : str
        Names of the encoders.
    derived, analyzed : int
        Photos whose signals were carried over, and those that were looked at.
    calibrated : bool
        True if there was no calibration that still fits.
    """

    before: str
    now: str
    derived: int
    analyzed: int
    calibrated: bool


def list_encoders(folder: Path, settings: Settings) -> list[Listed]:
    """Encoders that the store could use: those of the package and the settings, and all that are registered.

    Their models are not opened; `use` checks them.
    """
    in_use = encoder_in_use(settings, folder)
    pins = {pin.id: pin for shelf in reversed(shelves(folder)) for pin in shelved(shelf)}
    names = dict.fromkeys([SHIPPED_ENCODER, settings.encoder, *pins])
    seen = _looked_at(folder)
    return [
        Listed(
            name=name,
            origin=_origin(name, pins.get(name)),
            base=pins[name].base if name in pins else "",
            photos=seen.get(_id_of(name), 0),
            in_use=name == in_use,
        )
        for name in names
    ]


def _looked_at(folder: Path) -> dict[str, int]:
    if not (folder / STORE_FILE).exists():
        return {}
    with Store.open(folder) as store:
        return store.signals.looked_at()


def _origin(name: str, pin: Pin | None) -> str:
    if pin:
        return pin.origin
    return "ships with Gumsole" if name == SHIPPED_ENCODER else "named by the settings"


def _id_of(name: str) -> str:
    """What signals are stored under."""
    if name == SHIPPED_ENCODER:
        return SHIPPED_ID
    if name.startswith(TITAN_ENCODER):
        return name.replace(":", "-")
    return read_manifest(Path(name)).id if (Path(name) / MANIFEST).is_file() else name


def use_encoder(
    folder: Path, settings: Settings, name: str, *, progress: Callable[[Progress], None] = lambda _: None
) -> Switched:
    """Have the store search with an encoder: what it lacks is seen to first, then all switches in one step.

    What was built before stays; going back is the same command.

    Raises
    ------
    NotFound
        If there is no such encoder, or nothing in the store to search in.
    BrokenEncoder
        If its files changed since they were registered.
    StoreLocked
        If another process is ingesting into this store.
    """
    if name not in {SHIPPED_ENCODER, settings.encoder} and registered_at(name, folder) is None:
        raise NotFound(f"no encoder {name!r} here; `gumsole encoder list` shows all, `add` brings another")
    before = encoder_in_use(settings, folder)
    wanted = replace(settings, encoder=name)
    encoder = encoder_of(wanted, folder, chosen=False)
    key = key_for(encoder)
    with Store.open(folder) as store, store.ingesting(), engine_of(settings) as engine:
        derived = carry_over(store, encoder)
        analyzed = _look(store, wanted, encoder, progress)
        if not store.photos.counts(key=key).done:
            raise NotFound(f"no photo in {folder} to search with {name}; run: gumsole ingest FEED")
        calibrated = settle(store, encoder, wanted, activate=False)
        _switch(store, engine, key, Choice(name, settings.encoder))
        return Switched(before, name, derived, analyzed, calibrated)


def carry_over(store: Store, encoder: Encoder) -> int:
    """Signals of a tuned encoder from those of its base, no photo looked at again; how many."""
    if not isinstance(encoder, Tuned):
        return 0
    return store.signals.carry_over(encoder.head.apply, source=key_for(encoder.base), key=key_for(encoder))


def _look(store: Store, settings: Settings, encoder: Encoder, progress: Callable[[Progress], None]) -> int:
    """Look at the photos that this encoder has not seen."""
    key = key_for(encoder)
    counts = store.photos.counts(key=key)
    with fetcher_of(settings) as fetcher:
        workshop = Workshop(
            store=store,
            key=key,
            fetch=fetching(store.folder, fetcher),
            analyze=Analyzer(encoder).analyze,
            keep=keeper_of(store.folder, settings),
            report=lambda _: None,
            progress=progress,
        )
        return look_at_photos(
            workshop,
            store.photos.to_do(key=key, checked_before=0.0),
            workers=lookers_of(settings),
            total=counts.pending,
        ).analyzed


def _switch(store: Store, engine: Engine, key: EncoderKey, choice: Choice) -> None:
    issued = store.passports.of(key)
    if issued is None:
        raise NotFound(
            f"{choice.encoder} was never calibrated here; run: gumsole encoder use {choice.encoder}"
        )
    with store.writing():
        store.passports.activate(issued.id)
        store.choices.put(choice)
    engine.bring_up(store, key)
