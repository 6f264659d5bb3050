"""What of the store stands around a thing in a room that is drawn by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.photography.catalog import Group, offers, sku
from tools.photography.designs import Pair
from tools.photography.habitats import GROUNDS, half_size
from tools.photography.scenes.record import CONSOLE_BELOW, TABLE_BELOW, Beside, Place

SMALL = ("Mugs", "Teapots", "Vases", "Bowls", "Bottles", "Candles", "Planters", "Table lamps")
LOW = ("Mugs", "Bowls", "Candles")  # what hides little of what hangs above it
FLOOR_POT, UNFIT = "Floor pots", ""
STANDING = ("Floor lamps", "Side tables", "Stools", FLOOR_POT, "Armchairs", "Bean bags")
SLIM = ("Floor lamps", "Side tables", "Stools")  # what fits before a wall that is near
FLAT_TOPPED = ("Coffee tables", "Side tables", "Dining tables", "Sideboards", "Bedside cabinets")
KINDS = {
    "bow-arc-floor-lamp": UNFIT,  # it reaches over what it stands beside
    "tendril-hanging-planter": UNFIT,  # it hangs
    "trestle-planter-on-legs": FLOOR_POT,
    "grove-pot-with-saucer": FLOOR_POT,
    "ferry-lantern": FLOOR_POT,
}
WIDEST_HALF = 0.14  # meters: wider tableware crowds a sill
NEAR_WALL: tuple[Place, ...] = ("hall", "bedroom")
SIDES = {
    "table": (-1,),
    "shelf": (1,),
    "kitchen": (-1, 1),
    "window sill": (-1,),
    "bedroom": (-1,),
    "hall": (1,),
}
DEPTHS = {
    "table": (0.0, 0.16),
    "shelf": (-0.03, 0.03),
    "kitchen": (-0.04, 0.05),
    "window sill": (-0.03, 0.02),
}
CHAIR_BEYOND, SOFA_BEYOND, TABLE_BEFORE = 0.12, 0.45, 0.5  # meters between a table's edge, a rug's, a sofa's


@dataclass(frozen=True, slots=True)
class _Host:
    """The thing in the middle, and the dice."""

    group: Group
    place: Place
    draw: np.random.Generator

    @property
    def half(self) -> Pair:
        return half_size(self.group.design)

    def chance(self, share: float) -> bool:
        return bool(self.draw.uniform() < share)

    def guest(self, *kinds: str) -> tuple[str, Pair]:
        """Pick something else of these kinds; return its sku and half its size."""
        fitting = [
            (sku(group, variant), half_size(group.design))
            for group, variant in offers()
            if _kind(group) in kinds and group.id != self.group.id
        ]
        return fitting[self.draw.integers(len(fitting))]


def company(group: Group, place: Place, draw: np.random.Generator) -> tuple[Beside, ...]:
    """Draw what stands around a product in a place: nothing, or up to four other things of the store."""
    host = _Host(group, place, draw)
    match GROUNDS[place]:
        case "floor":
            return tuple(_on_the_floor(host))
        case "top":
            return tuple(_on_a_top(host))
        case "seat":
            return tuple(_on_the_seat(host))
        case "wall":
            return tuple(_below(host, x=(-0.1, 0.2), y=(-0.26, -0.16), z=-CONSOLE_BELOW))
        case "ceiling":
            return tuple(_below(host, x=(-0.1, 0.1), y=(-0.3, -0.1), z=0.036 - TABLE_BELOW))


def _kind(group: Group) -> str:
    if group.category[0] == "Tabletop" and half_size(group.design)[0] > WIDEST_HALF:
        return UNFIT
    return KINDS.get(group.id, group.category[-1])


def _on_the_floor(host: _Host) -> list[Beside]:
    match host.group.category[-1]:
        case "Rugs":
            return _on_a_rug(host)
        case "Dining tables":
            return [*_chairs(host), *_upon(host)]
        case "Sofas":
            return [*_beside(host), *_before_a_sofa(host)]
        case _:
            return [*_beside(host), *_upon(host)]


def _beside(host: _Host) -> list[Beside]:
    sides = [side for side in SIDES.get(host.place, (-1, 1)) if host.chance(0.55)]
    return [_at_side(host, side) for side in sides]


def _at_side(host: _Host, side: int) -> Beside:
    near_wall = host.place in NEAR_WALL
    name, (half, deep) = host.guest(*(SLIM if near_wall else STANDING))
    x = side * (host.half[0] + half + host.draw.uniform(0.08, 0.35))
    y = host.half[1] - deep if near_wall else host.draw.uniform(0.0, 0.4)
    return Beside(name, x, y, turn=host.draw.uniform(-30, 30))


def _upon(host: _Host) -> list[Beside]:
    if host.group.category[-1] not in FLAT_TOPPED or host.chance(0.4):
        return []
    name, _ = host.guest(*SMALL)
    x = host.draw.uniform(-0.4, 0.4) * host.half[0]
    height = getattr(host.group.design, "height", 0.0)
    return [Beside(name, x, host.draw.uniform(-0.05, 0.05), turn=host.draw.uniform(-60, 60), z=height)]


def _before_a_sofa(host: _Host) -> list[Beside]:
    if host.chance(0.7):
        return []
    name, (_, deep) = host.guest("Coffee tables")
    return [Beside(name, host.draw.uniform(-0.4, 0.4), -(host.half[1] + deep + TABLE_BEFORE))]


def _chairs(host: _Host) -> list[Beside]:
    name, (_, deep) = host.guest("Dining chairs")
    y = host.half[1] + deep + CHAIR_BEYOND
    spots = [(side * 0.5 * host.half[0], way) for side in (-1, 1) for way in (1, -1)]
    taken = [spot for spot in spots if host.chance(0.6 if spot[1] > 0 else 0.2)]
    return [
        Beside(name, x, way * y, turn=(0 if way > 0 else 180) + host.draw.uniform(-15, 15))
        for x, way in taken
    ]


def _on_a_rug(host: _Host) -> list[Beside]:
    if host.chance(0.3):
        return []
    if host.chance(0.5):
        name, (_, deep) = host.guest("Sofas")
        return [Beside(name, host.draw.uniform(-0.2, 0.2), host.half[1] + min(deep, SOFA_BEYOND))]
    name, _ = host.guest("Armchairs", "Stools", "Bean bags")
    x = host.draw.uniform(-0.5, 0.5) * host.half[0]
    return [Beside(name, x, 0.6 * host.half[1], turn=host.draw.uniform(-25, 25))]


def _on_a_top(host: _Host) -> list[Beside]:
    sides = [side for side in SIDES[host.place] if host.chance(0.6)]
    stood = []
    for side in sides:
        name, (half, _) = host.guest(*SMALL)
        x = side * (host.half[0] + half + host.draw.uniform(0.05, 0.16))
        stood.append(Beside(name, x, host.draw.uniform(*DEPTHS[host.place]), turn=host.draw.uniform(-60, 60)))
    return stood


def _on_the_seat(host: _Host) -> list[Beside]:
    if host.chance(0.45):
        return []
    name, (half, _) = host.guest("Cushions")
    x = (-1 if host.chance(0.5) else 1) * (host.half[0] + half + host.draw.uniform(0.0, 0.1))
    return [Beside(name, x, -0.02, turn=host.draw.uniform(-15, 15))]


def _below(host: _Host, *, x: Pair, y: Pair, z: float) -> list[Beside]:
    if host.chance(0.4):
        return []
    name, _ = host.guest(*LOW)
    return [Beside(name, host.draw.uniform(*x), host.draw.uniform(*y), turn=host.draw.uniform(-60, 60), z=z)]
