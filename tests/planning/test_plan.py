"""What a store needs: cases computed by hand, and what must hold of every plan."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.errors import BadQuery, BadSettings
from gumsole.images.palette import table
from gumsole.planning import EMBEDDED_PHOTOS, Precision, Workload, plan, read_prices, shipped_prices
from gumsole.planning.arithmetic import GIB
from gumsole.planning.cluster import COLOR_DIMENSION, bytes_in_memory, cluster_of
from gumsole.planning.embedded import MAPPED_BYTES, RESIDENT_BYTES
from gumsole.planning.front import PHOTOS_PER_CORE_S, SEARCHES_PER_CORE_S, front_of

PRICES = shipped_prices()
PAGE = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text("utf-8")

workloads = st.builds(
    Workload,
    photos=st.integers(1, 60_000_000),
    qps=st.floats(0.1, 400),
    dimension=st.sampled_from([256, 384, 768]),
    replicas=st.integers(0, 2),
    precision=st.sampled_from(Precision),
)


def test_memory_of_a_vector_is_the_formula_of_the_documentation() -> None:
    # Its own example, 1 million vectors, d = 256, M = 16: 1.1 × (4·256 + 8·16) × 1e6 = 1.267 GB.
    # Here 187 of the dimensions are the encoder's, the other 69 are color.
    assert bytes_in_memory(Workload(1, 1, 187)) == pytest.approx(1267.2)
    assert bytes_in_memory(Workload(1, 1, 187, precision=Precision.FP16)) == pytest.approx(704.0)
    assert bytes_in_memory(Workload(1, 1, 187, precision=Precision.BYTE)) == pytest.approx(422.4)


def test_fifty_million_photos_by_hand() -> None:
    # 1.1 × (4·325 + 8·16) = 1570.8 B; 50e6 × 1570.8 B × 2 copies = 146.29 GiB of vectors. A node of 128 GiB
    # keeps 32 for Java and half of the rest for vectors: 48 GiB, so 4 nodes. An index of 50e6 × (1570.8 +
    # 19·325 + 200) B = 370.0 GiB: ⌈370.0 × 1.1 / 30⌉ = 14 shards, evenly on the 2 nodes of a copy.
    # 300 × 14 × 5 ms / .6 = 35 vCPU; 1.5 × 28 = 42.
    made = plan(Workload(50_000_000, 300), PRICES)
    cluster = made.cluster
    assert made.embedded is None
    assert (cluster.node.name, cluster.nodes, cluster.shards) == ("r6g.4xlarge.search", 4, 14)
    assert cluster.copies == 2
    assert cluster.vector_gib == pytest.approx(146.29, abs=0.01)
    assert cluster.index_gib == pytest.approx(2 * 370.0, abs=0.1)
    assert cluster.memory_gib == 192
    assert cluster.vcpu_needed == 42
    # ⌈370.0 × 1.1 / .95 / .8 / 2⌉ = 268 GiB a node.
    assert cluster.usd_a_month == pytest.approx(4 * 1.339 * 730 + 3 * 0.128 * 730 + 4 * 268 * 0.122)


def test_what_stands_before_the_engine_by_hand() -> None:
    # 300 / (37 × .6) = 13.5 cores: 7 tasks of two; 300 × 2 × 600 × 200 B = 72 MB of counts;
    # 300 / 3 × 216 kB × 3600 = 77.76 GB an hour.
    front = front_of(Workload(50_000_000, 300), PRICES)
    assert (front.tasks, front.redis.name) == (7, "cache.t4g.small")
    assert front.redis_gib * GIB == pytest.approx(72e6)
    assert front.balancer_units == pytest.approx(77.76)
    assert front.tasks_usd == pytest.approx(7 * 730 * (2 * 0.04048 + 4 * 0.004445))
    assert front.ingest_core_hours == pytest.approx(50e6 / 72 / 3600)


def test_one_machine_is_enough_to_two_million_photos_and_no_further() -> None:
    most = plan(Workload(EMBEDDED_PHOTOS, 20), PRICES)
    assert most.embedded is not None
    # 1 GiB + 2e6 × 582 B resident and 2e6 × 1300 B mapped: 4.5 GiB; 20 × (27 + 26 ms) / .6 = 1.8 cores.
    assert most.embedded.memory_gib == pytest.approx(1 + 2e6 * 582 / GIB)
    assert most.embedded.cores == pytest.approx(20 * (1 / 37 + 0.026) / 0.6)
    assert most.embedded.machine.name == "c6a.xlarge"
    assert "is enough" in most.verdict
    assert most.usd_a_month == most.embedded.usd_a_month
    beyond = plan(Workload(EMBEDDED_PHOTOS + 1, 20), PRICES)
    assert beyond.embedded is None
    assert "up to about 2,000,000" in beyond.verdict


def test_more_searches_than_any_machine_answers_need_opensearch() -> None:
    made = plan(Workload(100_000, 2000), PRICES)
    assert made.embedded is None
    assert "processors" in made.verdict
    assert made.cluster.vcpu >= made.cluster.vcpu_needed


def test_what_no_cluster_bears_is_refused() -> None:
    with pytest.raises(BadQuery, match="no cluster of 75 nodes"):
        plan(Workload(10_000_000_000, 300), PRICES)


@pytest.mark.parametrize(
    "wrong",
    [
        {"photos": 0},
        {"qps": 0.0},
        {"qps": -1.0},
        {"qps": float("nan")},
        {"qps": float("inf")},
        {"dimension": 0},
        {"replicas": -1},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadQuery, match=next(iter(wrong))):
        Workload(**{"photos": 1, "qps": 1.0, **wrong})  # type: ignore[arg-type]


@settings(deadline=None, max_examples=60)
@given(workloads, st.floats(1, 3), st.floats(1, 3))
def test_more_photos_or_searches_never_cost_less(work: Workload, photos: float, qps: float) -> None:
    less = plan(work, PRICES)
    try:
        more = plan(replace(work, photos=int(work.photos * photos), qps=work.qps * qps), PRICES)
    except BadQuery:
        return
    assert more.opensearch_usd >= less.opensearch_usd
    assert more.front.tasks >= less.front.tasks
    assert (
        more.cluster.vector_gib >= less.cluster.vector_gib * (1 - 1e-9)
        or more.cluster.copies < less.cluster.copies
    )
    if less.embedded and more.embedded:
        assert more.embedded.usd_a_month >= less.embedded.usd_a_month
    if more.embedded:
        assert less.embedded


@settings(deadline=None, max_examples=60)
@given(workloads)
def test_what_is_planned_holds_what_it_is_for(work: Workload) -> None:
    made = plan(work, PRICES)
    cluster = made.cluster
    vectors_gib = work.photos * work.dimension * work.precision.bytes_per_dimension / GIB
    assert cluster.copies >= 1 + work.replicas
    assert cluster.memory_gib >= cluster.vector_gib >= vectors_gib * cluster.copies
    assert cluster.vcpu >= cluster.vcpu_needed
    assert cluster.nodes * cluster.disk_gib_per_node >= cluster.index_gib
    assert cluster.shards * cluster.copies % cluster.nodes == 0
    assert cluster.index_gib / cluster.copies / cluster.shards <= 30
    if made.embedded:
        assert made.embedded.machine.memory_gib >= made.embedded.memory_gib + made.embedded.page_cache_gib
        assert made.embedded.machine.vcpu >= made.embedded.cores


def test_coarser_vectors_never_cost_more_memory() -> None:
    by_precision = [
        cluster_of(Workload(50_000_000, 100, precision=precision), PRICES).vector_gib
        for precision in Precision
    ]
    assert by_precision == sorted(by_precision, reverse=True)


def test_every_line_shows_its_formula_and_the_numbers_that_are_in_it() -> None:
    for section in plan(Workload(1_500_000, 20), PRICES).sections():
        assert section.lines
        for line in section.lines:
            assert line.formula
            assert re.search(r"\d", line.numbers), line
        for given_ in section.inputs:
            assert given_.source or given_.origin == "given"


def test_figures_called_measured_are_those_of_the_benchmarks() -> None:
    assert f"about {SEARCHES_PER_CORE_S:g} searches a second" in (
        Path(__file__).parents[2] / "docs" / "operations.md"
    ).read_text("utf-8")
    assert f"full ({SEARCHES_PER_CORE_S:.1f}/s)" in PAGE
    assert f"ingest | {2 * PHOTOS_PER_CORE_S:g} photos/s" in PAGE
    assert f"anonymous memory | {RESIDENT_BYTES} bytes/photo" in PAGE
    assert MAPPED_BYTES == 1.3e3
    assert "1.3e+03 bytes/photo" in PAGE
    assert "12.99 ms" in PAGE
    assert "body of 216 kB" in PAGE
    assert table().soft.shape[1] == COLOR_DIMENSION


def test_prices_say_where_and_when_they_are_from() -> None:
    assert PRICES.region == "us-east-1"
    assert re.fullmatch(r"\d{4}-\d{2}", PRICES.as_of)
    assert PRICES.source
    assert all(rate > 0 for rate in PRICES.rates.values())
    assert [one.max_data_nodes for one in PRICES.masters] == sorted(
        one.max_data_nodes for one in PRICES.masters
    )


def test_a_table_of_ones_own_is_counted_with(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "src/gumsole/planning/prices.toml"
    dearer = tmp_path / "prices.toml"
    dearer.write_text(
        shipped.read_text("utf-8").replace("usd_per_hour = 1.339", "usd_per_hour = 13.39"), "utf-8"
    )
    work = Workload(50_000_000, 300)
    assert cluster_of(work, read_prices(dearer)).usd_a_month > cluster_of(work, PRICES).usd_a_month


@pytest.mark.parametrize("text", ["", "region = 3", "not toml ="])
def test_a_table_that_lacks_something_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(text)
    with pytest.raises(BadSettings, match=r"prices\.toml"):
        read_prices(path)


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot read"):
        read_prices(tmp_path / "none.toml")
