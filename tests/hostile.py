"""Hostile, damaged and odd photo files, one of each kind, made small and quickly.

Bombs are real: their compressed streams hold what their headers promise, by repeating one compressed block.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

from gumsole.errors import PhotoFault

EMPTY = frozenset({PhotoFault.EMPTY})
UNSUPPORTED = frozenset({PhotoFault.UNSUPPORTED})
TOO_LARGE = frozenset({PhotoFault.TOO_LARGE})
UNREADABLE = frozenset({PhotoFault.UNREADABLE})
FINE: frozenset[PhotoFault | None] = frozenset({None})
DAMAGED: frozenset[PhotoFault | None] = frozenset({None, PhotoFault.UNREADABLE})

HEADER_DAMAGE = UNSUPPORTED | UNREADABLE


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, and the answers it may get: a fault, or None for being decoded."""

    name: str
    data: bytes
    answers: frozenset[PhotoFault | None]


def picture(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """A picture with edges, colors and texture everywhere, the same every time."""
    rng = np.random.default_rng(7)
    down, across = np.mgrid[0:height, 0:width]
    waves = [127 + 90 * np.sin(down / a + across / b) for a, b in ((9, 13), (17, -8), (5, 31))]
    noise = rng.integers(-30, 30, (height, width, 3))
    return Image.fromarray((np.stack(waves, axis=-1) + noise).clip(0, 255).astype(np.uint8)).convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of an image file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@lru_cache(maxsize=1)
def jpeg() -> bytes:
    """A good baseline JPEG."""
    return saved(picture(), "JPEG", quality=85)


# --- streams and structures ------------------------------------------------------------------------------


def zeros(count: int) -> bytes:
    """A zlib stream of `count` zero bytes, made from one compressed megabyte repeated."""
    block = 1 << 20
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    whole, rest = divmod(count, block)
    tail = zlib.compressobj(9, zlib.DEFLATED, -15)
    end = tail.compress(bytes(rest)) + tail.flush()
    repeated = b"\x78\xda" if whole == 0 else first + again * (whole - 1)
    adler = (count % 65521) << 16 | 1
    return repeated + end + struct.pack(">I", adler)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, *, depth: int = 8, color: int = 2, pixels: bytes, extra: bytes = b""
) -> bytes:
    """A PNG of any header, whatever its pixels are."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segments(*segments: bytes) -> bytes:
    """The good JPEG with more segments after its first marker."""
    return jpeg()[:2] + b"".join(segments) + jpeg()[2:]


def exif(*tags: tuple[int, int], count: int | None = None, next_directory: int = 0) -> bytes:
    """An EXIF segment with short values; `count` and `next_directory` may lie."""
    body = b"".join(struct.pack("<HHIHH", tag, 3, 1, value, 0) for tag, value in tags)
    directory = struct.pack("<H", len(tags) if count is None else count) + body
    return segment(
        0xE1, b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory + struct.pack("<I", next_directory)
    )


def claiming(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame header claims another size."""
    at = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def flipped(data: bytes, start: int, stop: int, count: int) -> bytes:
    """`count` random bytes between two places, the same every time."""
    rng = random.Random(3)
    out = bytearray(data)
    for _ in range(count):
        out[rng.randrange(start, stop)] = rng.randrange(256)
    return bytes(out)


def _scan_bomb() -> bytes:
    data = saved(picture(320, 240), "JPEG", progressive=True)
    last = data.rfind(b"\xff\xda")
    return data[:-2] + data[last:-2] * 800 + b"\xff\xd9"


def _colorless() -> bytes:
    data = bytearray(saved(picture(), "JPEG", progressive=True))
    data[data.find(b"\xff\xc2") + 9] = 0
    return bytes(data)


def _tiff(*tags: tuple[int, int], body: bytes = b"") -> bytes:
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + directory + struct.pack("<I", 0) + body


def _ico() -> bytes:
    inner = png(20_000, 20_000, pixels=zeros(20_000 * 60_001))
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 0, 0, 0, 0, 1, 32, len(inner), 22) + inner


def _apng() -> bytes:
    control = chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))
    return png(64, 64, pixels=zeros(64 * 193), extra=control)


def _bad_crc() -> bytes:
    data = bytearray(saved(picture().quantize(16), "PNG"))
    data[data.find(b"PLTE") + 7] ^= 1
    return bytes(data)


def _animated(kind: str) -> bytes:
    first = picture(48, 48)
    more = [Image.new("RGB", (48, 48), (shade, 0, 0)) for shade in range(0, 240, 8)]
    return saved(first, kind, save_all=True, append_images=more)


# --- the files -------------------------------------------------------------------------------------------


def files() -> Iterator[Hostile]:
    """Every kind of file that a door to the world gets to see."""
    yield from _nothing()
    yield from _cut()
    yield from _other_formats()
    yield from _bombs()
    yield from _shapes()
    yield from _metadata()
    yield from _odd_but_good()


def _nothing() -> Iterator[Hostile]:
    yield Hostile("zero bytes", b"", EMPTY)
    yield Hostile("one byte", b"\xff", UNSUPPORTED)
    yield Hostile("JPEG signature alone", b"\xff\xd8\xff", UNREADABLE)
    yield Hostile("random bytes", random.Random(1).randbytes(50_000), UNSUPPORTED)
    yield Hostile("text", b"not a photo at all\n" * 100, UNSUPPORTED)


def _cut() -> Iterator[Hostile]:
    good = saved(picture(400, 300), "JPEG", quality=85)
    scan = good.find(b"\xff\xda")
    yield Hostile("baseline JPEG cut in half", good[: len(good) // 2], UNREADABLE)
    yield Hostile("JPEG cut inside its tables", good[:300], UNREADABLE)
    yield Hostile("JPEG without its last byte", good[:-1], FINE)
    yield Hostile("JPEG without its end marker", good[:-2], FINE)
    yield Hostile("JPEG with flipped bytes in its pixels", flipped(good, scan + 20, len(good), 50), DAMAGED)
    yield Hostile("JPEG with flipped bytes in its header", flipped(good, 2, scan, 60), HEADER_DAMAGE)
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True}), ("AVIF", {})):
        data = saved(picture(200, 150), kind, **options)
        yield Hostile(f"{kind} cut in half", data[: len(data) // 2], UNREADABLE)
    yield Hostile("PNG palette with a wrong checksum", _bad_crc(), UNREADABLE)
    yield Hostile("HEIC header and nothing else", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", HEADER_DAMAGE)


def _other_formats() -> Iterator[Hostile]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>'
    others = {
        "HTML": b"<!doctype html><script>alert(1)</script>",
        "SVG that reads a file": svg,
        "SVG entity bomb": laughs,
        "PDF": b"%PDF-1.4\n1 0 obj<</MediaBox[0 0 90000 90000]>>endobj",
        "EPS with an endless loop": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{}loop\n",
        "ZIP": b"PK\x03\x04" + zeros(1 << 20),
        "ICO with a PNG bomb": _ico(),
        "TIFF, LZW": saved(picture(), "TIFF", compression="tiff_lzw"),
        "TIFF deflate bomb": _tiff(
            (256, 40_000), (257, 40_000), (259, 8), (273, 100), body=zeros(40_000 * 40_000)
        ),
        "TIFF with a rare compression": _tiff((256, 64), (257, 64), (259, 34_676), body=b"x" * 500),
        "TIFF directory that points to itself": b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
        "PSD": b"8BPS\0\x01" + bytes(6) + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3) + bytes(12),
        "OpenEXR": b"\x76\x2f\x31\x01" + random.Random(2).randbytes(400),
        "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + random.Random(2).randbytes(400),
        "BMP": saved(picture(), "BMP"),
    }
    for name, data in others.items():
        yield Hostile(name, data, UNSUPPORTED)


def _bombs() -> Iterator[Hostile]:
    yield Hostile("PNG 30000 x 30000", png(30_000, 30_000, pixels=zeros(30_000 * 90_001)), TOO_LARGE)
    one_bit = png(30_000, 30_000, depth=1, color=0, pixels=zeros(30_000 * 3_751))
    yield Hostile("PNG 30000 x 30000, one bit", one_bit, TOO_LARGE)
    deep = png(9_000, 9_000, depth=16, color=6, pixels=zeros(9_000 * 72_001))
    yield Hostile("PNG 9000 x 9000, 16 bit", deep, TOO_LARGE)
    yield Hostile(
        "PNG 7000 x 7000 with alpha", png(7_000, 7_000, color=6, pixels=zeros(7_000 * 28_001)), TOO_LARGE
    )
    yield Hostile("PNG header of 2147483647 squared", png(2**31 - 1, 2**31 - 1, pixels=b"x"), TOO_LARGE)
    yield Hostile("JPEG that claims 65535 x 65535", claiming(jpeg(), 65_535, 65_535), TOO_LARGE)
    yield Hostile("JPEG that claims 7000 x 7000", claiming(jpeg(), 7_000, 7_000), DAMAGED)
    progressive = saved(Image.new("RGB", (1_600, 1_200), (90, 30, 200)), "JPEG", progressive=True)
    yield Hostile("progressive JPEG of 50 MP with full chroma", _full_chroma(), TOO_LARGE)
    yield Hostile("progressive JPEG", progressive, FINE)
    yield Hostile("progressive JPEG with 800 scans", _scan_bomb(), UNREADABLE)
    canvas = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
    yield Hostile("GIF canvas of 65535 x 65535", canvas, TOO_LARGE)
    far = b"GIF89a\x20\0\x20\0\0\0\0,\xf0\xff\xf0\xff\x20\0\x20\0\0\x02\x02D\x01\0;"
    yield Hostile("GIF frame far outside its canvas", far, TOO_LARGE)
    wide = b"RIFF\x30\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0" + bytes(30)
    yield Hostile("WebP canvas of 16384 x 16384", wide, TOO_LARGE)
    yield Hostile("more bytes than allowed", jpeg() + bytes(12 << 20), TOO_LARGE)


def _full_chroma() -> bytes:
    small = saved(Image.new("RGB", (64, 64), (9, 9, 9)), "JPEG", progressive=True, subsampling=0)
    return claiming(small, 8_000, 6_000)


def _shapes() -> Iterator[Hostile]:
    yield Hostile("PNG of no width", png(0, 100, pixels=zeros(100)), UNREADABLE)
    yield Hostile("PNG of 1 x 1", png(1, 1, pixels=zeros(4)), UNREADABLE)
    yield Hostile("PNG of 1 x 20000", png(1, 20_000, pixels=zeros(80_000)), UNREADABLE)
    yield Hostile("JPEG of 20000 x 20", saved(Image.new("RGB", (20_000, 20)), "JPEG"), UNREADABLE)


def _metadata() -> Iterator[Hostile]:
    yield Hostile("EXIF that claims 65535 entries", with_segments(exif((0x0112, 6), count=65_535)), FINE)
    yield Hostile("EXIF of garbage", with_segments(segment(0xE1, b"Exif\0\0II*\0" + b"\xff" * 300)), FINE)
    yield Hostile("EXIF orientation 99", with_segments(exif((0x0112, 99))), FINE)
    yield Hostile("EXIF directories in a loop", with_segments(exif((0x0112, 6), next_directory=8)), FINE)
    yield Hostile("garbage color profile", with_segments(segment(0xE2, b"ICC_PROFILE\0\x01\x01junk")), FINE)
    text = chunk(b"zTXt", b"Comment\0\0" + zeros(200 << 20))
    yield Hostile("PNG text of 200 MB", png(64, 64, pixels=zeros(64 * 193), extra=text), FINE)
    profile = chunk(b"iCCP", b"p\0\0" + zeros(200 << 20))
    yield Hostile("PNG color profile of 200 MB", png(64, 64, pixels=zeros(64 * 193), extra=profile), DAMAGED)
    yield Hostile(
        "JPEG of endless segments", b"\xff\xd8" + segment(0xFE, b"") * 5_000 + jpeg()[2:], UNREADABLE
    )
    many = chunk(b"tEXt", b"") * 30_000
    yield Hostile("PNG of endless chunks", png(64, 64, pixels=zeros(64 * 193), extra=many), UNREADABLE)


def _odd_but_good() -> Iterator[Hostile]:
    yield Hostile("JPEG with a ZIP behind it", jpeg() + b"PK\x03\x04" + bytes(500), FINE)
    yield Hostile("PNG with HTML behind it", saved(picture(), "PNG") + b"<script>1</script>", FINE)
    yield Hostile("GIF that is JavaScript", b"GIF89a/*" + b"*/=1;alert(1);//" + bytes(8), UNREADABLE)
    yield Hostile("animated WebP", _animated("WEBP"), FINE)
    yield Hostile("animated GIF", _animated("GIF"), FINE)
    yield Hostile("APNG that claims 2147483647 frames", _apng(), FINE)
    yield Hostile("two JPEGs, as in MPO", jpeg() + saved(Image.new("RGB", (32, 32)), "JPEG"), FINE)
    yield Hostile("progressive JPEG without colors", _colorless(), UNREADABLE)
    yield Hostile("JPEG-LS", b"\xff\xd8" + segment(0xF7, bytes(11)) + b"\xff\xd9", UNREADABLE)
    yield Hostile("CMYK JPEG without a profile", saved(picture(mode="CMYK"), "JPEG"), FINE)
