"""A small store to ask questions of: any shelf, any photo, any policy; what is true of it in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

import numpy as np
from hypothesis import strategies as st

from gumsole.colors import srgb_to_lab
from gumsole.ranking.answering.admission import Admission
from gumsole.ranking.answering.asking import SearchRequest, Sight, moment_of, question_of
from gumsole.ranking.answering.quest import Quest, Sources
from gumsole.ranking.answering.ranker import Judges, Ranked, Ranker
from gumsole.ranking.bands import Bands
from gumsole.ranking.candidates import Moment
from gumsole.ranking.guard import Guard
from gumsole.ranking.ladder import Attempt, Enough, Ladder, Part, Question
from gumsole.ranking.policy import Policy, load_policy
from gumsole.ranking.refine import Currency, Vocabulary, Wish, understand
from gumsole.ranking.refine.lexicon import shades
from gumsole.ranking.shelf import Shelf
from gumsole.records import (
    Availability,
    CategoryGuess,
    Filter,
    Guess,
    Neighbors,
    Swatch,
    Vector,
)
from gumsole.store import StoreValue
from tests.ranking.wares import Ware, shelf_of

NOON = 1_000_000.0
SOFAS, STOOLS, MUGS = ("Seating", "Sofas"), ("Seating", "Stools"), ("Tabletop", "Mugs")
LEAVES = (SOFAS, STOOLS, MUGS)
BRANDS, COLORS, MATERIALS = ("Ada", "Bo"), ("Navy", "Blue", "Beige", "Black"), ("Wool", "Leather")
YEN = Currency("JPY", 0)

VOCABULARY = Vocabulary.of(
    [
        *(StoreValue("category", f'["{top}", "{leaf}"]', 1) for top, leaf in LEAVES),
        *(StoreValue("brand", brand, 1) for brand in BRANDS),
        *(StoreValue("color", color, 1) for color in COLORS),
        *(StoreValue("material", material, 1) for material in MATERIALS),
    ],
    currency=YEN,
)
WORDS = (
    "navy",
    "not black",
    "wool",
    "not leather",
    "Ada",
    "not Bo",
    "sofas",
    "no stools",
    "under 30",
    "over 10",
    "not shiny",
    "in another color",
)

STRICT = Enough()

# Likeness down to which each band reaches, where nothing else counts.
CUTS = (0.95, 0.9, 0.8, 0.6)


@dataclass(frozen=True, slots=True)
class Rule:
    """A table of a policy, and for which products it holds in plain Python."""

    text: str
    hides: Callable[[int, Ware], bool] = lambda _row, _ware: False


RULES = (
    Rule('[[hide]]\nname = "h1"\nwhen = "brand = \'Ada\'"', lambda _, ware: ware.brand == "Ada"),
    Rule('[[hide]]\nname = "h2"\nskus = ["sku-1", "b"]', lambda row, ware: row == 0 or ware.group == "b"),
    Rule(
        '[[hide]]\nname = "h3"\nwhen = "popularity > 0.3"',
        lambda _, ware: ware.popularity is not None and ware.popularity > 0.3,
    ),
    Rule('[[pin]]\nname = "p"\nskus = ["sku-2", "sku-5", "c"]'),
    Rule('[[boost]]\nname = "b1"\nwhen = "price < 20"\npoints = 40.3'),
    Rule("[[boost]]\nname = \"b2\"\nwhen = \"color = 'Navy' OR availability = 'in_stock'\"\npoints = 7.7"),
    Rule('[[bury]]\nname = "b3"\nwhen = "band = \'similar\' OR material IS NULL"\npoints = 33.1'),
    Rule("[popularity]\npoints = 3.3"),
    Rule("[price_affinity]\npoints = 4.4\nprices = 2"),
    Rule("[variety]\nper_brand = 1\nplaces = 4"),
)


@cache
def read(text: str) -> Policy:
    return load_policy(text, name="drawn.toml")


@dataclass(frozen=True, slots=True)
class Selling:
    """What a policy says of selling."""

    show_sold_out: bool
    in_stock: bool
    needs_price: bool
    leash: int
    rules: tuple[Rule, ...]

    @property
    def policy(self) -> Policy:
        """The policy, as read from a file."""
        flags = {
            "show_sold_out": self.show_sold_out,
            "in_stock": self.in_stock,
            "needs_price": self.needs_price,
        }
        said = "\n".join(f"{name} = {str(value).lower()}" for name, value in flags.items())
        rules = "\n".join(rule.text for rule in self.rules)
        text = f"version = 1\n[sellable]\n{said}\n[leash]\nplaces = {self.leash}\n{rules}\n"
        return read(text)

    def hides(self, row: int, ware: Ware) -> bool:
        """True if a rule hides the product."""
        return any(rule.hides(row, ware) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Stage:
    """A store and a photo.

    Attributes
    ----------
    shape, color : list of float
        Cosines of each product with the photo.
    looks : list of str
        The main color that each product's own photo shows.
    """

    wares: list[Ware]
    shelf: Shelf
    shape: list[float]
    color: list[float]
    looks: list[str]
    probabilities: Vector
    guessed: int
    groups: int

    @property
    def guess(self) -> Guess:
        """The likeliest categories."""
        order = np.argsort(-self.probabilities)[: self.guessed]
        return Guess(tuple(CategoryGuess(LEAVES[at], float(self.probabilities[at])) for at in order), 0.9)

    def near(self, wanted: Filter, weight: float) -> Neighbors:
        """An index in plain Python: exact, and no more groups than were asked for."""
        fitting = [row for row, ware in enumerate(self.wares) if fits(ware, wanted)]
        similarity = {row: (1 - weight) * self.shape[row] + weight * self.color[row] for row in fitting}
        fitting.sort(key=lambda row: (-similarity[row], row))
        seen: dict[str, None] = {}
        rows = []
        for row in fitting:
            if len(seen) == self.groups and self.wares[row].group not in seen:
                break
            seen[self.wares[row].group] = None
            rows.append(row)
        at = np.array(rows, np.int64)

        def values(column: Sequence[float]) -> Vector:
            return np.array(column, np.float32)[at]

        near = np.array([similarity[row] for row in rows], np.float32)
        return Neighbors(
            at + 1, self.shelf.goods.group[at].astype(np.int64), near, values(self.shape), values(self.color)
        )

    def naming(self, terms: Sequence[str]) -> frozenset[str]:
        """Every third product is shiny."""
        return frozenset(f"sku-{row + 1}" for row in range(0, len(self.wares), 3) if "shiny" in terms)

    def swatches(self, products: Sequence[int]) -> Mapping[int, Sequence[Swatch]]:
        """Every product shows one color."""
        return {id_: (Swatch(lab_of(self.looks[id_ - 1]), 0.9, ""),) for id_ in products}

    def sellable(self, row: int, selling: Selling, country: str) -> bool:
        """Whether a product can be bought and shipped, in plain Python."""
        ware = self.wares[row]
        return (
            (ware.availability is Availability.IN_STOCK or not selling.in_stock)
            and (ware.price is not None or not selling.needs_price)
            and ships(ware, country)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: with a photo, like a product, or by words alone."""

    words: str
    own: Filter
    photo: bool
    like: int
    color_weight: float

    @property
    def wish(self) -> Wish:
        """What the words ask for."""
        return understand(self.words, VOCABULARY)

    @property
    def filter(self) -> Filter:
        """The filter, where the words say nothing else."""
        said = self.wish.filter
        return replace(
            self.own,
            categories=said.categories or self.own.categories,
            brands=said.brands or self.own.brands,
            min_price=self.own.min_price if said.min_price is None else said.min_price,
            max_price=self.own.max_price if said.max_price is None else said.max_price,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What came of it."""

    ranked: Ranked
    attempt: Attempt
    question: Question
    moment: Moment

    @property
    def rows(self) -> list[int]:
        return [int(row) for row in self.ranked.found.rows]


def ask(stage: Stage, asked: Asked, selling: Selling, *, enough: Enough = STRICT) -> Answered:
    """Put a question to a store under a policy, as the clerk does."""
    policy, wish = selling.policy, asked.wish
    moment = moment_of(SearchRequest(filter=asked.filter), policy, now_s=NOON)
    ranker = Ranker(Judges(GUARD, BANDS, policy), minor_units=1)
    nothing = np.zeros(4, np.float32)
    sight = Sight(nothing, nothing, stage.probabilities, stage.guess) if asked.photo else None
    narrowed = replace(asked.filter, ships_to=moment.ships_to)
    strangers = ranker.strangers(stage.shelf)
    question = question_of(
        narrowed, wish, sight, policy, strangers=strangers, color_weight=asked.color_weight
    )
    admits = Admission(wish, stage.shelf, naming=stage.naming, swatches=stage.swatches, product=asked.like)
    sources = Sources(stage.near if sight else None, stage.probabilities if sight else None, None, admits)
    quest = Quest(ranker, Ladder(enough), stage.shelf, moment, groups=stage.groups)
    ranked, attempt = quest.answered(question, sources, language="en")
    return Answered(ranked, attempt, question, moment)


# --- in plain Python ---


def under(path: tuple[str, ...], paths: Sequence[tuple[str, ...]]) -> bool:
    return any(path[: len(one)] == one for one in paths)


def ships(ware: Ware, country: str) -> bool:
    return not country or not ware.ships_to or country in ware.ships_to


def fits(ware: Ware, wanted: Filter) -> bool:
    """Whether a product satisfies a filter."""
    price = ware.price
    return (
        (not wanted.categories or under(ware.category, wanted.categories))
        and (not wanted.brands or ware.brand in wanted.brands)
        and (not wanted.colors or ware.color in wanted.colors)
        and (not wanted.materials or ware.material in wanted.materials)
        and (wanted.min_price is None or (price is not None and price >= wanted.min_price))
        and (wanted.max_price is None or (price is not None and price <= wanted.max_price))
        and (not wanted.in_stock or ware.availability is Availability.IN_STOCK)
        and ships(ware, wanted.ships_to)
    )


def obeys(stage: Stage, row: int, asked: Asked, lost: set[Part], *, colors: Sequence[str]) -> bool:
    """Whether a product satisfies everything that was asked for, less what was let go.

    Parameters
    ----------
    colors : sequence of str
        Names of basic colors of which it must have one; empty is any.
    """
    ware, wish, wanted = stage.wares[row], asked.wish, asked.filter
    held = Filter(
        categories=() if Part.CATEGORY in lost else wanted.categories,
        brands=() if Part.BRAND in lost else wanted.brands,
        min_price=None if Part.PRICE in lost else wanted.min_price,
        max_price=None if Part.PRICE in lost else wanted.max_price,
        in_stock=wanted.in_stock,
        colors=() if Part.COLOR in lost else wanted.colors,
        materials=() if Part.MATERIAL in lost else wanted.materials,
    )
    of_color = ware.color.lower() in colors if ware.color else bool(PASSES_FOR[stage.looks[row]] & {*colors})
    described = {"color": ware.color, "material": ware.material, "brand": ware.brand}
    demands = [
        demand
        for demand in wish.demands
        if (Part.EXCLUSIONS if demand.excluded else Part.MATERIAL) not in lost
    ]
    met = all(
        any(described[name] in values for name, values in demand.anywhere) != demand.excluded
        for demand in demands
    )
    ruled_out = Part.EXCLUSIONS not in lost and (
        under(ware.category, wish.without_categories) or f"sku-{row + 1}" in stage.naming(wish.unwanted)
    )
    return fits(ware, held) and (of_color or not colors) and met and not ruled_out


def lab_of(color: str) -> tuple[float, float, float]:
    """Lab of the first shade of a color."""
    hex_ = shades()[color.lower()][0]
    light, a, b = srgb_to_lab(np.array([list(bytes.fromhex(hex_))], np.uint8))[0].tolist()
    return light, a, b


# Of navy and its neighbors, those with a shade in `colors.NAMED` within ΔE2000 18 of the color's first one.
PASSES_FOR = {
    "Navy": {"navy", "purple"},
    "Blue": {"blue", "gray"},
    "Black": {"black", "gray"},
    "Beige": set[str](),
}

GUARD = Guard(
    LEAVES, np.zeros((4, len(LEAVES)), np.float32), np.zeros(len(LEAVES), np.float32), np.zeros(0, np.float32)
)
BANDS = replace(
    Bands.blind(),
    top_of=np.array([0, 0, 1]),
    weights=np.eye(1, 4).repeat(4, axis=0),
    cuts=np.array([CUTS] * 3),
)


def stage_of(count: int, seed: int, *, categories: bool) -> Stage:
    """Any store, by its seed: drawing every field one by one would take most of the time."""
    any_of = Random(seed)

    def ware() -> Ware:
        return Ware(
            group=any_of.choice("abcdefgh"),
            category=any_of.choice((*LEAVES, SOFAS, (), ("Garden",))) if categories else (),
            brand=any_of.choice((*BRANDS, "")),
            color=any_of.choice((*COLORS, "")),
            material=any_of.choice((*MATERIALS, "")),
            availability=any_of.choice((Availability.IN_STOCK, *Availability)),
            price=any_of.choice((None, any_of.randint(0, 50))),
            popularity=any_of.choice((None, any_of.random())),
            ships_to=any_of.choice(((), ("DE",), ("US", "DE"))),
        )

    wares = [ware() for _ in range(count)]
    return Stage(
        wares=wares,
        shelf=shelf_of(wares),
        shape=[any_of.random() for _ in wares],
        color=[any_of.random() for _ in wares],
        looks=[any_of.choice(COLORS) for _ in wares],
        probabilities=np.array(any_of.choice([(0.8, 0.15, 0.05), (0.1, 0.1, 0.8)]), np.float32),
        guessed=any_of.choice((1, 2)) if categories else 0,
        groups=any_of.choice((2, 20)),
    )


stages = st.builds(
    stage_of,
    count=st.integers(0, 14),
    seed=st.integers(0, 2**32),
    categories=st.sampled_from([True] * 4 + [False]),
)
sellings = st.builds(
    Selling,
    show_sold_out=st.booleans(),
    in_stock=st.sampled_from([True, True, False]),
    needs_price=st.booleans(),
    leash=st.integers(0, 5),
    rules=st.lists(st.sampled_from(RULES), max_size=5, unique=True).map(tuple),
)
filters = st.builds(
    Filter,
    categories=st.sampled_from([(), (), (SOFAS,), (("Seating",),), (MUGS, STOOLS)]),
    brands=st.sampled_from([(), (), ("Bo",), BRANDS]),
    min_price=st.none() | st.integers(0, 25),
    max_price=st.none() | st.integers(25, 50),
    in_stock=st.booleans(),
    ships_to=st.sampled_from(["", "de", "US", "JP"]),
    colors=st.sampled_from([(), (), ("Navy",), ("Beige", "Black")]),
    materials=st.sampled_from([(), (), ("Wool",)]),
)
