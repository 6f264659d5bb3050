"""The one door to AWS: what may be asked there, how often it is tried, what faults mean, what it costs."""

from gumsole.aws.account import HASTE, Account, Patience, World
from gumsole.aws.faults import Denied, NotModified
from gumsole.aws.operations import ASKED, TITAN, Operation
from gumsole.aws.prices import Meter, Prices

__all__ = [
    "ASKED",
    "HASTE",
    "TITAN",
    "Account",
    "Denied",
    "Meter",
    "NotModified",
    "Operation",
    "Patience",
    "Prices",
    "World",
]
