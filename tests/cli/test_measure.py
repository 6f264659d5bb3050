"""`gumsole evaluate` as an engineer meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.shelf import CATEGORIES, assortment, drawing

KEYS = {"name", "queries", "answerable", "unsold", "catalog", "r1", "r5", "r10", "p10", "ms_per_query"}


@pytest.fixture
def labeled(tmp_path: Path) -> Path:
    """Catalog photos on white, queries of the same products larger and on gray, and one thing not sold."""
    folder = tmp_path / "drawn"
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


def test_figures_are_printed_and_written(run: Run, labeled: Path, tmp_path: Path) -> None:
    done = run("evaluate", labeled, "--json", tmp_path / "figures.json", env={"COLUMNS": "120"})
    assert done.exit_code == 0, done.stderr
    assert "bare features" in done.stdout
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert set(figures) >= KEYS
    assert set(figures["bare"]) >= KEYS
    counts = (figures["queries"], figures["answerable"], figures["unsold"], figures["catalog"])
    assert counts == (17, 16, 1, 16)
    assert figures["r10"] >= figures["r5"] >= figures["r1"] > 1 / 16  # better than chance
    assert figures["ms_per_query"] > 0


def test_what_a_shopper_is_shown_stands_under_answer(run: Run, labeled: Path, tmp_path: Path) -> None:
    done = run("evaluate", labeled, "--json", tmp_path / "figures.json", env={"COLUMNS": "120"})
    figures = json.loads((tmp_path / "figures.json").read_text())["answer"]
    lines = done.stdout.partition("\nanswer: ")[2].splitlines()
    assert "(16 answerable, 1 unsold)" in lines[0]
    shown = [figures[name] for name in ("r1", "r5", "r10")]
    assert lines[1].split() == [
        "found",
        *(
            word
            for name, value in zip(("R@1", "R@5", "R@10"), shown, strict=True)
            for word in (name, f"{value:.3f}")
        ),
    ]
    assert f"{figures['refused']:.3f} of the 1 unsold" in lines[2]


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
