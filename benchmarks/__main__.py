"""Command line of the benchmarks of serving; Linux only."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks import load as loads
from benchmarks import storefront as storefronts
from benchmarks.overhead import MOST_MS, overhead
from benchmarks.photos import LONG_SIDE, uploads
from benchmarks.server import Server, served
from benchmarks.wire import Outcome
from gumsole import assembly
from gumsole.settings import Settings
from tools import browser

store_option = click.option(
    "--store",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("gumsole-demo"),
    show_default=True,
    help="A store to serve a copy of; `gumsole demo` makes this one.",
)
json_option = click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here too."
)


@click.group()
def main() -> None:
    """Measure what serving costs and bears."""


@main.command()
@store_option
@click.option("--seconds", type=float, default=20.0, show_default=True, help="Length of each load.")
@click.option("--rounds", type=int, default=3, show_default=True, help="How often all loads are offered.")
@json_option
def load(store: Path, seconds: float, rounds: int, json_file: Path | None) -> None:
    """Measure the capacity, then what happens at half, full and twice of it.

    The generator takes processor time, too: where there are several cores it has the last one, and the
    server the others.

    Example: python -m benchmarks load --json load.json
    """
    ours, theirs = _cores()
    photos = uploads()
    outcomes: dict[float, list[Outcome]] = {share: [] for share in loads.SHARES}
    capacities = []
    with served(store, cores=theirs) as server:
        os.sched_setaffinity(0, ours)
        sent = loads.requests(photos, secret=server.secret)
        asyncio.run(_capacity(server, sent, theirs, seconds))  # to fill caches
        for number in range(rounds):
            capacities.append(asyncio.run(_capacity(server, sent, theirs, seconds)))
            for share in loads.SHARES:
                rate = share * capacities[-1]
                outcomes[share] += asyncio.run(
                    loads.offered(server.port, sent, rate=rate, seconds=seconds, seed=number)
                )
    seen = [loads.summary(outcomes[share], share=share, seconds=rounds * seconds) for share in loads.SHARES]
    mean = sum(capacities) / len(capacities)
    click.echo(f"capacity {mean:.1f} searches/s; server on cores {theirs}, generator on {ours}")
    _show(seen)
    slower = seen[-1].p95_ms / seen[-2].p95_ms if seen[-2].p95_ms else 0.0
    click.echo(f"p95 at twice / p95 at full: {slower:.2f}, at most {loads.MOST_SLOWER}")
    if json_file:
        figures = {"capacity": mean, "capacities": capacities, "loads": [asdict(one) for one in seen]}
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(slower > loads.MOST_SLOWER)


@main.command("overhead")
@store_option
@click.option("--rounds", type=int, default=5, show_default=True)
@json_option
def overhead_(store: Path, rounds: int, json_file: Path | None) -> None:
    """Measure the processor time of a served search beyond that of the same search within a process.

    Example: python -m benchmarks overhead
    """
    photos = uploads()
    with served(store) as server, assembly.shop(store, Settings()) as shop:
        sent = loads.requests(photos, secret=server.secret)[: len(photos)]
        found = overhead(server, shop.searcher.search, photos, sent, rounds=rounds)
    click.echo(f"a search by a photo of 1024 px, medians of {rounds} rounds of {len(photos)}, processor time")
    click.echo(f"decode + encode + search   {found.alone_ms:6.2f} ms")
    click.echo(f"the same, served           {found.served_ms:6.2f} ms")
    click.echo(f"HTTP + gate                {found.overhead_ms:6.2f} ms, at most {MOST_MS:g}")
    click.echo(f"a server that nobody asks  {found.idle_ms:6.2f} ms a second")
    if json_file:
        json_file.write_text(json.dumps(asdict(found), indent=2) + "\n", encoding="utf-8")
    sys.exit(found.overhead_ms > MOST_MS)


@main.command()
@store_option
@click.option("--photos", type=int, default=12, show_default=True, help="How many photos are searched with.")
@click.option("--rounds", type=int, default=3, show_default=True)
@json_option
def storefront(store: Path, photos: int, rounds: int, json_file: Path | None) -> None:
    """Measure what a shopper waits for and loads in a real browser, beside what the API alone takes.

    Example: python -m benchmarks storefront
    """
    busy = os.getloadavg()[0]
    with browser.opened() as opened, served(store, "--demo") as server:
        waits = [
            storefronts.waits(server, opened, kind, long_side=side, photos=photos, rounds=rounds)
            for kind, side in storefronts.KINDS.items()
        ]
        views = {
            name: storefronts.first_view(server, opened, size) for name, size in storefronts.SIZES.items()
        }
    sizes = storefronts.component_bytes()
    click.echo(f"load average {busy:.1f} on {os.cpu_count()} cores before it began")
    click.echo(f"from a photo in hand to products, medians of {photos * rounds}, ms")
    click.echo("photo      plain client  the browser's request  first tile  its photo  beyond the request")
    for one in waits:
        click.echo(
            f"{one.kind:<10} {one.api_ms:12.0f} {one.request_ms:22.0f} {one.tile_ms:11.0f} "
            f"{one.photo_ms:10.0f} {one.beyond_ms:19.0f}"
        )
    click.echo(
        f"first tile after the plain client's answer, {LONG_SIDE} px: {waits[0].after_ms:.0f} ms, "
        f"at most {storefronts.MOST_AFTER_MS:g}"
    )
    for name, size in views.items():
        click.echo(f"first view, {name:<6} {size:7,} bytes, at most {storefronts.MOST_FIRST_VIEW:,}")
    for language, size in sizes.items():
        click.echo(f"component, {language}      {size:7,} bytes, at most {storefronts.MOST_COMPONENT:,}")
    if json_file:
        figures = {
            "load_average": busy,
            "waits": [asdict(one) for one in waits],
            "first_view": views,
            "component": sizes,
        }
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(
        waits[0].after_ms > storefronts.MOST_AFTER_MS
        or max(views.values()) > storefronts.MOST_FIRST_VIEW
        or max(sizes.values()) > storefronts.MOST_COMPONENT
    )


def _cores() -> tuple[set[int], set[int]]:
    """Cores of the generator and of the server."""
    *most, last = sorted(os.sched_getaffinity(0))
    return {last}, set(most) or {last}


async def _capacity(server: Server, sent: Sequence[bytes], cores: set[int], seconds: float) -> float:
    """As many shoppers at once as the server lets run and wait when it is busy, and no more."""
    at_once = len(cores) + max(len(cores), 2)
    return await loads.capacity(server.port, sent, at_once=at_once, seconds=seconds)


def _show(seen: Sequence[loads.Load]) -> None:
    click.echo("load  offered/s  answered/s    p50 ms    p95 ms    p99 ms  refused in ms  statuses")
    for one in seen:
        statuses = ", ".join(f"{count} x {status or 'lost'}" for status, count in one.statuses.items())
        click.echo(
            f"{one.share:3.1f} x {one.offered:9.1f} {one.answered:11.1f} {one.p50_ms:9.0f} {one.p95_ms:9.0f} "
            f"{one.p99_ms:9.0f} {one.refused_ms:14.1f}  {statuses}"
        )


if __name__ == "__main__":
    main()
