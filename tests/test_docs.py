"""Links of the documentation lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    targets = re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    )
    local = [target.partition("#")[0] for target in targets if not re.match(r"https?://|mailto:|#", target)]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_headings_that_are_linked_to_exist() -> None:
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^)\s#]+\.md)#([^)\s]+)\)", page.read_text("utf-8")):
            text = (page.parent / target).read_text("utf-8")
            headings = {_anchor(line) for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
            assert anchor in headings, (page.name, target, anchor)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
