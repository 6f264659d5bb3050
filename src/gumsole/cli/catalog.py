"""Commands that change what the store sells."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gumsole import assembly
from gumsole.catalog.feed import FeedOptions
from gumsole.catalog.fetch import is_remote
from gumsole.cli.doors import FAILED, settings_of, store_option, translated
from gumsole.cli.showing.progress import ingest_bar, print_estimate, print_ingested
from gumsole.errors import BadQuery
from gumsole.records import Shard


@click.command()
@click.argument("feed")
@store_option
@click.option(
    "--photos",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder that relative photo paths start from; the feed's own by default.",
)
@click.option("--currency", help="ISO 4217 code of the prices, where the feed names none.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Read a column of your own as a field; repeatable.",
)
@click.option(
    "--decimal", type=click.Choice([".", ","]), help="The decimal sign, where prices leave it open."
)
@click.option("--encoding", help="Of the feed, where it is neither UTF-8 nor UTF-16, such as shift_jis.")
@click.option("--source", help="Name of this feed's source; its path or URL by default.")
@click.option("--partial", is_flag=True, help="The feed names some products only: retire none.")
@click.option("--allow-retire", is_flag=True, help="Retire however many products are no longer named.")
@click.option("--allow-private", is_flag=True, default=None, help="Fetch photos from private addresses too.")
@click.option("--workers", type=int, help="Photos analyzed at once; 0 is one per core.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent to AWS, and about what it costs.")
@click.option(
    "--shard",
    metavar="I/N",
    help="Take the part I of N alone, I from 0; variants of a group are never apart.",
)
@translated
def ingest(
    feed: str,
    folder: Path,
    photos: Path | None,
    currency: str | None,
    mapping: tuple[str, ...],
    decimal: str | None,
    encoding: str | None,
    source: str | None,
    partial: bool,
    allow_retire: bool,
    allow_private: bool | None,
    workers: int | None,
    dry_run: bool,
    shard: str | None,
) -> None:
    """Read a merchant's FEED (a path, URL or s3://…) into the store: products, offers, photos, signals.

    The format is detected: Google Merchant (TSV, CSV, XML), Shopify or WooCommerce CSV, plain CSV, TSV or
    JSONL, or a folder with an items.csv; gzip too. Run it again at any time: what is there is skipped.

    \b
    gumsole ingest feed.xml --store my-store
    gumsole ingest export.csv --photos pictures/ --currency EUR --map "Art.-Nr.=id"
    gumsole ingest feed.xml --shard 0/16 --source feed
    """
    flags = {"currency": currency, "allow_private": allow_private, "workers": workers}
    settings = settings_of(folder, **flags).settings
    options = FeedOptions(
        currency=settings.currency or None,
        mapping=_mapping(mapping),
        photos=photos,
        decimal=decimal,
        encoding=encoding,
    )
    order = assembly.IngestOrder(
        feed=feed,
        options=options,
        source=source or (feed if is_remote(feed) else str(Path(feed).resolve())),
        partial=partial,
        allow_retire=allow_retire,
        shard=Shard.parse(shard) if shard is not None else None,
    )
    if dry_run:
        print_estimate(assembly.estimate_feed(folder, settings, order))
        return
    with ingest_bar() as show:
        done = assembly.ingest_feed(folder, settings, order, progress=show)
    print_ingested(done)
    if not done.summary.products and not order.shard:  # a part of a small feed may be empty
        sys.exit(FAILED)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, _, name = pair.rpartition("=")
        if not column or not name:
            raise BadQuery(f"--map takes COLUMN=FIELD, got {pair!r}")
        mapping[column] = name
    return mapping
