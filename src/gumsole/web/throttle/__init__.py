"""Who may ask how often, and how much is done at once."""

from gumsole.web.throttle.addresses import client_address, household, networks
from gumsole.web.throttle.rates import Kind, Rates
from gumsole.web.throttle.slots import Slots
from gumsole.web.throttle.throttle import Throttle

__all__ = ["Kind", "Rates", "Slots", "Throttle", "client_address", "household", "networks"]
