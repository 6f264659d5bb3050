"""What a photo says, and what is remembered of where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gumsole.records.arrays import Vector


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
    """Something a service says it saw.

    Attributes
    ----------
    confidence : float
        In [0, 1].
    parents : tuple of str
        Wider labels, such as Furniture of Couch.
    categories : tuple of str
        Of the service's own taxonomy.
    boxes : tuple of Box
        Where it was seen, once for each time; only common objects have any.
    """

    name: str
    confidence: float
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Labeling:
    """What a service said of a photo.

    Attributes
    ----------
    model : str
        Service and version of its model, such as `rekognition-3.0`.
    labels : tuple of Label
        Most confident first.
    foreground, background : tuple of Swatch
        Dominant colors, largest share first.
    brightness, sharpness, contrast : float or None
        Of the foreground, in [0, 100]; None where the service did not say.
    """

    model: str
    labels: tuple[Label, ...]
    foreground: tuple[Swatch, ...] = ()
    background: tuple[Swatch, ...] = ()
    brightness: float | None = None
    sharpness: float | None = None
    contrast: float | None = None


@dataclass(frozen=True, slots=True)
class Moderation:
    """What a service found unfit to be shown in a photo; no labels where nothing was."""

    model: str
    labels: tuple[Label, ...]


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
    labeling : Labeling or None
        What a service outside said; of catalog photos it is kept apart from these, see `store.labelings`.
    """

    embedding: Vector
    color: Vector
    palette: tuple[Swatch, ...]
    boxes: tuple[Box, ...]
    quality: Quality
    fingerprint: int
    labeling: Labeling | None = None
