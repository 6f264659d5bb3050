"""Commands that measure quality and speed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from gumsole import assembly
from gumsole import bench as benchmarks
from gumsole.cli.doors import FAILED, engine_option, settings_of, store_option, translated
from gumsole.cli.showing.encoders import sides_table
from gumsole.cli.showing.figures import (
    answer_lines,
    bands_table,
    figure_line,
    figures_heading,
    figures_table,
)
from gumsole.cli.showing.terminal import print_table
from gumsole.evaluate import ANSWERS, Evaluation, compared


def _refuse_lost(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    """Before minutes of measuring, not after them."""
    if file and not file.parent.is_dir():
        raise click.BadParameter(f"there is no folder {file.parent}")
    return file


json_option = click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    callback=_refuse_lost,
    help="Write the figures to this file as well.",
)


@click.command()
@click.argument("labeled", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--by", type=click.Choice(ANSWERS), default=ANSWERS[0], show_default=True, help="What counts as found."
)
@click.option(
    "--encoder",
    "encoders",
    multiple=True,
    metavar="ID",
    help="Score with this encoder of --store instead; repeat it to compare several with the first.",
)
@json_option
@store_option
@translated
def evaluate(labeled: Path, by: str, encoders: tuple[str, ...], json_file: Path | None, folder: Path) -> None:
    """Score the labeled folder DIR (an items.csv and photos) in a store made for it alone.

    Rows of role catalog are ingested, all others are queries; a folder with one kind of row is scored
    leave-one-out by category. Settings are those of --store.

    \b
    gumsole evaluate my-labeled-photos --json figures.json
    gumsole evaluate my-labeled-photos --store my-store --encoder lite0 --encoder siglip2-base
    """
    policy, settings = assembly.policy_of(folder), settings_of(folder).settings
    names = encoders or (assembly.encoder_in_use(settings, folder),)
    made = assembly.evaluate_encoders(labeled, folder, settings, names, by=by, policy=policy)
    if len(made) > 1:
        _side_by_side(made, json_file)
        return
    evaluation = made[0][1]
    click.echo(figures_heading(evaluation))
    print_table(figures_table(evaluation))
    if evaluation.answer:
        click.echo()
        for line in answer_lines(evaluation.answer):
            click.echo(line)
        if evaluation.answer.bands:
            print_table(bands_table(evaluation.answer))
    if json_file:
        json_file.write_text(json.dumps(_as_json(evaluation), indent=2) + "\n", encoding="utf-8")


@click.command()
@click.option("--rows", type=int, default=100_000, show_default=True, help="Photos in the index.")
@click.option(
    "--scale", type=int, default=0, show_default=True, help="Photos in a second, large index; 0: none."
)
@click.option(
    "--photos",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of photos to measure on; the demo store's by default.",
)
@json_option
@store_option
@engine_option
@translated
def bench(
    rows: int, scale: int, photos: Path | None, json_file: Path | None, folder: Path, engine: str | None
) -> None:
    """Measure this machine: ingest, query, retrieval and memory, as ratios of one run.

    Exits with 1 if a figure misses its target. Settings are those of --store.

    \b
    gumsole bench --json bench.json
    gumsole bench --scale 1000000
    gumsole bench --engine opensearch --rows 20000
    """
    settings = settings_of(folder, engine=engine).settings
    sizes = benchmarks.Sizes(photos=photos)
    measured = []
    for figure in benchmarks.bench(settings, rows=rows, scale=scale, sizes=sizes):
        measured.append(figure)
        click.echo(figure_line(figure))
    if json_file:
        figures = [asdict(figure) | {"reached": figure.reached} for figure in measured]
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if not all(figure.reached for figure in measured):
        sys.exit(FAILED)


def _side_by_side(made: Sequence[tuple[str, Evaluation]], json_file: Path | None) -> None:
    sides = compared(made)
    click.echo(figures_heading(made[0][1]))
    print_table(sides_table(sides))
    if json_file:
        encoders = [
            asdict(side) | {"evaluation": _as_json(evaluation)}
            for side, (_, evaluation) in zip(sides, made, strict=True)
        ]
        json_file.write_text(json.dumps({"encoders": encoders}, indent=2) + "\n", encoding="utf-8")


def _as_json(evaluation: Evaluation) -> dict[str, object]:
    figures: dict[str, object] = asdict(evaluation.product)
    figures["bare"] = asdict(evaluation.bare)
    figures["boxed"] = asdict(evaluation.boxed) if evaluation.boxed else None
    figures["box_iou"] = evaluation.box_iou
    figures["answer"] = asdict(evaluation.answer) if evaluation.answer else None
    return figures
