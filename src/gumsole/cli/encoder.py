"""Commands around encoders: which a store uses, bringing others, tuning one to the catalog."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.table import Table

from gumsole import assembly
from gumsole.cli.doors import FAILED, settings_of, store_option, translated
from gumsole.cli.showing.encoders import switched_lines, tuning_lines, tuning_table
from gumsole.cli.showing.progress import ingest_bar
from gumsole.cli.showing.terminal import print_table
from gumsole.images.hub import ENDPOINT, Hub
from gumsole.images.presets import PRESETS

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")


@click.command()
@click.option(
    "--views",
    type=click.IntRange(0, 20_000),
    default=1200,
    show_default=True,
    help="Phone-like views composed at most, some 40 ms of a core each.",
)
@json_option
@store_option
@translated
def tune(views: int, as_json: bool, folder: Path) -> None:
    """Adapt the store's encoder to its own catalog, without labels, and measure what that is worth.

    A small head is fitted to photos of one item and to views composed from packshots. Each product asks the
    whole catalog with a head that never saw it. Only a head that wins for sure is kept, beside the encoder in
    use; nothing is switched. Exits with 1 if it does not win.

    \b
    gumsole tune --store my-store
    gumsole encoder use lite0-1+0123456789 --store my-store
    """
    show = (lambda _: None) if as_json else (lambda text: click.echo(f"{text} …", err=True))
    tuned = assembly.tune_store(folder, settings_of(folder).settings, views=views, progress=show)
    if as_json:
        figures = {"id": tuned.id or None, "base": tuned.base, **assembly.figures_of(tuned.tuning)}
        click.echo(json.dumps(figures, indent=2))
    else:
        print_table(tuning_table(tuned.tuning))
        for line in tuning_lines(tuned):
            click.echo(line)
    if not tuned.id:
        sys.exit(FAILED)


@click.group()
def encoder() -> None:
    """Show a store's encoders, use another, go back, add one.

    \b
    gumsole encoder list --store my-store
    """


@encoder.command("list")
@json_option
@store_option
@translated
def list_(as_json: bool, folder: Path) -> None:
    """Show the encoders that the store could use, and which of them it does.

    \b
    gumsole encoder list --store my-store
    """
    listed = assembly.list_encoders(folder, settings_of(folder).settings)
    if as_json:
        click.echo(
            json.dumps(
                [
                    {
                        "id": one.name,
                        "origin": one.origin,
                        "base": one.base or None,
                        "photos": one.photos,
                        "in_use": one.in_use,
                    }
                    for one in listed
                ],
                indent=2,
            )
        )
        return
    table = Table("", "encoder", "photos", "over", "from", box=None, pad_edge=False)
    for one in listed:
        table.add_row("*" if one.in_use else "", one.name, str(one.photos), one.base, one.origin)
    print_table(table)


@encoder.command()
@click.argument("source", metavar="FOLDER|HUB-ID")
@click.option(
    "--preset",
    type=click.Choice([preset.name for preset in PRESETS]),
    help="Family whose manifest is written where the files have none.",
)
@click.option("--user", "for_user", is_flag=True, help="For every store of this user, not for --store alone.")
@click.option(
    "--hub",
    default=ENDPOINT,
    envvar="HF_ENDPOINT",
    show_default=True,
    help="Address of the hub (HF_ENDPOINT).",
)
@store_option
@translated
def add(source: str, preset: str | None, for_user: bool, hub: str, folder: Path) -> None:
    """Register an ONNX image tower, with its text tower where it has one: a folder, or owner/name of a hub.

    Its files are copied, tried and pinned by hash: one that changes later is refused. A hub is asked once. A
    folder without an encoder.toml needs --preset.

    \b
    gumsole encoder add my-tower/ --store my-store
    gumsole encoder add siglip/ --preset siglip2-base --store my-store
    gumsole encoder add Xenova/clip-vit-base-patch32 --user
    """
    tower = assembly.add_encoder(folder, source, hub=Hub(hub), preset=preset or "", for_user=for_user)
    words = "photos and words" if tower.reads else "photos"
    click.echo(f"{tower.id}: {tower.dimension} dimensions, {words}, files pinned ({tower.file_hash[:12]})")
    click.echo(f"to search with it: gumsole encoder use {tower.id}")


@encoder.command()
@click.argument("name", metavar="ID")
@store_option
@translated
def use(name: str, folder: Path) -> None:
    """Search with the encoder ID from now on; going back is the same command.

    Photos that it has not seen are looked at first, means, guard and bands learned for it; then all of it
    is switched in one step. What was built for the encoder before stays.

    \b
    gumsole encoder use lite0 --store my-store
    """
    with ingest_bar() as show:
        switched = assembly.use_encoder(folder, settings_of(folder).settings, name, progress=show)
    for line in switched_lines(switched):
        click.echo(line)
