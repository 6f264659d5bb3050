from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from gumsole.web.assets import COMPONENT, assets
from tests.storefront.conftest import TOOLS

STOREFRONT = Path(__file__).parents[2] / "src" / "gumsole" / "storefront"
# What the component may cost over the wire, in one language.
MOST_BYTES = 35_000


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


@pytest.mark.parametrize("language", ["en", "es", "de", "ja", "ar"])
def test_all_that_a_browser_loads_for_a_language_is_small(language: str) -> None:
    sent = {name: len(file.packed) for name, file in assets(COMPONENT).items()}
    spoken = f"texts/{language}.json"
    loaded = [size for name, size in sent.items() if name == spoken or not name.startswith("texts/")]
    assert spoken in sent
    assert sum(loaded) <= MOST_BYTES
