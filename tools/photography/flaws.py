"""Catalog photos that are weak on purpose, as real catalogs have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps
from PIL.Image import Image as Photo

from tools.photography.lifestyle import LIFESTYLE

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


# Main photos end in "three-quarter". No query shows any of these, but for three fronts: the cognac sofa, the
# black teapot and the beige bean bag have to be found by their other photo.
WEAK: Mapping[Kind, tuple[str, ...]] = {
    "small": (
        "wexford-camelback-loveseat-rust-front",
        "hosta-upholstered-chair-forest-green-front",
        "alp-tall-teapot-mustard-three-quarter",
        "storey-two-tier-table-oak-front",
        "meridian-wall-clock-navy-front",
    ),
    "dark": (
        "marlow-chesterfield-sofa-cognac-front",
        "rondel-swivel-chair-cream-front",
        "vault-arched-shelf-sage-front",
        "stem-bottle-vase-white-three-quarter",
        "plissee-pleated-pendant-rust-front",
    ),
    "blurred": (
        "sencha-low-teapot-black-front",
        "toadstool-footstool-terracotta-front",
        "pebble-round-cushion-beige-three-quarter",
        "kubb-cube-shelf-walnut-front",
        "quarry-square-planter-cream-front",
    ),
    "cropped": (
        "slump-bean-bag-beige-front",
        "elder-ladder-back-chair-white-front",
        "wadi-serving-bowl-cream-three-quarter",
        "bobbin-turned-floor-lamp-navy-front",
    ),
    "busy": tuple(f"{sku}-room" for sku in LIFESTYLE),
    "badge": (
        "hedda-slipcovered-sofa-white-front",
        "acre-tractor-bar-stool-mustard-front",
        "scribe-desk-lamp-white-three-quarter",
        "bistro-rimmed-plate-cream-front",
        "savanne-cane-sideboard-oak-front",
        "selvage-banded-throw-cream-front",
    ),
    "border": (
        "ovalis-egg-chair-cognac-front",
        "sawyer-sawhorse-desk-black-front",
        "cooper-barrel-mug-cognac-three-quarter",
        "lamb-shaggy-rug-cream-front",
        "capsule-pill-mirror-steel-front",
    ),
}
# The same photo on two products: what was uploaded for the first shows the second.
DUPLICATES: Mapping[str, str] = {
    "lyra-yoke-chair-black-front": "veranda-cane-back-chair-black-front",
    "reed-tall-cylinder-vase-cream-front": "moon-bud-vase-cream-front",
    "petal-scalloped-plate-blush-three-quarter": "bistro-rimmed-plate-white-three-quarter",
    "sondre-chest-of-drawers-white-front": "riffle-fluted-sideboard-white-front",
    "balustra-bobbin-table-black-front": "butler-tray-table-black-front",
    "duet-taper-candle-pair-navy-front": "ember-tealight-trio-white-front",
}
FLAWS: tuple[Flaw, ...] = (
    *(Flaw(photo, kind) for kind, photos in WEAK.items() for photo in photos),
    *(Flaw(photo, "duplicate", same_as) for photo, same_as in DUPLICATES.items()),
)


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
    words = "WINTER SALE  ·  FREE SHIPPING"
    pen.text(
        (side / 2, side * 0.95),
        words,
        fill="white",
        anchor="mm",
        font=ImageFont.load_default(size=side * 0.05),
    )
    return page
