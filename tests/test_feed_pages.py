"""The pages about feeds: their examples are ingested, and they name every column that is read."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from gumsole.catalog.items.fields import SYNONYMS, Field
from gumsole.catalog.readers import shopify, woocommerce
from gumsole.catalog.readers.kinds import Kind
from gumsole.cli import main
from gumsole.records import Offer, Product
from gumsole.store import Store
from tests.shelf import COLORS, Drawn, drawing

PAGES = Path(__file__).parent.parent / "docs" / "feeds"
# Photos of the examples come from this host; tests have them on disk.
HOST = "https://shop.example/"
VIEWS = ("", "-side", "-at-home")


@dataclass(frozen=True, slots=True)
class Example:
    """A file that a page shows, and the command that reads it."""

    page: str
    name: str
    text: str
    command: str


def examples() -> list[Example]:
    found = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)```.*?^```sh\n(.*?)```", re.DOTALL | re.MULTILINE)
    return [
        Example(path.name, *match)
        for path in sorted(PAGES.glob("*.md"))
        for match in found.findall(path.read_text("utf-8"))
    ]


def lay_photos(folder: Path) -> None:
    (folder / "photos").mkdir()
    for shape in ("mug", "lamp", "clock"):
        for color in COLORS:
            for view in VIEWS:
                size = 256 + 16 * VIEWS.index(view)
                picture = drawing(Drawn(shape, color), size=size)
                (folder / "photos" / f"{shape}-{color}{view}.jpg").write_bytes(picture)
    (folder / "photos" / "mug-side.jpg").write_bytes(drawing(Drawn("mug", "green"), size=300))
    (folder / "photos" / "mug-at-home.jpg").write_bytes(drawing(Drawn("mug", "navy"), size=320))


def promised(page: str) -> list[str]:
    """Rows of the page's table of what becomes of its example."""
    section = (PAGES / page).read_text("utf-8").split("## What becomes of it", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| (?!sku).*\|$", section, re.MULTILINE)


def held(folder: Path, skus: list[str]) -> list[str]:
    """The same rows, of what a store holds."""
    with Store.open(folder) as store:
        assert store.products.count() == len(skus)
        offers = store.offers.get_many(skus)
        return [row(store.products.get(sku).product, offers[sku]) for sku in skus]


def row(product: Product, offer: Offer) -> str:
    prices = ["–" if minor is None else f"{minor / 100:.2f}" for minor in (offer.price, offer.sale_price)]
    cells = [product.sku, product.group, *prices, offer.availability.value, str(len(product.photos))]
    return f"| {' | '.join(cells)} |"


@pytest.mark.parametrize("example", examples(), ids=lambda one: f"{one.page}-{one.name}")
def test_an_example_is_ingested_and_becomes_what_the_page_says(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_photos(tmp_path)
    Path(example.name).write_text(example.text.replace(HOST, ""), encoding="utf-8")
    program, *words = shlex.split(example.command.replace("\\\n", " "))
    assert program == "gumsole"
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "0 failed), 0 rejected" in done.output
    rows = promised(example.page)
    assert held(Path("shop"), [one.split("|")[1].strip() for one in rows]) == rows


def test_every_page_of_a_format_has_an_example() -> None:
    pages = {path.name for path in PAGES.glob("*.md")} - {"index.md"}
    assert {example.page for example in examples()} == pages
    assert len(pages) == len(Kind) - 1  # Google's two kinds share a page


def test_the_overview_links_to_every_format() -> None:
    overview = (PAGES / "index.md").read_text("utf-8")
    assert all(f"]({path.name})" in overview for path in PAGES.glob("*.md") if path.name != "index.md")


def test_the_page_of_tables_has_every_field_with_its_names_in_order() -> None:
    section = (PAGES / "tables.md").read_text("utf-8").split("## Columns", 1)[1].split("\n## ", 1)[0]
    shown = {
        name.strip(): re.findall(r"`([^`]+)`", columns)
        for name, columns in re.findall(r"^\| ([a-z_\d]+) \| (.*?) \|", section, re.MULTILINE)
        if name != "field"
    }
    assert shown == {
        field.value: list(dict.fromkeys([field.value, *SYNONYMS[field].split()])) for field in Field
    }


@pytest.mark.parametrize("reader", [shopify, woocommerce], ids=lambda reader: reader.__name__)
def test_the_page_of_a_platform_names_every_column_that_is_read(reader: object) -> None:
    name = reader.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    page = (PAGES / f"{name}.md").read_text("utf-8").casefold()
    names = [one for aliases in reader.NAMES.values() for one in aliases]  # type: ignore[attr-defined]
    numbered = re.compile(r"option[23] ")
    assert [one for one in names if f"`{numbered.sub('option1 ', one.casefold())}`" not in page] == []
