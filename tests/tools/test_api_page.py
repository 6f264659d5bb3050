"""The page of the API says all that the OpenAPI document has of each operation."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tools.api_page import api_page
from tools.reference import api_document

DOCUMENT = api_document()
PAGE = api_page(DOCUMENT)
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda part: str(part)[:40])
def test_an_operation_stands_there_with_parameters_bodies_and_statuses(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    section = re.split(r"\n##", PAGE.split(f"### {method} {path}\n", 1)[1])[0]
    for parameter in operation.get("parameters", ()):
        assert f"`{parameter['name']}`" in section
    body = operation.get("requestBody", {}).get("content", {})
    for kind in body:
        assert f"`{kind}`" in section
    statuses = re.findall(r"^\| ([\d, ]+) \|", section, re.MULTILINE)
    assert sorted(", ".join(statuses).split(", ")) == sorted(operation["responses"])


def test_every_shape_that_is_named_has_a_table() -> None:
    named = set(re.findall(r"\]\(#(\w+)\)", PAGE))
    headings = [line.lower() for line in re.findall(r"^### (\w+)$", PAGE, re.MULTILINE)]
    assert named - set(headings) == set()
    assert {"answerview", "problem", "event"} <= set(headings)
    assert len(headings) == len(set(headings))


def test_a_cell_is_never_cut_by_what_it_says() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    widths = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert widths == {4, 5}
