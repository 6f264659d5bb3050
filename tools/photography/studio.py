"""The packshot studio: an empty scene, soft light, a white sweep, a camera that frames what stands in it."""

from __future__ import annotations

from math import ceil, cos, floor, radians, sin, tan
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tools.photography.designs import Edges, Pair, Triple
from tools.photography.materials import linear
from tools.photography.views import View

STUDIO_LENS_MM = 85.0
SENSOR_MM = 36.0
SWEEP_ALBEDO, SWEEP_WHITE = 0.7, 0.955  # what the floor gives to the product, and to the camera: 250 of 255
SHADOW_DEPTH, SHADOW_REACH, SHADOW_SAMPLES = 0.12, 0.5, 6  # reach in radii of the product
GLASS_PATIENCE = 2  # times the samples: a look through glass picks between passing and coming back
AROUND_SHRINK, FEATHER_PX, SUBJECT_MARGIN = 4, 10, 0.03  # what lies around the product is a soft gradient
FLAG_ALBEDO = 0.015  # black velvet beside the product: it draws the edges of white and gives metal a contrast


def empty_scene(*, world: str = "#ffffff", strength: float = 0.3) -> None:
    """Start over with nothing but ambient light."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    sky = bpy.data.worlds.new("sky")
    sky.use_nodes = True
    tree, background = sky.node_tree, sky.node_tree.nodes["Background"]
    rays, seen = tree.nodes.new("ShaderNodeLightPath"), tree.nodes.new("ShaderNodeMapRange")
    seen.inputs["To Min"].default_value = strength
    seen.inputs["To Max"].default_value = SWEEP_WHITE  # as bright as the floor: no horizon
    tree.links.new(rays.outputs["Is Camera Ray"], seen.inputs["Value"])
    tree.links.new(seen.outputs["Result"], background.inputs["Strength"])
    background.inputs["Color"].default_value = linear(world)
    bpy.context.scene.world = sky


def product_points() -> NDArray[np.float64]:
    """World coordinates of every vertex in the scene, after modifiers."""
    bpy.context.view_layer.update()
    graph = bpy.context.evaluated_depsgraph_get()
    clouds = []
    for part in bpy.context.scene.objects:
        if part.type not in {"MESH", "CURVE"}:
            continue
        mesh = part.evaluated_get(graph).to_mesh()
        flat = np.empty(len(mesh.vertices) * 3)
        mesh.vertices.foreach_get("co", flat)
        matrix = np.array(part.matrix_world)
        clouds.append(flat.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3])
        part.evaluated_get(graph).to_mesh_clear()
    return np.concatenate(clouds)


def light_product(size: float) -> None:
    """Key from the upper left, fill from the right, a strip from behind; `size` is the product's radius."""
    area_light(
        (-1.9 * size, -2.2 * size, 2.7 * size), size=2.2 * size, watts=74 * size**2, target=(0, 0, 0.4 * size)
    )
    area_light(
        (2.6 * size, -1.7 * size, 1.5 * size), size=2.4 * size, watts=27 * size**2, target=(0, 0, 0.4 * size)
    )
    area_light(
        (0.5 * size, 1.8 * size, 3.0 * size), size=1.6 * size, watts=46 * size**2, target=(0, 0, 0.4 * size)
    )


def black_flags(size: float) -> None:
    """Stand a black board at either side, unseen and without a shadow: only bounced light misses it."""
    velvet = bpy.data.materials.new("flag")
    velvet.use_nodes = True
    shader = velvet.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (FLAG_ALBEDO, FLAG_ALBEDO, FLAG_ALBEDO, 1.0)
    shader.inputs["Specular IOR Level"].default_value = 0.0
    for side in (-1, 1):
        bpy.ops.mesh.primitive_plane_add(
            size=1, location=(side * 1.75 * size, 0.35 * size, 1.1 * size), rotation=(0, radians(90), 0)
        )
        flag = bpy.context.object
        flag.scale = (3.2 * size, 1.5 * size, 1)
        flag.visible_camera = flag.visible_shadow = flag.visible_transmission = False
        flag.data.materials.append(velvet)


def area_light(at: Triple, *, size: float, watts: float, target: Triple, color: str = "#ffffff") -> None:
    """Add a square soft box at `at` that looks at `target`."""
    lamp = bpy.data.lights.new("softbox", "AREA")
    lamp.size, lamp.energy = size, watts
    lamp.color = linear(color)[:3]
    box = bpy.data.objects.new("softbox", lamp)
    box.location = at
    box.rotation_euler = (Vector(target) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.collection.objects.link(box)


def white_sweep(size: float) -> None:
    """Add a floor that lights the product as white paper does, and that the camera sees nearly white.

    Paper exposed until it is white shows no shadow; so the camera sees it glow, less where something stands
    near: a soft contact shadow, and no horizon.
    """
    bpy.ops.mesh.primitive_plane_add(size=60 * size)
    floor = bpy.data.materials.new("sweep")
    floor.use_nodes = True
    tree = floor.node_tree
    tree.nodes.clear()
    rays, near = tree.nodes.new("ShaderNodeLightPath"), tree.nodes.new("ShaderNodeAmbientOcclusion")
    near.samples, near.inputs["Distance"].default_value = SHADOW_SAMPLES, SHADOW_REACH * size
    glow, shade = tree.nodes.new("ShaderNodeEmission"), tree.nodes.new("ShaderNodeMapRange")
    shade.inputs["To Min"].default_value, shade.inputs["To Max"].default_value = SHADOW_DEPTH, SWEEP_WHITE
    tree.links.new(near.outputs["AO"], shade.inputs["Value"])
    tree.links.new(shade.outputs["Result"], glow.inputs["Strength"])
    paper, seen = tree.nodes.new("ShaderNodeBsdfDiffuse"), tree.nodes.new("ShaderNodeMixShader")
    paper.inputs["Color"].default_value = (*[SWEEP_ALBEDO] * 3, 1.0)
    tree.links.new(rays.outputs["Is Camera Ray"], seen.inputs["Fac"])
    tree.links.new(paper.outputs["BSDF"], seen.inputs[1])
    tree.links.new(glow.outputs["Emission"], seen.inputs[2])
    out = tree.nodes.new("ShaderNodeOutputMaterial")
    tree.links.new(seen.outputs["Shader"], out.inputs["Surface"])
    bpy.context.object.data.materials.append(floor)


def camera(*, azimuth: float, elevation: float, roll: float = 0.0, lens_mm: float = STUDIO_LENS_MM) -> Any:
    """Add the scene's camera, `azimuth` degrees right of the front and `elevation` degrees up."""
    eye = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    eye.data.lens, eye.data.sensor_width, eye.data.clip_start = lens_mm, SENSOR_MM, 0.01
    eye.data.sensor_fit = "HORIZONTAL"
    a, e = radians(azimuth), radians(elevation)
    gaze = Vector((-sin(a) * cos(e), cos(a) * cos(e), -sin(e)))
    eye.rotation_euler = gaze.to_track_quat("-Z", "Y").to_euler()
    eye.rotation_euler.rotate_axis("Z", radians(roll))
    bpy.context.collection.objects.link(eye)
    bpy.context.scene.camera = eye
    return eye


def frame(eye: Any, points: NDArray[np.float64], *, fill: float, shift: Pair = (0.0, 0.0)) -> None:
    """Move the camera along its gaze until `points` take `fill` of the frame, then off center by `shift`."""
    turn = np.array(eye.rotation_euler.to_matrix())
    half = SENSOR_MM / 2 / eye.data.lens
    render = bpy.context.scene.render
    tall = half * render.resolution_y / render.resolution_x
    seen = points @ turn
    center = (seen.min(axis=0) + seen.max(axis=0)) / 2
    distance = float(np.ptp(seen, axis=0).max()) / half
    for _ in range(12):
        depth = np.maximum(center[2] + distance - seen[:, 2], 1e-3)
        across = (seen[:, 0] - center[0]) / depth / half
        upright = (seen[:, 1] - center[1]) / depth / tall
        reach = max(float(np.ptp(across)), float(np.ptp(upright))) / 2
        center[0] += (across.max() + across.min()) / 2 * distance * half
        center[1] += (upright.max() + upright.min()) / 2 * distance * tall
        distance *= reach / fill
    place = center + np.array([-shift[0] * distance * half, -shift[1] * distance * tall, distance])
    eye.location = Vector((turn @ place).tolist())


def render_to(path: Path, *, samples: int, threads: int, subject: Edges | None = None) -> None:
    """Render the scene to a PNG; a photo appears under its name only when it is whole.

    Where `subject` says which part of the frame the product takes, only that part is rendered in full: the
    rest is a soft gradient, which a picture of a quarter of the size gives as well.
    """
    _set_up(samples=samples, threads=threads)
    partial = path.with_suffix(".partial.png")
    if subject is None:
        _render(partial)
    else:
        _render_subject(partial, _with_margin(subject))
    partial.replace(path)


def _render_subject(path: Path, part: Edges) -> None:
    render = bpy.context.scene.render
    x, y, w, h = part
    render.resolution_percentage = 100 // AROUND_SHRINK
    _render(path)
    render.resolution_percentage = 100
    with Image.open(path) as around:
        page = around.convert("RGB").resize(
            (render.resolution_x, render.resolution_y), Image.Resampling.BICUBIC
        )
    render.use_border = render.use_crop_to_border = True
    render.border_min_x, render.border_max_x = x, x + w
    render.border_min_y, render.border_max_y = 1 - y - h, 1 - y
    _render(path)
    with Image.open(path) as sharp:
        mask = Image.new("L", sharp.size, 0)
        mask.paste(255, (FEATHER_PX, FEATHER_PX, sharp.width - FEATHER_PX, sharp.height - FEATHER_PX))
        mask = mask.filter(ImageFilter.BoxBlur(FEATHER_PX - 1))
        at = round(x * render.resolution_x), round(y * render.resolution_y)
        page.paste(sharp.convert("RGB"), at, mask)
    page.save(path)


def _with_margin(subject: Edges) -> Edges:
    """The part of the frame around the product, on whole pixels of the small picture too."""
    size = bpy.context.scene.render.resolution_x
    grid = size // AROUND_SHRINK
    x, y, w, h = subject
    left, top = (max(0, floor((edge - SUBJECT_MARGIN) * grid)) for edge in (x, y))
    right, low = (min(grid, ceil((edge + SUBJECT_MARGIN) * grid)) for edge in (x + w, y + h))
    return left / grid, top / grid, (right - left) / grid, (low - top) / grid


def _render(path: Path) -> None:
    bpy.context.scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)


def _set_up(*, samples: int, threads: int) -> None:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    through_glass = any(material.name.startswith("glass") for material in bpy.data.materials)
    scene.cycles.device = "CPU"
    scene.cycles.samples = samples * GLASS_PATIENCE if through_glass else samples
    scene.cycles.use_denoising, scene.cycles.denoiser = True, "OPENIMAGEDENOISE"
    scene.cycles.use_adaptive_sampling, scene.cycles.adaptive_min_samples = True, 4
    scene.cycles.adaptive_threshold = 0.1
    # With prefiltered guides the denoiser peppers cloth seen at a slant, and washes its weave out.
    scene.cycles.denoising_prefilter, scene.cycles.denoising_quality = "NONE", "BALANCED"
    scene.cycles.max_bounces, scene.cycles.diffuse_bounces, scene.cycles.glossy_bounces = 3, 2, 2
    # Glass is seen through whole: ending paths early by chance peppers it.
    scene.cycles.min_transparent_bounces, scene.cycles.transparent_max_bounces = 8, 12
    scene.cycles.use_light_tree = False  # it pays from dozens of lamps on; here are three
    scene.cycles.sample_clamp_indirect = 6.0
    scene.render.threads_mode, scene.render.threads = "FIXED", threads
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGB"
    scene.view_settings.view_transform = "Standard"


def set_size(size: tuple[int, int]) -> None:
    """Set the size of the photo in pixels; framing depends on it."""
    render = bpy.context.scene.render
    render.resolution_x, render.resolution_y = size
    render.resolution_percentage = 100


def seen_box(eye: Any, points: NDArray[np.float64]) -> Edges:
    """Fractions of the frame (left, top, width, height) that `points` cover, clipped to it."""
    turn = np.array(eye.rotation_euler.to_matrix())
    seen = (points - np.array(eye.location)) @ turn
    render = bpy.context.scene.render
    half = SENSOR_MM / 2 / eye.data.lens
    tall = half * render.resolution_y / render.resolution_x
    depth = np.maximum(-seen[:, 2], 1e-3)
    x = np.clip(0.5 + seen[:, 0] / depth / half / 2, 0, 1)
    y = np.clip(0.5 - seen[:, 1] / depth / tall / 2, 0, 1)
    return float(x.min()), float(y.min()), float(np.ptp(x)), float(np.ptp(y))


def packshot(view: View, size: int) -> Edges:
    """Light, ground and frame the product that stands in the scene; return where in the frame it is."""
    points = product_points()
    reach = float(np.ptp(points, axis=0).max()) / 2 * (1 + 0.15 * tan(radians(view.elevation)))
    set_size((size, size))
    light_product(reach)
    black_flags(reach)
    white_sweep(reach)
    eye = camera(azimuth=view.azimuth, elevation=view.elevation)
    frame(eye, points, fill=view.fill, shift=view.shift)
    bpy.context.view_layer.update()
    return seen_box(eye, points)
