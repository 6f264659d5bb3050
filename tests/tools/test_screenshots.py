"""Pictures of README and docs: all of them made by one command, and light."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.screenshots.camera import MOST_BYTES
from tools.screenshots.pictures import PICTURES

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
MADE = {picture.file for picture in PICTURES}


def shown() -> list[tuple[Path, str]]:
    """Where each picture lies that a page shows, and the words for those who do not see it."""
    return [
        ((page.parent / target).resolve(), words)
        for page in PAGES
        for words, target in SHOWN.findall(page.read_text("utf-8"))
    ]


def test_every_picture_that_is_shown_is_made_by_the_command_and_every_one_made_is_shown() -> None:
    assert {path for path, _ in shown()} == {IMAGES / name for name in MADE}


def test_no_picture_lies_there_that_the_command_does_not_make() -> None:
    assert {path.name for path in IMAGES.iterdir() if path.suffix not in (".svg", ".css")} == MADE


def test_every_picture_is_described_for_those_who_do_not_see_it() -> None:
    assert all(len(words.split()) > 4 for _, words in shown())


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_picture_is_there_and_light(name: str) -> None:
    assert 5_000 < (IMAGES / name).stat().st_size <= MOST_BYTES
