"""The browser of this machine, for what is shown, tested and measured in one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium: install chromium"
# Pages that are made up count as strangers to this machine, and may ask its servers all the same.
OPTIONS = ("--no-sandbox", "--disable-features=LocalNetworkAccessChecks")


def program() -> str | None:
    """Where it is, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser for the length of a `with`."""
    found = program()
    if not found:
        raise SystemExit(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()
