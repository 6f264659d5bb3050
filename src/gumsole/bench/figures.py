"""What a measurement says, and what it is held against."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


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


def cpu_ms(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Milliseconds of this thread's CPU that `work` takes; the median of some rounds after a first one."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.thread_time()
        work()
        times.append((time.thread_time() - begun) * 1000)
    return median(times)


def wall_s(work: Callable[[], object]) -> float:
    """Seconds of wall time that `work` takes once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
