"""Words for the shopper, in every language."""

from __future__ import annotations

from importlib.resources import files
from string import Formatter

import pytest

from gumsole.ranking.ladder import LOOSER, RUNGS, Part
from gumsole.ranking.refine import lexicon_languages
from gumsole.ranking.texts import languages, texts
from gumsole.records import HintKind

LABELS = {"as_asked", "left_out", *(rung.label for rung in (*RUNGS, LOOSER))}
PLACEHOLDERS = {"left_out": {"label", "dropped"}, "category_favorites": {"category"}}


COMPONENT = files("gumsole.storefront").joinpath("component", "texts")


def test_whatever_the_component_speaks_the_server_speaks_and_understands() -> None:
    spoken = {file.name.removesuffix(".json") for file in COMPONENT.iterdir()}
    assert spoken == set(languages()) == set(lexicon_languages()) == {"en", "es", "de", "ja", "ar"}


@pytest.mark.parametrize("language", languages())
def test_every_step_part_and_hint_has_words_in_every_language(language: str) -> None:
    said = texts(language)
    assert set(said.steps) == LABELS
    assert set(said.parts) == set(Part)
    assert set(said.hints) == set(HintKind)
    assert all([*said.steps.values(), *said.parts.values(), *said.hints.values()])
    assert all([said.comma, said.conjunction])


@pytest.mark.parametrize("language", sorted({*languages()} - {"en"}))
def test_no_language_says_anything_in_english(language: str) -> None:
    own, english = texts(language), texts("en")
    assert not {*own.steps.values()} & {*english.steps.values()}
    assert not {*own.parts.values()} & {*english.parts.values()}
    assert not {*own.hints.values()} & {*english.hints.values()}


@pytest.mark.parametrize("language", languages())
def test_labels_leave_room_for_just_the_words_they_are_given(language: str) -> None:
    for key, label in texts(language).steps.items():
        assert {name for _, name, _, _ in Formatter().parse(label) if name} == PLACEHOLDERS.get(key, set())


@pytest.mark.parametrize(
    ("tag", "spoken"), [("de", "de"), ("de-AT", "de"), ("ES_mx", "es"), ("ar-EG", "ar"), ("fr", "en")]
)
def test_a_region_hears_its_language_and_an_unknown_one_english(tag: str, spoken: str) -> None:
    assert texts(tag) is texts(spoken)


@pytest.mark.parametrize(
    ("language", "names", "listed"),
    [
        ("en", [], ""),
        ("en", ["a"], "a"),
        ("en", ["a", "b"], "a and b"),
        ("en", ["a", "b", "c"], "a, b and c"),
        ("de", ["a", "b", "c"], "a, b und c"),
        ("es", ["a", "b", "c"], "a, b y c"),
        ("ja", ["価格帯", "ブランド", "色"], "価格帯、ブランド、色"),
        ("ar", ["السعر", "الفئة", "اللون"], "السعر، الفئة واللون"),
    ],
)
def test_names_are_listed_as_in_a_sentence(language: str, names: list[str], listed: str) -> None:
    assert texts(language).listed(names) == listed
