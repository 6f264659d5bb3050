"""Sofas of older houses: one in a loose cover down to the floor, one with a hump in its back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.upholstery import Sofa
from tools.photography.models.upholstery.sewn import (
    CORD,
    Stuffing,
    cushion,
    nail_heads,
    scroll,
    skirt,
)
from tools.photography.shapes import Points, leg, outline, puffed, rumpled, soft_block, together, tube

BRASS = Finish("metal", "#c8a15a")
LOOSE = Stuffing(plump=0.03, rumple=0.016, radius=0.06, piped=True)
TIGHT = Stuffing(plump=0.02, rumple=0.005, radius=0.045, piped=True)
VALANCE = 0.2  # meters that a skirt hangs


def slipcovered(sofa: Sofa, cloth: Any, _: Any) -> None:
    """Add a sofa in a loose cover: nothing of its frame shows."""
    inner = sofa.width - 2 * sofa.arm_width
    skirt((sofa.width, sofa.depth, VALANCE), cloth, at=(0, 0, 0), seed=2)
    body = (sofa.width - 0.01, sofa.depth - 0.01, sofa.seat_height - 0.12 - VALANCE + 0.06)
    soft_block(body, cloth, at=(0, 0, VALANCE + body[2] / 2 - 0.06), radius=0.03)
    for side in (-1, 1):
        arm = (sofa.arm_width, sofa.depth, sofa.arm_height - VALANCE + 0.03)
        give = together(puffed(arm, 0.012), rumpled(0.014, 0.25, seed=4 + side), _crowned(arm))
        at = (side * (sofa.width - sofa.arm_width) / 2, 0, VALANCE - 0.03 + arm[2] / 2)
        soft_block(arm, cloth, at=at, radius=0.07, deform=give, spacing=0.025)
        _arm_cord(arm, at, cloth)
    back = (sofa.width - 0.3, 0.22, sofa.back_height - VALANCE - 0.02)
    give = together(puffed(back, 0.012), rumpled(0.014, 0.3, seed=6))
    soft_block(back, cloth, at=(0, sofa.depth / 2 - 0.11, VALANCE + back[2] / 2), radius=0.08, deform=give)
    for part in range(sofa.seats):
        wide, x = inner / sofa.seats - 0.004, (part - (sofa.seats - 1) / 2) * inner / sofa.seats
        seat = (x, -0.1, sofa.seat_height - 0.05)
        cushion((wide, sofa.depth - 0.2, 0.17), cloth, replace(LOOSE, seed=part), at=seat)
        tall = sofa.back_height - sofa.seat_height + 0.05
        pad = (x, sofa.depth / 2 - 0.3, sofa.seat_height + tall / 2 + 0.01)
        stuffing = replace(LOOSE, plump=0.055, rumple=0.022, seed=13 + part)
        cushion((wide - 0.02, 0.17, tall), cloth, stuffing, at=pad, turn=(-0.24, 0, 0))


def _crowned(size: tuple[float, float, float]) -> Any:
    """Let an arm fall a little toward its front."""

    def lower(points: Points) -> Points:
        forward = np.clip(0.5 - points[:, 1] / size[1], 0, 1)
        above = np.clip(points[:, 2] / size[2] + 0.5, 0, 1)
        return points - np.stack([0 * forward, 0 * forward, 0.05 * forward**2 * above], axis=1)

    return lower


def _arm_cord(arm: tuple[float, float, float], at: tuple[float, float, float], cloth: Any) -> None:
    """Pipe the front of an arm: up, over and down again."""
    arch = outline((arm[0] - 0.045, 2 * arm[2] - 0.12, 0), 0.06, height=0)
    arch = arch[arch[:, 1] > 0]
    order = np.argsort(-arch[:, 0], kind="stable")
    front = at[1] - arm[1] / 2 + 0.012
    foot = at[2] - arm[2] / 2 + 0.03
    path = np.stack(
        [at[0] + arch[order, 0], np.full(len(order), front), foot + arch[order, 1] - 0.03], axis=1
    )
    ends = path[[0, -1]] * (1, 1, 0) + (0, 0, foot)
    tube(np.concatenate([ends[:1], path, ends[1:]]), CORD, cloth)


def camelback(sofa: Sofa, cloth: Any, wood: Any) -> None:
    """Add a sofa with an arched back, rolled arms, one long cushion and brass nails."""
    inner = sofa.width - 2 * sofa.arm_width
    under, roll = sofa.leg_height, 0.085
    base = (sofa.width - 0.1, sofa.depth - 0.08, sofa.seat_height - under - 0.12)
    soft_block(base, cloth, at=(0, 0, under + base[2] / 2), radius=0.02)
    brass = materials.make(BRASS)
    sill, face = under + 0.018, -base[1] / 2 - 0.002
    nail_heads(np.array([(-base[0] / 2 + 0.02, face, sill), (base[0] / 2 - 0.02, face, sill)]), brass)
    for side in (-1, 1):
        x = side * (sofa.width / 2 - 0.115)
        tall = sofa.arm_height - roll - under
        panel = (0.085, sofa.depth - 0.12, tall)
        soft_block(panel, cloth, at=(x, 0.01, under + tall / 2), radius=0.03)
        scroll(
            (x + side * 0.03, -sofa.depth / 2 + 0.03, sofa.arm_height - roll), roll, sofa.depth - 0.09, cloth
        )
        upright = [(x, -panel[1] / 2 + 0.008, sill), (x, -panel[1] / 2 + 0.008, sofa.arm_height - 2 * roll)]
        nail_heads(np.array(upright), brass)
    _humped_back(sofa, inner + 0.14, cloth)
    seat = (inner + 0.04, sofa.depth - 0.2, 0.15)
    cushion(seat, cloth, TIGHT, at=(0, -0.08, sofa.seat_height - 0.055))
    _carved_legs(sofa, wood)


def _humped_back(sofa: Sofa, wide: float, cloth: Any) -> None:
    """Add the back: high in the middle, sinking toward the arms and rising again at its ends."""
    tall = sofa.back_height - sofa.seat_height + 0.12
    size = (wide, 0.13, tall)

    def line(x: Points) -> Points:
        part = np.abs(2 * x / wide)
        return np.asarray(1 - 0.3 * (0.5 - 0.5 * np.cos(np.pi * np.clip(part * 1.18, 0, 1.15))))

    def arched(points: Points) -> Points:
        x, y, z = points.T
        return np.stack([x, y, (z + tall / 2) * line(x) - tall / 2], axis=1)

    at, turn = (0.0, sofa.depth / 2 - 0.16, sofa.seat_height - 0.12 + tall / 2), (-0.16, 0.0, 0.0)
    swollen = together(puffed(size, 0.028), arched)
    soft_block(size, cloth, at=at, turn=turn, radius=0.045, deform=swollen, spacing=0.022)


def _carved_legs(sofa: Sofa, wood: Any) -> None:
    """Add three square tapered legs in front and three behind, joined from front to rear."""
    for x in (-sofa.width / 2 + 0.13, 0.0, sofa.width / 2 - 0.13):
        for y in (-sofa.depth / 2 + 0.09, sofa.depth / 2 - 0.1):
            tall = sofa.leg_height + 0.02

            def taper(points: Points, tall: float = tall) -> Points:
                narrow = 0.62 + 0.38 * np.clip(points[:, 2] / tall + 0.5, 0, 1)
                return points * np.stack([narrow, narrow, np.ones(len(points))], axis=1)

            soft_block((0.05, 0.05, tall), wood, at=(x, y, tall / 2), radius=0.006, deform=taper)
        low = sofa.leg_height * 0.4
        leg((x, -sofa.depth / 2 + 0.09, low), (x, sofa.depth / 2 - 0.1, low), (0.011, 0.011), wood)
