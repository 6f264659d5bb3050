"""What tuning measured, and what a switch of encoders did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from gumsole.assembly import Switched, TunedStore
from gumsole.cli.showing.words import counted
from gumsole.evaluate import Interval, Side
from gumsole.tuning import Tuning

ASKED = {
    "phone": "a phone-like view asks for its item",
    "view": "a photo asks for another of its item",
    "variant": "a photo asks for another variant",
}
FIGURES = {"r1": "R@1", "r5": "R@5", "r10": "R@10", "p10": "P@10"}


def tuning_table(tuning: Tuning) -> Table:
    """What was found before and after, product groups held out, with 95 % intervals."""
    table = Table("", "before", "tuned, held out", box=None, pad_edge=False)
    for kind in tuning.kinds:
        table.add_row(f"{ASKED[kind.kind]} ({kind.questions})")
        for name, before, after in zip(("R@1", "R@5"), kind.before, kind.after, strict=True):
            table.add_row(f"  {name}", spread(before), spread(after))
        table.add_row("  difference of R@1", "", signed(kind.difference))
    return table


def tuning_lines(tuned: TunedStore) -> Iterator[str]:
    """The verdict, and what to do with it."""
    tuning = tuned.tuning
    yield (
        f"fitted on {counted(tuning.photos, 'photo')} and {counted(tuning.views, 'composed view')} of "
        f"{counted(tuning.groups, 'product group')}: {tuning.recipe.name}"
    )
    yield f"{tuning.overlap * 100:.0f} of 100 nearest photos are the same as with {tuned.base}"
    if tuning.difference is None:
        yield f"not kept, {tuned.base} stays: too few products have several photos, and what is gained on"
        yield "composed views alone did not carry over to shoppers' photos (docs/tuning.md)"
        return
    verdict = f"R@1 of a photo for another of its item by {signed(tuning.difference)} (95 % interval)"
    if tuned.id:
        yield f"it wins, {verdict}"
        yield f"kept beside {tuned.base}; to search with it: gumsole encoder use {tuned.id}"
    else:
        yield f"it does not win for sure, {verdict}; not kept, {tuned.base} stays"


def switched_lines(switched: Switched) -> Iterator[str]:
    """What a switch did, and the way back."""
    if switched.derived:
        yield f"{counted(switched.derived, 'photo')} carried over without looking at them again"
    if switched.analyzed:
        yield f"{counted(switched.analyzed, 'photo')} looked at"
    if switched.calibrated:
        yield "means, guard and bands were learned anew"
    yield f"in use now: {switched.now}"
    if switched.before != switched.now:
        yield f"to go back: gumsole encoder use {switched.before}"


def sides_table(sides: Sequence[Side]) -> Table:
    """Encoders side by side, with 95 % intervals; differences from the first, query by query."""
    table = Table("", box=None, pad_edge=False)
    for side in sides:
        table.add_column(side.encoder, overflow="fold")
    for at, figure in enumerate(sides[0].figures):
        rows = [side.figures[at] for side in sides]
        table.add_row(FIGURES[figure.name], *(spread(one.value) for one in rows))
        differences = (signed(one.difference) if one.difference else "" for one in rows)
        table.add_row("  difference", *differences)
    return table


def spread(one: Interval) -> str:
    """A share with its interval."""
    return f"{one.mean:.3f} ({one.low:.3f}–{one.high:.3f})"


def signed(one: Interval) -> str:
    """A difference with its interval."""
    return f"{one.mean:+.3f} ({one.low:+.3f} to {one.high:+.3f})"
