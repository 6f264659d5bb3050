"""What an ingest shows while it runs, and at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from gumsole.assembly import Bill, Estimate, Ingested
from gumsole.ingest import Progress


@contextmanager
def ingest_bar() -> Iterator[Callable[[Progress], None]]:
    """A progress bar with rate and time left, on standard error; silent where that is no terminal."""
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Bar(*columns, console=console, disable=not console.is_terminal) as bar:
        tasks = {}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage, total=progress.total, rate="")
            task = tasks[progress.stage]
            speed = bar.tasks[task].speed
            rate = f"{speed:.0f}/s" if speed else ""
            bar.update(task, completed=progress.done, total=progress.total, rate=rate)

        yield show


def print_ingested(done: Ingested) -> None:
    """The summary at the end of an ingest."""
    summary = done.summary
    click.echo(
        f"{summary.products} products, {summary.photos} photos looked at ({summary.analyzed} analyzed, "
        f"{summary.failed} failed), {summary.rejected} rejected, {summary.retired} retired "
        f"in {summary.seconds:.1f} s ({summary.photos_per_s:.0f} photos/s)"
    )
    for default in summary.defaults:
        click.echo(f"  taken for granted: {default.field}: {default.meaning} ({default.rows} rows)")
    if done.bill.calls:
        click.echo(f"  asked of AWS: {_calls(done.bill)}, about ${done.bill.usd:.2f}")
    if done.labeled.refused or done.labeled.left:
        click.echo(
            f"  not labeled: {done.labeled.refused} photos that the service does not take, "
            f"{done.labeled.left} left for another run"
        )
    if done.labeled.trouble:
        click.echo(f"  {done.labeled.trouble}")
    if summary.rejected or summary.failed:
        click.echo(f"  what was rejected or failed, and why: {done.report}")


def print_estimate(estimate: Estimate) -> None:
    """What a run would send, before it is sent."""
    click.echo(f"{estimate.products} products with {estimate.photos} photos; nothing was taken in or sent")
    if not estimate.bill.calls:
        click.echo("  no photo would be sent to AWS")
        return
    click.echo(f"  a run would ask of AWS: {_calls(estimate.bill)}, about ${estimate.bill.usd:.2f}")
    click.echo(
        "  the same photo at two addresses is sent once, so it may be less; prices are settings (price_…)"
    )


def _calls(bill: Bill) -> str:
    return ", ".join(f"{count:,} × {operation.action}" for operation, count in bill.calls.items())
