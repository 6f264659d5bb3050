"""A photo file becomes upright sRGB pixels, or is refused before it can do harm."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from gumsole.errors import BadPhoto, PhotoFault
from gumsole.images import decode as decode_module
from gumsole.images.container import Format, orientation, sniff, unwrap
from gumsole.images.decode import MAX_BYTES, decode
from tests import hostile
from tests.hostile import Hostile, exif, picture, saved, segment, with_segments

ROOT = Path(__file__).parents[2]
FILES = list(hostile.files())


def answer(data: bytes) -> PhotoFault | None:
    try:
        decode(data)
    except BadPhoto as refusal:
        return refusal.fault
    return None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_hostile_file_gets_the_answer_it_deserves(file: Hostile) -> None:
    assert answer(file.data) in file.answers


def test_bombs_hold_what_their_headers_promise() -> None:
    for count in (5, (3 << 20) + 17):
        assert zlib.decompress(hostile.zeros(count)) == bytes(count)


# The largest bomb unpacks to 2.7 GB of pixels and the least to 112 MB; good pictures here need under 30 MB.
GROWTH_BYTES = 100 << 20
CPU_S = 60  # the kernel ends the child here: an endless loop fails instead of hanging

CHILD = f"""
import resource, sys
from tests import hostile
from gumsole.errors import BadPhoto
from gumsole.images.decode import decode
files = list(hostile.files())
decode(hostile.jpeg())
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_S}, {CPU_S}))
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before = peak()
for file in files:
    try:
        decode(file.data)
    except BadPhoto:
        pass
print(peak() - before)
"""


def test_all_hostile_files_together_stay_within_bounded_memory_and_time() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert int(done.stdout) < GROWTH_BYTES


@pytest.mark.parametrize(
    ("data", "fault", "words"),
    [
        (b"", PhotoFault.EMPTY, ["0 bytes", "send"]),
        (b"<script>secret</script>", PhotoFault.UNSUPPORTED, ["JPEG", "PNG", "WebP", "AVIF", "GIF", "HEIC"]),
        (bytes(MAX_BYTES + 1), PhotoFault.TOO_LARGE, ["12,582,913", "12,582,912", "smaller"]),
        (hostile.claiming(hostile.jpeg(), 60_000, 50_000), PhotoFault.TOO_LARGE, ["60000 x 50000"]),
        (saved(picture(8, 90), "PNG"), PhotoFault.UNREADABLE, ["8 x 90", "16"]),
        (saved(picture(20, 500), "PNG"), PhotoFault.UNREADABLE, ["20 x 500", "20 : 1"]),
        (saved(picture(), "PNG")[:200], PhotoFault.UNREADABLE, ["PNG", "damaged"]),
    ],
)
def test_a_refusal_says_what_is_wrong_with_which_value_and_what_to_do(
    data: bytes, fault: PhotoFault, words: list[str]
) -> None:
    with pytest.raises(BadPhoto) as caught:
        decode(data)
    message = str(caught.value)
    assert caught.value.fault is fault
    assert all(word in message for word in words), message
    assert "secret" not in message
    assert "send" in message


# --- what comes out --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "GIF", "AVIF"])
def test_every_format_decodes_to_the_same_picture(kind: str) -> None:
    source = picture(320, 200)
    decoded = decode(saved(source, kind.upper(), quality=90), short_side=100)
    assert decoded.format == kind
    assert (decoded.width, decoded.height) == (320, 200)
    assert decoded.rgb.shape == (100, 160, 3)
    assert decoded.rgb.dtype == np.uint8
    expected = np.asarray(source.resize((160, 100), Image.Resampling.BICUBIC), np.float64)
    # Lossy formats and the palette of GIF move a level by less than this on average.
    assert np.abs(decoded.rgb - expected).mean() < 12


def test_heic_is_decoded_where_its_extra_is_installed() -> None:
    heif = pytest.importorskip("pillow_heif", reason="pip install 'gumsole[heic]'")
    file = io.BytesIO()
    heif.from_pillow(picture(320, 200)).save(file, quality=90)
    decoded = decode(file.getvalue(), short_side=100)
    assert (decoded.format, decoded.width, decoded.height) == ("HEIC", 320, 200)
    assert decoded.rgb.shape == (100, 160, 3)


def test_heic_without_its_extra_is_refused_with_the_name_of_the_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # how Python itself marks a module as missing
    with pytest.raises(BadPhoto, match=r"gumsole\[heic\]") as caught:
        decode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    assert caught.value.fault is PhotoFault.UNSUPPORTED


def test_a_small_photo_is_never_enlarged() -> None:
    assert decode(saved(picture(60, 40), "PNG")).rgb.shape == (40, 60, 3)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_exif_orientation_comes_out_upright(turn: int) -> None:
    upright = np.zeros((48, 80, 3), np.uint8)
    upright[:24, :40] = (255, 0, 0)
    upright[24:, 40:] = (0, 0, 255)
    # The stored pixels that each orientation turns into the upright picture (EXIF 3.0, tag 274).
    rows, columns = upright, upright.transpose(1, 0, 2)
    stored = {
        1: rows, 2: rows[:, ::-1], 3: rows[::-1, ::-1], 4: rows[::-1],
        5: columns, 6: columns[::-1], 7: columns[::-1, ::-1], 8: columns[:, ::-1],
    }[turn]  # fmt: skip
    plain = saved(Image.fromarray(np.ascontiguousarray(stored)), "JPEG", quality=95, subsampling=0)
    decoded = decode(plain[:2] + exif((0x0112, turn)) + plain[2:])
    assert (decoded.width, decoded.height) == (80, 48)
    assert np.abs(decoded.rgb.astype(int) - upright).mean() < 4


def test_orientation_is_read_from_png_webp_and_big_endian_exif_too() -> None:
    tag = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    assert orientation(tag) == 6
    for kind in ("PNG", "WEBP", "AVIF"):
        decoded = decode(saved(picture(60, 40), kind, exif=b"Exif\0\0" + tag))
        assert (decoded.width, decoded.height) == (40, 60), kind


def test_transparent_pixels_turn_white_and_do_not_bleed_their_hidden_color() -> None:
    shown = np.zeros((400, 400, 4), np.uint8)
    shown[..., :3] = (255, 0, 0)  # hidden red everywhere
    shown[100:300, 100:300] = (0, 0, 255, 255)
    rgb = decode(saved(Image.fromarray(shown), "PNG"), short_side=97).rgb
    assert tuple(rgb[0, 0]) == (255, 255, 255)
    assert tuple(rgb[48, 48]) == (0, 0, 255)
    # Between blue and white red and green are equal; hidden red would lift red above green.
    assert np.abs(rgb[..., 0].astype(int) - rgb[..., 1]).max() <= 1


def _palette_with_alpha() -> bytes:
    image = Image.new("P", (40, 40), 1)
    image.putpalette([0, 0, 0, 200, 0, 0])
    image.paste(0, (0, 0, 20, 40))
    return saved(image, "PNG", transparency=b"\x00\x80")


def _gray_with_alpha() -> bytes:
    image = Image.new("LA", (40, 40), (100, 128))
    image.paste((0, 0), (0, 0, 20, 40))
    return saved(image, "PNG")


Color = int | tuple[int, int, int]


def _keyed(mode: str, keyed: Color, other: Color, key: Color) -> bytes:
    image = Image.new(mode, (40, 40), other)
    image.paste(keyed, (0, 0, 20, 40))
    return saved(image, "PNG", transparency=key)


def _deep_gray(key: int | None) -> bytes:
    deep = np.full((40, 40), 0x6400, np.uint16)
    deep[:, :20] = 0x00FF if key is not None else 0xFFFF
    options = {} if key is None else {"transparency": key}
    return saved(Image.fromarray(deep), "PNG", **options)


# Left half transparent or white, right half as said: over white, 128/255 of 200, 0, 0 is 227, 127, 127.
@pytest.mark.parametrize(
    ("data", "right"),
    [
        (_palette_with_alpha(), (227, 127, 127)),
        (_gray_with_alpha(), (177, 177, 177)),
        (_keyed("RGB", (1, 2, 3), (9, 99, 199), (1, 2, 3)), (9, 99, 199)),
        (_keyed("L", 3, 99, 3), (99, 99, 99)),
        (_keyed("1", 0, 1, 0), (255, 255, 255)),
        (_keyed("P", 0, 0, 0), (255, 255, 255)),
        (_deep_gray(None), (100, 100, 100)),
        (_deep_gray(0x00FF), (100, 100, 100)),
    ],
    ids=[
        "palette",
        "gray+alpha",
        "keyed color",
        "keyed gray",
        "keyed bit",
        "keyed index",
        "16 bit",
        "16 bit keyed",
    ],
)
def test_every_kind_of_transparency_and_depth_ends_over_white(
    data: bytes, right: tuple[int, int, int]
) -> None:
    rgb = decode(data).rgb
    assert tuple(rgb[20, 5]) == (255, 255, 255)
    np.testing.assert_allclose(rgb[20, 35], right, atol=1)


def test_cmyk_and_gray_become_rgb() -> None:
    assert tuple(decode(saved(Image.new("CMYK", (40, 40), (0, 0, 0, 0)), "JPEG")).rgb[0, 0]) == (
        255,
        255,
        255,
    )
    np.testing.assert_allclose(decode(saved(Image.new("L", (40, 40), 77), "JPEG")).rgb[9, 9], 77, atol=1)


# --- color profiles --------------------------------------------------------------------------------------


def _profile(name: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()  # type: ignore[arg-type]


def swapped_profile() -> bytes:
    """The sRGB profile with the red and green primaries exchanged, under another name."""
    icc = bytearray(_profile("sRGB"))
    tags = {bytes(icc[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(icc[128:132]), 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    icc[red : red + 4], icc[green : green + 4] = icc[green : green + 4], icc[red : red + 4]
    return bytes(icc).replace(b"s\0R\0G\0B", b"t\0e\0s\0t").replace(b"sRGB", b"test")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_colors_of_another_profile_become_srgb(kind: str) -> None:
    red = Image.new("RGB", (64, 64), (255, 0, 0))
    rgb = decode(saved(red, kind, icc_profile=swapped_profile())).rgb
    np.testing.assert_allclose(rgb[9, 9], (0, 255, 0), atol=6)


@pytest.mark.parametrize(
    ("profile", "mode"),
    [("sRGB", "RGB"), ("junk", "RGB"), ("huge", "RGB"), ("swapped", "L")],
)
def test_srgb_broken_oversized_and_mismatched_profiles_change_nothing(profile: str, mode: str) -> None:
    icc = {
        "sRGB": _profile("sRGB"),
        "junk": b"junk" * 50,
        "huge": bytes((2 << 20) + 1),
        "swapped": swapped_profile(),
    }[profile]
    image = picture(64, 64, mode)
    with_profile, without = saved(image, "JPEG", icc_profile=icc), saved(image, "JPEG")
    np.testing.assert_array_equal(decode(with_profile).rgb, decode(without).rgb)


# --- metadata, headers -----------------------------------------------------------------------------------


def test_what_a_decoder_gets_of_jpeg_and_png_holds_no_metadata() -> None:
    secret = b"GPS 52.1 4.3 secret"
    photo = with_segments(
        exif((0x0112, 6)), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + secret), segment(0xFE, secret),
        segment(0xED, secret), segment(0xE2, b"MPF\0" + secret),
    )  # fmt: skip
    container = unwrap(photo + secret)
    assert secret not in container.data
    assert orientation(container.exif) == 6
    text = saved(picture(), "PNG")[:33] + hostile.chunk(b"tEXt", b"Comment\0" + secret)
    assert secret not in unwrap(text + saved(picture(), "PNG")[33:]).data


def test_a_thumbnail_inside_exif_is_no_scan_and_no_frame() -> None:
    inner = saved(Image.new("RGB", (32, 16)), "JPEG")
    photo = with_segments(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0" + inner))
    container = unwrap(photo)
    assert (container.width, container.height, container.scans) == (96, 64, 1)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", Format.JPEG),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1", Format.AVIF),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", Format.AVIF),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format.HEIC),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", None),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"GIF88a", None),
        (b"\x89PNG\n\n\n\n", None),
    ],
)
def test_formats_are_known_by_their_first_bytes(data: bytes, kind: Format | None) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize("options", [{"lossless": True}, {"lossless": False}, {"exif": b"Exif\0\0II*\0"}])
def test_every_kind_of_webp_header_tells_its_size(options: dict[str, object]) -> None:
    container = unwrap(saved(picture(97, 61), "WEBP", **options))
    assert (container.width, container.height) == (97, 61)


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\0\0\0\0WEBPJUNK" + bytes(40),
        b"GIF89a\x20\0\x20\0\0\0\0\x99" + bytes(20),
        b"GIF89a\x20\0\x20\0\0\0\0" + b"!\xfe\0" * 2_000,
        b"\x89PNG\r\n\x1a\n\0\0",
        hostile.jpeg()[:2] + segment(0xC0, b"\x08\0") + segment(0xDA, b""),
    ],
    ids=["WebP without picture", "GIF junk", "GIF of endless comments", "PNG stub", "JPEG stub"],
)
def test_headers_that_make_no_sense_are_unreadable(data: bytes) -> None:
    assert answer(data) is PhotoFault.UNREADABLE


@pytest.mark.parametrize(
    "tiff", [b"", b"II*\0", b"XX*\0\x08\0\0\0", b"II*\0\xff\xff\xff\x7f", b"II*\0\x08\0\0\0\0\0"]
)
def test_damaged_exif_means_upright(tiff: bytes) -> None:
    assert orientation(tiff) == 1


def test_fill_bytes_and_restart_markers_between_segments_are_passed_over() -> None:
    photo = hostile.jpeg()[:2] + b"\xff\xff\xff\xd0\x00" + hostile.jpeg()[2:]
    assert answer(photo) is None


def test_running_out_of_memory_is_told_as_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(
        decode_module, "_shrunk", greedy
    )  # no file that passes the limits exhausts a test machine
    with pytest.raises(BadPhoto, match="too much memory") as caught:
        decode(hostile.jpeg())
    assert caught.value.fault is PhotoFault.TOO_LARGE


# --- any bytes at all --------------------------------------------------------------------------------------

SEEDS = [
    saved(picture(40, 30), "JPEG"),
    saved(picture(40, 30), "JPEG", progressive=True),
    saved(picture(40, 30), "PNG"),
    saved(picture(40, 30), "WEBP"),
    saved(picture(40, 30), "GIF"),
    saved(picture(40, 30), "AVIF"),
]
SIGNATURES = [seed[:16] for seed in SEEDS]


@settings(max_examples=150)
@given(st.sampled_from([b"", *SIGNATURES]), st.binary(max_size=400))
def test_random_bytes_behind_any_signature_are_only_ever_refused_properly(head: bytes, tail: bytes) -> None:
    answer(head + tail)


@settings(max_examples=250)
@given(
    st.sampled_from(SEEDS),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 7)), max_size=8),
)
def test_any_cut_and_any_flipped_bits_are_decoded_or_refused_properly(
    seed: bytes, keep: float, flips: list[tuple[float, int]]
) -> None:
    data = bytearray(seed[: round(keep * len(seed))])
    for place, bit in flips:
        if data:
            data[round(place * (len(data) - 1))] ^= 1 << bit
    answer(bytes(data))


def test_threads_with_warnings_as_errors_all_get_the_same_pixels() -> None:
    expected = {seed: decode(seed).rgb.tobytes() for seed in SEEDS}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda seed: decode(seed).rgb.tobytes(), SEEDS * 12))
    assert found == [expected[seed] for seed in SEEDS * 12]


def test_luma_is_that_of_rec_601() -> None:
    # 0.299 R + 0.587 G + 0.114 B, rounded.
    flat = Image.new("RGB", (20, 20), (10, 20, 30))
    flat.paste((255, 0, 0), (0, 0, 20, 10))
    luma = decode(saved(flat, "PNG")).luma
    assert (luma[0, 0], luma[19, 19]) == (76, 18)
