"""Translations as data: whole, and understood by the server where they become words of a search."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gumsole.colors import NAMED
from gumsole.ranking.refine import understand
from tests.ranking.refine.stocked import vocabulary

TEXTS = Path(__file__).parents[2] / "src" / "gumsole" / "storefront" / "component" / "texts"
LANGUAGES = ("en", "es", "de", "ja", "ar")
# Unicode CLDR 46, cardinal plural rules.
PLURALS = {
    "en": {"one", "other"},
    "es": {"one", "many", "other"},
    "de": {"one", "other"},
    "ja": {"other"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
}
GAP = re.compile(r"\{(\w+)\}")
# "One product" needs no figure.
SPELLED_OUT = {"zero", "one", "two"}
STORE = vocabulary()
LEATHERLESS = understand("not leather", STORE)


def words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TEXTS / f"{language}.json").read_text(encoding="utf-8"))
    return found


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {path.stem for path in TEXTS.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    own, english = words(language), words("en")
    assert list(own) == list(english)
    assert list(own["colors"]) == list(NAMED)
    assert [key for key, said in own.items() if said == ""] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_the_same_gaps(language: str) -> None:
    own, english = words(language), words("en")
    for key, said in own.items():
        gaps = set(GAP.findall(json.dumps(english[key])))
        for form, text in said.items() if isinstance(said, dict) else [("", said)]:
            if form not in SPELLED_OUT:
                assert set(GAP.findall(str(text))) == (set() if key == "colors" else gaps), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_their_language(language: str) -> None:
    plurals = {
        key: set(said) for key, said in words(language).items() if isinstance(said, dict) and key != "colors"
    }
    assert set(plurals) == {"count", "wait"}
    assert all(forms == PLURALS[language] for forms in plurals.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_asks_for_another_color_is_understood(language: str) -> None:
    assert understand(words(language)["other_color_words"], STORE, language=language).other_color


@pytest.mark.parametrize("language", LANGUAGES)
def test_colors_of_the_palette_are_understood_as_the_component_says_them(language: str) -> None:
    for name, shown in words(language)["colors"].items():
        assert [aim.palette for aim in understand(shown, STORE, language=language).colors] == [name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_words_to_add_is_understood_to_the_last(language: str) -> None:
    wish = understand(words(language)["words_example"], STORE, language=language)
    assert [aim.palette for aim in wish.colors] == ["navy"]
    assert (wish.demands, wish.terms) == (LEATHERLESS.demands, ())
    assert wish.filter.max_price
