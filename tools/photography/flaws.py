"""Catalog photos that are weak on purpose, as real catalogs have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps
from PIL.Image import Image as Photo

Kind = Literal["small", "dark", "blurred", "cropped", "busy", "badge", "border", "duplicate"]

SMALL_PX = 200
DARK_EXPOSURE = 0.3
BLUR_PX = 5.0
BADGE_COLOR, BORDER_COLOR = "#c8322b", "#1f2b4d"
BORDER_SHARE = 0.045


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one photo.

    Attributes
    ----------
    photo : str
        File name without its ending.
    same_as : str
        Of a duplicate: the photo, of another product, that was used in its place.
    """

    photo: str
    kind: Kind
    same_as: str = ""


FLAWS: tuple[Flaw, ...] = ()


def spoil(picture: Photo, kind: Kind) -> Photo:
    """Return the picture with its flaw; the busy ones and the duplicates are other photos already."""
    match kind:
        case "small":
            spoiled = picture.resize((SMALL_PX, SMALL_PX), Image.Resampling.LANCZOS)
        case "dark":
            spoiled = ImageEnhance.Brightness(picture).enhance(DARK_EXPOSURE)
        case "blurred":
            spoiled = picture.filter(ImageFilter.GaussianBlur(BLUR_PX))
        case "cropped":
            spoiled = _cropped(picture)
        case "badge":
            spoiled = _badged(picture)
        case "border":
            spoiled = _bordered(picture)
        case "busy" | "duplicate":
            spoiled = picture
    return spoiled


def _bordered(picture: Photo) -> Photo:
    edge = round(picture.width * BORDER_SHARE)
    inner = picture.resize((picture.width - 2 * edge, picture.height - 2 * edge), Image.Resampling.LANCZOS)
    return ImageOps.expand(inner, edge, fill=BORDER_COLOR)


def _cropped(picture: Photo) -> Photo:
    """Cut the product off at the right and below, as a hasty crop does."""
    side = round(picture.width * 0.68)
    return picture.crop((0, 0, side, side)).resize(picture.size, Image.Resampling.LANCZOS)


def _badged(picture: Photo) -> Photo:
    page = picture.copy()
    pen, side = ImageDraw.Draw(page), picture.width
    radius = round(side * 0.13)
    middle = (side - round(radius * 1.25), round(radius * 1.25))
    pen.ellipse(
        (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), fill=BADGE_COLOR
    )
    pen.text(middle, "-20%", fill="white", anchor="mm", font=ImageFont.load_default(size=radius * 0.72))
    pen.rectangle((0, side - round(side * 0.1), side, side), fill=BADGE_COLOR)
    words = "WINTER SALE  •  FREE SHIPPING"
    pen.text(
        (side / 2, side * 0.95),
        words,
        fill="white",
        anchor="mm",
        font=ImageFont.load_default(size=side * 0.05),
    )
    return page
