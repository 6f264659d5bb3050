"""`gumsole demo` as somebody meets it who has just installed Gumsole."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gumsole import demo
from gumsole.cli import main
from tests.cli.conftest import Run


@dataclass(frozen=True, slots=True)
class Shown:
    """What the command printed, and where its store is."""

    done: Result
    store: Path

    def line(self, query: str) -> str:
        (line,) = (line for line in self.done.stdout.splitlines() if line.startswith(f"{query}:"))
        return line


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    store = tmp_path_factory.mktemp("demo") / "store"
    done = CliRunner().invoke(main, ["demo", "--store", str(store)])
    assert done.exit_code == 0, done.output
    return Shown(done, store)


def truth() -> dict[str, str]:
    """Title of the product in each of the shoppers' photos; empty where the store does not sell it."""
    with demo.folder() as folder, (folder / "items.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] == "query"]
    return {Path(row["image"]).name: row["title"] for row in rows}


def test_the_whole_catalog_is_taken_without_a_failure(shown: Shown) -> None:
    assert "0 failed), 0 rejected, 0 retired" in shown.done.stdout


@pytest.mark.parametrize("query", ["beige-bean-bag.jpg", "rust-tub-chair.jpg", "cognac-bar-stool.jpg"])
def test_the_product_in_a_shoppers_photo_comes_first(shown: Shown, query: str) -> None:
    assert f" is {truth()[query]}; open " in shown.line(query)


def test_most_shoppers_find_what_is_in_their_photo_first(shown: Shown) -> None:
    sold = {query: title for query, title in truth().items() if title}
    right = [query for query, title in sold.items() if f" is {title}; open " in shown.line(query)]
    assert len(right) > len(sold) / 2


def test_each_query_has_a_sheet_that_needs_nothing_else(shown: Shown) -> None:
    for query in truth():
        page = (shown.store / f"like-{Path(query).stem}.html").read_text(encoding="utf-8")
        assert page.count("data:image/jpeg;base64,") > 1, query
        assert str(shown.store / f"like-{Path(query).stem}.html") in shown.line(query)


def test_it_says_how_to_go_on_and_that_works(shown: Shown, run: Run) -> None:
    last = shown.done.stdout.splitlines()[-1]
    assert last == (f"search it yourself: gumsole search PHOTO --store {shown.store} --html found.html")
    with demo.queries() as queries:
        assert run("search", queries[0], "--store", shown.store, "--limit", 1).exit_code == 0


def test_a_second_time_it_computes_nothing(shown: Shown, run: Run) -> None:
    again = run("demo", "--store", shown.store)
    assert again.exit_code == 0, again.output
    assert "(0 analyzed, 0 failed)" in again.stdout
