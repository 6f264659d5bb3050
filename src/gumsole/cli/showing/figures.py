"""Figures of quality and speed: what `evaluate`, `calibrate` and `bench` print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from gumsole.assembly import Calibrated
from gumsole.bench import Figure
from gumsole.cli.showing.words import CLAIMS, counted, precision
from gumsole.evaluate import AnswerFigures, Evaluation, Figures
from gumsole.ranking.guard import GuardClaim
from gumsole.records import BandClaim, Comparison

UNKNOWN = "–"


def figures_heading(evaluation: Evaluation) -> str:
    """What was measured, on how much."""
    product = evaluation.product
    return (
        f"{product.name} by {product.by}: {product.queries} queries ({product.answerable} answerable, "
        f"{product.unsold} unsold), {product.catalog} catalog photos"
    )


def figures_table(evaluation: Evaluation) -> Table:
    """Figures of the product beside those of the bare features."""
    table = Table(box=None)
    for heading in ("", "R@1", "R@5", "R@10", "P@10", "ms/query"):
        table.add_column(heading, justify="right" if heading else "left")
    ways = (
        ("gumsole", evaluation.product),
        ("bare features", evaluation.bare),
        ("cropped to the box", evaluation.boxed),
    )
    for name, figures in ways:
        if figures:
            table.add_row(name, *_cells(figures))
    if evaluation.box_iou is not None:
        table.caption = f"found subject against labeled box: mean IoU {evaluation.box_iou:.3f}"
    return table


def answer_lines(figures: AnswerFigures) -> Iterator[str]:
    """What the shopper is shown, after guard and policy; the bands are `bands_table`."""
    counts = f"{figures.answerable} answerable, {figures.unsold} unsold"
    yield f"answer: what a shopper is shown, after guard and policy ({counts})"
    recalls = zip(("R@1", "R@5", "R@10"), (figures.r1, figures.r5, figures.r10), strict=True)
    yield "  found    " + "  ".join(f"{name} {_share(value)}" for name, value in recalls)
    if figures.set_size is not None:
        yield (
            f"  guard    the right category is among those guessed for {_share(figures.coverage)} of photos; "
            f"{figures.set_size:.1f} are guessed on average"
        )
    if figures.refused is not None:
        share = _share(figures.refused)
        yield f"  refused  {share} of the {figures.unsold} unsold: nothing called same or close"


def bands_table(figures: AnswerFigures) -> Table:
    """The precision of each band on these queries beside what calibration states, with 95 % intervals."""
    table = Table("  bands", "measured here", "stated", "", box=None, pad_edge=False)
    for band in figures.bands:
        stated = _of_100(band.stated) if band.stated else "nothing"
        verdict = "" if band.stated is None else "agree" if band.agrees else "DISAGREE"
        table.add_row(f"  {band.measured.band.word}", _of_100(band.measured), stated, verdict)
    return table


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """A new version of an index beside the one before."""
    yield f"{comparison.version}: {counted(comparison.held, 'photo')}, the store has {comparison.photos}"
    if comparison.overlap is not None:
        yield f"  finds {_percent(comparison.overlap)} of the neighbors that {comparison.before} finds"
    yield "in use now; --roll-back goes back"


def calibration_lines(calibrated: Calibrated, *, coverage: float) -> Iterator[str]:
    """What was measured while a store was calibrated, on views that it was not learned from.

    Parameters
    ----------
    coverage : float
        What the store's policy asks of the guard.
    """
    guard, bands = calibrated.guard, calibrated.bands
    if claim := _nearest(guard.claims, coverage):
        views = counted(claim.views, "phone-like view")
        yield f"guard: {len(guard.categories)} categories, judged on {views}"
        yield f"  asked: the right one named for {_percent(claim.coverage)}"
        unseen = _percent(claim.reached_unsold)
        yield f"  reached: {_percent(claim.reached)}; for products it had never seen {unseen}"
        yield f"  named on average: {claim.mean_size:.1f} categories"
    else:
        yield "guard: none; it takes two categories at least, and photos enough to tell them apart"
    if not bands.claims:
        yield "bands: none; too few products to learn them from, and nothing is called closer than other"
        return
    for band in bands.claims:
        yield f"{band.band.word} ({CLAIMS[band.band]}): {precision(band)}"
    yield f"not sold: {_percent(bands.refused)} of views came to nothing same or close without their product"


def figure_line(figure: Figure) -> str:
    """A measured value beside what it should be."""
    mark = "" if figure.reached else "  MISSED"
    target = f"  (target {figure.target})" if figure.target else ""
    return f"{figure.name:<40} {figure.value:>9.4g} {figure.unit}{target}{mark}  {figure.how}"


def _nearest(claims: Iterable[GuardClaim], coverage: float) -> GuardClaim | None:
    """Of the coverages that were tried the one nearest to what is asked."""
    return min(claims, key=lambda claim: abs(claim.coverage - coverage), default=None)


def _of_100(claim: BandClaim) -> str:
    """As `precision`, short enough for a column."""
    low, high = claim.low * 100, claim.high * 100
    return f"{claim.precision * 100:.0f} of 100 ({low:.0f}–{high:.0f}, {counted(claim.pairs, 'pair')})"


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _cells(figures: Figures) -> list[str]:
    shares = (figures.r1, figures.r5, figures.r10, figures.p10)
    return [*map(_share, shares), f"{figures.ms_per_query:.1f}"]


def _share(share: float | None) -> str:
    return UNKNOWN if share is None else f"{share:.3f}"
