"""What a server does by itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gumsole.errors import StoreLocked
from gumsole.records import Forgetting, Kept
from gumsole.store import Store
from gumsole.web.caretaker import Caretaker
from tests.serving import until


@dataclass
class Place:
    """Keeps things for a minute."""

    things: list[str] = field(default_factory=list)
    kept: Kept = field(default_factory=lambda: Kept("things", "things", 60.0))
    purged: list[float] = field(default_factory=list)

    def forget(self, whom: Forgetting) -> int:
        gone = [thing for thing in self.things if thing == whom.session]
        self.things = [thing for thing in self.things if thing != whom.session]
        return len(gone)

    def purge(self, *, now_s: float) -> int:
        self.purged.append(now_s)
        return 0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "shop", create=True) as opened:
        yield opened


def test_what_another_process_passed_on_is_forgotten_here_once_and_noted(store: Store) -> None:
    place, renewed = Place(["a", "b", "a"]), []
    caretaker = Caretaker(
        store=store, renew=lambda: renewed.append(1), kept=[place], work=lambda: 0, clock=lambda: 77.0
    )
    store.ledger.pass_on(Forgetting(session="a"))
    caretaker.follow()
    place.things.append("a")
    caretaker.follow()
    assert place.things == ["b", "a"]
    assert [(one.kind, one.things, one.cause) for one in store.ledger.latest()] == [("things", 2, "session")]
    assert renewed == [1, 1]
    assert place.purged == [77.0]


def test_a_task_that_fails_is_told_and_tried_again(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    tried: list[int] = []

    def work() -> int:
        tried.append(1)
        if len(tried) == 1:
            raise StoreLocked("the store is busy")
        if len(tried) == 2:
            raise ZeroDivisionError
        return 0

    with (
        caplog.at_level(logging.ERROR, "gumsole.web"),
        Caretaker(store=store, renew=lambda: None, kept=[], work=work),
    ):
        until(lambda: len(tried) > 2, "it was tried again")
    assert [record.getMessage() for record in caplog.records] == [
        "the store is busy",
        "a background task failed",
    ]
