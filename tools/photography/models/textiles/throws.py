"""Throws: one long sheet along a folded, rolled or hanging path."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.photography.designs.textiles import Throw
from tools.photography.models.textiles.cloth import Field, Place, gingham, sheet, stitches
from tools.photography.shapes import Points, rumpled, smooth, together, tube
from tools.photography.yarn import fringe

STEP = 0.008
WAFFLE, STITCH = 0.018, (0.078, 0.06)
CHECK = 0.105  # period of the checks
CORE = 0.022  # radius of the hole in a rolled blanket
ROLL_TURN = -0.5  # radians: its end shows in both views
STRAP_WIDTH, STRAP = 0.028, 0.004
RAIL = 0.03  # radius of the rail that a hanging throw lies over


def build(throw: Throw, main: Any, second: Any) -> None:
    """Add a throw."""
    match throw.shown:
        case "folded":
            _folded(throw, main)
        case "rolled":
            _rolled(throw, main, second)
        case "hung":
            _hung(throw, main, second)
        case "heaped":
            _heaped(throw, main)
        case "flap":
            _flap(throw, main, second)


def _along(path: NDArray[np.float64], *, turn: float = 0.0, amount: float = 0.006, seed: int = 1) -> Place:
    """Lay a cloth along `path` (n, 2), as y and z from its first end, with `u` from left to right."""
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    give = together(rumpled(amount * 2, 0.34, seed=seed), rumpled(amount, 0.13, seed=seed + 1))

    def place(u: Field, v: Field) -> Points:
        at = v + way[-1] / 2
        y, z = np.interp(at, way, path[:, 0]), np.interp(at, way, path[:, 1])
        skew = 0.007 * np.sin(5 * at + seed)
        points = give(np.stack([u + skew, y, z], axis=-1).reshape(-1, 3))
        low = np.clip(z.ravel() / 0.05, 0, 1)  # what lies on the floor stays flat
        points[:, 2] = z.ravel() + (points[:, 2] - z.ravel()) * low
        x, y = points[:, 0].copy(), points[:, 1].copy()
        points[:, 0] = x * np.cos(turn) - y * np.sin(turn)
        points[:, 1] = x * np.sin(turn) + y * np.cos(turn)
        return points.reshape(*u.shape, 3)

    return place


def _length(path: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


def _nest(loops: int, depth: float, pitch: float) -> NDArray[np.float64]:
    """Path of a blanket folded over and over: bends within bends in front, small ones at the back."""
    top, back = 2 * loops - 1, depth / 2
    path = [(back, (top + 0.5) * pitch)]
    for loop in range(loops):
        low, high = loop, top - loop
        last = low if loop % 2 == 0 else high
        reach, middle = (high - low) / 2 * pitch, (high + low + 1) / 2 * pitch
        bend = np.linspace(np.pi / 2, -np.pi / 2, 15) * (1 if loop % 2 == 0 else -1)
        front = -depth / 2 + 0.42 * (top / 2) * pitch
        path += [(front - 0.8 * reach * np.cos(a), middle + reach * np.sin(a)) for a in bend]
        path.append((back - 0.01 * (loop % 3), (last + 0.5) * pitch))
        if loop + 1 < loops:
            inward = 1 if last == low else -1
            turn = np.linspace(-np.pi / 2, np.pi / 2, 7)
            center = (last + 0.5 + inward * 0.5) * pitch
            path += [(back + pitch / 2 * np.cos(a), center + inward * pitch / 2 * np.sin(a)) for a in turn]
    return np.array(path)


def _folded(throw: Throw, cloth: Any) -> None:
    path = _nest(3, throw.depth, throw.thickness * 1.2)

    def waffle(u: Field, v: Field) -> Field:
        grid = np.minimum(np.abs(np.sin(np.pi * u / WAFFLE)), np.abs(np.sin(np.pi * v / WAFFLE)))
        return np.asarray(-0.005 * np.sqrt(grid))

    sheet(_along(path), (throw.width, _length(path)), throw.thickness, (cloth,), step=0.005, relief=waffle)


def _heaped(throw: Throw, cloth: Any) -> None:
    path = _nest(2, throw.depth, throw.thickness * 1.5)
    loops = stitches(*STITCH)
    place = _along(path, amount=0.011, seed=5, turn=-0.12)
    sheet(
        place,
        (throw.width, _length(path)),
        throw.thickness,
        (cloth,),
        step=0.006,
        relief=lambda u, v: throw.thickness * 0.5 * loops(u, v),
    )


def _rolled(throw: Throw, cloth: Any, strap: Any) -> None:
    pitch, outer = throw.thickness * 1.12, throw.depth / 2
    angle = np.linspace(0, 2 * np.pi * (outer - CORE) / pitch, 700)
    radius = CORE + pitch * angle / (2 * np.pi)
    turn = angle - angle[-1] - 0.6  # the free end lies on the floor, behind
    path = np.stack([-radius * np.sin(turn), outer + throw.thickness / 2 - radius * np.cos(turn)], axis=1)
    place = _along(path, turn=ROLL_TURN, amount=0.003)
    sheet(place, (throw.width, _length(path)), throw.thickness, (cloth,), step=STEP)
    tops = [_strap(side * throw.width * 0.24, outer + throw.thickness, strap) for side in (-1, 1)]
    left, right = tops
    inward = np.array([0.02, 0, 0.035])
    knots = [left, left + inward, (0.0, 0.0, left[2] + 0.06), right + inward * (-1, 1, 1), right]
    tube(smooth([_turned(np.asarray(knot)).tolist() for knot in knots]), 0.008, strap)


def _turned(point: Points) -> Points:
    x, y, z = point
    c, s = np.cos(ROLL_TURN), np.sin(ROLL_TURN)
    return np.array([x * c - y * s, x * s + y * c, z])


def _strap(x: float, radius: float, leather: Any) -> Points:
    """Add a belt around the roll at `x` and return its top before the roll is turned."""

    def place(u: Field, v: Field) -> Points:
        angle = v / radius
        y, z = -radius * np.sin(angle), radius * (1 + np.cos(angle))
        points = np.stack([u + x, y, np.maximum(z, STRAP / 2)], axis=-1)
        flat = points.reshape(-1, 3)
        return np.array([_turned(point) for point in flat]).reshape(points.shape)

    sheet(place, (STRAP_WIDTH, 2 * np.pi * radius), STRAP, (leather,))
    return np.array([x, 0.0, 2 * radius - 0.002])


def _hung(throw: Throw, main: Any, second: Any) -> None:
    """Hang a throw over a rail, its front longer than its back, bands of the second color at both ends."""
    length, drop = throw.depth, 0.54 * throw.depth
    over = np.pi * RAIL / 2

    def place(u: Field, v: Field) -> Points:
        way = v + length / 2 - drop  # from the rail: down the front below zero, down the back above
        angle = np.clip(way / RAIL, -np.pi / 2, np.pi / 2)
        fallen = np.maximum(np.abs(way) - over, 0)
        loose = np.clip(fallen / (0.8 * drop), 0, 1) ** 0.8
        pleat = np.sin(2 * np.pi * u / 0.21 + 0.6 * np.sin(4 * u) + 0.5 * np.sign(way))
        side = np.where(way < 0, -1.0, 1.0)
        y = RAIL * np.sin(angle) + side * (0.03 * loose + 0.02 * fallen) + 0.034 * loose * pleat
        z = drop + RAIL * np.cos(angle) - fallen - 0.012 * np.sin(5 * u + 1) * loose
        x = u * (1 - 0.1 * (1 - loose)) * 0.86 + 0.012 * np.sin(7 * z)
        return np.stack([x, y, z], axis=-1)

    def bands(u: Field, v: Field) -> NDArray[np.int64]:
        inward = length / 2 - np.abs(v)
        wide, thin = (inward > 0.09) & (inward < 0.2), (inward > 0.225) & (inward < 0.245)
        return np.asarray(wide | thin, dtype=np.int64)

    sheet(place, (throw.width, length), throw.thickness, (main, second), step=0.011, paint=bands)
    u = np.linspace(-throw.width / 2 + 0.01, throw.width / 2 - 0.01, 110)
    for end in (-1, 1):
        roots = place(u, np.full_like(u, end * (length / 2 - 0.004)))
        fringe(roots, np.array([0, 0, -0.07]), main, radius=0.0032, seed=end + 2)


def _flap(throw: Throw, main: Any, second: Any) -> None:
    """Fold a throw, its last layer hanging over the front with its fringe."""
    pitch = throw.thickness * 1.25
    checks = gingham(CHECK)
    path = _nest(3, throw.depth, pitch)
    sheet(
        _along(path, seed=8),
        (throw.width, _length(path)),
        throw.thickness,
        (main, second),
        step=0.0075,
        paint=checks,
    )
    top, front = 6.4 * pitch, -throw.depth / 2 - 1.15 * pitch
    bend = 2.2 * pitch
    knots = [(throw.depth / 2, top), (front + bend, top)]
    knots += [
        (front + bend - bend * np.sin(a), top - bend + bend * np.cos(a)) for a in np.linspace(0.2, 1.57, 8)
    ]
    knots += [(front - 0.004, 0.055)]
    flap = np.array(knots)
    place = _along(flap, seed=8)
    size = (throw.width * 0.99, _length(flap))
    sheet(place, size, throw.thickness, (main, second), step=0.0075, paint=checks)
    u = np.linspace(-size[0] / 2 + 0.006, size[0] / 2 - 0.006, 90)
    roots = place(u, np.full_like(u, size[1] / 2 - 0.004))
    fringe(roots, np.array([0, -0.008, -0.05]), main, radius=0.0028)
