from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from benchmarks.storefront import MOST_COMPONENT, component_bytes
from tests.storefront.conftest import TOOLS

STOREFRONT = Path(__file__).parents[2] / "src" / "gumsole" / "storefront"


@pytest.mark.parametrize(
    "command",
    [
        ["tsc", "--project", str(TOOLS / "tsconfig.json")],
        ["biome", "check", "--error-on-warnings", "--config-path", str(TOOLS), str(STOREFRONT)],
    ],
    ids=["types", "form"],
)
def test_modules_keep_to_their_types_and_to_house_form(command: list[str], modules: Path) -> None:
    program, *options = command
    done = subprocess.run(
        [str(modules / ".bin" / program), *options], capture_output=True, text=True, check=False, cwd=TOOLS
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_type_checks_see_a_mistake(modules: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text("/** @type {string} */ export const sku = 7\n")
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"extends": str(TOOLS / "tsconfig.json"), "include": [str(tmp_path)]})
    )
    done = subprocess.run(
        [str(modules / ".bin" / "tsc"), "--project", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "TS2322" in done.stdout


def test_all_that_a_browser_loads_for_a_language_is_small() -> None:
    loaded = component_bytes()
    assert set(loaded) == {"en", "es", "de", "ja", "ar"}
    assert 10_000 < max(loaded.values()) <= MOST_COMPONENT
