"""What a store's own words mean: its brands, categories, colors, materials and patterns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from gumsole.ranking.refine.lexicon import Lexicon, lexicons, palette_name
from gumsole.ranking.refine.tokens import Phrase, parts_of, phrase, phrases
from gumsole.store import StoreValue

# Feeds join several colors or materials with a slash, shops their category names also with an "and".
_JOINTS = re.compile(r"\s*[/,;|]\s*")
_CATEGORY_JOINTS = re.compile(r"\s*(?:[/,;|&+]| and | und | et | y | e )\s*", re.IGNORECASE)

# A value longer than this is a sentence and no name.
MAX_PHRASE = 6

Path = tuple[str, ...]
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Currency:
    """What prices of the store are in.

    Attributes
    ----------
    code : str
        ISO 4217; empty before a feed named one.
    exponent : int
        Decimals that a price has.
    signs : frozenset of str
        Signs that may stand for it, such as `€`, lower case.
    """

    code: str = ""
    exponent: int = 2
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Values of a store by the phrases that name them; built once, rebuilt when its version moves.

    Attributes
    ----------
    version : int
        `Words.values_version` when it was built.
    brands, categories : mapping of phrase to values
    attributes : mapping of (name, phrase) to values
        Of `color`, `material` and `pattern`, by what the store itself calls them.
    meanings : mapping of (name, key) to values
        The same by what they mean in any language.
    patterned : frozenset of str
        Values of `pattern` that say there is one.
    longest : int
        Words of the longest phrase.
    """

    currency: Currency
    version: int
    brands: Mapping[Phrase, frozenset[str]]
    categories: Mapping[Phrase, frozenset[Path]]
    attributes: Mapping[tuple[str, Phrase], frozenset[str]]
    meanings: Mapping[tuple[str, str], frozenset[str]]
    patterned: frozenset[str]
    longest: int

    @classmethod
    def of(
        cls, values: Iterable[StoreValue], *, currency: Currency = Currency(), version: int = 0
    ) -> Vocabulary:
        """The vocabulary of a store's values (`Words.values`)."""
        made = _Making()
        for value in values:
            made.add(value)
        made.name_heads()
        return cls(
            currency,
            version,
            _frozen(made.brands),
            _frozen(made.categories),
            _frozen(made.attributes),
            _frozen(made.meanings),
            made.patterned(),
            made.longest,
        )

    def named(self, name: str, words: Phrase, lexicon: Lexicon) -> frozenset[str]:
        """The store's values of an attribute that a phrase names, by its own words or by what they mean."""
        known = {"color": lexicon.colors, "material": lexicon.materials}.get(name, {}).get(words, "")
        own = self.attributes.get((name, words), frozenset())
        return own | (self.meanings.get((name, known), frozenset()) if known else frozenset())

    def same_color(self, color: str) -> frozenset[str]:
        """Values of the store that mean what this value of `color` means."""
        same = {color}
        for key in _keys("color", phrase(color)):
            same |= self.meanings.get(("color", key), frozenset())
        return frozenset(same)

    @staticmethod
    def color_key(values: frozenset[str]) -> str:
        """The key that all languages share of the first of a color's values that has one."""
        keys = (key for value in sorted(values) for key in sorted(_keys("color", phrase(value))))
        return next(keys, "")


class _Making:
    """Collects phrases, and the values behind each."""

    def __init__(self) -> None:
        self.brands: dict[Phrase, set[str]] = {}
        self.categories: dict[Phrase, set[Path]] = {}
        self.attributes: dict[tuple[str, Phrase], set[str]] = {}
        self.meanings: dict[tuple[str, str], set[str]] = {}
        self.longest = 1
        self._heads: dict[str, set[Path]] = {}

    def add(self, value: StoreValue) -> None:
        """Take in a value with every phrase that names it."""
        match value.kind:
            case "brand":
                for words in self._names(value.value):
                    self.brands.setdefault(words, set()).add(value.value)
            case "category":
                self._category(tuple(json.loads(value.value)))
            case _:
                self._attribute(value.kind, value.value)

    def name_heads(self) -> None:
        """What several categories end in means all of them: lamps, of table lamps and floor lamps."""
        for head, paths in self._heads.items():
            if len(paths) > 1:
                for said in _singulars((head,)):
                    self.categories.setdefault(said, set(paths))

    def patterned(self) -> frozenset[str]:
        """Values of `pattern` that say there is one."""
        plain = {words for lexicon in lexicons() for words in lexicon.plain}
        return frozenset(
            value
            for (name, words), values in self.attributes.items()
            if name == "pattern" and words not in plain
            for value in values
        )

    def _category(self, path: Path) -> None:
        """Every name on the path means the path down to it; the plural also names it in the singular."""
        for depth, name in enumerate(path, 1):
            for part in (name, *_CATEGORY_JOINTS.split(name)):
                for words in self._names(part):
                    for said in _singulars(words):
                        self.categories.setdefault(said, set()).add(path[:depth])
                    if len(words) > 1:
                        self._heads.setdefault(words[-1], set()).add(path[:depth])

    def _attribute(self, name: str, value: str) -> None:
        for part in (value, *_JOINTS.split(value)):
            for words in self._names(part):
                self.attributes.setdefault((name, words), set()).add(value)
                for key in _keys(name, words):
                    self.meanings.setdefault((name, key), set()).add(value)

    def _names(self, text: str) -> list[Phrase]:
        found = [words for words in phrases(text) if 0 < len(words) <= MAX_PHRASE]
        self.longest = max(self.longest, *(len(words) for words in found), 0)
        return found


def _singulars(words: Phrase) -> set[Phrase]:
    return {said for lexicon in lexicons() for said in lexicon.singulars(words)}


def _keys(name: str, words: Phrase) -> set[str]:
    """What a store's value means in any language: its own key, those it contains, and a color's basic one."""
    keys = set()
    for lexicon in lexicons():
        known = {"color": lexicon.colors, "material": lexicon.materials}.get(name, {})
        for part in parts_of(words):
            if (key := known.get(part)) and not _imitated(words, part, lexicon):
                keys.add(key)
    if name == "color":
        keys |= {palette for key in keys if (palette := palette_name(key))}
    return keys


def _imitated(words: Phrase, part: Phrase, lexicon: Lexicon) -> bool:
    at = next(at for at in range(len(words)) if words[at : at + len(part)] == part)
    end = at + len(part)
    return any(words[begin:at] in lexicon.imitations for begin in range(at)) or any(
        words[end:stop] in lexicon.imitations_after for stop in range(end + 1, len(words) + 1)
    )


def _frozen(found: dict[Key, set[Value]]) -> dict[Key, frozenset[Value]]:
    return {key: frozenset(values) for key, values in found.items()}
