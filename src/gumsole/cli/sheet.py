"""A contact sheet of one answer: a page that needs no server, photos included."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from importlib.resources import files
from string import Template

from gumsole.records import Answer, Hit, Swatch


def contact_sheet(
    answer: Answer,
    *,
    title: str,
    photo: bytes,
    thumbnail: Callable[[Hit], bytes | None],
    price: Callable[[Hit], str],
) -> str:
    """The answer as one HTML page.

    Parameters
    ----------
    photo : bytes
        JPEG of the shopper's photo; it lives in the page that the caller asked for and nowhere else.
    thumbnail : callable
        JPEG of a hit's photo, None where there is none at hand.
    price : callable
        A hit's price as a shopper reads it, empty where unknown.
    """
    total_ms = sum(timing.ms for timing in answer.timings)
    page = Template(files(__package__).joinpath("sheet.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(title),
        photo=_image(photo, "Your photo"),
        boxes="".join(
            f'<span class="box" style="left:{box.x:.1%};top:{box.y:.1%};'
            f'width:{box.w:.1%};height:{box.h:.1%}"></span>'
            for box in answer.boxes[:1]
        ),
        count=f"{len(answer.hits)} products",
        time=f"{total_ms:.0f} ms",
        swatches="".join(_dot(swatch) for swatch in answer.palette),
        hits="".join(_tile(hit, thumbnail(hit), price(hit)) for hit in answer.hits),
    )


def _tile(hit: Hit, photo: bytes | None, price: str) -> str:
    name = hit.product.title or hit.product.sku
    picture = _image(photo, name) if photo else '<div class="none">no photo at hand</div>'
    facts = " · ".join(
        fact for fact in (price, hit.product.brand, hit.offer.availability.replace("_", " ")) if fact
    )
    found = hit.candidate
    likeness = f"likeness {found.similarity:.2f} (shape {found.shape:.2f}, color {found.color:.2f})"
    return (
        f'<li>{picture}<p class="title">{escape(name)}</p>'
        f'<p class="quiet">{escape(facts)}</p><p class="quiet">{likeness}</p></li>'
    )


def _dot(swatch: Swatch) -> str:
    lightness, a, b = swatch.lab
    color = f"lab({lightness:.1f}% {a:.1f} {b:.1f})"
    return f'<li title="{escape(swatch.name)} {swatch.share:.0%}" style="background:{color}"></li>'


def _image(jpeg: bytes, alt: str) -> str:
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" alt="{escape(alt)}">'
