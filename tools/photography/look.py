"""How a render becomes a shopper's picture: a phone's colors and noise, or a screenshot around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter
from PIL.Image import Image as Photo

from tools.photography import screens
from tools.photography.designs import Edges
from tools.photography.queries.record import Look

WARM_GAIN = np.array([1.10, 1.0, 0.80])  # what a bulb does to a camera set for daylight


@dataclass(frozen=True, slots=True)
class Camera:
    """What a phone does to a picture.

    Attributes
    ----------
    noise : float
        Standard deviation of the grain in 8-bit steps.
    softness : float
        Radius of its blur in pixels.
    vignette : float
        Share of light lost in the corners.
    haze : float
        8-bit steps that a smeared lens adds to black.
    """

    noise: float
    softness: float
    vignette: float
    haze: float


NEW_PHONE = Camera(noise=4.5, softness=0.5, vignette=0.13, haze=6)
OLD_PHONE = Camera(noise=9.0, softness=1.1, vignette=0.28, haze=18)


def taken(render: Photo, look: Look, *, warmth: float, seed: int) -> Photo:
    """Return the picture a shopper sends of what was rendered."""
    match look:
        case "phone":
            return phone(render, NEW_PHONE, warmth=warmth, seed=seed)
        case "old phone":
            return phone(render, OLD_PHONE, warmth=warmth, seed=seed)
        case "post":
            return screens.post(render)
        case "shop page":
            return screens.shop_page(render)


def box_in_picture(box: Edges, look: Look, photo_size: tuple[int, int]) -> Edges:
    """Move a subject's box from the render to the picture `taken` makes of it."""
    if look in {"phone", "old phone"}:
        return box
    x, y, w, h = box
    width, height = screens.SIZE
    top = screens.POST_TOP if look == "post" else screens.SHOP_TOP
    across, down = photo_size[0] / width, photo_size[1] / height
    return x * across, top / height + y * down, w * across, h * down


def phone(render: Photo, camera: Camera, *, warmth: float, seed: int) -> Photo:
    """Give a render the color cast, softness, vignette and noise of a phone indoors."""
    soft = render.convert("RGB").filter(ImageFilter.GaussianBlur(camera.softness))
    rgb = np.asarray(soft, dtype=np.float64)
    gain = 1 + (WARM_GAIN - 1) * warmth
    y, x = np.linspace(-1, 1, rgb.shape[0])[:, None], np.linspace(-1, 1, rgb.shape[1])[None, :]
    light = 1 - camera.vignette * (x**2 + y**2) / 2
    draw = np.random.default_rng(seed)
    grain = draw.normal(0, camera.noise, (*rgb.shape[:2], 1))
    colored = draw.normal(0, camera.noise * 0.6, rgb.shape)
    toned = camera.haze + (rgb * gain * light[..., None] + grain + colored) * (1 - camera.haze / 200)
    return Image.fromarray(np.clip(toned, 0, 255).astype(np.uint8))
