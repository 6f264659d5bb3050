"""Views as a phone would take them, composed from catalog photos, for calibration before any shopper came.

The product is cut out of its plain background, seen from a slightly other side, laid before something else,
lit, blurred and compressed. A photo that has surroundings of its own keeps them and is cropped instead.
Nothing here is random by itself: the generator that is handed in decides everything.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from gumsole.images.palette import cells
from gumsole.images.subject import find_subject
from gumsole.records import RGB, Background, Box

# Canvas of a view, pixels: the analysis looks at 256.
WIDTH, HEIGHT = 216, 288
# Long side of the product in shares of the canvas's width; above 1 it is cut by the frame, as phones do.
SCALE = (0.45, 1.15)
# How far from the middle, in shares of the canvas.
OFFSET = 0.12
TURN_DEGREES = 25.0
# Corners of the product wander by this share of its sides: seen from another height and side.
PERSPECTIVE = 0.14
# Share of views in which left and right change places: a product seen from its other side.
MIRRORED = 0.3
# Share of views before another photo of the catalog; the others lie on plain texture.
BEFORE_PHOTO = 0.6
# Blur of that other photo, pixels: its own product must not compete with the one that is meant.
DEFOCUS = (2.5, 9.0)
GAMMA = (0.75, 1.5)
# Light falls off across the frame by up to this share.
FALL_OFF = 0.45
# Warm indoor light: red gains, blue loses up to this share; daylight shade does the reverse, half as much.
CAST = 0.18
BLUR = (0.0, 1.8)  # pixels
NOISE = (1.0, 9.0)  # standard deviation, of 255
JPEG_QUALITY = (35, 85)
SHADOW = 0.45
# The mask is closed on a grid of this many squares a side.
_FILL_GRID = 64
# A photo without a plain background shows at least this share of each side.
_MIN_CROP = 0.55


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """A picture and how much of each pixel belongs to the product, both at the size of the canvas."""

    picture: Image.Image
    cover: Image.Image


def phone_view(photo: RGB, backdrop: RGB | None, random: Generator) -> bytes:
    """JPEG of the product of a catalog photo as a shopper might photograph it.

    Parameters
    ----------
    photo : ndarray of shape (h, w, 3), uint8
    backdrop : ndarray of shape (h, w, 3), uint8, or None
        A photo whose surroundings may be borrowed; None leaves plain textures.
    random : Generator
        Decides everything; equal states give equal bytes.
    """
    found = find_subject(cells(photo), None)
    if found.background is Background.BUSY:
        seen = _cropped(photo, random)
    else:
        behind = _behind(backdrop, random)
        seen = _laid_on(behind, _placed(photo, _filled(found.mask), found.boxes[0], random), random)
    return _taken(seen, random)


def _filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask without holes: what the border cannot reach belongs to the product, as light as it may be."""
    small = Image.fromarray(mask).resize((_FILL_GRID, _FILL_GRID), Image.Resampling.BOX)
    closed = np.pad(np.asarray(small), 1)
    outside = np.zeros_like(closed)
    outside[0, :] = outside[-1, :] = outside[:, 0] = outside[:, -1] = True
    count = 0
    while (grown := int(np.count_nonzero(outside))) != count:
        count = grown
        for axis in (0, 1):
            outside |= (np.roll(outside, 1, axis) | np.roll(outside, -1, axis)) & ~closed
    inner = Image.fromarray(~outside[1:-1]).resize(mask.shape[::-1], Image.Resampling.NEAREST)
    return np.asarray(mask | np.asarray(inner), np.bool_)


def _placed(photo: RGB, mask: NDArray[np.bool_], box: Box, random: Generator) -> _Scene:
    """The product on an empty canvas, turned, tilted and moved."""
    height, width = mask.shape
    left, top = box.x * width, box.y * height
    right, bottom = left + box.w * width, top + box.h * height
    source = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    if random.random() < MIRRORED:
        source = source[[1, 0, 3, 2]]
    scale = random.uniform(*SCALE) * WIDTH / max(right - left, bottom - top)
    half = np.array([right - left, bottom - top]) * scale / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    corners += random.uniform(-PERSPECTIVE, PERSPECTIVE, (4, 2)) * half * 2
    angle = np.radians(random.uniform(-TURN_DEGREES, TURN_DEGREES))
    turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    middle = np.array([WIDTH, HEIGHT]) * (0.5 + random.uniform(-OFFSET, OFFSET, 2))
    warp = _homography(corners @ turn + middle, source)
    alpha = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MinFilter(3))
    return _Scene(_warped(Image.fromarray(photo), warp), _warped(alpha, warp))


def _homography(target: NDArray[np.float64], source: NDArray[np.float64]) -> list[float]:
    """Eight numbers that lead from points of the target to those of the source, as Pillow takes them."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        wanted += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows), np.array(wanted))]


def _warped(image: Image.Image, warp: list[float]) -> Image.Image:
    return image.transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, warp, resample=Image.Resampling.BILINEAR
    )


def _behind(backdrop: RGB | None, random: Generator) -> Image.Image:
    """What the product stands before: part of another photo, out of focus, or a texture."""
    lent = random.random() < BEFORE_PHOTO
    if backdrop is None or not lent:
        return _texture(random)
    return _cropped(backdrop, random).filter(ImageFilter.GaussianBlur(random.uniform(*DEFOCUS)))


def _texture(random: Generator) -> Image.Image:
    """Cloth, wood or wall: one color that wanders in coarse and in fine steps."""
    color = random.uniform(50, 225) + random.normal(0, 18, 3)
    picture = np.zeros((HEIGHT, WIDTH, 3), np.float32) + color
    for grid, strength in ((int(random.integers(2, 8)), 30), (int(random.integers(20, 90)), 14)):
        down, across = (grid, grid) if random.random() < 0.5 else (grid, 2)
        rough = Image.fromarray(random.normal(0, strength, (down, across)).astype(np.float32))
        waves = rough.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        picture += np.asarray(waves)[..., None]
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def _cropped(photo: RGB, random: Generator) -> Image.Image:
    """A part of a photo with the canvas's proportions."""
    share = random.uniform(_MIN_CROP, 1.0)
    height, width = photo.shape[:2]
    across = min(width, height * WIDTH / HEIGHT) * share
    down = across * HEIGHT / WIDTH
    left, top = random.uniform(0, width - across), random.uniform(0, height - down)
    frame = (left, top, left + across, top + down)
    return Image.fromarray(photo).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=frame)


def _laid_on(behind: Image.Image, product: _Scene, random: Generator) -> Image.Image:
    """The product before its background, with the shadow it throws."""
    depth = random.uniform(0, SHADOW)
    shadow = product.cover.filter(ImageFilter.GaussianBlur(random.uniform(3, 10)))
    dark = 1 - depth * np.asarray(shadow, np.float32)[..., None] / 255
    ground = Image.fromarray((np.asarray(behind, np.float32) * dark).astype(np.uint8))
    ground.paste(product.picture, (0, 0), product.cover)
    return ground


def _taken(seen: Image.Image, random: Generator) -> bytes:
    """What a phone makes of it: light, cast, blur, noise, JPEG."""
    light = (np.asarray(seen, np.float32) / 255) ** random.uniform(*GAMMA) * 255
    toward = random.uniform(0, 2 * np.pi)
    across = np.linspace(-1, 1, WIDTH)[None, :] * np.cos(toward)
    down = np.linspace(-1, 1, HEIGHT)[:, None] * np.sin(toward)
    fall_off = 1 - random.uniform(0, FALL_OFF) * (across + down + 1.5) / 3
    warmth = random.uniform(-CAST / 2, CAST)
    picture = light * fall_off[..., None] * np.array([1 + warmth, 1, 1 - warmth])
    soft = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(random.uniform(*BLUR))
    )
    grain = random.standard_normal((HEIGHT, WIDTH, 3), np.float32) * random.uniform(*NOISE)
    noisy = np.clip(np.asarray(soft, np.float32) + grain, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(noisy).save(file, "JPEG", quality=int(random.integers(*JPEG_QUALITY)))
    return file.getvalue()
