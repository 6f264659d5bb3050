"""Vases: a thrown wall, plain, fluted, ribbed or wound, with handles or without, and a standing ring."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.tabletop import RingVase, Vase
from tools.photography.models.tabletop.pottery import lip, lobed, radius_at, solid, strap, thrown
from tools.photography.shapes import Deform, Points, smooth, tube, turned, walled


def build(vase: Vase, glaze: Any, second: Any) -> None:
    """Add a vase."""
    height = vase.outside[-1][1]
    curve = smooth(vase.outside, steps=40 if vase.ribs else 12)
    turned(walled(curve, vase.wall), glaze, deform=_sides(vase, height))
    if vase.rim:
        lip(vase.outside, vase.wall, second)
    if vase.handles:
        for side in (1, -1):
            strap(_handle(vase) * (side, 1, 1), 0.019, 0.012, glaze)


def _sides(vase: Vase, height: float) -> Deform | None:
    if vase.flutes:
        return _fluted(vase.flutes, height)
    if vase.ribs:
        return _ribbed(vase.ribs, height)
    if vase.lobes:
        return lobed(vase.lobes, 0.085, height=height, twist=vase.twist)
    return None


def _fluted(count: int, height: float) -> Deform:
    def flute(points: Points) -> Points:
        x, y, z = points.T
        fade = np.clip(z / (0.08 * height), 0, 1) * np.clip((height - z) / (0.1 * height), 0, 1)
        groove = 1 - 0.055 * fade * np.abs(np.sin(count / 2 * np.arctan2(y, x))) ** 0.7
        return np.stack([x * groove, y * groove, z], axis=1)

    return flute


def _ribbed(count: int, height: float) -> Deform:
    def rib(points: Points) -> Points:
        x, y, z = points.T
        fade = np.clip((np.hypot(x, y) - 0.02) / 0.02, 0, 1)
        groove = 1 - 0.11 * fade * (1 - np.abs(np.sin(count * np.pi * z / height)) ** 0.8)
        return np.stack([x * groove, y * groove, z], axis=1)

    return rib


def _handle(vase: Vase) -> Points:
    """Path from under the lip to the shoulder, upright first and then outward as an amphora's is."""
    height = vase.outside[-1][1]
    high, low = height * 0.93, height * 0.66
    neck, shoulder = radius_at(vase.outside, high), radius_at(vase.outside, low)
    reach = shoulder * 0.95
    return smooth(
        [
            (neck - 0.004, 0, high),
            (neck + 0.018, 0, high + 0.012),
            (max(reach, neck + 0.03), 0, high - 0.012),
            (reach + 0.008, 0, (high + low) / 2 + 0.006),
            (shoulder - 0.005, 0, low),
        ]
    )


def build_ring(vase: RingVase, glaze: Any) -> None:
    """Add a standing ring that grows thinner toward its neck."""
    angles = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    share = (1 + np.sin(angles)) / 2
    girth = vase.foot_tube + (vase.top_tube - vase.foot_tube) * share
    center = vase.radius + vase.foot_tube
    path = np.stack(
        [vase.radius * np.cos(angles), np.zeros(len(angles)), center + vase.radius * np.sin(angles)], axis=1
    )
    tube(path, girth.tolist(), glaze, closed=True)
    solid(((vase.foot_tube * 0.85, 0.0), (vase.foot_tube * 0.8, 0.01), (vase.foot_tube * 0.6, 0.014)), glaze)
    thrown(vase.neck, 0.004, glaze, at=(0, 0, center + vase.radius + vase.top_tube - 0.012))
