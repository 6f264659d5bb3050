"""The demo: the main job on the catalog that ships with Gumsole."""

from __future__ import annotations

from pathlib import Path

import click

from gumsole import assembly
from gumsole import demo as shipped
from gumsole.catalog.feed import FeedOptions
from gumsole.cli.doors import settings_of, translated
from gumsole.cli.serve import ADDRESS, PORT, Manner, serve_at
from gumsole.cli.shop import write_sheet
from gumsole.cli.showing.progress import ingest_bar, print_ingested
from gumsole.cli.showing.view import View
from gumsole.cli.showing.words import Asked, counted_hits
from gumsole.settings import Settings

SOURCE = "demo"


@click.command()
@click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("gumsole-demo"),
    show_default=True,
    help="Folder of the demo store.",
)
@click.option("--serve", "serves", is_flag=True, help="Open the demo shop instead of trying searches.")
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Of the demo shop; 0: a free one.",
)
@translated
def demo(folder: Path, serves: bool, port: int) -> None:
    """Ingest the catalog that ships, and try three searches on it or open a shop.

    \b
    gumsole demo
    gumsole demo --serve
    """
    settings = settings_of(folder).settings
    with shipped.feed() as feed:
        order = assembly.IngestOrder(str(feed), FeedOptions(), SOURCE)
        with ingest_bar() as show:
            print_ingested(assembly.ingest_feed(folder, settings, order, progress=show))
    if serves:
        serve_at(folder, ADDRESS, port, Manner(demo=True))
    else:
        _try_all(folder, settings)


def _try_all(folder: Path, settings: Settings) -> None:
    with shipped.queries() as queries:
        photos = {photo.name: photo for photo in queries}
        with assembly.shop(folder, settings) as shop:
            view = View(shop)
            for search in shipped.WORTH_TRYING:
                _try(search, photos[search.photo], folder, shop, view)
        click.echo(f"\n{len(photos)} photos to search with lie in {queries[0].parent}; or take your own:")
        click.echo(f"  gumsole search PHOTO --store {folder} --html found.html")
        click.echo(f'  gumsole search PHOTO --store {folder} --words "in navy, under 500"')


def _try(search: shipped.Try, photo: Path, folder: Path, shop: assembly.Shop, view: View) -> None:
    data = photo.read_bytes()
    answer = shop.searcher.search(data)
    sheet = folder / f"like-{photo.stem}.html"
    write_sheet(sheet, view, answer, Asked(photo.name), photo=view.preview(data))
    click.echo(f"\n{search.why}")
    click.echo(f"  gumsole search {photo} --store {folder}")
    click.echo(f"  {answer.step.label}: {counted_hits(answer)}")
    for first in answer.hits[:1]:
        click.echo(f"  first, {first.band.word}: {first.product.title}")
    click.echo(f"  open {sheet}")
