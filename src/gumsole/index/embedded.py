"""The engine inside the process: exact answers at every filter, writes seen by the next query."""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gumsole.errors import IndexMismatch
from gumsole.index.columns import Columns, Live, terms_of
from gumsole.index.lookup import Lookup
from gumsole.index.matching import matching
from gumsole.index.names import Brands, Categories, key
from gumsole.index.parts import Part, part_of
from gumsole.index.ranking import nearest
from gumsole.records import Entry, Neighbors, Offer, Vector, VectorQuery

# A new part is as large as all before it, within these bounds: nothing is ever copied to make room.
SMALLEST_PART = 1024
LARGEST_PART = 65_536


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class State:
    """All that a search looks at, published as one object: no reader sees half a write."""

    columns: Columns
    parts: tuple[Part, ...]
    live: Live


class EmbeddedIndex:
    """Entries in memory, searched exactly.

    Readers take the published state and never wait. Writers take turns: they fill slots that no reader can
    see, then publish. A slot is used again once the last reader of a state that showed it is gone.
    """

    def __init__(
        self, dimension: int, color_dimension: int, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.dimension = dimension
        self.color_dimension = color_dimension
        self.seq = 0
        self._clock = clock
        self._writing = threading.RLock()
        self._categories, self._brands = Categories(), Brands()
        self._unused: deque[int] = deque()
        self._leaving: deque[tuple[weakref.ref[State], list[int]]] = deque()
        self._state = State(Columns.empty(0), (), Live.empty())
        self._count = 0
        self._index_keys()

    def __len__(self) -> int:
        """How many entries there are."""
        return self._count

    # --- reading ---

    def search(self, query: VectorQuery) -> Neighbors:
        """Nearest entries that satisfy the filter, of at least `query.groups` groups or all that match.

        Raises
        ------
        IndexMismatch
            If the query's vectors are of other lengths than the index's.
        """
        self._check("query", query.embedding, query.color)
        state = self._current()
        mask = matching(query.filter, state.columns, state.live, self._categories, self._brands)
        return nearest(query, state.columns, state.parts, mask)

    def _current(self) -> State:
        now_s = self._clock()
        state = self._state
        if state.live.holds_at(now_s):
            return state
        with self._writing:
            self._show([], [])
            return self._state

    # --- writing ---

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Add entries, replacing those with the same id; the last of a repeated id counts.

        Raises
        ------
        IndexMismatch
            If an entry's vectors are of other lengths than the index's; nothing is written then.
        """
        for entry in entries:
            self._check(f"entry {entry.id}", entry.embedding, entry.color)
        latest = list({entry.id: entry for entry in entries}.values())
        with self._writing:
            replaced = self._slots_of(entry.id for entry in latest)
            slots = self._make_room(len(latest))
            for slot, entry in zip(slots, latest, strict=True):
                self._fill(slot, entry)
            self._show(slots, replaced)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove entries; unknown ids are ignored."""
        with self._writing:
            self._show([], self._slots_of(ids))

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Replace the offer of every entry of each offer's sku; unknown skus are ignored."""
        with self._writing:
            columns, alive = self._state.columns, self._state.live.alive
            touched: list[int] = []
            for offer in offers:
                sku = key(offer.sku)
                slots = [s for s in self._skus.find(sku) if alive[s] and columns.skus[s] == sku]
                columns.terms[slots] = np.array(terms_of(offer), columns.terms.dtype)
                touched += slots
            self._show(touched, [])

    def _check(self, what: str, embedding: Vector, color: Vector) -> None:
        expected, received = (self.dimension, self.color_dimension), (*embedding.shape, *color.shape)
        if expected != received:
            raise IndexMismatch(
                f"the index holds vectors of {expected} (embedding, color), {what} has {received}; "
                "encode it as the index was, or build the index anew"
            )

    def _slots_of(self, ids: Iterable[int]) -> list[int]:
        columns, alive = self._state.columns, self._state.live.alive
        return [s for i in dict.fromkeys(ids) for s in self._ids.find(i) if alive[s] and columns.ids[s] == i]

    def _make_room(self, rows: int) -> list[int]:
        """Slots that no reader sees, as many as asked."""
        while self._leaving and self._leaving[0][0]() is None:
            self._unused.extend(self._leaving.popleft()[1])
        while len(self._unused) < rows:
            self._add_part(rows - len(self._unused))
        return [self._unused.popleft() for _ in range(rows)]

    def _add_part(self, rows: int) -> None:
        state = self._state
        start = len(state.live.alive)
        capacity = min(max(start, rows, SMALLEST_PART), LARGEST_PART)
        part = Part.empty(start, capacity, self.dimension, self.color_dimension)
        stop = start + capacity
        self._state = State(state.columns.grown(stop), (*state.parts, part), state.live.grown(stop))
        self._unused.extend(range(start, stop))

    def _fill(self, slot: int, entry: Entry) -> None:
        columns, sku = self._state.columns, key(entry.offer.sku)
        columns.ids[slot], columns.groups[slot], columns.skus[slot] = entry.id, key(entry.group), sku
        columns.categories[slot] = self._categories.code(entry.category)
        columns.brands[slot] = self._brands.code(entry.brand)
        columns.terms[slot] = terms_of(entry.offer)
        part_of(self._state.parts, slot).put(slot, entry.embedding, entry.color)
        self._ids.add(entry.id, slot)
        self._skus.add(sku, slot)

    def _show(self, slots: Sequence[int], gone: list[int]) -> None:
        """Publish slots as they stand in the columns, without those that are gone."""
        before = self._state
        terms, now_s = before.columns.terms, self._clock()
        live = before.live if before.live.holds_at(now_s) else before.live.repriced(terms, now_s)
        self._state = replace(
            before, live=live.changed(terms, np.array(slots, np.int64), np.array(gone, np.int64), now_s)
        )
        self._leaving.append((weakref.ref(before), gone))
        self._count = int(np.count_nonzero(self._state.live.alive))
        if self._ids.crowded:
            self._index_keys()

    def _index_keys(self) -> None:
        columns = self._state.columns
        slots = np.flatnonzero(self._state.live.alive)
        self._ids, self._skus = Lookup(columns.ids[slots], slots), Lookup(columns.skus[slots], slots)
