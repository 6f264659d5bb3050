"""The engine: candidates come from OpenSearch, their similarities from exact vectors, computed here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import Any

from gumsole.errors import IndexMismatch, NotFound
from gumsole.index.opensearch.bulk import Bulk, Write
from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.documents import Layout, document, terms, word
from gumsole.index.opensearch.filters import PHOTOS, Clause, clauses
from gumsole.index.opensearch.pages import FIELDS, Found, Hit
from gumsole.records import Entry, Neighbors, Offer, Vector, VectorQuery

# The most neighbors that the plugin looks for, and the most documents of one page. A filter that leaves no
# more than that is searched exactly: Lucene compares all of them where it is asked for as many as there are.
MOST = 10_000

# Candidates for every group wanted, at first and at least; deeper so many times.
PER_GROUP = 4
FEWEST = 800
DEEPER = 4

# Documents of a first page, for each that the last search needed: one page mostly holds the answer, and what
# is fetched in vain costs our process more than anything else.
PAGE = 1.1

# Skus looked up in one request.
SKUS = 1_000

POSITION = "position"


class OpenSearchIndex:
    """Entries of one index, or of the one behind an alias.

    A write is on the disk of the cluster when it returns, and seen by the next search made here, elsewhere
    within a second.

    Parameters
    ----------
    alias : bool
        True if `name` is one.
    most : int
        Neighbors that are looked for at most, and documents of a page; the cluster takes no more than `MOST`.
    """

    def __init__(
        self,
        connection: Connection,
        name: str,
        layout: Layout,
        *,
        alias: bool = False,
        most: int = MOST,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.name = name
        self._connection = connection
        self._layout = layout
        self._clock = clock
        self._most = most
        self._bulk = Bulk(connection, name, alias=alias)
        self._alias = alias
        self._unseen = False
        self._photos_per_group = 1.0

    # --- reading ---

    def __len__(self) -> int:
        """How many entries there are."""
        self._see_writes()
        return self._count([PHOTOS])

    def search(self, query: VectorQuery) -> Neighbors:
        """Nearest entries that satisfy the filter, of at least `query.groups` groups or all that match.

        The first of the ranking are exact where no more than `most` entries match; else they are what the
        graph finds. Similarities are exact in either case.

        Raises
        ------
        IndexMismatch
            If the query's vectors are of other lengths than the index's, or the index is gone.
        EngineAway
            If OpenSearch does not answer.
        """
        self._check("query", query.embedding, query.color)
        self._see_writes()
        where = clauses(query.filter, now_s=self._clock())
        matching = self._count(where, at_most=self._most + 1)
        found = self._found(query, where, matching)
        neighbors = found.neighbors()
        if found.enough:
            self._photos_per_group = len(neighbors.ids) / found.wanted
        return neighbors

    def _found(self, query: VectorQuery, where: Sequence[Clause], matching: int) -> Found:
        found = Found(query, self._layout)
        if matching <= self._most:
            self._collect(found, self._nearest(query, where, max(matching, 1)))
            return found
        count = max(FEWEST, PER_GROUP * query.groups)
        while not found.enough and count <= self._most:
            found = Found(query, self._layout)
            self._collect(found, self._nearest(query, where, count))
            count = self._most if count < self._most < DEEPER * count else DEEPER * count
        if not found.enough:
            found = Found(query, self._layout)
            self._collect(found, self._all(query, where))
        return found

    def position(self) -> int:
        """The change of the store that the index stands at.

        Raises
        ------
        IndexMismatch
            If it stands nowhere: it is gone, or was never finished.
        """
        try:
            answer = self._connection.tell("GET", f"/{self.name}/_doc/{POSITION}")
        except NotFound as error:
            raise IndexMismatch(f"OpenSearch has no finished index {self.name}; build it anew") from error
        return int(answer["_source"][POSITION])

    def _count(self, where: Sequence[Clause], *, at_most: int = 0) -> int:
        body = {"query": {"bool": {"filter": where}}}
        answer = self._asked("_count", body, **({"terminate_after": at_most} if at_most else {}))
        return int(answer["count"])

    def _nearest(self, query: VectorQuery, where: Sequence[Clause], count: int) -> dict[str, Any]:
        vector = self._layout.asked(query)
        return {"knn": {"vector": {"vector": vector, "k": count, "filter": {"bool": {"filter": where}}}}}

    def _all(self, query: VectorQuery, where: Sequence[Clause]) -> dict[str, Any]:
        """Every entry that matches, compared one by one."""
        vector = self._layout.asked(query)
        compared = {"field": "vector", "query_value": vector, "space_type": "innerproduct"}
        script = {"lang": "knn", "source": "knn_score", "params": compared}
        return {"script_score": {"query": {"bool": {"filter": where}}, "script": script}}

    def _collect(self, found: Found, query: dict[str, Any]) -> None:
        """Page by page, until there are groups enough."""
        size = min(self._most, ceil(PAGE * self._photos_per_group * found.wanted))
        for page in self._pages(query, FIELDS, [{"_score": "desc"}, {"id": "asc"}], size):
            found.add([Hit.of(hit) for hit in page])
            if found.enough:
                return

    def _pages(
        self, query: dict[str, Any], fields: Sequence[str], sort: Sequence[object], size: int
    ) -> Iterator[list[dict[str, Any]]]:
        body = {
            "query": query,
            "sort": sort,
            "_source": False,
            "docvalue_fields": fields,
            "track_total_hits": False,
        }
        while True:
            answer = self._asked("_search", {**body, "size": size}, allow_partial_search_results="false")
            hits: list[dict[str, Any]] = answer["hits"]["hits"]
            yield hits
            if len(hits) < size:
                return
            body["search_after"] = hits[-1]["sort"]
            size = min(self._most, DEEPER * size)

    def _asked(self, what: str, body: object, **params: object) -> Any:
        try:
            return self._connection.ask("POST", f"/{self.name}/{what}", body, **params)
        except NotFound as error:
            raise IndexMismatch(f"OpenSearch has no index {self.name}; build it anew") from error

    # --- writing ---

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Add entries, replacing those with the same id; the last of a repeated id counts.

        Raises
        ------
        IndexMismatch
            If an entry's vectors are of other lengths than the index's; nothing is written then.
        EngineAway
            If OpenSearch did not take all of them.
        """
        for entry in entries:
            self._check(f"entry {entry.id}", entry.embedding, entry.color)
        latest = {entry.id: entry for entry in entries}.values()
        self._write(Write.of("index", str(entry.id), document(entry, self._layout)) for entry in latest)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove entries; unknown ids are ignored."""
        self._write(Write.of("delete", str(id_)) for id_ in dict.fromkeys(ids))

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Replace the offer of every entry of each offer's sku; unknown skus are ignored."""
        latest = {word(offer.sku): {"doc": terms(offer)} for offer in offers}
        if latest:
            self._see_writes()
            self._write(
                Write.of("update", id_, latest[sku], retry_on_conflict=3)
                for id_, sku in self._photos_of(list(latest))
            )

    def set_position(self, seq: int) -> None:
        """Note the change of the store that the index stands at, after all before it was written."""
        body = {POSITION: seq}
        self._connection.tell(
            "PUT", f"/{self.name}/_doc/{POSITION}", body, require_alias="true" if self._alias else "false"
        )

    def look_again(self) -> None:
        """Show what other processes wrote to the next search."""
        self._unseen = True

    @property
    def refused(self) -> int:
        """Documents that OpenSearch will never take as they are."""
        return self._bulk.refused

    def _write(self, writes: Iterator[Write]) -> None:
        self._unseen = True
        self._bulk.write(writes)

    def _see_writes(self) -> None:
        if self._unseen:
            self._unseen = False
            try:
                self._connection.tell("POST", f"/{self.name}/_refresh")
            except NotFound as error:
                raise IndexMismatch(f"OpenSearch has no index {self.name}; build it anew") from error
            except BaseException:
                self._unseen = True
                raise

    def _photos_of(self, skus: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Ids of documents and the sku of each."""
        waiting = iter(skus)
        while some := list(islice(waiting, SKUS)):
            query = {"terms": {"sku": some}}
            for page in self._pages(query, ["sku"], [{"id": "asc"}], self._most):
                for hit in page:
                    yield hit["_id"], hit["fields"]["sku"][0]

    def _check(self, what: str, embedding: Vector, color: Vector) -> None:
        expected = (self._layout.dimension, self._layout.color_dimension)
        received = (*embedding.shape, *color.shape)
        if expected != received:
            raise IndexMismatch(
                f"the index holds vectors of {expected} (embedding, color), {what} has {received}; "
                "encode it as the index was, or build the index anew"
            )
