"""Story three: a labeled folder becomes figures."""

from gumsole.evaluate.answers import Answered, AnswerFigures, BandFigures, Page, Shown, score_answers
from gumsole.evaluate.scoring import (
    ANSWERS,
    Evaluation,
    Figures,
    LabeledPhoto,
    LabeledSet,
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
    "LabeledPhoto",
    "LabeledSet",
    "Page",
    "Ranked",
    "Shown",
    "Subject",
    "evaluate",
    "overlap",
    "read_labeled",
    "score_answers",
]
