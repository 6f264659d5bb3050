"""One machine with the embedded engine, where that is enough."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gumsole.planning.arithmetic import GIB, Input, Line, Origin, number
from gumsole.planning.cluster import BUSY, usd_hour
from gumsole.planning.front import SEARCHES_PER_CORE_S
from gumsole.planning.prices import Machine, Prices
from gumsole.planning.workload import EMBEDDED_PHOTOS, Workload

# Memory of its own, and exact vectors mapped from disk; docs/benchmarks.md, at 1 million photos of 256 + 69
# dimensions.
RESIDENT_BYTES, MAPPED_BYTES = 582, 1300
MEASURED_DIMENSION = 256
# What a search takes longer for each million photos that the index holds; docs/benchmarks.md, 12.99 ms.
SCAN_MS_PER_MILLION = 13.0
# Processes without an index, ingest beside them; docs/benchmarks.md, 434 MB.
BASE_GIB = 1.0
# Store, thumbnails and write-ahead log. Assumed; `du` on a store of yours tells it.
STORE_BYTES = 6000
MIN_DISK_GIB = 8


@dataclass(frozen=True, slots=True)
class Embedded:
    """A machine that holds the store and answers from it."""

    machine: Machine
    cores: float
    memory_gib: float
    page_cache_gib: float
    disk_gib: int
    usd_a_month: float


def embedded_of(work: Workload, prices: Prices) -> Embedded | None:
    """The cheapest machine that is enough; None where none is."""
    if work.photos > EMBEDDED_PHOTOS:
        return None
    cores = _cores(work)
    memory_gib, page_cache_gib = _memory_gib(work), _page_cache_gib(work)
    disk_gib = max(math.ceil(work.photos * (MAPPED_BYTES + STORE_BYTES) / GIB), MIN_DISK_GIB)
    enough = [
        machine
        for machine in prices.machines
        if machine.vcpu >= cores and machine.memory_gib >= memory_gib + page_cache_gib
    ]
    if not enough:
        return None
    machine = min(enough, key=lambda one: one.usd_per_hour)
    usd = prices.a_month(machine) + disk_gib * prices.rates["ec2_gp3_gb_month"]
    return Embedded(machine, cores, memory_gib, page_cache_gib, disk_gib, usd)


def _cores(work: Workload) -> float:
    ms = 1000 / SEARCHES_PER_CORE_S + SCAN_MS_PER_MILLION * work.photos / 1e6
    return work.qps * ms / 1000 / BUSY


def _scale(work: Workload) -> float:
    """Vectors of other dimensions take more or less in proportion, never less than was measured."""
    return max(work.dimension / MEASURED_DIMENSION, 1.0)


def _memory_gib(work: Workload) -> float:
    return BASE_GIB + work.photos * RESIDENT_BYTES * _scale(work) / GIB


def _page_cache_gib(work: Workload) -> float:
    return work.photos * MAPPED_BYTES * _scale(work) / GIB


def embedded_inputs() -> tuple[Input, ...]:
    """What the arithmetic starts from."""
    benchmarks = "docs/benchmarks.md"
    return (
        Input("resident", RESIDENT_BYTES, "B/photo", Origin.MEASURED, f"{benchmarks}, 1,000,000 photos"),
        Input("mapped", MAPPED_BYTES, "B/photo", Origin.MEASURED, f"{benchmarks}, 1,000,000 photos"),
        Input("search in the index", SCAN_MS_PER_MILLION, "ms/million", Origin.MEASURED, benchmarks),
        Input("store on disk", STORE_BYTES, "B/photo", Origin.ASSUMED, "du on a store of yours tells it"),
    )


def embedded_lines(work: Workload, embedded: Embedded, prices: Prices) -> tuple[Line, ...]:
    """Each formula with the numbers put in."""
    photos, machine, rate = number(work.photos), embedded.machine, prices.rates["ec2_gp3_gb_month"]
    return (
        Line(
            "memory",
            "base + photos × resident",
            f"{BASE_GIB:g} GiB + {photos} × {number(RESIDENT_BYTES * _scale(work))} B",
            embedded.memory_gib,
            "GiB",
        ),
        Line(
            "page cache",
            "photos × mapped",
            f"{photos} × {number(MAPPED_BYTES * _scale(work))} B",
            embedded.page_cache_gib,
            "GiB",
        ),
        Line(
            "cores",
            "qps × (1 / searches of a core + photos × search) / busy",
            f"{work.qps:g} × (1/{SEARCHES_PER_CORE_S:g} + {work.photos / 1e6:g} × "
            f"{SCAN_MS_PER_MILLION / 1000:g}) / {BUSY}",
            embedded.cores,
            "vCPU",
        ),
        Line(
            "disk",
            "photos × (mapped + store)",
            f"{photos} × ({MAPPED_BYTES:,} + {STORE_BYTES:,}) B",
            embedded.disk_gib,
            "GiB gp3",
        ),
        Line(
            f"machine: {machine.name}",
            "hours × price + disk × price",
            f"{prices.hours_per_month:g} × {usd_hour(machine)} + {embedded.disk_gib} × ${rate:g}",
            embedded.usd_a_month,
            "USD/month",
        ),
    )
