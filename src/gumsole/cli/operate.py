"""Commands of the person who runs the store."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from gumsole import assembly
from gumsole.cli.doors import engine_option, settings_of, store_option, translated
from gumsole.cli.showing.figures import calibration_lines, comparison_lines
from gumsole.cli.showing.terminal import print_table
from gumsole.store import backup as back_up
from gumsole.store import restore as put_back


@click.command()
@store_option
@translated
def settings(folder: Path) -> None:
    """Print each setting of the store, and where its value came from.

    \b
    gumsole settings --store my-store
    """
    resolved = settings_of(folder)
    table = Table("setting", "value", "from", box=None, pad_edge=False)
    for key, value in asdict(resolved.settings).items():
        table.add_row(key, repr(value), str(resolved.origins[key]))
    print_table(table)


@click.command()
@store_option
@translated
def doctor(folder: Path) -> None:
    """Say what is installed, what the store holds, what was taken for granted and what is wrong.

    \b
    gumsole doctor --store my-store
    """
    report = assembly.examine(folder, settings_of(folder).settings)
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in report:
        mark = Text("!", style="yellow") if finding.wrong else Text(" ")
        table.add_row(mark, finding.subject, finding.text)
    print_table(table)


@click.command()
@store_option
@translated
def calibrate(folder: Path) -> None:
    """Learn anew what the store's photos have in common: means, guard and bands, measured on views of them.

    An ingest does it by itself when the catalog has doubled or holds new categories. Answers change a
    little; the index is built anew.

    \b
    gumsole calibrate --store my-store
    """
    coverage = assembly.policy_of(folder).coverage
    calibrated = assembly.recalibrate(folder, settings_of(folder).settings)
    for line in calibration_lines(calibrated, coverage=coverage):
        click.echo(line)


@click.command()
@store_option
@engine_option
@click.option("--roll-back", is_flag=True, help="Use the index before again, with all changes since.")
@click.option("--force", is_flag=True, help="Use the new index even if it finds other neighbors.")
@translated
def reindex(folder: Path, engine: str | None, roll_back: bool, force: bool) -> None:
    """Build the index of OpenSearch anew beside the one in use, compare both, then switch in one step.

    Searches go on meanwhile. The index before stays, to go back to. The embedded engine needs no such thing.

    \b
    gumsole reindex --store my-store --engine opensearch
    gumsole reindex --store my-store --engine opensearch --roll-back
    """
    settings = settings_of(folder, engine=engine).settings
    if roll_back:
        click.echo(f"in use again: {assembly.roll_back(folder, settings)}")
        return
    for line in comparison_lines(assembly.reindex(folder, settings, force=force)):
        click.echo(line)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option
@translated
def backup(target: Path, folder: Path) -> None:
    """Copy the store's truth to TARGET while it is in use.

    \b
    gumsole backup monday.gumsole --store my-store
    """
    back_up(folder, target)
    click.echo(f"backed up {folder} to {target}")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@store_option
@click.option("--force", is_flag=True, help="Replace the store that is in the folder.")
@translated
def restore(source: Path, folder: Path, force: bool) -> None:
    """Put the backup SOURCE in the place of the store.

    \b
    gumsole restore monday.gumsole --store my-store --force
    """
    put_back(source, folder, force=force)
    click.echo(f"restored {folder} from {source}")
