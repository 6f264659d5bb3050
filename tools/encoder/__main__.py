"""Command line of the encoder's workshop."""

from __future__ import annotations

from pathlib import Path

import click

from tools.encoder.build import build

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("sets", nargs=-1, required=True, type=FOLDER)
@click.option("--trained", type=FILE, required=True, help="Weights that `tools.training fit` left.")
@click.option("--share", type=click.FloatRange(0, 1), required=True, help="Of the way to them.")
@click.option("--golden-from", type=FOLDER, required=True, help="A set whose photos may be shipped.")
@click.option("--out", type=FOLDER, default=Path("src/gumsole/images/models"), show_default=True)
def main(sets: tuple[Path, ...], trained: Path, share: float, golden_from: Path, out: Path) -> None:
    """Build the encoder that ships from trained weights; activations are measured on SETS.

    Each of SETS is a folder with an items.csv.

    Example: python -m tools.encoder data/* --trained all.npz --share 0.6 --golden-from data/clothing
    """
    build(sets, trained=trained, share=share, golden_from=golden_from, out=out)


if __name__ == "__main__":
    main()
