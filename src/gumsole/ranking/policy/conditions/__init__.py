"""What follows `when`: a small part of SQL over documented columns, and nothing beyond it.

Two gates stand before a condition. `tokens` and `grammar` refuse every word that is not on their lists or out
of place, with its position; polars is handed what they read, spelled anew. `nodes` then walks what polars
made of it and refuses every expression that is not on a list of its own.
"""

from gumsole.ranking.policy.conditions.condition import Condition, compiled, understood
from gumsole.ranking.policy.conditions.tokens import Refused

__all__ = ["Condition", "Refused", "compiled", "understood"]
