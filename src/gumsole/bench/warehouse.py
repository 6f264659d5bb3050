"""A large store without photos: products and offers as any, vectors drawn from those of real photos."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gumsole import assembly
from gumsole.bench.material import Vectors
from gumsole.bench.rulebook import rulebook
from gumsole.calibration import Standard, Studio, calibrate
from gumsole.errors import NotFound
from gumsole.images.analysis import Analyzer
from gumsole.images.decode import decode
from gumsole.images.encoder import Encoder
from gumsole.images.palette import table
from gumsole.ranking.answering.ranker import Judges
from gumsole.records import RGB, WHOLE, Background, CatalogItem, Entry, Known, Product, Quality, Signals
from gumsole.settings import Settings
from gumsole.store import EncoderKey, Store

SOURCE = "bench"
CURRENCY, MINOR_UNITS = "EUR", 100

# What titles, descriptions and attributes are made of.
NOUNS = ("sofa", "lamp", "rug", "mug", "clock", "chair", "table", "shelf", "vase", "basket", "mirror", "bed")
WOODS, COLORS, MATERIALS = ("oak", "walnut", "ash"), ("Red", "Navy", "Beige", "Green"), ("Linen", "Wool")
PINNED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Assortment:
    """What a warehouse is filled with.

    Attributes
    ----------
    rows : int
        Products, with a photo each.
    shown : sequence of bytes
        Photos that guard and bands are learned from: the first of those that the vectors are drawn from.
    """

    vectors: Vectors
    rows: int
    shown: Sequence[bytes]


@contextmanager
def warehouse(
    folder: Path, settings: Settings, encoder: Encoder, assortment: Assortment
) -> Iterator[assembly.Shop]:
    """A store that can be asked: calibrated, with full text, under a policy of fifty rules."""
    with Store.open(folder, create=True) as store:
        key = assembly.key_for(encoder)
        run = store.runs.begin(SOURCE)
        store.products.claim_currency(CURRENCY)
        for chunk in assortment.vectors.entries(assortment.rows):
            _put(store, key, run.id, chunk)
        store.words.tidy()
        colors = table().soft.shape[1]
        standard = Standard(key, encoder.prior_mean, colors, settings.color_weight)
        calibrate(store, standard, _studio(encoder, settings, assortment), clock=time.time)
    policy = rulebook([f"s{at}" for at in range(PINNED)])
    (folder / assembly.POLICY_FILE).write_text(policy, encoding="utf-8")
    with assembly.shop(folder, settings) as shop:
        yield shop


def judges_of(store: Store) -> Judges:
    """What the store's answers are judged by.

    Raises
    ------
    NotFound
        If nothing was ingested into it.
    """
    issued = store.passports.active()
    if issued is None:
        raise NotFound(f"nothing to rank in {store.folder} yet; ingest a feed first")
    return assembly.judges_of(store, issued.passport, assembly.policy_of(store.folder))


def _studio(encoder: Encoder, settings: Settings, assortment: Assortment) -> Studio:
    """Shows in place of each product's photo the one that its vector has most of."""
    upload = Analyzer(encoder, views=assembly.views_of(encoder, settings))
    origins: NDArray[np.int64] = assortment.vectors.entry_origins(assortment.rows)

    def pixels(ref: str, _hash: str) -> RGB | None:
        origin = int(origins[int(Path(ref).stem) - 1])
        return decode(assortment.shown[origin]).rgb if origin < len(assortment.shown) else None

    return Studio(pixels, lambda data: upload.analyze(data).signals, views_of_photo=1)


def _put(store: Store, key: EncoderKey, run: int, chunk: list[Entry]) -> None:
    with store.writing():
        store.products.upsert([_item(entry) for entry in chunk], source=SOURCE, run=run)
        hashes = {entry.id: hashlib.sha256(str(entry.id).encode()).hexdigest() for entry in chunk}
        store.signals.put_many({hashes[entry.id]: _signals(entry) for entry in chunk}, key=key)
        for entry in chunk:
            store.photos.record(_ref(entry), Known(hashes[entry.id]))


def _item(entry: Entry) -> CatalogItem:
    """Whatever a feed may say of a product, by the number of its entry."""
    at, price = entry.id, entry.offer.price or 0
    noun, wood = NOUNS[at % len(NOUNS)], WOODS[at % len(WOODS)]
    product = Product(
        sku=entry.offer.sku,
        group=entry.group,
        title=f"{wood.title()} {noun} {at}",
        description=f"Stands well beside a {NOUNS[at // 7 % len(NOUNS)]} and is made to last.",
        brand=entry.brand,
        category=entry.category,
        attributes={"color": COLORS[at % len(COLORS)], "material": MATERIALS[at % len(MATERIALS)]},
        photos=(_ref(entry),),
    )
    offer = replace(
        entry.offer,
        sale_price=price * 4 // 5 if at % 5 == 0 else None,
        cost=price // 2,
        quantity=1 + at % 40,
        popularity=float(at % 1000),
        units_sold_30d=at % 9,
    )
    return CatalogItem(product, offer, at)


def _ref(entry: Entry) -> str:
    return f"/{entry.id}.jpg"


def _signals(entry: Entry) -> Signals:
    quality = Quality(1024, 1024, 100.0, 0.5, 0.0, 0.2, 0.5, 0.0, Background.WHITE)
    return Signals(entry.embedding, entry.color, (), (WHOLE,), quality, entry.id)
