"""Photos: where they stand on products, where their bytes are read from, and what was found there."""

# ruff: noqa: S608 -- what is put into statements are names of columns, constants of these modules

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gumsole.errors import NotFound
from gumsole.records import Known
from gumsole.store.database import Database
from gumsole.store.tables.log import log_entries
from gumsole.store.tables.signals import EncoderKey, claim_photo, encoder_id, has_signals

# A host that did not answer is asked again after half a minute, then ever later, and once a day in the end.
RETRY_LEAST_S = 30.0
RETRY_MOST_S = 2 * 86_400.0

# Addresses handed out in one step of `to_do`.
_STEP = 500

# A place of a live product, perhaps of one source alone (0 is all of them).
_LIVE = """
EXISTS (
    SELECT 1 FROM places JOIN sightings ON sightings.product = places.product
    WHERE places.ref = refs.id AND :source IN (0, sightings.source)
)
"""

_ANALYZED = "EXISTS (SELECT 1 FROM signals WHERE signals.photo = refs.photo AND signals.encoder = :encoder)"

_TO_DO = f"""
SELECT refs.id, refs.ref, photos.hash, refs.etag, refs.last_modified, refs.size, refs.mtime_ns,
       refs.failure IS NULL AND {_ANALYZED} AS settled
FROM refs LEFT JOIN photos ON photos.id = refs.photo
WHERE refs.id > :after AND {_LIVE}
  AND (refs.checked_at IS NULL OR refs.checked_at < :checked_before
       OR (refs.failure IS NULL AND NOT {_ANALYZED}))
ORDER BY refs.id LIMIT {_STEP}
"""

# As the index `refs_waiting` has them: no sort, and no look at any other address.
_WAITING = f"""
SELECT refs.ref, photos.hash FROM refs LEFT JOIN photos ON photos.id = refs.photo
WHERE refs.checked_at IS NULL AND {_LIVE}
ORDER BY substr(refs.ref, 1, 5) <> 'sent:', refs.attempts, refs.id LIMIT :limit
"""

_DUE = f"""
refs.failure IS NOT NULL AND refs.permanent = 0
AND refs.checked_at + min(:least * (1 << min(refs.attempts, 20)), :most) / 2 <= :now AND {_LIVE}
"""

_COUNTS = f"""
SELECT count(*) FILTER (WHERE failure IS NULL AND analyzed), count(*) FILTER (WHERE failure IS NOT NULL),
       count(*) FILTER (WHERE failure IS NULL AND NOT analyzed)
FROM (SELECT refs.failure, {_ANALYZED} AS analyzed FROM refs WHERE {_LIVE})
"""


@dataclass(frozen=True, slots=True)
class PhotoToDo:
    """An address whose bytes must be looked at.

    Attributes
    ----------
    known : Known or None
        What the fetcher may compare with: unchanged bytes need nothing more. None where the bytes are
        needed in any case.
    hash : str or None
        Of the bytes found there last, which a cache may still have.
    """

    ref: str
    known: Known | None
    hash: str | None


@dataclass(frozen=True, slots=True)
class PhotoCounts:
    """Addresses of live products: with signals, failed at the last look, still to do."""

    done: int
    failed: int
    pending: int


@dataclass(frozen=True, slots=True)
class PhotoFailure:
    """Why a photo could not be used, and the products that miss it."""

    ref: str
    reason: str
    permanent: bool
    failed_at: float
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhotoState:
    """How far one photo of a product has come.

    Attributes
    ----------
    hash : str
        Of the bytes found there; empty before the first look.
    analyzed : bool
        It has signals and can be found.
    failure : str
        Why the last look gave nothing; empty where it did, or was not yet.
    permanent : bool
        Of a failure: looking again will not help.
    """

    ref: str
    hash: str
    analyzed: bool
    failure: str
    permanent: bool


class Photos:
    """Tells which photos to look at, and remembers what was found."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def to_do(
        self, *, key: EncoderKey, checked_before: float, source: str | None = None
    ) -> Iterator[PhotoToDo]:
        """Addresses of live products to look at, each once.

        These are the ones not looked at since `checked_before`, and those without signals; what failed since
        then waits for the next run. `record` and `fail` may be called between two steps: no snapshot is held,
        which would keep the log from shrinking for as long as an ingest takes.
        """
        after = 0
        while rows := self._step(key, checked_before, source, after):
            after = rows[-1][0]
            for _, ref, hash_, etag, last_modified, size, mtime_ns, settled in rows:
                known = Known(hash_, etag, last_modified, size, mtime_ns) if settled else None
                yield PhotoToDo(ref, known, hash_)

    def _step(
        self, key: EncoderKey, checked_before: float, source: str | None, after: int
    ) -> list[tuple[Any, ...]]:
        with self._database.reading() as connection:
            return connection.execute(
                _TO_DO,
                {
                    "encoder": encoder_id(connection, key),
                    "source": _source_id(connection, source),
                    "checked_before": checked_before,
                    "after": after,
                },
            ).fetchall()

    def record(self, ref: str, known: Known) -> None:
        """Note the bytes found at an address, the same as before or others."""
        with self._database.writing() as connection:
            ref_id, before = _ref(connection, ref)
            found = claim_photo(connection, known.hash)
            connection.execute(
                "UPDATE refs SET photo = ?, etag = ?, last_modified = ?, size = ?, mtime_ns = ?, "
                "checked_at = ?, failure = NULL, permanent = 0, attempts = 0 WHERE id = ?",
                (found, known.etag, known.last_modified, known.size, known.mtime_ns, self._clock(), ref_id),
            )
            if found != before and (before is not None or has_signals(connection, found)):
                _log_places(connection, ref_id)

    def fail(self, ref: str, reason: str, *, permanent: bool) -> None:
        """Note that an address gave nothing usable; a passing failure leaves the last photo in use."""
        with self._database.writing() as connection:
            ref_id, before = _ref(connection, ref)
            connection.execute(
                "UPDATE refs SET checked_at = ?, failure = ?, permanent = ?, attempts = attempts + 1 "
                "WHERE id = ?",
                (self._clock(), reason, permanent, ref_id),
            )
            if permanent and before is not None:
                connection.execute(
                    "UPDATE refs SET photo = NULL, etag = NULL, last_modified = NULL, size = NULL, "
                    "mtime_ns = NULL WHERE id = ?",
                    (ref_id,),
                )
                _log_places(connection, ref_id)

    def waiting(self, *, source: str, limit: int) -> tuple[PhotoToDo, ...]:
        """Some of the addresses that wait for a look: what was sent first, what failed before last."""
        with self._database.reading() as connection:
            rows = connection.execute(
                _WAITING, {"source": _source_id(connection, source), "limit": limit}
            ).fetchall()
        return tuple(PhotoToDo(ref, None, hash_) for ref, hash_ in rows)

    def try_again(self, *, source: str) -> int:
        """Let addresses whose failure may pass be looked at again, each when its time has come.

        Nothing is written, and nobody who writes is waited for, where there are none.

        Returns
        -------
        int
            How many they are.
        """
        with self._database.reading() as connection:
            bounds = {
                "source": _source_id(connection, source),
                "now": self._clock(),
                "least": RETRY_LEAST_S,
                "most": RETRY_MOST_S,
            }
            if not connection.execute(f"SELECT 1 FROM refs WHERE {_DUE} LIMIT 1", bounds).fetchone():
                return 0
        with self._database.writing() as connection:
            return connection.execute(
                f"UPDATE refs SET checked_at = NULL, failure = NULL WHERE {_DUE}", bounds
            ).rowcount

    def miss(self, *, key: EncoderKey, source: str) -> None:
        """Let addresses be looked at whose bytes were seen, but have no signals of this encoder."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE refs SET checked_at = NULL "
                f"WHERE checked_at IS NOT NULL AND failure IS NULL AND NOT {_ANALYZED} AND {_LIVE}",
                {"encoder": encoder_id(connection, key), "source": _source_id(connection, source)},
            )

    def look_again(self, refs: Iterable[str]) -> None:
        """Let those of these addresses that failed be looked at as if they were new."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE refs SET checked_at = NULL, failure = NULL, permanent = 0, attempts = 0 "
                "WHERE failure IS NOT NULL AND ref IN (SELECT value FROM json_each(?))",
                (json.dumps(list(refs)),),
            )

    def of(self, sku: str, *, key: EncoderKey) -> tuple[PhotoState, ...]:
        """The photos of a product, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT refs.ref, photos.hash, refs.failure, refs.permanent, {_ANALYZED} FROM products "
                "JOIN places ON places.product = products.id JOIN refs ON refs.id = places.ref "
                "LEFT JOIN photos ON photos.id = refs.photo "
                "WHERE products.sku = :sku ORDER BY places.position",
                {"sku": sku, "encoder": encoder_id(connection, key)},
            )
            return tuple(
                PhotoState(ref, hash_ or "", bool(analyzed), failure or "", bool(permanent))
                for ref, hash_, failure, permanent, analyzed in rows
            )

    def analyzed(self, refs: Iterable[str], *, key: EncoderKey) -> set[str]:
        """Those of the addresses whose content, as it was found last, has signals of this encoder."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT refs.ref FROM json_each(:refs) AS wanted JOIN refs ON refs.ref = wanted.value "
                f"WHERE {_ANALYZED}",
                {"refs": json.dumps(list(refs)), "encoder": encoder_id(connection, key)},
            )
            return {ref for (ref,) in rows}

    def counts(self, *, key: EncoderKey, source: str | None = None) -> PhotoCounts:
        """How far the photos of live products have come."""
        with self._database.reading() as connection:
            row = connection.execute(
                _COUNTS, {"encoder": encoder_id(connection, key), "source": _source_id(connection, source)}
            ).fetchone()
        return PhotoCounts(*row)

    def ref_of(self, hash_: str) -> str | None:
        """An address of a live product at which these bytes were found; None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT refs.ref FROM photos JOIN refs ON refs.photo = photos.id "
                f"WHERE photos.hash = :hash AND {_LIVE} LIMIT 1",
                {"hash": hash_, "source": 0},
            ).fetchone()
        return str(row[0]) if row else None

    def failures(self, *, limit: int = 100) -> tuple[PhotoFailure, ...]:
        """What failed at the last look, oldest addresses first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT refs.id, ref, failure, permanent, checked_at FROM refs "
                f"WHERE failure IS NOT NULL AND {_LIVE} ORDER BY refs.id LIMIT :limit",
                {"source": 0, "limit": limit},
            ).fetchall()
            return tuple(
                PhotoFailure(ref, reason, bool(permanent), failed_at, _skus(connection, ref_id))
                for ref_id, ref, reason, permanent, failed_at in rows
            )


def set_places(connection: sqlite3.Connection, product: int, refs: Iterable[str]) -> None:
    """Give a product these photos in this order; places of photos that stay keep their ids."""
    wanted = {_claim_ref(connection, ref): at for at, ref in enumerate(dict.fromkeys(refs))}
    present = dict(connection.execute("SELECT ref, id FROM places WHERE product = ?", (product,)).fetchall())
    gone = [place for ref, place in present.items() if ref not in wanted]
    connection.executemany("DELETE FROM places WHERE id = ?", [(place,) for place in gone])
    connection.executemany(
        "INSERT INTO places (product, position, ref) VALUES (?, ?, ?) "
        "ON CONFLICT (product, ref) DO UPDATE SET position = excluded.position",
        [(product, at, ref) for ref, at in wanted.items()],
    )
    log_entries(connection, gone)
    added = connection.execute(
        "SELECT places.id, refs.id FROM places JOIN refs ON refs.id = places.ref "
        "WHERE places.product = ? AND refs.photo IS NOT NULL",
        (product,),
    )
    log_entries(connection, [place for place, ref in added.fetchall() if ref not in present])


def _ref(connection: sqlite3.Connection, ref: str) -> tuple[int, int | None]:
    """An address's number, and that of the photo last found there."""
    row = connection.execute("SELECT id, photo FROM refs WHERE ref = ?", (ref,)).fetchone()
    if row is None:
        raise NotFound(f"no product of this store has a photo at {ref}")
    return row[0], row[1]


def _log_places(connection: sqlite3.Connection, ref: int) -> None:
    places = connection.execute("SELECT id FROM places WHERE ref = ?", (ref,)).fetchall()
    log_entries(connection, [place for (place,) in places])


def _skus(connection: sqlite3.Connection, ref: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT sku FROM places JOIN products ON products.id = places.product "
        "WHERE places.ref = ? AND retired_at IS NULL ORDER BY sku",
        (ref,),
    )
    return tuple(sku for (sku,) in rows)


def _source_id(connection: sqlite3.Connection, source: str | None) -> int:
    """The source's number; 0 stands for all of them, -1 for one that never ran."""
    if source is None:
        return 0
    row = connection.execute("SELECT id FROM sources WHERE name = ?", (source,)).fetchone()
    return int(row[0]) if row else -1


def _claim_ref(connection: sqlite3.Connection, ref: str) -> int:
    row = connection.execute("SELECT id FROM refs WHERE ref = ?", (ref,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO refs (ref) VALUES (?) RETURNING id", (ref,)).fetchone()
    return int(row[0])
