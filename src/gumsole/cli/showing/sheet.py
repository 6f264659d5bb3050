"""A contact sheet of one answer: a page that needs no server, photos included."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from string import Template

from gumsole.cli.showing import words
from gumsole.cli.showing.view import View
from gumsole.cli.showing.words import Asked
from gumsole.records import Answer, Box, Choice, Hit, Swatch

# Variants named under a hit; more are counted.
NAMED_VARIANTS = 3


def contact_sheet(answer: Answer, asked: Asked, view: View, *, photo: bytes | None) -> str:
    """The answer as one HTML page.

    Parameters
    ----------
    photo : bytes or None
        JPEG of what was asked with; it lives in the page that the caller asked for and nowhere else.
    """
    page = Template(files(__package__).joinpath("sheet.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(asked.title),
        photo=_frame(answer, asked, photo) if photo else "",
        label=escape(answer.step.label),
        facts=_paragraphs(_facts(answer, asked), "quiet"),
        hints=_paragraphs((hint.text for hint in answer.hints), "hint"),
        swatches="".join(_dot(swatch) for swatch in answer.palette),
        hits="".join(_tile(hit, view) for hit in answer.hits),
        claims=_paragraphs(_claims(answer, asked), "quiet"),
    )


def _frame(answer: Answer, asked: Asked, photo: bytes) -> str:
    """The photo with the subject that was found, and the parts to try instead."""
    found = "".join(_outline(box, "box") for box in answer.boxes[:1])
    tries = "".join(_outline(box, "box try") for hint in answer.hints for box in hint.crops)
    name = "Your photo" if asked.photo else asked.like
    return f'<div class="frame">{_image(photo, name)}{found}{tries}</div>'


def _outline(box: Box, kind: str) -> str:
    place = f"left:{box.x:.1%};top:{box.y:.1%};width:{box.w:.1%};height:{box.h:.1%}"
    return f'<span class="{kind}" style="{place}"></span>'


def _facts(answer: Answer, asked: Asked) -> Iterator[str]:
    total_ms = sum(timing.ms for timing in answer.timings)
    counted = words.counted_hits(answer) if answer.hits else words.NOTHING_SELLABLE
    yield " · ".join(part for part in (words.taken_for(answer, asked), counted, f"{total_ms:.0f} ms") if part)
    if meant := words.understood(answer, asked):
        yield f"understood: {meant}"


def _claims(answer: Answer, asked: Asked) -> Iterator[str]:
    for claim, meaning in words.claims(answer, asked):
        yield f"{claim.band.word} ({meaning}): {words.precision(claim)}"


def _paragraphs(texts: Iterable[str], kind: str) -> str:
    return "".join(f'<p class="{kind}">{escape(text)}</p>' for text in texts)


def _tile(hit: Hit, view: View) -> str:
    name = hit.product.title or hit.product.sku
    photo = view.thumbnail(hit)
    picture = _image(photo, name) if photo else '<div class="none">no photo at hand</div>'
    sold_out = "" if hit.sellable else f'<p class="badge">{words.SOLD_OUT}</p>'
    facts = (view.price(hit), hit.product.brand, words.availability(hit) if hit.sellable else "")
    return (
        f'<li{"" if hit.sellable else " class=gone"}><div class="picture">{picture}{sold_out}</div>'
        f'<p class="title">{escape(name)}</p>'
        f"{_paragraphs(_joined(facts), 'quiet')}"
        f"{_likeness(hit)}"
        f"{_paragraphs(_joined([_variants(hit.choices)]), 'quiet')}</li>"
    )


def _joined(facts: Iterable[str]) -> Iterator[str]:
    if text := " · ".join(fact for fact in facts if fact):
        yield text


def _likeness(hit: Hit) -> str:
    if not words.compared(hit):
        return ""
    found = hit.candidate
    detail = f"shape {found.shape:.2f}, color {found.color:.2f}"
    return (
        f'<p class="quiet"><span class="band {hit.band.word}">{hit.band.word}</span> '
        f'<span title="{detail}">likeness {found.similarity:.2f}</span></p>'
    )


def _variants(choices: tuple[Choice, ...]) -> str:
    """Such as `also in Charcoal, White and 2 more`."""
    if not choices:
        return ""
    names = list(dict.fromkeys(_variant(choice) for choice in choices))
    shown, rest = names[:NAMED_VARIANTS], len(names) - NAMED_VARIANTS
    return f"also in {', '.join(shown)}" + (f" and {rest} more" if rest > 0 else "")


def _variant(choice: Choice) -> str:
    """What sets a variant apart, as the feed spells it."""
    attributes = choice.product.attributes
    kinds = (attributes.get("color", ""), attributes.get("size", ""))
    name = " ".join(kind for kind in kinds if kind) or choice.product.title or choice.product.sku
    return name if choice.sellable else f"{name} ({words.SOLD_OUT})"


def _dot(swatch: Swatch) -> str:
    lightness, a, b = swatch.lab
    color = f"lab({lightness:.1f}% {a:.1f} {b:.1f})"
    name = f"{escape(swatch.name)} {swatch.share:.0%}"
    return f'<li title="{name}" style="background:{color}"><span class="unseen">{name}</span></li>'


def _image(jpeg: bytes, alt: str) -> str:
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" alt="{escape(alt)}">'
