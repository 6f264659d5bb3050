"""A merchant's feed, whatever its kind, as products and offers, row by row."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from gumsole.catalog.items.defaults import Defaults
from gumsole.catalog.items.fields import Field, Raw, Vocabulary
from gumsole.catalog.items.maker import ItemMaker
from gumsole.catalog.items.prices import Prices
from gumsole.catalog.items.references import References
from gumsole.catalog.opening.source import ACCEPTED, Source, damage_told
from gumsole.catalog.opening.tables import read_header
from gumsole.catalog.readers.folder import read_folder
from gumsole.catalog.readers.google_xml import read_xml
from gumsole.catalog.readers.jsonl import read_jsonl
from gumsole.catalog.readers.kinds import Kind, Layout, recognize
from gumsole.catalog.readers.shopify import read_shopify
from gumsole.catalog.readers.table import read_table
from gumsole.catalog.readers.woocommerce import read_woocommerce
from gumsole.errors import BadFeed
from gumsole.records import CatalogItem, DefaultTaken, Rejected

ITEMS = "items.csv"
# Rows read ahead to refuse a hopeless feed at once, and to see which columns an XML or JSONL feed has.
PREVIEW_ROWS = 100


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """What the operator says about a feed.

    Attributes
    ----------
    currency : str, optional
        Of the feed's prices, ISO 4217; without it the feed must name its own.
    store_currency : str
        What the store's prices are in already; rows in another are rejected.
    mapping : mapping of str to str
        Columns of the merchant's own, to the field that each fills (`--map column=field`).
    photos : Path, optional
        Folder that relative photo paths start from; by default the feed's.
    address : str
        Where the feed was downloaded from; relative photo references start there, unless `photos` is given,
        and it may name no other file of this machine.
    buckets : frozenset of str
        Buckets of S3 that photos may lie in.
    roles : frozenset of str, optional
        Which rows of an `items.csv` count; by default `catalog`, or all where none is.
    decimal : str, optional
        "." or "," where prices leave it open; see `money` for what is assumed otherwise.
    encoding : str, optional
        Of the text, where it is neither UTF-8 nor UTF-16 with a byte order mark.
    """

    currency: str | None = None
    store_currency: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    photos: Path | None = None
    address: str = ""
    buckets: frozenset[str] = frozenset()
    roles: frozenset[str] | None = None
    decimal: str | None = None
    encoding: str | None = None


class Feed:
    """An open feed: iterate over it for its items and for what was rejected, in the order of its rows.

    An item comes first, then what had to be left out of it, as `Rejected` of the same row. Every iteration
    starts from the first row.
    """

    def __init__(self, source: Source, layout: Layout, options: FeedOptions) -> None:
        self.format = layout.kind.value
        self._source = source
        self._layout = layout
        self._options = options
        self._vocabulary = Vocabulary(options.mapping)
        self._has_availability = False
        self._start()
        self._preview()

    @property
    def currency(self) -> str:
        """The feed's one currency, ISO 4217; empty until a price tells it."""
        return self._prices.currency

    @property
    def defaults(self) -> tuple[DefaultTaken, ...]:
        """What the feed left open so far, and what it was taken to mean; complete after iteration."""
        return self._defaults.taken()

    @property
    def progress(self) -> float:
        """Share of the feed that was read, in [0, 1]."""
        return self._source.progress

    def __iter__(self) -> Iterator[CatalogItem | Rejected]:
        self._start()
        maker = self._maker()
        for raw in self._rows():
            if isinstance(raw, Rejected):
                yield raw
            else:
                yield from maker.make(raw)
        self._note_whole_feed()

    def _start(self) -> None:
        options = self._options
        self._defaults = Defaults()
        self._prices = Prices(
            options.currency or "", options.decimal or "", self._defaults, store=options.store_currency
        )

    def _maker(self) -> ItemMaker:
        folder, options = self._source.path.parent, self._options
        references = References(
            options.photos or folder,
            folder,
            any_local_path=not options.address,
            address="" if options.photos else options.address,
            buckets=options.buckets,
        )
        return ItemMaker(self._prices, references, self._defaults, has_availability=self._has_availability)

    def _preview(self) -> None:
        with closing(self._rows()) as rows:
            first = list(islice(rows, PREVIEW_ROWS))
        if not first:
            raise BadFeed(f"{self._source.path} has no products ({self.format}); {ACCEPTED}")
        raws = [raw for raw in first if isinstance(raw, Raw)]
        self._has_availability = any(Field.AVAILABILITY in raw.values for raw in raws)
        maker = self._maker()
        for raw in raws:
            for _ in maker.make(raw):
                pass
        self._start()

    def _rows(self) -> Generator[Raw | Rejected]:
        with damage_told(self._source.path), closing(self._read()) as rows:
            yield from rows

    def _read(self) -> Generator[Raw | Rejected]:
        source, header, vocabulary = self._source, self._layout.header, self._vocabulary
        match self._layout.kind:
            case Kind.GOOGLE_XML:
                return read_xml(source, vocabulary)
            case Kind.JSONL:
                return read_jsonl(source, vocabulary)
            case Kind.FOLDER:
                return read_folder(source, header, vocabulary, self._options.roles)
            case Kind.SHOPIFY:
                return read_shopify(source, header, vocabulary, self._defaults)
            case Kind.WOOCOMMERCE:
                return read_woocommerce(source, header, vocabulary, self._defaults)
            case _:
                return read_table(source, header, vocabulary)

    def _note_whole_feed(self) -> None:
        if self._source.repaired:
            self._defaults.note("encoding", "Windows-1252 in lines that are not UTF-8", self._source.repaired)
        for column in self._vocabulary.unmet:
            self._defaults.note("--map", f"the column {column!r} never came up", 0)


def open_feed(path: Path, options: FeedOptions | None = None) -> Feed:
    """Open a feed; its kind is told from its content.

    Parameters
    ----------
    path : Path
        A file, or a folder that holds an `items.csv`.
    options : FeedOptions, optional

    Raises
    ------
    NotFound
        If there is nothing at `path`.
    BadFeed
        If it is no feed, has no rows, or prices whose currency nothing tells.
    BadQuery
        If an option makes no sense.
    """
    options = options or FeedOptions()
    if not path.is_dir():
        source = Source(path, encoding=options.encoding or "")
        return Feed(source, recognize(source), options)
    items = path / ITEMS
    if not items.is_file():
        raise BadFeed(f"the folder {path} holds no {ITEMS}; name a feed file, or a folder with one")
    source = Source(items, encoding=options.encoding or "")
    return Feed(source, Layout(Kind.FOLDER, read_header(source.head)), options)
