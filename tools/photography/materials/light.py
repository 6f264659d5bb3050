"""Surfaces that light goes through or comes back from whole: glass, mirror, paper, wax, lamp shades."""

from __future__ import annotations

from tools.photography.materials.cloth import shade_cloth
from tools.photography.materials.surface import Rgba, Surface, deepened, linear, shaded

BULB = linear("#ffd9a0")
THROUGH_ONE_WALL = 0.25  # a look through a vessel passes four surfaces: all of them make the color


def glass(surface: Surface, color: Rgba) -> None:
    """Thin glass: a tint that deepens toward the edges, and reflections. Nothing is bent: no noise."""
    edge = surface.grazing(0.5)
    rim = shaded(deepened(color, 0.5), 0.4)
    tint = surface.mixed(surface.math("POWER", edge, 4.0), deepened(color, THROUGH_ONE_WALL), rim)
    through = surface.add("ShaderNodeBsdfTransparent", Color=tint).outputs["BSDF"]
    shine = surface.add("ShaderNodeBsdfGlossy", Color=(1, 1, 1, 1), Roughness=0.08).outputs["BSDF"]
    fresnel = surface.math("MULTIPLY_ADD", surface.math("POWER", edge, 5.0), 0.3, 0.045)
    surface.finish_with(surface.shader_mix(fresnel, through, shine))


def mirror(surface: Surface, color: Rgba) -> None:
    """Silvered glass; the color tints it, a diagonal sheen tells it from a gray board."""
    shine = surface.add("ShaderNodeBsdfGlossy", Color=shaded(color, 0.94), Roughness=0.12).outputs["BSDF"]
    across = surface.add("ShaderNodeTexCoord").outputs["Generated"]
    slanted = surface.add("ShaderNodeMapping", Vector=across, Scale=(0.3, 1.0, 0.6)).outputs["Vector"]
    spot = surface.add("ShaderNodeSeparateXYZ", Vector=slanted).outputs
    slope = surface.math("ADD", spot["X"], spot["Z"])
    sheen = surface.between(slope, shaded(color, 0.27), color, start=0.0, end=0.85)
    haze = surface.add("ShaderNodeBsdfDiffuse", Color=sheen).outputs["BSDF"]
    surface.finish_with(surface.shader_mix(0.5, shine, haze))


def paper(surface: Surface, color: Rgba) -> None:
    """Washi: cloudy fibers, soft creases, a little light from behind."""
    fibers = surface.noise(24, detail=5)
    tone = surface.between(fibers, shaded(color, 0.9), shaded(color, 1.05))
    surface.set(Base_Color=tone, Roughness=0.9, Specular_IOR_Level=0.2)
    folds = surface.add("ShaderNodeTexVoronoi", Vector=surface.coordinates, Scale=11.0).outputs["Distance"]
    surface.bump(folds, depth=0.012, strength=0.3)
    behind = surface.add("ShaderNodeBsdfTranslucent", Color=tone).outputs["BSDF"]
    surface.finish_with(surface.shader_mix(0.3, surface.shader.outputs["BSDF"], behind))


def wax(surface: Surface, color: Rgba) -> None:
    """Candle wax: smooth, and brighter at its edges as light that went through would make it."""
    clouds = surface.noise(30, detail=2)
    body = surface.between(clouds, shaded(color, 0.93), shaded(color, 1.03))
    surface.set(Base_Color=body, Roughness=0.42, Coat_Weight=0.1, Coat_Roughness=0.3)
    surface.set(Emission_Color=color, Emission_Strength=surface.math("MULTIPLY", surface.grazing(0.4), 0.12))


def shade(surface: Surface, color: Rgba) -> None:
    """Cloth lit from within: the glow stands for a bulb that would cost many samples."""
    shade_cloth(surface, color)
    surface.set(Emission_Color=BULB, Emission_Strength=0.32)
