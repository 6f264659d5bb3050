"""Counters of one process for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from gumsole.records import Timing

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# Seconds: from a page that is turned to a query on a busy machine.
BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12)


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
        self.unrecorded = Gauge(
            "gumsole_unrecorded_searches",
            "Searches since the start that could not be noted.",
            registry=self.registry,
        )
        self.waiting = Gauge("gumsole_waiting", "Searches that wait for a thread.", registry=self.registry)

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

    def text(self) -> bytes:
        """All counters as Prometheus reads them."""
        return generate_latest(self.registry)
