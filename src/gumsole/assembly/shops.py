"""A store that can be asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gumsole.assembly.encoders import encoder_of, key_for, refuse_other_encoder, views_of
from gumsole.assembly.engines import engine_of
from gumsole.assembly.outside import upload_labels_of
from gumsole.assembly.policies import policy_of
from gumsole.catalog.currencies import EXPONENTS, SIGNS
from gumsole.catalog.photo_cache import PhotoCache
from gumsole.errors import NotFound
from gumsole.images.analysis import Analyzer
from gumsole.images.encoder import Encoder
from gumsole.images.palette import dyed
from gumsole.images.tower import Tower
from gumsole.images.tuned import Tuned
from gumsole.ranking.answering.listening import Listener
from gumsole.ranking.answering.ranker import Judges
from gumsole.ranking.bands import Bands
from gumsole.ranking.guard import Guard
from gumsole.ranking.policy import Policy
from gumsole.ranking.refine import Currency as Money
from gumsole.ranking.shelf import LiveShelf
from gumsole.records import Passport, Vector
from gumsole.search import Counter, Searcher
from gumsole.settings import Settings
from gumsole.store import Store, key_of
from gumsole.store.layout import STORE_FILE, THUMBNAILS_FOLDER


@dataclass(frozen=True, slots=True, eq=False)
class Shop:
    """An open store that can be asked."""

    store: Store
    searcher: Searcher
    encoder: Encoder
    analyzer: Analyzer
    thumbnails: PhotoCache
    shelf: LiveShelf


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
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(folder))
        issued = store.passports.active()
        if issued is None:
            raise NotFound(f"nothing to search in {folder} yet; run: gumsole ingest FEED --store {folder}")
        encoder = encoder_of(settings, folder, patient=False)
        refuse_other_encoder(issued.passport, key_for(encoder))
        analyzer = Analyzer(encoder, views=views_of(encoder, settings), label=upload_labels_of(settings))
        counter = counter_of(store, issued.passport, settings, policy_of(folder), meaning=meaning_of(encoder))
        searcher = Searcher(
            store=store,
            index=stack.enter_context(engine_of(settings)).open(store, issued),
            analyzer=analyzer,
            passport=issued.passport,
            counter=counter,
        )
        thumbnails = PhotoCache(folder / THUMBNAILS_FOLDER, max_bytes=None)
        yield Shop(store, searcher, encoder, analyzer, thumbnails, counter.shelf)


def meaning_of(encoder: Encoder) -> Callable[[str], Vector] | None:
    """Words → their embedding among those of photos; None where the encoder reads none."""
    if isinstance(encoder, Tuned):
        below = meaning_of(encoder.base)
        return None if below is None else lambda words: encoder.head.apply(below(words)[None])[0]
    return encoder.encode_text if isinstance(encoder, Tower) and encoder.reads else None


def counter_of(
    store: Store,
    passport: Passport,
    settings: Settings,
    policy: Policy,
    *,
    meaning: Callable[[str], Vector] | None = None,
) -> Counter:
    """Where the store's answers are made."""
    currency = store.products.currency() or ""
    exponent = EXPONENTS.get(currency, 2)
    signs = frozenset(sign.casefold() for sign, codes in SIGNS.items() if currency in codes)
    return Counter(
        shelf=LiveShelf(store, passport),
        judges=judges_of(store, passport, policy),
        listener=Listener(store, currency=Money(currency, exponent, signs), dyed=dyed),
        minor_units=10**exponent,
        groups=settings.retrieved_groups,
        meaning=meaning,
    )


def judges_of(store: Store, passport: Passport, policy: Policy) -> Judges:
    """Guard and bands of the passport in force; a store calibrated by an older version has none yet."""
    learned = store.calibrations.active()
    if learned is None:
        return Judges(Guard.blind(passport.dimension), Bands.blind(), policy)
    return Judges(Guard.from_bytes(learned.guard), Bands.from_bytes(learned.bands), policy)


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
