"""What a measurement says, and what it is held against."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value.

    Attributes
    ----------
    target : str
        What the value should be, such as `>= 0.85`; empty where it is shown for reading only.
    how : str
        What was divided by what, or how it was counted.
    """

    name: str
    value: float
    unit: str
    target: str
    how: str

    @property
    def reached(self) -> bool:
        """True if the value is what it should be."""
        if not self.target:
            return True
        sign, bound = self.target.split()
        return self.value >= float(bound) if sign == ">=" else self.value <= float(bound)


def cpu_ms(*works: Callable[[], object], rounds: int = 5) -> tuple[float, ...]:
    """Milliseconds of this thread's CPU that each of the works takes at least.

    They take turns, so that a machine that changes its pace changes it for all of them.
    """
    least = [math.inf] * len(works)
    for _ in range(rounds + 1):
        for at, work in enumerate(works):
            begun = time.thread_time()
            work()
            least[at] = min(least[at], (time.thread_time() - begun) * 1000)
    return tuple(least)


def wall_s(work: Callable[[], object]) -> float:
    """Seconds of wall time that `work` takes once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
