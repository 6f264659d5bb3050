"""Mugs: a turned wall and one of three handles."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Mug
from tools.photography.shapes import smooth, tube, turned, walled


def build(mug: Mug, glaze: Any) -> None:
    """Add a mug, its handle to the right."""
    turned(walled(smooth(mug.outside), mug.wall), glaze)
    heights = np.array([h for _, h in mug.outside])
    radii = np.array([r for r, _ in mug.outside])
    rim = float(heights[-1])
    high, low = rim * 0.84, rim * 0.28
    at_high, at_low = (float(np.interp(h, heights, radii)) - mug.wall for h in (high, low))
    reach = {"round": 0.034, "square": 0.032, "ear": 0.03}[mug.handle]
    edge = max(at_high, at_low) + reach
    match mug.handle:
        case "round":
            knots = [
                (at_high, high),
                (edge - 0.006, high + 0.001),
                (edge, (high + low) / 2),
                (edge - 0.009, low + 0.002),
                (at_low, low),
            ]
        case "square":
            knots = [
                (at_high, high),
                (edge - 0.008, high),
                (edge, high - 0.008),
                (edge, low + 0.008),
                (edge - 0.008, low),
                (at_low, low),
            ]
        case "ear":
            low = rim * 0.42
            knots = [
                (at_high, high),
                (edge - 0.004, high + 0.006),
                (edge, high - 0.012),
                (edge - 0.012, low + 0.006),
                (at_low, low),
            ]
    path = smooth([(x, 0, z) for x, z in knots])
    tube(path, 0.0058, glaze)
