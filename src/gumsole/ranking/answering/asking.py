"""What a shopper asks: the request, what the photo told, and the question that both amount to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gumsole.errors import BadQuery
from gumsole.ranking.answering.filters import Paths
from gumsole.ranking.candidates import Moment
from gumsole.ranking.ladder import Question
from gumsole.ranking.policy import Policy
from gumsole.ranking.refine import Wish
from gumsole.ranking.shelf import GONE, Sellable
from gumsole.ranking.texts import DEFAULT_LANGUAGE
from gumsole.records import Band, Box, Filter, Guess, Signals, Vector

# A first page; more come by asking for more.
DEFAULT_LIMIT = 24


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a shopper asks besides the photo.

    Attributes
    ----------
    crop : Box or None
        The part of the photo that is meant.
    filter : Filter
        `in_stock` is for the policy to decide and need not be set; `ships_to` is the shopper's country.
    words : str
        What is wanted besides: "in navy", "not leather", "under 80", or anything to look for in full text.
    color_weight : float or None
        Share of color in the similarity, in [0, 1]; None takes the passport's.
    limit : int
        Hits on a page at most.
    language : str
        Of the words, and of labels and hints.
    like : str
        Sku of a product that takes the place of a photo: more like it, or with the words the same in another
        color, or cheaper. It never comes back itself.
    session : str
        The shopper's pseudonymous session, by which the ranked list can be forgotten; empty: none is known.
    """

    crop: Box | None = None
    filter: Filter = Filter()
    words: str = ""
    color_weight: float | None = None
    limit: int = DEFAULT_LIMIT
    language: str = DEFAULT_LANGUAGE
    like: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What a photo told, of an upload or of a product of the store.

    Attributes
    ----------
    embedding, color : ndarray, float32
        Centered and unit length; color may be all zero.
    probabilities : ndarray of shape (k,), float32
        Of the guard's categories.
    signals : Signals or None
        Of an upload.
    product : int
        Row of the shelf whose photo it is; `GONE` of an upload.
    """

    embedding: Vector
    color: Vector
    probabilities: Vector
    guess: Guess
    signals: Signals | None = None
    product: int = GONE

    @property
    def main_color(self) -> str:
        """Name of the largest swatch of an upload; empty where there is none."""
        return self.signals.palette[0].name if self.signals and self.signals.palette else ""


def refuse_nonsense(photo: bytes | None, request: SearchRequest) -> None:
    """Refuse what cannot be answered before any work is done for it.

    Raises
    ------
    BadQuery
        If there is neither photo nor product nor words, or a value makes no sense.
    """
    if photo is not None and request.like:
        raise BadQuery("a search takes a photo or a product to look for, not both")
    if photo is None and not request.like and not request.words.strip():
        raise BadQuery("a search needs a photo, a product, words, or several of them")
    if request.limit < 1:
        raise BadQuery(f"the limit is 1 or more, got {request.limit}")
    if request.color_weight is not None and not 0 <= request.color_weight <= 1:
        raise BadQuery(f"the color weight is a share between 0 and 1, got {request.color_weight}")


def moment_of(request: SearchRequest, policy: Policy, *, now_s: float) -> Moment:
    """What decides whether a product can be sold now: the policy's terms, and the shopper's country."""
    selling = policy.sellable
    terms = Sellable(
        in_stock=selling.in_stock,
        needs_price=selling.needs_price,
        least_photo_quality=selling.min_photo_quality,
    )
    return Moment(now_s, (request.filter.ships_to or selling.ships_to).strip().upper(), terms)


def question_of(
    asked: Filter, wish: Wish, sight: Sight | None, policy: Policy, *, strangers: Paths, color_weight: float
) -> Question:
    """The question to go up the ladder with.

    Parameters
    ----------
    asked : Filter
        The shopper's own, narrowed by the words; `ships_to` as `moment_of` gives it.
    strangers : tuple of paths
        Categories that the guard knows nothing of: whatever it guesses, they are searched as well.
    color_weight : float
        Where the words say nothing of color.
    """
    selling = policy.sellable
    guessed = tuple(one.path for one in sight.guess.categories) if sight else ()
    return Question(
        filter=replace(
            asked,
            in_stock=asked.in_stock or (selling.in_stock and not selling.show_sold_out),
            ships_to="" if selling.show_sold_out else asked.ships_to,
        ),
        categories=guessed + strangers if guessed else (),
        wanted=wish.wanted(),
        color_weight=color_weight if wish.color_weight is None else wish.color_weight,
        lowest=Band.RELATED if sight else Band.OTHER,
        said=wish.said,
    )
