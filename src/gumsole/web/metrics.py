"""Counters for Prometheus: of one process, and of all that serve a store together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from gumsole.records import Timing
from gumsole.web.throttle import Kind, Slots, Throttle

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# Seconds: from a page that is turned to a query on a busy machine.
BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12)


# When a counter began, which the client library adds to each; Prometheus sees it by itself.
_BEGUN = "_created"


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What counts by itself and is read when it is asked for.

    Attributes
    ----------
    lost : callable
        Decoder processes that were lost over a photo so far.
    unrecorded : callable
        Searches so far that could not be noted.
    aws_calls : callable
        Calls so far that AWS charges for, by operation.
    """

    slots: Slots
    throttle: Throttle
    lost: Callable[[], int]
    unrecorded: Callable[[], int]
    aws_calls: Callable[[], Mapping[str, int]] = dict


class Metrics:
    """What is counted; no label ever holds what a shopper sent."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "gumsole_requests", "Answered requests.", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "gumsole_request_seconds",
            "Seconds until an answer was complete.",
            ["route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.stages = Histogram(
            "gumsole_search_stage_seconds",
            "Seconds of each stage of a search.",
            ["stage"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.steps = Counter(
            "gumsole_search_steps",
            "Searches by the ladder step that answered.",
            ["step"],
            registry=self.registry,
        )
        self.events = Counter(
            "gumsole_events",
            "Events of shoppers by action and what became of them.",
            ["action", "outcome"],
            registry=self.registry,
        )

    def watch(self, watched: Watched) -> None:
        """Tell also what these count."""
        self.registry.register(_Watch(watched))

    def searched(self, step: str, timings: Iterable[Timing]) -> None:
        """Count a search."""
        self.steps.labels(step).inc()
        for timing in timings:
            self.stages.labels(timing.stage).observe(timing.ms / 1000)

    def happened(self, action: str, outcome: str) -> None:
        """Count an event."""
        self.events.labels(action, outcome).inc()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests.labels(route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> str:
        """All counters of this process as Prometheus reads them."""
        return generate_latest(self.registry).decode()


def together(texts: Mapping[int, str]) -> bytes:
    """Counters of all workers, by their number, each told by the label `worker`.

    A scrape reaches any worker; a counter that were another's each time would seem to jump.
    """
    families: dict[str, Metric] = {}
    for worker, text in texts.items():
        for one in text_string_to_metric_families(text):
            if one.name.endswith(_BEGUN):
                continue
            family = families.setdefault(one.name, Metric(one.name, one.documentation, one.type))
            for sample in one.samples:
                labels = {**sample.labels, "worker": str(worker)}
                family.add_sample(sample.name, labels, sample.value)
    registry = CollectorRegistry()
    registry.register(_Given(tuple(families.values())))
    return generate_latest(registry)


class _Given(Collector):
    """Families that are there already."""

    def __init__(self, families: tuple[Metric, ...]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        """Them."""
        yield from self._families


class _Watch(Collector):
    """Families read from what counts by itself."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def collect(self) -> Iterator[Metric]:
        """What it is now."""
        slots, throttle = self._watched.slots, self._watched.throttle
        yield GaugeMetricFamily("gumsole_running", "Searches on a thread now.", slots.running)
        yield GaugeMetricFamily("gumsole_waiting", "Searches that wait for a thread now.", slots.waiting)
        yield CounterMetricFamily("gumsole_shed", "Searches that found the line full.", slots.shed)
        throttled = CounterMetricFamily(
            "gumsole_throttled", "Requests beyond a limit, by its kind.", labels=["limit"]
        )
        for kind in Kind:
            throttled.add_metric([kind.value], throttle.refused[kind])
        yield throttled
        yield CounterMetricFamily(
            "gumsole_decoders_lost", "Decoder processes lost over a photo.", self._watched.lost()
        )
        yield CounterMetricFamily(
            "gumsole_unrecorded_searches", "Searches that could not be noted.", self._watched.unrecorded()
        )
        aws = CounterMetricFamily("gumsole_aws_calls", "Calls that AWS charges for.", labels=["operation"])
        for operation, calls in self._watched.aws_calls().items():
            aws.add_metric([operation], calls)
        yield aws
