"""What a photo file says before any pixel of it is decoded.

Headers are read by hand because a decoder may allocate the whole canvas on opening, and because metadata is
untrusted: what the decoder gets holds pixels, color profile and orientation, and nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gumsole.errors import BadPhoto, PhotoFault

# Cameras write a dozen JPEG segments, long color profiles and XMP a few hundred.
MAX_SEGMENTS = 1_000
# libpng writes pixels in chunks of 8 KiB, so 12 MiB make 1,500.
MAX_CHUNKS = 20_000
# EXIF 3.0 defines fewer than 100 tags for the first directory.
MAX_EXIF_TAGS = 512

ORIENTATION_TAG = 0x0112  # EXIF 3.0, table 4
EOI = b"\xff\xd9"

# ISO/IEC 23008-12 annex B and AV1-ISOBMFF brands.
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})

# Baseline, extended and progressive Huffman: what cameras and stores write.
JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
JPEG_PROGRESSIVE = 0xC2
JPEG_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xF7})
SOS = 0xDA

PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"IDAT", b"IEND"})


class Format(StrEnum):
    """The kinds of file that are accepted."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    GIF = "GIF"
    AVIF = "AVIF"
    HEIC = "HEIC"


@dataclass(frozen=True, slots=True)
class Container:
    """A file's header, and the bytes a decoder needs.

    Attributes
    ----------
    data : bytes
        Of a JPEG or PNG without comments, text, thumbnails, further pictures and trailing data.
    width, height : int
        Pixels as stored, before orientation; 0 where only the decoder can tell.
    exif : bytes
        A TIFF structure, or empty.
    scans : int
        Passes a JPEG decoder makes over the picture.
    coefficients : int
        DCT coefficients a JPEG decoder has to hold at once; 0 where it works row by row.
    cut : bool
        True if a JPEG ends without its end marker.
    """

    format: Format
    data: bytes
    width: int = 0
    height: int = 0
    exif: bytes = b""
    scans: int = 1
    coefficients: int = 0
    cut: bool = False


def sniff(data: bytes) -> Format | None:
    """The format that the first bytes announce, whatever the file is called."""
    match data[:4]:
        case b"\x89PNG" if data[:8] == b"\x89PNG\r\n\x1a\n":
            return Format.PNG
        case b"RIFF" if data[8:12] == b"WEBP":
            return Format.WEBP
        case b"GIF8" if data[:6] in {b"GIF87a", b"GIF89a"}:
            return Format.GIF
    if data[:3] == b"\xff\xd8\xff":
        return Format.JPEG
    return _brand(data) if data[4:8] == b"ftyp" else None


def _brand(data: bytes) -> Format | None:
    box = data[: min(int.from_bytes(data[:4]), 256)]
    brands = {data[8:12], *(box[at : at + 4] for at in range(16, len(box), 4))}
    if brands & AVIF_BRANDS:
        return Format.AVIF
    return Format.HEIC if data[8:12] in HEIC_BRANDS else None


def recognized(data: bytes) -> Format:
    """The format that the first bytes announce.

    Raises
    ------
    BadPhoto
        UNSUPPORTED, if they announce none that is accepted.
    """
    kind = sniff(data)
    if kind is None:
        raise BadPhoto(
            "the file is no photo that can be read here; send a JPEG, PNG, WebP, AVIF, GIF or HEIC file",
            PhotoFault.UNSUPPORTED,
        )
    return kind


def unwrap(data: bytes) -> Container:
    """Read the header of a photo file.

    Raises
    ------
    BadPhoto
        If the format is not accepted, or its header cannot be read.
    """
    kind = recognized(data)
    try:
        match kind:
            case Format.JPEG:
                return _jpeg(data)
            case Format.PNG:
                return _png(data)
            case Format.WEBP:
                return Container(kind, data, *_webp_size(data))
            case Format.GIF:
                return Container(kind, data, *_gif_size(data))
            case Format.AVIF | Format.HEIC:
                return Container(kind, data)
    except (struct.error, IndexError) as error:
        raise unreadable(f"the {kind} header ends too early") from error


def unreadable(what: str) -> BadPhoto:
    """The refusal of a damaged file; `what` never quotes its bytes."""
    return BadPhoto(f"{what}; save the photo again or send another one", PhotoFault.UNREADABLE)


# --- JPEG (ITU-T T.81, annex B) --------------------------------------------------------------------------


def _jpeg(data: bytes) -> Container:
    frame, exif, kept, scan = None, b"", [data[:2]], None
    for marker, start, end in _segments(data):
        if marker in JPEG_OTHER_FRAMES:
            raise unreadable(f"JPEG process {marker - 0xC0} is not baseline or progressive")
        if marker == SOS:
            scan = start
        elif marker in JPEG_FRAMES:
            frame = (marker, data[start + 4 : end])
        elif marker == 0xE1 and data[start + 4 : start + 10] == b"Exif\0\0":
            exif = exif or data[start + 10 : end]
        if marker != SOS and _is_needed(marker, data[start + 4 : start + 15]):
            kept.append(data[start:end])
    if frame is None or scan is None:
        raise unreadable("the JPEG holds no picture")
    end = data.find(EOI, scan)
    body = data[scan : end if end >= 0 else len(data)]
    height, width = struct.unpack_from(">xHH", frame[1])
    scans = body.count(b"\xff\xda")
    buffered = frame[0] == JPEG_PROGRESSIVE or scans > 1
    return Container(
        Format.JPEG,
        b"".join((*kept, body, EOI if end >= 0 else b"")),
        width,
        height,
        exif=exif,
        scans=scans,
        coefficients=_coefficients(frame[1]) if buffered else 0,
        cut=end < 0,
    )


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment up to the first scan."""
    at = 2
    for _ in range(MAX_SEGMENTS):
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data):
            return
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in {0x00, 0x01} or 0xD0 <= marker <= 0xD9:
            at += 2
        else:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
            yield marker, at, end
            if marker == SOS:
                return
            at = end
    raise unreadable(f"the JPEG has more than {MAX_SEGMENTS} segments before its picture")


def _is_needed(marker: int, head: bytes) -> bool:
    """True for tables, JFIF, color profile and Adobe's color transform; not for other metadata."""
    if marker == 0xE2:
        return head == b"ICC_PROFILE"
    return marker in {0xE0, 0xEE} or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _coefficients(frame: bytes) -> int:
    """DCT coefficients of all components of a frame header, after chroma subsampling."""
    height, width, count = struct.unpack_from(">xHHB", frame)
    factors = [(byte >> 4, byte & 15) for byte in frame[7 : 6 + 3 * count : 3]]
    if not factors:
        raise unreadable("the JPEG has no colors")
    widest, tallest = max(h for h, _ in factors), max(v for _, v in factors)
    samples = sum(h * v for h, v in factors) / max(1, widest * tallest)
    return int(width * height * samples)


# --- PNG (ISO/IEC 15948) ---------------------------------------------------------------------------------


def _png(data: bytes) -> Container:
    width, height = struct.unpack_from(">II", data, 16)
    kept, at = [data[:8]], 8
    for _ in range(MAX_CHUNKS):
        kind, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4])
        if kind in PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND" or at >= len(data):
            return Container(Format.PNG, b"".join(kept), width, height)
    raise unreadable(f"the PNG has more than {MAX_CHUNKS} chunks")


# --- WebP (RFC 9649) and GIF (GIF89a, sections 18 to 20) ---------------------------------------------------


def _webp_size(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise unreadable("the WebP holds no picture")


def _gif_size(data: bytes) -> tuple[int, int]:
    """The canvas, widened to hold the first frame, as decoders do."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    for _ in range(MAX_SEGMENTS):
        match data[at]:
            case 0x2C:
                left, top, across, down = struct.unpack_from("<HHHH", data, at + 1)
                return max(width, left + across), max(height, top + down)
            case 0x21:
                at = _after_blocks(data, at + 2)
            case _:
                break
    raise unreadable("the GIF holds no frame")


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


# --- EXIF orientation --------------------------------------------------------------------------------------


def orientation(exif: bytes) -> int:
    """EXIF orientation 1 to 8; 1 where there is none, or where the structure is damaged."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (directory,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, directory)
        for index in range(min(count, MAX_EXIF_TAGS)):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, directory + 2 + 12 * index)
            if tag == ORIENTATION_TAG:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1
