"""What a store needs, before it is rented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from gumsole.cli.doors import translated
from gumsole.cli.measure import json_option
from gumsole.cli.showing.terminal import print_table
from gumsole.planning import Plan, Precision, Section, Workload, read_prices, shipped_prices
from gumsole.planning import plan as plan_for
from gumsole.planning.arithmetic import number, usd

_FACTORS = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}


def _counted(_context: click.Context, _option: click.Parameter, text: str) -> int:
    """A count such as 50M, 250k or 1200000."""
    digits, factor = text.strip().replace("_", "").replace(",", ""), 1
    if digits and digits[-1].lower() in _FACTORS:
        digits, factor = digits[:-1], _FACTORS[digits[-1].lower()]
    try:
        value = float(digits) * factor
    except ValueError:
        raise click.BadParameter(f"takes a count such as 50M or 250k, got {text!r}") from None
    if not 1 <= value < 1e13:
        raise click.BadParameter(f"takes 1 to 10,000 billion, got {text!r}")
    return round(value)


@click.command()
@click.option(
    "--photos", required=True, callback=_counted, metavar="COUNT", help="Of the catalog: 50M, 250k."
)
@click.option("--qps", required=True, type=float, help="Searches a second at the busiest time.")
@click.option("--dimension", default=256, show_default=True, type=int, help="Of the encoder's vectors.")
@click.option("--replicas", default=1, show_default=True, type=int, help="Copies of each shard, at least.")
@click.option(
    "--vectors",
    default=Precision.FLOAT32.value,
    show_default=True,
    type=click.Choice([precision.value for precision in Precision]),
    help="How OpenSearch holds vectors in memory.",
)
@click.option(
    "--prices",
    "prices_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table of prices of your own, in place of the one that ships.",
)
@json_option
@translated
def plan(
    photos: int,
    qps: float,
    dimension: int,
    replicas: int,
    vectors: str,
    prices_file: Path | None,
    json_file: Path | None,
) -> None:
    """Say what a store of that size needs, with each formula and the numbers put in.

    Shards, replicas, memory, page cache, disk, processors, instances and their monthly cost: for one machine
    with the embedded engine where that is enough, and for OpenSearch with API replicas and Redis.

    \b
    gumsole plan --photos 50M --qps 300
    gumsole plan --photos 8M --qps 40 --vectors byte --json plan.json
    """
    work = Workload(photos, qps, dimension, replicas, Precision(vectors))
    made = plan_for(work, read_prices(prices_file) if prices_file else shipped_prices())
    for line in _heading(made):
        click.echo(line)
    for section in made.sections():
        click.echo()
        click.echo(_title(section))
        print_table(_inputs(section))
        print_table(_lines(section))
    if json_file:
        json_file.write_text(json.dumps(_as_json(made), indent=2) + "\n", encoding="utf-8")


def _heading(made: Plan) -> Iterator[str]:
    work, prices = made.work, made.prices
    busiest = f"{work.qps:g} searches a second at the busiest time"
    yield f"{work.photos:,} photos, {busiest}, {work.dimension} dimensions"
    yield made.verdict
    yield f"{usd(made.usd_a_month)} a month on demand in {prices.region}, {prices.as_of}; {prices.source}"


def _title(section: Section) -> str:
    cost = "" if section.usd_a_month is None else f": {usd(section.usd_a_month)} a month"
    return section.title + cost


def _inputs(section: Section) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for given in section.inputs:
        table.add_row(
            f"  {given.name}", f"{number(given.value)} {given.unit}", given.origin.value, given.source
        )
    return table


def _lines(section: Section) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for line in section.lines:
        value = usd(line.value) if line.unit.startswith("USD") else number(line.value)
        table.add_row(f"  {line.what}", f"{line.formula} = {line.numbers}", f"= {value} {line.unit}")
    return table


def _as_json(made: Plan) -> dict[str, Any]:
    return {
        "workload": asdict(made.work),
        "region": made.prices.region,
        "prices_as_of": made.prices.as_of,
        "engine": "embedded" if made.embedded else "opensearch",
        "verdict": made.verdict,
        "usd_a_month": round(made.usd_a_month, 2),
        "embedded": asdict(made.embedded) if made.embedded else None,
        "opensearch": asdict(made.cluster),
        "front": asdict(made.front),
        "sections": [asdict(section) for section in made.sections()],
    }
