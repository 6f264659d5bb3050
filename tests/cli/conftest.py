from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gumsole.cli import main
from tests.shelf import CATEGORIES, Drawn, assortment, drawing, lay_out

Run = Callable[..., Result]

# One model in three colors, one of them sold out; a lamp that is sold out; a rug for one country alone.
WARES = (
    (Drawn("mug", "red", "10.00 EUR"), ""),
    (Drawn("mug", "navy", "11.00 EUR", "out_of_stock"), ""),
    (Drawn("mug", "green", "12.00 EUR"), ""),
    (Drawn("lamp", "red", "40.00 EUR", "out_of_stock"), ""),
    (Drawn("rug", "beige", "200.00 EUR"), "US"),
    (Drawn("clock", "green", "90.00 EUR"), ""),
)


@pytest.fixture
def run() -> Run:
    """Runs a command as a user would; gives back what it printed and its exit code."""

    def invoke(*words: object, **more: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], **more)  # type: ignore[arg-type]

    return invoke


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every drawn product in it; tests only read it."""
    folder = tmp_path_factory.mktemp("stocked")
    feed = lay_out(folder / "feed", assortment())
    done = CliRunner().invoke(main, ["ingest", str(feed), "--store", str(folder / "store")])
    assert done.exit_code == 0, done.output
    return folder / "store"


@pytest.fixture(scope="session")
def wares(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of `WARES`; tests only read it."""
    folder = tmp_path_factory.mktemp("wares")
    lay_out(folder, [drawn for drawn, _ in WARES])
    columns = "id title product_type item_group_id color brand price availability ships_to image_link"
    with (folder / "wares.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns.split())
        for drawn, country in WARES:
            kind = (CATEGORIES[drawn.shape], drawn.shape, drawn.color, "Lumen & Co", drawn.price)
            title = f"A <{drawn.color}> {drawn.shape}"
            writer.writerow([drawn.sku, title, *kind, drawn.availability, country, f"{drawn.sku}.jpg"])
    done = CliRunner().invoke(main, ["ingest", str(folder / "wares.csv"), "--store", str(folder / "store")])
    assert done.exit_code == 0, done.output
    return folder / "store"


@pytest.fixture
def own_wares(wares: Path, tmp_path: Path) -> Path:
    """A store of `WARES` that a test may change."""
    return Path(shutil.copytree(wares, tmp_path / "own"))


@pytest.fixture
def showing_sold_out(own_wares: Path) -> Path:
    """The same under a policy that lists what cannot be sold."""
    (own_wares / "policy.toml").write_text("version = 1\n[sellable]\nshow_sold_out = true\n")
    return own_wares


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A navy mug, larger than the catalog's photo and on a gray table."""
    path = tmp_path / "upload.jpg"
    path.write_bytes(drawing(Drawn("mug", "navy"), size=700, background=(225, 223, 220)))
    return path
