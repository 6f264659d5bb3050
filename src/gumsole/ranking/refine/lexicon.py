"""What words of a language mean, from the data in `languages/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from gumsole.colors import NAMED, nearest_names, srgb_to_lab
from gumsole.ranking.refine.tokens import Phrase, phrases
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
    imitations : set of str
        Words that make another material of the next: faux leather is no leather.
    patterns, plain : set of phrases
        Words for having a pattern, and for values that say there is none.
    endings : tuple of str
        Of plurals, the longest first.
    labels : mapping of str to str
        What the shopper is told was understood.
    """

    cues: Mapping[Cue, frozenset[Phrase]]
    colors: Mapping[Phrase, str]
    materials: Mapping[Phrase, str]
    multipliers: Mapping[str, int]
    currencies: Mapping[str, frozenset[Phrase]]
    imitations: frozenset[str]
    patterns: frozenset[Phrase]
    plain: frozenset[Phrase]
    endings: tuple[str, ...]
    labels: Mapping[str, str]

    def singulars(self, words: Phrase) -> tuple[Phrase, ...]:
        """The phrase, and what its last word may be the plural of."""
        last = words[-1]
        shorter = [
            last[: -len(end)] for end in self.endings if last.endswith(end) and len(last) > len(end) + 2
        ]
        if last.endswith("ies") and "ies" in self.endings:
            shorter.append(last[:-3] + "y")
        return (words, *((*words[:-1], word) for word in shorter))


def lexicon(language: str) -> Lexicon:
    """The words of a language such as `de` or `de-AT`; English where it is not known."""
    name = language.lower().replace("_", "-").split("-")[0]
    return _lexicon(name if name in lexicon_languages() else DEFAULT_LANGUAGE)


@cache
def _lexicon(name: str) -> Lexicon:
    data = _read(f"{name}.toml")
    words = data["words"]
    return Lexicon(
        cues={cue: _phrases(data["cues"][cue]) for cue in Cue},
        colors=_by_phrase(data["colors"]),
        materials=_by_phrase(data["materials"]),
        multipliers=data["multipliers"],
        currencies={code: _phrases(names) for code, names in data["currencies"].items()},
        imitations=frozenset(word for name in words["imitations"] for said in phrases(name) for word in said),
        patterns=_phrases(words["patterns"]),
        plain=_phrases(words["plain"]),
        endings=tuple(sorted(words["endings"], key=len, reverse=True)),
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


def _by_phrase(names: Mapping[str, Iterable[str]]) -> dict[Phrase, str]:
    return {said: key for key, texts in names.items() for text in texts for said in phrases(text)}
