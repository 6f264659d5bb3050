"""What `gumsole plan` says an index takes, against an index of a real node."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import numpy as np
import pytest

from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.engine import OpenSearchIndex
from gumsole.index.opensearch.versions import Versions
from gumsole.planning import Workload
from gumsole.planning.cluster import COLOR_DIMENSION, M, bytes_in_memory, bytes_on_disk, width
from gumsole.records import Availability, Entry, Offer, Passport
from gumsole.store import IssuedPassport
from tests.opensearch.making import ALONE
from tests.opensearch.node import shared_node

PHOTOS = 3000
WORK = Workload(PHOTOS, 1.0)


def entries() -> Iterator[Entry]:
    """Photos of an ordinary store, with vectors that nothing compresses."""
    chance = np.random.default_rng(7)
    for n in range(1, PHOTOS + 1):
        embedding = chance.normal(size=WORK.dimension).astype(np.float32)
        color = np.zeros(COLOR_DIMENSION, np.float32)
        color[chance.choice(COLOR_DIMENSION, 12, replace=False)] = chance.random(12)
        yield Entry(
            id=n,
            group=f"armchair-{n // 4}",
            category=("Home", "Furniture", "Armchairs"),
            brand="Lumen & Co",
            embedding=embedding / np.float32(np.linalg.norm(embedding)),
            color=color / np.float32(np.linalg.norm(color)),
            offer=Offer(f"SKU-{n:08d}", Availability.IN_STOCK, price=19_900),
            color_name="navy",
            material="linen",
        )


@pytest.fixture(scope="module")
def files() -> Iterator[dict[str, float]]:
    """Bytes a photo of an index that was merged, by kind of file, and in all."""
    nothing = np.zeros(WORK.dimension, np.float32)
    passport = Passport("lite0", "0" * 64, 1, WORK.dimension, COLOR_DIMENSION, 0.15, nothing, nothing, 0.0, 0)
    node = shared_node()
    connection = Connection(node.url)
    versions = Versions(connection, "gumsole-planned", IssuedPassport(1, passport, True), ALONE)
    name = versions.create()
    several = list(entries())
    index = OpenSearchIndex(connection, name, versions.layout)
    for begin in range(0, PHOTOS, 500):
        index.upsert(several[begin : begin + 500])
    with httpx.Client(base_url=node.url, timeout=120) as client:
        client.post(
            f"/{name}/_forcemerge", params={"max_num_segments": 1, "flush": "true"}
        ).raise_for_status()
        client.post(f"/{name}/_refresh").raise_for_status()
        asked = client.get(f"/{name}/_stats/store,segments", params={"include_segment_file_sizes": "true"})
    figures = asked.json()["_all"]["primaries"]
    sizes = {kind: one["size_in_bytes"] / PHOTOS for kind, one in figures["segments"]["file_sizes"].items()}
    yield {**sizes, "all": figures["store"]["size_in_bytes"] / PHOTOS}
    versions.drop(name)


def test_vectors_and_graph_take_no_more_than_the_documented_formula(files: dict[str, float]) -> None:
    assert files["vec"] == pytest.approx(4 * width(WORK), rel=0.01)
    assert 0 < files["vex"] <= 8 * M
    assert files["vec"] + files["vex"] <= bytes_in_memory(WORK)


def test_an_index_takes_what_is_planned_and_little_less(files: dict[str, float]) -> None:
    assert 0.85 * bytes_on_disk(WORK) <= files["all"] <= bytes_on_disk(WORK)
