"""Counters of several workers are told as one, each documented."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from gumsole.records import Timing
from gumsole.web.metrics import Metrics, Watched, together
from gumsole.web.throttle import Rates, Slots, Throttle

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


@pytest.fixture
def metrics() -> Metrics:
    made = Metrics()
    asked = {"rekognition:DetectLabels": 4}
    watched = Watched(Slots(running=1, waiting=1), Throttle(Rates()), lambda: 2, lambda: 3, lambda: asked)
    made.watch(watched)
    made.answered("/v1/search", 200, 0.03)
    made.searched("as_asked", [Timing("ranking", 7.0)])
    made.happened("click", "kept")
    return made


def test_each_worker_keeps_its_own_counts(metrics: Metrics) -> None:
    other = Metrics()
    other.answered("/v1/search", 200, 0.5)
    other.answered("/v1/search", 200, 0.5)
    lines = together({0: metrics.text(), 1: other.text()}).decode().splitlines()
    told = [line for line in lines if line.startswith("gumsole_requests_total")]
    assert told == [
        'gumsole_requests_total{route="/v1/search",status="200",worker="0"} 1.0',
        'gumsole_requests_total{route="/v1/search",status="200",worker="1"} 2.0',
    ]
    assert 'gumsole_request_seconds_count{route="/v1/search",worker="1"} 2.0' in lines
    assert lines.count("# TYPE gumsole_requests_total counter") == 1
    assert 'gumsole_decoders_lost_total{worker="0"} 2.0' in lines
    assert 'gumsole_aws_calls_total{operation="rekognition:DetectLabels",worker="0"} 4.0' in lines
    assert not [line for line in lines if "_created" in line]


def test_what_is_told_together_reads_as_counters_again(metrics: Metrics) -> None:
    families = list(text_string_to_metric_families(together({0: metrics.text()}).decode()))
    assert {family.name: family.type for family in families}["gumsole_throttled"] == "counter"
    assert len({family.name for family in families}) == len(families)


def test_every_metric_is_documented(metrics: Metrics) -> None:
    page = OPERATIONS.read_text(encoding="utf-8")
    for family in text_string_to_metric_families(together({0: metrics.text()}).decode()):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        assert f"`{name}`" in page, name
