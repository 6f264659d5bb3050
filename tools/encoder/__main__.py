"""Command line of the encoder's workshop."""

from __future__ import annotations

from pathlib import Path

import click

from tools.encoder.build import build
from tools.encoder.projection import Recipe

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Build and measure the encoder that ships with Gumsole."""


@main.command(name="build")
@click.argument("sets", nargs=-1, required=True, type=DIRECTORY)
@click.option("--out", type=DIRECTORY, default=Path("src/gumsole/images/models"), show_default=True)
def build_command(sets: tuple[Path, ...], out: Path) -> None:
    """Fit the projection on SETS, folders with an items.csv, and write the models.

    Example: python -m tools.encoder build data/eval/* data/train/*
    """
    build(sets, out, Recipe())


if __name__ == "__main__":
    main()
