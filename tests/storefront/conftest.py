"""One server and one browser for the whole folder; parts that are missing are a loud skip."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import Browser

from tests.serving import Server, running
from tests.storefront.shopper import Shopper
from tools import browser as browsers

TOOLS = Path(__file__).parents[2] / "tools" / "storefront"
MODULES = Path(__file__).parents[2] / ".cache" / "storefront"

Visits = Callable[..., Shopper]


@pytest.fixture(scope="package")
def server(demo_store: tuple[Path, Result], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = Path(shutil.copytree(demo_store[0], tmp_path_factory.mktemp("shop") / "store"))
    with running(folder, "--demo") as serving:
        yield serving


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not browsers.program():
        pytest.skip(browsers.MISSING)
    # Within this package alone: the loop that Playwright keeps running is in the way of others' loops.
    with browsers.opened() as browser:
        yield browser


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Visits]:
    """Open a page of a shop with the component; whatever goes wrong in it unnoticed fails the test."""
    opened: list[Shopper] = []

    def open_page(attributes: str = "", **options: object) -> Shopper:
        shopper = Shopper(browser.new_context(**options), server.url, attributes)  # type: ignore[arg-type]
        opened.append(shopper)
        return shopper

    yield open_page
    for shopper in opened:
        shopper.page.context.close()
        assert shopper.faults == []


@pytest.fixture(scope="session")
def modules() -> Path:
    """Where what checks the modules is installed, as the lock file has it."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("Node is missing: install Node 20 or newer with npm")
    lock = MODULES / "package-lock.json"
    if not lock.exists() or lock.read_bytes() != (TOOLS / lock.name).read_bytes():
        MODULES.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOOLS / "package.json", MODULES)
        shutil.copy(TOOLS / lock.name, MODULES)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=MODULES,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            lock.unlink()
            pytest.skip(f"npm ci could not install what checks the modules: {done.stderr[-400:]}")
    return MODULES / "node_modules"
