"""What may follow `when`, what it means for what is unknown, and that nothing else gets through."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gumsole.ranking.policy import RuleTable, Ruling, load_policy
from gumsole.ranking.policy.columns import BY_NAME, COLUMNS, Kind
from gumsole.ranking.policy.conditions import Refused, understood
from gumsole.ranking.policy.conditions.nodes import Misfit, judge
from gumsole.ranking.policy.conditions.tokens import FUNCTIONS, KEYWORDS, MAX_CHARACTERS
from tests.ranking.policy.meanings import CONDITIONS, ROWS, Meaning, Row, column

TODAY = date(2026, 11, 22)


def holds(condition: str, **columns: list[float] | list[str]) -> list[bool]:
    """Candidates for which a rule with this condition holds."""
    text = f"version = 1\n[[hide]]\nname = 'x'\nwhen = {json.dumps(condition)}\n"
    ruling = Ruling(load_policy(text, name="x.toml"), TODAY)
    rows = len(next(iter(columns.values())))
    given = {
        name: np.array(values, dtype=np.float64) if BY_NAME[name].kind is Kind.NUMBER else values
        for name, values in columns.items()
    }
    hidden: list[bool] = ruling.points(RuleTable(rows, given)).hidden.tolist()  # type: ignore[arg-type]
    return hidden


texts = st.lists(st.text("ab%é\0", max_size=6), max_size=8)


@given(st.lists(st.text("abé", min_size=1, max_size=3), min_size=1, max_size=4), texts)
def test_words_are_found_in_the_titles_that_have_them_and_in_no_two_together(
    wanted: list[str], titles: list[str]
) -> None:
    condition = " OR ".join(f"title LIKE '%{word}%'" for word in wanted)
    assert holds(condition, title=titles) == [any(word in title for word in wanted) for title in titles]


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, unique=True), min_size=1, max_size=4))
def test_a_list_names_skus_and_groups(lists: list[list[str]]) -> None:
    rules = "".join(
        f"[[pin]]\nname = 'p{at}'\nskus = {json.dumps(names)}\n" for at, names in enumerate(lists)
    )
    ruling = Ruling(load_policy(f"version = 1\n{rules}", name="x.toml"), TODAY)
    columns = {"sku": ["a", "b", "x", "d"], "group": ["x", "c", "x", ""]}
    rows = [{"a", "x"}, {"b", "c"}, {"x"}, {"d"}]
    pins = ruling.points(RuleTable(4, columns)).holds.tolist()
    assert pins == [[not row.isdisjoint(names) for row in rows] for names in lists]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("price > 80", [False, True, False]),
        ("price <= 80", [True, False, False]),
        ("price <> 80", [False, True, False]),
        ("NOT price > 80", [True, False, False]),
        ("price IS NULL", [False, False, True]),
        ("price IS NOT NULL", [True, True, False]),
        ("price IN (80, 0.3)", [True, False, False]),
        ("price NOT IN (80, 0.3)", [False, True, False]),
        ("coalesce(price, 0) < 1", [False, False, True]),
        ("price * 0.5 > 40.5 OR brand = 'Fjord'", [False, True, True]),
        ("-price < -80", [False, True, False]),
        ("price BETWEEN (10 + 70) * 1 AND 81", [True, False, False]),
        ("abs(price - 81) < 1.5", [True, False, False]),
        ("brand LIKE 'Fj%'", [False, False, True]),
        ("brand ILIKE 'fJORD'", [False, False, True]),
        ("brand NOT LIKE '%ker'", [False, False, True]),
        ("starts_with(brand, 'Fj') = TRUE", [False, False, True]),
        ("upper(brand) = 'OAKER' AND price > 1", [True, False, False]),
        ("\"group\" = 'it''s' OR top = 'x'", [False, True, False]),
        ("(price > 80) = FALSE", [True, False, False]),
    ],
)
def test_a_condition_means_what_sql_says_and_unknown_is_false(condition: str, expected: list[bool]) -> None:
    columns: dict[str, list[float] | list[str]] = {
        "price": [80.0, 99.0, float("nan")],
        "brand": ["Oaker", "", "Fjord"],
        "group": ["", "it's", ""],
        "top": ["", "", ""],
    }
    assert holds(condition, **columns) == expected


def test_an_infinite_number_is_unknown() -> None:
    assert holds("price > 1", price=[float("inf"), 2.0]) == [False, True]


@pytest.mark.parametrize(
    ("condition", "index", "message"),
    [
        ("", 0, "empty"),
        ("pric > 3", 0, "unknown column 'pric'; did you mean price?"),
        ("brand = Fjord", 8, "unknown column 'Fjord'"),
        ('brand = "Fjord"', 8, "single quotes"),
        ("price > 1 AND", 13, "something is missing at the end"),
        ("(price > 1", 0, "never closed"),
        ("price > 1)", 9, "closes nothing"),
        ("price 1", 6, "1 cannot stand after price"),
        ("= 1", 0, "= cannot stand at the beginning"),
        ("price > 1, price > 2", 9, ", cannot stand after 1"),
        ("price BETWEEN 1", 6, "BETWEEN takes two values"),
        ("price = NULL", 8, "IS NULL"),
        ("brand LIKE title", 11, "LIKE takes a text in 'single quotes'"),
        ("brand = 'Fjord", 8, "no closing quote"),
        ("price / cost > 2", 6, "price > 2 * cost"),
        ("brand ~ 'x'", 6, "use LIKE"),
        ("price > 1; DROP", 9, "no meaning"),
        ("price > 1 -- cheap", 10, "after #"),
        ("price > 1e300", 8, "too large"),
        ("price > 'a'", 0, "price compares a number with text"),
        ("1 < brand", 4, "brand compares a number with text"),
        ("price IN ('a')", 0, "values of another kind"),
        ("price > 1 AND NOT title", 18, "title is text where a condition is needed"),
        ("title + 'x' = 'y'", 0, "title is text where a number is needed"),
        ("title", 0, "this is text, not a condition"),
        ("price", 0, "this is a number, not a condition"),
        ("1 = 1", 0, "looks at a column"),
        ("band = 'simlar'", 7, "band is never 'simlar'; did you mean similar?"),
        ("availability IN ('in_stock', 'gone')", 29, "availability is never 'gone'"),
        ("SELECT 1", 0, "SELECT is not allowed"),
        ("EXISTS (SELECT 1)", 0, "EXISTS is not allowed"),
        ("price IN (SELECT 1)", 10, "SELECT is not allowed"),
        ("price > ANY (SELECT 1)", 8, "ANY is not allowed"),
        ("sum(price) > 1", 0, "function 'sum' is not allowed"),
        ("lowr(brand) = 'x'", 0, "did you mean lower?"),
        ("lower(brand, title) = 'x'", 0, "cannot be read as a condition"),
        ("coalesce(price, brand) > 1", 16, "brand is text where a number is needed"),
        ("brand = 'x'" + " " * MAX_CHARACTERS, MAX_CHARACTERS, "list products under `skus`"),
    ],
)
def test_a_condition_that_is_not_allowed_is_refused_where_it_goes_wrong(
    condition: str, index: int, message: str
) -> None:
    with pytest.raises(Refused) as refused:
        understood(condition)
    assert (message in str(refused.value), refused.value.index) == (True, index), refused.value


@pytest.mark.parametrize(
    "sql",
    [
        "EXISTS (SELECT 1)",
        "price IN (SELECT 1)",
        "(SELECT 1) > price",
        "sum(price) OVER (PARTITION BY brand) > 1",
        "price / 2 > 1",
        "price % 2 > 1",
        "price::int > 1",
        "brand || title = 'x'",
        "CASE WHEN price > 1 THEN TRUE ELSE FALSE END",
        "price > 1 AS x",
        "price IS DISTINCT FROM 1",
        "price > 1e400",
        "price > 0.3",
        "price = NULL",
        "price > 1 AND 'x'",
        "abs(price, 1) > 1",
        "strptime(title, '%Y') > price",
        "count(price) > 1",
        "nonsense > 1",
        "price > interval '1 day'",
        "random() > price",
    ],
)
def test_the_second_gate_refuses_by_itself_whatever_polars_makes_of_other_sql(sql: str) -> None:
    try:
        expression = pl.sql_expr(sql)
    except pl.exceptions.PolarsError:
        return  # polars itself has no such thing
    with pytest.raises(Misfit):
        judge(expression)


@given(CONDITIONS, st.lists(ROWS, min_size=1, max_size=5))
def test_a_condition_is_true_exactly_where_three_valued_logic_makes_it_true(
    meaning: Meaning, rows: list[Row]
) -> None:
    columns = {name: column(rows, name) for name in understood(meaning.text).columns}
    assert holds(meaning.text, **columns) == [meaning.of(row) is True for row in rows]


_WORDS = st.sampled_from(
    [
        *(column.name for column in COLUMNS),
        *FUNCTIONS,
        *KEYWORDS,
        *"()=<>,+-*",
        "<=", "<>", "1", "0.5", "1e15", "'a'", "'%a_'", "'('", "'same'", '"price"', "SELECT", "x", ";", "/",
    ]
)  # fmt: skip
_UNKNOWN = RuleTable(
    3, {column.name: np.full(3, np.nan) if column.kind is Kind.NUMBER else ["", "", ""] for column in COLUMNS}
)
_KNOWN = RuleTable(
    3,
    {
        column.name: np.array([-1e12, 0.0, 1e12])
        if column.kind is Kind.NUMBER
        else ["a", "(", column.values[0] if column.values else "%"]
        for column in COLUMNS
    },
)


@given(st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=40))
@example("price IN ( price )")
@example("NOT ( price > 1 ) IS NULL")
def test_whatever_is_written_is_refused_in_words_or_computes_for_every_product(text: str) -> None:
    try:
        condition = understood(text)
    except Refused as refused:
        assert 0 <= refused.index <= len(text)  # noqa: PT017 - most texts are refused, all are judged
        return
    policy = load_policy(
        f"version = 1\n[[hide]]\nname = 'x'\nwhen = {json.dumps(condition.text)}\n", name="x.toml"
    )
    ruling = Ruling(policy, TODAY)
    assert ruling.columns == condition.columns
    for table in (_KNOWN, _UNKNOWN):
        assert ruling.points(table).hidden.dtype == np.bool_
    asks_for_unknown = any(word in text.upper() for word in ("NULL", "COALESCE", "OR", "TRUE", "FALSE"))
    if not asks_for_unknown:
        assert not ruling.points(_UNKNOWN).hidden.any()
