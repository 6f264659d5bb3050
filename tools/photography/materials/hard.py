"""Hard surfaces: wood, glazed ceramic, stone, metal, lacquer, paint."""

from __future__ import annotations

from typing import Any

from tools.photography.designs import Finish
from tools.photography.materials.surface import Rgba, Surface, linear, shaded


def wood(surface: Surface, finish: Finish) -> None:
    """Oiled wood: growth bands and fibers along its grain."""
    color = linear(finish.color)

    def along(across: float, length: float) -> Any:
        lying = finish.grain == "x"
        return surface.stretched(length if lying else across, across, across if lying else length)

    bands = surface.noise(40, detail=2, vector=along(1.0, 0.06))
    fibers = surface.noise(240, detail=3, vector=along(1.0, 0.02))
    figure = surface.math("ADD", surface.math("MULTIPLY", bands, 0.5), surface.math("MULTIPLY", fibers, 0.5))
    surface.set(
        Base_Color=surface.between(figure, shaded(color, 0.62), shaded(color, 1.14), start=0.34, end=0.64)
    )
    surface.set(Roughness=0.48, Coat_Weight=0.08)
    surface.bump(fibers, depth=0.0008, strength=0.3)


def ceramic(surface: Surface, finish: Finish) -> None:
    """Glazed stoneware: plain, dipped or speckled in the accent."""
    color = linear(finish.color)
    glaze: Any = surface.between(surface.noise(22, detail=4), shaded(color, 0.95), shaded(color, 1.02))
    if finish.accent and finish.dip > 0:
        height = surface.add("ShaderNodeSeparateXYZ", Vector=surface.coordinates).outputs["Z"]
        edge = surface.math("ADD", height, surface.math("MULTIPLY", surface.noise(35), 0.006))
        above = surface.math("GREATER_THAN", edge, finish.dip)
        glaze = surface.mixed(above, linear(finish.accent), glaze)
    elif finish.accent:
        specks = surface.math("GREATER_THAN", surface.noise(520, detail=1), 0.66)
        glaze = surface.mixed(specks, glaze, linear(finish.accent))
    surface.set(Base_Color=glaze, Roughness=0.22, Coat_Weight=0.6, Coat_Roughness=0.06)
    surface.bump(surface.noise(30, detail=2), depth=0.002, strength=0.25)


def stone(surface: Surface, finish: Finish) -> None:
    """Honed stone: layered without an accent, veined with one, chipped where `dip` is the size of chips."""
    color = linear(finish.color)
    if finish.accent and finish.dip > 0:
        tone = _terrazzo(surface, color, linear(finish.accent), finish.dip)
    elif finish.accent:
        tone = _marble(surface, color, linear(finish.accent))
    else:
        tone = _travertine(surface, color)
    surface.set(Base_Color=tone, Roughness=0.32, Coat_Weight=0.15, Coat_Roughness=0.2)


def _marble(surface: Surface, color: Rgba, accent: Rgba) -> Any:
    clouds = surface.noise(5, detail=4)
    ground = surface.between(clouds, _between(color, accent, 0.16), color, start=0.35, end=0.55)
    bent = surface.add(
        "ShaderNodeTexNoise", Vector=surface.coordinates, Scale=3.2, Detail=6.0, Distortion=1.2
    )
    crack = surface.math("ABSOLUTE", surface.math("SUBTRACT", bent.outputs["Fac"], 0.5))
    vein = surface.math("SMOOTH_MIN", surface.math("MULTIPLY", crack, 55.0), 1.0, 0.3)
    fade = surface.math("MAXIMUM", vein, surface.math("MULTIPLY", clouds, 1.25))
    return surface.mixed(fade, accent, ground)


def _travertine(surface: Surface, color: Rgba) -> Any:
    layers = surface.noise(9, detail=5, vector=surface.stretched(0.5, 0.5, 5.0))
    ground = surface.between(layers, shaded(color, 0.72), shaded(color, 1.08), start=0.32, end=0.66)
    pores = surface.noise(70, detail=2, vector=surface.stretched(0.5, 0.5, 2.2))
    surface.bump(surface.math("MINIMUM", pores, 0.4), depth=0.006, strength=0.4)
    pits = surface.math("LESS_THAN", pores, 0.31)
    return surface.mixed(pits, ground, shaded(color, 0.5))


def _terrazzo(surface: Surface, color: Rgba, accent: Rgba, chip: float) -> Any:
    cells = surface.add("ShaderNodeTexVoronoi", Vector=surface.coordinates, Scale=1 / chip, Randomness=1.0)
    kind, _, shade = surface.add("ShaderNodeSeparateColor", Color=cells.outputs["Color"]).outputs
    reach = surface.math("MULTIPLY_ADD", kind, 0.3, 0.2)
    chips = surface.math("LESS_THAN", cells.outputs["Distance"], reach)
    tone = surface.between(shade, accent, _between(color, accent, 0.3), start=0.4, end=0.75)
    return surface.mixed(chips, color, tone)


def metal(surface: Surface, color: Rgba) -> None:
    """Brushed metal."""
    brushed = surface.noise(60, detail=3, vector=surface.stretched(1.0, 1.0, 30.0))
    rough = surface.math("MULTIPLY_ADD", brushed, 0.14, 0.17)
    surface.set(Base_Color=color, Metallic=1.0, Roughness=rough)


def lacquer(surface: Surface, color: Rgba) -> None:
    """Sprayed satin lacquer."""
    surface.set(Base_Color=color, Roughness=0.38, Coat_Weight=0.15)


def paint(surface: Surface, color: Rgba) -> None:
    """Flat wall paint."""
    surface.set(Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.1)


def _between(left: Rgba, right: Rgba, share: float) -> Rgba:
    red, green, blue = (a + (b - a) * share for a, b in zip(left[:3], right[:3], strict=True))
    return (red, green, blue, 1.0)
