"""How many of what a store needs, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from gumsole.planning.arithmetic import Input, Line
from gumsole.planning.cluster import Cluster, cluster_inputs, cluster_lines, cluster_of
from gumsole.planning.embedded import Embedded, embedded_inputs, embedded_lines, embedded_of
from gumsole.planning.front import Front, front_inputs, front_lines, front_of, ingest_lines
from gumsole.planning.prices import Prices
from gumsole.planning.workload import EMBEDDED_PHOTOS, Workload


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a plan: what it starts from, what follows, and what it costs a month; None: paid once."""

    title: str
    inputs: tuple[Input, ...]
    lines: tuple[Line, ...]
    usd_a_month: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a workload needs.

    Attributes
    ----------
    embedded : Embedded or None
        The one machine, where it is enough.
    verdict : str
        Which of the two to take, and why.
    """

    work: Workload
    prices: Prices
    embedded: Embedded | None
    cluster: Cluster
    front: Front
    verdict: str

    @property
    def opensearch_usd(self) -> float:
        """OpenSearch, API replicas, Redis and load balancer, US dollars a month."""
        return self.cluster.usd_a_month + self.front.usd_a_month

    @property
    def usd_a_month(self) -> float:
        """What the engine that is advised costs."""
        return self.embedded.usd_a_month if self.embedded else self.opensearch_usd

    def sections(self) -> tuple[Section, ...]:
        """The plan to be read from top to bottom, what is advised first."""
        work, prices = self.work, self.prices
        spread = (
            Section(
                "OpenSearch",
                cluster_inputs(work),
                cluster_lines(work, self.cluster, prices),
                self.cluster.usd_a_month,
            ),
            Section(
                "API replicas, Redis, load balancer",
                front_inputs(),
                front_lines(work, self.front, prices),
                self.front.usd_a_month,
            ),
        )
        once = Section("Ingest, in shards", (), ingest_lines(work, self.front, prices), None)
        if not self.embedded:
            return (*spread, once)
        lines = embedded_lines(work, self.embedded, prices)
        alone = Section("One machine, embedded engine", embedded_inputs(), lines, self.embedded.usd_a_month)
        return (alone, *spread, once)


def plan(work: Workload, prices: Prices) -> Plan:
    """What to rent for a workload, and why.

    Raises
    ------
    BadQuery
        If nothing that is on the list of prices is enough.
    """
    embedded = embedded_of(work, prices)
    return Plan(
        work, prices, embedded, cluster_of(work, prices), front_of(work, prices), _verdict(work, embedded)
    )


def _verdict(work: Workload, embedded: Embedded | None) -> str:
    if embedded:
        return (
            f"The embedded engine is enough: one {embedded.machine.name} holds {work.photos:,} photos; "
            f"it does to about {EMBEDDED_PHOTOS:,}. OpenSearch, below, outlasts the loss of a machine."
        )
    if work.photos > EMBEDDED_PHOTOS:
        return f"OpenSearch: the embedded engine is for up to about {EMBEDDED_PHOTOS:,} photos."
    return f"OpenSearch: no machine on the list has processors for {work.qps:g} searches a second."
