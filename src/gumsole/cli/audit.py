"""Who did what may be done by few alone, and what was deleted of shoppers."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.table import Table

from gumsole.cli.doors import store_option, translated
from gumsole.cli.showing.terminal import print_table, printable
from gumsole.store import Store
from gumsole.store.tables.audit import Act, Deletion

LINES = 100
ACT = ("at", "actor", "act", "target", "reason")
DELETION = ("at", "kind", "things", "cause")


@click.command()
@store_option
@click.option("--deletions", is_flag=True, help="Show the ledger: what was deleted of shoppers, and why.")
@click.option(
    "--limit", default=LINES, show_default=True, type=click.IntRange(1), help="How many, the newest first."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@translated
def audit(folder: Path, deletions: bool, limit: int, as_json: bool) -> None:
    """Show who made and revoked keys, deleted products by the API, opened uploads and forgot shoppers.

    \b
    gumsole audit --store my-store
    gumsole audit --deletions --json --limit 10000
    """
    with Store.open(folder) as store:
        records = (store.ledger if deletions else store.audit).latest(limit=limit)
    rows = [_row(record) for record in records]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    table = Table(*(DELETION if deletions else ACT), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(printable(str(value)) for value in row.values()))
    print_table(table)


def _row(record: Act | Deletion) -> dict[str, object]:
    row = asdict(record)
    return {**row, "at": datetime.fromtimestamp(row["at"], UTC).isoformat(timespec="seconds")}
