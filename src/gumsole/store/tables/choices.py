"""Which encoder the store was told to use."""

from __future__ import annotations

import json
from dataclasses import dataclass

from gumsole.store.database import Database
from gumsole.store.tables.facts import read_fact, write_fact

_FACT = "encoder"


@dataclass(frozen=True, slots=True)
class Choice:
    """An encoder that takes the place of the one in the settings.

    Attributes
    ----------
    encoder : str
        Its id.
    setting : str
        What the settings named when it was chosen: who changes them afterwards has the last word.
    """

    encoder: str
    setting: str


class Choices:
    """Keeps the choice; together with a passport's activation in one transaction, the switch is one step."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, choice: Choice) -> None:
        """Choose."""
        with self._database.writing() as connection:
            write_fact(connection, _FACT, json.dumps([choice.encoder, choice.setting]))

    def get(self) -> Choice | None:
        """The choice; None where the settings alone say it."""
        with self._database.reading() as connection:
            written = read_fact(connection, _FACT)
        return Choice(*json.loads(written)) if written else None
