"""`gumsole evaluate` as an engineer meets it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gumsole.cli import main
from tests.cli.conftest import Run
from tests.shelf import CATEGORIES, assortment, drawing

KEYS = {"name", "queries", "answerable", "unsold", "catalog", "r1", "r5", "r10", "p10", "ms_per_query"}


def laid_out(folder: Path) -> Path:
    """Catalog photos on white, queries of the same products larger and on gray, and one thing not sold."""
    folder.mkdir()
    rows = ["image,product_id,group_id,category,color,title,price,role,split,source"]
    for product in assortment():
        for role, size, gray in (("catalog", 256, 255), ("query", 500, 215)):
            name = f"{product.sku}-{role}.jpg"
            (folder / name).write_bytes(drawing(product, size=size, background=(gray, gray, gray)))
            category = CATEGORIES[product.shape]
            rows.append(f"{name},{product.sku},{product.shape},{category},,,1.990,{role},all,drawn")
    (folder / "unsold.jpg").write_bytes(drawing(assortment()[0], background=(0, 90, 0)))
    rows.append("unsold.jpg,,,,,,,query,all,drawn")
    (folder / "items.csv").write_text("\n".join(rows) + "\n")
    return folder


@pytest.fixture
def labeled(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "drawn")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the command printed, and what it wrote."""

    printed: str
    written: dict[str, Any]


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    folder = tmp_path_factory.mktemp("evaluated")
    words = ["evaluate", str(laid_out(folder / "drawn")), "--json", str(folder / "figures.json")]
    done = CliRunner().invoke(main, words, env={"COLUMNS": "120"})
    assert done.exit_code == 0, done.output
    return Evaluated(done.stdout, json.loads((folder / "figures.json").read_text()))


def test_figures_are_printed_and_written(evaluated: Evaluated) -> None:
    figures = evaluated.written
    assert evaluated.printed.startswith(
        "drawn by product_id: 17 queries (16 answerable, 1 unsold), 16 catalog"
    )
    assert "bare features" in evaluated.printed
    assert set(figures) >= KEYS
    assert set(figures["bare"]) >= KEYS
    counts = (figures["queries"], figures["answerable"], figures["unsold"], figures["catalog"])
    assert counts == (17, 16, 1, 16)
    assert figures["r10"] >= figures["r5"] >= figures["r1"] > 1 / 16  # better than chance
    assert figures["ms_per_query"] > 0


def test_what_a_shopper_is_shown_stands_under_answer(evaluated: Evaluated) -> None:
    figures = evaluated.written["answer"]
    heading, found, *more = evaluated.printed.partition("\nanswer: ")[2].splitlines()
    assert "(16 answerable, 1 unsold)" in heading
    recalls = (figures[name] for name in ("r1", "r5", "r10"))
    assert found.split() == "found R@1 {:.3f} R@5 {:.3f} R@10 {:.3f}".format(*recalls).split()
    assert any(f"{figures['refused']:.3f} of the 1 unsold" in line for line in more)


def test_groups_are_easier_to_find_than_products(run: Run, labeled: Path, tmp_path: Path) -> None:
    by_product, by_group = tmp_path / "product.json", tmp_path / "group.json"
    run("evaluate", labeled, "--json", by_product)
    run("evaluate", labeled, "--by", "group_id", "--json", by_group)
    assert json.loads(by_group.read_text())["r1"] >= json.loads(by_product.read_text())["r1"]


def test_a_set_of_queries_alone_is_scored_leave_one_out(run: Run, labeled: Path, tmp_path: Path) -> None:
    items = labeled / "items.csv"
    items.write_text(
        items.read_text().replace(",catalog,", ",query,").replace("unsold.jpg,,,,", "unsold.jpg,u,u,None,")
    )
    done = run("evaluate", labeled, "--json", tmp_path / "figures.json")
    assert done.exit_code == 0, done.stderr
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert (figures["r1"], figures["answerable"]) == (None, 0)
    assert 0 < figures["p10"] <= 1
    assert "answer:" not in done.stdout  # what is asked is in the catalog itself


def test_the_folder_may_be_named_from_where_one_stands(
    run: Run, labeled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(labeled.parent)
    assert run("evaluate", labeled.name).exit_code == 0


def test_a_folder_without_labels_exits_2(run: Run, tmp_path: Path) -> None:
    assert run("evaluate", tmp_path).exit_code == 2


def test_figures_that_could_not_be_written_are_refused_before_they_are_measured(
    run: Run, labeled: Path, tmp_path: Path
) -> None:
    done = run("evaluate", labeled, "--json", tmp_path / "gone" / "figures.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"there is no folder {tmp_path}/gone" in done.stderr
