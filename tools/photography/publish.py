"""From renders to the folder that ships: photos, queries, feed, truth, provenance, checksums."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image

from tools.photography import feed, look
from tools.photography.look import Edges
from tools.photography.photos import box_file, every_photo, packshots, rendered
from tools.photography.queries import QUERIES

MANIFEST = "SHA256SUMS"
WEBP_QUALITY, JPEG_QUALITY = 84, 84
TEXTS = Path(__file__).parent / "texts"


def write_store(renders: Path, store: Path) -> None:
    """Write everything into `store`; refuse where a render is missing."""
    wanted = [rendered(photo, renders) for photo in every_photo()]
    missing = [path for path in wanted if not path.exists()]
    if missing:
        raise SystemExit(f"{len(missing)} renders are missing, {missing[0]} the first; run `render`")
    for folder in ("photos", "queries"):
        (store / folder).mkdir(parents=True, exist_ok=True)
        for old in (store / folder).iterdir():
            old.unlink()
    for shot in packshots():
        with Image.open(rendered(shot, renders)) as render:
            render.convert("RGB").save(store / "photos" / f"{shot.name}.webp", quality=WEBP_QUALITY, method=6)
    feed.write_feed(store / "catalog.xml")
    feed.write_items(store / "items.csv", _write_queries(renders, store))
    provenance = (TEXTS / "PROVENANCE.md").read_text(encoding="utf-8")
    (store / "PROVENANCE.md").write_text(provenance.format(summary=feed.summary()), encoding="utf-8")
    (store / "LICENSE").write_bytes((TEXTS / "CC0-1.0.txt").read_bytes())
    write_manifest(store)


def _write_queries(renders: Path, store: Path) -> dict[str, Edges]:
    boxes: dict[str, Edges] = {}
    for seed, query in enumerate(QUERIES):
        x, y, w, h = (float(edge) for edge in box_file(query, renders).read_text().split(","))
        boxes[query.name] = (x, y, w, h)
        with Image.open(rendered(query, renders)) as render:
            picture = look.screenshot(render) if query.screenshot else look.phone(render, query, seed=seed)
            if query.screenshot:
                boxes[query.name] = look.box_in_screenshot(boxes[query.name], render.size)
        picture.save(store / feed.query_path(query), quality=JPEG_QUALITY, optimize=True)
    return boxes


def write_manifest(store: Path) -> None:
    """Write the checksum of every file beside the manifest, as `sha256sum --check` reads it."""
    files = sorted(path for path in store.rglob("*") if path.is_file() and path.name != MANIFEST)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(store).as_posix()}\n"
        for path in files
    ]
    (store / MANIFEST).write_text("".join(lines), encoding="utf-8")
