"""What ships is what the studio's catalog says: words and figures cannot drift apart from the photos."""

from __future__ import annotations

import csv
from pathlib import Path

from gumsole import demo
from tools.photography import google_feed, shopify_feed, truth
from tools.photography.photos import packshots, room_shots
from tools.photography.publish import write_manifest


def test_the_shipped_feeds_and_the_list_of_flaws_are_the_ones_the_catalog_writes(tmp_path: Path) -> None:
    google_feed.write(tmp_path / "catalog.xml")
    shopify_feed.write(tmp_path / "shopify.csv")
    truth.write_flaws(tmp_path / "flaws.csv")
    with demo.folder() as store:
        for name in ("catalog.xml", "shopify.csv", "flaws.csv"):
            assert (store / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_shipped_truth_is_the_one_the_catalog_writes(tmp_path: Path) -> None:
    with demo.folder() as store:
        shipped = (store / "items.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(shipped.splitlines()) if row["role"] == "query"]
    boxes = {}
    for row in rows:
        x, y, w, h = (float(edge) for edge in row["box"].split(","))
        boxes[Path(row["image"]).stem] = (x, y, w, h)
    truth.write_items(tmp_path / "items.csv", boxes)
    assert shipped == (tmp_path / "items.csv").read_text(encoding="utf-8")


def test_every_photo_of_the_studio_ships() -> None:
    with demo.folder() as store:
        shipped = {path.name for path in (store / "photos").iterdir()}
    studio = {f"{shot.name}.webp" for shot in packshots()}
    assert studio | {f"{shot.name}.webp" for shot in room_shots()} == shipped


def test_the_manifest_can_be_written_again_without_a_change(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.webp").write_bytes(b"abc")
    write_manifest(tmp_path)
    first = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
    write_manifest(tmp_path)
    # SHA-256 of "abc" is the first example of FIPS 180-2, appendix B.1.
    assert first == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  photos/one.webp\n"
    assert (tmp_path / "SHA256SUMS").read_text(encoding="utf-8") == first
