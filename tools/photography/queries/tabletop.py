"""Things on tables, counters and shelves as shoppers photograph them."""

from __future__ import annotations

from tools.photography.queries.record import Query
from tools.photography.scenes.record import Beside, Eye, Scene

TABLETOP = (
    Query(
        "navy-mug-at-breakfast",
        Scene(
            "harbor-mug-navy",
            "table",
            Eye(24, 27, roll=5, fill=0.42, shift=(-0.05, -0.1)),
            wall="#dcd6ca",
            warmth=0.45,
            props=(Beside("hearth-teapot-white", -0.02, 0.34, turn=35),),
        ),
    ),
    Query(
        "navy-faceted-mug",
        Scene(
            "prisma-faceted-mug-navy",
            "kitchen",
            Eye(-20, 22, roll=-3, fill=0.4, shift=(0.1, -0.1)),
            wall="#e3e0d8",
            warmth=0.25,
            props=(Beside("nordkap-insulated-flask-terracotta", -0.16, 0.1),),
        ),
    ),
    Query(
        "post-with-camp-mug",
        Scene(
            "switchback-camp-mug-white",
            "window sill",
            Eye(22, 16, fill=0.48, shift=(-0.08, -0.12)),
            wall="#d8c3a5",
        ),
        look="post",
    ),
    Query(
        "black-teapot",
        Scene(
            "sencha-low-teapot-black",
            "table",
            Eye(-18, 24, roll=-4, fill=0.52, shift=(0, -0.06)),
            wall="#a9afa3",
            warmth=0.5,
            props=(Beside("dune-mug-beige", -0.02, 0.34, turn=35),),
        ),
    ),
    Query(
        "terracotta-teapot",
        Scene(
            "kyushu-side-handle-teapot-terracotta",
            "kitchen",
            Eye(18, 28, roll=3, fill=0.5, shift=(-0.08, -0.06)),
            wall="#cfd4cd",
            warmth=0.35,
            props=(
                Beside("cairn-beaker-cream", 0.22, -0.02),
                Beside("cairn-beaker-charcoal", 0.27, 0.1),
            ),
        ),
    ),
    Query(
        "sage-vase",
        Scene(
            "column-fluted-vase-sage",
            "shelf",
            Eye(10, 10, roll=2.5, fill=0.44, shift=(-0.14, 0)),
            wall="#e1d9cb",
            warmth=0.25,
            props=(Beside("morel-mushroom-lamp-mustard", 0.36, 0.03, turn=-20),),
        ),
    ),
    Query(
        "sage-twisted-vase",
        Scene(
            "helix-twisted-vase-sage",
            "window sill",
            Eye(-16, 12, roll=-2, fill=0.52, shift=(0.1, -0.06)),
            wall="#cdd3d1",
        ),
    ),
    Query(
        "amber-glass-vase",
        Scene(
            "swell-ribbed-glass-vase-amber",
            "window sill",
            Eye(14, 14, roll=3.5, fill=0.5, shift=(-0.06, -0.06)),
            wall="#d9c7b8",
            warmth=0.5,
        ),
        look="old phone",
    ),
    Query(
        "black-ring-vase",
        Scene(
            "annulus-ring-vase-black",
            "table",
            Eye(-24, 14, roll=2, fill=0.5, shift=(-0.1, -0.02)),
            wall="#e0b692",
            warmth=0.4,
            props=(Beside("annulus-ring-vase-beige", 0.3, 0.22, turn=-20),),
        ),
    ),
    Query(
        "black-rice-bowl",
        Scene(
            "morsel-rice-bowl-black",
            "kitchen",
            Eye(24, 34, roll=-5, fill=0.4, shift=(0.04, -0.08)),
            wall="#bcd0d4",
            warmth=0.4,
            props=(Beside("sardine-oval-platter-white", -0.3, 0.0, turn=80),),
        ),
    ),
    Query(
        "oak-salad-bowl",
        Scene(
            "coppice-salad-bowl-with-servers-oak",
            "kitchen",
            Eye(-14, 26, roll=3, fill=0.58, shift=(-0.06, -0.1)),
            wall="#e3e0d8",
            warmth=0.6,
            props=(Beside("siphon-swing-top-bottle-clear", -0.25, 0.1),),
        ),
    ),
    Query(
        "sage-plate",
        Scene(
            "crema-coupe-plate-sage",
            "table",
            Eye(12, 46, roll=-4, fill=0.58, shift=(0.06, -0.04)),
            wall="#dcd6ca",
            warmth=0.45,
            props=(Beside("prisma-faceted-mug-beige", -0.24, 0.06, turn=40),),
        ),
    ),
    Query(
        "green-swing-top-bottle",
        Scene(
            "siphon-swing-top-bottle-forest-green",
            "window sill",
            Eye(-12, 9, roll=2, fill=0.6, shift=(0.14, -0.02)),
            wall="#e3e0d8",
            warmth=0.25,
            props=(Beside("olio-oil-bottle-black", -0.2, 0.02),),
        ),
    ),
    Query(
        "white-oil-bottle",
        Scene(
            "olio-oil-bottle-white",
            "kitchen",
            Eye(26, 16, roll=-3, fill=0.5, shift=(-0.12, -0.04)),
            wall="#7f8f80",
            warmth=0.7,
            props=(Beside("chalice-footed-fruit-bowl-terracotta", 0.26, 0),),
        ),
        look="old phone",
    ),
)
