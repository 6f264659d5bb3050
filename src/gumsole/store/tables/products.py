"""Products: what the feeds named, who named it last, and what they no longer name."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gumsole.errors import InputError, NotFound, RetireBrake
from gumsole.records import CatalogItem, Offer, Product, Shard
from gumsole.store.database import Database, storable
from gumsole.store.tables.facts import read_fact, write_fact
from gumsole.store.tables.log import log_entries, log_offers, log_products
from gumsole.store.tables.offers import OFFER_COLUMNS, to_offer, write_offer
from gumsole.store.tables.photos import set_places
from gumsole.store.tables.runs import claim_source, relatives_of

# A snapshot that drops more of its source than this is more likely a broken export than a clearance.
RETIRE_LIMIT = 0.2

_CURRENCY = "currency"

_COLUMNS = "group_id, title, description, brand, category, attributes, gtin, link"

# Of `_COLUMNS`, those that an entry of the index carries: group, brand, category.
_INDEXED = (0, 3, 4)


@dataclass(frozen=True, slots=True)
class Listing:
    """A product with its offer, as the store has them now."""

    product: Product
    offer: Offer
    retired: bool


@dataclass(frozen=True, slots=True)
class Upserted:
    """What a batch of items did to the store; `changed` counts revived products and new offers too."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


class Products:
    """Puts, retires and reads products."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def upsert(self, items: Sequence[CatalogItem], *, source: str, run: int) -> Upserted:
        """Store a batch of a feed in one transaction; the last of several rows with one sku counts.

        A product that another source named before belongs to this one from now on; a retired one returns.
        Items that change nothing write one narrow row each and nothing to the change log.
        """
        batch = {item.product.sku: item for item in items}
        with storable(), self._database.writing() as connection:
            source_id = claim_source(connection, source)
            stored = _stored(connection, batch)
            new = changed = 0
            for sku, item in batch.items():
                if (before := stored.get(sku)) is None:
                    stored[sku] = _insert(connection, item)
                    new += 1
                else:
                    changed += _update(connection, before, item)
            family = [source_id, *relatives_of(connection, source)]
            _sight(connection, [product.id for product in stored.values()], family, run)
        return Upserted(new, changed, len(batch) - new - changed)

    def retire_missing(
        self,
        *,
        source: str,
        run: int,
        limit: float = RETIRE_LIMIT,
        allow: bool = False,
        shard: Shard | None = None,
    ) -> int:
        """Take out of search what the source named before and this run did not; rows and signals stay.

        What other divisions of the same feed named is looked at too, in case it was divided anew: all of it
        where the run read the whole feed, of a shard's run the groups that are this shard's.

        Parameters
        ----------
        limit : float
            Largest share, in [0, 1], of the products the source had before this run that may go.
        allow : bool
            Retire any number.

        Returns
        -------
        int
            How many products were retired.

        Raises
        ------
        RetireBrake
            If more would go than `limit`; nothing changed then.
        """
        with self._database.writing() as connection:
            source_id = claim_source(connection, source)
            left_behind = _left_behind(connection, relatives_of(connection, source), shard)
            missing = left_behind + [
                product
                for (product,) in connection.execute(
                    "SELECT product FROM sightings WHERE source = ? AND run <> ?", (source_id, run)
                )
            ]
            (own,) = connection.execute(
                "SELECT count(*) FROM sightings WHERE source = ? AND live_since <> ?", (source_id, run)
            ).fetchone()
            before = own + len(left_behind)
            if len(missing) > limit * before and not allow:
                raise RetireBrake(
                    f"this snapshot of {source} no longer names {len(missing)} of {before} products, "
                    f"more than {limit:.0%}; if that is meant, run it again with --allow-retire"
                )
            _retire(connection, missing, self._clock())
        return len(missing)

    def retire(self, skus: Sequence[str]) -> None:
        """Take products out of search; their rows and signals stay."""
        with self._database.writing() as connection:
            ids = connection.execute(
                "SELECT products.id FROM json_each(?) AS wanted JOIN products ON products.sku = wanted.value "
                "WHERE retired_at IS NULL",
                (json.dumps(list(skus)),),
            ).fetchall()
            _retire(connection, [id_ for (id_,) in ids], self._clock())

    def get(self, sku: str) -> Listing:
        """The product, live or retired.

        Raises
        ------
        NotFound
            If no feed ever named the sku.
        """
        found = self.get_many([sku])
        if sku not in found:
            raise NotFound(f"no product with sku {sku!r} in this store")
        return found[sku]

    def get_many(self, skus: Iterable[str]) -> dict[str, Listing]:
        """Products by sku, live or retired; unknown skus are left out."""
        with self._database.reading() as connection:
            return {
                sku: Listing(_product(sku, stored), to_offer(sku, stored.offer), stored.retired)
                for sku, stored in _stored(connection, skus).items()
            }

    def groups(self, skus: Iterable[str]) -> dict[str, str]:
        """Groups of products by sku, live or retired; unknown skus are left out."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT products.sku, products.group_id FROM json_each(?) AS wanted "
                    "JOIN products ON products.sku = wanted.value",
                    (json.dumps(list(skus)),),
                )
            )

    def count(self) -> int:
        """How many products are live."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM sightings").fetchone()[0])

    def categories(self) -> tuple[tuple[str, ...], ...]:
        """Category paths of live products, each once, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT category FROM products WHERE retired_at IS NULL AND category <> '[]'"
            )
            return tuple(sorted(tuple(json.loads(path)) for (path,) in rows))

    def currency(self) -> str | None:
        """The store's currency; None before a feed named one."""
        with self._database.reading() as connection:
            return read_fact(connection, _CURRENCY)

    def claim_currency(self, code: str) -> None:
        """Fix the store's currency at first, and refuse any other afterwards.

        Raises
        ------
        InputError
            If the store's prices are in another currency.
        """
        with self._database.writing() as connection:
            present = read_fact(connection, _CURRENCY)
            if present is None:
                write_fact(connection, _CURRENCY, code)
            elif present != code:
                raise InputError(
                    f"this store's prices are in {present}, not {code}; use another --store for {code}"
                )


@dataclass(frozen=True, slots=True)
class _Stored:
    """A product as its rows hold it."""

    id: int
    row: tuple[str, ...]
    retired: bool
    offer: tuple[Any, ...]
    photos: tuple[str, ...]


def _stored(connection: sqlite3.Connection, skus: Iterable[str]) -> dict[str, _Stored]:
    wanted = json.dumps(list(skus))
    photos: dict[int, list[str]] = {}
    for product, ref in connection.execute(
        "SELECT places.product, refs.ref FROM json_each(?) AS wanted "
        "JOIN products ON products.sku = wanted.value "
        "JOIN places ON places.product = products.id JOIN refs ON refs.id = places.ref "
        "ORDER BY places.product, places.position",
        (wanted,),
    ):
        photos.setdefault(product, []).append(ref)
    rows = connection.execute(
        f"SELECT products.sku, products.id, retired_at IS NOT NULL, {_COLUMNS}, {OFFER_COLUMNS} "
        "FROM json_each(?) AS wanted JOIN products ON products.sku = wanted.value "
        "JOIN offers ON offers.product = products.id",
        (wanted,),
    )
    width = 3 + _COLUMNS.count(",") + 1
    return {
        row[0]: _Stored(row[1], row[3:width], bool(row[2]), row[width:], tuple(photos.get(row[1], ())))
        for row in rows
    }


def _insert(connection: sqlite3.Connection, item: CatalogItem) -> _Stored:
    row = _row(item.product)
    (id_,) = connection.execute(
        f"INSERT INTO products (sku, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (item.product.sku, *row),
    ).fetchone()
    write_offer(connection, id_, item.offer, None)
    set_places(connection, id_, item.product.photos)
    log_products(connection, [id_])
    return _Stored(id_, row, False, (), item.product.photos)


def _update(connection: sqlite3.Connection, before: _Stored, item: CatalogItem) -> bool:
    """Write what differs and note what an index must look at; True if anything differed."""
    row = _row(item.product)
    if row != before.row or before.retired:
        assignments = _COLUMNS.replace(",", " = ?,") + " = ?"
        connection.execute(
            f"UPDATE products SET {assignments}, retired_at = NULL WHERE id = ?",
            (*row, before.id),
        )
    if offered := write_offer(connection, before.id, item.offer, before.offer):
        log_offers(connection, [before.id])
    photos = tuple(dict.fromkeys(item.product.photos))
    if photos != before.photos:
        set_places(connection, before.id, photos)
    if before.retired or any(row[at] != before.row[at] for at in _INDEXED):
        log_entries(connection, _places(connection, before.id))
    if renewed := before.retired or row != before.row or photos != before.photos:
        log_products(connection, [before.id])
    return offered or renewed


def _sight(connection: sqlite3.Connection, products: Sequence[int], family: Sequence[int], run: int) -> None:
    """Note that this run named the products; one that came from elsewhere is new to the source.

    `family` is the source and after it the other divisions of its feed, which are not elsewhere.
    """
    connection.executemany(
        "INSERT INTO sightings (product, source, run, live_since) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (product) DO UPDATE SET source = excluded.source, run = excluded.run, "
        f"live_since = iif(source IN ({', '.join(map(str, family))}), live_since, excluded.live_since)",
        [(product, family[0], run, run) for product in products],
    )


def _left_behind(connection: sqlite3.Connection, sources: Sequence[int], shard: Shard | None) -> list[int]:
    """Products of these sources, those of a shard alone."""
    return [
        product
        for source in sources
        for product, group in connection.execute(
            "SELECT sightings.product, products.group_id FROM sightings "
            "JOIN products ON products.id = sightings.product WHERE sightings.source = ?",
            (source,),
        )
        if shard is None or shard.holds(group)
    ]


def _retire(connection: sqlite3.Connection, products: Sequence[int], now: float) -> None:
    for product in products:
        connection.execute("UPDATE products SET retired_at = ? WHERE id = ?", (now, product))
        connection.execute("DELETE FROM sightings WHERE product = ?", (product,))
        log_entries(connection, _places(connection, product))
    log_products(connection, products)


def _places(connection: sqlite3.Connection, product: int) -> list[int]:
    return [place for (place,) in connection.execute("SELECT id FROM places WHERE product = ?", (product,))]


def _row(product: Product) -> tuple[str, ...]:
    """The product as `_COLUMNS`."""
    return (
        product.group,
        product.title,
        product.description,
        product.brand,
        json.dumps(product.category, ensure_ascii=False),
        json.dumps(dict(product.attributes), ensure_ascii=False, sort_keys=True),
        product.gtin,
        product.link,
    )


def _product(sku: str, stored: _Stored) -> Product:
    group, title, description, brand, category, attributes, gtin, link = stored.row
    return Product(
        sku=sku,
        group=group,
        title=title,
        description=description,
        brand=brand,
        category=_path(category),
        attributes=json.loads(attributes),
        gtin=gtin,
        link=link,
        photos=stored.photos,
    )


@lru_cache(maxsize=1024)
def _path(category: str) -> tuple[str, ...]:
    """The category of a product; few are shared by many."""
    return tuple(json.loads(category))
