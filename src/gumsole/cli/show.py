"""What the commands print: progress, summaries, tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from gumsole.assembly import Ingested
from gumsole.bench import Figure
from gumsole.evaluate import Evaluation, Figures
from gumsole.ingest import Progress
from gumsole.records import Answer, Hit

HEADINGS = ("", "likeness", "shape", "color", "sku", "title", "category", "price", "availability")
NARROW = ("", "likeness", "sku", "title", "price")
ALIGNED = ("", "likeness", "shape", "color")
FOLDED = ("sku", "title", "category")

# The usual width of a terminal; below it, titles beside all nine columns shrink to a few letters.
WIDE_COLUMNS = 80


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
    if summary.rejected or summary.failed:
        click.echo(f"  what was rejected or failed, and why: {done.report}")


def print_table(table: Table) -> None:
    """Print a table; text of feeds and folders is shown as it stands, never read as markup."""
    _console().print(table)


def print_answer(answer: Answer, price: Callable[[Hit], str]) -> None:
    """Print an answer as a table that fits the terminal."""
    print_table(answer_table(answer, price, wide=_console().width >= WIDE_COLUMNS))


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)


def answer_table(answer: Answer, price: Callable[[Hit], str], *, wide: bool) -> Table:
    """The hits of an answer, nearest first; only what names a hit where the terminal is not wide."""
    total_ms = sum(timing.ms for timing in answer.timings)
    stages = ", ".join(f"{timing.stage} {timing.ms:.1f}" for timing in answer.timings)
    table = Table(
        title=f"{len(answer.hits)} products in {total_ms:.0f} ms ({stages})", title_justify="left", box=None
    )
    headings = HEADINGS if wide else NARROW
    for heading in headings:
        folds = heading in FOLDED
        table.add_column(
            heading,
            justify="right" if heading in ALIGNED else "left",
            overflow="fold" if folds else "ellipsis",
            no_wrap=not folds,
        )
    for place, hit in enumerate(answer.hits, 1):
        found = hit.candidate
        cells = {
            "": str(place),
            "likeness": f"{found.similarity:.3f}",
            "shape": f"{found.shape:.3f}",
            "color": f"{found.color:.3f}",
            "sku": printable(hit.product.sku),
            "title": printable(hit.product.title),
            "category": printable(" > ".join(hit.product.category)),
            "price": price(hit),
            "availability": hit.offer.availability.replace("_", " "),
        }
        table.add_row(*(cells[heading] for heading in headings))
    return table


def printable(text: str) -> str:
    """A feed's text without the control characters that a terminal would obey."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cc")


def figures_table(evaluation: Evaluation) -> Table:
    """Figures of the product beside those of the bare features."""
    product = evaluation.product
    table = Table(
        title=f"{product.name} by {product.by}: {product.queries} queries ({product.answerable} answerable, "
        f"{product.unsold} unsold), {product.catalog} catalog photos",
        title_justify="left",
        box=None,
    )
    for heading in ("", "R@1", "R@5", "R@10", "P@10", "ms/query"):
        table.add_column(heading, justify="right" if heading else "left")
    ways = (
        ("gumsole", product),
        ("bare features", evaluation.bare),
        ("cropped to the box", evaluation.boxed),
    )
    for name, figures in ways:
        if figures:
            table.add_row(name, *_cells(figures))
    if evaluation.box_iou is not None:
        table.caption = f"found subject against labeled box: mean IoU {evaluation.box_iou:.3f}"
    return table


def figure_line(figure: Figure) -> str:
    """A measured value beside what it should be."""
    mark = "" if figure.reached else "  MISSED"
    target = f"  (target {figure.target})" if figure.target else ""
    return f"{figure.name:<40} {figure.value:>9.4g} {figure.unit}{target}{mark}  {figure.how}"


def _cells(figures: Figures) -> list[str]:
    shares = (figures.r1, figures.r5, figures.r10, figures.p10)
    return [*("–" if share is None else f"{share:.3f}" for share in shares), f"{figures.ms_per_query:.1f}"]
