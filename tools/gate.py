"""What the gate for uploads costs, and what the worst photos it lets through take; Linux only."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import click
import numpy as np
from PIL import Image

from gumsole.images.analysis import MAX_SHORT_SIDE, SHORT_SIDE
from gumsole.images.decode import decode
from gumsole.web.gate import Gate, GateLimits

MEGABYTE = 10**6
ROUNDS, PHOTOS = 60, 10
STARTS = 9
# Side in pixels of the squares of noise that a photo is made of: 1024 px come to 200 kB.
GRAIN = 7

# The largest photos that pass: 25 MP, and 50 MP of JPEG. Kind, mode, width, height, grain, options of Pillow.
WORST = [
    ("WEBP", "RGB", 5_000, 5_000, 8, {"quality": 80}),
    ("WEBP", "RGBA", 5_000, 5_000, 8, {"quality": 80}),
    ("AVIF", "RGBA", 5_000, 5_000, 8, {"quality": 50, "speed": 10}),
    ("PNG", "RGBA", 5_000, 5_000, 250, {"compress_level": 6}),
    ("PNG", "RGBA", 22_200, 1_110, 250, {"compress_level": 6}),
    ("GIF", "P", 5_000, 5_000, 250, {}),
    ("JPEG", "RGB", 8_000, 6_250, 8, {"quality": 60, "progressive": True}),
    ("JPEG", "CMYK", 8_000, 4_600, 24, {"quality": 40, "progressive": True}),
]


@click.group()
def main() -> None:
    """Measure the gate for uploads."""


@main.command()
def cost() -> None:
    """Processor time of one photo of 1024 px, with and without the gate.

    Example: python -m tools.gate cost
    """
    data = photo("JPEG", "RGB", 1024, 768, GRAIN, {"quality": 85})
    click.echo(f"JPEG, 1024 x 768, {len(data) / 1000:.0f} kB")
    here, server, child, wall = [], [], [], []
    with Gate(processes=1) as gate:
        (pid,) = gate.pids
        for _ in range(ROUNDS):
            here.append(_per_photo(time.thread_time, lambda: decode(data, short_side=SHORT_SIDE)))
            began, wall_began = _cpu_s(pid), time.perf_counter()
            server.append(_per_photo(time.thread_time, lambda: gate.decode(data, short_side=SHORT_SIDE)))
            wall.append((time.perf_counter() - wall_began) / PHOTOS)
            child.append((_cpu_s(pid) - began) / PHOTOS)
    bare = _ms(here)
    click.echo(f"without the gate    {bare:.2f} ms of processor time")
    click.echo(f"with: the server    {_ms(server):.2f} ms")
    click.echo(f"      the decoder   {_ms(child):.2f} ms")
    click.echo(f"      from in to out {_ms(wall):.2f} ms by the clock")
    click.echo(f"the gate            {_ms(server) + _ms(child) - bare:.2f} ms")


@main.command()
def start() -> None:
    """Processor time and memory of a decoder process until it is ready.

    Example: python -m tools.gate start
    """
    cpu, wall, resident, private = [], [], [], []
    for _ in range(STARTS):
        began = time.perf_counter()
        with Gate(processes=1) as gate:
            wall.append(time.perf_counter() - began)
            (pid,) = gate.pids
            cpu.append(_cpu_s(pid))
            resident.append(_status(pid, "VmRSS"))
            private.append(_status(pid, "RssAnon"))
    click.echo(f"ready after {_ms(wall):.0f} ms, {_ms(cpu):.0f} ms of processor time")
    click.echo(f"{median(resident):.0f} MB resident, of which {median(private):.0f} MB are not shared")


@main.command()
def worst() -> None:
    """Time and address space of photos at the limits of images.decode.

    Example: python -m tools.gate worst
    """
    click.echo("                                       processor s  address space MB  resident MB")
    for kind, mode, width, height, grain, options in WORST:
        data = photo(kind, mode, width, height, grain, options)
        with Gate(processes=1, limits=GateLimits(cpu_s=60, wall_s=60, memory_bytes=8 << 30)) as gate:
            (pid,) = gate.pids
            began = _cpu_s(pid)
            gate.decode(data, short_side=MAX_SHORT_SIDE)
            name = f"{kind} {mode} {width} x {height}, {len(data) / MEGABYTE:.1f} MB"
            taken = _cpu_s(pid) - began, _status(pid, "VmPeak"), _status(pid, "VmHWM")
        click.echo("{:38} {:11.2f} {:17.0f} {:12.0f}".format(name, *taken))


def photo(kind: str, mode: str, width: int, height: int, grain: int, options: Mapping[str, object]) -> bytes:
    """A photo of smooth noise, the same every time."""
    squares = np.random.default_rng(5).integers(
        0, 255, (height // grain + 1, width // grain + 1, 3), np.uint8
    )
    image = Image.fromarray(squares).resize((width, height), Image.Resampling.BICUBIC)
    if mode == "RGBA":
        image.putalpha(200)
    file = io.BytesIO()
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def _per_photo(clock: Callable[[], float], act: Callable[[], object]) -> float:
    began = clock()
    for _ in range(PHOTOS):
        act()
    return (clock() - began) / PHOTOS


def _ms(seconds: list[float]) -> float:
    return median(seconds) * 1000


def _cpu_s(pid: int) -> float:
    """Processor time of a process of one thread (proc(5): nanoseconds on a core, first of three numbers)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _status(pid: int, name: str) -> float:
    """A line of /proc/PID/status, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1024 / MEGABYTE


if __name__ == "__main__":
    main()
