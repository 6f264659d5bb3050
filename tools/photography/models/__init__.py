"""One module per family of models; `build` puts a design into the scene, standing on z = 0 and facing -y."""

from __future__ import annotations

from tools.photography import materials
from tools.photography.designs import (
    Armchair,
    BeanBag,
    Cushion,
    Design,
    Finishes,
    FloorLamp,
    Mug,
    Oddity,
    Sofa,
    Stool,
    TableLamp,
    Teapot,
    Vase,
)
from tools.photography.models import (
    armchairs,
    bean_bags,
    cushions,
    floor_lamps,
    mugs,
    oddities,
    sofas,
    stools,
    table_lamps,
    teapots,
    vases,
)


def build(design: Design, finishes: Finishes) -> None:  # noqa: C901 - one line per family
    """Add the model to the scene."""
    main, second = materials.make(finishes.main), materials.make(finishes.second)
    match design:
        case Sofa():
            sofas.build(design, main, second)
        case Armchair():
            armchairs.build(design, main, second)
        case BeanBag():
            bean_bags.build(design, main, second)
        case Stool():
            stools.build(design, main, second)
        case TableLamp():
            table_lamps.build(design, main, second)
        case FloorLamp():
            floor_lamps.build(design, main, second)
        case Mug():
            mugs.build(design, main)
        case Vase():
            vases.build(design, main)
        case Teapot():
            teapots.build(design, main, second)
        case Cushion():
            cushions.build(design, main, second)
        case Oddity():
            oddities.build(design, main, second)
