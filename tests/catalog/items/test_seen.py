from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gumsole.catalog.items.seen import Seen


@given(st.lists(st.text(max_size=4)))
def test_what_was_added_is_known_and_nothing_else(ids: list[str]) -> None:
    seen = Seen()
    known: set[str] = set()
    for name in ids:
        assert (name in seen) == (name in known)
        seen.add(name)
        known.add(name)
    assert len(seen) == len(known)


def test_ids_are_remembered_while_the_table_grows() -> None:
    seen = Seen()
    for number in range(10_000):
        seen.add(f"sku-{number}")
    assert all(f"sku-{number}" in seen for number in range(10_000))
    assert not any(f"sku-{number}" in seen for number in range(10_000, 20_000))
