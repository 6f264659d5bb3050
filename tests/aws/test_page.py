"""The page on the adapters says what the code does: settings, actions, prices."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from gumsole.aws import ASKED, TITAN
from gumsole.images.rekognition import MIN_SIDE, SHORT_SIDE
from gumsole.images.titan import DIMENSIONS
from gumsole.settings import Settings, resolve

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "aws-adapters.md").read_text(encoding="utf-8")
PRICES = ROOT / "src" / "gumsole" / "planning" / "prices.toml"


def test_its_settings_are_settings(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "gumsole.toml").write_text(block, encoding="utf-8")
    settings = resolve(tmp_path).settings
    for name, value in tomllib.loads(block).items():
        assert getattr(settings, name) == value
    assert settings.label_confidence == Settings().label_confidence
    assert not settings.label_uploads


def test_the_actions_it_names_are_those_that_are_asked() -> None:
    rows = re.findall(r"^\| .* \| `([a-z0-9]+:[A-Za-z]+)` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(operation.action for operation in ASKED)
    assert f"foundation-model/{TITAN}" in PAGE


def test_its_prices_are_the_defaults() -> None:
    defaults = Settings()
    rows = re.findall(r"^\| .* \| 100,000 × ([^|]+) \| (\d+) \|", PAGE, re.MULTILINE)
    told = [(sum(map(float, re.findall(r"[\d.]+", terms))), float(dollars)) for terms, dollars in rows]
    assert [each for each, _ in told] == pytest.approx(
        [defaults.price_labels, defaults.price_moderation, defaults.price_titan]
    )
    assert [dollars for _, dollars in told] == pytest.approx([100_000 * each for each, _ in told])


def test_the_defaults_are_what_a_plan_counts_with() -> None:
    rates, defaults = tomllib.loads(PRICES.read_text(encoding="utf-8"))["rates"], Settings()
    labels = rates["rekognition_labels_image"]
    assert defaults.price_labels == pytest.approx(labels + rates["rekognition_properties_image"])
    assert defaults.price_moderation == labels  # of the same group
    assert defaults.price_titan == rates["titan_image"]


def test_its_numbers_are_the_codes() -> None:
    assert f"{SHORT_SIDE} pixels at its shorter side" in PAGE
    assert f"a side below {MIN_SIDE} pixels" in PAGE
    assert "256, 384 or 1024 dimensions" in PAGE
    assert DIMENSIONS == (256, 384, 1024)
