"""Rows kept aside while a feed is read twice, on disk however many they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

# A private database that SQLite itself keeps in a temporary file and removes.
_TEMPORARY = ""
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE parent (id INTEGER PRIMARY KEY, cells TEXT NOT NULL);
    CREATE TABLE name (name TEXT PRIMARY KEY, parent INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE child (parent TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Parents:
    """Parents' cells by any of their names, and which parents have children."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(_TEMPORARY, isolation_level=None)
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Let go of everything kept."""
        self._db.close()

    def keep(self, names: Sequence[str], cells: Sequence[str]) -> None:
        """Keep a parent's row; the first of two parents of one name stays."""
        row = self._db.execute("INSERT INTO parent (cells) VALUES (?)", [json.dumps(cells)]).lastrowid
        self._db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(name, row) for name in names])

    def adopt(self, name: str) -> None:
        """Note that the parent of this name has a child."""
        self._db.execute("INSERT OR IGNORE INTO child VALUES (?)", [name])

    def get(self, name: str) -> tuple[str, ...] | None:
        """The cells of the parent of this name."""
        found = self._db.execute(
            "SELECT cells FROM parent JOIN name ON parent.id = name.parent WHERE name = ?", [name]
        ).fetchone()
        return tuple(json.loads(found[0])) if found else None

    def has_children(self, names: Sequence[str]) -> bool:
        """True if a child named any of these as its parent."""
        query = "SELECT 1 FROM child WHERE parent = ?"
        return any(self._db.execute(query, [name]).fetchone() for name in names)
