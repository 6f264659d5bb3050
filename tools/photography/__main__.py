"""`python -m tools.photography render | sheet | publish | drill`."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from tools.photography import drill, photos, publish, sheet

RENDERS = Path("build/photography")
STORE = Path("src/gumsole/demo/store")


def main() -> None:
    """Run one of the four commands."""
    parser = argparse.ArgumentParser(prog="python -m tools.photography", description=__doc__)
    parser.add_argument(
        "--renders", type=Path, default=RENDERS, help="where renders lie (default: %(default)s)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="render what is missing; stop and start it at will")
    render.add_argument("--only", default="", help="photos whose name contains this")
    render.add_argument("--again", action="store_true", help="render them even if they are there")
    render.add_argument("--samples", type=int, help="rays a pixel (default: 3, and 8 in rooms)")
    render.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    contact = commands.add_parser("sheet", help="lay all renders side by side, to look at them")
    contact.add_argument("--only", default="")
    contact.add_argument("--out", type=Path, default=RENDERS / "sheet.jpg")
    contact.add_argument("--cell", type=int, default=200, help="pixels a photo")
    shop = commands.add_parser("publish", help="write photos, queries, feed and truth into the package")
    shop.add_argument("--store", type=Path, default=STORE)
    training = commands.add_parser("drill", help="render photos to train with, in rooms drawn by chance")
    training.add_argument("--out", type=Path, required=True, help="folder that holds images/ and items.csv")
    training.add_argument("--count", type=int, default=400)
    training.add_argument("--seed", type=int, default=1)
    training.add_argument("--samples", type=int, default=drill.SAMPLES, help="rays a pixel")
    training.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    training.add_argument("--stop", type=Path, help="stop between two photos once this file exists")
    options = parser.parse_args()
    match options.command:
        case "render":
            _render(options)
        case "sheet":
            sheet.lay_out(options.renders, options.out, only=options.only, cell=options.cell)
        case "publish":
            publish.write_store(options.renders, options.store)
        case "drill":
            _drill(options)


def _render(options: argparse.Namespace) -> None:
    wanted = [photo for photo in photos.every_photo() if options.only in photo.name]
    missing = [p for p in wanted if options.again or not photos.rendered(p, options.renders).exists()]
    with _quiet_stdout(), _progress() as progress:
        task = progress.add_task("rendering", total=len(missing))
        for photo in missing:
            progress.update(task, description=photo.name)
            samples = options.samples or photos.samples_for(photo)
            photos.shoot(photo, options.renders, photos.Quality(samples, options.threads))
            progress.advance(task)


def _drill(options: argparse.Namespace) -> None:
    wanted = drill.drills(options.count, options.seed)
    quality = photos.Quality(options.samples, options.threads)
    with _quiet_stdout(), _progress() as progress:
        task = progress.add_task("rendering", total=options.count)
        for number, done in enumerate(drill.render(options.out, wanted, quality, stop=options.stop), start=1):
            progress.update(task, description=done.image, completed=number)


def _progress() -> Progress:
    columns = (
        TextColumn("{task.description:<44}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=sys.stderr))


@contextlib.contextmanager
def _quiet_stdout() -> Iterator[None]:
    """Keep Blender's own log, written below Python, off the terminal."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


if __name__ == "__main__":
    main()
