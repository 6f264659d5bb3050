"""`gumsole demo` as somebody meets it who has just installed Gumsole."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import Result

from gumsole import demo
from gumsole.records import Band
from tests.cli.conftest import Run
from tests.serving import MAIN


@dataclass(frozen=True, slots=True)
class Shown:
    """What the command printed, and where its store is."""

    done: Result
    store: Path

    def block(self, photo: str) -> str:
        """What is said of one search."""
        (block,) = (part for part in self.done.stdout.split("\n\n") if f"{photo} --store" in part)
        return block


@pytest.fixture(scope="module")
def shown(demo_store: tuple[Path, Result]) -> Shown:
    store, done = demo_store
    return Shown(done, store)


def truth() -> dict[str, str]:
    """Title of the product in each of the shoppers' photos; empty where the store does not sell it."""
    with demo.folder() as folder, (folder / "items.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] == "query"]
    return {Path(row["image"]).name: row["title"] for row in rows}


def test_the_whole_catalog_is_taken_without_a_failure(shown: Shown) -> None:
    assert "0 failed), 0 rejected, 0 retired" in shown.done.stdout


@pytest.mark.parametrize("search", demo.WORTH_TRYING, ids=lambda search: search.photo)
def test_the_product_in_each_photo_worth_trying_comes_first_with_its_band(
    shown: Shown, search: demo.Try
) -> None:
    (first,) = re.findall(r"^  first, (\w+): (.*)$", shown.block(search.photo), re.MULTILINE)
    assert first[1] == truth()[search.photo]
    assert Band[first[0].upper()] <= Band.SIMILAR


@pytest.mark.parametrize("search", demo.WORTH_TRYING, ids=lambda search: search.photo)
def test_nothing_needs_to_be_loosened_for_a_photo_worth_trying(shown: Shown, search: demo.Try) -> None:
    assert "\n  Best matches: " in shown.block(search.photo)


@pytest.mark.parametrize("search", demo.WORTH_TRYING, ids=lambda search: search.photo)
def test_each_search_has_a_sheet_that_needs_nothing_else(shown: Shown, search: demo.Try) -> None:
    sheet = shown.store / f"like-{Path(search.photo).stem}.html"
    assert str(sheet) in shown.block(search.photo)
    assert sheet.read_text(encoding="utf-8").count("data:image/jpeg;base64,") > 1


@pytest.mark.parametrize("search", demo.WORTH_TRYING, ids=lambda search: search.photo)
def test_the_command_it_names_works(shown: Shown, run: Run, search: demo.Try) -> None:
    (line,) = (line for line in shown.block(search.photo).splitlines() if "gumsole search" in line)
    done = run(*shlex.split(line)[1:], "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["hits"][0]["title"] == truth()[search.photo]


def test_a_second_time_it_computes_nothing(shown: Shown, run: Run) -> None:
    again = run("demo", "--store", shown.store)
    assert again.exit_code == 0, again.output
    assert "(0 analyzed, 0 failed)" in again.stdout


def test_it_opens_a_shop_and_says_where(shown: Shown, tmp_path: Path) -> None:
    store = shutil.copytree(shown.store, tmp_path / "store")
    command = [sys.executable, "-c", MAIN, "demo", "--serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        (address,) = re.findall(r"shop is open, .* at (http://\S+)", _until_open(process.stdout))
        page = httpx.get(address, timeout=30, trust_env=False)
        process.send_signal(signal.SIGTERM)
    assert page.status_code == 200
    assert "<gumsole-search" in page.text
    assert process.returncode == 0


def _until_open(lines: Iterable[str]) -> str:
    """The line that names the shop's address."""
    return next(line for line in lines if "shop is open" in line)
