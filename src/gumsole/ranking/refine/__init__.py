"""A shopper's words become filters, a change of color, and terms for full text."""

from gumsole.ranking.refine.fusion import RANK_CONSTANT, reciprocal
from gumsole.ranking.refine.lexicon import lexicon_languages
from gumsole.ranking.refine.understand import MAX_CHARACTERS, understand
from gumsole.ranking.refine.vocabulary import Currency, Vocabulary
from gumsole.ranking.refine.wish import SAME_COLOR, ColorAim, Demand, Understood, Wish, in_another_color

__all__ = [
    "MAX_CHARACTERS",
    "RANK_CONSTANT",
    "SAME_COLOR",
    "ColorAim",
    "Currency",
    "Demand",
    "Understood",
    "Vocabulary",
    "Wish",
    "in_another_color",
    "lexicon_languages",
    "reciprocal",
    "understand",
]
