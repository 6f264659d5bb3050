"""What docs/quickstart.md and docs/api.md tell a developer runs as it stands."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gumsole.records import Role
from gumsole.web.problems import FAULT, PHOTO_PROBLEMS, PROBLEMS
from tests.serving import Server, photo, running, stock

DOCS = Path(__file__).parents[1] / "docs"


def blocks(language: str, page: str = "quickstart.md") -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(stock(tmp_path_factory.mktemp("quickstart"))) as started:
        yield started


@pytest.fixture
def names(server: Server, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo())
    return {
        "URL": server.url,
        "KEY": server.secrets[Role.SEARCH],
        "INDEXER_KEY": server.secrets[Role.INDEXER],
        "PHOTO": str(path),
    }


def run(names: dict[str, str], commands: str) -> str:
    if not shutil.which("curl"):
        pytest.skip("install curl to run the commands of the quick start")
    done = subprocess.run(
        ["sh", "-euc", commands], env={**os.environ, **names}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("block", blocks("sh"))
def test_the_commands_work(names: dict[str, str], block: str) -> None:
    assert '"mug-' in run(names, block)


def test_a_product_of_the_page_goes_through_its_life(names: dict[str, str]) -> None:
    put, photo_, shown, patched, deleted = (run(names, block) for block in blocks("sh", "api.md"))
    assert '"created"' in put
    assert '"sent:' in photo_
    assert '"A tall mug"' in shown
    assert '"updated"' in patched
    assert '"rejected"' not in patched
    assert deleted == ""


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_works(names: dict[str, str], block: str) -> None:
    known: dict[str, object] = {**names}
    if "import" not in block:
        exec(blocks("python")[0].split("with ")[0], known)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(block, "docs/quickstart.md", "exec"), known)
    assert "mug" in said.getvalue()


@pytest.mark.parametrize("block", blocks("js"))
def test_the_javascript_works(names: dict[str, str], block: str) -> None:
    if not shutil.which("node"):
        pytest.skip("install Node.js 20 or newer to run the JavaScript of the quick start")
    head = 'import {readFile} from "node:fs/promises";\n'
    given = "".join(f"const {name} = process.env.{name};\n" for name in names)
    done = subprocess.run(
        ["node", "--input-type=module", "-e", head + given + block],
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "navy mug" in done.stdout


def test_the_page_of_the_api_names_every_problem_there_is() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    every = {problem.slug for _, problem in PROBLEMS} | {one.slug for one in PHOTO_PROBLEMS.values()}
    for slug in every | {FAULT.slug}:
        assert f"`{slug}`" in page, slug
