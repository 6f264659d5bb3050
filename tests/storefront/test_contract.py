"""What docs/component.md promises, held against the modules."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPONENT = ROOT / "src" / "gumsole" / "storefront" / "component"
PAGE = (ROOT / "docs" / "component.md").read_text(encoding="utf-8")
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in COMPONENT.glob("*.js"))
STYLE = (COMPONENT / "style.css").read_text(encoding="utf-8")


def named(pattern: str, text: str) -> set[str]:
    return set(re.findall(pattern, text))


def test_every_attribute_is_described() -> None:
    (observed,) = re.findall(r"observedAttributes = \[(.*)\]", SCRIPTS)
    table = PAGE[: PAGE.index("## Events")]
    assert named(r"'([\w-]+)'", observed) == named(r"(?m)^\| `([a-z-]+)` \|", table)


def test_every_event_is_described() -> None:
    assert named(r"emit\('([\w-]+)'", SCRIPTS) == named(r"(?m)^\| `gumsole:([\w-]+)`", PAGE)


def test_every_custom_property_is_described() -> None:
    assert named(r"var\((--gumsole-[\w-]+)", STYLE) == named(r"`(--gumsole-[\w-]+)`", PAGE)


def test_every_part_that_is_named_is_there() -> None:
    parts = {part for found in re.findall(r"part: [`']([^`']+)[`']", SCRIPTS) for part in found.split()}
    parts |= {"title", "choice"}  # of the links and buttons that open a product
    listed = PAGE[PAGE.index("reaches") : PAGE.index("## A strict")]
    assert named(r"`([\w-]+)`", listed) <= parts
