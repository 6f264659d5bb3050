"""A ranking policy: a TOML file under review, read with every mistake named, applied within a leash."""

from gumsole.ranking.policy.document import Policy, Rule, RuleKind, Selling
from gumsole.ranking.policy.parts import Coded
from gumsole.ranking.policy.points import likeness
from gumsole.ranking.policy.reading.reader import load_policy
from gumsole.ranking.policy.rules import RuleTable, Ruling, Verdict
from gumsole.ranking.policy.shipped import default_policy
from gumsole.ranking.policy.terms import PriceRange

__all__ = [
    "Coded",
    "Policy",
    "PriceRange",
    "Rule",
    "RuleKind",
    "RuleTable",
    "Ruling",
    "Selling",
    "Verdict",
    "default_policy",
    "likeness",
    "load_policy",
]
