"""The terminal: how wide it is, and text that it may be handed."""

from __future__ import annotations

import unicodedata

import click
from rich.console import Console
from rich.table import Table


def print_table(table: Table) -> None:
    """Print a table; text of feeds and folders is shown as it stands, never read as markup."""
    _console().print(table)


def say(text: str) -> None:
    """Print a line; the terminal obeys none of it."""
    click.echo(printable(text))


def terminal_width() -> int:
    """Columns of the terminal; 80 where the output goes elsewhere."""
    return _console().width


def printable(text: str) -> str:
    """A feed's text without the control characters that a terminal would obey."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cc")


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)
