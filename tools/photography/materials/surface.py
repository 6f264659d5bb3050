"""A material under construction: one principled shader and the nodes plugged into it."""

from __future__ import annotations

from math import pi
from typing import Any

import bpy

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


def deepened(color: Rgba, power: float) -> Rgba:
    """Return the color raised to a power: what is left of it through more of the same material."""
    red, green, blue = (part**power for part in color[:3])
    return (red, green, blue, 1.0)


class Surface:
    """A material, its node tree and its coordinates in meters."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes["Principled BSDF"]
        self.place = self.add("ShaderNodeTexCoord")
        self.coordinates = self.place.outputs["Object"]

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

    def stretched(self, x: float, y: float, z: float, *, vector: Any = None) -> Any:
        """Scale coordinates by axis."""
        at = self.coordinates if vector is None else vector
        return self.add("ShaderNodeMapping", Vector=at, Scale=(x, y, z)).outputs["Vector"]

    def wrapped(self) -> tuple[Any, Any]:
        """Return u and v in meters of cloth on the nearest side of a box: no contour lines on curves."""
        normal = self.add("ShaderNodeVectorMath")
        normal.operation = "ABSOLUTE"
        self.plug(self.place.outputs["Normal"], normal.inputs[0])
        nx, ny, nz = self.add("ShaderNodeSeparateXYZ", Vector=normal.outputs[0]).outputs
        x, y, z = self.add("ShaderNodeSeparateXYZ", Vector=self.coordinates).outputs
        upward = self.math("GREATER_THAN", nz, self.math("MAXIMUM", nx, ny))
        sideways = self.math("GREATER_THAN", nx, self.math("MAXIMUM", ny, nz))
        return self.blend(sideways, x, y), self.blend(upward, z, y)

    def noise(self, scale: float, *, detail: float = 3.0, vector: Any = None) -> Any:
        """Return smooth noise in 0 to 1; `scale` is features per meter."""
        at = self.coordinates if vector is None else vector
        return self.add("ShaderNodeTexNoise", Vector=at, Scale=scale, Detail=detail).outputs["Fac"]

    def ripple(self, at: Any, period: float) -> Any:
        """Return a sine in -1 to 1 that comes back every `period` meters of `at`."""
        return self.math("SINE", self.math("MULTIPLY", at, 2 * pi / period))

    def between(self, mask: Any, low: Rgba, high: Rgba, *, start: float = 0.3, end: float = 0.7) -> Any:
        """Blend from `low` to `high` while `mask` goes from `start` to `end`."""
        ramp = self.add("ShaderNodeValToRGB", Fac=mask)
        for stop, position, color in zip(ramp.color_ramp.elements, (start, end), (low, high), strict=True):
            stop.position, stop.color = position, color
        return ramp.outputs["Color"]

    def mixed(self, mask: Any, low: Any, high: Any) -> Any:
        """Blend two colors or sockets by `mask`."""
        node = self.tree.nodes.new("ShaderNodeMix")
        node.data_type = "RGBA"
        for socket, value in zip(
            (node.inputs[0], node.inputs[6], node.inputs[7]), (mask, low, high), strict=True
        ):
            self.plug(value, socket)
        return node.outputs[2]

    def blend(self, mask: Any, low: Any, high: Any) -> Any:
        """Blend two values by `mask`."""
        return self.add("ShaderNodeMix", Factor=mask, A=low, B=high).outputs["Result"]

    def grazing(self, blend: float = 0.5) -> Any:
        """Return 0 where the surface faces the camera and 1 where it turns away."""
        return self.add("ShaderNodeLayerWeight", Blend=blend).outputs["Facing"]

    def bump(self, height: Any, *, depth: float, strength: float = 1.0) -> None:
        """Let `height` tilt the surface, less where it turns away and would alias; `depth` in meters."""
        facing = self.math("SUBTRACT", 1.0, self.grazing(0.35))
        node = self.add(
            "ShaderNodeBump", Height=height, Distance=depth, Strength=self.math("MULTIPLY", facing, strength)
        )
        self.set(Normal=node.outputs["Normal"])

    def math(self, operation: str, left: Any, right: Any = 0.0, third: Any = 0.0) -> Any:
        """Combine values."""
        node = self.tree.nodes.new("ShaderNodeMath")
        node.operation = operation
        for value, socket in zip((left, right, third), node.inputs, strict=True):
            self.plug(value, socket)
        return node.outputs[0]

    def finish_with(self, shader: Any) -> None:
        """Show another shader than the principled one."""
        self.tree.links.new(shader, self.tree.nodes["Material Output"].inputs["Surface"])

    def shader_mix(self, mask: Any, low: Any, high: Any) -> Any:
        """Blend two shaders by `mask`."""
        node = self.add("ShaderNodeMixShader", Fac=mask)
        self.tree.links.new(low, node.inputs[1])
        self.tree.links.new(high, node.inputs[2])
        return node.outputs[0]
