"""Keys of the HTTP API."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.table import Table

from gumsole.cli.doors import store_option, translated
from gumsole.cli.showing.terminal import print_table
from gumsole.errors import BadQuery
from gumsole.records import Key, Role
from gumsole.store import Store

HERE = "command line"
DAY_S = 86_400.0
_DAYS = re.compile(r"(\d{1,5})d")


@click.group()
def key() -> None:
    """Make, list and revoke keys of the HTTP API.

    \b
    gumsole key create --role search --origin https://shop.example
    """


@key.command()
@store_option
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What it is for."
)
@click.option("--origin", "origins", multiple=True, help="Web origin it works from, as https://shop.example.")
@click.option("--expires", default="", help="A date (2027-12-31, in UTC) or days from now (90d).")
@translated
def create(folder: Path, role: str, origins: Sequence[str], expires: str) -> None:
    """Make a key and print its secret, this once: only a digest of it is kept.

    A `search` key is publishable: it stands in the pages of a storefront, and works from their origins alone.
    All others are secret and belong on servers.

    \b
    gumsole key create --role search --origin https://shop.example
    gumsole key create --role indexer --expires 90d
    """
    kind, known = Role(role), tuple(dict.fromkeys(_origin(one) for one in origins))
    if kind is Role.SEARCH and not known:
        raise BadQuery("a search key needs the origins of its pages; give --origin https://shop.example")
    if kind is not Role.SEARCH and known:
        raise BadQuery(f"a key of the role {role} is secret and not for browsers; leave --origin out")
    until = _expiry(expires)
    with Store.open(folder, create=True) as store:
        made, secret = store.keys.create(kind, origins=known, expires_at=until)
        store.audit.note(actor=HERE, act="key created", target=made.id, reason=role)
    click.echo(secret)
    click.echo(f"key {made.id}, role {role}; this is the only time that its secret is shown", err=True)


@key.command(name="list")
@store_option
@translated
def list_(folder: Path) -> None:
    """List all keys, without their secrets.

    \b
    gumsole key list --store my-store
    """
    with Store.open(folder) as store:
        table = Table("key", "role", "origins", "made", "state", box=None, pad_edge=False)
        for one in store.keys.all():
            table.add_row(one.id, one.role, " ".join(one.origins) or "–", _day(one.created_at), _state(one))
    print_table(table)


@key.command()
@store_option
@click.argument("id_", metavar="KEY")
@click.option("--reason", default="", help="Why; stands in the audit log.")
@translated
def revoke(folder: Path, id_: str, reason: str) -> None:
    """Make KEY invalid, from the next request on, in every process that serves the store.

    \b
    gumsole key revoke 3f9c0a1b2d4e --reason "left the company"
    """
    with Store.open(folder) as store:
        gone = store.keys.revoke(id_)
        store.audit.note(actor=HERE, act="key revoked", target=gone.id, reason=reason)
    click.echo(f"key {gone.id} is revoked")


def _origin(text: str) -> str:
    """An origin as browsers write it: scheme, host, and a port that is not the scheme's own."""
    url = urlsplit(text.strip())
    try:
        port = url.port
    except ValueError:
        port = -1
    bare = not (url.path.strip("/") or url.query or url.fragment or url.username or url.password)
    if url.scheme not in ("http", "https") or not url.hostname or not bare or port == -1:
        raise BadQuery(f"an origin is a scheme and a host, as in https://shop.example, got {text!r}")
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    own = {"http": 80, "https": 443}[url.scheme]
    return f"{url.scheme}://{host}" + (f":{port}" if port and port != own else "")


def _expiry(text: str) -> float | None:
    if not text:
        return None
    if days := _DAYS.fullmatch(text):
        return time.time() + int(days[1]) * DAY_S
    try:
        until = datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise BadQuery(
            f"--expires takes a date such as 2027-12-31, or days as in 90d, got {text!r}"
        ) from None
    if until <= time.time():
        raise BadQuery(f"{text} is over; give a day that is yet to come")
    return until


def _state(one: Key) -> str:
    if one.revoked_at is not None:
        return f"revoked {_day(one.revoked_at)}"
    if one.expires_at is None:
        return "valid"
    return f"{'expired' if one.expires_at <= time.time() else 'valid until'} {_day(one.expires_at)}"


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")
