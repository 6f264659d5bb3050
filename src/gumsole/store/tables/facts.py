"""Single values about the store itself."""

from __future__ import annotations

import sqlite3

# Written by the first migration, renewed by a restore.
INCARNATION = "incarnation"


def read_fact(connection: sqlite3.Connection, name: str) -> str | None:
    """The value, or None before it was written."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def write_fact(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set the value."""
    connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))
