"""Commands that look for products."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gumsole import assembly
from gumsole.cli.doors import photo_at, settings_of, store_option, translated
from gumsole.cli.showing.answers import print_answer
from gumsole.cli.showing.sheet import contact_sheet
from gumsole.cli.showing.view import TypedFilter, View
from gumsole.cli.showing.wire import answer_json
from gumsole.cli.showing.words import Asked
from gumsole.errors import BadQuery
from gumsole.ranking.texts import DEFAULT_LANGUAGE
from gumsole.records import Answer, Box
from gumsole.search import DEFAULT_LIMIT, SearchRequest


@click.command()
@click.argument("photo", required=False, type=click.Path(path_type=Path, allow_dash=True))
@store_option
@click.option("--words", default="", metavar="TEXT", help='What is wanted besides: "in navy", "under 80".')
@click.option("--like", default="", metavar="SKU", help="More like this product, in place of a photo.")
@click.option(
    "--crop", metavar="X,Y,W,H", help="The part of the photo that is meant, in fractions of the frame."
)
@click.option(
    "--category", "categories", multiple=True, help="A category by name or path (A > B); repeatable."
)
@click.option("--brand", "brands", multiple=True, help="A brand, exactly; repeatable.")
@click.option("--color", "colors", multiple=True, help="A color in the store's words, exactly; repeatable.")
@click.option("--material", "materials", multiple=True, help="A material in the store's words; repeatable.")
@click.option("--min-price", help="Lowest price, in the store's currency.")
@click.option("--max-price", help="Highest price, in the store's currency.")
@click.option(
    "--in-stock", is_flag=True, help="Only what is in stock; the policy that ships sees to it by itself."
)
@click.option("--ships-to", metavar="CC", help="Only what ships to this country (ISO 3166), such as DE.")
@click.option("--color-weight", type=float, help="Share of color in the likeness, 0 to 1; the rest is shape.")
@click.option(
    "--language", default=DEFAULT_LANGUAGE, show_default=True, help="Of the words, and of what is said back."
)
@click.option("--limit", type=int, default=DEFAULT_LIMIT, show_default=True, help="Products at most.")
@click.option("--why", is_flag=True, help="Show the points that put each product where it stands.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a contact sheet to this file."
)
@translated
def search(
    photo: Path | None,
    folder: Path,
    words: str,
    like: str,
    crop: str | None,
    categories: tuple[str, ...],
    brands: tuple[str, ...],
    colors: tuple[str, ...],
    materials: tuple[str, ...],
    min_price: str | None,
    max_price: str | None,
    in_stock: bool,
    ships_to: str | None,
    color_weight: float | None,
    language: str,
    limit: int,
    why: bool,
    as_json: bool,
    html: Path | None,
) -> None:
    """Find products that look like PHOTO (- reads it from standard input), like a product, or by words.

    \b
    gumsole search photo.jpg --max-price 80
    gumsole search screenshot.png --crop 0.1,0.2,0.5,0.4 --html found.html
    gumsole search photo.jpg --words "in navy, not leather"
    gumsole search --like MUG-7 --words "in another color"
    gumsole search --words "oak table under 300"
    """
    if crop and photo is None:
        raise BadQuery("--crop names a part of a photo; give the photo too")
    data = photo_at(photo) if photo else None
    asked = Asked(photo.name if photo else "", like, words)
    with assembly.shop(folder, settings_of(folder).settings) as shop:
        view = View(shop)
        typed = TypedFilter(categories, brands, colors, materials, min_price, max_price, in_stock, ships_to)
        request = SearchRequest(
            crop=_box(crop),
            filter=view.filter(typed),
            words=words,
            color_weight=color_weight,
            limit=limit,
            language=language,
            like=like,
        )
        answer = shop.searcher.search(data, request)
        if html:
            write_sheet(html, view, answer, asked, photo=_picture(view, data, like))
            click.echo(f"wrote {html}", err=True)
        if as_json:
            click.echo(json.dumps(answer_json(answer, view), ensure_ascii=False, indent=2))
        else:
            print_answer(answer, view, asked, why=why)


def write_sheet(path: Path, view: View, answer: Answer, asked: Asked, *, photo: bytes | None) -> None:
    """Write an answer as a contact sheet.

    Parameters
    ----------
    photo : bytes or None
        JPEG of what was asked with; it lives in the page that the caller asked for and nowhere else.
    """
    path.write_text(contact_sheet(answer, asked, view, photo=photo), encoding="utf-8")


def _picture(view: View, photo: bytes | None, like: str) -> bytes | None:
    if photo is not None:
        return view.preview(photo)
    return view.product_photo(like) if like else None


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
