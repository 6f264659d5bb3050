"""Shelves: a leaning ladder, a grid of cubes, a tall bookcase, a string shelf, boards on columns, an arch."""

from __future__ import annotations

from math import atan2, hypot
from typing import Any

import numpy as np

from tools.photography.designs.storage import Shelf
from tools.photography.joinery import board, hoop, knob, plate, rounded
from tools.photography.models.storage.cases import carcass, panel_door
from tools.photography.shapes import disc, filleted, smooth, soft_block, tube, turned

THICK = 0.024  # of a board


def build(shelf: Shelf, main: Any, second: Any) -> None:
    """Add a shelf."""
    match shelf.style:
        case "ladder":
            _ladder(shelf, main, second)
        case "cubes":
            _cubes(shelf, main, second)
        case "bookcase":
            _bookcase(shelf, main, second)
        case "string":
            _string(shelf, main, second)
        case "columns":
            _columns(shelf, main, second)
        case "arch":
            _arch(shelf, main, second)


def _ladder(shelf: Shelf, rails: Any, boards: Any) -> None:
    """Rails that lean on the wall at y = 0; every board reaches from the rails back to the wall."""
    run, rail = shelf.depth, (0.028, 0.046)
    length, lean = hypot(shelf.height, run), -atan2(run, shelf.height)
    for side in (-1, 1):
        at = (side * (shelf.width / 2 - rail[0] / 2), -run / 2, shelf.height / 2)
        soft_block((*rail, length), rails, at=at, turn=(lean, 0, 0), radius=0.006)
    inner = shelf.width - 2 * rail[0]
    for z in np.linspace(0.16, 0.86, 5) * shelf.height:
        front = -run * (1 - z / shelf.height) - 0.05
        board((inner, -front, THICK), boards, at=(0, front / 2, z))
        board((inner, 0.012, 0.035), boards, at=(0, -0.006, z + 0.028))
        board((inner, 0.016, 0.03), rails, at=(0, front + 0.05, z - 0.026))


def _cubes(shelf: Shelf, frame: Any, fronts: Any) -> None:
    """Three by three cubes; one has a door, one two drawers."""
    thick, count = 0.034, 3
    pitch_x, pitch_z = (shelf.width - thick) / count, (shelf.height - thick) / count
    for line in range(count + 1):
        outer = line in (0, count)
        deep = shelf.depth if outer else shelf.depth - 0.006
        x, z = line * pitch_x - (shelf.width - thick) / 2, line * pitch_z + thick / 2
        tall = shelf.height if outer else shelf.height - thick
        board((thick, deep, tall), frame, at=(x, 0, shelf.height / 2), radius=0.003)
        board((shelf.width - 2 * thick, deep, thick), frame, at=(0, 0, z), radius=0.003)
    board(
        (shelf.width - 0.01, 0.008, shelf.height - 0.01),
        frame,
        at=(0, shelf.depth / 2 - 0.02, shelf.height / 2),
    )
    cell = (pitch_x - thick - 0.006, pitch_z - thick - 0.006)
    front = -shelf.depth / 2 + 0.012
    door = (pitch_x, front, thick / 2 + pitch_z / 2)
    board((cell[0], 0.018, cell[1]), fronts, at=door, grain="x")
    knob(frame, (door[0] - cell[0] / 2 + 0.04, front - 0.009, door[2]))
    middle = thick / 2 + pitch_z * 1.5
    for half in (-1, 1):
        z = middle + half * cell[1] / 4
        board((cell[0], 0.018, cell[1] / 2 - 0.003), fronts, at=(-pitch_x, front, z))
        knob(frame, (-pitch_x, front - 0.009, z))


def _bookcase(shelf: Shelf, wood: Any, brass: Any) -> None:
    """Five bays under a cornice, a cupboard with two framed doors at the bottom."""
    plinth, cornice, low = 0.09, 0.05, 0.62
    board((shelf.width + 0.01, shelf.depth, plinth), wood, at=(0, -0.006, plinth / 2), grain="x")
    carcass((shelf.width, shelf.depth, shelf.height - plinth - cornice), wood, z=plinth, thick=0.028)
    for step, grow in ((0.0, 0.024), (0.025, 0.05)):
        at = (0, -grow / 2, shelf.height - cornice + step + 0.0125)
        board((shelf.width + grow, shelf.depth + grow / 2, 0.025), wood, at=at, radius=0.008)
    for z in np.linspace(low, shelf.height - cornice, 5)[:-1]:
        deep = shelf.depth + 0.012 if z == low else shelf.depth - 0.03
        board((shelf.width - 0.05, deep, THICK), wood, at=(0, -0.004, float(z)))
    wide, tall = (shelf.width - 0.064) / 2, low - plinth - 0.05
    for side in (-1, 1):
        hung = (side * (wide / 2 + 0.002), -shelf.depth / 2, plinth + 0.03 + tall / 2)
        panel_door((wide, tall), wood, wood, at=hung)
        knob(brass, (side * 0.035, -shelf.depth / 2 - 0.01, plinth + tall * 0.62), radius=0.012)


def _string(shelf: Shelf, boards: Any, steel: Any) -> None:
    """Three wire ladders carry two bays of boards at their own heights, and a small cabinet."""
    for x in (-shelf.width / 2, 0.0, shelf.width / 2):
        _wire_ladder(x, shelf, steel)
    bay = shelf.width / 2 - 0.016
    for x, places in ((-shelf.width / 4, (0.09, 0.42, 0.68, 0.94)), (shelf.width / 4, (0.09, 0.6, 0.94))):
        for share in places:
            board((bay, shelf.depth - 0.03, 0.02), boards, at=(x, 0, share * shelf.height))
    tall = low = shelf.height * 0.24
    carcass((bay, shelf.depth - 0.04, tall), boards, z=low, thick=0.016, x=shelf.width / 4)
    for side in (-1, 1):
        x, y = shelf.width / 4 + side * (bay / 4 - 0.003), -shelf.depth / 2 + 0.03
        door = (x, y, low + tall / 2)
        board((bay / 2 - 0.02, 0.016, tall - 0.036), boards, at=door, grain="x")
        grip = [(x - side * 0.11, y - 0.014, door[2] + end * 0.03) for end in (-1, 1)]
        tube(np.array(grip), 0.004, steel)


def _wire_ladder(x: float, shelf: Shelf, steel: Any) -> None:
    reach = shelf.depth / 2
    bow = filleted([(-reach, 0), (-reach, shelf.height), (reach, shelf.height), (reach, 0)], 0.02)
    tube(np.column_stack([np.full(len(bow), x), bow]), 0.007, steel)
    for z in np.arange(0.09, 0.95, 0.0567) * shelf.height:
        tube(np.array([(x, -reach, z), (x, reach, z)]), 0.0042, steel)


def _columns(shelf: Shelf, boards: Any, columns: Any) -> None:
    """Three boards with round ends on chunky turned columns."""
    thick, tiers = 0.036, 3
    gap = (shelf.height - tiers * thick) / (tiers - 1)
    end = rounded(shelf.width, shelf.depth, top=shelf.depth / 2, bottom=shelf.depth / 2)
    for tier in range(tiers):
        z = tier * (gap + thick) + thick / 2
        plate(end, thick, boards, at=(0, 0, z), lying=True, grain="x", rounding=0.014)
        if tier == tiers - 1:
            continue
        for x in (-0.36, 0.0, 0.36):
            _column(gap, columns, (x * shelf.width, 0, z + thick / 2))


def _column(height: float, material: Any, at: tuple[float, float, float]) -> None:
    """A column with a belly between two collars."""
    belly = smooth(
        [
            (0.04, 0.03),
            (0.048, height * 0.3),
            (0.052, height / 2),
            (0.048, height * 0.7),
            (0.04, height - 0.03),
        ]
    )
    turned(belly, material, at=at)
    for low in (0.0, height - 0.032):
        disc(0.06, 0.032, material, at=(at[0], at[1], at[2] + low), rounding=0.014)


def _arch(shelf: Shelf, frame: Any, boards: Any) -> None:
    """A slim case whose top is half a circle, open at the back, on a low plinth."""
    thick = 0.022
    inner, radius = shelf.width / 2 - thick, shelf.width / 2 - thick
    spring = shelf.height - thick - radius
    angles = np.linspace(0, np.pi, 48)
    crown = np.stack([radius * np.cos(angles), spring + radius * np.sin(angles)], axis=1)
    path = np.concatenate([[(inner, 0.0), (inner, spring / 2)], crown, [(-inner, spring / 2), (-inner, 0.0)]])
    hoop(path, thick, shelf.depth, frame, closed=False)
    for z in np.linspace(0.07, spring, 5):
        board((2 * inner, shelf.depth - 0.012, thick), boards, at=(0, 0, float(z)))
    board((2 * inner, 0.016, 0.06), frame, at=(0, -shelf.depth / 2 + 0.03, 0.03))
    top = rounded(2 * inner, radius + spring, top=radius, bottom=0.001)
    plate(top, 0.008, frame, at=(0, shelf.depth / 2 - 0.01, (radius + spring) / 2))
    for x in (-1, 1):
        disc(0.012, 0.006, boards, at=(x * (inner - 0.03), 0, 0), rounding=0.002)
