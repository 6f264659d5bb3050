"""Stores under evaluation and examination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from gumsole.assembly.encoders import encoder_of, key_for, registered_at
from gumsole.assembly.engines import engine_of
from gumsole.assembly.feeds import IngestOrder, ingest_feed
from gumsole.assembly.outside import OPT_OUT, account_of, asked_of, processors_of, unlabeled
from gumsole.assembly.shops import shop
from gumsole.catalog.feed import FeedOptions
from gumsole.doctor import Finding, examined, installed, labeled
from gumsole.errors import SetupError
from gumsole.evaluate import Evaluation, evaluate, read_labeled
from gumsole.ranking.policy import Policy, Selling, default_policy
from gumsole.settings import Settings
from gumsole.store import Store, key_of
from gumsole.trial import Trial

# A labeled set names no currency, and its prices play no part in its figures.
ANY_CURRENCY = "USD"


def evaluate_folder(folder: Path, settings: Settings, *, by: str, policy: Policy | None = None) -> Evaluation:
    """Score a labeled folder in a store of its own, gone afterwards.

    Its figures are about likeness: nobody is asked for labels.

    Parameters
    ----------
    policy : Policy, optional
        The one that ships by default. Whatever it says, all of the set can be sold: it has no offers.
    """
    labeled = read_labeled(folder)
    options = FeedOptions(currency=settings.currency or ANY_CURRENCY)
    settings = unlabeled(settings)
    with TemporaryDirectory(prefix="gumsole-") as scratch:
        order = IngestOrder(str(folder), options, labeled.name)
        ingest_feed(Path(scratch), settings, order, progress=lambda _: None)
        with shop(Path(scratch), settings) as opened:
            searcher = opened.searcher.under(_selling_all(policy or default_policy()))
            trial = Trial(opened.store, searcher, opened.analyzer, opened.encoder)
            return evaluate(labeled, trial.subject, by=by)


def evaluate_encoders(
    labeled: Path,
    folder: Path,
    settings: Settings,
    encoders: Sequence[str],
    *,
    by: str,
    policy: Policy | None = None,
) -> list[tuple[str, Evaluation]]:
    """Score a labeled folder with several encoders, each in a store of its own.

    Parameters
    ----------
    folder : Path
        Of the store that knows the encoders by their ids.
    """
    made = []
    for name in encoders:
        registered = registered_at(name, folder)
        chosen = replace(settings, encoder=str(registered.resolve()) if registered else name)
        made.append((name, evaluate_folder(labeled, chosen, by=by, policy=policy)))
    return made


def _outside(settings: Settings) -> Iterator[Finding]:
    """Who is given photos, and what the operator has to see to."""
    try:
        if asked_of(settings):
            region = account_of(settings).region
            yield Finding("catalog photos", f"Amazon Rekognition in {region} is sent each once")
        processors = processors_of(settings)
    except SetupError as error:
        yield Finding("aws", str(error), wrong=True)
        return
    for processor in processors:
        yield Finding("uploads", processor)
    if settings.label_uploads:
        yield Finding("uploads", OPT_OUT)


def _selling_all(policy: Policy) -> Policy:
    everything = Selling(
        in_stock=False, needs_price=False, ships_to="", min_photo_quality=0.0, show_sold_out=False
    )
    return replace(policy, sellable=everything)


def examine(folder: Path, settings: Settings) -> list[Finding]:
    """What the doctor finds."""
    encoder = encoder_of(settings, folder)
    key = key_for(encoder)
    findings = [*installed(), Finding("encoder", f"{encoder.id}: {encoder.note}"), *_outside(settings)]
    with Store.open(folder) as store, engine_of(settings) as engine:
        findings += examined(store, key)
        findings += labeled(store)
        issued = store.passports.active()
        if issued and key_of(issued.passport) == key:
            findings.append(engine.examined(store, issued))
    return findings
