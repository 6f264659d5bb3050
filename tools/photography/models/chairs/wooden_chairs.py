"""Wooden dining chairs: spindles in a bow, a yoke on a forked splat, a ladder back, a caned frame."""

from __future__ import annotations

from math import pi
from typing import Any

import numpy as np

from tools.photography import materials
from tools.photography.designs import Finish
from tools.photography.designs.chairs import WoodenChair
from tools.photography.models.chairs.frames import (
    both_sides,
    cords,
    flat_bar,
    rush_seat,
    shaped,
    turned_leg,
)
from tools.photography.shapes import (
    Points,
    bent,
    leg,
    outline,
    puffed,
    smooth,
    soft_block,
    together,
    tube,
)

CANE = Finish("rattan", "#d8b47c")
CANE_PITCH = 0.0165
KNOB = 0.019  # radius of the ball on a ladder back's post


def build(chair: WoodenChair, wood: Any, seat: Any) -> None:
    """Add a wooden dining chair."""
    match chair.style:
        case "spindle":
            _spindle(chair, wood, seat)
        case "yoke":
            _yoke(chair, wood, seat)
        case "ladder":
            _ladder(chair, wood, seat)
        case "cane":
            _cane(chair, wood, seat)


def _spindle(chair: WoodenChair, wood: Any, seat: Any) -> None:
    low = chair.seat_height
    board = (chair.width, chair.width * 0.96, 0.046)
    dished = shaped(board, rounding=0.7, narrower=0.1, dish=0.014)
    soft_block(board, seat, at=(0, 0, low - 0.023), radius=0.019, deform=dished)
    _turned_legs(low, wood)
    half, rise = chair.width * 0.43, chair.back_height - low

    def on_bow(angle: Points) -> Points:
        x, up = -half * np.cos(angle), rise * np.sin(angle) ** 0.62
        return np.stack([x, 0.185 - 0.06 * (x / half) ** 2 + 0.24 * up, low - 0.01 + up], axis=-1)

    tube(on_bow(np.linspace(0, pi, 80)), 0.0125, wood)
    for number in np.linspace(-1, 1, 9):
        top = on_bow(np.arccos(-number * 0.84))
        foot = (number * half * 0.72, 0.185 - 0.035 * number**2, low - 0.01)
        turned_leg(foot, tuple(top), (0.006, 0.0085, 0.0065, 0.005), wood)


def _turned_legs(low: float, wood: Any) -> None:
    """Add four splayed legs and the rungs that join them in the shape of an H."""
    joints = []
    for x in (-1, 1):
        sides = []
        for y, tight in ((-1, 1.0), (1, 0.88)):
            top, foot = np.array((x * 0.14 * tight, y * 0.14, low - 0.02)), np.array((x * 0.21, y * 0.215, 0))
            turned_leg(tuple(top), tuple(foot), (0.012, 0.019, 0.021, 0.014, 0.013, 0.012), wood)
            sides.append(top + (foot - top) * 0.56)
        turned_leg(tuple(sides[0]), tuple(sides[1]), (0.007, 0.012, 0.007), wood)
        joints.append((sides[0] + sides[1]) / 2)
    turned_leg(tuple(joints[0]), tuple(joints[1]), (0.007, 0.012, 0.007), wood)


def _yoke(chair: WoodenChair, wood: Any, seat: Any) -> None:
    low, high, half = chair.seat_height, chair.back_height, chair.width / 2
    rear = smooth(
        [
            (half * 0.9, 0.23, 0.0),
            (half * 0.92, 0.2, low * 0.55),
            (half * 0.98, 0.17, low),
            (half * 1.08, 0.1, low + (high - low) * 0.6),
            (half * 1.1, 0.06, high - 0.05),
        ]
    )
    swell = np.interp(np.linspace(0, 1, len(rear)), [0, 0.55, 1], [0.012, 0.018, 0.011])
    for path in both_sides(rear):
        tube(path, swell.tolist(), wood)
    for x in (-1, 1):
        leg((x * half, -0.19, low + 0.004), (x * half * 1.03, -0.2, 0), (0.017, 0.013), wood)
    side = [
        (half * 1.16, -0.03, high - 0.062),
        (half * 1.1, 0.08, high - 0.05),
        (half * 0.72, 0.2, high - 0.02),
    ]
    rail = smooth([*side, (0, 0.245, high), *((-x, y, z) for x, y, z in side[::-1])], steps=16)
    broad = np.interp(
        np.linspace(-1, 1, len(rail)), [-1, -0.75, 0, 0.75, 1], [0.034, 0.03, 0.05, 0.03, 0.034]
    )
    flat_bar(rail, broad.tolist(), 0.021, wood, side=(0, 0.35, 1))
    fork = smooth(
        [
            (0.011, 0.19, low - 0.03),
            (0.011, 0.205, low + 0.08),
            (0.035, 0.22, low + 0.19),
            (0.105, 0.222, high - 0.02),
        ]
    )
    for path in both_sides(fork):
        flat_bar(path, 0.026, 0.012, wood)
    _rails(half * 0.97, (-0.19, 0.18), low - 0.012, 0.013, wood)
    for path in both_sides(np.array([(half, -0.195, low * 0.5), (half * 0.91, 0.2, low * 0.55)])):
        tube(path, 0.0095, wood)
    rush_seat((half * 2 + 0.02, 0.415, low + 0.006), seat, narrower=0.06)


def _rails(half: float, depth: tuple[float, float], z: float, radius: float, wood: Any) -> None:
    """Join the four legs at one height."""
    front, rear = depth
    for y in (front, rear):
        tube(np.array([(-half, y, z), (half, y, z)]), radius, wood)
    for path in both_sides(np.array([(half, front, z), (half, rear, z)])):
        tube(path, radius, wood)


def _ladder(chair: WoodenChair, wood: Any, seat: Any) -> None:
    low, high, half = chair.seat_height, chair.back_height, chair.width / 2
    lean = 0.09

    def rear_at(z: float) -> float:
        return 0.19 + lean * float(np.clip((z - low) / (high - low), 0, 1) ** 1.2)

    post = np.array([(half * 0.86, rear_at(z), z) for z in np.linspace(0, high - 0.03, 24)])
    for path in both_sides(post):
        tube(path, np.interp(path[:, 2], [0, low, high], [0.014, 0.0185, 0.0145]).tolist(), wood)
        _knob(tuple(path[-1] + (0, 0, KNOB * 0.7)), wood)
    for number in range(4):
        z = low + 0.1 + number * (high - low - 0.17) / 3
        size = (half * 1.72, 0.013, 0.052 + 0.006 * number)

        def arched(points: Points, size: tuple[float, float, float] = size) -> Points:
            x, y, up = points.T
            return np.stack([x, y, up + 0.014 * (1 - (2 * x / size[0]) ** 2) * (up > 0)], axis=1)

        curve = together(arched, bent(0.55))
        soft_block(size, wood, at=(0, rear_at(z) + 0.036, z), turn=(-0.12, 0, 0), radius=0.005, deform=curve)
    for x in (-1, 1):
        foot = (x * half * 0.97, -0.2, 0)
        turned_leg((x * half * 0.97, -0.2, low + 0.012), foot, (0.0185, 0.0185, 0.017, 0.014, 0.012), wood)
        for z in (0.17, 0.29):
            rung = ((x * half * 0.96, -0.2, z), (x * half * 0.87, 0.19, z))
            turned_leg(*rung, (0.007, 0.012, 0.007), wood)
    for z in (0.2, 0.32):
        turned_leg((-half, -0.2, z), (half, -0.2, z), (0.007, 0.0125, 0.007), wood)
    tube(np.array([(-half * 0.86, 0.19, 0.24), (half * 0.86, 0.19, 0.24)]), 0.009, wood)
    rush_seat((half * 2 + 0.02, 0.43, low + 0.004), seat, narrower=0.12)


def _knob(at: tuple[float, ...], wood: Any) -> None:
    angles = np.linspace(-pi / 2, pi / 2, 16)
    path = np.array(at) + np.stack([0 * angles, 0 * angles, KNOB * np.sin(angles)], axis=1)
    tube(path, (KNOB * np.maximum(np.cos(angles), 0.02)).tolist(), wood)


def _cane(chair: WoodenChair, wood: Any, seat: Any) -> None:
    low, high, half = chair.seat_height, chair.back_height, chair.width / 2
    tall, lean = 0.33, 0.2
    middle = np.array((0, 0.235, high - tall / 2))

    def hung(flat: Points) -> Points:
        """Lay a drawing in x and y (up) on the leaning, slightly hollow back."""
        x, up = flat[:, 0], flat[:, 1]
        return middle + np.stack([x, lean * up - x**2 / 1.1, up], axis=1)

    frame = hung(outline((half * 2, tall, 0), 0.07, height=0)[:, :2])
    tube(frame, 0.0155, wood, closed=True)
    cords((hung(line) for line in _caning(half - 0.008, tall / 2 - 0.008)), 0.0017, materials.make(CANE))
    for x in (-1, 1):
        post = smooth(
            [(x * half * 0.9, 0.27, 0), (x * half * 0.88, 0.205, low), (x * half * 0.88, 0.18, high - tall)]
        )
        radii = np.interp(np.linspace(0, 1, len(post)), [0, 0.7, 1], [0.012, 0.018, 0.013])
        tube(post, radii.tolist(), wood)
        leg((x * half * 0.86, -0.17, low - 0.05), (x * half * 0.95, -0.21, 0), (0.0185, 0.012), wood)
    apron = (half * 1.98, 0.43, 0.045)
    soft_block(
        apron, wood, at=(0, 0, low - 0.06), radius=0.018, deform=shaped(apron, rounding=0.25, narrower=0.08)
    )
    pad = (half * 2.04, 0.45, 0.06)
    plump = together(puffed(pad, 0.012), shaped(pad, rounding=0.28, narrower=0.08))
    soft_block(pad, seat, at=(0, 0, low - 0.016), radius=0.028, deform=plump)


def _caning(half: float, tall: float) -> list[Points]:
    """Strands of an open cane weave in a rectangle: across, up and both diagonals."""
    lines = [((-half, y), (half, y)) for y in np.arange(-tall, tall, CANE_PITCH)]
    lines += [((x, -tall), (x, tall)) for x in np.arange(-half, half, CANE_PITCH)]
    for shift in np.arange(-half - tall, half + tall, CANE_PITCH * 2):
        start, end = max(-half, shift - tall), min(half, shift + tall)
        for flip in (-1, 1):
            lines.append(((flip * start, start - shift), (flip * end, end - shift)))
    return [np.linspace(*line, 9) for line in lines]
