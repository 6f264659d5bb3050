"""Commands that look for products."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from gumsole import assembly
from gumsole.cli.doors import settings_of, store_option, translated
from gumsole.cli.sheet import contact_sheet
from gumsole.cli.show import print_answer
from gumsole.cli.view import View, Wish
from gumsole.errors import BadQuery, NotFound
from gumsole.images.decode import MAX_BYTES
from gumsole.records import Answer, Box
from gumsole.search import DEFAULT_LIMIT, SearchRequest

JSON_VERSION = 1


@click.command()
@click.argument("photo", type=click.Path(path_type=Path, allow_dash=True))
@store_option
@click.option(
    "--crop", metavar="X,Y,W,H", help="The part of the photo that is meant, in fractions of the frame."
)
@click.option(
    "--category", "categories", multiple=True, help="A category by name or path (A > B); repeatable."
)
@click.option("--brand", "brands", multiple=True, help="A brand, exactly; repeatable.")
@click.option("--min-price", help="Lowest price, in the store's currency.")
@click.option("--max-price", help="Highest price, in the store's currency.")
@click.option("--in-stock", is_flag=True, help="Only what can be bought and shipped now.")
@click.option("--color-weight", type=float, help="Share of color in the likeness, 0 to 1; the rest is shape.")
@click.option("--limit", type=int, default=DEFAULT_LIMIT, show_default=True, help="Products at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a contact sheet to this file."
)
@translated
def search(
    photo: Path,
    folder: Path,
    crop: str | None,
    categories: tuple[str, ...],
    brands: tuple[str, ...],
    min_price: str | None,
    max_price: str | None,
    in_stock: bool,
    color_weight: float | None,
    limit: int,
    as_json: bool,
    html: Path | None,
) -> None:
    """Find products that look like PHOTO (- reads it from standard input).

    \b
    gumsole search photo.jpg --max-price 80 --in-stock
    gumsole search screenshot.png --crop 0.1,0.2,0.5,0.4 --html found.html
    """
    data = _read(photo)
    with assembly.shop(folder, settings_of(folder).settings) as shop:
        view = View(shop)
        wish = Wish(categories, brands, min_price, max_price, in_stock)
        request = SearchRequest(_box(crop), view.filter(wish), color_weight=color_weight, limit=limit)
        answer = shop.searcher.search(data, request)
        if html:
            write_sheet(html, view, answer, data, title=f"like {photo.name}")
            click.echo(f"wrote {html}", err=True)
        if as_json:
            click.echo(json.dumps(_as_json(view, answer), ensure_ascii=False, indent=2))
        else:
            print_answer(answer, view.price)


def write_sheet(path: Path, view: View, answer: Answer, photo: bytes, *, title: str) -> None:
    """Write an answer as a contact sheet."""
    page = contact_sheet(
        answer, title=title, photo=view.preview(photo), thumbnail=view.thumbnail, price=view.price
    )
    path.write_text(page, encoding="utf-8")


def _read(photo: Path) -> bytes:
    """The file's bytes; of one that is too large, just enough to be refused."""
    if str(photo) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    if not photo.is_file():
        raise NotFound(f"no photo at {photo}")
    with photo.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _box(text: str | None) -> Box | None:
    if text is None:
        return None
    try:
        x, y, w, h = (float(part) for part in text.split(","))
    except ValueError as error:
        raise BadQuery(f"--crop takes X,Y,W,H in fractions of the frame, got {text!r}") from error
    if not (0 <= x < 1 and 0 <= y < 1 and 0 < w <= 1 - x + 1e-9 and 0 < h <= 1 - y + 1e-9):
        raise BadQuery(f"--crop {text} leaves the frame; each of X, Y, W, H is between 0 and 1")
    return Box(x, y, w, h)


def _as_json(view: View, answer: Answer) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "currency": view.currency,
        "hits": [
            {
                "sku": hit.product.sku,
                "group": hit.product.group,
                "title": hit.product.title,
                "brand": hit.product.brand,
                "category": list(hit.product.category),
                "link": hit.product.link,
                "price": view.price(hit) or None,
                "availability": hit.offer.availability.value,
                "photo": hit.candidate.photo,
                "similarity": round(hit.candidate.similarity, 6),
                "shape": round(hit.candidate.shape, 6),
                "color": round(hit.candidate.color, 6),
            }
            for hit in answer.hits
        ],
        "boxes": [[round(side, 4) for side in (box.x, box.y, box.w, box.h)] for box in answer.boxes],
        "palette": [
            {
                "name": swatch.name,
                "share": round(swatch.share, 4),
                "lab": [round(part, 2) for part in swatch.lab],
            }
            for swatch in answer.palette
        ],
        "ms": {timing.stage: round(timing.ms, 3) for timing in answer.timings},
    }
