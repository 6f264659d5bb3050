"""A store's encoder is tuned to its catalog: fitted, measured, and put beside the one in use if it wins."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from gumsole.assembly.calibrating import settle, studio_of
from gumsole.assembly.choosing import carry_over
from gumsole.assembly.encoders import encoder_in_use, encoder_of, key_for, refuse_other_encoder
from gumsole.errors import NotFound
from gumsole.images.encoder import Encoder
from gumsole.images.pinning import Pin, install
from gumsole.images.tuned import HEAD_FILE, Tuned
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.layout import ENCODERS_FOLDER
from gumsole.tuning import MOST_VIEWS, Tuning, gathered, tune

FIGURES_FILE = "figures.json"
# Photos that all questions are compared with at once, while the catalog passes by.
WALKED = 1024
# Digits of the head's hash in the encoder's id.
_ID_DIGITS = 10


@dataclass(frozen=True, slots=True, eq=False)
class TunedStore:
    """What came of it.

    Attributes
    ----------
    id : str
        Of the new encoder; empty where it did not win and was not kept.
    base : str
        Name of the encoder that it stands on.
    """

    id: str
    base: str
    tuning: Tuning


def tune_store(
    folder: Path,
    settings: Settings,
    *,
    views: int = MOST_VIEWS,
    progress: Callable[[str], None] = lambda _: None,
) -> TunedStore:
    """Fit a head to the store's own catalog; kept, beside what is in use, only if it wins.

    A head always stands on an encoder that was not tuned: where a tuned one is in use, on that one's base.

    Parameters
    ----------
    views : int
        Phone-like views composed at most.

    Raises
    ------
    StoreLocked
        If another process is ingesting into this store.
    NotFound
        If there is too little in the store.
    """
    base, name = _base(folder, settings)
    key = key_for(base)
    with Store.open(folder) as store, store.ingesting():
        issued = store.passports.of(key)
        if issued is None:
            raise NotFound(f"nothing to tune with in {folder} yet; run: gumsole ingest FEED --store {folder}")
        refuse_other_encoder(issued.passport, key)
        progress("composing views as a phone would take them")
        material = gathered(store, key, studio_of(store, base, settings, most=views))
        tuning = tune(
            material, issued.passport, partial(store.entries.all, key=key, chunk=WALKED), progress=progress
        )
        if not tuning.wins:
            return TunedStore("", name, tuning)
        progress("putting it beside the encoder in use")
        tuned = _installed(folder, name, base.id, tuning)
        encoder = Tuned(base, tuning.head, tuned, name)
        carry_over(store, encoder)
        settle(store, encoder, settings, activate=False)
        return TunedStore(tuned, name, tuning)


def _base(folder: Path, settings: Settings) -> tuple[Encoder, str]:
    encoder = encoder_of(settings, folder)
    name = encoder_in_use(settings, folder)
    return (encoder, name) if not isinstance(encoder, Tuned) else (encoder.base, encoder.base_name)


def _installed(folder: Path, base: str, base_id: str, tuning: Tuning) -> str:
    head = tuning.head.to_bytes()
    id_ = f"{base_id}+{tuning.head.digest[:_ID_DIGITS]}"
    figures = json.dumps(figures_of(tuning), indent=1) + "\n"
    pin = Pin(id_, base, "tuned to this store's catalog", {})
    install(folder / ENCODERS_FOLDER, pin, {HEAD_FILE: head, FIGURES_FILE: figures.encode()})
    return id_


def figures_of(tuning: Tuning) -> dict[str, object]:
    """What was measured, as JSON has it."""
    return {
        "wins": tuning.wins,
        "difference": asdict(tuning.difference) if tuning.difference else None,
        "kinds": [asdict(kind) for kind in tuning.kinds],
        "recipe": tuning.recipe.name,
        "recipes_of_folds": [recipe.name for recipe in tuning.folds],
        "tried": [
            {"recipe": one.recipe.name, "mean_reciprocal_rank": one.reciprocal} for one in tuning.tried
        ],
        "overlap": tuning.overlap,
        "photos": tuning.photos,
        "views": tuning.views,
        "groups": tuning.groups,
    }
