"""Story one: a feed becomes products and offers, their photos become signals, all of it in the store.

    feed ─▶ products + offers ─▶ retired ─▶ photos ─▶ signals ─▶ passport

Each step commits as it goes and skips what is there already, so that a run that was killed is gone on with by
running it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from threading import Lock, Semaphore

from gumsole.catalog.feed import Feed
from gumsole.catalog.fetch import Fetched, is_remote
from gumsole.catalog.part import part_of
from gumsole.errors import InputError, NotFound, TryLater
from gumsole.images.analysis import Analysis
from gumsole.records import CatalogItem, DefaultTaken, Known, Rejected, Shard, Signals
from gumsole.store import EncoderKey, PhotoToDo, RunCounts, Store, key_of

# Rows in one transaction: a commit costs as much as some fifty rows.
BATCH_ROWS = 500

# Photos in one transaction: the work that a kill may cost.
BATCH_PHOTOS = 32

# Rejected rows held in memory for `doctor`; the report has them all.
REJECTED_KEPT = 1000

# Remote photos under way at once: waiting for a host costs no core. Local ones are read by the workers alone,
# since more threads than cores cost a fifth of the rate.
FETCHERS = 16


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; total is None while unknown."""

    stage: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How a feed is taken in.

    Attributes
    ----------
    source : str
        Whose snapshot this is; what it no longer names is retired within this source only.
    partial : bool
        The feed names some products only: retire none.
    allow_retire : bool
        Retire more than `retire_limit` of the source.
    workers : int
        Photos analyzed at once.
    shard : Shard, optional
        The part of the feed to take in; the other parts are other runs', and none of theirs is retired.
    """

    source: str
    partial: bool = False
    allow_retire: bool = False
    retire_limit: float = 0.2
    workers: int = 1
    shard: Shard | None = None

    @property
    def own_source(self) -> str:
        """The source whose runs this run is one of: a part has its own."""
        return self.shard.named(self.source) if self.shard else self.source


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the story hands its work to.

    Attributes
    ----------
    fetch : callable
        Address and what is known of it → bytes, or none if they are unchanged.
    analyze : callable
        Bytes → signals.
    keep : callable
        Called with address, content hash, bytes and analysis of each photo: where copies are kept.
    report : callable
        Called with each row that is rejected.
    progress : callable
        Called now and then.
    stopping : callable
        True once photos that nobody has begun with are to be left for another time.
    """

    store: Store
    key: EncoderKey
    fetch: Callable[[str, Known | None], Fetched]
    analyze: Callable[[bytes], Analysis]
    keep: Callable[[str, str, bytes, Analysis], None]
    report: Callable[[Rejected], None]
    progress: Callable[[Progress], None]
    stopping: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What a run did.

    Attributes
    ----------
    photos : int
        Addresses looked at.
    analyzed : int
        Contents whose signals this run computed; those of the others were known.
    rejected : int
        Rows, or fields of rows, that could not be read.
    seconds, photo_seconds : float
        Wall time of the run, and of its photo stage alone.
    """

    products: int
    photos: int
    analyzed: int
    failed: int
    rejected: int
    retired: int
    defaults: tuple[DefaultTaken, ...]
    seconds: float
    photo_seconds: float

    @property
    def photos_per_s(self) -> float:
        """Photos analyzed in a second of the photo stage."""
        return self.analyzed / self.photo_seconds if self.photo_seconds else 0.0


@dataclass(frozen=True, slots=True)
class Looked:
    """Photos that were looked at, that got signals by it, that could not be used."""

    seen: int
    analyzed: int
    failed: int


def ingest(feed: Feed, options: IngestOptions, workshop: Workshop) -> IngestSummary:
    """Bring the store to what the feed says; the caller holds it (`Store.ingesting`).

    Raises
    ------
    BadFeed
        If the feed cannot be read at all.
    RetireBrake
        If the snapshot would retire too much; products were updated, none was retired.
    """
    begun = time.perf_counter()
    store = workshop.store
    run = store.runs.begin(options.own_source)
    read = _Reading(workshop, options.own_source, run.id).read(feed, options.shard)
    retired = 0
    if not options.partial:
        retired = store.products.retire_missing(
            source=options.own_source,
            run=run.id,
            limit=options.retire_limit,
            allow=options.allow_retire,
            shard=options.shard,
        )
    photos_begun = time.perf_counter()
    photos = _photos_of_feed(workshop, options, run.checked_before)
    photo_seconds = time.perf_counter() - photos_begun
    counts = RunCounts(read.products, photos.seen, read.rejected, retired, photos.failed)
    store.words.tidy()
    store.runs.finish(run.id, counts, defaults=feed.defaults, rejected=read.first_rejected)
    return IngestSummary(
        products=read.products,
        photos=photos.seen,
        analyzed=photos.analyzed,
        failed=photos.failed,
        rejected=read.rejected,
        retired=retired,
        defaults=feed.defaults,
        seconds=time.perf_counter() - begun,
        photo_seconds=photo_seconds,
    )


def look_at_photos(workshop: Workshop, to_do: Iterable[PhotoToDo], *, workers: int, total: int = 0) -> Looked:
    """Turn photos into signals, failures into reasons; `total` is how many there may be, for the progress."""
    photos = _Photos(workshop, workers, total).look(to_do)
    return Looked(photos.seen, photos.analyzed, photos.failed)


def _photos_of_feed(workshop: Workshop, options: IngestOptions, checked_before: float) -> Looked:
    """Look at what was not looked at since then, and at what has no signals."""
    photos, key = workshop.store.photos, workshop.key
    source = None if _new_encoder(workshop) else options.own_source
    counts = photos.counts(key=key, source=source)
    return look_at_photos(
        workshop,
        photos.to_do(key=key, checked_before=checked_before, source=source),
        workers=options.workers,
        total=counts.done + counts.failed + counts.pending,
    )


class _Reading:
    """The feed's rows on their way into the store."""

    def __init__(self, workshop: Workshop, source: str, run: int) -> None:
        self._workshop = workshop
        self._source = source
        self._run = run
        self.products = 0
        self.rejected = 0
        self.first_rejected: list[Rejected] = []

    def read(self, feed: Feed, shard: Shard | None) -> _Reading:
        products = self._workshop.store.products
        rows = self._readable(part_of(feed, shard) if shard else feed)
        while batch := list(islice(rows, BATCH_ROWS)):
            if feed.currency:
                products.claim_currency(feed.currency)
            products.upsert(batch, source=self._source, run=self._run)
            self.products += len(batch)
            self._workshop.progress(Progress("products", self.products, None))
        return self

    def _readable(self, rows: Iterable[CatalogItem | Rejected]) -> Iterator[CatalogItem]:
        for row in rows:
            if isinstance(row, CatalogItem):
                yield row
                continue
            self.rejected += 1
            self._workshop.report(row)
            if len(self.first_rejected) < REJECTED_KEPT:
                self.first_rejected.append(row)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What one look at an address gave; signals only where they had to be computed."""

    ref: str
    known: Known | None = None
    signals: Signals | None = None
    failure: str = ""
    permanent: bool = False


class _Photos:
    """Photos on their way into signals: looked at on many threads, written on this one."""

    def __init__(self, workshop: Workshop, workers: int, total: int) -> None:
        self._workshop = workshop
        self._workers = workers
        self._total = total
        self._cores = Semaphore(workers)
        self._claimed: dict[str, Future[None]] = {}
        self._claims = Lock()
        self.seen = 0
        self.analyzed = 0
        self.failed = 0

    def look(self, to_do: Iterable[PhotoToDo]) -> _Photos:
        pending: set[Future[_Look | None]] = set()
        done: set[Future[_Look | None]] = set()
        with ThreadPoolExecutor(self._workers) as near, ThreadPoolExecutor(FETCHERS) as far:
            try:
                for task in to_do:
                    pool = far if is_remote(task.ref) else near
                    pending.add(pool.submit(self._look_at, task))
                    if len(pending) >= 2 * (self._workers + FETCHERS):
                        finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                        done |= finished
                    if len(done) >= BATCH_PHOTOS:
                        self._write(done)
                        done = set()
                self._write(done | wait(pending).done)
            except BaseException:
                for pool in (near, far):
                    pool.shutdown(wait=False, cancel_futures=True)
                raise
        return self

    def _look_at(self, task: PhotoToDo) -> _Look | None:
        """A photo that was there and is not any more stays in search: its disk or host may only be away."""
        if self._workshop.stopping():
            return None
        try:
            fetched = self._workshop.fetch(task.ref, task.known)
            signals = (
                None if fetched.data is None else self._signals(task.ref, fetched.known.hash, fetched.data)
            )
            return _Look(task.ref, fetched.known, signals)
        except NotFound as error:
            return _Look(task.ref, failure=str(error), permanent=task.hash is None)
        except InputError as error:
            return _Look(task.ref, failure=str(error), permanent=True)
        except TryLater as error:
            return _Look(task.ref, failure=str(error))

    def _signals(self, ref: str, hash_: str, data: bytes) -> Signals | None:
        """None if they are known, or if another thread was first: then its outcome is this one's too."""
        if self._workshop.store.signals.has(hash_, key=self._workshop.key):
            return None
        with self._claims:
            others = self._claimed.get(hash_)
            mine = self._claimed.setdefault(hash_, Future())
        if others:
            others.result()
            return None
        try:
            with self._cores:
                analysis = self._workshop.analyze(data)
            self._workshop.keep(ref, hash_, data, analysis)
        except BaseException as error:
            mine.set_exception(error)
            raise
        mine.set_result(None)
        return analysis.signals

    def _write(self, done: set[Future[_Look | None]]) -> None:
        """Keep a batch of looks in one transaction, so that a kill finds all of a photo or nothing."""
        store = self._workshop.store
        looks = [look for future in done if (look := future.result())]
        signals = {look.known.hash: look.signals for look in looks if look.known and look.signals}
        with store.writing():
            store.signals.put_many(signals, key=self._workshop.key)
            for look in looks:
                if look.known:
                    store.photos.record(look.ref, look.known)
                else:
                    store.photos.fail(look.ref, look.failure, permanent=look.permanent)
        self.seen += len(looks)
        self.analyzed += len(signals)
        self.failed += sum(not look.known for look in looks)
        self._workshop.progress(Progress("photos", self.seen, max(self._total, self.seen)))


def _new_encoder(workshop: Workshop) -> bool:
    """True if the photos of every source must be looked at before the store can switch to this encoder."""
    issued = workshop.store.passports.active()
    return issued is not None and key_of(issued.passport) != workshop.key
