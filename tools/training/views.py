"""Altered views of a photo: what the same thing looks like to another camera on another day."""

from __future__ import annotations

import io

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter

from gumsole.images.decode import decode
from gumsole.images.palette import cells
from gumsole.images.phone_views import phone_view
from gumsole.images.subject import find_subject
from gumsole.records import RGB, Background

# What is altered and how far was set by eye, to look like other cameras' photos; it was not tuned to figures.
# Share of views that a phone would take: the product composed into surroundings where it stands before a
# plain background, else cropped, lit and worn as phones do. The others are glimpses of the photo as it is.
PHONE_SHARE_PLAIN, PHONE_SHARE_BUSY = 0.75, 0.25
KEPT_SIDE = (0.5, 1.0)  # share of each side that a glimpse keeps
ASPECT = (0.8, 1.25)
LIGHT = (0.75, 1.2)
CAST = 0.06
GAMMA = (0.8, 1.25)
BLUR = (0.0, 1.2)  # pixels
JPEG_QUALITY = (40, 95)
MIN_SIDE = 32


def altered(photo: RGB, backdrop: RGB, random: Generator) -> RGB:
    """One altered view; equal states of the generator give equal views.

    Parameters
    ----------
    photo : ndarray of shape (h, w, 3), uint8
    backdrop : ndarray of shape (h, w, 3), uint8
        A photo whose surroundings may be borrowed.
    """
    plain = find_subject(cells(photo), None).background is not Background.BUSY
    if random.random() < (PHONE_SHARE_PLAIN if plain else PHONE_SHARE_BUSY):
        return decode(phone_view(photo, backdrop, random)).rgb
    return glimpse(photo, random)


def glimpse(photo: RGB, random: Generator) -> RGB:
    """A part of the photo, perhaps mirrored, in slightly other light, compressed again."""
    height, width = photo.shape[:2]
    share = random.uniform(*KEPT_SIDE)
    tall = min(height, max(MIN_SIDE, round(height * share)))
    wide = min(width, max(MIN_SIDE, round(width * min(1, share * random.uniform(*ASPECT)))))
    top, left = random.integers(0, height - tall + 1), random.integers(0, width - wide + 1)
    part = photo[top : top + tall, left : left + wide]
    if random.random() < 0.5:
        part = part[:, ::-1]
    lit = (part.astype(np.float32) / 255) ** random.uniform(*GAMMA)
    lit *= 255 * random.uniform(*LIGHT) * (1 + random.uniform(-CAST, CAST, 3))
    soft = Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(random.uniform(*BLUR))
    )
    file = io.BytesIO()
    soft.save(file, "JPEG", quality=int(random.integers(*JPEG_QUALITY)))
    return decode(file.getvalue()).rgb
