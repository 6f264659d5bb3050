"""What travels between the rooms: frozen, typed, without behavior of its own.

Money is an integer count of the currency's minor unit (ISO 4217). Times are UTC Unix seconds. A photo is
known by the SHA-256 of its bytes. Boxes are fractions of the frame.
"""

from gumsole.records.answer import Answer, Candidate, Hit, Timing
from gumsole.records.arrays import RGB, Matrix, Vector
from gumsole.records.catalog import Availability, CatalogItem, DefaultTaken, Offer, Product, Rejected
from gumsole.records.events import (
    Action,
    IssuedQuery,
    Outcome,
    QuerySignals,
    ShopperEvent,
    Shown,
    SoughtBy,
)
from gumsole.records.index import Comparison, Entry, Filter, Neighbors, Passport, VectorQuery
from gumsole.records.keys import Key, Role
from gumsole.records.photos import (
    WHOLE,
    Background,
    Box,
    Known,
    Label,
    Labeling,
    Moderation,
    Quality,
    Signals,
    Swatch,
)
from gumsole.records.ranking import (
    Band,
    BandClaim,
    CategoryGuess,
    Choice,
    Facet,
    FacetValue,
    Guess,
    Hint,
    HintKind,
    Reason,
    ReasonKind,
    Step,
    StepKind,
)
from gumsole.records.sharding import Shard, undivided
from gumsole.records.shoppers import Forgetting, Kept

__all__ = [
    "RGB",
    "WHOLE",
    "Action",
    "Answer",
    "Availability",
    "Background",
    "Band",
    "BandClaim",
    "Box",
    "Candidate",
    "CatalogItem",
    "CategoryGuess",
    "Choice",
    "Comparison",
    "DefaultTaken",
    "Entry",
    "Facet",
    "FacetValue",
    "Filter",
    "Forgetting",
    "Guess",
    "Hint",
    "HintKind",
    "Hit",
    "IssuedQuery",
    "Kept",
    "Key",
    "Known",
    "Label",
    "Labeling",
    "Matrix",
    "Moderation",
    "Neighbors",
    "Offer",
    "Outcome",
    "Passport",
    "Product",
    "Quality",
    "QuerySignals",
    "Reason",
    "ReasonKind",
    "Rejected",
    "Role",
    "Shard",
    "ShopperEvent",
    "Shown",
    "Signals",
    "SoughtBy",
    "Step",
    "StepKind",
    "Swatch",
    "Timing",
    "Vector",
    "VectorQuery",
    "undivided",
]
