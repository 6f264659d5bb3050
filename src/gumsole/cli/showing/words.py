"""What an answer says besides its hits, in plain words: for the terminal and the contact sheet alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gumsole.ranking.candidates import NO_ENTRY
from gumsole.records import Answer, Band, BandClaim, Box, Guess, Hit

# What each band claims of a hit and the photo.
CLAIMS = {
    Band.SAME: "the same product",
    Band.CLOSE: "the same model",
    Band.SIMILAR: "the same category",
    Band.RELATED: "the same top category",
}
SOLD_OUT = "sold out"
NOTHING_SELLABLE = (
    "No product of the store can be sold now as its policy has it; by default that takes stock and a price. "
    "`gumsole policy show` prints the policy."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the name of a photo or the sku of a product, and words; each may be empty."""

    photo: str = ""
    like: str = ""
    words: str = ""

    @property
    def title(self) -> str:
        """Such as `like sofa.jpg, in navy`."""
        near = self.photo or self.like
        return ", ".join(part for part in (f"like {near}" if near else "", self.words) if part)


def headline(answer: Answer, asked: Asked) -> str:
    """What was searched with, and how far the question had to be loosened."""
    return " · ".join(part for part in (taken_for(answer, asked), answer.step.label) if part)


def taken_for(answer: Answer, asked: Asked) -> str:
    """What the photo was taken for, or which product more is wanted of; empty where neither is known."""
    if asked.like:
        return f"More like {asked.like}"
    return f"Taken for {_guessed(answer.guess)}" if answer.guess.categories else ""


def understood(answer: Answer, asked: Asked) -> str:
    """What the words were taken to mean; empty without words."""
    if not asked.words.strip():
        return ""
    return ", ".join(answer.understood) or "looked for in titles, brands, attributes and descriptions"


def counted_hits(answer: Answer) -> str:
    """How many products are shown, of how many."""
    shown, noun = len(answer.hits), "product" if answer.total == 1 else "products"
    return f"{shown} {noun}" if shown == answer.total else f"{shown} of {answer.total} {noun}"


def compared(hit: Hit) -> bool:
    """False where words or favor brought the hit: no photo was held against it."""
    return hit.candidate.entry != NO_ENTRY


def availability(hit: Hit) -> str:
    """Whether a hit can be bought."""
    return hit.offer.availability.replace("_", " ") if hit.sellable else SOLD_OUT


def claims(answer: Answer, asked: Asked) -> Iterator[tuple[BandClaim, str]]:
    """What was measured of the bands among the hits, closest first, and what each band claims.

    Nothing of what is like a product: bands were measured on photos such as shoppers take.
    """
    shown = {hit.band for hit in answer.hits} if not asked.like else set()
    for claim in answer.claims:
        if claim.band in shown:
            yield claim, CLAIMS[claim.band]


def precision(claim: BandClaim) -> str:
    """Such as `right in 97 of 100 (95 % interval 92–99, 112 pairs)`."""
    return (
        f"right in {claim.precision * 100:.0f} of 100 "
        f"(95 % interval {claim.low * 100:.0f}–{claim.high * 100:.0f}, {counted(claim.pairs, 'pair')})"
    )


def counted(count: int, noun: str) -> str:
    """Such as `1 product`, `2 products`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def crop(box: Box) -> str:
    """A part of a photo as `--crop` takes it, within the frame."""
    left, top = round(box.x, 3), round(box.y, 3)
    width, height = min(box.w, 1 - left), min(box.h, 1 - top)
    return ",".join(f"{round(side, 3):g}" for side in (left, top, width, height))


def _guessed(guess: Guess) -> str:
    """The likeliest category by its own name, and what else it may be."""
    names = [one.path[-1] for one in guess.categories]
    return " or ".join(names) if len(names) < 3 else f"{names[0]} or one of {len(names) - 1} other categories"
