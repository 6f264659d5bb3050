"""A store behind HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path

from gumsole.assembly.calibrating import settle
from gumsole.assembly.encoders import FollowedEncoder, key_for, views_of, workers_of
from gumsole.assembly.engines import Engine, engine_of
from gumsole.assembly.keeping import vault_of
from gumsole.assembly.outside import errand_of, processors_of, upload_labels_of
from gumsole.assembly.photos import (
    Content,
    contents_in,
    fetcher_of,
    fetching,
    keeper_of,
    pictures_of,
    thumbnails_of,
)
from gumsole.assembly.policies import FollowedPolicy
from gumsole.assembly.recordings import recording
from gumsole.assembly.shops import counter_of, meaning_of
from gumsole.aws import Meter
from gumsole.catalog.sent import SentPhotos
from gumsole.errors import NotFound
from gumsole.images.analysis import SHORT_SIDE, Analyzer
from gumsole.images.encoder import Encoder
from gumsole.ingest import Workshop
from gumsole.intake import SOURCE, Intake
from gumsole.labeling import label
from gumsole.photo_queue import ROUND, PhotoQueue
from gumsole.ranking.pages import RankedLists
from gumsole.search import RankedAnswer, Searcher
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.layout import SENT_FOLDER
from gumsole.web.caretaker import Caretaker
from gumsole.web.gate import Gate
from gumsole.web.keeping import CountsKeeping, ListsKeeping
from gumsole.web.live import Live
from gumsole.web.metrics import Metrics, Watched
from gumsole.web.service import Manners, OpenShop, Service
from gumsole.web.throttle import Rates, Slots, Throttle, networks
from gumsole.web.tokens import Signer, secret_of


@contextmanager
def serving(folder: Path, settings: Settings, manners: Manners) -> Iterator[tuple[Service, Caretaker]]:
    """What one worker answers with, and what looks after it; the store is made if it is not there.

    Raises
    ------
    BadSettings
        If a rate or a network is none, or uploads are to be kept without a key.
    """
    rates = Rates(
        per_key=settings.rate_per_key,
        per_client=settings.rate_per_client,
        per_day=settings.quota_per_day,
        per_photo=settings.rate_per_photo,
    )
    networks(manners.trusted_proxies)
    meter = Meter()
    encoder = FollowedEncoder(folder, settings, meter=meter)
    cores = ceil(workers_of(settings) / max(1, len(manners.siblings)))  # all workers share them
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(folder, create=True))
        engine = stack.enter_context(engine_of(settings))
        vault = vault_of(store, settings)
        secret = secret_of(folder)
        throttle = stack.enter_context(Throttle(rates, redis_url=settings.redis_url, secret=secret.hex()))
        pool = stack.enter_context(ThreadPoolExecutor(cores, thread_name_prefix="answer"))
        gate = stack.enter_context(Gate(processes=cores))
        fetcher = stack.enter_context(fetcher_of(settings, patient=False))
        recorded = stack.enter_context(recording(folder, store, settings))
        stopping = threading.Event()
        lists, signer = RankedLists[RankedAnswer](), Signer(secret)
        labels = upload_labels_of(settings, decode=gate.decode, meter=meter)

        def looking(encoder: Encoder) -> Analyzer:
            return Analyzer(encoder, views=views_of(encoder, settings), decode=gate.decode, label=labels)

        policy = FollowedPolicy(folder)
        live = Live(
            partial(_opened, store, settings, engine, encoder, looking, lists, policy),
            partial(_passport_of, store),
        )
        live.renew()
        slots, metrics = Slots(running=cores, waiting=settings.waiting), Metrics()
        metrics.watch(
            Watched(slots, throttle, lambda: gate.lost, lambda: recorded.sink.lost, partial(_charged, meter))
        )
        sent = SentPhotos(folder / SENT_FOLDER)
        service = Service(
            store=store,
            key=key_for(encoder.now),
            live=live,
            intake=Intake(store, sent, allow_private=settings.allow_private),
            check=partial(gate.decode, short_side=SHORT_SIDE),
            thumbnail=thumbnails_of(folder, store),
            picture=pictures_of(folder, store),
            throttle=throttle,
            slots=slots,
            signer=signer,
            pool=pool,
            metrics=metrics,
            kept=(
                ListsKeeping(lists, signer),
                CountsKeeping(throttle),
                vault or store.vault(),
                *recorded.kept,
            ),
            vault=vault,
            clock=time.time,
            manners=manners,
            events=recorded.sink,
            processors=processors_of(settings),
        )
        fetch = fetching(folder, fetcher)

        def workshop() -> Workshop:
            return Workshop(
                store=store,
                key=key_for(encoder.now),
                fetch=fetch,
                analyze=Analyzer(encoder.now, decode=gate.decode).analyze,
                keep=keeper_of(folder, settings),
                report=lambda _: None,
                progress=lambda _: None,
                stopping=stopping.is_set,
            )

        queue = PhotoQueue(
            workshop(),
            workers=1,
            settle=lambda: _settled(store, encoder.now, engine, settings),
            label=_labeler(settings, workshop(), contents_in(folder, fetch), gate, meter),
        )
        yield (
            service,
            Caretaker(
                store=store,
                renew=partial(_kept_up, live, policy, engine, lambda: queue.look_with(workshop())),
                kept=service.kept,
                work=queue.work,
                stopping=stopping,
            ),
        )


def _opened(
    store: Store,
    settings: Settings,
    engine: Engine,
    encoder: FollowedEncoder,
    looking: Callable[[Encoder], Analyzer],
    lists: RankedLists[RankedAnswer],
    followed: FollowedPolicy,
) -> OpenShop:
    issued = store.passports.active()
    if issued is None:
        raise NotFound(f"nothing to search in {store.folder} yet")
    seeing = encoder.of(issued.passport)
    searcher = Searcher(
        store=store,
        index=engine.open(store, issued),
        analyzer=looking(seeing),
        passport=issued.passport,
        counter=counter_of(store, issued.passport, settings, followed.now, meaning=meaning_of(seeing)),
        lists=lists,
    )
    return OpenShop(issued.id, searcher)


def _kept_up(
    live: Live[OpenShop], policy: FollowedPolicy, engine: Engine, reopened: Callable[[], object]
) -> None:
    """Exchange what answers where passport or policy are others now; open query ids stay good."""
    if live.renew():
        reopened()
    if policy.renew():
        live.exchange(lambda shop: replace(shop, searcher=shop.searcher.under(policy.now)))
    engine.follow()


def _passport_of(store: Store) -> int | None:
    issued = store.passports.active()
    return issued.id if issued else None


def _charged(meter: Meter) -> Mapping[str, int]:
    return {operation.action: calls for operation, calls in meter.calls.items()}


def _labeler(
    settings: Settings, workshop: Workshop, content: Content, gate: Gate, meter: Meter
) -> Callable[[], bool]:
    """Has a round of the API's photos labeled, where the settings want it; True if there may be more."""
    store = workshop.store
    errand = errand_of(store, settings, content, decode=gate.decode, patient=False, meter=meter)
    if errand is None:
        return lambda: False
    errand = replace(errand, source=SOURCE, most=ROUND, stopping=workshop.stopping)

    def labeled() -> bool:
        with store.ingesting():  # so that nobody else asks about the same photos
            return label(errand).asked == errand.most

    return labeled


def _settled(store: Store, encoder: Encoder, engine: Engine, settings: Settings) -> None:
    """Calibrate the store where it needs it; `StoreLocked` while somebody ingests."""
    with store.ingesting():
        if settle(store, encoder, settings):
            engine.bring_up(store, key_for(encoder))
