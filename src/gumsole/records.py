"""What travels between the rooms: frozen, typed, without behavior of its own.

Money is an integer count of the currency's minor unit (ISO 4217). Times are UTC Unix seconds. A photo is
known by the SHA-256 of its bytes. Boxes are fractions of the frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]  # H×W×3, sRGB
Vector = NDArray[np.float32]  # (d,)
Matrix = NDArray[np.float32]  # (n, d)


# --- catalog ---------------------------------------------------------------------------------------------


class Availability(StrEnum):
    """Whether a product can be bought, as feeds say it."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"
    BACKORDER = "backorder"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Product:
    """What a product is; what it costs and whether it can be bought is its `Offer`.

    Attributes
    ----------
    sku : str
        The merchant's id, unique in the store.
    group : str
        `item_group_id`; variants share it. The sku itself where the feed names none.
    category : tuple of str
        A path, root first; empty where the feed names none.
    attributes : mapping of str to str
        color, size, material, pattern, gender, age_group, condition; only those the feed fills.
    photos : tuple of str
        Absolute paths, `file://` or http(s) URLs, best first.
    """

    sku: str
    group: str
    title: str = ""
    description: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    gtin: str = ""
    link: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What a product costs and whether it can be bought; changes often, never touches signals.

    Attributes
    ----------
    price, sale_price, cost : int or None
        Minor units of the store's currency; None is unknown.
    sale_from, sale_until : float or None
        Unix seconds between which `sale_price` holds; None is open-ended.
    quantity : int or None
        Pieces left; None is unknown.
    ships_to : tuple of str
        ISO 3166 country codes; empty is everywhere.
    popularity : float or None
        The merchant's own measure, higher sells better.
    available_from, last_sold_at, updated_at : float or None
        Unix seconds.
    """

    sku: str
    availability: Availability = Availability.UNKNOWN
    price: int | None = None
    sale_price: int | None = None
    sale_from: float | None = None
    sale_until: float | None = None
    quantity: int | None = None
    cost: int | None = None
    ships_to: tuple[str, ...] = ()
    available_from: float | None = None
    popularity: float | None = None
    units_sold_30d: int | None = None
    last_sold_at: float | None = None
    updated_at: float | None = None

    @property
    def in_stock(self) -> bool:
        """True if it can be bought and shipped now; unknown is never in stock."""
        return self.availability is Availability.IN_STOCK and self.quantity != 0

    def price_at(self, now_s: float) -> int | None:
        """Price asked at `now_s`, minor units: the sale price while its period holds."""
        begun = self.sale_from is None or self.sale_from <= now_s
        over = self.sale_until is not None and now_s >= self.sale_until
        return self.sale_price if self.sale_price is not None and begun and not over else self.price


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One row of a feed that could be read."""

    product: Product
    offer: Offer
    row: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row of a feed that could not be read, and why.

    Attributes
    ----------
    row : int
        1 for the first item of the feed; 0 where no single row is to blame.
    field : str
        The column or attribute at fault.
    reason : str
        What is wrong with which value.
    """

    row: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class DefaultTaken:
    """Something the feed left open, and what Gumsole took it to mean; counted, shown by ingest and doctor."""

    field: str
    meaning: str
    rows: int


# --- photos ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a photo's address, so that unchanged bytes need not be read again.

    Attributes
    ----------
    hash : str
        SHA-256 of the bytes, lower-case hex.
    etag, last_modified : str or None
        As the host sent them; None for files.
    size : int or None
        Bytes.
    mtime_ns : int or None
        Modification time of a local file, nanoseconds; None for remote photos.
    """

    hash: str
    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the frame: left, top, width and height in [0, 1]."""

    x: float
    y: float
    w: float
    h: float

    @property
    def share(self) -> float:
        """Fraction of the frame it covers."""
        return self.w * self.h


WHOLE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Swatch:
    """One color of a product's palette.

    Attributes
    ----------
    lab : tuple of float
        CIELAB, D65: L in [0, 100]; a, b roughly in [-128, 127].
    share : float
        Fraction of the subject's pixels, in (0, 1].
    name : str
        The nearest color name of the basic palette.
    """

    lab: tuple[float, float, float]
    share: float
    name: str


class Background(StrEnum):
    """What stands behind the product."""

    WHITE = "white"
    PLAIN = "plain"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a photo is, measured without a model.

    Attributes
    ----------
    width, height : int
        Pixels of the original, upright.
    sharpness : float
        Variance of the Laplacian of luma at 256 px short side, luma in [0, 255].
    exposure : float
        Mean luma of the subject, in [0, 1].
    clipped : float
        Share of pixels at either end of the luma range, in [0, 1], background of packshots apart.
    contrast : float
        Standard deviation of luma, in [0, 0.5].
    fill : float
        Share of the frame that the subject's box covers, in [0, 1].
    edge_touch : float
        Share of the frame's border that the subject covers, in [0, 1].
    background : Background
    """

    width: int
    height: int
    sharpness: float
    exposure: float
    clipped: float
    contrast: float
    fill: float
    edge_touch: float
    background: Background


@dataclass(frozen=True, slots=True)
class Label:
    """Something an image service says it saw."""

    name: str
    confidence: float
    parents: tuple[str, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What one photo says, computed once per content hash.

    Attributes
    ----------
    embedding : ndarray of shape (d,), float32
        Unit length, not centered: the passport's means are applied by the index and the search.
    color : ndarray of shape (c,), float32
        Soft CIELAB histogram of the subject, unit length, nowhere negative.
    palette : tuple of Swatch
        At most six, largest share first.
    boxes : tuple of Box
        Where the subject is, best first; up to three for busy photos; never empty.
    quality : Quality
    fingerprint : int
        64-bit perceptual hash.
    labels : tuple of Label
    """

    embedding: Vector
    color: Vector
    palette: tuple[Swatch, ...]
    boxes: tuple[Box, ...]
    quality: Quality
    fingerprint: int
    labels: tuple[Label, ...] = ()


# --- index -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Passport:
    """What an index was built with; a query made with another passport is refused.

    Attributes
    ----------
    encoder : str
        Id of the encoder, such as `lite0-1`.
    encoder_hash : str
        SHA-256 of its file.
    preprocessing : int
        Version of the analysis that leads from bytes to signals.
    dimension, color_dimension : int
        Lengths of the two channels.
    color_weight : float
        Default share of color in the similarity, in [0, 1].
    catalog_mean, upload_mean : ndarray of shape (dimension,), float32
        Subtracted from catalog and upload embeddings before they are compared.
    calibrated_at : float
        Unix seconds.
    calibrated_on : int
        Count of catalog photos behind the means.
    """

    encoder: str
    encoder_hash: str
    preprocessing: int
    dimension: int
    color_dimension: int
    color_weight: float
    catalog_mean: Vector
    upload_mean: Vector
    calibrated_at: float
    calibrated_on: int


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One photo of one product, as an index holds it.

    Attributes
    ----------
    id : int
        Of the photo's place on the product, unique in the store, positive.
    embedding, color : ndarray, float32
        Centered and unit length; color may be all zero.
    """

    id: int
    group: str
    category: tuple[str, ...]
    brand: str
    embedding: Vector
    color: Vector
    offer: Offer


@dataclass(frozen=True, slots=True)
class Filter:
    """What a hit must satisfy; all of it at once, on live offers. Empty means no condition.

    Attributes
    ----------
    categories : tuple of paths
        The product's category must begin with one of these paths.
    brands : tuple of str
        The product's brand, exactly.
    min_price, max_price : int or None
        Minor units, both inclusive; a product without a price satisfies neither.
    in_stock : bool
        Only what can be bought and shipped now.
    """

    categories: tuple[tuple[str, ...], ...] = ()
    brands: tuple[str, ...] = ()
    min_price: int | None = None
    max_price: int | None = None
    in_stock: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class VectorQuery:
    """What an index is asked.

    Attributes
    ----------
    embedding, color : ndarray, float32
        Centered and unit length; color may be all zero.
    color_weight : float
        Share of color in the similarity, in [0, 1].
    groups : int
        How many distinct groups to find at least; fewer come back only when fewer match.
    """

    embedding: Vector
    color: Vector
    color_weight: float
    filter: Filter = Filter()
    groups: int = 200


@dataclass(frozen=True, slots=True, eq=False)
class Neighbors:
    """Photos near a query, nearest first; ties by ascending id.

    Attributes
    ----------
    ids : ndarray of shape (n,), int64
        Of entries.
    groups : ndarray of shape (n,), int64
        Equal where two entries are of one group; without meaning beyond this record.
    similarity : ndarray of shape (n,), float32
        (1 - w) * shape + w * color for the query's color weight w.
    shape, color : ndarray of shape (n,), float32
        Cosines of the two channels, in [-1, 1].
    """

    ids: NDArray[np.int64]
    groups: NDArray[np.int64]
    similarity: Vector
    shape: Vector
    color: Vector


# --- search ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product group with its best photo for this query.

    Attributes
    ----------
    group, sku : str
        The group, and the variant whose photo was nearest.
    photo : str
        Content hash of that photo.
    similarity, shape, color : float
        As in `Neighbors`.
    """

    group: str
    sku: str
    photo: str
    similarity: float
    shape: float
    color: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A product as shown to the shopper."""

    candidate: Candidate
    product: Product
    offer: Offer


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of wall time of one stage."""

    stage: str
    ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives back."""

    hits: tuple[Hit, ...]
    boxes: tuple[Box, ...]
    palette: tuple[Swatch, ...]
    timings: tuple[Timing, ...]
