"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from gumsole.records.catalog import Offer, Product
from gumsole.records.photos import Box, Signals, Swatch
from gumsole.records.ranking import Band, BandClaim, Choice, Facet, Guess, Hint, Reason, Step, StepKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product group with its best photo for this query.

    Attributes
    ----------
    group, sku : str
        The group, and the variant whose photo was nearest.
    entry : int
        Id of that photo's place on the product.
    photo : str
        Content hash of that photo.
    similarity, shape, color : float
        As in `Neighbors`.
    """

    group: str
    sku: str
    entry: int
    photo: str
    similarity: float
    shape: float
    color: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A product as shown to the shopper: of its group, the best variant that can be bought.

    Attributes
    ----------
    band : Band
        How close it is.
    score : float
        Points that decide its place within the leash; the sum of its reasons.
    sellable : bool
        True if it can be bought and shipped now, as the policy has it.
    choices : tuple of Choice
        The other variants of its group.
    """

    candidate: Candidate
    product: Product
    offer: Offer
    band: Band = Band.OTHER
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    sellable: bool = True
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of wall time of one stage."""

    stage: str
    ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives back.

    Attributes
    ----------
    query_id : str
        Asks for further pages of the same ranked list.
    hits : tuple of Hit
        One page.
    total : int
        Length of the ranked list.
    guess : Guess
        What kind of thing the photo shows.
    step : Step
        The step of the ladder that gave the list.
    claims : tuple of BandClaim
        What was measured of each band, so that a hit's confidence can be shown honestly.
    understood : tuple of str
        What the words were taken to mean, such as `color: navy`.
    seen : Signals or None
        What the shopper's photo said: for the store's own records, never told to a caller.
    """

    hits: tuple[Hit, ...]
    boxes: tuple[Box, ...]
    palette: tuple[Swatch, ...]
    timings: tuple[Timing, ...]
    query_id: str = ""
    total: int = 0
    guess: Guess = Guess()
    step: Step = Step(StepKind.AS_ASKED, "")
    facets: tuple[Facet, ...] = ()
    hints: tuple[Hint, ...] = ()
    claims: tuple[BandClaim, ...] = ()
    understood: tuple[str, ...] = ()
    seen: Signals | None = field(default=None, compare=False, repr=False)
