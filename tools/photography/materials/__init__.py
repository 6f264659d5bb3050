"""Surfaces as Cycles node trees: cloth, leather, wood, glazed ceramic, metal, lacquer, paint, lamp shades.

Textures are laid in object coordinates (meters): a weave has the same size on a sofa and on a cushion.
"""

from __future__ import annotations

from typing import Any

import bpy

from tools.photography.designs import Finish

Rgba = tuple[float, float, float, float]


def linear(color: str) -> Rgba:
    """Convert "#rrggbb" in sRGB to linear RGBA, as Cycles wants it (IEC 61966-2-1)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return (red, green, blue, 1.0)


def shaded(color: Rgba, factor: float) -> Rgba:
    """Return the color made darker or lighter, alpha kept."""
    red, green, blue = (min(1.0, part * factor) for part in color[:3])
    return (red, green, blue, 1.0)


class Surface:
    """A material under construction: one principled shader and whatever is plugged into it."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes["Principled BSDF"]
        self.coordinates = self.add("ShaderNodeTexCoord").outputs["Object"]

    def add(self, kind: str, **inputs: Any) -> Any:
        """Add a node; keyword names are its inputs, with spaces written as underscores."""
        node = self.tree.nodes.new(kind)
        for name, value in inputs.items():
            self.plug(value, node.inputs[name.replace("_", " ")])
        return node

    def plug(self, value: Any, socket: Any) -> None:
        """Connect an output to a socket, or set the socket to a value."""
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        else:
            socket.default_value = value

    def set(self, **inputs: Any) -> None:
        """Set inputs of the shader."""
        for name, value in inputs.items():
            self.plug(value, self.shader.inputs[name.replace("_", " ")])

    def stretched(self, x: float, y: float, z: float) -> Any:
        """Object coordinates scaled by axis."""
        return self.add("ShaderNodeMapping", Vector=self.coordinates, Scale=(x, y, z)).outputs["Vector"]

    def noise(self, scale: float, *, detail: float = 3.0, vector: Any = None) -> Any:
        """Return smooth noise in 0 to 1; `scale` is features per meter."""
        at = self.coordinates if vector is None else vector
        return self.add("ShaderNodeTexNoise", Vector=at, Scale=scale, Detail=detail).outputs["Fac"]

    def between(self, mask: Any, low: Rgba, high: Rgba, *, start: float = 0.3, end: float = 0.7) -> Any:
        """Blend from `low` to `high` while `mask` goes from `start` to `end`."""
        ramp = self.add("ShaderNodeValToRGB", Fac=mask)
        for stop, position, color in zip(ramp.color_ramp.elements, (start, end), (low, high), strict=True):
            stop.position, stop.color = position, color
        return ramp.outputs["Color"]

    def bump(self, height: Any, *, depth: float, strength: float = 1.0) -> None:
        """Let `height` tilt the surface; `depth` in meters."""
        node = self.add("ShaderNodeBump", Height=height, Distance=depth, Strength=strength)
        self.set(Normal=node.outputs["Normal"])

    def math(self, operation: str, left: Any, right: Any) -> Any:
        """Combine two values."""
        node = self.tree.nodes.new("ShaderNodeMath")
        node.operation = operation
        self.plug(left, node.inputs[0])
        self.plug(right, node.inputs[1])
        return node.outputs[0]


def make(finish: Finish) -> Any:  # noqa: C901 - one line per kind of surface
    """Return the Blender material of a finish."""
    surface = Surface(finish.kind)
    color = linear(finish.color)
    match finish.kind:
        case "linen":
            _linen(surface, color)
        case "boucle":
            _boucle(surface, color)
        case "velvet":
            _velvet(surface, color)
        case "stripes":
            _stripes(surface, color, linear(finish.accent))
        case "leather":
            _leather(surface, color)
        case "wood":
            _wood(surface, color, finish.grain)
        case "ceramic":
            _ceramic(surface, finish)
        case "metal":
            _metal(surface, color)
        case "lacquer":
            surface.set(Base_Color=color, Roughness=0.38, Coat_Weight=0.15)
        case "paint":
            surface.set(Base_Color=color, Roughness=0.95, Specular_IOR_Level=0.1)
        case "shade":
            _shade(surface, color)
    return surface.material


def _weave(surface: Surface) -> Any:
    """Crossing threads, uneven as spun yarn is."""
    threads: Any = 0.0
    for axis in "XYZ":
        wave = surface.add(
            "ShaderNodeTexWave", Vector=surface.coordinates, Scale=110.0, Distortion=2.5, Detail=1.0
        )
        wave.bands_direction = axis
        threads = surface.math("ADD", threads, wave.outputs["Fac"])
    return surface.math("MULTIPLY", threads, 0.33)


def _linen(surface: Surface, color: Rgba) -> None:
    melange = surface.math("ADD", surface.math("MULTIPLY", surface.noise(380, detail=2), 0.6), 0.2)
    slubs = surface.noise(60, vector=surface.stretched(1.0, 1.0, 9.0))
    mixed = surface.math("ADD", surface.math("MULTIPLY", melange, 0.6), surface.math("MULTIPLY", slubs, 0.4))
    surface.set(
        Base_Color=surface.between(mixed, shaded(color, 0.72), shaded(color, 1.14), start=0.36, end=0.64)
    )
    surface.set(Roughness=0.95, Sheen_Weight=0.25, Sheen_Roughness=0.4, Specular_IOR_Level=0.2)
    surface.bump(_weave(surface), depth=0.0015, strength=0.6)


def _boucle(surface: Surface, color: Rgba) -> None:
    loops = surface.add("ShaderNodeTexVoronoi", Vector=surface.coordinates, Scale=75.0, Randomness=1.0)
    curls = surface.math("SUBTRACT", surface.noise(140, detail=4), loops.outputs["Distance"])
    surface.set(
        Base_Color=surface.between(curls, shaded(color, 0.82), shaded(color, 1.1), start=0.0, end=0.36)
    )
    surface.set(Roughness=1.0, Sheen_Weight=0.5, Sheen_Roughness=0.6, Specular_IOR_Level=0.1)
    surface.bump(curls, depth=0.012, strength=0.6)


def _velvet(surface: Surface, color: Rgba) -> None:
    nap = surface.noise(14, detail=2)
    surface.set(Base_Color=surface.between(nap, shaded(color, 0.9), shaded(color, 1.06)))
    surface.set(Roughness=0.7, Sheen_Weight=1.0, Sheen_Roughness=0.3, Specular_IOR_Level=0.15)
    surface.set(Sheen_Tint=shaded(color, 2.2))
    surface.bump(surface.noise(500, detail=1), depth=0.0008)


def _stripes(surface: Surface, color: Rgba, accent: Rgba) -> None:
    bands = surface.add(
        "ShaderNodeTexWave", Vector=surface.coordinates, Scale=5.2, Distortion=0.15, Detail=2.0
    )
    bands.bands_direction = "X"
    surface.set(Base_Color=surface.between(bands.outputs["Fac"], accent, color, start=0.3, end=0.34))
    surface.set(Roughness=0.95, Sheen_Weight=0.25, Specular_IOR_Level=0.2)
    surface.bump(_weave(surface), depth=0.0015, strength=0.7)


def _leather(surface: Surface, color: Rgba) -> None:
    wear = surface.noise(6, detail=5)
    surface.set(Base_Color=surface.between(wear, shaded(color, 0.7), shaded(color, 1.15)))
    surface.set(Roughness=0.42, Coat_Weight=0.12, Coat_Roughness=0.3)
    pebbles = surface.add("ShaderNodeTexVoronoi", Vector=surface.coordinates, Scale=260.0).outputs["Distance"]
    creases = surface.math("ADD", surface.math("MULTIPLY", pebbles, 0.3), surface.noise(18, detail=6))
    surface.bump(creases, depth=0.006, strength=0.5)


def _wood(surface: Surface, color: Rgba, grain: str) -> None:
    def along(across: float, length: float) -> Any:
        lying = grain == "x"
        return surface.stretched(length if lying else across, across, across if lying else length)

    bands = surface.noise(26, detail=2, vector=along(1.0, 0.06))
    fibers = surface.noise(150, detail=4, vector=along(1.0, 0.02))
    figure = surface.math("ADD", surface.math("MULTIPLY", bands, 0.5), surface.math("MULTIPLY", fibers, 0.5))
    surface.set(
        Base_Color=surface.between(figure, shaded(color, 0.58), shaded(color, 1.15), start=0.34, end=0.64)
    )
    surface.set(Roughness=0.48, Coat_Weight=0.08)
    surface.bump(fibers, depth=0.0008, strength=0.3)


def _ceramic(surface: Surface, finish: Finish) -> None:
    color = linear(finish.color)
    glaze: Any = surface.between(surface.noise(22, detail=4), shaded(color, 0.95), shaded(color, 1.02))
    if finish.accent and finish.dip > 0:
        height = surface.add("ShaderNodeSeparateXYZ", Vector=surface.coordinates).outputs["Z"]
        edge = surface.math("ADD", height, surface.math("MULTIPLY", surface.noise(35), 0.006))
        above = surface.math("GREATER_THAN", edge, finish.dip)
        glaze = _mixed(surface, above, linear(finish.accent), glaze)
    elif finish.accent:
        specks = surface.math("GREATER_THAN", surface.noise(520, detail=1), 0.66)
        glaze = _mixed(surface, specks, glaze, linear(finish.accent))
    surface.set(Base_Color=glaze, Roughness=0.22, Coat_Weight=0.6, Coat_Roughness=0.06)
    surface.bump(surface.noise(30, detail=2), depth=0.002, strength=0.25)


def _mixed(surface: Surface, mask: Any, low: Any, high: Any) -> Any:
    node = surface.tree.nodes.new("ShaderNodeMix")
    node.data_type = "RGBA"
    for socket, value in zip(
        (node.inputs[0], node.inputs[6], node.inputs[7]), (mask, low, high), strict=True
    ):
        surface.plug(value, socket)
    return node.outputs[2]


def _metal(surface: Surface, color: Rgba) -> None:
    brushed = surface.noise(60, detail=4, vector=surface.stretched(1.0, 1.0, 30.0))
    rough = surface.math("ADD", surface.math("MULTIPLY", brushed, 0.05), 0.24)
    surface.set(Base_Color=color, Metallic=1.0, Roughness=rough)


def _shade(surface: Surface, color: Rgba) -> None:
    """Cloth lit from within: the glow stands for a bulb that would cost many samples."""
    _linen(surface, color)
    surface.set(Emission_Color=shaded(linear("#ffd9a0"), 1.0), Emission_Strength=0.32)
