"""Sofas: track arms with loose cushions, rolled arms with buttons, and a curve."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.photography.designs.upholstery import Sofa
from tools.photography.models.upholstery import classic_sofas, lounge_sofas
from tools.photography.models.upholstery.sewn import scroll
from tools.photography.shapes import (
    Points,
    bent,
    leg,
    outline,
    puffed,
    rumpled,
    soft_block,
    together,
    tube,
)

BACK_TILT = -0.2  # radians: how far back cushions lean
BUTTON_PITCH = 0.17  # meters between the buttons of a tufted back


def build(sofa: Sofa, cloth: Any, legs: Any) -> None:
    """Add a sofa."""
    match sofa.style:
        case "track":
            _track(sofa, cloth, legs)
        case "rolled":
            _rolled(sofa, cloth, legs)
        case "curved":
            _curved(sofa, cloth, legs)
        case "sectional":
            lounge_sofas.sectional(sofa, cloth, legs)
        case "modular":
            lounge_sofas.modular(sofa, cloth, legs)
        case "framed":
            lounge_sofas.framed(sofa, cloth, legs)
        case "slipcovered":
            classic_sofas.slipcovered(sofa, cloth, legs)
        case "camelback":
            classic_sofas.camelback(sofa, cloth, legs)


def _track(sofa: Sofa, cloth: Any, legs: Any) -> None:
    inner = sofa.width - 2 * sofa.arm_width
    base_height, base_top = 0.14, sofa.leg_height + 0.14
    soft_block((inner + 0.04, sofa.depth - 0.08, base_height), cloth, at=(0, 0, base_top - base_height / 2))
    tall = sofa.arm_height - sofa.leg_height
    for side in (-1, 1):
        arm = (sofa.arm_width, sofa.depth, tall)
        at = (side * (sofa.width - sofa.arm_width) / 2, 0, sofa.leg_height + tall / 2)
        soft_block(arm, cloth, at=at, radius=0.035, deform=puffed(arm, 0.008))
    back = (inner + 0.04, 0.16, sofa.back_height - 0.1 - sofa.leg_height)
    behind = (0, sofa.depth / 2 - 0.1, sofa.leg_height + back[2] / 2)
    soft_block(back, cloth, at=behind, radius=0.04)
    _loose_cushions(sofa, cloth, inner, base_top)
    _four_legs(sofa, legs, radii=(0.03, 0.018), splay=0.035)


def _loose_cushions(sofa: Sofa, cloth: Any, inner: float, base_top: float) -> None:
    wide = inner / sofa.seats - 0.008
    thick = sofa.seat_height - base_top + 0.05
    for place in range(sofa.seats):
        x = (place - (sofa.seats - 1) / 2) * inner / sofa.seats
        seat = (wide, sofa.depth - 0.17, thick)
        give = together(puffed(seat, 0.022), rumpled(0.008, 0.16, seed=place))
        soft_block(seat, cloth, at=(x, -0.07, base_top + thick / 2), radius=0.045, deform=give, spacing=0.03)
        sewn = outline((wide + 0.012, seat[1] + 0.012, 0), 0.06, height=base_top + thick - 0.035)
        cord = sewn + np.array([x, -0.07, 0])
        tube(cord, 0.006, cloth, closed=True)
        tall = sofa.back_height - sofa.seat_height + 0.02
        pad = (wide - 0.02, 0.2, tall)
        give = together(puffed(pad, 0.045), rumpled(0.012, 0.2, seed=10 + place))
        at = (x, sofa.depth / 2 - 0.27, sofa.seat_height + tall / 2 + 0.02)
        soft_block(pad, cloth, at=at, turn=(BACK_TILT, 0, 0), radius=0.07, deform=give, spacing=0.03)


def _four_legs(sofa: Sofa, material: Any, *, radii: tuple[float, float], splay: float) -> None:
    for x in (-1, 1):
        for y in (-1, 1):
            top = (x * (sofa.width / 2 - 0.12), y * (sofa.depth / 2 - 0.1), sofa.leg_height + 0.02)
            leg(top, (top[0] + x * splay, top[1] + y * splay, 0), radii, material)


def _rolled(sofa: Sofa, cloth: Any, legs: Any) -> None:
    inner = sofa.width - 2 * sofa.arm_width
    roll = 0.105
    base = (sofa.width - 0.06, sofa.depth - 0.06, sofa.seat_height - sofa.leg_height - 0.14)
    soft_block(base, cloth, at=(0, 0, sofa.leg_height + base[2] / 2), radius=0.03)
    tall = sofa.arm_height - sofa.leg_height - roll
    for side in (-1, 1):
        x = side * (sofa.width - sofa.arm_width) / 2
        soft_block((0.13, sofa.depth - 0.05, tall), cloth, at=(x, 0, sofa.leg_height + tall / 2))
        scroll((x + side * 0.03, -sofa.depth / 2, sofa.arm_height - roll), roll, sofa.depth - 0.03, cloth)
    back = (inner + 0.08, 0.2, sofa.arm_height - sofa.seat_height + 0.1)
    at = (0, sofa.depth / 2 - 0.17, sofa.seat_height + back[2] / 2 - 0.1)
    soft_block(back, cloth, at=at, radius=0.05, deform=_tufts(back), spacing=0.012)
    for bx, bz in _buttons(back):
        soft_block((0.024, 0.016, 0.024), cloth, at=(at[0] + bx, at[1] - 0.082, at[2] + bz), radius=0.012)
    ridge = np.array(
        [
            (-inner / 2 - 0.12, at[1] + 0.05, sofa.arm_height - roll),
            (inner / 2 + 0.12, at[1] + 0.05, sofa.arm_height - roll),
        ]
    )
    tube(ridge, roll, cloth)
    for place in range(sofa.seats):
        seat = (inner / sofa.seats - 0.006, sofa.depth - 0.22, 0.16)
        x = (place - (sofa.seats - 1) / 2) * inner / sofa.seats
        give = together(puffed(seat, 0.016), rumpled(0.006, 0.2, seed=place))
        soft_block(seat, cloth, at=(x, -0.1, sofa.seat_height - 0.07), radius=0.04, deform=give)
        sewn = outline((seat[0] + 0.01, seat[1] + 0.01, 0), 0.05, height=sofa.seat_height - 0.02)
        cord = sewn + np.array([x, -0.1, 0])
        tube(cord, 0.006, cloth, closed=True)
    _four_legs(sofa, legs, radii=(0.035, 0.022), splay=0.0)


def _buttons(size: tuple[float, float, float]) -> list[tuple[float, float]]:
    """Diamond lattice on the face of a back."""
    places = []
    for row, z in enumerate((-0.02, BUTTON_PITCH * 0.62)):
        count = int(size[0] / BUTTON_PITCH) - row % 2
        places += [((i - (count - 1) / 2) * BUTTON_PITCH, z) for i in range(count)]
    return [(x, z) for x, z in places if abs(x) < size[0] / 2 - 0.06]


def _tufts(size: tuple[float, float, float]) -> Any:
    """Pull the front face in at every button, with pleats between neighbors."""
    buttons = np.array(_buttons(size))

    def pull(points: Points) -> Points:
        moved = puffed(size, 0.03)(points)
        offset = points[:, None, [0, 2]] - buttons[None]
        distance = np.linalg.norm(offset, axis=2)
        dent = (0.05 * np.exp(-((distance / 0.035) ** 2))).max(axis=1)
        slanted = np.abs(np.abs(offset[..., 0]) - 0.8 * np.abs(offset[..., 1]))
        pleat = (0.018 * np.exp(-((slanted / 0.012) ** 2)) * np.exp(-((distance / 0.09) ** 2))).max(axis=1)
        moved[:, 1] += np.maximum(dent, pleat) * (points[:, 1] < 0)
        return moved

    return pull


def _curved(sofa: Sofa, cloth: Any, base: Any) -> None:
    radius = sofa.width * 0.72
    seat = (sofa.width * 0.98, sofa.depth * 0.86, sofa.seat_height - 0.09)
    give = together(puffed(seat, 0.015), bent(radius))
    soft_block(seat, cloth, at=(0, -0.02, 0.09 + seat[2] / 2), radius=0.14, deform=give, spacing=0.03)
    plinth = (seat[0] - 0.22, seat[1] - 0.2, 0.1)
    soft_block(plinth, base, at=(0, -0.02, 0.05), radius=0.01, deform=bent(radius))
    back = (sofa.width * 1.16, 0.3, sofa.back_height - 0.12)

    def lowered(points: Points) -> Points:
        x, y, z = points.T
        part = np.abs(2 * x / back[0])
        return np.stack([x, y, (z + back[2] / 2) * (1 - 0.34 * part**3) - back[2] / 2], axis=1)

    soft_block(
        back,
        cloth,
        at=(0, sofa.depth / 2 - 0.2, 0.09 + back[2] / 2),
        radius=0.14,
        deform=together(lowered, bent(radius)),
        spacing=0.03,
    )
