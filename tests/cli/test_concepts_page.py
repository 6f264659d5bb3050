"""The answer that docs/concepts.md explains is the one that the demo store gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gumsole import demo
from gumsole.cli import main
from gumsole.records import Band

PAGE = (Path(__file__).parents[2] / "docs" / "concepts.md").read_text("utf-8")
# Likeness and probabilities differ a little between processors, whose int8 arithmetic rounds differently.
ROOM = 0.03
# What differs from run to run.
OF_THE_RUN = ("query_id", "ms")


def shown() -> dict[str, Any]:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    answer: dict[str, Any] = json.loads(block)
    return answer


@pytest.fixture(scope="module")
def given(demo_store: tuple[Path, Result]) -> dict[str, Any]:
    store, _ = demo_store
    with demo.folder() as folder:
        photo = folder / "queries" / "beige-bean-bag.jpg"
        done = CliRunner().invoke(main, ["search", str(photo), "--store", str(store), "--json"])
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def compare(shown: Any, given: Any, at: str) -> None:
    """Whatever the page shows is in the answer; lists may be longer there."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            compare(value, given[key], f"{at}.{key}")
    elif isinstance(shown, list) and shown:
        for place, value in enumerate(shown):
            compare(value, given[place], f"{at}[{place}]")
    elif isinstance(shown, float):
        assert given == pytest.approx(shown, abs=ROOM * max(1.0, abs(shown))), at
    else:
        assert given == shown, at


def test_the_answer_of_the_page_is_the_answer_of_the_demo_store(given: dict[str, Any]) -> None:
    answer = shown()
    assert set(answer) <= set(given)
    for key in set(answer) - set(OF_THE_RUN):
        compare(answer[key], given[key], key)


def test_the_page_counts_categories_facets_and_choices_as_they_are(given: dict[str, Any]) -> None:
    assert len(given["guess"]["categories"]) == 2
    assert len(given["facets"]) == 5
    assert "two categories" in PAGE
    assert "five facets" in PAGE


def test_every_band_is_explained_from_the_closest_on() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \|$", PAGE, re.MULTILINE)
    assert rows == [band.name.lower() for band in Band]
