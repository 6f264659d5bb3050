"""What decoding one photo may take before the process that does it is killed."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class GateLimits:
    """Limits of each decoder process.

    Attributes
    ----------
    cpu_s : int
        Seconds of processor time a photo may take, counted by the kernel in whole seconds, so up to one more.
        Four times the worst file that `images.decode` lets through (1.2 s, measured there).
    wall_s : float
        Seconds until an answer must be there: twice `cpu_s`, for machines that have other work.
    memory_bytes : int
        Address space of a process, on Linux; elsewhere only the limits of `images.decode` bound it. The worst
        file that is let through took 600 MB with all that is loaded (`python -m tools.gate worst`).
    photos : int
        Photos after which a process is replaced, however well it is. A start takes the processor time of 40
        photos of 1024 px (`python -m tools.gate start` and `cost`), so this adds a fiftieth.
    wait_s : float
        Seconds a photo waits for a process to be free before the caller is sent away.
    start_s : float
        Seconds a process may take to be ready: a hundred times what it takes on an idle core.
    """

    cpu_s: int = 5
    wall_s: float = 10.0
    memory_bytes: int = 1 << 30
    photos: int = 2_000
    wait_s: float = 2.0
    start_s: float = 30.0

    @property
    def alarm_s(self) -> int:
        """Seconds after which the kernel ends a decoder whose server is gone: later than the server would."""
        return ceil(self.wall_s) + 1
