"""Surfaces as Cycles node trees: cloth, wood, glazed ceramic, stone, metal, glass, paper, lamp shades.

Textures are laid in object coordinates (meters): a weave has the same size on a sofa and on a cushion.
"""

from __future__ import annotations

from typing import Any

from tools.photography.designs import Finish
from tools.photography.materials import cloth, hard, light
from tools.photography.materials.surface import Surface, linear

__all__ = ["linear", "make"]


def make(finish: Finish) -> Any:  # noqa: C901, PLR0912 - one line per kind of surface
    """Return the Blender material of a finish."""
    surface = Surface(finish.kind)
    color = linear(finish.color)
    match finish.kind:
        case "linen":
            cloth.linen(surface, color)
        case "boucle":
            cloth.boucle(surface, color)
        case "velvet":
            cloth.velvet(surface, color)
        case "stripes":
            cloth.stripes(surface, color, linear(finish.accent))
        case "knit":
            cloth.knit(surface, color)
        case "felt":
            cloth.felt(surface, color)
        case "jute":
            cloth.jute(surface, color)
        case "rattan":
            cloth.rattan(surface, color)
        case "leather":
            cloth.leather(surface, color)
        case "wood":
            hard.wood(surface, finish)
        case "ceramic":
            hard.ceramic(surface, finish)
        case "stone":
            hard.stone(surface, finish)
        case "metal":
            hard.metal(surface, color)
        case "lacquer":
            hard.lacquer(surface, color)
        case "paint":
            hard.paint(surface, color)
        case "glass":
            light.glass(surface, color)
        case "mirror":
            light.mirror(surface, color)
        case "paper":
            light.paper(surface, color)
        case "wax":
            light.wax(surface, color)
        case "shade":
            light.shade(surface, color)
    return surface.material
