"""A contact sheet: all renders side by side, to be looked at before anything ships."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from tools.photography import photos

COLUMNS = 8
CAPTION_PX = 14


def lay_out(renders: Path, out: Path, *, only: str, cell: int) -> None:
    """Write the sheet of all renders whose name contains `only`."""
    there = [p for p in photos.every_photo() if only in p.name and photos.rendered(p, renders).exists()]
    if not there:
        raise SystemExit(f"no render in {renders} has {only!r} in its name; run `render` first")
    rows = -(-len(there) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * cell, rows * (cell + CAPTION_PX)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=CAPTION_PX * 0.7)
    for number, photo in enumerate(there):
        x, y = number % COLUMNS * cell, number // COLUMNS * (cell + CAPTION_PX)
        with Image.open(photos.rendered(photo, renders)) as render:
            page.paste(ImageOps.pad(render.convert("RGB"), (cell, cell), color="#dddddd"), (x, y))
        pen.text((x + 3, y + cell), photo.name[-cell // 6 :], fill="#555555", font=font)
    out.parent.mkdir(parents=True, exist_ok=True)
    page.save(out, quality=88)
