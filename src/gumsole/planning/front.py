"""Before the engine: servers that decode, encode and rank, what counts requests, and what takes photos in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gumsole.planning.arithmetic import GIB, Input, Line, Origin, number
from gumsole.planning.cluster import BUSY, usd_hour
from gumsole.planning.prices import Machine, Prices
from gumsole.planning.workload import Workload

# Searches by photos of 1,024 px that one core answers in a second, HTTP and all; docs/benchmarks.md, Serving.
SEARCHES_PER_CORE_S = 37.0
# Photos that one core looks at in a second: 144 on two; docs/benchmarks.md, "What ships".
PHOTOS_PER_CORE_S = 72.0
# Bytes of an upload of 1,024 px as the benchmark's shoppers send it.
UPLOAD_BYTES = 216_000
# Of the busiest minute's load, on average over a month. Assumed; your access log tells it.
MEAN_SHARE = 1 / 3
# A Fargate task: two cores, and the memory that Fargate asks for with them.
TASK_VCPU, TASK_GIB = 2, 4
# Two, so that one may be replaced.
LEAST_TASKS = 2
# A count that Redis holds, with its key; two a search last for ten minutes, `web/throttle`.
COUNT_BYTES, COUNTS_PER_SEARCH, COUNT_S = 200, 2, 600
# Bytes a load balancer unit takes in an hour; Elastic Load Balancing pricing.
UNIT_BYTES_H = 1e9


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the engine.

    Attributes
    ----------
    redis_gib : float
        What the counts take; `redis` has at least twice that.
    ingest_core_hours : float
        To look at every photo once.
    """

    tasks: int
    cores: float
    redis: Machine
    redis_gib: float
    balancer_units: float
    ingest_core_hours: float
    tasks_usd: float
    redis_usd: float
    balancer_usd: float
    ingest_usd: float

    @property
    def usd_a_month(self) -> float:
        """US dollars a month; the first ingest is paid once."""
        return self.tasks_usd + self.redis_usd + self.balancer_usd


def front_of(work: Workload, prices: Prices) -> Front:
    """Servers, Redis and load balancer for a workload."""
    cores = work.qps / (SEARCHES_PER_CORE_S * BUSY)
    tasks = max(math.ceil(cores / TASK_VCPU), LEAST_TASKS)
    redis_gib = work.qps * COUNTS_PER_SEARCH * COUNT_S * COUNT_BYTES / GIB
    redis = next((one for one in prices.redis if 2 * redis_gib <= one.memory_gib), prices.redis[-1])
    units = work.qps * MEAN_SHARE * UPLOAD_BYTES * 3600 / UNIT_BYTES_H
    rates, hours = prices.rates, prices.hours_per_month
    core_hours = work.photos / PHOTOS_PER_CORE_S / 3600
    balancer = rates["load_balancer_hour"] + units * rates["load_balancer_unit_hour"]
    return Front(
        tasks=tasks,
        cores=cores,
        redis=redis,
        redis_gib=redis_gib,
        balancer_units=units,
        ingest_core_hours=core_hours,
        tasks_usd=tasks * hours * task_usd_hour(prices),
        redis_usd=prices.a_month(redis, 2),
        balancer_usd=hours * balancer,
        ingest_usd=core_hours / TASK_VCPU * task_usd_hour(prices),
    )


def task_usd_hour(prices: Prices) -> float:
    """An hour of one task."""
    return TASK_VCPU * prices.rates["fargate_vcpu_hour"] + TASK_GIB * prices.rates["fargate_gb_hour"]


def front_inputs() -> tuple[Input, ...]:
    """What the arithmetic starts from."""
    benchmarks = "docs/benchmarks.md"
    return (
        Input("searches of a core", SEARCHES_PER_CORE_S, "/s", Origin.MEASURED, f"{benchmarks}, Serving"),
        Input("photos of a core", PHOTOS_PER_CORE_S, "/s", Origin.MEASURED, f"{benchmarks}, What ships"),
        Input("upload", UPLOAD_BYTES, "B", Origin.MEASURED, f"{benchmarks}, a photo of 1,024 px"),
        Input(
            "mean load", round(MEAN_SHARE, 3), "of the busiest", Origin.ASSUMED, "your access log tells it"
        ),
        Input("processors busy", BUSY, "", Origin.ASSUMED, "room for a lost server and a busy minute"),
        Input("count in Redis", COUNT_BYTES, "B", Origin.ASSUMED, "key, value and what Redis adds"),
    )


def front_lines(work: Workload, front: Front, prices: Prices) -> tuple[Line, ...]:
    """Each formula with the numbers put in."""
    hours, rates = prices.hours_per_month, prices.rates
    return (
        Line(
            "cores",
            "qps / (searches of a core × busy)",
            f"{work.qps:g} / ({SEARCHES_PER_CORE_S:g} × {BUSY})",
            front.cores,
            "vCPU",
        ),
        Line(
            f"API replicas of {TASK_VCPU} vCPU, {TASK_GIB} GB",
            "⌈cores / vCPU⌉, two at least",
            f"⌈{number(front.cores)} / {TASK_VCPU}⌉",
            front.tasks,
            "Fargate tasks",
        ),
        Line(
            "API replicas",
            "tasks × hours × (vCPU × price + GB × price)",
            f"{front.tasks} × {hours:g} × {_task(prices)}",
            front.tasks_usd,
            "USD/month",
        ),
        Line(
            "counts in Redis",
            "qps × counts × seconds × bytes",
            f"{work.qps:g} × {COUNTS_PER_SEARCH} × {COUNT_S} × {COUNT_BYTES}",
            front.redis_gib,
            "GiB",
        ),
        Line(
            f"Redis: 2 × {front.redis.name}",
            "nodes × hours × price",
            f"2 × {hours:g} × {usd_hour(front.redis)}",
            front.redis_usd,
            "USD/month",
        ),
        Line(
            "load balancer units",
            "qps × mean × upload × 3600 / 1 GB",
            f"{work.qps:g} × {MEAN_SHARE:.3f} × {UPLOAD_BYTES:,} × 3600 / 1e9",
            front.balancer_units,
            "LCU",
        ),
        Line(
            "load balancer",
            "hours × (price + units × price)",
            f"{hours:g} × (${rates['load_balancer_hour']:g} + {number(front.balancer_units)} × "
            f"${rates['load_balancer_unit_hour']:g})",
            front.balancer_usd,
            "USD/month",
        ),
    )


def ingest_lines(work: Workload, front: Front, prices: Prices) -> tuple[Line, ...]:
    """The first ingest: how long, and what it costs once."""
    return (
        Line(
            "first ingest",
            "photos / photos of a core / 3600",
            f"{number(work.photos)} / {PHOTOS_PER_CORE_S:g} / 3600",
            front.ingest_core_hours,
            "core-hours",
        ),
        Line(
            "first ingest",
            "core-hours / vCPU × price of a task",
            f"{number(front.ingest_core_hours)} / {TASK_VCPU} × {_task(prices)}",
            front.ingest_usd,
            "USD once",
        ),
    )


def _task(prices: Prices) -> str:
    """The hourly price of a task, as arithmetic."""
    vcpu, gb = prices.rates["fargate_vcpu_hour"], prices.rates["fargate_gb_hour"]
    return f"({TASK_VCPU} × ${vcpu:g} + {TASK_GIB} × ${gb:g})"
