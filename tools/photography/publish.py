"""From renders to the folder that ships: photos, queries, feeds, truth, provenance, checksums."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image
from PIL.Image import Image as Photo

from tools.photography import google_feed, look, shopify_feed, truth
from tools.photography.catalog import GROUPS, offers
from tools.photography.designs import Edges
from tools.photography.flaws import FLAWS, spoil
from tools.photography.photos import Shot, box_file, every_photo, packshots, rendered, room_shots
from tools.photography.queries import QUERIES

MANIFEST = "SHA256SUMS"
WEBP_QUALITY, JPEG_QUALITY = 48, 68  # what keeps the store below 14 MB
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
    _write_photos(renders, store / "photos")
    google_feed.write(store / "catalog.xml")
    shopify_feed.write(store / "shopify.csv")
    truth.write_flaws(store / "flaws.csv")
    truth.write_items(store / "items.csv", _write_queries(renders, store))
    provenance = (TEXTS / "PROVENANCE.md").read_text(encoding="utf-8")
    unsold = sum(not query.sku for query in QUERIES)
    (store / "PROVENANCE.md").write_text(
        provenance.format(summary=summary(), unsold=unsold), encoding="utf-8"
    )
    (store / "LICENSE").write_bytes((TEXTS / "CC0-1.0.txt").read_bytes())
    write_manifest(store)


def summary() -> str:
    """One line for the provenance page: how much there is."""
    leaves = {group.category for group in GROUPS}
    return f"{len(list(offers()))} variants of {len(GROUPS)} products in {len(leaves)} categories"


def _write_photos(renders: Path, folder: Path) -> None:
    flaws = {flaw.photo: flaw for flaw in FLAWS}
    taken: tuple[Shot, ...] = (*packshots(), *room_shots())
    shots = {shot.name: shot for shot in taken}
    unknown = {name for flaw in FLAWS for name in (flaw.photo, flaw.same_as or flaw.photo)} - set(shots)
    if unknown:
        raise SystemExit(f"flaws.py names photos that nobody takes: {', '.join(sorted(unknown))}")
    for name, shot in shots.items():
        flaw = flaws.get(name)
        shown = shots[flaw.same_as] if flaw and flaw.same_as else shot
        picture = _opened(rendered(shown, renders))
        spoiled = spoil(picture, flaw.kind) if flaw else picture
        spoiled.save(folder / f"{name}.webp", quality=WEBP_QUALITY, method=6)


def _write_queries(renders: Path, store: Path) -> dict[str, Edges]:
    boxes: dict[str, Edges] = {}
    for seed, query in enumerate(QUERIES):
        x, y, w, h = (float(edge) for edge in box_file(query, renders).read_text().split(","))
        render = _opened(rendered(query, renders))
        boxes[query.name] = look.box_in_picture((x, y, w, h), query.look, render.size)
        picture = look.taken(render, query.look, warmth=query.scene.warmth, seed=seed)
        picture.save(store / truth.query_path(query), quality=JPEG_QUALITY, optimize=True)
    return boxes


def _opened(path: Path) -> Photo:
    with Image.open(path) as render:
        return render.convert("RGB")


def write_manifest(store: Path) -> None:
    """Write the checksum of every file beside the manifest, as `sha256sum --check` reads it."""
    files = sorted(path for path in store.rglob("*") if path.is_file() and path.name != MANIFEST)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(store).as_posix()}\n"
        for path in files
    ]
    (store / MANIFEST).write_text("".join(lines), encoding="utf-8")
