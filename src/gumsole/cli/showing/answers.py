"""An answer in the terminal: what was asked, how far it had to be loosened, the hits, how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.table import Table

from gumsole.cli.showing import words
from gumsole.cli.showing.terminal import print_table, printable, say, terminal_width
from gumsole.cli.showing.view import View
from gumsole.cli.showing.words import Asked
from gumsole.records import Answer, Facet, FacetValue, Hit

# Below it, nine columns fold skus and titles of the demo store into shreds; two lines a hit read better.
WIDE_COLUMNS = 120
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """One hit as text, by column."""

    place: str
    band: str
    likeness: str
    sku: str
    title: str
    category: str
    price: str
    availability: str
    variants: str
    why: str


def print_answer(answer: Answer, view: View, asked: Asked, *, why: bool = False) -> None:
    """Print an answer so that it fits the terminal.

    Parameters
    ----------
    why : bool
        With the points that put each hit where it stands.
    """
    for line in _head(answer, asked):
        say(line)
    if answer.hits:
        width = terminal_width()
        cells = [_cell(place, hit, view, why=why) for place, hit in enumerate(answer.hits, 1)]
        print_table(_table(cells, WIDE if width >= WIDE_COLUMNS else STACKED))
        for line in _foot(answer, view, asked, width=width):
            say(line)


def _head(answer: Answer, asked: Asked) -> Iterator[str]:
    yield words.headline(answer, asked)
    if meant := words.understood(answer, asked):
        yield f"understood: {meant}"
    for hint in answer.hints:
        crops = " or ".join(f"--crop {words.crop(box)}" for box in hint.crops)
        yield f"hint: {hint.text}" + (f" ({crops})" if crops else "")
    if answer.hits:
        total_ms = sum(timing.ms for timing in answer.timings)
        stages = ", ".join(f"{timing.stage} {timing.ms:.1f}" for timing in answer.timings)
        yield f"{words.counted_hits(answer)} in {total_ms:.0f} ms ({stages})"
        yield ""
    else:
        yield words.NOTHING_SELLABLE


def _foot(answer: Answer, view: View, asked: Asked, *, width: int) -> Iterator[str]:
    if answer.facets:
        yield ""
    longest = max((len(facet.name) for facet in answer.facets), default=0)
    for facet in answer.facets:
        yield f"{facet.name:<{longest}}  {_values(facet, view, width - longest - 2)}"
    for nth, (claim, meaning) in enumerate(words.claims(answer, asked)):
        if not nth:
            yield ""
        yield f"{claim.band.word} ({meaning}): {words.precision(claim)}"


def _values(facet: Facet, view: View, width: int) -> str:
    """The values with the most products, as many as fit into one line, one at least."""
    shown = [f"{_value(facet, value, view)} ({value.count})" for value in facet.values]
    line = ", ".join(shown)
    for count in range(len(shown) - 1, 0, -1):
        if len(line) <= width:
            break
        line = ", ".join([*shown[:count], "…"])
    return line


def _value(facet: Facet, value: FacetValue, view: View) -> str:
    """A value in short: the last part of a category, a price band with its currency said once."""
    if bounds := view.bounds(facet, value):
        low, high = bounds
        return high if low == high else f"{low.split()[0]}–{high}"
    return value.value.rpartition(" > ")[2].replace("_", " ")


def _cell(place: int, hit: Hit, view: View, *, why: bool) -> Cell:
    compared = words.compared(hit)
    points = ", ".join(f"{printable(reason.name)} {reason.points:+.1f}" for reason in hit.reasons)
    return Cell(
        place=str(place),
        band=hit.band.word if compared else NOTHING,
        likeness=f"{hit.candidate.similarity:.3f}" if compared else NOTHING,
        sku=printable(hit.product.sku),
        title=printable(hit.product.title),
        category=printable("".join(hit.product.category[-1:])),
        price=view.price(hit),
        availability=words.availability(hit),
        variants=f"+{len(hit.choices)}" if hit.choices else "",
        why=f"{hit.score:.1f} points: {points}" if why else "",
    )


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    text: Callable[[Cell], str]
    right: bool = False
    folds: bool = False


_PLACE = _Column("", lambda cell: cell.place, right=True)
# One line a hit.
WIDE = (
    _PLACE,
    _Column("band", lambda cell: cell.band),
    _Column("likeness", lambda cell: cell.likeness, right=True),
    _Column("sku", lambda cell: cell.sku, folds=True),
    _Column("title", lambda cell: _lines(cell.title, cell.why), folds=True),
    _Column("category", lambda cell: cell.category, folds=True),
    _Column("price", lambda cell: cell.price),
    _Column("availability", lambda cell: cell.availability),
    _Column("variants", lambda cell: cell.variants, right=True),
)
# Two lines a hit.
STACKED = (
    _PLACE,
    _Column("band\nlikeness", lambda cell: _lines(cell.band, cell.likeness)),
    _Column("title\nsku  +variants", lambda cell: _lines(cell.title, _named(cell), cell.why), folds=True),
    _Column("price\navailability", lambda cell: _lines(cell.price, cell.availability)),
)


def _table(cells: Sequence[Cell], columns: Sequence[_Column]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.right else "left",
            overflow="fold" if column.folds else "ellipsis",
            no_wrap=not column.folds,
        )
    for cell in cells:
        table.add_row(*(column.text(cell) for column in columns))
    return table


def _named(cell: Cell) -> str:
    return f"{cell.sku}  {cell.variants}".rstrip()


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
