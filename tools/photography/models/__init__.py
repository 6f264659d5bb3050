"""One package per department; `build` puts a design into the scene, standing on z = 0 and facing -y."""

from __future__ import annotations

from tools.photography import materials
from tools.photography.designs import Design, Finishes
from tools.photography.designs.chairs import Chairs
from tools.photography.designs.decor import Decor
from tools.photography.designs.lighting import Lighting
from tools.photography.designs.oddities import Unsold
from tools.photography.designs.storage import Storage
from tools.photography.designs.tables import Tables
from tools.photography.designs.tabletop import Tabletop
from tools.photography.designs.textiles import Textiles
from tools.photography.designs.upholstery import Upholstery
from tools.photography.designs.wall import WallDecor
from tools.photography.models import (
    chairs,
    decor,
    lighting,
    oddities,
    storage,
    tables,
    tabletop,
    textiles,
    upholstery,
    wall,
)


def build(design: Design, finishes: Finishes) -> None:  # noqa: C901 - one branch per department
    """Add the model to the scene."""
    main, second = materials.make(finishes.main), materials.make(finishes.second)
    if isinstance(design, Upholstery):
        upholstery.build(design, main, second)
    elif isinstance(design, Chairs):
        chairs.build(design, main, second)
    elif isinstance(design, Lighting):
        lighting.build(design, main, second)
    elif isinstance(design, Textiles):
        textiles.build(design, main, second)
    elif isinstance(design, Tables):
        tables.build(design, main, second)
    elif isinstance(design, Tabletop):
        tabletop.build(design, main, second)
    elif isinstance(design, Storage):
        storage.build(design, main, second)
    elif isinstance(design, WallDecor):
        wall.build(design, main, second)
    elif isinstance(design, Decor):
        decor.build(design, main, second)
    elif isinstance(design, Unsold):
        oddities.build(design, main, second)
