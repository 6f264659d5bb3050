"""`gumsole search` as a store developer meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gumsole.records import Band
from tests.cli.conftest import Run
from tests.shelf import COLORS, SHAPES, Drawn, drawing, lay_out

WIDE, NARROW = {"COLUMNS": "160"}, {"COLUMNS": "44"}


def answered(run: Run, store: Path, *words: object) -> dict[str, Any]:
    done = run("search", *words, "--store", store, "--json")
    assert done.exit_code == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def found(run: Run, photo: Path, store: Path, *options: object) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = answered(run, store, photo, *options)["hits"]
    return hits


def said(run: Run, store: Path, *words: object, env: dict[str, str] = WIDE) -> list[str]:
    """Lines as a person reads them: runs of spaces are one."""
    done = run("search", *words, "--store", store, env=env)
    assert done.exit_code == 0, done.stderr
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


# --- what is found ---


def test_the_product_in_the_photo_comes_first(run: Run, stocked: Path, photo: Path) -> None:
    hits = found(run, photo, stocked)
    assert hits[0]["sku"] == "mug-navy"
    assert len(hits) == len(SHAPES) * len(COLORS)
    similarities = [hit["similarity"] for hit in hits]
    assert similarities == sorted(similarities, reverse=True)


def test_a_category_is_named_by_any_part_of_its_path(run: Run, stocked: Path, photo: Path) -> None:
    hits = found(run, photo, stocked, "--category", "lamps")
    assert {hit["sku"].partition("-")[0] for hit in hits} == {"lamp"}
    assert found(run, photo, stocked, "--category", "Lighting > Lamps") == hits


def test_color_alone_decides_when_it_weighs_everything(run: Run, stocked: Path, photo: Path) -> None:
    hits = found(run, photo, stocked, "--color-weight", 1, "--limit", 3)
    assert {hit["sku"].partition("-")[2] for hit in hits} == {"navy"}


def test_prices_and_stock_filter(run: Run, stocked: Path, photo: Path) -> None:
    assert len(found(run, photo, stocked, "--min-price", "10", "--in-stock", "--limit", 5)) == 5


def test_a_filter_that_nothing_meets_is_let_go_of_and_named(run: Run, stocked: Path, photo: Path) -> None:
    answer = answered(run, stocked, photo, "--max-price", "9.99")
    assert answer["total"] == len(SHAPES) * len(COLORS)
    assert answer["step"]["dropped"] == ["your price range"]
    assert "Left out: your price range." in said(run, stocked, photo, "--max-price", "9.99")[0]


def test_the_photo_may_come_from_standard_input(run: Run, stocked: Path, photo: Path) -> None:
    done = run("search", "-", "--store", stocked, "--json", "--limit", 1, input=photo.read_bytes())
    assert json.loads(done.stdout)["hits"][0]["sku"] == "mug-navy"


def test_a_crop_looks_at_that_part_alone(run: Run, stocked: Path, tmp_path: Path) -> None:
    both = Image.new("RGB", (800, 400), "white")
    for at, product in enumerate((Drawn("clock", "red"), Drawn("rug", "green"))):
        drawn = tmp_path / f"{at}.jpg"
        drawn.write_bytes(drawing(product, size=400))
        both.paste(Image.open(drawn), (400 * at, 0))
    both.save(tmp_path / "both.jpg")
    assert found(run, tmp_path / "both.jpg", stocked, "--crop", "0,0,0.5,1")[0]["sku"] == "clock-red"
    assert found(run, tmp_path / "both.jpg", stocked, "--crop", "0.5,0,0.5,1")[0]["sku"] == "rug-green"


def test_words_alone_find_products_without_a_photo(run: Run, wares: Path) -> None:
    answer = answered(run, wares, "--words", "mugs under 11")
    assert [hit["sku"] for hit in answer["hits"]] == ["mug-red"]
    assert answer["understood"] == ["category: mugs", "price: under 11.00"]
    assert answer["guess"]["categories"] == answer["boxes"] == answer["palette"] == []


def test_words_narrow_what_a_photo_finds(run: Run, wares: Path, photo: Path) -> None:
    answer = answered(run, wares, photo, "--words", "in green")
    assert answer["hits"][0]["sku"] == "mug-green"
    assert answer["understood"] == ["color: green"]


def test_more_like_a_product_leaves_that_product_out(run: Run, wares: Path) -> None:
    skus = [hit["sku"] for hit in answered(run, wares, "--like", "mug-red")["hits"]]
    assert "mug-red" not in skus
    assert skus[0] == "mug-green"


def test_the_same_in_another_color_is_found_from_a_product(run: Run, wares: Path) -> None:
    answer = answered(run, wares, "--like", "mug-green", "--words", "in another color")
    assert answer["hits"][0]["sku"] == "mug-red"
    assert answer["understood"] == ["color: another one"]


def test_what_does_not_ship_to_the_country_is_left_out(run: Run, wares: Path, photo: Path) -> None:
    everywhere, german = found(run, photo, wares), found(run, photo, wares, "--ships-to", "de")
    assert {hit["sku"] for hit in everywhere} - {hit["sku"] for hit in german} == {"rug-beige"}


def test_what_is_said_back_is_in_the_language_asked_for(run: Run, wares: Path, photo: Path) -> None:
    english, german = (said(run, wares, photo, "--language", language) for language in ("en", "de"))
    assert english[0] != german[0]
    assert "understood: Farbe: grün" in said(run, wares, photo, "--words", "in grün", "--language", "de")


# --- the table ---


def test_the_table_names_band_likeness_product_price_availability_and_variants(
    run: Run, wares: Path, photo: Path
) -> None:
    (first, *_) = found(run, photo, wares)
    (line,) = (line for line in said(run, wares, photo) if line.startswith("1 "))
    color = first["sku"].removeprefix("mug-")
    likeness, price = f"{first['similarity']:.3f}", first["price"]
    assert line == f"1 {first['band']} {likeness} mug-{color} A <{color}> mug Mugs {price} in stock +2"


def test_a_narrow_terminal_shows_the_same_of_each_hit_in_two_lines(
    run: Run, wares: Path, photo: Path
) -> None:
    (first, *_) = found(run, photo, wares)
    lines = said(run, wares, photo, env=NARROW)
    at = next(at for at, line in enumerate(lines) if line.startswith("1 "))
    color, likeness = first["sku"].removeprefix("mug-"), f"{first['similarity']:.3f}"
    assert lines[at] == f"1 {first['band']} A <{color}> mug {first['price']}"
    assert lines[at + 1] == f"{likeness} mug-{color} +2 in stock"


def test_the_step_of_the_ladder_stands_in_the_first_line(run: Run, stocked: Path, photo: Path) -> None:
    answer = answered(run, stocked, photo)
    assert said(run, stocked, photo)[0].endswith(answer["step"]["label"])


def test_what_the_words_were_taken_to_mean_is_said(run: Run, wares: Path) -> None:
    assert "understood: category: mugs, price: under 11.00" in said(run, wares, "--words", "mugs under 11")
    full_text = "understood: looked for in titles, brands, attributes and descriptions"
    assert full_text in said(run, wares, "--words", "lumen")


def test_what_was_found_by_words_alone_has_neither_band_nor_likeness(run: Run, wares: Path) -> None:
    lines = said(run, wares, "--words", "mugs under 11")
    assert any(line.startswith("1 – – mug-red ") for line in lines)


def test_a_dark_photo_gets_a_hint(run: Run, stocked: Path, tmp_path: Path) -> None:
    dark = tmp_path / "dark.jpg"
    Image.new("RGB", (300, 300), (9, 8, 10)).save(dark)
    first, *_ = answered(run, stocked, dark)["hints"]
    assert first["kind"] == "too_dark"
    assert f"hint: {first['text']}" in said(run, stocked, dark)


def test_a_hint_that_names_parts_to_try_says_how_to_try_them(run: Run, stocked: Path, tmp_path: Path) -> None:
    small = Image.new("RGB", (1200, 1200), (225, 223, 220))
    small.paste(Image.open(_file(tmp_path, Drawn("mug", "red"))).resize((260, 260)), (880, 880))
    small.save(tmp_path / "small.jpg")
    (line,) = (line for line in said(run, stocked, tmp_path / "small.jpg") if line.startswith("hint:"))
    crop = line.partition("--crop ")[2].partition(" ")[0].rstrip(")")
    assert found(run, tmp_path / "small.jpg", stocked, "--crop", crop)[0]["sku"] == "mug-red"


def test_facets_stand_below_with_their_counts(run: Run, wares: Path, photo: Path) -> None:
    lines = said(run, wares, photo)
    assert (
        "category Mugs (1), Rugs (1), Clocks (1)" in lines
        or "category Mugs (1), Clocks (1), Rugs (1)" in lines
    )
    assert "brand Lumen & Co (3)" in lines
    assert "price 12.00 EUR (1)" in said(run, wares, "--words", "mugs in green")
    assert sum(line.startswith("price ") and "EUR (" in line for line in lines) == 1


def test_facets_that_do_not_fit_are_cut_after_a_whole_value(run: Run, stocked: Path, photo: Path) -> None:
    (line,) = (line for line in said(run, stocked, photo, env=NARROW) if line.startswith("category "))
    assert line.endswith(" (4), …")
    assert len(line) <= 44


def test_sold_out_products_are_labeled_and_stand_last(run: Run, showing_sold_out: Path, photo: Path) -> None:
    hits = found(run, photo, showing_sold_out)
    assert [hit["sku"] for hit in hits if not hit["sellable"]] == ["lamp-red"]
    for env in (WIDE, NARROW):
        lines = said(run, showing_sold_out, photo, env=env)
        assert sum("sold out" in line for line in lines) == 1
    assert not any(hit["sku"] == "lamp-red" for hit in hits[:1])


def test_points_are_shown_only_when_asked_for(run: Run, own_wares: Path, photo: Path) -> None:
    (own_wares / "policy.toml").write_text(
        "version = 1\n[[boost]]\nname = 'mug week'\nwhen = \"leaf = 'Mugs'\"\npoints = 3\n"
    )
    assert not any("mug week" in line or "points" in line for line in said(run, own_wares, photo))
    (first, *_) = found(run, photo, own_wares)
    (why,) = (line for line in said(run, own_wares, photo, "--why") if "mug week" in line)
    assert why == (
        f"{first['score']:.1f} points: likeness {first['reasons'][0]['points']:+.1f}, mug week +3.0"
    )


def test_a_store_in_which_nothing_can_be_sold_says_so(run: Run, photo: Path, tmp_path: Path) -> None:
    lay_out(tmp_path, [Drawn("mug", "navy")])
    (tmp_path / "feed.csv").write_text("id,image_link\nmug,mug-navy.jpg\n", encoding="utf-8")
    run("ingest", tmp_path / "feed.csv", "--store", tmp_path / "store")
    lines = said(run, tmp_path / "store", photo)
    assert "takes stock and a price" in lines[1]
    assert len(lines) == 2


def test_the_table_shows_a_feeds_text_as_it_stands_and_obeys_none_of_it(
    run: Run, photo: Path, tmp_path: Path
) -> None:
    lay_out(tmp_path, [Drawn("mug", "navy")])
    title = "[red]Mug[/x] :smile: \x1b[31m\u0645\u200c\u06cc"
    row = f"mug,{title},5.00 EUR,mug-navy.jpg\n"
    (tmp_path / "feed.csv").write_text(f"id,title,price,image_link\n{row}", encoding="utf-8")
    run("ingest", tmp_path / "feed.csv", "--store", tmp_path / "store")
    done = run("search", photo, "--store", tmp_path / "store", env=WIDE)
    assert done.exit_code == 0, done.output
    assert title.replace("\x1b", "") in done.stdout
    assert "\x1b" not in done.stdout


# --- what is known of bands and categories, on the store that ships ---


def test_the_best_guess_of_the_category_and_the_bands_precision_are_said(
    run: Run, demo_store: tuple[Path, object]
) -> None:
    photo = _query("cognac-chesterfield.jpg")
    answer = answered(run, demo_store[0], photo)
    lines = said(run, demo_store[0], photo)
    guessed = answer["guess"]["categories"]
    assert lines[0].startswith(f"Taken for {guessed[0]['path'][-1]} ")
    shown = {hit["band"] for hit in answer["hits"]}
    stated = [claim for claim in answer["claims"] if claim["band"] in shown]
    assert stated
    for claim in stated:
        low, high = claim["low"] * 100, claim["high"] * 100
        (line,) = (line for line in lines if line.startswith(f"{claim['band']} (the same "))
        assert line.endswith(
            f": right in {claim['precision'] * 100:.0f} of 100 "
            f"(95 % interval {low:.0f}–{high:.0f}, {claim['pairs']} pairs)"
        )


def test_no_precision_is_stated_of_what_is_like_a_product(run: Run, demo_store: tuple[Path, object]) -> None:
    """It was measured on photos such as shoppers take."""
    lines = said(run, demo_store[0], "--like", "slump-bean-bag-beige")
    assert lines[0].startswith("More like slump-bean-bag-beige · ")
    assert not any("right in" in line for line in lines)


# --- JSON ---


def test_json_has_all_that_an_answer_holds(run: Run, wares: Path, photo: Path) -> None:
    answer = answered(run, wares, photo, "--words", "under 100")
    assert answer["version"] == 2
    assert set(answer) == {
        *("version", "query_id", "currency", "total", "step", "guess", "understood", "hints", "hits"),
        *("facets", "claims", "boxes", "palette", "ms"),
    }
    assert answer["query_id"]
    assert answer["currency"] == "EUR"
    assert answer["total"] == len(answer["hits"])
    assert set(answer["step"]) == {"kind", "label", "dropped"}
    assert set(answer["guess"]) == {"coverage", "categories"}
    assert answer["understood"] == ["price: under 100.00"]


def test_the_reasons_of_each_hit_in_json_sum_to_its_score(run: Run, stocked: Path, photo: Path) -> None:
    for hit in found(run, photo, stocked):
        assert hit["score"] == sum(reason["points"] for reason in hit["reasons"])
        assert hit["band"] in {band.word for band in Band}
        assert hit["sellable"] is True


def test_json_lists_the_other_variants_with_what_sets_them_apart(run: Run, wares: Path, photo: Path) -> None:
    (first, *_) = found(run, photo, wares)
    choices = {choice["color"]: choice for choice in first["choices"]}
    assert set(choices) | {first["sku"].removeprefix("mug-")} == {"red", "navy", "green"}
    assert choices["navy"] == {
        "sku": "mug-navy",
        "title": "A <navy> mug",
        "color": "navy",
        "size": None,
        "price": "11.00 EUR",
        "availability": "out_of_stock",
        "sellable": False,
    }


def test_json_gives_price_facets_as_prices(run: Run, wares: Path) -> None:
    facets = {facet["name"]: facet["values"] for facet in answered(run, wares, "--words", "mugs")["facets"]}
    (price,) = facets["price"]
    assert price["low"] in {"10.00 EUR", "12.00 EUR"}
    assert price["count"] == 1
    assert facets["category"] == [{"value": "Tabletop > Mugs", "count": 1}]


# --- contact sheets ---


def sheet(run: Run, tmp_path: Path, store: Path, *words: object) -> str:
    page = tmp_path / "found.html"
    done = run("search", *words, "--store", store, "--html", page)
    assert done.exit_code == 0, done.stderr
    return page.read_text(encoding="utf-8")


def test_a_contact_sheet_shows_upload_and_hits_without_any_link_outside(
    run: Run, stocked: Path, photo: Path, tmp_path: Path
) -> None:
    page = sheet(run, tmp_path, stocked, photo, "--limit", 3)
    assert page.count("data:image/jpeg;base64,") == 4
    assert "://" not in page
    assert "A navy mug" in page


def test_a_contact_sheet_says_step_words_bands_and_variants(
    run: Run, wares: Path, photo: Path, tmp_path: Path
) -> None:
    answer = answered(run, wares, photo, "--words", "under 100")
    page = sheet(run, tmp_path, wares, photo, "--words", "under 100")
    assert f"<h1>{answer['step']['label']}</h1>" in page
    assert "understood: price: under 100.00" in page
    (first, *_) = answer["hits"]
    assert f'<span class="band {first["band"]}">{first["band"]}</span>' in page
    other = {"red": "green", "green": "red"}[first["sku"].removeprefix("mug-")]
    assert f"also in {other}, navy (sold out)" in page


def test_a_contact_sheet_escapes_what_a_feed_says(run: Run, wares: Path, photo: Path, tmp_path: Path) -> None:
    page = sheet(run, tmp_path, wares, photo, "--words", "<b>")
    assert "A &lt;green&gt; clock" in page
    assert "<green>" not in page
    assert "<b>" not in page
    assert "Lumen &amp; Co" in page


def test_every_picture_of_a_contact_sheet_says_what_it_shows(
    run: Run, wares: Path, photo: Path, tmp_path: Path
) -> None:
    page = sheet(run, tmp_path, wares, photo)
    alts = [part.partition('"')[0] for part in page.split(' alt="')[1:]]
    assert len(alts) == page.count("<img ")
    assert alts[0] == "Your photo"
    assert all(alts)


def test_a_contact_sheet_labels_what_is_sold_out(
    run: Run, showing_sold_out: Path, photo: Path, tmp_path: Path
) -> None:
    page = sheet(run, tmp_path, showing_sold_out, photo)
    (tile,) = (part for part in page.split("<li") if "lamp" in part)
    assert '<p class="badge">sold out</p>' in tile


def test_a_contact_sheet_names_hints_and_draws_the_parts_to_try(
    run: Run, stocked: Path, tmp_path: Path
) -> None:
    small = Image.new("RGB", (1200, 1200), (225, 223, 220))
    small.paste(Image.open(_file(tmp_path, Drawn("mug", "red"))).resize((260, 260)), (880, 880))
    small.save(tmp_path / "small.jpg")
    (hint,) = answered(run, stocked, tmp_path / "small.jpg")["hints"]
    page = sheet(run, tmp_path, stocked, tmp_path / "small.jpg")
    assert f'<p class="hint">{hint["text"]}</p>' in page
    assert page.count('<span class="box try"') == len(hint["crops"]) == 1


def test_a_contact_sheet_of_more_like_a_product_shows_that_product(
    run: Run, wares: Path, tmp_path: Path
) -> None:
    page = sheet(run, tmp_path, wares, "--like", "clock-green", "--limit", 1)
    assert 'alt="clock-green"' in page
    assert "More like clock-green" in page


def test_a_contact_sheet_of_words_alone_has_pictures_of_the_hits_alone(
    run: Run, wares: Path, tmp_path: Path
) -> None:
    page = sheet(run, tmp_path, wares, "--words", "mugs")
    assert page.count("data:image/jpeg;base64,") == 1
    assert 'class="frame"' not in page
    assert "likeness" not in page


# --- bad use ---


@pytest.mark.parametrize(
    ("options", "reply"),
    [
        (("--crop", "1,2"), "X,Y,W,H"),
        (("--crop", "0.5,0.5,0.9,0.9"), "leaves the frame"),
        (("--color-weight", "1.5"), "between 0 and 1"),
        (("--limit", "0"), "1 or more"),
        (("--category", "lumps"), "did you mean 'Lamps'"),
        (("--max-price", "cheap"), "cheap"),
        (("--ships-to", "Germany"), "ISO 3166"),
        (("--like", "mug-red"), "not both"),
    ],
)
def test_bad_use_gets_one_clear_line_and_exit_2(
    run: Run, stocked: Path, photo: Path, options: tuple[str, ...], reply: str
) -> None:
    done = run("search", photo, "--store", stocked, *options)
    assert done.exit_code == 2
    assert reply in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "reply"),
    [
        ((), "needs a photo, a product, words"),
        (("--words", "  "), "needs a photo, a product, words"),
        (("--words", "mugs", "--crop", "0,0,1,1"), "give the photo too"),
        (("--like", "mug-purple"), "no product 'mug-purple'"),
    ],
)
def test_a_search_without_a_photo_needs_something_else_to_go_by(
    run: Run, stocked: Path, options: tuple[str, ...], reply: str
) -> None:
    done = run("search", "--store", stocked, *options)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert reply in done.stderr


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


def _file(folder: Path, product: Drawn) -> Path:
    path = folder / "drawn.jpg"
    path.write_bytes(drawing(product, background=(225, 223, 220)))
    return path


def _query(name: str) -> Path:
    from gumsole import demo

    with demo.queries() as photos:
        return next(photo for photo in photos if photo.name == name)
