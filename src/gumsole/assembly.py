"""Settings become working objects; the only place that constructs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from gumsole.calibration import Standard, Studio, calibrate
from gumsole.catalog.currencies import EXPONENTS, SIGNS
from gumsole.catalog.download import downloaded
from gumsole.catalog.feed import Feed, FeedOptions, open_feed
from gumsole.catalog.fetch import FetchLimits, PhotoFetcher, is_remote
from gumsole.catalog.fetch_local import fetch_local
from gumsole.catalog.photo_cache import PhotoCache
from gumsole.doctor import Finding, examined, installed, memory
from gumsole.errors import BrokenStore, IndexMismatch, NotFound, TryLater
from gumsole.evaluate import Evaluation, evaluate, read_labeled
from gumsole.images.analysis import PREPROCESSING, Analysis, Analyzer
from gumsole.images.decode import decode
from gumsole.images.encoder import Encoder
from gumsole.images.lite0 import Lite0
from gumsole.images.palette import dyed, table
from gumsole.images.thumbnail import thumbnail
from gumsole.images.tower import Tower
from gumsole.index.embedded import EmbeddedIndex
from gumsole.index.follow import catch_up, entries_of
from gumsole.ingest import IngestOptions, IngestSummary, Progress, Workshop, ingest
from gumsole.ranking.answering.listening import Listener
from gumsole.ranking.answering.ranker import Judges
from gumsole.ranking.bands import Bands
from gumsole.ranking.guard import Guard
from gumsole.ranking.policy import Policy, Selling, default_policy, load_policy
from gumsole.ranking.refine import Currency as Money
from gumsole.ranking.shelf import LiveShelf
from gumsole.records import RGB, Passport
from gumsole.report import Report
from gumsole.search import Counter, Searcher
from gumsole.settings import Settings
from gumsole.store import EncoderKey, IssuedPassport, Store, key_of
from gumsole.store.layout import PHOTOS_FOLDER, STORE_FILE, THUMBNAILS_FOLDER
from gumsole.trial import Trial

# A second look at the middle of an upload finds a tenth more products; catalog photos gain nothing by it.
UPLOAD_VIEWS = 2

SHIPPED_ENCODER = "lite0"
INDEX_FOLDER, REPORTS_FOLDER = "index", "reports"
POLICY_FILE = "policy.toml"
MEGABYTE = 10**6

# Entries up to which an ingest brings the index up to date by itself. Resident memory peaked at 345 MB with
# 50,000 and at 716 MB with 240,000, mapped vectors included; beyond this many a process of its own does it,
# so that an ingest stays below 500 MB whatever the size of the feed.
INDEXED_IN_PROCESS = 100_000

# Changes that another process may be behind by before it builds its index anew.
KEPT_CHANGES = 1_000_000

# Photos that failed, listed in a run's report; beyond, `doctor` has the count.
REPORTED_PHOTOS = 10_000

# A snapshot is written again when it lacks this share of the entries: below, catching up takes milliseconds.
STALE = 0.05

# A labeled set names no currency, and its prices play no part in its figures.
ANY_CURRENCY = "USD"


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


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did, and the file that lists what it could not take."""

    summary: IngestSummary
    report: Path


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """What a store was calibrated to, with all that was measured of it."""

    guard: Guard
    bands: Bands


@dataclass(frozen=True, slots=True, eq=False)
class Shop:
    """An open store that can be asked."""

    store: Store
    searcher: Searcher
    encoder: Encoder
    analyzer: Analyzer
    thumbnails: PhotoCache
    shelf: LiveShelf


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
    with ExitStack() as stack:
        feed = stack.enter_context(_opened(order, store_currency=_currency(folder)))
        store = stack.enter_context(Store.open(folder, create=True))
        stack.enter_context(store.ingesting())
        fetcher = stack.enter_context(_fetcher(settings))
        report = stack.enter_context(Report.open(folder / REPORTS_FOLDER, order.source))
        workshop = Workshop(
            store=store,
            key=key,
            fetch=fetcher.fetch,
            analyze=Analyzer(encoder).analyze,
            keep=_keeper(folder, settings),
            report=report.add,
            progress=progress,
        )
        summary = ingest(feed, _options(order, settings), workshop)
        for failure in store.photos.failures(limit=REPORTED_PHOTOS):
            report.add_photo(failure.ref, failure.reason)
        settle(store, encoder, settings)
        _bring_up_index(store, key)
        store.changes.prune(keep=KEPT_CHANGES)
        return Ingested(summary, report.path)


def recalibrate(folder: Path, settings: Settings) -> Calibrated:
    """Renew means, guard and bands together, and bring the index up to them.

    Raises
    ------
    StoreLocked
        If another process is ingesting into this store.
    NotFound
        If there is no store, or no photo in it that the encoder of the settings has seen.
    """
    encoder = encoder_of(settings)
    with Store.open(folder) as store, store.ingesting():
        settled = settle(store, encoder, settings, force=True)
        learned = store.calibrations.active()
        if not settled or learned is None:
            raise NotFound(f"no photos to learn from in {folder}; run: gumsole ingest FEED --store {folder}")
        _bring_up_index(store, key_for(encoder))
        return Calibrated(Guard.from_bytes(learned.guard), Bands.from_bytes(learned.bands))


def strangers(folder: Path, names: Collection[str]) -> frozenset[str]:
    """Of some skus and groups those that no live product has; none where nothing was ingested yet."""
    if not (folder / STORE_FILE).exists():
        return frozenset()
    with Store.open(folder) as store:
        issued = store.passports.active()
        if issued is None:
            return frozenset()
        _, assortment = store.columns.all(key=key_of(issued.passport))
        return frozenset(names).difference(assortment.products.sku, assortment.products.group)


@contextmanager
def shop(folder: Path, settings: Settings) -> Iterator[Shop]:
    """Open the store at `folder` for questions.

    Raises
    ------
    NotFound
        If there is no store, or nothing was ingested into it.
    IndexMismatch
        If its index was built by another encoder or preprocessing than the settings name.
    """
    with Store.open(folder) as store:
        issued = store.passports.active()
        if issued is None:
            raise NotFound(f"nothing to search in {folder} yet; run: gumsole ingest FEED --store {folder}")
        encoder = encoder_of(settings)
        refuse_other_encoder(issued.passport, key_for(encoder))
        analyzer = Analyzer(encoder, views=UPLOAD_VIEWS)
        counter = counter_of(folder, store, issued.passport, settings)
        searcher = Searcher(
            store=store,
            index=open_index(folder, store, issued),
            analyzer=analyzer,
            passport=issued.passport,
            counter=counter,
        )
        thumbnails = PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None)
        yield Shop(store, searcher, encoder, analyzer, thumbnails, counter.shelf)


def counter_of(folder: Path, store: Store, passport: Passport, settings: Settings) -> Counter:
    """Where the store's answers are made."""
    currency = store.products.currency() or ""
    exponent = EXPONENTS.get(currency, 2)
    signs = frozenset(sign.casefold() for sign, codes in SIGNS.items() if currency in codes)
    return Counter(
        shelf=LiveShelf(store, passport),
        judges=judges_of(store, passport, policy_of(folder)),
        listener=Listener(store, currency=Money(currency, exponent, signs), dyed=dyed),
        minor_units=10**exponent,
        groups=settings.retrieved_groups,
    )


def judges_of(store: Store, passport: Passport, policy: Policy) -> Judges:
    """Guard and bands of the passport in force; a store calibrated by an older version has none yet."""
    learned = store.calibrations.active()
    if learned is None:
        return Judges(Guard.blind(passport.dimension), Bands.blind(), policy)
    return Judges(Guard.from_bytes(learned.guard), Bands.from_bytes(learned.bands), policy)


def policy_of(folder: Path) -> Policy:
    """The store's own ranking policy, else the one that ships.

    Raises
    ------
    BadPolicy
        If the store's has a mistake.
    """
    own = folder / POLICY_FILE
    return load_policy(own.read_text(encoding="utf-8"), name=str(own)) if own.exists() else default_policy()


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


def open_index(folder: Path, store: Store, issued: IssuedPassport) -> EmbeddedIndex:
    """The store's index as of now: its snapshot brought up to date, or built anew where none fits."""
    passport, made_for = issued.passport, f"{store.incarnation()}/{issued.id}"
    dimension, color_dimension = passport.dimension, passport.color_dimension
    place = folder / INDEX_FOLDER
    try:
        index = EmbeddedIndex.open(
            place, dimension=dimension, color_dimension=color_dimension, passport=made_for
        )
        seq = catch_up(index, store, passport, seq=index.seq)
    except (NotFound, IndexMismatch, BrokenStore):
        seq = None
    if seq is None:
        return EmbeddedIndex.build(
            place,
            entries_of(store, passport),
            dimension=dimension,
            color_dimension=color_dimension,
            passport=made_for,
            seq=store.changes.latest_seq(),
        )
    if seq - index.seq > STALE * len(index):
        index.save(place, passport=made_for, seq=seq)
    index.seq = seq
    return index


def _bring_up_index(store: Store, key: EncoderKey) -> None:
    if store.entries.count(key=key) <= INDEXED_IN_PROCESS:
        _refresh_index(store.folder)
    else:
        _in_process_of_its_own(_refresh_index, store.folder)


def _refresh_index(folder: Path) -> None:
    """Leave a snapshot that the next search opens at once."""
    with Store.open(folder) as store:
        if issued := store.passports.active():
            open_index(folder, store, issued)


def _in_process_of_its_own(work: Callable[[Path], None], folder: Path) -> None:
    child = get_context("spawn").Process(target=work, args=(folder,))
    child.start()
    child.join()
    if child.exitcode:
        raise TryLater(
            f"the index of {folder} was not finished (exit {child.exitcode}); the next search will"
        )


def evaluate_folder(folder: Path, settings: Settings, *, by: str, policy: Policy | None = None) -> Evaluation:
    """Score a labeled folder in a store of its own, gone afterwards.

    Parameters
    ----------
    policy : Policy, optional
        The one that ships by default. Whatever it says, all of the set can be sold: it has no offers.
    """
    labeled = read_labeled(folder)
    options = FeedOptions(currency=settings.currency or ANY_CURRENCY)
    with TemporaryDirectory(prefix="gumsole-") as scratch:
        order = IngestOrder(str(folder), options, labeled.name)
        ingest_feed(Path(scratch), settings, order, progress=lambda _: None)
        with shop(Path(scratch), settings) as opened:
            searcher = opened.searcher.under(_selling_all(policy or default_policy()))
            trial = Trial(opened.store, searcher, opened.analyzer, opened.encoder)
            return evaluate(labeled, trial.subject, by=by)


def _selling_all(policy: Policy) -> Policy:
    everything = Selling(
        in_stock=False, needs_price=False, ships_to="", min_photo_quality=0.0, show_sold_out=False
    )
    return replace(policy, sellable=everything)


def examine(folder: Path, settings: Settings) -> list[Finding]:
    """What the doctor finds."""
    encoder = encoder_of(settings)
    key = key_for(encoder)
    findings = [*installed(), Finding("encoder", f"{encoder.id}: {encoder.note}")]
    with Store.open(folder) as store:
        findings += examined(store, key)
        issued = store.passports.active()
        if issued and key_of(issued.passport) == key:
            index = open_index(folder, store, issued)
            findings.append(memory(len(index), index.footprint()))
    return findings


def _options(order: IngestOrder, settings: Settings) -> IngestOptions:
    return IngestOptions(
        source=order.source,
        partial=order.partial,
        allow_retire=order.allow_retire,
        retire_limit=settings.retire_limit,
        workers=workers_of(settings),
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


def settle(store: Store, encoder: Encoder, settings: Settings, *, force: bool = False) -> bool:
    """Calibrate the store where it needs it, or in any case; True if a new passport is in force."""
    upload = Analyzer(encoder, views=UPLOAD_VIEWS)
    return calibrate(
        store,
        Standard(key_for(encoder), encoder.prior_mean, table().soft.shape[1], settings.color_weight),
        Studio(_pixels_in(store.folder), lambda data: upload.analyze(data).signals, workers_of(settings)),
        clock=time.time,
        force=force,
    )


def _pixels_in(folder: Path) -> Callable[[str, str], RGB | None]:
    """Reads catalog photos again: files where they are, remote ones from the copies that were kept."""
    kept = (
        PhotoCache(folder / PHOTOS_FOLDER, max_bytes=None),
        PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None),
    )

    def pixels(ref: str, hash_: str) -> RGB | None:
        if is_remote(ref):
            data = next((found for cache in kept if (found := cache.get(hash_))), None)
        else:
            data = fetch_local(ref, None).data
        return decode(data).rgb if data else None

    return pixels


def _fetcher(settings: Settings) -> PhotoFetcher:
    limits = FetchLimits(total_s=settings.photo_timeout_s)
    return PhotoFetcher(allow_private=settings.allow_private, limits=limits)


def _keeper(folder: Path, settings: Settings) -> Callable[[str, str, bytes, Analysis], None]:
    """Keeps copies of remote photos: bytes within bounds, thumbnails for good."""
    photos = PhotoCache(folder / PHOTOS_FOLDER, max_bytes=settings.photo_cache_mb * MEGABYTE)
    thumbnails = PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None)

    def keep(ref: str, hash_: str, data: bytes, analysis: Analysis) -> None:
        if is_remote(ref):
            photos.put(hash_, data)
            thumbnails.put(hash_, thumbnail(analysis.rgb))

    return keep
