"""Prices in words: "under 80", "50-80", "up to 100 euros", "über 50", "1万円以下", "أقل من ٨٠"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from gumsole.ranking.refine.lexicon import Cue, Lexicon
from gumsole.ranking.refine.tokens import Token
from gumsole.ranking.refine.vocabulary import Currency

# As catalog prices: what SQLite's and JavaScript's integers both hold exactly, with room for sums.
MAX_MINOR = 10**15
# Digits and separators; more is no price.
_MAX_DIGITS = 20
# Words of the longest cue, Japanese ones by the character.
LONGEST_CUE = 8
# A lone dot or comma before three digits groups thousands: shoppers write round numbers.
_GROUPED = re.compile(r"\d{1,3}(?:[.,']\d{3})+")


@dataclass(frozen=True, slots=True)
class PriceRange:
    """Prices in minor units, both inclusive; None is open."""

    low: int | None
    high: int | None


ANY_PRICE = PriceRange(None, None)


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    priced: bool  # a currency stood beside it
    end: int


class PriceReader:
    """Reads prices among the tokens of one text."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, currency: Currency) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._currency = currency
        words = lexicon.currencies.get(currency.code, frozenset())
        code = {(currency.code.casefold(),)} if currency.code else set()
        self._names = words | code | {(sign,) for sign in currency.signs}

    def read(self, at: int) -> tuple[PriceRange, int] | None:
        """The price that begins here, and where it ends."""
        for cue, bounded in ((Cue.BETWEEN, self._range), (Cue.OVER, self._over), (Cue.UNDER, self._under)):
            for begin in self._after(at, cue):
                if found := bounded(begin):
                    return found
        return self._bare(at)

    def _range(self, at: int) -> tuple[PriceRange, int] | None:
        first = self._amount(at)
        if first is None:
            return None
        seconds = self._after(first.end, Cue.TO)
        if first.end < len(self._tokens) and self._tokens[first.end].dashed:
            seconds.append(first.end)
        for begin in seconds:
            second = self._amount(begin)
            if second and first.value < second.value:
                return self._priced(first.value, second.value), second.end
        return None

    def _over(self, at: int) -> tuple[PriceRange, int] | None:
        if found := self._range(at):
            return found
        amount = self._amount(at)
        return (self._priced(amount.value, None), amount.end) if amount else None

    def _under(self, at: int) -> tuple[PriceRange, int] | None:
        amount = self._amount(at)
        return (self._priced(None, amount.value), amount.end) if amount else None

    def _bare(self, at: int) -> tuple[PriceRange, int] | None:
        """A number that what follows it, or a currency, makes a price; that alone is a budget."""
        if found := self._range(at):
            return found
        amount = self._amount(at)
        if amount is None:
            return None
        for cue in (Cue.UNDER_AFTER, Cue.OVER_AFTER):
            for end in self._after(amount.end, cue):
                low, high = (amount.value, None) if cue is Cue.OVER_AFTER else (None, amount.value)
                return self._priced(low, high), end
        return (self._priced(None, amount.value), amount.end) if amount.priced else None

    def _after(self, at: int, cue: Cue) -> list[int]:
        """Where the phrases of a cue that stand here end, the longest first."""
        phrases = self._lexicon.cues[cue]
        return [at + size for size in range(LONGEST_CUE, 0, -1) if self._phrase(at, size) in phrases]

    def _amount(self, at: int) -> _Amount | None:
        begin = self._currency_end(at)
        if begin >= len(self._tokens):
            return None
        value, end = self._value(begin)
        close = self._currency_end(end)
        priced = begin > at or close > end
        stray = not priced and (self._strange(close) or not self._tokens[begin].is_number)
        return None if value is None or stray else _Amount(value, priced, close)

    def _value(self, at: int) -> tuple[Decimal | None, int]:
        """A number, a word such as thousand, or both; and where it ends."""
        digits = at + 1 if self._tokens[at].is_number else at
        number = _number(self._tokens[at].folded) if digits > at else Decimal(1)
        (word,) = self._phrase(digits, 1) or ("",)
        if times := self._lexicon.multipliers.get(word):
            return number and number * times, digits + 1
        return (number if digits > at else None), digits

    def _currency_end(self, at: int) -> int:
        return next((at + size for size in (2, 1) if self._phrase(at, size) in self._names), at)

    def _strange(self, at: int) -> bool:
        """True where a unit, or the sign of another currency, follows: 80 cm are no price."""
        following = self._phrase(at, 1)
        return following in self._lexicon.cues[Cue.UNIT] or (
            bool(following) and not following[0][:1].isalnum()
        )

    def _phrase(self, at: int, size: int) -> tuple[str, ...]:
        part = self._tokens[at : at + size]
        return tuple(token.folded for token in part) if len(part) == size else ()

    def _priced(self, low: Decimal | None, high: Decimal | None) -> PriceRange:
        exponent = self._currency.exponent
        return PriceRange(
            None
            if low is None
            else min(int(low.scaleb(exponent).to_integral_value(ROUND_CEILING)), MAX_MINOR),
            None
            if high is None
            else min(int(high.scaleb(exponent).to_integral_value(ROUND_FLOOR)), MAX_MINOR),
        )


def _number(text: str) -> Decimal | None:
    """A number as shoppers write it; None for more than any price, and for what no price is written like."""
    if len(text) > _MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"\D", "", text))
    point = text.rfind("٫") if "٫" in text else max(text.rfind("."), text.rfind(","))
    if point < 0:
        return Decimal(re.sub(r"\D", "", text))
    whole, decimals = re.sub(r"\D", "", text[:point]), text[point + 1 :]
    return Decimal(f"{whole}.{decimals}") if decimals.isdecimal() else None


def format_minor(minor: int, currency: Currency) -> str:
    """A price as the shopper reads it: `80.00`."""
    return f"{Decimal(minor).scaleb(-currency.exponent):f}"
