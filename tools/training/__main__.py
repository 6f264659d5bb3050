"""Command line of the training."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click
from rich.progress import Progress

from gumsole.evaluate.bootstrap import Interval
from gumsole.images.encoder import squash
from gumsole.images.lite0 import FREE_SIDE
from gumsole.images.session import Session
from gumsole.records import RGB, Vector
from tools.encoder.build import calibration_photos, trained_network
from tools.encoder.network import SIDE
from tools.encoder.quantize import quantize
from tools.encoder.sides import any_side
from tools.encoder.trained import blended
from tools.training import bank as banks
from tools.training.bank import Bank
from tools.training.looks import Looks, Outcome, look, look_again, outcomes
from tools.training.recipe import FOLDS, Recipe, read_recipe
from tools.training.tricks import IN_NEW_STORE, SHIPPED, TRICKS, Trick

FOLDER = click.Path(file_okay=False, path_type=Path)
WORK = click.option(
    "--work", type=FOLDER, default=Path("build/training"), show_default=True, help="Where everything lies."
)


@click.group()
def main() -> None:
    """Train the encoder that ships with Gumsole; every step can be stopped and goes on where it was."""


@main.command()
@click.argument("folders", nargs=-1, required=True, metavar="NAME=FOLDER...")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
@WORK
def bank(folders: tuple[str, ...], workers: int, work: Path) -> None:
    """Make altered views of all photos and pass them through the layers that are not trained.

    Example: python -m tools.training bank grocery=data/grocery shops=data/shops
    """
    recipe, stock = read_recipe(), work / "bank"
    named = {name: Path(folder) for name, folder in (pair.split("=", 1) for pair in folders)}
    photos = {name: banks.list_photos(folder, recipe.sources[name]) for name, folder in named.items()}
    every = [photo for part in photos.values() for photo in part]
    lenders = [p.path for p in every if p.fold == banks.NEVER_HELD_OUT] or [p.path for p in every]
    with Progress() as progress:
        for name, part in photos.items():
            task = progress.add_task(name, total=len(part))
            for done in banks.fill(part, recipe.sources[name], lenders, stock / name, workers):
                progress.update(task, completed=done)


@main.command()
@click.option(
    "--fold", type=click.IntRange(0, FOLDS - 1), help="Only this fold; all, then all photos, if not given."
)
@click.option("--recipe", "recipe_file", type=click.Path(exists=True, path_type=Path), help="Another recipe.")
@WORK
def fit(fold: int | None, recipe_file: Path | None, work: Path) -> None:
    """Train on all folds but one, for each, and then on all photos.

    Example: python -m tools.training fit --fold 0
    """
    from tools.training.fit import train  # noqa: PLC0415  torch is asked for only here

    recipe = read_recipe(recipe_file) if recipe_file else read_recipe()
    stock = banks.load(work / "bank")
    for held_out in [*range(FOLDS), None] if fold is None else [fold]:
        file = work / ("all.npz" if held_out is None else f"fold-{held_out}.npz")
        if file.exists():
            continue
        with Progress(*Progress.get_default_columns(), "loss {task.fields[loss]:.3f}") as progress:
            task = progress.add_task(file.stem, total=recipe.steps, loss=float("nan"))
            for step in train(stock, recipe, held_out, file):
                progress.update(task, completed=step.number, loss=step.loss)


@main.command()
@WORK
def score(work: Path) -> None:
    """Ask each fold's network for the products it never saw, in every way that was tried; a Markdown table.

    The last figure is the difference of the first to what ships; with 95 % intervals.
    """
    from tools.training.fit import network_of  # noqa: PLC0415  torch is asked for only here

    recipe, stock = read_recipe(), banks.load(work / "bank")
    seen: dict[float, dict[int, Looks]] = {}
    for share in dict.fromkeys(_share(trick, recipe) for trick in TRICKS):
        seen[share] = {
            fold: look(
                stock,
                network_of(blended(work / f"fold-{fold}.npz", share)),
                fold,
                altered=share == recipe.share,
            )
            for fold in range(FOLDS)
        }
    found = {
        trick.name: outcomes(stock, recipe.sources, seen[_share(trick, recipe)], trick.similarity(stock))
        for trick in (SHIPPED, *TRICKS, *IN_NEW_STORE)
    }
    _table(found, found[SHIPPED.name])


@main.command()
@click.argument("sides", nargs=-1, type=click.IntRange(32, 1024))
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
@WORK
def quantized(sides: tuple[int, ...], workers: int, work: Path) -> None:
    """Ask each fold's network in float and in int8, at 224 px and other SIDES, on the photos themselves.

    Example: python -m tools.training quantized 288
    """
    recipe, stock = read_recipe(), banks.load(work / "bank", maps=False)
    ask = partial(_asked_exactly, stock, recipe.share, (SIDE, *sides), work)
    with ProcessPoolExecutor(workers) as pool:
        by_fold = dict(enumerate(pool.map(ask, range(FOLDS))))
    similarity = SHIPPED.similarity(stock)
    found = {
        name: outcomes(
            stock, recipe.sources, {fold: seen[name] for fold, seen in by_fold.items()}, similarity
        )
        for name in by_fold[0]
    }
    _table(found, found[f"float, {SIDE} px"])


def _asked_exactly(
    stock: Bank, share: float, sides: Sequence[int], work: Path, fold: int
) -> dict[str, Looks]:
    network = trained_network(blended(work / f"fold-{fold}.npz", share))
    ranges = calibration_photos(sorted({Path(photo.path).parents[1] for photo in stock.photos}))
    models = {"float": network, "int8": quantize(network, ranges)}
    embeds = {
        f"{name}, {side} px": partial(
            _embed, Session(any_side(model).SerializeToString(), name=name, sizes={FREE_SIDE: side}), side
        )
        for name, model in models.items()
        for side in sides
    }
    return dict(zip(embeds, look_again(stock, list(embeds.values()), fold), strict=True))


def _embed(session: Session, side: int, rgb: RGB) -> Vector:
    embedding: Vector = session.run(["embedding"], {"image": squash(rgb, side, side)[None]})[0][0]
    return embedding


def _table(found: Mapping[str, Mapping[str, Outcome]], first: Mapping[str, Outcome]) -> None:
    print("| what | source | queries | first / in 5 / in 10, or P@10 | difference of the first |")
    print("|---|---|---|---|---|")
    for name, by_source in found.items():
        for source, outcome in by_source.items():
            figures = " / ".join(_cell(figure) for figure in outcome.figures())
            difference = _cell(outcome.figures(first[source])[0], sign="+")
            print(f"| {name} | {source} | {len(outcome.found)} | {figures} | {difference} |")


def _share(trick: Trick, recipe: Recipe) -> float:
    return recipe.share if trick.share is None else trick.share


def _cell(figure: Interval, sign: str = "-") -> str:
    return f"{figure.mean:{sign}.3f} ({figure.low:{sign}.3f} to {figure.high:{sign}.3f})"


if __name__ == "__main__":
    main()
