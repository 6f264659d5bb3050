"""Links of the documentation lead somewhere, those to tests to the tests they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROOF = re.compile(r"\[([^\]]+)\]\(([^)\s]*test_\w+\.py)\)")
# Each of its answers names a test.
ANSWERS = ROOT / "docs" / "privacy.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    targets = re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    )
    local = [target.partition("#")[0] for target in targets if not re.match(r"https?://|mailto:|#", target)]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_headings_that_are_linked_to_exist() -> None:
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^)\s#]+\.md)?#([^)\s]+)\)", page.read_text("utf-8")):
            text = (page.parent / target if target else page).read_text("utf-8")
            headings = {_anchor(line) for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
            assert anchor in headings, (page.name, target, anchor)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_elsewhere_are_addresses_of_the_web(page: Path) -> None:
    for link in re.findall(r"\]\((https?:[^)\s]*)\)", page.read_text("utf-8")):
        assert re.fullmatch(r"https://([a-z0-9-]+\.)+[a-z]{2,}(/[^\s<>\"]*)?", link), link


def unproved(text: str, folder: Path) -> list[str]:
    """Links to tests whose words are not the name of a test in that file."""
    found = [(_name(words), (folder / target).read_text("utf-8")) for words, target in PROOF.findall(text)]
    return [name for name, source in found if not re.search(rf"^(async )?def {name}\(", source, re.MULTILINE)]


def test_a_test_that_is_named_is_in_the_file_that_its_link_leads_to() -> None:
    assert not unproved(ANSWERS.read_text("utf-8"), ANSWERS.parent)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Headings that are linked\nto exist", []),
        ("A test that was renamed", ["test_a_test_that_was_renamed"]),
        ("Headings that are linked to", ["test_headings_that_are_linked_to"]),
    ],
)
def test_a_name_that_no_test_has_would_be_found(words: str, missing: list[str]) -> None:
    assert unproved(f"- [{words}](test_docs.py)", Path(__file__).parent) == missing


def test_each_answer_names_its_tests() -> None:
    answers = re.split(r"^## ", ANSWERS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(answers) > 7
    assert not [answer.splitlines()[0] for answer in answers if not PROOF.search(answer)]


def test_a_word_of_the_glossary_stands_there_once() -> None:
    rows = _rows((ROOT / "docs" / "glossary.md").read_text("utf-8"))
    words = [word.strip() for row in rows for word in row.split("|")[1].split(",")]
    assert len(words) > 40
    assert sorted(words) == sorted(set(words))


def _rows(text: str) -> list[str]:
    """Rows of the tables of a page, without their heads."""
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [row for table in tables for row in table.splitlines()[2:]]


def _name(words: str) -> str:
    return "test_" + "_".join(re.findall(r"[a-z0-9]+", words.lower().replace("'", "")))


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
