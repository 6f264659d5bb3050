"""Commands of the merchandiser: a ranking policy checked, explained, and compared with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from rich.table import Table

from gumsole.assembly import POLICY_FILE
from gumsole.cli.desk import Access, Desk
from gumsole.cli.doors import photo_at, store_option, translated
from gumsole.cli.showing.terminal import print_table, printable
from gumsole.errors import BadPhoto, BadPolicy, NotFound
from gumsole.ranking.policy import Policy, default_policy, load_policy
from gumsole.ranking.policy.preview import ROW, Change, RowFigures, Tile, doubts_about, first_row, row_figures
from gumsole.ranking.policy.shipped import default_text
from gumsole.records import Hit

PHOTO_SUFFIXES = (".avif", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".webp")
SHOWN = 8

# Names the policy that ships, where no file is called so.
SHIPPED = Path("default")


_policy_file = click.Path(path_type=Path, dir_okay=False)
_file_option = click.option(
    "--policy", "file", type=_policy_file, help="A policy file, or `default`; else the store's own."
)


def family(access: Access) -> click.Group:
    """The command `policy` with all that belongs to it."""

    @click.group()
    def policy() -> None:
        """Check, explain and compare ranking policies.

        \b
        gumsole policy check policy.toml
        """

    @policy.command()
    @store_option
    @translated
    def show(folder: Path) -> None:
        """Print the store's policy with its comments; where it has none, the one that ships.

        Read from policy.toml in the store's folder.

        \b
        gumsole policy show > policy.toml
        """
        own = folder / POLICY_FILE
        click.echo(own.read_text(encoding="utf-8") if own.exists() else default_text(), nl=False)

    @policy.command()
    @click.argument("file", type=_policy_file)
    @store_option
    @translated
    def check(file: Path, folder: Path) -> None:
        """Name every mistake in the policy FILE with its line and column; exit 78 if there is one.

        With a store, also name the products that FILE lists and the store has not.

        \b
        gumsole policy check policy.toml
        """
        read = _read(file)
        listed = sorted({sku for rule in read.rules for sku in rule.skus})
        unknown = access.unknown(folder, listed) if listed else frozenset()
        for doubt in doubts_about(read, unknown=unknown, today=access.today()):
            click.echo(f"{file}:{doubt.line}: warning: {doubt.message}", err=True)
        click.echo(f"{file}: no mistakes; {_summary(read)}")

    @policy.command()
    @click.argument("photo", type=click.Path(path_type=Path, dir_okay=False))
    @_file_option
    @click.option(
        "--limit", type=click.IntRange(1), default=SHOWN, show_default=True, help="Products at most."
    )
    @store_option
    @translated
    def explain(photo: Path, file: Path | None, limit: int, folder: Path) -> None:
        """Show what PHOTO finds, and the points that put each product where it stands.

        \b
        gumsole policy explain sofa.jpg --policy policy.toml
        """
        read = _read(file) if file else None
        data = photo_at(photo)
        with access.desk(folder) as desk:
            answer = desk.rank(data, read or desk.policy)
        print_table(_explained(answer.hits[:limit]))

    @policy.command()
    @click.argument("old", type=_policy_file)
    @click.argument("new", type=_policy_file)
    @click.option(
        "--photos", type=click.Path(path_type=Path), required=True, help="Folder of photos to search with."
    )
    @store_option
    @translated
    def diff(old: Path, new: Path, photos: Path, folder: Path) -> None:
        """Show which first rows change from the policy OLD to NEW; what it does to stock, margin and price.

        A row is four tiles. Photos that cannot be read are named and left out. OLD or NEW may be `default`:
        the policy that ships.

        \b
        gumsole policy diff default policy.toml --photos searches/
        """
        before, after = _read(old), _read(new)
        files = _photos_in(photos)
        with access.desk(folder) as desk:
            _print_changes(list(_changes(desk, files, before, after)), desk.price)

    return policy


def _read(file: Path) -> Policy:
    if file == SHIPPED and not file.exists():
        return default_policy()
    if not file.is_file():
        raise NotFound(f"no policy at {file}")
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadPolicy(f"{file} is no text in UTF-8: byte {error.start} is none of it") from error
    return load_policy(text, name=str(file))


def _photos_in(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PHOTO_SUFFIXES)
    if not files:
        raise NotFound(f"no photos in {folder} (looked for {', '.join(PHOTO_SUFFIXES)})")
    return files


def _summary(policy: Policy) -> str:
    counts = Counter(rule.kind.value for rule in policy.rules)
    rules = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none"
    return f"rules: {rules}; leash: {policy.leash} places"


def _explained(hits: Sequence[Hit]) -> Table:
    table = _table("", "score", "band", "sku", "title", "why")
    for place, hit in enumerate(hits, 1):
        why = ", ".join(f"{reason.name} {reason.points:+.1f}" for reason in hit.reasons)
        sold_out = "" if hit.sellable else " (sold out)"
        title = printable(hit.product.title) + sold_out
        table.add_row(str(place), f"{hit.score:.1f}", hit.band.word, printable(hit.product.sku), title, why)
    return table


def _changes(desk: Desk, files: Sequence[Path], old: Policy, new: Policy) -> Iterator[Change]:
    """First rows of every photo that can be read; the others are named."""
    for file in files:
        data = photo_at(file)
        try:
            rows = [first_row(desk.rank(data, policy).hits, now_s=desk.now_s) for policy in (old, new)]
        except BadPhoto as error:
            click.echo(f"{file}: left out: {error}", err=True)
            continue
        yield Change(file.name, *rows)


def _print_changes(changes: Sequence[Change], price: Callable[[int], str]) -> None:
    changed = [change for change in changes if change.differs]
    if changed:
        table = _table("photo", "old first row", "new first row")
        for change in changed:
            table.add_row(change.photo, _skus(change.old), _skus(change.new))
        print_table(table)
    first = sum(change.first_differs for change in changes)
    click.echo(f"{len(changes)} photos: the first row changes for {len(changed)}, the first tile for {first}")
    head = (f"first row ({ROW} tiles)", "in stock", "mean margin", "mean price")
    figures = _table(*head)
    figures.add_row("old", *_cells(row_figures(change.old for change in changes), price))
    figures.add_row("new", *_cells(row_figures(change.new for change in changes), price))
    print_table(figures)


def _table(*headings: str) -> Table:
    """A table that cuts nothing off."""
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _skus(row: Sequence[Tile]) -> str:
    return "\n".join(printable(tile.sku) for tile in row) or "nothing"


def _cells(figures: RowFigures, price: Callable[[int], str]) -> tuple[str, ...]:
    shares = ("unknown" if share is None else f"{share:.1%}" for share in (figures.in_stock, figures.margin))
    return (*shares, "unknown" if figures.price is None else price(round(figures.price)))
