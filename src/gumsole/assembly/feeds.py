"""A feed into a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gumsole.assembly.calibrating import settle
from gumsole.assembly.encoders import encoder_of, key_for, workers_of
from gumsole.assembly.engines import engine_of
from gumsole.assembly.photos import fetcher_of, fetching, keeper_of
from gumsole.catalog.download import downloaded
from gumsole.catalog.feed import Feed, FeedOptions, open_feed
from gumsole.catalog.fetch import is_remote
from gumsole.images.analysis import Analyzer
from gumsole.ingest import IngestOptions, IngestSummary, Progress, Workshop, ingest
from gumsole.records import Shard
from gumsole.report import Report
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.layout import STORE_FILE

REPORTS_FOLDER = "reports"

# Changes that another process may be behind by before it builds its index anew.
KEPT_CHANGES = 1_000_000

# Photos that failed, listed in a run's report; beyond, `doctor` has the count.
REPORTED_PHOTOS = 10_000


@dataclass(frozen=True, slots=True)
class IngestOrder:
    """What to take into a store; more on the fields stands with `FeedOptions` and `IngestOptions`.

    Attributes
    ----------
    feed : str
        Path or http(s) URL.
    """

    feed: str
    options: FeedOptions
    source: str
    partial: bool = False
    allow_retire: bool = False
    shard: Shard | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did, and the file that lists what it could not take."""

    summary: IngestSummary
    report: Path


def ingest_feed(
    folder: Path, settings: Settings, order: IngestOrder, *, progress: Callable[[Progress], None]
) -> Ingested:
    """Take a feed into the store at `folder`, made if it is not there.

    Raises
    ------
    StoreLocked
        If another process is ingesting into this store; its report goes on undisturbed.
    """
    encoder = encoder_of(settings)
    key = key_for(encoder)
    options = _options(order, settings)
    with ExitStack() as stack:
        feed = stack.enter_context(_opened(order, store_currency=_currency(folder)))
        store = stack.enter_context(Store.open(folder, create=True))
        stack.enter_context(store.ingesting())
        fetcher = stack.enter_context(fetcher_of(settings))
        report = stack.enter_context(Report.open(folder / REPORTS_FOLDER, options.own_source))
        workshop = Workshop(
            store=store,
            key=key,
            fetch=fetching(folder, fetcher),
            analyze=Analyzer(encoder).analyze,
            keep=keeper_of(folder, settings),
            report=report.add,
            progress=progress,
        )
        summary = ingest(feed, options, workshop)
        for failure in store.photos.failures(limit=REPORTED_PHOTOS):
            report.add_photo(failure.ref, failure.reason)
        settle(store, encoder, settings)
        stack.enter_context(engine_of(settings)).bring_up(store, key)
        store.changes.prune(keep=KEPT_CHANGES)
        return Ingested(summary, report.path)


def _options(order: IngestOrder, settings: Settings) -> IngestOptions:
    return IngestOptions(
        source=order.source,
        partial=order.partial,
        allow_retire=order.allow_retire,
        retire_limit=settings.retire_limit,
        workers=workers_of(settings),
        shard=order.shard,
    )


@contextmanager
def _opened(order: IngestOrder, *, store_currency: str) -> Iterator[Feed]:
    options = replace(order.options, store_currency=store_currency)
    if not is_remote(order.feed):
        yield open_feed(Path(order.feed), options)
        return
    with downloaded(order.feed) as file:
        yield open_feed(file, replace(options, address=order.feed))


def _currency(folder: Path) -> str:
    """What the prices of the store are in; empty where there is no store yet, or no price."""
    if not (folder / STORE_FILE).exists():
        return ""
    with Store.open(folder) as store:
        return store.products.currency() or ""
