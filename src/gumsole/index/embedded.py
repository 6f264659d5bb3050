"""The engine inside the process: exact answers at every filter, writes seen by the next query."""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gumsole.errors import IndexMismatch
from gumsole.index import snapshot, writing
from gumsole.index.building import contents, spooled
from gumsole.index.columns import Columns, Live, Slots, terms_of
from gumsole.index.lookup import Lookup
from gumsole.index.matching import matching
from gumsole.index.names import Categories, Destinations, Names, Words, key
from gumsole.index.parts import Part, split
from gumsole.index.quantizer import Quantizer
from gumsole.index.ranking import nearest
from gumsole.index.snapshot import Opened
from gumsole.records import Entry, Neighbors, Offer, Vector, VectorQuery

# A new part is as large as all before it, within these bounds: nothing is ever copied to make room.
SMALLEST_PART = 1024
LARGEST_PART = 65_536


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class State:
    """All that a search looks at, published as one object: no reader sees half a write.

    Attributes
    ----------
    grouped : int
        So many slots in front came from a snapshot: they ascend by category and are never used again.
    """

    columns: Columns
    parts: tuple[Part, ...]
    live: Live
    grouped: int


@dataclass(frozen=True, slots=True)
class Footprint:
    """Bytes that an index holds for itself, and bytes of files that it has mapped."""

    in_memory: int
    mapped: int


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
        self._quantizer = Quantizer.of(dimension, color_dimension)
        self._names = Names()
        self._unused: deque[int] = deque()
        self._leaving: deque[tuple[weakref.ref[State], list[int]]] = deque()
        self._state = State(Columns.empty(0), (), Live.empty(), 0)
        self._count = 0
        self._index_keys()

    @classmethod
    def build(
        cls,
        folder: Path,
        chunks: Iterable[Sequence[Entry]],
        *,
        dimension: int,
        color_dimension: int,
        passport: str,
        seq: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> EmbeddedIndex:
        """Write a snapshot of all entries, vectors never in memory at once, and open it."""
        quantizer = Quantizer.of(dimension, color_dimension)
        with spooled(folder, chunks, quantizer) as grouped:
            writing.write(folder, grouped, passport=passport, seq=seq)
        return cls.open(
            folder, dimension=dimension, color_dimension=color_dimension, passport=passport, clock=clock
        )

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        dimension: int,
        color_dimension: int,
        passport: str,
        clock: Callable[[], float] = time.time,
    ) -> EmbeddedIndex:
        """The newest snapshot of a folder, its vectors mapped; `seq` tells which changes it lacks.

        Raises
        ------
        NotFound, IndexMismatch, BrokenStore
            If there is none, or none that can be used: build one.
        """
        opened = snapshot.read(
            folder, passport=passport, dimension=dimension, color_dimension=color_dimension
        )
        index = cls(dimension, color_dimension, clock=clock)
        index._adopt(opened)
        return index

    def save(self, folder: Path, *, passport: str, seq: int) -> None:
        """Write a snapshot of what is in the index now; searches and writes go on meanwhile."""
        with self._writing:
            state = self._current()
            columns = replace(state.columns, terms=state.columns.terms.copy())
            slots = np.flatnonzero(state.live.alive)
            grouped = contents(columns, state.parts, slots, self._names, self._quantizer)
        writing.write(folder, grouped, passport=passport, seq=seq)

    def _adopt(self, opened: Opened) -> None:
        """Begin with what a snapshot holds."""
        rows = opened.header.rows
        self.seq = opened.header.seq
        self._quantizer = opened.quantizer
        header = opened.header
        self._names = Names(
            Categories(tuple(path) for path in header.categories),
            Words(header.brands),
            Words(header.colors),
            Words(header.materials),
            Destinations(header.destinations),
        )
        parts = (opened.part,) if opened.part else ()
        self._state = State(opened.columns, parts, Live.of(opened.columns.terms, self._clock()), rows)
        self._count = rows
        self._index_keys()

    def __len__(self) -> int:
        """How many entries there are."""
        return self._count

    def footprint(self) -> Footprint:
        """Bytes of its arrays; words, a few for each category and brand, are not counted."""
        state = self._state
        live = state.live
        arrays = [*state.columns.arrays(), live.alive, live.in_stock, live.prices, live.ships_to]
        vectors = [vector for part in state.parts for vector in (part.shape, part.color)]
        mapped = sum(vector.nbytes for vector in vectors if isinstance(vector, np.memmap))
        arrays += [*vectors, *(part.codes.rows for part in state.parts)]
        tiers = sum(part.tier.size for part in state.parts if part.tier)
        held = sum(array.nbytes for array in arrays) + tiers + self._ids.size + self._skus.size
        return Footprint(held - mapped, mapped)

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
        mask = matching(query.filter, state.columns, state.live, state.grouped, self._names)
        return nearest(query, state.columns, state.parts, mask, self._quantizer)

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
            self._fill(slots, latest)
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
                terms = terms_of(offer, self._names.destinations)
                columns.terms[slots] = np.array(terms, columns.terms.dtype)
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

    def _make_room(self, rows: int) -> Slots:
        """Slots that no reader sees, as many as asked, ascending."""
        while len(self._unused) < rows:
            self._add_part(rows - len(self._unused))
        return np.sort(np.array([self._unused.popleft() for _ in range(rows)], np.int64))

    def _add_part(self, rows: int) -> None:
        state = self._state
        start = len(state.live.alive)
        capacity = min(max(start, rows, SMALLEST_PART), LARGEST_PART)
        part = Part.empty(start, capacity, self._quantizer)
        stop = start + capacity
        parts = (*state.parts, part)
        self._publish(State(state.columns.grown(stop), parts, state.live.grown(stop), state.grouped), [])
        self._unused.extend(range(start, stop))

    def _fill(self, slots: Slots, entries: Sequence[Entry]) -> None:
        """Write entries into ascending slots that no reader sees."""
        columns, parts = self._state.columns, self._state.parts
        fresh = Columns.of(entries, self._names)
        columns.put(slots, fresh)
        self._ids.add(fresh.ids, slots)
        self._skus.add(fresh.skus, slots)
        for part, run in split(parts, slots):
            shape, color = (
                np.stack([e.embedding for e in entries[run]]),
                np.stack([e.color for e in entries[run]]),
            )
            part.put(slots[run], shape, color, self._quantizer)

    def _show(self, slots: Slots | list[int], gone: list[int]) -> None:
        """Publish slots as they stand in the columns, without those that are gone."""
        before = self._state
        terms, now_s = before.columns.terms, self._clock()
        holds = before.live.holds_at(now_s)
        if holds and not len(slots) and not gone:
            return
        live = before.live if holds else before.live.repriced(terms, now_s)
        live = live.changed(terms, np.asarray(slots, np.int64), np.array(gone, np.int64), now_s)
        self._publish(replace(before, live=live), gone)
        self._count = int(np.count_nonzero(self._state.live.alive))
        if self._ids.crowded:
            self._index_keys()

    def _publish(self, state: State, gone: list[int]) -> None:
        """Show a state; slots that are gone may be used again once nobody looks at the last one."""
        reusable = [slot for slot in gone if slot >= state.grouped]
        self._leaving.append((weakref.ref(self._state), reusable))
        self._state = state
        while self._leaving and self._leaving[0][0]() is None:
            self._unused.extend(self._leaving.popleft()[1])

    def _index_keys(self) -> None:
        columns = self._state.columns
        slots = np.flatnonzero(self._state.live.alive)
        self._ids, self._skus = Lookup(columns.ids[slots], slots), Lookup(columns.skus[slots], slots)
