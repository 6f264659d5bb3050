"""What is kept of shoppers: forgotten on request, opened for a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.table import Table

from gumsole.assembly.keeping import kept_on_disk
from gumsole.cli.doors import settings_of, store_option, translated
from gumsole.cli.key import HERE
from gumsole.cli.showing.terminal import print_table
from gumsole.errors import BadQuery, BadSettings
from gumsole.privacy import forget_all
from gumsole.records import Forgetting
from gumsole.store import Store
from gumsole.store.sealing import make_keys, read_private


@click.command()
@store_option
@click.option("--session", default="", help="All of one pseudonymous session.")
@click.option("--query", "query_id", default="", help="All of one query, by the id its page was given.")
@click.option("--before", default="", help="All from before this day or time (2027-01-31, in UTC).")
@translated
def forget(folder: Path, session: str, query_id: str, before: str) -> None:
    """Delete what is kept of a shopper: in the store's files now, in running servers within a second.

    Each deletion is noted in the store's ledger: its kind and count, never what it was.

    \b
    gumsole forget --session 9f2c1d7a-shopper
    gumsole forget --before 2027-01-31
    """
    asked = {"a session": session, "a query": query_id, "all before a time": before}
    if sum(map(bool, asked.values())) != 1:
        raise BadQuery("name one of --session, --query and --before")
    whom = Forgetting(session, query_id, _moment(before) if before else None)
    settings = settings_of(folder).settings
    with Store.open(folder) as store, kept_on_disk(folder, store, settings) as places:
        things = forget_all(places, whom, store.ledger)
        store.ledger.pass_on(whom)
        said = next(name for name, value in asked.items() if value)
        store.audit.note(actor=HERE, act="forgotten", target=said)
    click.echo(f"{things} deleted; servers of this store let go of the rest within a second")


@click.group()
def uploads() -> None:
    """Work with shoppers' photos that the operator chose to keep (retain_uploads_hours).

    \b
    gumsole uploads list --store my-store
    """


@uploads.command()
@click.argument("private", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("public", type=click.Path(path_type=Path, dir_okay=False))
@translated
def keys(private: Path, public: Path) -> None:
    """Make the operator's pair of keys: servers get PUBLIC, PRIVATE stays where the store is not.

    \b
    gumsole uploads keys operator.pem operator.pub.pem
    """
    make_keys(private, public)
    click.echo(f"keep {private} away from the store and its servers; set retention_key_file to {public}")


@uploads.command(name="list")
@store_option
@translated
def list_(folder: Path) -> None:
    """List what is kept, by id and time.

    \b
    gumsole uploads list --store my-store
    """
    with Store.open(folder) as store:
        table = Table("upload", "kept at", box=None, pad_edge=False)
        for one in store.vault().all():
            table.add_row(one.id, f"{datetime.fromtimestamp(one.kept_at, UTC):%Y-%m-%d %H:%M:%S} UTC")
    print_table(table)


@uploads.command(name="open")
@store_option
@click.argument("id_", metavar="UPLOAD")
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The private key."
)
@click.option("--reason", required=True, help="Why; stands in the audit log.")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@translated
def open_(folder: Path, id_: str, key: Path, reason: str, to: Path) -> None:
    """Open one upload with the operator's private key, for a reason that is noted before it is opened.

    \b
    gumsole uploads open 5d41402a… --key operator.pem --reason "complaint 17" --to photo.jpg
    """
    if not reason.strip():
        raise BadQuery("--reason says why the photo of a shopper is looked at")
    if key.resolve().is_relative_to(folder.resolve()):
        raise BadSettings(f"{key} lies in the store's folder; a private key must be elsewhere")
    private = read_private(key)
    with Store.open(folder) as store:
        store.audit.note(actor=HERE, act="upload opened", target=id_, reason=reason)
        to.write_bytes(store.vault().open(id_, private))
    click.echo(f"written to {to}; delete it when it served its purpose")


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadQuery(f"--before takes a day or time such as 2027-01-31, got {text!r}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
