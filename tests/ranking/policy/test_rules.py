"""What a policy says of the candidates of a query, on a given day."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gumsole.ranking.policy import (
    PriceRange,
    RuleTable,
    Ruling,
    Verdict,
    default_policy,
    likeness,
    load_policy,
)
from gumsole.ranking.policy.columns import COLUMNS, Kind
from gumsole.records import Band, Reason, ReasonKind

TODAY = date(2026, 11, 22)
NAN = float("nan")
Numbers = NDArray[np.float64]


def numbers(*values: float) -> Numbers:
    return np.array(values, dtype=np.float64)


def judged(
    text: str, columns: dict[str, Numbers | list[str]], *, day: date = TODAY, asked: PriceRange | None = None
) -> Verdict:
    """What a policy says of candidates with exactly the columns that it asks for."""
    ruling = Ruling(load_policy(f"version = 1\n{text}", name="p.toml"), day)
    assert ruling.columns == set(columns)
    rows = len(next(iter(columns.values())))
    return ruling.points(RuleTable(rows, columns), asked=asked)


RULES = """
[[boost]]
name = "wool"
when = "material = 'wool'"
points = 3
[[bury]]
name = "dear"
when = "price > 100"
points = 1.5
[[pin]]
name = "window"
skus = ["g2", "s3"]
[[hide]]
name = "loss"
when = "margin < 0"
"""
SHELF: dict[str, Numbers | list[str]] = {
    "sku": ["s1", "s2", "s3", ""],
    "group": ["g1", "g2", "g3", ""],
    "material": ["wool", "wool", "silk", ""],
    "price": numbers(120, 80, 200, NAN),
    "margin": numbers(0.5, -0.1, NAN, NAN),
}


def test_rules_give_and_take_points_pin_and_hide() -> None:
    verdict = judged(RULES, SHELF)
    assert verdict.points.tolist() == [1.5, 3.0, -1.5, 0.0]
    assert verdict.pinned.tolist() == [False, True, True, False]
    assert verdict.hidden.tolist() == [False, True, False, False]
    assert verdict.reasons(0) == (
        Reason(ReasonKind.BOOST, "wool", 3.0),
        Reason(ReasonKind.BURY, "dear", -1.5),
    )
    assert verdict.reasons(2) == (
        Reason(ReasonKind.BURY, "dear", -1.5),
        Reason(ReasonKind.PIN, "window", 0.0),
    )
    assert verdict.reasons(3) == ()


def test_reasons_come_in_the_order_in_which_the_policy_names_their_rules() -> None:
    rule = "[[{}]]\nname = '{}'\nwhen = 'price > 1'\npoints = 1\n"
    text = rule.format("bury", "first") + rule.format("boost", "second") + rule.format("bury", "third")
    verdict = judged(text, {"price": numbers(5)})
    assert [reason.name for reason in verdict.reasons(0)] == ["first", "second", "third"]


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    text = RULES.split("[[bury]]", maxsplit=1)[0] + "from = 2026-11-22\nuntil = 2026-11-23\n"
    for day, points in ((21, 0.0), (22, 3.0), (23, 3.0), (24, 0.0)):
        columns = {"material": ["wool"]} if points else {}
        policy = load_policy(f"version = 1\n{text}", name="p.toml")
        ruling = Ruling(policy, date(2026, 11, day))
        assert ruling.columns == set(columns)
        assert ruling.points(RuleTable(1, columns)).points.tolist() == [points]


def test_a_policy_without_rules_leaves_likeness_alone() -> None:
    verdict = Ruling(load_policy("version = 1", name="p.toml"), TODAY).points(RuleTable(2, {}))
    assert verdict.points.tolist() == [0, 0]
    assert not verdict.hidden.any()
    assert not verdict.pinned.any()
    assert verdict.reasons(1) == ()


def test_no_candidates_are_judged_as_none() -> None:
    empty: dict[str, Numbers | list[str]] = {
        name: [] if isinstance(values, list) else numbers() for name, values in SHELF.items()
    }
    both = "[[boost]]\nname = 'both'\nwhen = \"material = 'wool' AND price > 100\"\npoints = 1\n"
    verdict = judged(RULES + both, empty)
    assert (len(verdict.points), len(verdict.hidden), len(verdict.pinned)) == (0, 0, 0)


PRICED = "[price_affinity]\npoints = 2\nprices = 3\ntolerance = 0.25\n"
BANDS = ["same", "close", "close", "similar", "similar", "similar"]


def test_prices_near_those_of_close_hits_gain_and_far_ones_lose_by_ratio() -> None:
    # The median of 80, 100 and 125 is 100. Logarithms lie 0.223 from it on either side, so their median
    # absolute deviation is 0.223, times 1.4826 a half width of 0.331 (71.8 to 139.2).
    prices = numbers(80, 100, 125, 1000, 10, NAN)
    verdict = judged(PRICED, {"price": prices, "band": BANDS})
    assert verdict.points.tolist() == [2.0, 2.0, 2.0, -2.0, -2.0, 0.0]
    assert verdict.reasons(3) == (Reason(ReasonKind.PRICE, "price affinity", -2.0),)
    assert verdict.reasons(5) == ()


def test_nothing_is_said_of_prices_where_too_few_are_known() -> None:
    prices = numbers(80, 100, NAN, 1000, 10, 50)
    verdict = judged(PRICED, {"price": prices, "band": BANDS})
    assert verdict.points.tolist() == [0] * 6


def test_one_odd_price_among_the_close_hits_moves_nothing() -> None:
    bands = ["same", *["close"] * 4, "similar"]
    plain = judged(PRICED, {"price": numbers(90, 95, 100, 105, 110, 108), "band": bands})
    odd = judged(PRICED, {"price": numbers(90, 95, 100, 105, 99_999, 108), "band": bands})
    assert plain.points.tolist() == [2.0] * 6
    assert odd.points.tolist() == [2.0] * 4 + [-2.0, 2.0]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # Half the range is ln 2 / 2 wide in the logarithm; 200 and 50 lie a whole ln 2 outside it.
        (PriceRange(100, 200), [2, 2, 2, -2, -2]),
        # Without an upper end the tolerance of the policy holds: 100 / 1.25 = 80 is one below, 0 points.
        (PriceRange(low=100), [2, 2, 2, -2, 2]),
        (PriceRange(high=200), [2, 2, 2, 2, -2]),
        (PriceRange(), [2, 2, 2, 2, 2]),
        # Cheaper than what is free: a bound that no logarithm has, so it tells none of them apart.
        (PriceRange(high=-0.01), [2, 2, 2, 2, 2]),
    ],
)
def test_a_range_that_was_asked_for_wins_over_that_of_the_hits(
    asked: PriceRange, expected: list[float]
) -> None:
    verdict = judged(PRICED, {"price": numbers(100, 150, 200, 50, 400), "band": BANDS[:5]}, asked=asked)
    assert verdict.points.tolist() == expected


def test_points_fall_to_nothing_one_tolerance_outside_the_range() -> None:
    verdict = judged(PRICED, {"price": numbers(80, 64), "band": ["same", "same"]}, asked=PriceRange(low=100))
    assert verdict.points.tolist() == [0.0, -2.0]


def test_a_price_of_nothing_is_no_price() -> None:
    verdict = judged(PRICED, {"price": numbers(0, 100), "band": ["same", "same"]}, asked=PriceRange(50, 200))
    assert verdict.points.tolist() == [0.0, 2.0]


SALES = ("units_sold_30d", "days_since_sold", "age_days")


@pytest.mark.parametrize(
    ("sold_30d", "days", "age", "limit", "points"),
    [
        (0, 200, 400, 180, -2),
        (NAN, 180, NAN, 180, -2),
        (NAN, 179, NAN, 180, 0),
        (NAN, NAN, NAN, 180, 0),
        (0, NAN, NAN, 180, 0),  # 30 days without a sale say nothing of 180
        (0, NAN, NAN, 30, -2),
        (0, NAN, 10, 30, 0),  # new
        (0, 200, 100, 180, 0),  # new here, however long ago the feed says it sold
        (3, 200, 400, 180, 0),  # the two disagree: it sells
    ],
)
def test_only_what_is_known_not_to_sell_is_dead(
    sold_30d: float, days: float, age: float, limit: int, points: float
) -> None:
    columns: dict[str, Numbers | list[str]] = dict(
        zip(SALES, (numbers(sold_30d), numbers(days), numbers(age)), strict=True)
    )
    verdict = judged(f"[dead_stock]\npoints = 2\ndays = {limit}\n", columns)
    assert verdict.points.tolist() == [points]
    assert verdict.reasons(0) == ((Reason(ReasonKind.DEAD_STOCK, "dead stock", -2.0),) if points else ())


def test_weak_photos_lose_in_proportion_and_unjudged_ones_nothing() -> None:
    verdict = judged(
        "[photo_quality]\npoints = 2\nweak = 0.5\n", {"photo_quality": numbers(0, 0.25, 0.5, 1, NAN)}
    )
    assert verdict.points.tolist() == [-2, -1, 0, 0, 0]
    assert verdict.reasons(1) == (Reason(ReasonKind.PHOTO, "weak photo", -1.0),)


@pytest.mark.parametrize(
    ("popularity", "points"),
    [
        ((5, 500, 50, NAN), [0, 2, 1, 0]),
        ((7, 7, 9, NAN), [0, 0, 2, 0]),
        ((7, 7, 7, 7), [0, 0, 0, 0]),
        ((7, NAN, NAN, NAN), [0, 0, 0, 0]),
    ],
)
def test_popularity_counts_by_rank_among_the_products_at_hand(
    popularity: tuple[float, ...], points: list[float]
) -> None:
    verdict = judged("[popularity]\npoints = 2\n", {"popularity": numbers(*popularity)})
    assert verdict.points.tolist() == points


@st.composite
def tables(draw: st.DrawFn) -> RuleTable:
    n = draw(st.integers(0, 12))
    number = st.floats(-1e12, 1e12) | st.floats(0, 1) | st.sampled_from([0.0, NAN, float("inf")])
    columns: dict[str, Numbers | list[str]] = {}
    for column in COLUMNS:
        if column.kind is Kind.NUMBER:
            columns[column.name] = numbers(*draw(st.lists(number, min_size=n, max_size=n)))
        else:
            text = st.sampled_from(["", "wool", "a", *column.values])
            columns[column.name] = draw(st.lists(text, min_size=n, max_size=n))
    return RuleTable(n, columns)


ALL = (
    RULES
    + PRICED
    + "[dead_stock]\npoints = 2.7\n[photo_quality]\npoints = 0.1\n[popularity]\npoints = 1.3\n"
    + "[[boost]]\nname = 'third'\nwhen = \"price IS NULL OR brand = 'a'\"\npoints = 0.3333333\n"
)


@given(tables(), st.lists(st.floats(-1, 1, width=32), min_size=12, max_size=12))
def test_reasons_add_up_to_the_score_to_the_last_bit_in_any_order(
    table: RuleTable, similarities: list[float]
) -> None:
    verdict = Ruling(load_policy(f"version = 1\n{ALL}", name="p.toml"), TODAY).points(table)
    alike = likeness(np.array(similarities, dtype=np.float32))[: table.rows]
    scores = alike + verdict.points
    for row in range(table.rows):
        points = [float(alike[row]), *(reason.points for reason in verdict.reasons(row))]
        for order in itertools.islice(itertools.permutations(points), 24):
            assert sum(order) == scores[row]


@given(tables())
def test_the_policy_that_ships_judges_any_candidates_within_its_points(table: RuleTable) -> None:
    policy = default_policy()
    verdict = Ruling(policy, TODAY).points(table)
    most = policy.price_affinity.points + policy.popularity
    least = policy.price_affinity.points + policy.dead_stock.points + policy.photo_quality.points
    assert ((verdict.points <= most) & (verdict.points >= -least)).all()
    assert not verdict.hidden.any()


def test_likeness_is_a_hundred_points_for_each_unit_of_cosine() -> None:
    assert likeness(np.array([1, -1, 0.5], dtype=np.float32)).tolist() == [100, -100, 50]


def test_bands_are_spelled_in_policies_as_in_answers() -> None:
    column = next(column for column in COLUMNS if column.name == "band")
    assert column.values == tuple(band.word for band in Band)
