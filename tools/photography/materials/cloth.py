"""Cloth and woven fibers: linen, boucle, velvet, stripes, knit, felt, jute, rattan, leather."""

from __future__ import annotations

from typing import Any

from tools.photography.materials.surface import Rgba, Surface, shaded

LINEN_THREAD, SHADE_THREAD, JUTE_CORD, CANE = 0.0075, 0.004, 0.018, 0.016  # two threads, meters
STITCH_WIDTH, STITCH_HEIGHT = 0.02, 0.014


def linen(surface: Surface, color: Rgba) -> None:
    """Slubby plain weave."""
    height, tone = _plain_weave(surface, LINEN_THREAD)
    surface.set(Base_Color=surface.between(tone, shaded(color, 0.7), shaded(color, 1.12)))
    _soften(surface)
    surface.bump(height, depth=0.0022, strength=0.6)


def shade_cloth(surface: Surface, color: Rgba) -> None:
    """Fine weave stretched over a lamp shade."""
    _, tone = _plain_weave(surface, SHADE_THREAD)
    surface.set(Base_Color=surface.between(tone, shaded(color, 0.84), shaded(color, 1.08)))
    _soften(surface)


def stripes(surface: Surface, color: Rgba, accent: Rgba) -> None:
    """Plain weave with bands in the accent."""
    bands = surface.add(
        "ShaderNodeTexWave", Vector=surface.coordinates, Scale=5.2, Distortion=0.15, Detail=2.0
    )
    bands.bands_direction = "X"
    height, tone = _plain_weave(surface, LINEN_THREAD)
    dyed = surface.between(bands.outputs["Fac"], accent, color, start=0.3, end=0.34)
    worn = surface.between(tone, (0.78, 0.78, 0.78, 1.0), (1.0, 1.0, 1.0, 1.0))
    surface.set(Base_Color=_multiplied(surface, dyed, worn))
    _soften(surface)
    surface.bump(height, depth=0.0022, strength=0.6)


def boucle(surface: Surface, color: Rgba) -> None:
    """Looped yarn: round curls with shallow warm gaps."""
    loops = surface.add(
        "ShaderNodeTexVoronoi", Vector=surface.coordinates, Scale=70.0, Randomness=1.0
    ).outputs["Distance"]
    dome = surface.math("SUBTRACT", 1.0, surface.math("MULTIPLY", loops, loops))
    curls = surface.math("MULTIPLY_ADD", surface.noise(110, detail=1), 0.35, dome)
    gap = (color[0] * 0.95, color[1] * 0.925, color[2] * 0.89, 1.0)
    surface.set(Base_Color=surface.between(curls, gap, shaded(color, 1.05), start=0.62, end=1.1))
    surface.set(Roughness=1.0, Sheen_Weight=0.35, Sheen_Roughness=0.6, Specular_IOR_Level=0.1)
    surface.bump(curls, depth=0.012, strength=0.4)


def velvet(surface: Surface, color: Rgba) -> None:
    """Short pile that was stroked here and there."""
    nap = surface.noise(9, detail=2, vector=surface.stretched(1.0, 1.0, 0.5))
    surface.set(Base_Color=surface.between(nap, shaded(color, 0.82), shaded(color, 1.1)))
    surface.set(Roughness=0.7, Sheen_Weight=1.0, Sheen_Roughness=0.3, Specular_IOR_Level=0.15)
    surface.set(Sheen_Tint=shaded(color, 2.2))
    surface.bump(nap, depth=0.012, strength=0.5)


def knit(surface: Surface, color: Rgba) -> None:
    """Chunky stockinette: columns of V-shaped stitches."""
    u, v = surface.wrapped()
    half = STITCH_WIDTH / 2
    across = surface.math("PINGPONG", u, half)
    slanted = surface.math("MULTIPLY_ADD", across, 1.3, v)
    yarn = surface.math("ABSOLUTE", surface.ripple(across, 2 * half))
    row = surface.math("MULTIPLY_ADD", surface.ripple(slanted, STITCH_HEIGHT), 0.5, 0.5)
    stitch = surface.math("MULTIPLY", surface.math("POWER", yarn, 0.6), surface.math("POWER", row, 0.5))
    fibers = surface.math("MULTIPLY_ADD", surface.noise(260, detail=1), 0.4, stitch)
    surface.set(
        Base_Color=surface.between(fibers, shaded(color, 0.55), shaded(color, 1.06), start=0.3, end=1.0)
    )
    _soften(surface)
    surface.bump(stitch, depth=0.006, strength=0.8)


def felt(surface: Surface, color: Rgba) -> None:
    """Matted wool: a dense, dull melange."""
    wool = surface.math("ADD", surface.noise(330, detail=2), surface.noise(45, detail=3))
    tone = surface.math("MULTIPLY", wool, 0.5)
    surface.set(
        Base_Color=surface.between(tone, shaded(color, 0.78), shaded(color, 1.14), start=0.38, end=0.62)
    )
    surface.set(Roughness=1.0, Sheen_Weight=0.4, Sheen_Roughness=0.5, Specular_IOR_Level=0.05)
    surface.bump(wool, depth=0.002, strength=0.4)


def jute(surface: Surface, color: Rgba) -> None:
    """Coarse cord, woven, with stray fibers."""
    height, tone = _plain_weave(surface, JUTE_CORD)
    fibers = surface.math(
        "MULTIPLY_ADD", surface.noise(300, detail=2), 0.5, surface.math("MULTIPLY", tone, 0.5)
    )
    dark = surface.math("MULTIPLY_ADD", height, 0.3, fibers)
    surface.set(Base_Color=surface.between(dark, shaded(color, 0.42), shaded(color, 1.2), start=0.3, end=0.8))
    surface.set(Roughness=0.9, Specular_IOR_Level=0.15)
    surface.bump(height, depth=0.007, strength=0.9)


def rattan(surface: Surface, color: Rgba) -> None:
    """Flat strips of cane, woven tight, each of its own tone."""
    height, tone = _plain_weave(surface, CANE)
    strips = surface.math("POWER", height, 0.45)
    lit = surface.math("MULTIPLY", strips, surface.math("MULTIPLY_ADD", tone, 0.7, 0.5))
    surface.set(Base_Color=surface.between(lit, shaded(color, 0.22), shaded(color, 1.12), start=0.2, end=0.9))
    surface.set(Roughness=0.45, Coat_Weight=0.15, Coat_Roughness=0.3)
    surface.bump(strips, depth=0.004, strength=0.8)


def leather(surface: Surface, color: Rgba) -> None:
    """Pebbled hide, worn lighter in places."""
    wear = surface.noise(6, detail=5)
    surface.set(Base_Color=surface.between(wear, shaded(color, 0.7), shaded(color, 1.15)))
    surface.set(Roughness=0.42, Coat_Weight=0.12, Coat_Roughness=0.3)
    pebbles = surface.add("ShaderNodeTexVoronoi", Vector=surface.coordinates, Scale=260.0).outputs["Distance"]
    creases = surface.math("ADD", surface.math("MULTIPLY", pebbles, 0.3), surface.noise(18, detail=6))
    surface.bump(creases, depth=0.006, strength=0.5)


def _soften(surface: Surface) -> None:
    surface.set(Roughness=0.95, Sheen_Weight=0.25, Sheen_Roughness=0.4, Specular_IOR_Level=0.2)


def _plain_weave(surface: Surface, period: float) -> tuple[Any, Any]:
    """Return height in 0 to 1 of threads that go over and under, and a tone for each stretch of thread."""
    u, v = surface.wrapped()
    along, across = surface.ripple(u, period), surface.ripple(v, period)
    over = surface.math("MULTIPLY_ADD", surface.math("MULTIPLY", along, across), 0.5, 0.5)
    flat = surface.add("ShaderNodeCombineXYZ", X=u, Y=v).outputs["Vector"]
    fine, long = 0.9 / period, 0.09 / period
    warp = surface.noise(1.0, detail=1, vector=surface.stretched(fine, long, 1.0, vector=flat))
    weft = surface.noise(1.0, detail=1, vector=surface.stretched(long, fine, 1.0, vector=flat))
    thread = surface.blend(surface.math("GREATER_THAN", over, 0.5), warp, weft)
    height = surface.math("ABSOLUTE", surface.math("MULTIPLY", along, across))
    tone = surface.math("MULTIPLY_ADD", height, 0.25, surface.math("MULTIPLY", thread, 0.8))
    return height, tone


def _multiplied(surface: Surface, left: Any, right: Any) -> Any:
    node = surface.tree.nodes.new("ShaderNodeMix")
    node.data_type, node.blend_type = "RGBA", "MULTIPLY"
    for socket, value in zip(
        (node.inputs[0], node.inputs[6], node.inputs[7]), (1.0, left, right), strict=True
    ):
        surface.plug(value, socket)
    return node.outputs[2]
