"""OpenSearch: shards, copies, nodes, by the formulas of its documentation.

References
----------
.. [1] OpenSearch, "Memory-optimized vectors" and "k-NN index", memory estimation for HNSW.
.. [2] Amazon OpenSearch Service developer guide, "Sizing domains" and "Operational best practices".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from gumsole.errors import BadQuery
from gumsole.planning.arithmetic import GIB, Input, Line, Origin, number
from gumsole.planning.prices import Machine, Prices
from gumsole.planning.workload import Workload

# Neighbors of a node of the graph; the default of the Lucene engine, and how Gumsole's index is mapped.
M = 16
# What the documentation adds for the graph's own keeping [1].
OVERHEAD = 1.1
# The color channel, joined to the embedding in the graph; `images/palette.py`, checked by a test.
COLOR_DIMENSION = 69
# What a document holds of each dimension beside the graph: both channels exact, and as text in its source.
# 6,170 bytes of 325 dimensions, measured on a node (`tests/opensearch/test_planned_size.py`).
COPIES_BYTES_PER_DIMENSION = 19
# All other fields; 20 of them measured there, with room for longer names.
FIELDS_BYTES = 200
# Largest shard for search workloads, of 10 to 30 GiB [2].
SHARD_GIB = 30.0
# The heap is half of a node's memory, 32 GiB at most [2].
HEAP_SHARE, HEAP_GIB = 0.5, 32.0
# Of the rest the half for vectors and graph: `knn.memory.circuit_breaker.limit` by default [1]. The Lucene
# engine has no such limit and reads them through the page cache; the other half is left to all other files.
VECTOR_SHARE = 0.5
# Minimum storage: 1.1 for the index, 5 % that Linux and 20 % that the service keep for themselves [2].
DISK_FACTOR = 1.1 / 0.95 / 0.8
# "1.5 vCPU per active shard" [2].
VCPU_PER_SHARD = 1.5
# CPU of one query of one shard. Assumed; `gumsole bench --engine opensearch` measures it on your nodes.
SHARD_QUERY_MS = 5.0
# How busy processors are planned to be, so that a lost node and a busy minute are borne.
BUSY = 0.6
MASTERS = 3
MIN_EBS_GIB = 10


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that hold and search the index.

    Attributes
    ----------
    copies : int
        Of each shard: the first and its replicas.
    memory_gib, vector_gib : float
        Memory for vectors and graphs that the nodes have, and that all copies take.
    page_cache_gib : float
        What is left for every other file of the index.
    disk_gib_per_node : int
        Volume of each node.
    """

    node: Machine
    nodes: int
    shards: int
    copies: int
    memory_gib: float
    vector_gib: float
    page_cache_gib: float
    index_gib: float
    disk_gib_per_node: int
    vcpu_needed: float
    master: Machine
    usd_a_month: float

    @property
    def vcpu(self) -> int:
        """Processors of all data nodes."""
        return self.nodes * self.node.vcpu


@dataclass(frozen=True, slots=True)
class _Need:
    """What one copy of the index takes."""

    vector_gib: float
    index_gib: float
    shards: int
    query_vcpu: float  # of each shard, at the busiest time


def cluster_of(work: Workload, prices: Prices) -> Cluster:
    """The cheapest cluster that bears the workload.

    For each kind of node, number of copies and number of nodes that a copy is spread over, the fewest shards
    are taken that are small enough and fall evenly to the nodes; what then fits is compared by price. More
    photos, searches or copies leave less to choose from, so the price never falls.

    Raises
    ------
    BadQuery
        If no cluster that the service offers bears it.
    """
    need = _need(work)
    fitting = [
        cluster
        for node in prices.opensearch
        for copies in range(1 + work.replicas, prices.masters[-1].max_data_nodes + 1)
        for cluster in _clusters(node, copies, need, prices)
    ]
    if not fitting:
        raise BadQuery(
            f"no cluster of {prices.masters[-1].max_data_nodes} nodes bears {work.photos:,} photos and "
            f"{work.qps:g} searches a second; split the store by market, or plan with --vectors byte"
        )
    return min(fitting, key=lambda cluster: (cluster.usd_a_month, cluster.nodes, cluster.shards))


def bytes_in_memory(work: Workload) -> float:
    """Vector and graph of a photo [1]."""
    return OVERHEAD * (work.precision.bytes_per_dimension * width(work) + 8 * M)


def width(work: Workload) -> int:
    """Dimensions of the vector in the graph: embedding and color, joined."""
    return work.dimension + COLOR_DIMENSION


def bytes_on_disk(work: Workload) -> float:
    """The same, the document, and the full vector where memory holds it coarser."""
    full = 4 * width(work) if work.precision.bytes_per_dimension < 4 else 0
    return bytes_in_memory(work) + full + COPIES_BYTES_PER_DIMENSION * width(work) + FIELDS_BYTES


def heap_gib(node: Machine) -> float:
    """Memory of a node that goes to Java."""
    return min(HEAP_SHARE * node.memory_gib, HEAP_GIB)


def _need(work: Workload) -> _Need:
    index_gib = work.photos * bytes_on_disk(work) / GIB
    return _Need(
        vector_gib=work.photos * bytes_in_memory(work) / GIB,
        index_gib=index_gib,
        shards=math.ceil(index_gib * 1.1 / SHARD_GIB),
        query_vcpu=work.qps * SHARD_QUERY_MS / 1000 / BUSY,
    )


def _clusters(node: Machine, copies: int, need: _Need, prices: Prices) -> Iterator[Cluster]:
    """What bears the need with so many copies, each spread over one node or more."""
    room_gib = VECTOR_SHARE * (node.memory_gib - heap_gib(node))
    for spread in range(1, prices.masters[-1].max_data_nodes // copies + 1):
        nodes = copies * spread
        shards = spread * math.ceil(need.shards / spread)
        vcpu = max(need.query_vcpu * shards, VCPU_PER_SHARD * shards * copies)
        disk_gib = max(math.ceil(need.index_gib * DISK_FACTOR / spread), MIN_EBS_GIB)
        if need.vector_gib > spread * room_gib or vcpu > nodes * node.vcpu or disk_gib > node.max_ebs_gib:
            continue
        master = next(one for one in prices.masters if nodes <= one.max_data_nodes)
        disk_usd = nodes * disk_gib * prices.rates["opensearch_gp3_gb_month"]
        yield Cluster(
            node=node,
            nodes=nodes,
            shards=shards,
            copies=copies,
            memory_gib=nodes * room_gib,
            vector_gib=copies * need.vector_gib,
            page_cache_gib=nodes * (node.memory_gib - heap_gib(node) - room_gib),
            index_gib=copies * need.index_gib,
            disk_gib_per_node=disk_gib,
            vcpu_needed=vcpu,
            master=master,
            usd_a_month=prices.a_month(node, nodes) + prices.a_month(master, MASTERS) + disk_usd,
        )


def cluster_inputs(work: Workload) -> tuple[Input, ...]:
    """What the arithmetic starts from."""
    best = "Amazon OpenSearch Service, Sizing domains"
    return (
        Input("M", M, "", Origin.DOCUMENTED, "Lucene engine, default; the index is mapped with it"),
        Input(
            "bytes per dimension", work.precision.bytes_per_dimension, "B", Origin.GIVEN, work.precision.how
        ),
        Input(
            "d", width(work), "", Origin.GIVEN, f"{work.dimension} of the encoder, {COLOR_DIMENSION} of color"
        ),
        Input("document", COPIES_BYTES_PER_DIMENSION, "B/dimension", Origin.MEASURED, "on a node of 2.19"),
        Input(
            "other fields", FIELDS_BYTES, "B/photo", Origin.MEASURED, "on a node of 2.19, and room for names"
        ),
        Input("largest shard", SHARD_GIB, "GiB", Origin.DOCUMENTED, f"{best}: 10 to 30 GiB for search"),
        Input("heap", HEAP_SHARE, "of memory", Origin.DOCUMENTED, f"half, {HEAP_GIB:g} GiB at most"),
        Input(
            "vectors", VECTOR_SHARE, "of the rest", Origin.DOCUMENTED, "k-NN circuit breaker, default 50 %"
        ),
        Input("disk", round(DISK_FACTOR, 2), "x index", Origin.DOCUMENTED, best),
        Input("vCPU per shard", VCPU_PER_SHARD, "vCPU", Origin.DOCUMENTED, best),
        Input(
            "CPU per query and shard",
            SHARD_QUERY_MS,
            "ms",
            Origin.ASSUMED,
            "measure yours: gumsole bench --engine opensearch",
        ),
        Input("processors busy", BUSY, "", Origin.ASSUMED, "room for a lost node and a busy minute"),
    )


def cluster_lines(work: Workload, cluster: Cluster, prices: Prices) -> tuple[Line, ...]:
    """Each formula with the numbers of this cluster put in."""
    photos, copies, spread = number(work.photos), cluster.copies, cluster.nodes // cluster.copies
    per_dimension = work.precision.bytes_per_dimension
    memory, disk, node = bytes_in_memory(work), bytes_on_disk(work), cluster.node
    one_copy_gib = cluster.index_gib / copies
    gp3 = prices.rates["opensearch_gp3_gb_month"]
    return (
        Line(
            "vectors and graph",
            "1.1 × (bytes·d + 8·M)",
            f"1.1 × ({per_dimension}·{width(work)} + 8·{M})",
            memory,
            "B/photo",
        ),
        Line(
            "vectors, all copies",
            "photos × bytes × (1 + replicas)",
            f"{photos} × {number(memory)} × {copies}",
            cluster.vector_gib,
            "GiB",
        ),
        Line(
            "index, one copy",
            "photos × (bytes + document·d + fields)",
            f"{photos} × {number(disk)}",
            one_copy_gib,
            "GiB",
        ),
        Line(
            "shards",
            "⌈index × 1.1 / largest shard⌉, evenly on nodes",
            f"⌈{number(one_copy_gib)} × 1.1 / {SHARD_GIB:g}⌉ on {spread} nodes a copy",
            cluster.shards,
            "primary",
        ),
        Line("replicas", "copies - 1", f"{copies} - 1", copies - 1, "of each shard"),
        Line(
            "CPU",
            "max(qps × shards × CPU / busy, 1.5 × shards × copies)",
            f"max({work.qps:g} × {cluster.shards} × {SHARD_QUERY_MS / 1000:g} / {BUSY}, "
            f"1.5 × {cluster.shards} × {copies})",
            cluster.vcpu_needed,
            "vCPU",
        ),
        Line(
            "memory for vectors",
            "nodes × (memory - heap) × share",
            f"{cluster.nodes} × ({node.memory_gib:g} - {heap_gib(node):g}) × {VECTOR_SHARE}",
            cluster.memory_gib,
            "GiB",
        ),
        Line(
            "page cache for the rest",
            "nodes × (memory - heap) × (1 - share)",
            f"{cluster.nodes} × ({node.memory_gib:g} - {heap_gib(node):g}) × {1 - VECTOR_SHARE}",
            cluster.page_cache_gib,
            "GiB",
        ),
        Line(
            "disk of a node",
            f"⌈index × {DISK_FACTOR:.2f} / nodes a copy⌉",
            f"⌈{number(one_copy_gib)} × {DISK_FACTOR:.2f} / {spread}⌉",
            cluster.disk_gib_per_node,
            "GiB gp3",
        ),
        Line(
            f"nodes: {cluster.nodes} × {node.name}",
            "nodes × hours × price",
            f"{cluster.nodes} × {prices.hours_per_month:g} × {usd_hour(node)}",
            prices.a_month(node, cluster.nodes),
            "USD/month",
        ),
        Line(
            f"masters: {MASTERS} × {cluster.master.name}",
            "masters × hours × price",
            f"{MASTERS} × {prices.hours_per_month:g} × {usd_hour(cluster.master)}",
            prices.a_month(cluster.master, MASTERS),
            "USD/month",
        ),
        Line(
            "volumes",
            "nodes × disk × price",
            f"{cluster.nodes} × {cluster.disk_gib_per_node} × ${gp3:g}",
            cluster.nodes * cluster.disk_gib_per_node * gp3,
            "USD/month",
        ),
    )


def usd_hour(machine: Machine) -> str:
    """An hourly price, with all its digits."""
    return f"${machine.usd_per_hour:g}"
