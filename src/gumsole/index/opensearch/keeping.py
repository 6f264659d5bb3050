"""A store's index in OpenSearch: kept up by the change log; a new one is built beside it, then switched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b

import numpy as np

from gumsole.errors import EngineAway, EngineRefused, IndexMismatch, NotFound, StoreLocked
from gumsole.index.follow import catch_up, entries_of
from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.engine import OpenSearchIndex
from gumsole.index.opensearch.versions import Spread, Versions
from gumsole.records import Comparison, Neighbors, VectorQuery
from gumsole.store import IssuedPassport, Store, key_of
from gumsole.store.layout import FOLLOW_LOCK_FILE, INDEX_LOCK_FILE
from gumsole.store.lock import held

# Photos whose neighbors are compared before a new version is used, and how many groups of each.
SAMPLED = 20
COMPARED = 50

# Neighbors that both versions must share. The graph of a version depends on the order of writes, so two of
# them never agree wholly; recall of the graph at this depth is measured at .99 and more (docs/opensearch.md).
OVERLAP = 0.9

# Changes that a search brings to the index itself; more are left to whoever follows in the background.
AT_ONCE = 200

BUILDING = "another process builds the index"
FOLLOWING = "another process follows the store"


class KeptIndex:
    """Searches what is behind the alias, and brings the store's changes to it.

    All processes of a store share the index. One of them at a time brings changes to it, and notes in the
    index itself where it stands, so whoever comes next goes on from there.
    """

    def __init__(
        self,
        store: Store,
        issued: IssuedPassport,
        connection: Connection,
        *,
        name: str,
        spread: Spread,
        clock: Callable[[], float] = time.time,
    ) -> None:
        history = blake2b(store.incarnation().encode(), digest_size=4).hexdigest()
        self._versions = Versions(connection, f"{name}-{history}", issued, spread)
        self._store = store
        self._passport = issued.passport
        self._connection = connection
        self._clock = clock
        self._patient = self._at(self._versions.alias, alias=True)
        self._index = OpenSearchIndex(
            connection.hurried(), self._versions.alias, self._versions.layout, alias=True, clock=clock
        )
        self._lock = store.folder / FOLLOW_LOCK_FILE
        self._following = threading.Lock()
        self._seq = -1

    # --- searching ---

    def search(self, query: VectorQuery) -> Neighbors:
        """As the index does, after what was written to the store before, unless that is a lot.

        Raises
        ------
        EngineAway
            If OpenSearch does not answer, or the index is being built.
        IndexMismatch
            If there is no index, or it was left behind by the change log: it must be opened anew.
        """
        try:
            if 0 < self._behind() <= AT_ONCE:
                self._follow(self._index)
        except IndexMismatch:
            if not self._being_built():
                raise
        try:
            return self._index.search(query)
        except IndexMismatch as missing:
            if not self._being_built():
                raise
            raise EngineAway("the index is being built", retry_after_s=60.0) from missing

    def catch_up(self) -> None:
        """Bring the index to the end of the change log, unless another process does."""
        if self._behind():
            self._follow(self._patient)

    def _behind(self) -> int:
        """Changes that this process knows nothing of in the index; -1 before it looked."""
        return -1 if self._seq < 0 else self._store.changes.latest_seq() - self._seq

    def _follow(self, index: OpenSearchIndex) -> None:
        with self._following, suppress(StoreLocked), held(self._lock, FOLLOWING):
            self._seq = self._caught_up(index)
            self._index.look_again()

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._index)

    @property
    def version(self) -> str | None:
        """The index behind the alias."""
        return self._versions.current()

    # --- building ---

    def open(self) -> None:
        """Leave an index behind the alias that stands at the end of the change log.

        Raises
        ------
        NotFound
            If there is none yet, and another process builds it.
        """
        if self._versions.current() is not None:
            try:
                self.catch_up()
                return
            except IndexMismatch:
                pass
        try:
            with held(self._store.folder / INDEX_LOCK_FILE, BUILDING):
                self._use(self._build())
        except StoreLocked as taken:
            raise NotFound(f"nothing to search yet: {taken}") from taken

    def reindex(self, *, force: bool = False) -> Comparison:
        """Build a version beside the one in use, compare both, and use the new one.

        Parameters
        ----------
        force : bool
            Use it however it compares.

        Raises
        ------
        EngineRefused
            If both differ too much; the new version is dropped.
        StoreLocked
            If another process builds an index.
        """
        with held(self._store.folder / INDEX_LOCK_FILE, BUILDING):
            name = self._build()
            with held(self._lock, FOLLOWING, wait=True):
                comparison = self._compared(name)
                if force or _alike(comparison):
                    self._switched(name)
                    return comparison
            self._versions.drop(name)
        raise EngineRefused(
            f"the new index differs: {comparison.held} of {comparison.photos} photos, "
            f"{comparison.overlap or 0:.0%} of neighbors as before; "
            "the old one stays in use (--force uses the new one)"
        )

    def roll_back(self) -> str:
        """Use the version before again, with all changes since; its name.

        Raises
        ------
        NotFound
            If there is none.
        """
        current = self._versions.current()
        former = [name for name in self._versions.built() if current is None or name < current]
        if not former:
            raise NotFound("there is no index to go back to; gumsole reindex builds one")
        with held(self._lock, FOLLOWING, wait=True):
            self._caught_up(self._at(former[-1]))
            self._versions.switch(former[-1])
        return former[-1]

    def _build(self) -> str:
        """A finished version that is not in use yet; remains of others that were never finished go."""
        current = self._versions.current()
        before = [name for name in self._versions.built() if current and name < current]
        self._versions.check()
        self._versions.drop_others(current, *before[-1:])
        name = self._versions.create()
        index = self._at(name)
        seq = self._store.changes.latest_seq()
        for chunk in entries_of(self._store, self._passport):
            index.upsert(chunk)
        index.set_position(seq)
        self._versions.finish(name)
        return name

    def _use(self, name: str) -> None:
        with held(self._lock, FOLLOWING, wait=True):
            self._seq = self._caught_up(self._at(name))
            self._switched(name)

    def _switched(self, name: str) -> None:
        before = self._versions.current()
        self._versions.switch(name)
        self._versions.drop_others(name, before)
        self._versions.drop_former()

    def _caught_up(self, index: OpenSearchIndex) -> int:
        index.look_again()
        seq = catch_up(index, self._store, self._passport, seq=index.position(), reached=index.set_position)
        if seq is None:
            raise IndexMismatch("the index was left behind by the change log; it must be opened anew")
        return seq

    def _compared(self, name: str) -> Comparison:
        before, new = self._versions.current(), self._at(name)
        self._caught_up(new)
        overlap = None
        if before:
            old = self._at(before)
            self._caught_up(old)
            overlap = self._overlap(old, new)
        photos = self._store.entries.count(key=key_of(self._passport))
        return Comparison(name, before, photos, len(new), overlap)

    def _overlap(self, old: OpenSearchIndex, new: OpenSearchIndex) -> float:
        chunk = next(entries_of(self._store, self._passport), [])
        chosen = np.random.default_rng(0).permutation(len(chunk))[:SAMPLED]
        shares = []
        for entry in (chunk[at] for at in chosen):
            query = VectorQuery(entry.embedding, entry.color, self._passport.color_weight, groups=COMPARED)
            former, now = (set(index.search(query).ids.tolist()) for index in (old, new))
            shares.append(len(former & now) / max(1, len(former), len(now)))
        return float(np.mean(shares)) if shares else 1.0

    def _being_built(self) -> bool:
        try:
            with held(self._store.folder / INDEX_LOCK_FILE, BUILDING):
                return False
        except StoreLocked:
            return True

    def _at(self, name: str, *, alias: bool = False) -> OpenSearchIndex:
        return OpenSearchIndex(self._connection, name, self._versions.layout, alias=alias, clock=self._clock)


def _alike(comparison: Comparison) -> bool:
    """True if the new version may take the place of the old."""
    overlap = 1.0 if comparison.overlap is None else comparison.overlap
    return comparison.photos == comparison.held and overlap >= OVERLAP
