"""How well the demo store is searched: floors below what was measured, so that a step back is seen.

Measured with `gumsole evaluate src/gumsole/demo/store` (docs/benchmarks.md): the encoder that ships was
trained on these photos too, docs/training.md says what to expect of others. Each floor lies two of the 65
answerable queries below, so that no rounding of another processor decides.
"""

from __future__ import annotations

import pytest

from gumsole import assembly, demo
from gumsole.evaluate import Evaluation
from gumsole.settings import Settings

ROOM = 2 / 65
MEASURED = {"r1": 0.938, "r5": 1.0, "r10": 1.0}
MEASURED_IN_THE_BOX = {"r1": 0.877, "r5": 0.985, "r10": 0.985}


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    with demo.folder() as store:
        return assembly.evaluate_folder(store, Settings(), by="product_id")


def test_the_queries_are_those_that_the_figures_were_measured_on(evaluation: Evaluation) -> None:
    assert (evaluation.product.queries, evaluation.product.answerable) == (79, 65)
    assert evaluation.product.unsold == 14


@pytest.mark.parametrize("depth", MEASURED)
def test_whole_photos_find_their_product_as_often_as_measured(evaluation: Evaluation, depth: str) -> None:
    assert getattr(evaluation.product, depth) >= MEASURED[depth] - ROOM


@pytest.mark.parametrize("depth", MEASURED)
def test_photos_cropped_to_their_subject_find_it_as_often_as_measured(
    evaluation: Evaluation, depth: str
) -> None:
    assert evaluation.boxed is not None
    assert getattr(evaluation.boxed, depth) >= MEASURED_IN_THE_BOX[depth] - ROOM


@pytest.mark.parametrize("figure", ["r1", "p10"])
def test_the_store_is_searched_better_than_by_bare_features(evaluation: Evaluation, figure: str) -> None:
    assert getattr(evaluation.product, figure) > getattr(evaluation.bare, figure)
