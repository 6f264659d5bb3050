"""Categories and their addresses."""

from __future__ import annotations

import pytest

from gumsole.errors import NotFound
from gumsole.web.shop.departments import Directory

COUNTS = {
    ("Home & Garden",): 5,
    ("Home & Garden", "Möbel/Stühle"): 4,
    ("Home & Garden", "Mobel Stuhle!"): 1,
    ("Home Garden",): 9,
    ("食器",): 2,
    ("—",): 1,
}


def test_each_department_is_found_by_its_address() -> None:
    directory = Directory(COUNTS)
    for department in (*directory.within(), *directory.within(("Home & Garden",))):
        assert directory.at(department.slug) == department
        assert directory.trail(department.path)[-1] == department


def test_names_that_read_alike_have_addresses_of_their_own() -> None:
    directory = Directory(COUNTS)
    assert {one.slug for one in directory.within()} == {"home-garden", "home-garden-2", "食器", "other"}


def test_the_largest_departments_come_first() -> None:
    directory = Directory(COUNTS)
    assert [one.groups for one in directory.within()] == [9, 5, 2, 1]
    assert directory.within(("食器",)) == []


def test_an_address_of_no_department_is_refused() -> None:
    with pytest.raises(NotFound):
        Directory(COUNTS).at("nothing")
