"""How a render becomes a shopper's picture: a phone's colors and noise, or a screenshot around it."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PIL.Image import Image as Photo

from tools.photography.designs import Pair

Edges = tuple[float, float, float, float]

WARM_GAIN = np.array([1.10, 1.0, 0.80])  # what a bulb does to a camera set for daylight
NOISE = 4.5  # standard deviation in 8-bit steps: a phone's small sensor indoors
SCREEN = (540, 1080)
PHOTO_TOP = 150
INK, MUTED = "#1d1d1f", "#8a8a8e"


def phone(render: Photo, *, warmth: float, seed: int) -> Photo:
    """Give a render the color cast, softness, vignette and noise of a phone indoors."""
    rgb = np.asarray(render.convert("RGB").filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float64)
    gain = 1 + (WARM_GAIN - 1) * warmth
    y, x = np.linspace(-1, 1, rgb.shape[0])[:, None], np.linspace(-1, 1, rgb.shape[1])[None, :]
    vignette = 1 - 0.13 * (x**2 + y**2) / 2
    draw = np.random.default_rng(seed)
    grain = draw.normal(0, NOISE, (*rgb.shape[:2], 1)) + draw.normal(0, NOISE * 0.6, rgb.shape)
    toned = 6 + (rgb * gain * vignette[..., None] + grain) * 0.97
    return Image.fromarray(np.clip(toned, 0, 255).astype(np.uint8))


def screenshot(render: Photo) -> Photo:
    """Put a render into a feed as a phone shows it: status bar, author, picture, hearts, words."""
    page = Image.new("RGB", SCREEN, "white")
    pen = ImageDraw.Draw(page)
    width = SCREEN[0]
    pen.text((34, 18), "9:41", fill=INK, font=_font(22))
    for bar in range(4):
        pen.rectangle((400 + bar * 9, 38 - 5 * bar - 4, 405 + bar * 9, 38), fill=INK)
    pen.rounded_rectangle((452, 20, 494, 40), 6, outline=INK, width=2)
    pen.rounded_rectangle((456, 24, 484, 36), 3, fill=INK)
    pen.ellipse((24, 82, 76, 134), fill="#c9b8a2")
    pen.ellipse((40, 94, 60, 114), fill="#f4efe7")
    pen.text((92, 86), "slow.rooms", fill=INK, font=_font(21))
    pen.text((92, 112), "Sunday corner", fill=MUTED, font=_font(17))
    for dot in range(3):
        pen.ellipse((width - 56 + dot * 11, 104, width - 51 + dot * 11, 109), fill=INK)
    page.paste(render.convert("RGB"), (0, PHOTO_TOP))
    low = PHOTO_TOP + render.height + 22
    _heart(pen, (42, low + 14))
    pen.ellipse((84, low, 114, low + 28), outline=INK, width=3)
    pen.polygon([(140, low + 2), (170, low + 12), (152, low + 28)], outline=INK, width=3)
    pen.polygon(
        [(486, low), (506, low), (506, low + 28), (496, low + 18), (486, low + 28)], outline=INK, width=3
    )
    pen.text((26, low + 48), "2,184 likes", fill=INK, font=_font(20))
    pen.text((26, low + 78), "slow.rooms  finally no straight line left", fill=INK, font=_font(19))
    pen.text((26, low + 108), "View all 63 comments", fill=MUTED, font=_font(18))
    pen.rounded_rectangle((180, SCREEN[1] - 22, 360, SCREEN[1] - 15), 4, fill=INK)
    return page


def box_in_screenshot(box: Edges, photo_size: Pair) -> Edges:
    """Move a subject's box from the render to the screenshot around it."""
    x, y, w, h = box
    across, down = photo_size[0] / SCREEN[0], photo_size[1] / SCREEN[1]
    return x * across, PHOTO_TOP / SCREEN[1] + y * down, w * across, h * down


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _heart(pen: ImageDraw.ImageDraw, middle: tuple[int, int]) -> None:
    x, y = middle
    pen.ellipse((x - 16, y - 13, x, y + 3), fill="#e0344b")
    pen.ellipse((x, y - 13, x + 16, y + 3), fill="#e0344b")
    pen.polygon([(x - 15, y - 1), (x + 15, y - 1), (x, y + 16)], fill="#e0344b")
