"""Story three: a labeled folder becomes figures."""

from gumsole.evaluate.answers import Answered, AnswerFigures, BandFigures, Page, Shown, score_answers
from gumsole.evaluate.bootstrap import Interval, interval
from gumsole.evaluate.comparing import Measured, Side, compared
from gumsole.evaluate.scoring import (
    ANSWERS,
    Evaluation,
    Figures,
    LabeledPhoto,
    LabeledSet,
    Outcome,
    Ranked,
    Subject,
    evaluate,
    overlap,
    read_labeled,
)

__all__ = [
    "ANSWERS",
    "AnswerFigures",
    "Answered",
    "BandFigures",
    "Evaluation",
    "Figures",
    "Interval",
    "LabeledPhoto",
    "LabeledSet",
    "Measured",
    "Outcome",
    "Page",
    "Ranked",
    "Shown",
    "Side",
    "Subject",
    "compared",
    "evaluate",
    "interval",
    "overlap",
    "read_labeled",
    "score_answers",
]
