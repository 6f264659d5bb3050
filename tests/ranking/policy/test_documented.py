"""Every table, key and column of a policy stands in docs/policy.md, and its examples work."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from gumsole.ranking.policy import default_policy, load_policy
from gumsole.ranking.policy.columns import COLUMNS, Column, Kind
from gumsole.ranking.policy.conditions.tokens import FUNCTIONS, KEYWORDS
from gumsole.ranking.policy.reading.keys import TABLES, Key, KeyKind, Table
from gumsole.ranking.policy.shipped import default_text

PAGE = (Path(__file__).parents[3] / "docs" / "policy.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def key_row(key: Key) -> str:
    """A key as the page's tables show it."""
    takes = str(key.kind)
    if key.kind in (KeyKind.NUMBER, KeyKind.COUNT):
        takes = f"{key.kind}, {key.low:g} to {key.high:g}"
    default = "required" if key.required else "–" if key.default is None else f"`{key.default!r}`".lower()
    return f"| `{key.name}` | {takes} | {default} | {key.doc} |".replace("`''`", '`""`')


def column_row(column: Column) -> str:
    """A column as the page's table shows it."""
    holds = column.unit if column.kind is Kind.NUMBER else "text"
    if column.values:
        holds = "text: " + ", ".join(column.values)
    return f"| `{column.name}` | {holds} | {column.doc} | {column.source} | {column.reader} |"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_has_every_table_and_key_with_its_default(table: Table) -> None:
    section = PAGE.split(f"### `{table.header}`", 1)[1].split("\n#", 1)[0]
    assert table.doc in section
    assert [key_row(key) for key in table.keys] == re.findall(r"^\| `.*\|$", section, re.MULTILINE)


def test_the_page_has_every_column_and_who_may_learn_it() -> None:
    section = PAGE.split("## Columns", 1)[1].split("\n## ", 1)[0]
    assert [column_row(column) for column in COLUMNS] == re.findall(r"^\| `.*\|$", section, re.MULTILINE)


def test_the_page_names_every_word_that_a_condition_may_use() -> None:
    section = PAGE.split("## Conditions", 1)[1].split("\n## ", 1)[0]
    assert [word for word in (*FUNCTIONS, *KEYWORDS) if word not in section] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_page_s_examples_have_no_mistakes(example: str) -> None:
    load_policy(example if "version" in example else f"version = 1\n{example}", name="example.toml")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_the_policy_that_ships_gives_a_reason_for_every_line() -> None:
    lines = default_text().splitlines()
    bare = [
        line
        for before, line in itertools.pairwise(lines)
        if " = " in line
        and not line.startswith(("#", "version"))
        and not before.startswith("#")
        and line != "places = 8"  # speaks with the line above it
    ]
    assert bare == []


def test_the_policy_that_ships_sets_every_key_but_those_of_rules() -> None:
    text = default_text()
    for table in TABLES:
        if not table.many:
            section = text.split(f"\n{table.header}\n", 1)[1].split("\n[", 1)[0]
            assert re.findall(r"^(\w+) = ", section, re.MULTILINE) == [key.name for key in table.keys]
    assert default_policy().rules == ()
