"""Every table and key of a policy: the one list, for checks and docs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

VERSION = 1

# A whole unit of cosine similarity: more could not be told from it on a leash.
MOST_POINTS = 100.0


class KeyKind(StrEnum):
    """What a key takes."""

    FLAG = "true or false"
    COUNT = "whole number"
    NUMBER = "number"
    TEXT = "text"
    COUNTRY = "ISO 3166 country code"
    DAY = "day"
    CONDITION = "condition"
    SKUS = "list of skus or groups"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table.

    Attributes
    ----------
    default : object
        Taken where the key is left out; None where nothing is taken.
    low, high : float
        Bounds of a number, both included.
    """

    name: str
    kind: KeyKind
    doc: str
    default: object = None
    low: float = 0
    high: float = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a policy; `many` where it is a list of rules, spelled `[[name]]`."""

    name: str
    doc: str
    keys: tuple[Key, ...]
    many: bool = False

    @property
    def header(self) -> str:
        """As the file spells it."""
        return f"[[{self.name}]]" if self.many else f"[{self.name}]"


def _points(doc: str, default: float | None = None, *, required: bool = False) -> Key:
    return Key("points", KeyKind.NUMBER, doc, default, 0, MOST_POINTS, required)


_NAME = Key("name", KeyKind.TEXT, "What reasons call it; no two rules share a name.", required=True)
_WHEN = Key("when", KeyKind.CONDITION, "Products it holds for.")
_SKUS = Key("skus", KeyKind.SKUS, "Products it holds for, instead of `when`.")
_FROM = Key("from", KeyKind.DAY, "First day on which it holds, in UTC; without it, it holds already.")
_UNTIL = Key("until", KeyKind.DAY, "Last day on which it holds, in UTC; without it, it never ends.")
_LISTED = (_NAME, _WHEN, _SKUS, _FROM, _UNTIL)

TABLES: tuple[Table, ...] = (
    Table(
        "guard",
        "Keeps other kinds of things away from what the photo shows.",
        (
            Key(
                "coverage",
                KeyKind.NUMBER,
                "Share of photos for which the right category must be among those searched.",
                0.95,
                0.5,
                0.999,
            ),
        ),
    ),
    Table(
        "sellable",
        "What may be sold now.",
        (
            Key("in_stock", KeyKind.FLAG, "Only what is in stock; unknown is not.", default=True),
            Key("needs_price", KeyKind.FLAG, "Only what has a price.", default=True),
            Key("ships_to", KeyKind.COUNTRY, "Only what ships to this country; empty is anywhere.", ""),
            Key(
                "min_photo_quality",
                KeyKind.NUMBER,
                "Only what has a main photo at least this good; one that was not judged is let through.",
                0.0,
                0,
                1,
            ),
            Key(
                "show_sold_out",
                KeyKind.FLAG,
                "List what cannot be sold as well, labeled, behind what can.",
                default=False,
            ),
        ),
    ),
    Table(
        "leash",
        "How far this policy may move a product.",
        (Key("places", KeyKind.COUNT, "Places from where likeness put it, up or down.", 4, 0, 100),),
    ),
    Table(
        "boost",
        "Lifts products.",
        (
            _NAME,
            Key("when", KeyKind.CONDITION, _WHEN.doc, required=True),
            _points("Added.", required=True),
            _FROM,
            _UNTIL,
        ),
        many=True,
    ),
    Table(
        "bury",
        "Lowers products.",
        (
            _NAME,
            Key("when", KeyKind.CONDITION, _WHEN.doc, required=True),
            _points("Taken.", required=True),
            _FROM,
            _UNTIL,
        ),
        many=True,
    ),
    Table("pin", "Puts products first, as far as the leash reaches.", _LISTED, many=True),
    Table("hide", "Never shows products.", _LISTED, many=True),
    Table(
        "price_affinity",
        "Prefers prices like those of the nearest products, or within the price range that was asked for.",
        (
            _points("Given inside the range, taken far outside it.", 0.0),
            Key(
                "prices",
                KeyKind.COUNT,
                "Known prices among same and close hits that make a range.",
                3,
                2,
                100,
            ),
            Key(
                "tolerance",
                KeyKind.NUMBER,
                "Half width of the range at least, as a share of the price.",
                0.25,
                0.01,
                1,
            ),
        ),
    ),
    Table(
        "dead_stock",
        "Lowers what nobody buys; what has no sales figures is left alone.",
        (
            _points("Taken.", 0.0),
            Key("days", KeyKind.COUNT, "Days without a sale.", 180, 1, 3650),
        ),
    ),
    Table(
        "photo_quality",
        "Lowers products with weak main photos.",
        (
            _points("Taken at quality 0, in proportion above it.", 0.0),
            Key("weak", KeyKind.NUMBER, "Quality from which on nothing is taken.", 0.5, 0.01, 1),
        ),
    ),
    Table(
        "popularity",
        "Lifts what the merchant calls popular.",
        (_points("Given to the most popular product at hand, none to the least, in between by rank.", 0.0),),
    ),
    Table(
        "variety",
        "Keeps one brand from filling the first places while another could stand there.",
        (
            Key("per_brand", KeyKind.COUNT, "Places of one brand at most; 0 is no limit.", 0, 0, 100),
            Key("places", KeyKind.COUNT, "Of so many first places.", 8, 1, 100),
        ),
    ),
    Table(
        "ladder",
        "When an answer is too weak to stand by itself.",
        (
            Key(
                "enough",
                KeyKind.COUNT,
                "Hits that are at least similar below which something is loosened.",
                1,
                1,
                100,
            ),
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
