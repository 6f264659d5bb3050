"""Lanterns: a square frame on feet, a stepped roof, a ring, a candle behind four panes nobody notices."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs.decor import Lantern
from tools.photography.models.decor.candles import IVORY, block
from tools.photography.shapes import Points, disc, soft_block, tube

POST, PLATE = 0.014, 0.012
CANDLE = (0.034, 0.11)


def build(lantern: Lantern, frame: Any, fittings: Any) -> None:
    """Add a lantern."""
    half, height = lantern.width / 2, lantern.height
    roof = 0.74 * height
    for z, width in ((PLATE / 2 + 0.008, 1.12), (roof, 1.12)):
        size = (lantern.width * width, lantern.width * width, PLATE)
        soft_block(size, frame, at=(0, 0, z), radius=0.003)
    for x in (-1, 1):
        for y in (-1, 1):
            corner = (x * (half - POST / 2), y * (half - POST / 2))
            soft_block((POST, POST, roof), frame, at=(*corner, roof / 2), radius=0.0025)
            disc(0.012, 0.008, frame, at=(x * half, y * half, 0), rounding=0.003)
    for side in (-1, 1):
        reach = side * (half - POST / 2)
        for z in (0.024, roof - 0.012):
            soft_block((lantern.width, POST * 0.8, POST), frame, at=(0, reach, z), radius=0.002)
            soft_block((POST * 0.8, lantern.width, POST), frame, at=(reach, 0, z), radius=0.002)
    _roof(lantern, roof + PLATE / 2, frame)
    top = 0.9 * height
    disc(0.02, 0.012, fittings, at=(0, 0, top - 0.006), rounding=0.003)
    angle = np.linspace(0, 2 * np.pi, 49)[:-1]
    ring = 0.05 * height + 0.014
    path = np.stack([ring * np.sin(angle), 0 * angle, top + ring - ring * np.cos(angle)], axis=1)
    tube(path, 0.0038, fittings, closed=True)
    radius, tall = CANDLE
    disc(radius * 1.3, 0.004, fittings, at=(0, 0, 0.02), rounding=0.002)
    block(radius, min(tall, 0.45 * roof), materials.make(IVORY), at=(0, 0, 0.024))


def _roof(lantern: Lantern, base: float, frame: Any) -> None:
    """Add a pyramid with a flat top that draws in as it rises."""
    rise = 0.9 * lantern.height - base

    def drawn_in(points: Points) -> Points:
        part = np.clip(points[:, 2] / rise + 0.5, 0, 1)
        narrow = 1 - 0.8 * part**0.75
        return np.stack([points[:, 0] * narrow, points[:, 1] * narrow, points[:, 2]], axis=1)

    size = (lantern.width * 1.02, lantern.width * 1.02, rise)
    soft_block(size, frame, at=(0, 0, base + rise / 2), radius=0.004, deform=drawn_in)
