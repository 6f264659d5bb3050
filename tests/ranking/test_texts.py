"""Words for the shopper, in every language."""

from __future__ import annotations

from string import Formatter

import pytest

from gumsole.ranking.ladder import LOOSER, RUNGS, Part
from gumsole.ranking.texts import languages, texts
from gumsole.records import HintKind

LABELS = {"as_asked", "left_out", *(rung.label for rung in (*RUNGS, LOOSER))}
PLACEHOLDERS = {"left_out": {"dropped"}, "category_favorites": {"category"}}


def test_english_and_german_are_spoken() -> None:
    assert {"en", "de"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_step_part_and_hint_has_words_in_every_language(language: str) -> None:
    said = texts(language)
    assert set(said.steps) == LABELS
    assert set(said.parts) == set(Part)
    assert set(said.hints) == set(HintKind)
    assert all([*said.steps.values(), *said.parts.values(), *said.hints.values(), said.conjunction])


@pytest.mark.parametrize("language", languages())
def test_labels_leave_room_for_just_the_words_they_are_given(language: str) -> None:
    for key, label in texts(language).steps.items():
        assert {name for _, name, _, _ in Formatter().parse(label) if name} == PLACEHOLDERS.get(key, set())


@pytest.mark.parametrize(
    ("tag", "spoken"), [("de", "und"), ("de-AT", "und"), ("DE_ch", "und"), ("fr", "and")]
)
def test_a_region_hears_its_language_and_an_unknown_one_english(tag: str, spoken: str) -> None:
    assert texts(tag).conjunction == spoken


@pytest.mark.parametrize(
    ("names", "listed"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_in_a_sentence(names: list[str], listed: str) -> None:
    assert texts("en").listed(names) == listed
