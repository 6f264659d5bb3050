"""A photo file becomes upright sRGB pixels, or is refused before it can do harm.

The limits bound time and memory of the worst file that is let through; they are checked on the header. A
decoder written in C cannot be interrupted from Python, so nothing here relies on a timeout.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageChops,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.images.container import EOI, Container, Format, orientation, recognized, unreadable, unwrap
from gumsole.records import RGB

# The worst files that pass, measured on one Zen 4 core: 12 MP from a camera 45 ms; JPEG of 50 MP 0.3 s and
# 160 MB, with 40 scans in 12 MiB 1.2 s; the others at 25 MP 0.3 to 0.7 s and 220 MB, WebP 400 MB because its
# decoder keeps three canvases.
MAX_BYTES = 12 << 20
MAX_PIXELS_JPEG = 50_000_000  # JPEG is decoded at 1/2, 1/4 or 1/8 of its size
MAX_PIXELS = 25_000_000  # every other format is decoded whole
MAX_COEFFICIENTS = 75_000_000  # 50 MP with 4:2:0 chroma; a progressive JPEG holds all of them at once
MAX_SCANS = 40  # libjpeg's own progressive script makes 10
MIN_SIDE = 16
MAX_ASPECT = 20
# The largest CMYK profiles in use (ISO Coated v2) have 1.8 MB.
MAX_ICC_BYTES = 2 << 20

# Decode at no less than one and a half times the wanted size before the last resize: a JPEG of 12 MP then
# takes a third of the time of a full decode.
REDUCING_GAP = 1.5

# Entropy-coded bytes without a marker: they change the picture unless it was complete before them.
NOISE = bytes(range(1, 251)) * 2

PLUGINS: dict[Format, type[ImageFile.ImageFile]] = {
    Format.JPEG: JpegImagePlugin.JpegImageFile,
    Format.PNG: PngImagePlugin.PngImageFile,
    Format.WEBP: WebPImagePlugin.WebPImageFile,
    Format.GIF: GifImagePlugin.GifImageFile,
    Format.AVIF: AvifImagePlugin.AvifImageFile,
}

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A photo's pixels, upright, in sRGB, over white.

    Attributes
    ----------
    rgb : ndarray of shape (h, w, 3), uint8
        Read-only; short side as asked for, or that of the original if it is smaller.
    luma : ndarray of shape (h, w), uint8
        Rec. 601, as JPEG defines it, of the same pixels.
    width, height : int
        Pixels of the original, upright.
    format : str
        JPEG, PNG, WebP, GIF, AVIF or HEIC.
    """

    rgb: RGB
    luma: NDArray[np.uint8]
    width: int
    height: int
    format: str


class Decoder(Protocol):
    """Decodes as `decode` does, here or elsewhere."""

    def __call__(self, data: bytes, *, short_side: int) -> Decoded:
        """A small upright sRGB picture; raises what `decode` raises."""
        ...


def decode(data: bytes, *, short_side: int = 256) -> Decoded:
    """Decode a photo to a small upright sRGB picture.

    Parameters
    ----------
    data : bytes
        A JPEG, PNG, WebP, AVIF or GIF file (its first frame), or HEIC with the extra `heic`.
    short_side : int
        Pixels of the result's shorter side; smaller photos keep their size.

    Raises
    ------
    BadPhoto
        EMPTY, UNSUPPORTED, TOO_LARGE (bytes or pixels) or UNREADABLE (damaged, too small, too narrow).
    """
    glance(data)
    container = unwrap(data)
    try:
        return _mended(container, short_side) if container.cut else _decoded(container, short_side)
    except BadPhoto:
        raise
    except (MemoryError, Image.DecompressionBombError):
        raise BadPhoto(
            f"the {container.format} needs too much memory; send a smaller one", PhotoFault.TOO_LARGE
        ) from None
    except Exception as error:  # damaged files make decoders raise nearly anything
        # Not chained: what a decoder says may quote the shopper's bytes.
        raise unreadable(f"the {container.format} is damaged ({type(error).__name__})") from None


def glance(data: bytes) -> Format:
    """The format of a photo, of which only the size and the first bytes are looked at.

    Raises
    ------
    BadPhoto
        EMPTY, UNSUPPORTED or TOO_LARGE (bytes).
    """
    if not data:
        raise BadPhoto("the photo is empty (0 bytes); send the file itself", PhotoFault.EMPTY)
    if len(data) > MAX_BYTES:
        message = f"the photo has {len(data):,} bytes, more than {MAX_BYTES:,}; send a smaller one"
        raise BadPhoto(message, PhotoFault.TOO_LARGE)
    return recognized(data)


def _mended(container: Container, short_side: int) -> Decoded:
    """Decode a JPEG without its end marker, if nothing else is missing.

    Decoders fill what is missing with gray and say nothing; but bytes put after a complete picture leave it
    as it is, while they change one that was cut.
    """
    body = container.data.removesuffix(b"\xff")
    first, second = (
        _decoded(replace(container, data=body + tail + EOI), short_side) for tail in (b"", NOISE)
    )
    if not np.array_equal(first.rgb, second.rgb):
        raise unreadable("the JPEG is cut off")
    return first


def _decoded(container: Container, short_side: int) -> Decoded:
    if container.format not in {Format.AVIF, Format.HEIC}:
        _check(container, container.width, container.height)
    with _opener(container.format)(io.BytesIO(container.data)) as image:
        width, height = image.size
        _check(container, width, height)
        turn = 1 if container.format is Format.HEIC else orientation(_exif(container, image))
        small = _to_srgb(_shrunk(image, short_side), image.info.get("icc_profile"))
    if turn in UPRIGHT:
        small = small.transpose(UPRIGHT[turn])
    if turn >= 5:
        width, height = height, width
    luma = np.asarray(small.convert("L"))
    return Decoded(np.asarray(small), luma, width, height, container.format.value)


def _exif(container: Container, image: Image.Image) -> bytes:
    return container.exif or image.info.get("exif") or b""


def _check(container: Container, width: int, height: int) -> None:
    """Refuse what would cost too much, or is too small to search with."""
    limit = MAX_PIXELS_JPEG if container.format is Format.JPEG else MAX_PIXELS
    if width * height > limit or container.coefficients > MAX_COEFFICIENTS:
        message = (
            f"the {container.format} of {width} x {height} pixels is too large to decode; send a smaller one"
        )
        raise BadPhoto(message, PhotoFault.TOO_LARGE)
    if min(width, height) < MIN_SIDE:
        raise unreadable(f"{width} x {height} pixels are too few, {MIN_SIDE} a side are needed")
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise unreadable(f"{width} x {height} pixels are too narrow, at most {MAX_ASPECT} : 1 is read")
    if container.scans > MAX_SCANS:
        raise unreadable(f"the JPEG has {container.scans} scans, more than {MAX_SCANS}")


def _opener(kind: Format) -> Callable[[io.BytesIO], ImageFile.ImageFile]:
    """The one decoder for a format: `Image.open` would try others, warn, and adapt MPO."""
    if kind is not Format.HEIC:
        return PLUGINS[kind]
    try:
        from pillow_heif import HeifImageFile  # noqa: PLC0415  an extra, wanted only when HEIC bytes come
    except ImportError:
        message = "HEIC photos need an extra: pip install 'gumsole[heic]', or send a JPEG"
        raise BadPhoto(message, PhotoFault.UNSUPPORTED) from None
    opener: Callable[[io.BytesIO], ImageFile.ImageFile] = HeifImageFile
    return opener


def _shrunk(image: Image.Image, short_side: int) -> Image.Image:
    """The picture at the wanted size, opaque, as L, RGB or CMYK."""
    scale = min(1.0, short_side / min(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image.draft(None, (int(size[0] * REDUCING_GAP), int(size[1] * REDUCING_GAP)))
    image.load()
    if image.mode.startswith("I;16"):
        image = _eight_bit(image)
    elif image.has_transparency_data:
        # Premultiplied, so that hidden colors of transparent pixels do not bleed into the edges.
        alpha = image if image.mode == "RGBA" else image.convert("RGBA")
        return _over_white(_resized(alpha.convert("RGBa"), size))
    elif image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("RGB")
    return _resized(image, size)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=REDUCING_GAP)


def _eight_bit(image: Image.Image) -> Image.Image:
    deep = np.asarray(image)
    gray = (deep >> 8).astype(np.uint8)
    hidden = image.info.get("transparency")
    if hidden is not None:
        gray[deep == hidden] = 255
    return Image.fromarray(gray)


def _over_white(premultiplied: Image.Image) -> Image.Image:
    *bands, alpha = premultiplied.split()
    veil = ImageChops.invert(alpha)
    return Image.merge("RGB", [ImageChops.add(band, veil) for band in bands])


def _to_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    transform = _transform(icc, image.mode) if icc and len(icc) <= MAX_ICC_BYTES else None
    if transform is not None:
        return ImageCms.applyTransform(image, transform) or image
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=8)
def _transform(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """How a profile's colors become sRGB; None if it is sRGB, damaged, or of another kind of picture."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return None
        return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError):
        return None
