"""One frozen object, each value with its origin."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from gumsole.errors import BadSettings
from gumsole.settings import FILE_NAME, Origin, Settings, documented, resolve


def test_every_setting_has_its_default_without_file_environment_or_flag(tmp_path: Path) -> None:
    resolved = resolve(tmp_path)
    assert resolved.settings == Settings()
    assert set(resolved.origins.values()) == {Origin.DEFAULT}


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("workers = 1\ncolor_weight = 0.5\ncurrency = 'EUR'\n")
    environ = {"GUMSOLE_WORKERS": "2", "GUMSOLE_COLOR_WEIGHT": "0.6", "GUMSOLE_STORE": "elsewhere"}
    resolved = resolve(tmp_path, environ=environ, flags={"workers": 3, "currency": None})
    assert (resolved.settings.workers, resolved.origins["workers"]) == (3, Origin.FLAG)
    assert (resolved.settings.color_weight, resolved.origins["color_weight"]) == (0.6, Origin.ENVIRONMENT)
    assert (resolved.settings.currency, resolved.origins["currency"]) == ("EUR", Origin.FILE)


def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("colour_weight = 0.5\n")
    with pytest.raises(
        BadSettings, match=r"unknown setting 'colour_weight' \(file\); did you mean color_weight\?"
    ):
        resolve(tmp_path)


def test_a_key_like_no_other_is_refused_with_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="gumsole settings"):
        resolve(tmp_path, flags={"zzz": 1})


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("workers: 3\n")
    with pytest.raises(BadSettings, match=FILE_NAME):
        resolve(tmp_path)


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({"workers": "many"}, "takes int, got 'many'"),
        ({"workers": True}, "takes int, got True"),
        ({"currency": 5}, "takes str, got 5"),
        ({"allow_private": "perhaps"}, "takes bool, got 'perhaps'"),
        ({"color_weight": 1.5}, "takes at least 0 at most 1, got 1.5"),
        ({"photo_cache_mb": 0}, "takes at least 1, got 0"),
        ({"quality": "best"}, "takes fast or normal, got 'best'"),
    ],
)
def test_a_value_of_the_wrong_kind_or_range_is_refused(
    tmp_path: Path, flags: dict[str, object], said: str
) -> None:
    with pytest.raises(BadSettings, match=said):
        resolve(tmp_path, flags=flags)


@pytest.mark.parametrize(("word", "value"), [("1", True), ("YES", True), ("off", False), ("false", False)])
def test_the_environment_says_yes_and_no_in_words(tmp_path: Path, word: str, value: bool) -> None:
    resolved = resolve(tmp_path, environ={"GUMSOLE_ALLOW_PRIVATE": word})
    assert resolved.settings.allow_private is value


def test_a_whole_number_serves_where_a_fraction_is_taken(tmp_path: Path) -> None:
    assert resolve(tmp_path, flags={"color_weight": 1}).settings.color_weight == 1.0


def test_every_setting_is_documented() -> None:
    assert [key for key, _, doc in documented() if doc] == [setting.name for setting in fields(Settings)]
