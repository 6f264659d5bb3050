from __future__ import annotations

from gumsole.catalog.items.defaults import Defaults
from gumsole.records import DefaultTaken


def test_defaults_are_counted_in_the_order_they_came_up() -> None:
    defaults = Defaults()
    defaults.note("price", "none")
    defaults.note("encoding", "Windows-1252", 3)
    defaults.note("price", "none")
    assert defaults.taken() == (DefaultTaken("price", "none", 2), DefaultTaken("encoding", "Windows-1252", 3))
