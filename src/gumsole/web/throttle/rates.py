"""How often one may ask, as the operator writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from limits import parse_many

from gumsole.errors import BadSettings

DAY_S = 24 * 3600
# A photo's fingerprint is kept no longer: what we tell shoppers.
FINGERPRINT_S = 600


class Kind(StrEnum):
    """What is counted."""

    CLIENT = "client"
    KEY = "key"
    DAY = "day"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a kind within so many seconds.

    Attributes
    ----------
    period_s : int
        Length of the window.
    """

    kind: Kind
    amount: int
    period_s: int

    @property
    def is_quota(self) -> bool:
        """True where all comes back at once when the window is over; rates come back little by little."""
        return self.kind in (Kind.DAY, Kind.PHOTO)

    @property
    def kept_s(self) -> int:
        """Seconds that a count is kept after the last request: rates look at the window before, too."""
        return self.period_s if self.is_quota else 2 * self.period_s


@dataclass(frozen=True, slots=True)
class Rates:
    """How often one may ask; each as in "60/minute", "5 per second" or "60/10 minutes".

    Attributes
    ----------
    per_key : str
        Requests with one key; several rates are separated by semicolons: "600/minute; 30/second".
    per_client : str
        Requests from one address; several rates as above.
    per_day : str
        Requests with one key in the 24 hours from the first.
    per_photo : str
        How often the very same bytes are looked at, whoever sends them; 10 minutes at most.

    Raises
    ------
    BadSettings
        For what is no rate, or a window longer than its counts may be kept.
    """

    per_key: str = "600/minute"
    per_client: str = "60/minute"
    per_day: str = "50000/day"
    per_photo: str = "60/10 minutes"

    def __post_init__(self) -> None:
        self.limits()

    def limits(self) -> tuple[Limit, ...]:
        """All of them; those of clients first: a client that is refused uses up nothing of its key."""
        return (
            # A client's pseudonym changes with the day, so a longer window would be cut short.
            *_parsed("per_client", self.per_client, Kind.CLIENT, longest_s=DAY_S),
            *_parsed("per_key", self.per_key, Kind.KEY),
            _single("per_day", self.per_day, Kind.DAY),
            _single("per_photo", self.per_photo, Kind.PHOTO, longest_s=FINGERPRINT_S),
        )


def _single(name: str, text: str, kind: Kind, *, longest_s: int | None = None) -> Limit:
    limit, *more = _parsed(name, text, kind, longest_s=longest_s)
    if more:
        raise BadSettings(f"{name} takes one rate, got {text!r}")
    return limit


def _parsed(name: str, text: str, kind: Kind, *, longest_s: int | None = None) -> tuple[Limit, ...]:
    """Limits in a text, the shortest window first: whom it refuses is not charged in the longer ones."""
    try:
        items = sorted(parse_many(text), key=lambda item: item.get_expiry())
    except ValueError as error:
        raise BadSettings(f'{name} takes a rate such as "60/minute", got {text!r}') from error
    if any(item.amount < 1 for item in items):
        raise BadSettings(f"{name} lets nobody in with {text!r}; give at least 1")
    if longest_s is not None and items[-1].get_expiry() > longest_s:
        raise BadSettings(f"{name} counts over {longest_s:,} seconds at most, got {text!r}")
    return tuple(Limit(kind, item.amount, item.get_expiry()) for item in items)


DEFAULT_RATES = Rates()
