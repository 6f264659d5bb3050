"""OpenSearch: what our process adds to a bare query, what the graph finds, how fast it is filled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from statistics import mean

import numpy as np

from gumsole.assembly.opensearch import connected
from gumsole.bench.figures import Figure, cpu_ms, wall_s
from gumsole.bench.material import Vectors
from gumsole.bench.retrieval import DEFAULT_WEIGHT, DEPTH, Field, recall
from gumsole.bench.sizes import Sizes
from gumsole.index.opensearch.bulk import Write, batches
from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.documents import document
from gumsole.index.opensearch.engine import FEWEST, OpenSearchIndex
from gumsole.index.opensearch.filters import clauses
from gumsole.index.opensearch.versions import Spread, Versions
from gumsole.records import Filter, Passport, VectorQuery
from gumsole.settings import Settings
from gumsole.store import IssuedPassport

FAMILY = "gumsole-bench"
SHARES = (1.0, 0.1, 0.01, 0.001)  # of the rows, that a filter lets through
FILLED = 5_000  # rows that both ways of filling an index are timed on


def cluster_figures(settings: Settings, vectors: Vectors, sizes: Sizes, *, rows: int) -> Iterator[Figure]:
    """Of the cluster that the settings name; indices of the measurement's own, gone afterwards."""
    with connected(settings, os.environ) as connection:
        issued = IssuedPassport(1, _passport(vectors), active=True)
        versions = Versions(connection, FAMILY, issued, Spread(settings.opensearch_shards, replicas=0))
        versions.check()
        versions.drop_others()
        try:
            yield _filling(connection, versions, vectors, min(rows, FILLED))
            yield from _searching(connection, versions, vectors, sizes, rows)
        finally:
            versions.drop_others()


def _filling(connection: Connection, versions: Versions, vectors: Vectors, rows: int) -> Figure:
    """Ours and a bare loop, each into an empty index."""
    entries = [entry for chunk in vectors.entries(rows) for entry in chunk]
    writes = [Write.of("index", str(entry.id), document(entry, versions.layout)) for entry in entries]
    bodies = [b"".join(write.lines for write in batch) for batch in batches(writes)]
    bare, ours = versions.create(), versions.create()
    index = OpenSearchIndex(connection, ours, versions.layout)

    def loop() -> None:
        for body in bodies:
            connection.tell("POST", f"/{bare}/_bulk", body)

    bare_s, our_s = wall_s(loop), wall_s(lambda: index.upsert(entries))
    how = f"{rows} photos, {rows / our_s:.0f} a second, a bare bulk loop takes {rows / bare_s:.0f}"
    return Figure("opensearch: filling / bare bulk loop", bare_s / our_s, "", ">= 0.8", how)


def _searching(
    connection: Connection, versions: Versions, vectors: Vectors, sizes: Sizes, rows: int
) -> Iterator[Figure]:
    name = versions.create()
    index = OpenSearchIndex(connection, name, versions.layout)
    for chunk in vectors.entries(rows):
        index.upsert(chunk)
    versions.finish(name)
    field = Field.of(vectors.entries(rows))
    top = int(field.prices.max()) + 1
    asked = vectors.drawn(sizes.queries, seed=7)
    for share in SHARES:
        kept = Filter() if share == 1.0 else Filter(max_price=round(top * share) - 1)
        queries = [
            VectorQuery(embedding, color, DEFAULT_WEIGHT, kept)
            for embedding, color in zip(asked.embeddings, asked.colors, strict=True)
        ]
        found = mean(recall(index, field, query) for query in queries)
        yield Figure(f"opensearch: recall@{DEPTH}, {share:.1%}", found, "", ">= 0.99", f"{rows} photos")
        added, walls = [], []
        for query in queries:
            body = _bare(versions, query, len(index.search(query).ids))
            bare_ms, our_ms = cpu_ms(
                lambda body=body: connection.ask("POST", f"/{name}/_search", body),  # type: ignore[misc]
                lambda query=query: index.search(query),  # type: ignore[misc]
            )
            added.append(our_ms - bare_ms)
            walls.append(1000 * wall_s(lambda query=query: index.search(query)))  # type: ignore[misc]
        how = f"{rows} photos, CPU beyond a bare query for as many ids; {mean(walls):.0f} ms in all"
        yield Figure(f"opensearch: our own work, {share:.1%}", mean(added), "ms", "<= 3", how)


def _bare(versions: Versions, query: VectorQuery, size: int) -> dict[str, object]:
    """The same question without ours: neighbors as the graph has them, ids and groups."""
    where = {"bool": {"filter": clauses(query.filter, now_s=0.0)}}
    knn = {"vector": versions.layout.asked(query), "k": FEWEST, "filter": where}
    return {
        "query": {"knn": {"vector": knn}},
        "size": size,
        "_source": False,
        "docvalue_fields": ["id", "group"],
        "track_total_hits": False,
    }


def _passport(vectors: Vectors) -> Passport:
    dimension, color_dimension = vectors.embeddings.shape[1], vectors.colors.shape[1]
    mean_ = np.zeros(dimension, np.float32)
    return Passport("bench", "", 1, dimension, color_dimension, DEFAULT_WEIGHT, mean_, mean_, 0.0, 0)
