"""Teapots: a turned body and lid, a bent spout, a handle at the side or a bow over the lid."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import Teapot
from tools.photography.shapes import smooth, tube, turned


def build(pot: Teapot, glaze: Any, handle: Any) -> None:
    """Add a teapot, its spout to the left."""
    rim_radius, rim = pot.outside[-1]
    belly = max(r for r, _ in pot.outside)
    turned(smooth([(0, 0), *pot.outside, (0, rim)]), glaze)
    lid = [
        (rim_radius + 0.004, 0),
        (rim_radius + 0.004, 0.004),
        (rim_radius * 0.7, 0.014),
        (0.012, 0.021),
        (0.006, 0.026),
        (0.011, 0.036),
        (0.008, 0.043),
        (0, 0.045),
    ]
    turned(smooth(lid), glaze, at=(0, 0, rim - 0.002))
    spout = smooth(
        [
            (-belly * 0.8, 0, rim * 0.32),
            (-belly - 0.022, 0, rim * 0.45),
            (-belly - 0.036, 0, rim * 0.75),
            (-belly - 0.06, 0, rim * 0.98),
        ]
    )
    tube(spout, np.linspace(0.019, 0.0075, len(spout)).tolist(), glaze)
    if pot.handle == "side":
        knots = [
            (belly * 0.86, 0, rim * 0.82),
            (belly + 0.03, 0, rim * 0.96),
            (belly + 0.05, 0, rim * 0.6),
            (belly + 0.024, 0, rim * 0.26),
            (belly * 0.93, 0, rim * 0.28),
        ]
        tube(smooth(knots), 0.0075, handle)
        return
    reach, top = belly * 0.72, rim + 0.095
    bow = [
        (-reach, 0, rim * 0.86),
        (-reach - 0.004, 0, rim + 0.05),
        (-reach * 0.5, 0, top),
        (reach * 0.5, 0, top),
        (reach + 0.004, 0, rim + 0.05),
        (reach, 0, rim * 0.86),
    ]
    tube(smooth(bow), 0.0055, handle)
