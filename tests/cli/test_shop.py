"""`gumsole search` as a store developer meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.shelf import COLORS, SHAPES, Drawn, drawing, lay_out


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A navy mug, larger than the catalog's photo and on a gray table."""
    path = tmp_path / "upload.jpg"
    path.write_bytes(drawing(Drawn("mug", "navy"), size=700, background=(225, 223, 220)))
    return path


def found(run: Run, photo: Path, store: Path, *options: object) -> list[dict[str, object]]:
    done = run("search", photo, "--store", store, "--json", *options)
    assert done.exit_code == 0, done.stderr
    hits: list[dict[str, object]] = json.loads(done.stdout)["hits"]
    return hits


def test_the_product_in_the_photo_comes_first(run: Run, stocked: Path, photo: Path) -> None:
    hits = found(run, photo, stocked)
    assert hits[0]["sku"] == "mug-navy"
    assert len(hits) == len(SHAPES) * len(COLORS)
    similarities = [float(str(hit["similarity"])) for hit in hits]
    assert similarities == sorted(similarities, reverse=True)


def test_the_table_names_product_price_and_likeness(run: Run, stocked: Path, photo: Path) -> None:
    done = run("search", photo, "--store", stocked, "--limit", 1, env={"COLUMNS": "160"})
    assert done.exit_code == 0, done.stderr
    assert "mug-navy" in done.stdout
    assert "10.00 EUR" in done.stdout


def test_a_narrow_terminal_still_names_each_hit_and_its_likeness(
    run: Run, stocked: Path, photo: Path
) -> None:
    done = run("search", photo, "--store", stocked, "--limit", 1, env={"COLUMNS": "44"})
    likeness = found(run, photo, stocked, "--limit", 1)[0]["similarity"]
    assert f"{likeness:.3f}" in done.stdout
    assert "mug-navy" in done.stdout
    assert "10.00 EUR" in done.stdout


def test_the_table_shows_a_feeds_text_as_it_stands_and_obeys_none_of_it(
    run: Run, photo: Path, tmp_path: Path
) -> None:
    lay_out(tmp_path, [Drawn("mug", "navy")])
    title = "[red]Mug[/x] :smile: \x1b[31m\u0645\u200c\u06cc"
    (tmp_path / "feed.csv").write_text(f"id,title,image_link\nmug,{title},mug-navy.jpg\n", encoding="utf-8")
    run("ingest", tmp_path / "feed.csv", "--store", tmp_path / "store")
    done = run("search", photo, "--store", tmp_path / "store", env={"COLUMNS": "160"})
    assert done.exit_code == 0, done.output
    assert title.replace("\x1b", "") in done.stdout
    assert "\x1b" not in done.stdout


def test_a_category_is_named_by_any_part_of_its_path(run: Run, stocked: Path, photo: Path) -> None:
    hits = found(run, photo, stocked, "--category", "lamps")
    assert {str(hit["sku"]).partition("-")[0] for hit in hits} == {"lamp"}
    assert found(run, photo, stocked, "--category", "Lighting > Lamps") == hits


def test_color_alone_decides_when_it_weighs_everything(run: Run, stocked: Path, photo: Path) -> None:
    hits = found(run, photo, stocked, "--color-weight", 1, "--limit", 3)
    assert {str(hit["sku"]).partition("-")[2] for hit in hits} == {"navy"}


def test_prices_and_stock_filter(run: Run, stocked: Path, photo: Path) -> None:
    assert found(run, photo, stocked, "--max-price", "9.99") == []
    assert len(found(run, photo, stocked, "--min-price", "10", "--in-stock", "--limit", 5)) == 5


def test_a_contact_sheet_shows_upload_and_hits_without_any_link_outside(
    run: Run, stocked: Path, photo: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "found.html"
    assert run("search", photo, "--store", stocked, "--html", sheet, "--limit", 3).exit_code == 0
    page = sheet.read_text()
    assert page.count("data:image/jpeg;base64,") == 4
    assert "://" not in page
    assert "A navy mug" in page


def test_the_photo_may_come_from_standard_input(run: Run, stocked: Path, photo: Path) -> None:
    done = run("search", "-", "--store", stocked, "--json", "--limit", 1, input=photo.read_bytes())
    assert json.loads(done.stdout)["hits"][0]["sku"] == "mug-navy"


def test_a_crop_looks_at_that_part_alone(run: Run, stocked: Path, tmp_path: Path) -> None:
    from PIL import Image

    both = Image.new("RGB", (800, 400), "white")
    for at, product in enumerate((Drawn("clock", "red"), Drawn("rug", "green"))):
        drawn = tmp_path / f"{at}.jpg"
        drawn.write_bytes(drawing(product, size=400))
        both.paste(Image.open(drawn), (400 * at, 0))
    both.save(tmp_path / "both.jpg")
    assert found(run, tmp_path / "both.jpg", stocked, "--crop", "0,0,0.5,1")[0]["sku"] == "clock-red"
    assert found(run, tmp_path / "both.jpg", stocked, "--crop", "0.5,0,0.5,1")[0]["sku"] == "rug-green"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--crop", "1,2"), "X,Y,W,H"),
        (("--crop", "0.5,0.5,0.9,0.9"), "leaves the frame"),
        (("--color-weight", "1.5"), "between 0 and 1"),
        (("--limit", "0"), "1 or more"),
        (("--category", "lumps"), "did you mean 'Lamps'"),
        (("--max-price", "cheap"), "cheap"),
    ],
)
def test_bad_use_gets_one_clear_line_and_exit_2(
    run: Run, stocked: Path, photo: Path, options: tuple[str, ...], said: str
) -> None:
    done = run("search", photo, "--store", stocked, *options)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_photo_that_is_none_exits_2(run: Run, stocked: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.jpg"
    text.write_text("not a photo")
    assert run("search", text, "--store", stocked).exit_code == 2
    assert run("search", tmp_path / "none.jpg", "--store", stocked).exit_code == 2


def test_a_folder_without_a_store_exits_2_and_says_how_to_make_one(
    run: Run, photo: Path, tmp_path: Path
) -> None:
    done = run("search", photo, "--store", tmp_path / "none")
    assert (done.exit_code, "gumsole ingest" in done.stderr) == (2, True)


def test_a_contact_sheet_that_cannot_be_written_is_one_clear_line(
    run: Run, stocked: Path, photo: Path, tmp_path: Path
) -> None:
    done = run("search", photo, "--store", stocked, "--html", tmp_path / "gone" / "found.html")
    assert done.exit_code == 78
    assert done.stderr.splitlines() == [
        f"gumsole: No such file or directory ({tmp_path}/gone/found.html); check the path and its permissions"
    ]
