"""Bedside cabinets: a reeded drum, a drawer over a shelf on legs, a rounded hoop on a foot."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography.designs.storage import BedsideCabinet
from tools.photography.joinery import board, ellipse, hoop, knob, plate, reeded, rounded
from tools.photography.models.storage.cases import feet
from tools.photography.shapes import filleted, tube, turned


def build(cabinet: BedsideCabinet, main: Any, second: Any) -> None:
    """Add a bedside cabinet."""
    match cabinet.style:
        case "drum":
            _drum(cabinet, main, second)
        case "drawer":
            _drawer(cabinet, main, second)
        case "hoop":
            _hoop(cabinet, main, second)


def _drum(cabinet: BedsideCabinet, body: Any, top: Any) -> None:
    """A reeded drum between two smooth bands, a plain top with a raised rim."""
    width, band = cabinet.width, 0.03
    tall = cabinet.height - 2 * band - 0.02
    around = reeded(ellipse(width - 0.024, width - 0.024), 0.028, 0.01)
    plate(around, tall, body, at=(0, 0, 0.02 + band + tall / 2), lying=True, rounding=0.002)
    ring = ellipse(width, width)
    plate(ring, band, body, at=(0, 0, 0.02 + band / 2), lying=True, rounding=0.006)
    plate(ellipse(width * 0.86, width * 0.86), 0.02, top, at=(0, 0, 0.01), lying=True)
    r, z = width / 2, cabinet.height - band
    tray = [(0, z), (r, z), (r, z + band), (r - 0.014, z + band), (r - 0.016, z + 0.014), (0, z + 0.014)]
    turned(filleted(tray, 0.006), top)


def _drawer(cabinet: BedsideCabinet, wood: Any, legs: Any) -> None:
    """A box with one drawer on four straight legs, a slatted shelf between them."""
    width, depth, tall = cabinet.width, cabinet.depth, 0.19
    low = cabinet.height - tall
    body = rounded(width - 0.036, tall - 0.036, top=0.022, bottom=0.022)
    hoop(body, 0.018, depth, wood, at=(0, 0, low + tall / 2))
    plate(body, 0.01, wood, at=(0, depth / 2 - 0.012, low + tall / 2))
    front = rounded(width - 0.042, tall - 0.042, top=0.019, bottom=0.019)
    plate(front, 0.02, wood, at=(0, -depth / 2 + 0.016, low + tall / 2), grain="x")
    knob(legs, (0, -depth / 2 + 0.006, low + tall / 2), radius=0.017, reach=0.03)
    feet(width - 0.07, depth - 0.07, low + 0.004, (0.017, 0.012), 0.02, legs)
    for slat in np.linspace(-1, 1, 5):
        board((width - 0.04, 0.042, 0.014), wood, at=(0, float(slat) * (depth / 2 - 0.06), 0.14))


def _hoop(cabinet: BedsideCabinet, body: Any, foot: Any) -> None:
    """An open hoop with a drawer in its upper half, on a stem and a round foot."""
    width, depth, low, thick = cabinet.width, cabinet.depth, cabinet.height * 0.34, 0.024
    tall = cabinet.height - low
    center = low + tall / 2
    inside = rounded(width - 2 * thick, tall - 2 * thick, top=0.12, bottom=0.12)
    hoop(inside, thick, depth, body, at=(0, 0, center), rounding=0.01)
    plate(inside, 0.01, body, at=(0, depth / 2 - 0.02, center))
    board((width - 2 * thick - 0.002, depth - 0.03, 0.018), body, at=(0, 0, center))
    half = rounded(width - 2 * thick - 0.008, tall / 2 - thick - 0.017, top=0.116, bottom=0.01)
    z = center + 0.013 + (tall / 2 - thick - 0.017) / 2
    plate(half, 0.02, body, at=(0, -depth / 2 + 0.022, z), grain="x")
    knob(foot, (0, -depth / 2 + 0.012, z), radius=0.015)
    tube(np.array([(0, 0, 0.01), (0, 0, low + 0.004)]), 0.022, foot)
    r = width * 0.36
    base = [(0, 0), (r, 0), (r, 0.012), (r * 0.3, 0.024), (0.022, 0.05), (0, 0.05)]
    turned(filleted(base, 0.01), foot)
    turned(
        filleted([(0, 0), (0.09, 0), (0.09, 0.008), (0, 0.008)], 0.003), foot, at=(0, 0, low), turn=(pi, 0, 0)
    )
