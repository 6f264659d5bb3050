"""What words of a language mean, from the data in `languages/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from gumsole.colors import NAMED, nearest_names, srgb_to_lab
from gumsole.ranking.refine.tokens import Phrase, folded, phrases
from gumsole.ranking.texts import DEFAULT_LANGUAGE

_SHADES = "shades.toml"


class Cue(StrEnum):
    """Words that say what is meant by the words beside them."""

    UNDER = "under"
    OVER = "over"
    UNDER_AFTER = "under_after"
    OVER_AFTER = "over_after"
    BETWEEN = "between"
    TO = "to"
    NOT = "not"
    NOT_AFTER = "not_after"
    OR = "or"
    OTHER_COLOR = "other_color"
    CHEAPER = "cheaper"
    FILL = "fill"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language.

    Attributes
    ----------
    cues : mapping of Cue to set of phrases
    colors, materials : mapping of phrase to str
        Keys that all languages share: `navy`, `leather`.
    multipliers : mapping of str to int
        `k` is 1000.
    currencies : mapping of str to set of phrases
        Words for a currency, by ISO 4217 code.
    imitations, imitations_after : set of phrases
        Words that make another material of the one behind them, or before: faux leather is no leather.
    patterns, plain : set of phrases
        Words for having a pattern, and for values that say there is none.
    beginnings : mapping of str to str
        What is written as one with a word, and with the further words of its phrase: articles of Arabic.
    plurals : mapping of str to str
        Endings of plurals, the longest first, and the singular's in place of each.
    head_first : bool
        True if what a thing is comes before what it is for.
    labels : mapping of str to str
        What the shopper is told was understood.
    """

    cues: Mapping[Cue, frozenset[Phrase]]
    colors: Mapping[Phrase, str]
    materials: Mapping[Phrase, str]
    multipliers: Mapping[str, int]
    currencies: Mapping[str, frozenset[Phrase]]
    imitations: frozenset[Phrase]
    imitations_after: frozenset[Phrase]
    patterns: frozenset[Phrase]
    plain: frozenset[Phrase]
    beginnings: Mapping[str, str]
    plurals: Mapping[str, str]
    head_first: bool
    labels: Mapping[str, str]

    def singulars(self, words: Phrase) -> tuple[Phrase, ...]:
        """The phrase, and what its last word may be the plural of; with and without its beginning."""
        return tuple(
            (*said[:-1], last)
            for said in (words, *_without(self.beginnings, words))
            for last in (said[-1], *_singulars(self.plurals, said[-1]))
        )


def lexicon(language: str) -> Lexicon:
    """The words of a language such as `de` or `de-AT`; English where it is not known."""
    name = language.lower().replace("_", "-").split("-")[0]
    return _lexicon(name if name in lexicon_languages() else DEFAULT_LANGUAGE)


@cache
def _lexicon(name: str) -> Lexicon:
    data = _read(f"{name}.toml")
    words, beginnings = data["words"], data["beginnings"]
    return Lexicon(
        cues={cue: _phrases(data["cues"][cue]) for cue in Cue},
        colors=_by_phrase(data["colors"], beginnings),
        materials=_by_phrase(data["materials"], beginnings),
        multipliers={word: times for name, times in data["multipliers"].items() for (word,) in phrases(name)},
        currencies={code: _phrases(names) for code, names in data["currencies"].items()},
        imitations=_phrases(words["imitations"]),
        imitations_after=frozenset(_begun(_phrases(words["imitations_after"]), beginnings)),
        patterns=frozenset(_begun(_phrases(words["patterns"]), beginnings)),
        plain=frozenset(_begun(_phrases(words["plain"]), beginnings)),
        beginnings=_longest_first(beginnings),
        plurals=_longest_first(data["plurals"]),
        head_first=words["head_first"],
        labels=data["labels"],
    )


@cache
def lexicon_languages() -> tuple[str, ...]:
    """Languages whose words are understood."""
    names = (file.name for file in files(__package__).joinpath("languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name != _SHADES))


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """Every language: a store's values may be in another one than the shopper's words."""
    return tuple(lexicon(language) for language in lexicon_languages())


@cache
def shades() -> Mapping[str, tuple[str, ...]]:
    """Shades of each color that the languages name, sRGB as six hex digits; empty where none is known."""
    more = {name: tuple(shade.split()) for name, shade in _read(_SHADES).items()}
    return {name: tuple(known.split()) for name, known in NAMED.items()} | more


@cache
def palette_name(color: str) -> str:
    """The basic color nearest to a color that the languages name; empty where it has no shade."""
    if color in NAMED or not shades()[color]:
        return color if color in NAMED else ""
    rgb = np.array([list(bytes.fromhex(shades()[color][0]))], np.uint8)
    return nearest_names(srgb_to_lab(rgb))[0]


def _read(name: str) -> Any:
    return tomllib.loads(files(__package__).joinpath("languages", name).read_text(encoding="utf-8"))


def _phrases(texts: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(said for text in texts for said in phrases(text))


def _by_phrase(names: Mapping[str, Iterable[str]], beginnings: Mapping[str, str]) -> dict[Phrase, str]:
    plain = {said: key for key, texts in names.items() for text in texts for said in phrases(text)}
    return {said: plain[words] for words in plain for said in _begun([words], beginnings)} | plain


def _begun(names: Iterable[Phrase], beginnings: Mapping[str, str]) -> Iterator[Phrase]:
    """Each phrase as it is, and with every beginning."""
    for words in names:
        yield words
        for first, further in beginnings.items():
            yield (first + words[0], *(further + word for word in words[1:]))


def _without(beginnings: Mapping[str, str], words: Phrase) -> Iterator[Phrase]:
    """The phrase without each beginning that it may have; a word of which too little is left has none."""
    for first, further in beginnings.items():
        begun = [first, *[further] * (len(words) - 1)]
        if len(words[0]) > len(first) + 2 and all(map(str.startswith, words, begun)):
            yield tuple(map(str.removeprefix, words, begun))


def _singulars(plurals: Mapping[str, str], word: str) -> Iterator[str]:
    for many, one in plurals.items():
        if word.endswith(many) and len(said := word.removesuffix(many) + one) > 2:
            yield said


def _longest_first(affixes: Mapping[str, str]) -> dict[str, str]:
    return {folded(affix): folded(affixes[affix]) for affix in sorted(affixes, key=len, reverse=True)}
