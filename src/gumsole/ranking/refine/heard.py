"""What was understood of a shopper's words so far, and the wish it amounts to."""

from __future__ import annotations

from dataclasses import dataclass, field

from gumsole.ranking.ladder import Part
from gumsole.ranking.refine.lexicon import Lexicon, palette_name, shades
from gumsole.ranking.refine.prices import ANY_PRICE, PriceRange, format_minor
from gumsole.ranking.refine.tokens import Phrase
from gumsole.ranking.refine.vocabulary import Path, Vocabulary
from gumsole.ranking.refine.wish import ColorAim, Demand, Understood, Wish
from gumsole.records import Filter


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that name something, as tokens `start` to `end`."""

    words: Phrase
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Heard:
    """Collects; each method says whether the words name something of the store."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    price: PriceRange = ANY_PRICE
    brands: dict[str, None] = field(default_factory=dict)
    categories: list[tuple[Spoken, frozenset[Path]]] = field(default_factory=list)
    colors: list[ColorAim] = field(default_factory=list)
    wanted: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    excluded: list[Demand] = field(default_factory=list)
    without: dict[Path, None] = field(default_factory=dict)
    unwanted: list[str] = field(default_factory=list)
    other_color: bool = False
    cheaper: bool = False
    parts: list[Understood] = field(default_factory=list)

    def value(self, spoken: Spoken, *, negated: bool) -> bool:
        """Take a phrase for what it names: color or material, then pattern, category, brand."""
        return (
            self._color_or_material(spoken, negated=negated)
            or self._pattern(spoken, negated=negated)
            or self._category(spoken, negated=negated)
            or self._brand(spoken, negated=negated)
        )

    def limit(self, found: PriceRange) -> None:
        """Take a price; where two contradict each other, the later holds."""
        low = self.price.low if found.low is None else found.low
        high = self.price.high if found.high is None else found.high
        crossed = low is not None and high is not None and low > high
        self.price = found if crossed else PriceRange(low, high)

    def note(self, part: Part, text: str) -> None:
        """Tell the shopper that something was understood."""
        if part is Part.EXCLUSIONS:
            label = self.lexicon.labels["exclusions"]
            self.parts.append(Understood(part, f"{label} {text}", f"{label}: {text}"))
        else:
            self.parts.append(Understood(part, text, f"{self.lexicon.labels[part.value]}: {text}"))

    def wish(self, terms: list[str]) -> Wish:
        """What all of it asks for; `terms` were left over."""
        categories, more = self._heads()
        if self.price != ANY_PRICE:
            self.note(Part.PRICE, self._price_text())
        paths = dict.fromkeys(path for _, found in categories for path in sorted(found))
        wanted = [Demand(tuple(anywhere.items())) for anywhere in self.wanted.values()]
        return Wish(
            filter=Filter(
                categories=tuple(paths),
                brands=tuple(self.brands),
                min_price=self.price.low,
                max_price=self.price.high,
            ),
            colors=tuple(self.colors),
            demands=(*wanted, *self.excluded),
            without_categories=tuple(self.without),
            terms=(*more, *terms),
            unwanted=tuple(self.unwanted),
            other_color=self.other_color,
            cheaper=self.cheaper,
            parts=tuple(self.parts),
        )

    def _color_or_material(self, spoken: Spoken, *, negated: bool) -> bool:
        colors = self.vocabulary.named("color", spoken.words, self.lexicon)
        materials = self.vocabulary.named("material", spoken.words, self.lexicon)
        found = {"material": materials, "color": colors}
        named = {name: values for name, values in found.items() if values}
        if negated and named:
            self.excluded.append(Demand(tuple(named.items()), excluded=True))
            self.note(Part.EXCLUSIONS, spoken.text)
        elif negated:
            return False
        elif materials:
            self._want("material", named)
            self.note(Part.MATERIAL, spoken.text)
        elif colors or shades().get(self.lexicon.colors.get(spoken.words, "")):
            self.colors.append(self._aim(spoken, colors))
            self.note(Part.COLOR, spoken.text)
        else:
            return False
        return True

    def _want(self, kind: str, named: dict[str, frozenset[str]]) -> None:
        """Wool or cotton: one of several of a kind will do."""
        anywhere = self.wanted.setdefault(kind, {})
        for name, values in named.items():
            anywhere[name] = anywhere.get(name, frozenset()) | values

    def _aim(self, spoken: Spoken, values: frozenset[str]) -> ColorAim:
        key = self.lexicon.colors.get(spoken.words) or self.vocabulary.color_key(values)
        return ColorAim(spoken.text, palette_name(key) if key else "", shades().get(key, ()), values)

    def _pattern(self, spoken: Spoken, *, negated: bool) -> bool:
        plain, any_pattern = spoken.words in self.lexicon.plain, spoken.words in self.lexicon.patterns
        values = (
            self.vocabulary.patterned
            if plain or any_pattern
            else self.vocabulary.named("pattern", spoken.words, self.lexicon)
        )
        if not values:
            return False
        if negated != plain:
            self.excluded.append(Demand((("pattern", values),), excluded=True))
            self.note(Part.EXCLUSIONS, self.lexicon.labels["pattern"] if plain else spoken.text)
        else:
            self._want("pattern", {"pattern": values})
            self.note(Part.MATERIAL, spoken.text)
        return True

    def _category(self, spoken: Spoken, *, negated: bool) -> bool:
        known = (self.vocabulary.categories.get(said) for said in self.lexicon.singulars(spoken.words))
        found = next(filter(None, known), None)
        if found is None:
            return False
        if negated:
            self.without.update(dict.fromkeys(sorted(found)))
            self.note(Part.EXCLUSIONS, spoken.text)
        else:
            self.categories.append((spoken, found))
        return True

    def _brand(self, spoken: Spoken, *, negated: bool) -> bool:
        found = self.vocabulary.brands.get(spoken.words)
        if found is None:
            return False
        if negated:
            self.excluded.append(Demand((("brand", found),), excluded=True))
        else:
            self.brands.update(dict.fromkeys(sorted(found)))
        self.note(Part.EXCLUSIONS if negated else Part.BRAND, spoken.text)
        return True

    def _heads(self) -> tuple[list[tuple[Spoken, frozenset[Path]]], list[str]]:
        """Of categories named side by side one is meant: sofa cushions are cushions."""
        heads, modifiers = [], []
        begun = {spoken.start for spoken, _ in self.categories}
        ended = {spoken.end for spoken, _ in self.categories}
        for spoken, found in self.categories:
            if spoken.start in ended if self.lexicon.head_first else spoken.end in begun:
                modifiers.append(spoken.text)
            else:
                heads.append((spoken, found))
                self.note(Part.CATEGORY, spoken.text)
        return heads, modifiers

    def _price_text(self) -> str:
        low, high = (
            None if minor is None else format_minor(minor, self.vocabulary.currency)
            for minor in (self.price.low, self.price.high)
        )
        kind = "between" if low and high else "over" if low else "under"
        return self.lexicon.labels[kind].format(low=low, high=high)
