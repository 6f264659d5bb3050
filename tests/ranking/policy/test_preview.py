"""What is said of the first row of answers, and of a policy that can hardly be meant."""

from __future__ import annotations

from datetime import date

import pytest

from gumsole.ranking.policy import load_policy
from gumsole.ranking.policy.preview import ROW, Change, Doubt, doubts_about, first_row, row_figures
from gumsole.records import Candidate, Hit, Offer, Product

NOW = 1_000.0


def hit(sku: str, *, sellable: bool = True, **offer: object) -> Hit:
    return Hit(
        Candidate(sku, sku, 1, "", 0.5, 0.5, 0.5),
        Product(sku, sku, title=sku.title()),
        Offer(sku, **offer),  # type: ignore[arg-type]
        sellable=sellable,
    )


def test_a_tile_shows_what_is_asked_now_and_what_is_earned_by_it() -> None:
    sale = hit("a", price=10_00, sale_price=8_00, sale_until=NOW + 1, cost=6_00)
    free, unknown = hit("b", price=0, cost=1_00), hit("c", price=5_00)
    tiles = first_row([sale, free, unknown], now_s=NOW)
    assert [tile.price for tile in tiles] == [8_00, 0, 5_00]
    assert [tile.margin for tile in tiles] == [0.25, None, None]
    assert tiles[0].title == "A"


def test_a_row_has_four_tiles_at_most() -> None:
    assert len(first_row([hit(str(number)) for number in range(9)], now_s=NOW)) == ROW == 4


def test_figures_count_every_tile_alike_and_pass_over_what_is_unknown() -> None:
    rows = [
        first_row([hit("a", price=10_00, cost=5_00), hit("b", sellable=False)], now_s=NOW),
        first_row([hit("c", price=20_00), hit("d", price=30_00, cost=30_00)], now_s=NOW),
    ]
    figures = row_figures(rows)
    assert figures.in_stock == pytest.approx(3 / 4)
    assert figures.margin == pytest.approx((0.5 + 0) / 2)
    assert figures.price == pytest.approx((10_00 + 20_00 + 30_00) / 3)


def test_nothing_is_said_of_no_tiles() -> None:
    figures = row_figures([(), ()])
    assert (figures.in_stock, figures.margin, figures.price) == (None, None, None)


def test_rows_differ_by_the_products_in_their_places() -> None:
    a, b, cheaper = (
        first_row([hit(sku, price=price)], now_s=NOW) for sku, price in (("a", 1), ("b", 1), ("a", 0))
    )
    assert not Change("x", a, cheaper).differs
    assert Change("x", a + b, b + a).differs
    assert Change("x", a + b, b + a).first_differs
    assert not Change("x", a + b, a).first_differs
    assert Change("x", a, ()).first_differs
    assert not Change("x", (), ()).differs


def test_strangers_and_ended_rules_are_named_at_their_lines() -> None:
    policy = load_policy(
        """version = 1
[[pin]]
name = "window"
skus = ["a", "gone", "lost"]
until = 2026-11-21
[[hide]]
name = "recall"
skus = ["a"]
[[boost]]
name = "old sale"
when = "price > 1"
points = 1
until = 2026-11-20
""",
        name="p.toml",
    )
    said = doubts_about(policy, unknown=frozenset({"gone", "lost"}), today=date(2026, 11, 21))
    assert said == [
        Doubt(2, "window: the store has no gone, lost"),
        Doubt(9, "old sale: ended on 2026-11-20; it can be removed"),
    ]
