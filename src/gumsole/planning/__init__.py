"""How many machines a store needs, from documented formulas and measured figures.

workload + prices ─▶ embedded | cluster + front ─▶ plan
"""

from gumsole.planning.plan import Plan, Section, plan
from gumsole.planning.prices import Machine, Prices, read_prices, shipped_prices
from gumsole.planning.workload import EMBEDDED_PHOTOS, Precision, Workload

__all__ = [
    "EMBEDDED_PHOTOS",
    "Machine",
    "Plan",
    "Precision",
    "Prices",
    "Section",
    "Workload",
    "plan",
    "read_prices",
    "shipped_prices",
]
