"""What an answer with bands keeps, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gumsole.ranking.answering.ranker import Judges, Ranker, Terms
from gumsole.ranking.bands import Bands
from gumsole.ranking.candidates import Candidates, Moment, candidates
from gumsole.ranking.guard import Guard
from gumsole.ranking.policy import default_policy
from gumsole.records import Band
from tests.ranking.test_candidates import NOON, near
from tests.ranking.wares import Ware, shelf_of

SHELF = shelf_of([Ware("a"), Ware("b"), Ware("c"), Ware("d")])
MOMENT = Moment(NOON)


class Claiming(Bands):
    """Claims a leaf category for the second nearest, and nothing for the others."""

    def assign(self, seen: object) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
        return np.array([Band.OTHER, Band.SIMILAR, Band.OTHER, Band.OTHER], np.int8)


def ranked(bands: Bands, lowest: Band) -> Candidates:
    found = candidates(near((1, 0.9, 0.1), (2, 0.8, 0.1), (3, 0.7, 0.1), (4, 0.6, 0.1)), SHELF, MOMENT)
    judges = Judges(Guard.blind(4), bands, replace(default_policy(), rules=()))
    terms = Terms(probabilities=np.zeros(0, np.float32), lowest=lowest)
    return Ranker(judges, minor_units=100).rank(found, SHELF, MOMENT, terms).found


def claiming() -> Bands:
    blind = Bands.blind()
    return Claiming((), blind.color_weight, blind.top_of, blind.weights, blind.cuts)


def test_what_is_nearer_than_all_that_is_claimed_stays_in_without_a_claim() -> None:
    found = ranked(claiming(), Band.RELATED)
    assert found.rows.tolist() == [1, 0]
    assert found.band.tolist() == [Band.SIMILAR, Band.OTHER]


def test_where_nothing_is_claimed_nothing_is_let_in_until_the_question_is_loosened() -> None:
    assert len(ranked(Bands.blind(), Band.RELATED)) == 0
    assert len(ranked(Bands.blind(), Band.OTHER)) == 4
