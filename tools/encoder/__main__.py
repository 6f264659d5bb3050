"""Command line of the encoder's workshop."""

from __future__ import annotations

from pathlib import Path

import click

from tools.encoder.build import build, float_network
from tools.encoder.features import look
from tools.encoder.projection import Recipe
from tools.encoder.score import score

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SETS = click.argument("sets", nargs=-1, required=True, type=FOLDER)
CACHE = click.option("--cache", type=FOLDER, required=True, help="A folder that keeps features between runs.")


@click.group()
def main() -> None:
    """Build and measure the encoder that ships with Gumsole."""


@main.command(name="build")
@SETS
@CACHE
@click.option("--golden-from", type=FOLDER, required=True, help="A set whose photos may be shipped.")
@click.option("--out", type=FOLDER, default=Path("src/gumsole/images/models"), show_default=True)
def build_command(sets: tuple[Path, ...], cache: Path, golden_from: Path, out: Path) -> None:
    """Fit the projection on SETS, folders with an items.csv, and write the models.

    Example: python -m tools.encoder build data/* --golden-from data/clothing --cache /tmp
    """
    build(sets, golden_from=golden_from, out=out, cache=cache)


@main.command(name="score")
@SETS
@CACHE
def score_command(sets: tuple[Path, ...], cache: Path) -> None:
    """Score each of SETS with projections that never saw its products, as a Markdown table."""
    bare = float_network().SerializeToString()
    looks = [look(folder, bare, cache) for folder in sets]
    print("| set | queries | mode | share found |\n|---|---|---|---|")
    for index in range(len(looks)):
        for row in score(looks, index, Recipe()):
            print(
                f"| {row.name} | {row.queries} | {row.mode} | {' / '.join(f'{s:.3f}' for s in row.shares)} |"
            )


if __name__ == "__main__":
    main()
