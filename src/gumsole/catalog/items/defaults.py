"""What a feed left open, counted while it is read."""

from __future__ import annotations

from collections import Counter

from gumsole.records import DefaultTaken


class Defaults:
    """Counts how often each default was taken."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, str]] = Counter()

    def note(self, field: str, meaning: str, rows: int = 1) -> None:
        """Count one more row (or `rows` more) for which `field` was taken to mean `meaning`."""
        self._rows[field, meaning] += rows

    def taken(self) -> tuple[DefaultTaken, ...]:
        """All of them, in the order they first came up."""
        return tuple(DefaultTaken(field, meaning, rows) for (field, meaning), rows in self._rows.items())
