"""Every error of the tree is told as a problem that fits its branch."""

from __future__ import annotations

from itertools import combinations

import pytest

from gumsole import errors
from gumsole.errors import BadPhoto, GumsoleError, PhotoFault, SetupError, TryLater
from gumsole.web.problems import (
    FAULT,
    PHOTO_PROBLEMS,
    PROBLEMS,
    detail_of,
    document,
    headers_of,
    problem_of,
)

# What HTTP says about who can act (RFC 9110, section 15; RFC 6585, section 4).
BRANCHES = {
    errors.InputError: range(400, 429),
    errors.TryLater: (429, 503),
    errors.SetupError: (500,),
}
KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, GumsoleError)]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not GumsoleError])
def test_an_error_has_a_status_of_its_branch(kind: type[GumsoleError]) -> None:
    (allowed,) = (statuses for branch, statuses in BRANCHES.items() if issubclass(kind, branch))
    problem = problem_of(kind("x"))
    assert problem.status in allowed
    assert problem is not FAULT


def test_every_fault_of_a_photo_has_a_problem_of_its_own() -> None:
    assert len({problem_of(BadPhoto("x", fault)).type for fault in PhotoFault}) == len(PhotoFault)


def test_no_kind_is_hidden_behind_a_more_general_one() -> None:
    for (before, _), (after, _) in combinations(PROBLEMS, 2):
        assert not issubclass(after, before)


def test_types_are_told_apart_and_look_alike() -> None:
    every = [problem for _, problem in PROBLEMS] + [*PHOTO_PROBLEMS.values(), FAULT]
    assert len({problem.type for problem in every}) == len(every)
    assert {problem.type.rpartition(":")[0] for problem in every} == {"urn:gumsole:problem"}


def test_an_error_of_no_branch_is_a_fault() -> None:
    assert problem_of(GumsoleError("x")) is FAULT


def test_callers_are_not_told_where_an_operators_files_lie() -> None:
    assert "/srv/shop" not in detail_of(SetupError("/srv/shop/gumsole.toml is not valid"))
    assert detail_of(errors.NotFound("no product 7")) == "no product 7"


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.0, "1"), (0.2, "1"), (1.0, "1"), (1.1, "2"), (3600.0, "3600")]
)
def test_whoever_is_told_to_wait_is_told_whole_seconds_of_at_least_one(seconds: float, told: str) -> None:
    assert headers_of(TryLater("x", retry_after_s=seconds)) == {"Retry-After": told}


def test_a_document_has_the_members_of_the_standard() -> None:
    problem = problem_of(errors.Expired("gone"))
    assert document(problem, "gone", request_id="abc") == {
        "type": "urn:gumsole:problem:expired",
        "title": "It is no longer kept",
        "status": 410,
        "detail": "gone",
        "instance": "urn:gumsole:request:abc",
    }
