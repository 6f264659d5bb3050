"""A policy is read whole, or every mistake in it is named where it stands."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import BadPolicy
from gumsole.ranking.order import Variety
from gumsole.ranking.policy import RuleKind, default_policy, load_policy
from gumsole.ranking.policy.reading.keys import TABLES
from gumsole.ranking.policy.reading.positions import Path, Positions

WRONG = '''\
versoin = 1
[leash]
places = 400
plces = 3
[sellable]
in_stock = "yes"
ships_to = "de"
[[boost]]
name = "a"
when = "pric > 3"
points = 3
[[boost]]
name = "a"
when = """
price > 3 AND
  colour = 'x'"""
points = -3
from = 2026-12-01
until = 2026-11-01
[[pin]]
name = "p"
[[hide]]
name = "h"
skus = ["a"]
when = "brand = \\"a\\""
from = "2026-11-01"
[boots]
x = 1
[[dead_stock]]
days = 3
[popularity]
points = true
[[bury]]
points = 3
[photo_quality]
points = nan
'''
MESSAGES = """\
wrong.toml has 22 mistakes
wrong.toml:1:1: unknown table 'versoin'; did you mean version?
wrong.toml:1:1: version is missing; write `version = 1` at the top
wrong.toml:3:10: places takes a whole number from 0 to 100, got 400
wrong.toml:4:1: unknown key 'plces'; did you mean places?
wrong.toml:6:12: in_stock takes true or false without quotes, got "yes"
wrong.toml:7:12: ships_to takes an ISO 3166 country code such as "DE", or "", got "de"
wrong.toml:10:9: unknown column 'pric'; did you mean price?
wrong.toml:13:8: two rules are called 'a'
wrong.toml:16:3: unknown column 'colour'; did you mean color?
wrong.toml:17:10: points takes a number from 0 to 100, got -3
wrong.toml:18:8: from 2026-12-01 is after until 2026-11-01
wrong.toml:20:1: [[pin]] takes either when or skus
wrong.toml:22:1: [[hide]] takes either when or skus
wrong.toml:25:17: "a" is no column; text stands in 'single quotes'
wrong.toml:26:8: from takes a day without quotes, such as 2026-11-27, got "2026-11-01"
wrong.toml:27:1: unknown table 'boots'; did you mean boost?
wrong.toml:29:1: dead_stock is one table: write [dead_stock]
wrong.toml:32:10: points takes a number, got true
wrong.toml:33:1: [[bury]] lacks name
wrong.toml:33:1: [[bury]] lacks when
wrong.toml:36:10: points takes a number from 0 to 100, got nan"""


def mistakes(text: str) -> str:
    with pytest.raises(BadPolicy) as refused:
        load_policy(text, name="wrong.toml")
    return str(refused.value)


def test_windows_line_ends_and_a_byte_order_mark_move_nothing() -> None:
    assert mistakes("\ufeff" + WRONG.replace("\n", "\r\n")) == mistakes(WRONG)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 1\n[leash\n", "wrong.toml has a mistake\nwrong.toml:2:7: not TOML: "),
        ("version = 1\nx = ", "wrong.toml:2:5: not TOML: "),
        ("version = 2", "wrong.toml:1:11: version 2 is unknown; it is 1"),
        ("version = true", "wrong.toml:1:11: version True is unknown; it is 1"),
        ("version = 1\n[boost]\nname = 'a'", "wrong.toml:2:1: boost is a list of rules: write [[boost]]"),
        ("version = 1\n[[pin]]\n[[pin]]", "wrong.toml:3:1: [[pin]] lacks name"),
        ("version = 1\n[boost.x]", "wrong.toml:2:1: boost is a list of rules"),
        ("version = 1\nleash = 3", "wrong.toml:2:1: leash is one table: write [leash]"),
        ("version = 1\nleash = { places = 'x' }", "wrong.toml:2:20: places takes a whole number"),
        ("version = 1\nleash.places = 1.5", "wrong.toml:2:16: places takes a whole number"),
        ("version = 1\npin = [{ name = 'a', skus = [1] }]", "wrong.toml:2:29: skus takes a list of skus"),
        ("version = 1\npin = [{ name = '', skus = ['1'] }]", "wrong.toml:2:17: name takes a text"),
        ("version = 1\n[sellable]\nships_to = {}", "wrong.toml:3:12: ships_to takes an ISO 3166"),
    ],
)
def test_a_mistake_of_any_kind_is_found_where_it_stands(text: str, message: str) -> None:
    assert message in mistakes(text)


def test_a_policy_says_what_was_written() -> None:
    policy = load_policy(
        """
        version = 1
        guard.coverage = 0.9
        [leash]
        places = 3
        [variety]
        per_brand = 2
        [sellable]
        ships_to = "DE"
        [[bury]]
        name = "slow"
        when = "days_since_sold > 90"
        points = 2.5
        from = 2026-11-01
        until = 2026-11-30
        [[pin]]
        name = "window"
        skus = ["a", "b"]
        """,
        name="p.toml",
    )
    assert [rule.line for rule in policy.rules] == [10, 16]
    assert (policy.coverage, policy.leash, policy.variety) == (0.9, 3, Variety(2, 8))
    assert (policy.sellable.ships_to, policy.sellable.in_stock) == ("DE", True)
    bury, pin = policy.rules
    assert (bury.kind, bury.points, bury.line) == (RuleKind.BURY, -2.5, 10)
    assert (pin.kind, pin.skus, pin.condition) == (RuleKind.PIN, ("a", "b"), None)
    days = (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
    assert [bury.holds_on(day) for day in days] == [False, True, True, False]
    assert pin.holds_on(days[0])


def test_the_policy_that_ships_has_no_mistakes() -> None:
    assert default_policy().name == "default.toml"


_KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=4
)
_LEAVES = (
    st.booleans()
    | st.integers(-9, 999)
    | st.dates()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=5,
)
_DOCUMENTS = st.dictionaries(
    _KEYS,
    _VALUES
    | st.lists(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=3), min_size=1, max_size=3)
    | st.dictionaries(_KEYS, _VALUES, max_size=3),
    max_size=4,
)


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else _text(name)


def _text(value: str) -> str:
    if "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(value: Any, comment: str = "") -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _text(value)
        case list():
            return (
                f"[{comment}"
                + ", ".join(_inline(one) for one in value)
                + (",\n]" if value and comment else "]")
            )
        case dict():
            return "{ " + ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items()) + " }"
    return str(value)


def _toml(document: dict[str, Any]) -> str:
    """TOML of a document: plain keys first, then tables and lists of tables, with comments in between."""
    plain, tables = [], []
    for key, value in document.items():
        if isinstance(value, dict):
            body = "\n".join(f"\t{_key(name)} = {_inline(one)}" for name, one in value.items())
            tables.append(f"[ {_key(key)} ] # [x]\n{body}")
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                body = "\n".join(f"{_key(name)}={_inline(inner)} # = 'x'" for name, inner in one.items())
                tables.append(f"[[{_key(key)}]]\n{body}\n")
        else:
            inline = _inline(value, "# ] \n")
            plain.append(f"{_key(key)} = {inline}")
    return "\n".join([*plain, *tables, ""])


def _paths(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(found for key, one in inner for found in _paths(one, (*path, key)))]


@given(_DOCUMENTS)
def test_the_text_at_the_position_of_every_value_is_that_value(document: dict[str, Any]) -> None:
    text = _toml(document)
    assert tomllib.loads(text) == document
    positions = Positions(text)
    for path, value in _paths(document)[1:]:
        span = positions.spans[path]
        written = text[span.start : span.end]
        header = text[span.key] == "["
        if header and isinstance(path[-1], str):
            assert re.fullmatch(r"\[\[?.*\]", written)
        elif not header:
            assert tomllib.loads(f"x = {written}")["x"] == value
            assert isinstance(path[-1], int) or text[span.key :].startswith(_key(path[-1]))


def test_tables_within_lists_of_tables_are_told_apart() -> None:
    text = "[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\n[[a.c]]\n[[a.c]]\nz = 3\n[d.e.f]\n"
    spans = Positions(text).spans
    lines = {path: text[: span.key].count("\n") + 1 for path, span in spans.items()}
    assert lines == {
        ("a",): 1,
        ("a", 0): 1,
        ("a", 0, "x"): 2,
        ("a", 0, "b"): 3,
        ("a", 0, "b", "y"): 4,
        ("a", 1): 5,
        ("a", 1, "c"): 6,
        ("a", 1, "c", 0): 6,
        ("a", 1, "c", 1): 7,
        ("a", 1, "c", 1, "z"): 8,
        ("d",): 9,
        ("d", "e"): 9,
        ("d", "e", "f"): 9,
    }


_VOCABULARY = st.sampled_from(
    [*(table.name for table in TABLES), *(key.name for table in TABLES for key in table.keys), "version", "x"]
)
_WRITTEN = st.sampled_from(
    [
        *("1", "-1", "0.5", "inf", "true", "2026-11-22", "2026-11-22T00:00:00"),
        *("'a'", "'price > 1'", "'price >'", "[]", "['a']", "[1]", "{}", "{ a = [{}] }"),
    ]
)
_HEADER = st.builds(
    str.format,
    st.sampled_from(["[{}]", "[[{}]]"]),
    st.lists(_VOCABULARY, min_size=1, max_size=3).map(".".join),
)
_PAIR = st.builds("{} = {}".format, st.lists(_VOCABULARY, min_size=1, max_size=2).map(".".join), _WRITTEN)


@given(st.lists(_HEADER | _PAIR | _PAIR, max_size=8))
def test_whatever_the_file_says_it_is_a_policy_or_a_list_of_mistakes_in_it(lines: list[str]) -> None:
    text = "\n".join(["version = 1", *lines])
    try:
        load_policy(text, name="p.toml")
    except BadPolicy as refused:
        places = [re.match(r"p\.toml:(\d+):\d+: ", line) for line in str(refused).splitlines()[1:]]
        assert places
        assert all(place and 1 <= int(place[1]) <= len(lines) + 1 for place in places)


@pytest.mark.parametrize(
    "written",
    [
        "'ab'",
        '"ab"',
        '"\\u0061b"',
        '"""\nab"""',
        "'''\nab'''",
        '"""a\\\n   b"""',
        '"""\\\n  ab"""',
        '"\\U00000061b"',
        '"""ab"""',
    ],
)
def test_a_position_inside_a_text_is_found_however_it_is_written(written: str) -> None:
    text = f"\nx = {written}\n"
    assert tomllib.loads(text)["x"] == "ab"
    assert text[Positions(text).inside(("x",), 1)] == "b"
    assert text[Positions(text).inside(("x",), 0)] in "a\\"
