"""`gumsole ingest` as a merchant meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gumsole.assembly import indexes
from tests.cli.conftest import Run
from tests.shelf import assortment, lay_out, write_feed


def test_ingest_says_what_it_did(run: Run, tmp_path: Path) -> None:
    done = run("ingest", lay_out(tmp_path / "feed", assortment()[:3]), "--store", tmp_path / "store")
    assert done.exit_code == 0, done.output
    assert "3 products, 3 photos looked at (3 analyzed, 0 failed), 0 rejected, 0 retired" in done.output


def test_ingest_twice_computes_nothing_twice(run: Run, tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:3])
    run("ingest", feed, "--store", tmp_path / "store")
    again = run("ingest", feed, "--store", tmp_path / "store")
    assert again.exit_code == 0
    assert "3 photos looked at (0 analyzed, 0 failed)" in again.output


def test_what_is_rejected_stands_in_a_report_and_the_rest_is_taken(run: Run, tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:2])
    with feed.open("a") as file:
        file.write("=cmd,Bad price,Decor,g,twelve EUR,in_stock,mug-red.jpg\n")
    done = run("ingest", feed, "--store", tmp_path / "store")
    assert done.exit_code == 0, done.output
    assert "1 rejected" in done.output
    (report,) = (tmp_path / "store" / "reports").glob("*.csv")
    assert "3,price," in report.read_text()


def test_an_empty_feed_exits_2_with_one_line_and_leaves_no_store(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    done = run("ingest", empty, "--store", tmp_path / "store")
    assert done.exit_code == 2
    assert done.stderr.startswith("gumsole: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "store").exists()


def test_a_missing_feed_exits_2(run: Run, tmp_path: Path) -> None:
    done = run("ingest", tmp_path / "none.csv", "--store", tmp_path / "store")
    assert (done.exit_code, "none.csv" in done.stderr) == (2, True)


def test_a_feed_whose_rows_are_all_bad_exits_1(run: Run, tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text("id,title,price\n,No id,1.00 EUR\n")
    assert run("ingest", feed, "--store", tmp_path / "store").exit_code == 1


def test_columns_of_the_merchants_own_are_mapped(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path, assortment()[:1])
    feed = tmp_path / "own.csv"
    feed.write_text("Art.-Nr.;Bild;Name\n7;mug-red.jpg;Becher\n")
    done = run(
        "ingest", feed, "--store", tmp_path / "store", "--map", "Art.-Nr.=id", "--map", "Bild=image_link"
    )
    assert done.exit_code == 0, done.output
    assert "1 products, 1 photos looked at (1 analyzed" in done.output


def test_a_mapping_that_is_none_is_bad_use(run: Run, tmp_path: Path) -> None:
    feed = lay_out(tmp_path, assortment()[:1])
    done = run("ingest", feed, "--store", tmp_path / "store", "--map", "id")
    assert (done.exit_code, "COLUMN=FIELD" in done.stderr) == (2, True)


def test_a_snapshot_that_shrinks_too_much_stops_until_allowed(run: Run, tmp_path: Path) -> None:
    products = assortment()
    feed = lay_out(tmp_path, products)
    store = ("--store", tmp_path / "store")
    run("ingest", feed, *store)
    write_feed(feed, products[:4])
    stopped = run("ingest", feed, *store)
    assert (stopped.exit_code, "--allow-retire" in stopped.stderr) == (2, True)
    assert "0 retired" in run("ingest", feed, *store, "--partial").output
    assert "12 retired" in run("ingest", feed, *store, "--allow-retire").output


def test_rows_in_another_currency_than_the_stores_are_rejected_with_the_reason(
    run: Run, tmp_path: Path
) -> None:
    store = ("--store", tmp_path / "store")
    run("ingest", lay_out(tmp_path, assortment()[:2]), *store)
    mixed = write_feed(tmp_path / "mixed.csv", assortment()[2:5])
    mixed.write_text(mixed.read_text().replace("EUR", "USD", 1))
    done = run("ingest", mixed, *store)
    assert done.exit_code == 0, done.output
    assert "2 products" in done.output
    assert "1 rejected" in done.output
    (report,) = (tmp_path / "store" / "reports").glob("mixed*.csv")
    assert "USD is not EUR, the store's one currency" in report.read_text()


def test_a_feed_wholly_in_another_currency_exits_1(run: Run, tmp_path: Path) -> None:
    feed = lay_out(tmp_path, assortment()[:2])
    run("ingest", feed, "--store", tmp_path / "store")
    other = tmp_path / "other.csv"
    other.write_text(feed.read_text().replace("EUR", "USD"))
    done = run("ingest", other, "--store", tmp_path / "store")
    assert (done.exit_code, "0 products" in done.output, "2 rejected" in done.output) == (1, True, True)


def test_a_large_store_is_indexed_by_a_process_of_its_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "INDEXED_IN_PROCESS", 1)
    feed = lay_out(tmp_path / "feed", assortment()[:3])
    assert run("ingest", feed, "--store", tmp_path / "store").exit_code == 0
    assert len(list((tmp_path / "store" / "index").iterdir())) == 1
    (tmp_path / "store" / "index").rename(tmp_path / "gone")
    (tmp_path / "store" / "index").touch()
    stopped = run("ingest", feed, "--store", tmp_path / "store")
    assert (stopped.exit_code, "was not finished" in stopped.stderr) == (75, True)


def test_parts_of_a_feed_are_taken_in_one_by_one(run: Run, tmp_path: Path) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:5])
    done = [run("ingest", feed, "--store", tmp_path / "store", "--shard", f"{part}/4") for part in range(4)]
    assert [one.exit_code for one in done] == [0, 0, 0, 0], [one.output for one in done]
    assert sum(int(one.output.split(" products", 1)[0].rsplit("\n", 1)[-1]) for one in done) == 5
    assert len(list((tmp_path / "store" / "reports").glob("*.csv"))) == 4


@pytest.mark.parametrize("part", ["", "4/4", "/4", "0"])
def test_what_is_no_part_is_bad_use_and_takes_nothing_in(run: Run, tmp_path: Path, part: str) -> None:
    feed = lay_out(tmp_path / "feed", assortment()[:1])
    done = run("ingest", feed, "--store", tmp_path / "store", "--shard", part)
    assert (done.exit_code, "shard" in done.stderr) == (2, True)
    assert not (tmp_path / "store").exists()
