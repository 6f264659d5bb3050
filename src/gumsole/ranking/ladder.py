"""What is tried, in order, when a question finds too little.

The rungs are data: each widens one thing of the question, keeps what was widened before, and says so in plain
words. A rung that would change nothing is left out. On every rung all the filters hold at first; they are let
go one after the other, and only as long as nothing that can be bought was found to fit them all. What may be
sold, and where it must ship to, is never loosened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gumsole.colors import delta_e_2000, named_colors
from gumsole.ranking.texts import DEFAULT_LANGUAGE, Texts, texts
from gumsole.records import Band, Filter, Step, StepKind

# One hit that is at least `similar` is an answer. Asking for more would send the shoppers of small leaves
# past the guard: those of the demo store hold 2 or 3 groups, and of the 68 leaves in eval/shops 24 hold 1 or
# 2 (groups per source and category of the catalog rows in items.csv).
ENOUGH_HITS = 1

# ΔE2000 from the first shade of a color's name in `colors.NAMED` to the nearest shade of another name: 23.0
# from navy to blue, the farthest two that shoppers take for each other, 8.4 from beige to cream.
NEAR_COLOR = 24.0
# More would make of a gray nearly every muted color: eight names lie within that of it.
NEIGHBORS = 4


class Part(StrEnum):
    """The parts of a question that can be let go."""

    PRICE = "price"
    BRAND = "brand"
    MATERIAL = "material"
    COLOR = "color"
    CATEGORY = "category"
    EXCLUSIONS = "exclusions"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the shopper's words want of a product beyond the `Filter`; empty is anything.

    Attributes
    ----------
    colors : tuple of str
        Names of `colors.NAMED`; any of them will do.
    materials : tuple of str
        Materials and patterns; any of them will do.
    exclusions : tuple of str
        What was ruled out; held until not even favorites of the store are left.
    """

    colors: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for in one attempt.

    Attributes
    ----------
    filter : Filter
        The shopper's own; `categories` are those the shopper chose.
    categories : tuple of paths
        The guard's set, most probable first: a product's category must begin with one of them, and fit the
        filter as well. Empty is no guard.
    color_weight : float
        Share of color in the similarity, in [0, 1].
    lowest : Band
        Candidates of farther bands are left out. With `OTHER` everything is let in: what to ask for where
        there is no photo.
    said : mapping of Part to str
        How the shopper named what is asked, such as "under 80 €"; used where it is let go.
    """

    filter: Filter = Filter()
    categories: tuple[tuple[str, ...], ...] = ()
    wanted: Wanted = Wanted()
    color_weight: float = 0.0
    lowest: Band = Band.RELATED
    said: Mapping[Part, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enough:
    """When an answer is strong enough to be given.

    Attributes
    ----------
    hits : int
        Groups that can be bought, at least so many.
    band : Band
        As close as this or closer.
    """

    hits: int = ENOUGH_HITS
    band: Band = Band.SIMILAR

    def met(self, bands: NDArray[np.int8], sellable: NDArray[np.bool_]) -> bool:
        """True if a ranked list of these bands need not be widened."""
        return int(np.count_nonzero(sellable & (bands <= self.band))) >= self.hits


ANYTHING = Enough(1, Band.OTHER)


@dataclass(frozen=True, slots=True)
class Ladder:
    """How far the ladder goes, as the policy has it.

    Attributes
    ----------
    enough : Enough
        Holds while bands are told apart; where everything is let in, one hit that can be bought is enough.
    near_color : float
        ΔE2000 within which a color is a neighbor.
    """

    enough: Enough = Enough()
    near_color: float = NEAR_COLOR


@dataclass(frozen=True, slots=True)
class Attempt:
    """What to look for, what to say of it, when to stop there.

    For favorites, `question.categories` are the categories to take them from.

    Attributes
    ----------
    whole : bool
        True if price, brand, material and a chosen color hold as they were asked.
    """

    question: Question
    step: Step
    enough: Enough
    whole: bool = True

    @property
    def of_favorites(self) -> bool:
        """True if likeness no longer counts."""
        return self.step.kind in (StepKind.CATEGORY_FAVORITES, StepKind.STORE_FAVORITES)


Loosen = Callable[[Question, Question, "Ladder"], Question]


@dataclass(frozen=True, slots=True)
class Rung:
    """One thing that is widened.

    Attributes
    ----------
    label : str
        Names its words in `texts.toml`.
    loosen : callable
        From the question of the rung below and that asked at first to the wider one.
    always : bool
        Tried even where the question stays the same.
    """

    kind: StepKind
    label: str
    loosen: Loosen
    always: bool = False


def climb(
    question: Question,
    ladder: Ladder,
    *,
    language: str = DEFAULT_LANGUAGE,
    holds: Callable[[], bool] = lambda: False,
    away: bool = False,
) -> Iterator[Attempt]:
    """What to try, in order; stop at the first attempt that gives enough, or at the last.

    Each rung admits whatever the one below did, but for favorites of a category: these ask for no likeness
    instead. The last asks only that a product can be sold, so while there is one, it answers.

    Parameters
    ----------
    holds : callable
        Asked before filters are let go: true once something that can be bought was found to fit them all.
    away : bool
        True if nothing can be looked for by likeness now: favorites are left, and say so.
    """
    say, now = texts(language), question
    for rung in FAVORITES if away else RUNGS:
        before, now = now, rung.loosen(now, question, ladder)
        if now == before and not rung.always:
            continue
        yield _attempt(now, question, rung, ladder, say)
        looser = now
        for let_go in FILTERS:
            before, looser = looser, let_go(looser)
            if looser != before and not holds():
                yield _attempt(looser, question, LOOSER if rung is RUNGS[0] else rung, ladder, say)


def neighboring(names: Sequence[str], *, within: float = NEAR_COLOR) -> tuple[str, ...]:
    """The named colors, then those next to them, nearest first; names that are no basic color stand alone.

    Parameters
    ----------
    names : sequence of str
        Of `colors.NAMED`.
    within : float
        ΔE2000.
    """
    known, lab = named_colors()
    near: dict[str, float] = {}
    for name in names:
        if name not in known:
            continue
        distances = delta_e_2000(lab[known.index(name)], lab)
        nearest: dict[str, float] = {}
        for at in np.argsort(distances, kind="stable"):
            if known[at] != name and distances[at] <= within:
                nearest.setdefault(known[at], float(distances[at]))
        for other in list(nearest)[:NEIGHBORS]:
            near[other] = min(near.get(other, np.inf), nearest[other])
    return tuple(dict.fromkeys([*names, *sorted(near, key=lambda other: (near[other], other))]))


def _attempt(now: Question, asked: Question, rung: Rung, ladder: Ladder, say: Texts) -> Attempt:
    lost = [part for part in Part if _lost(part, now, asked)]
    dropped = tuple(asked.said.get(part) or say.parts[part] for part in lost)
    enough = ANYTHING if now.lowest is Band.OTHER else ladder.enough
    step = Step(rung.kind, _label(rung, now, dropped, say), dropped)
    whole = not {Part.PRICE, Part.BRAND, Part.MATERIAL} & {*lost} and now.filter.colors == asked.filter.colors
    return Attempt(now, step, enough, whole=whole)


def _lost(part: Part, now: Question, asked: Question) -> bool:
    """True if a part that was asked for is no longer heeded; a color next to the one asked still heeds it."""
    match part:
        case Part.PRICE:
            before, after = ((of.filter.min_price, of.filter.max_price) for of in (asked, now))
            return before != after
        case Part.BRAND:
            return asked.filter.brands != now.filter.brands
        case Part.MATERIAL:
            return (asked.wanted.materials, asked.filter.materials) != (
                now.wanted.materials,
                now.filter.materials,
            )
        case Part.COLOR:
            named = bool(asked.wanted.colors) and not now.wanted.colors
            return named or asked.filter.colors != now.filter.colors
        case Part.CATEGORY:
            return asked.filter.categories not in (now.filter.categories, now.categories)
        case Part.EXCLUSIONS:
            return asked.wanted.exclusions != now.wanted.exclusions


def _label(rung: Rung, question: Question, dropped: Sequence[str], say: Texts) -> str:
    """The rung's own words, and all that is no longer heeded."""
    category = "".join(question.categories[0][-1:]) if question.categories else ""
    label = say.steps[rung.label].format(category=category)
    return say.steps["left_out"].format(label=label, dropped=say.listed(dropped)) if dropped else label


def _any_price(now: Question) -> Question:
    return replace(now, filter=replace(now.filter, min_price=None, max_price=None))


def _any_brand(now: Question) -> Question:
    return replace(now, filter=replace(now.filter, brands=()))


def _any_material(now: Question) -> Question:
    return replace(now, filter=replace(now.filter, materials=()), wanted=replace(now.wanted, materials=()))


def _any_chosen_color(now: Question) -> Question:
    """A color that was chosen from the store's own; one that words name has rungs of its own."""
    return replace(now, filter=replace(now.filter, colors=()))


def _as_asked(now: Question, _asked: Question, _ladder: Ladder) -> Question:
    return now


def _guard_parents(now: Question, _asked: Question, _ladder: Ladder) -> Question:
    return replace(now, categories=_parents(now.categories))


def _no_guard(now: Question, _asked: Question, _ladder: Ladder) -> Question:
    return replace(now, categories=())


def _own_parents(now: Question, _asked: Question, _ladder: Ladder) -> Question:
    return replace(now, filter=replace(now.filter, categories=_parents(now.filter.categories)))


def _near_colors(now: Question, _asked: Question, ladder: Ladder) -> Question:
    near = neighboring(now.wanted.colors, within=ladder.near_color)
    return replace(now, wanted=replace(now.wanted, colors=near))


def _any_color(now: Question, _asked: Question, _ladder: Ladder) -> Question:
    return replace(now, wanted=replace(now.wanted, colors=()))


def _shape_alone(now: Question, asked: Question, _ladder: Ladder) -> Question:
    """Where a color was asked by name, it still says which of all colors comes first."""
    return now if asked.wanted.colors else replace(now, color_weight=0.0)


def _any_band(now: Question, asked: Question, _ladder: Ladder) -> Question:
    """Once nothing is left out, color may speak again: it only decides what comes first."""
    if now.lowest is Band.OTHER:
        return now
    return replace(now, lowest=Band.OTHER, color_weight=asked.color_weight)


def _category_favorites(now: Question, asked: Question, _ladder: Ladder) -> Question:
    """Of the category the shopper chose, else of the likeliest; what was ruled out stays out."""
    of = asked.filter.categories or asked.categories[:1]
    return replace(_favorites(asked), categories=of) if of else now


def _store_favorites(_now: Question, asked: Question, _ladder: Ladder) -> Question:
    return _favorites(asked)


def _whatever_sells(now: Question, _asked: Question, _ladder: Ladder) -> Question:
    return replace(now, wanted=Wanted())


def _favorites(asked: Question) -> Question:
    kept = Filter(in_stock=asked.filter.in_stock, ships_to=asked.filter.ships_to)
    ruled_out = Wanted(exclusions=asked.wanted.exclusions)
    return replace(asked, filter=kept, categories=(), wanted=ruled_out, lowest=Band.OTHER)


def _parents(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The paths without their last names; none at all where one of them is at the top already."""
    above = tuple(dict.fromkeys(path[:-1] for path in paths))
    return () if () in above else above


LOOSER = Rung(StepKind.LOOSER_FILTERS, "looser_filters", _as_asked)

# Let go in this order, each with those before it.
FILTERS = (_any_price, _any_brand, _any_material, _any_chosen_color)

RUNGS = (
    Rung(StepKind.AS_ASKED, "as_asked", _as_asked, always=True),
    Rung(StepKind.WIDER_CATEGORY, "wider_category", _guard_parents),
    Rung(StepKind.WIDER_CATEGORY, "wider_category", _no_guard),
    Rung(StepKind.COLOR_ADJACENT, "near_colors", _near_colors),
    Rung(StepKind.COLOR_ADJACENT, "other_colors", _any_color),
    Rung(StepKind.COLOR_ADJACENT, "shape_alone", _shape_alone),
    Rung(StepKind.LOOSER_MATCH, "looser_match", _any_band),
    Rung(StepKind.LOOSER_MATCH, "looser_match", _own_parents),
    Rung(StepKind.CATEGORY_FAVORITES, "category_favorites", _category_favorites),
    Rung(StepKind.STORE_FAVORITES, "store_favorites", _store_favorites, always=True),
    Rung(StepKind.STORE_FAVORITES, "store_favorites", _whatever_sells),
)

FAVORITES = (
    Rung(StepKind.CATEGORY_FAVORITES, "away_category", _category_favorites),
    Rung(StepKind.STORE_FAVORITES, "away_store", _store_favorites, always=True),
    Rung(StepKind.STORE_FAVORITES, "away_store", _whatever_sells),
)
