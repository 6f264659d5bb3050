"""A feed into a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gumsole.assembly.calibrating import settle
from gumsole.assembly.encoders import encoder_of, key_for, lookers_of
from gumsole.assembly.engines import engine_of
from gumsole.assembly.outside import Bill, bill_of, errand_of
from gumsole.assembly.photos import (
    buckets_of,
    contents_in,
    fetcher_of,
    fetching,
    keeper_of,
    objects_of,
)
from gumsole.aws import Meter
from gumsole.catalog.download import downloaded
from gumsole.catalog.feed import Feed, FeedOptions, open_feed
from gumsole.catalog.fetch import FetchLimits, is_object, is_remote
from gumsole.errors import InputError
from gumsole.images.analysis import Analyzer
from gumsole.ingest import IngestOptions, IngestSummary, Progress, Workshop, ingest
from gumsole.labeling import Errand, Labeled, label
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
        Path, http(s) URL or `s3://` address.
    """

    feed: str
    options: FeedOptions
    source: str
    partial: bool = False
    allow_retire: bool = False
    shard: Shard | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did, and the file that lists what it could not take.

    Attributes
    ----------
    labeled : Labeled
        What services outside were asked of the photos beside their signals.
    bill : Bill
        What all that was asked of AWS costs.
    """

    summary: IngestSummary
    report: Path
    labeled: Labeled
    bill: Bill


def ingest_feed(
    folder: Path, settings: Settings, order: IngestOrder, *, progress: Callable[[Progress], None]
) -> Ingested:
    """Take a feed into the store at `folder`, made if it is not there.

    Raises
    ------
    StoreLocked
        If another process is ingesting into this store; its report goes on undisturbed.
    """
    meter = Meter()
    encoder = encoder_of(settings, folder, meter=meter)
    key = key_for(encoder)
    options = _options(order, settings)
    with ExitStack() as stack:
        feed = stack.enter_context(opened_feed(folder, settings, order))
        store = stack.enter_context(Store.open(folder, create=True))
        stack.enter_context(store.ingesting())
        fetcher = stack.enter_context(fetcher_of(settings))
        report = stack.enter_context(Report.open(folder / REPORTS_FOLDER, options.own_source))
        fetch = fetching(folder, fetcher)
        errand = errand_of(store, settings, contents_in(folder, fetch), meter=meter)
        workshop = Workshop(
            store=store,
            key=key,
            fetch=fetch,
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
        labeled = _labeled(errand, progress) if errand else Labeled()
        return Ingested(summary, report.path, labeled, bill_of(settings, meter.calls))


def _labeled(errand: Errand, progress: Callable[[Progress], None]) -> Labeled:
    """What came of an errand; products that show photos of others are spelled anew, too."""
    labeled = label(replace(errand, progress=lambda asked, done: progress(Progress(asked, done, None))))
    errand.store.labelings.spell(confidence=errand.confidence)
    return labeled


def _options(order: IngestOrder, settings: Settings) -> IngestOptions:
    return IngestOptions(
        source=order.source,
        partial=order.partial,
        allow_retire=order.allow_retire,
        retire_limit=settings.retire_limit,
        workers=lookers_of(settings),
        shard=order.shard,
    )


@contextmanager
def opened_feed(folder: Path, settings: Settings, order: IngestOrder) -> Iterator[Feed]:
    """The feed of an order, read with the currency of the store at `folder`."""
    options = replace(order.options, store_currency=_currency(folder), buckets=buckets_of(settings))
    if not is_remote(order.feed):
        yield open_feed(Path(order.feed), options)
        return
    with _downloaded(settings, order.feed) as file:
        yield open_feed(file, replace(options, address=order.feed))


def _downloaded(settings: Settings, address: str) -> AbstractContextManager[Path]:
    if not is_object(address):
        return downloaded(address)
    objects = objects_of(settings, FetchLimits())
    if objects is None:
        raise InputError(f"{address} lies in S3; allow its bucket in s3_buckets")
    return objects.downloaded(address)


def _currency(folder: Path) -> str:
    """What the prices of the store are in; empty where there is no store yet, or no price."""
    if not (folder / STORE_FILE).exists():
        return ""
    with Store.open(folder) as store:
        return store.products.currency() or ""
