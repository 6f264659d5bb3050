"""What the store sells, as numbers: one module per department, built by its namesake in `models/`."""

from __future__ import annotations

from tools.photography.designs.chairs import Chairs
from tools.photography.designs.decor import Decor
from tools.photography.designs.lighting import Lighting
from tools.photography.designs.oddities import Unsold
from tools.photography.designs.storage import Storage
from tools.photography.designs.surfaces import Edges, Finish, Finishes, Kind, Pair, Profile, Triple
from tools.photography.designs.tables import Tables
from tools.photography.designs.tabletop import Tabletop
from tools.photography.designs.textiles import Textiles
from tools.photography.designs.upholstery import Upholstery
from tools.photography.designs.wall import WallDecor

Design = Upholstery | Chairs | Lighting | Textiles | Tables | Tabletop | Storage | WallDecor | Decor | Unsold

__all__ = ["Design", "Edges", "Finish", "Finishes", "Kind", "Pair", "Profile", "Triple"]
