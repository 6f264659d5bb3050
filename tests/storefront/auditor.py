"""What axe finds wrong with a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = "axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, modules: Path) -> list[tuple[str, Any]]:
    """Rules that are broken on the page as it stands, and where.

    Parameters
    ----------
    modules : Path
        Where axe is installed.
    """
    page.evaluate((modules / AXE).read_text())
    given = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("(given) => axe.run(document, given)", given)
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
