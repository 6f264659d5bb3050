"""Prices as merchants write them, read exactly: integer minor units of an ISO 4217 currency.

How a number is read, first rule that fits:

1. The operator named the decimal sign (`decimal`): the other sign only groups thousands.
2. A dot and a comma: the later one is the decimal sign. `1,299.00` and `1.299,00` are one price.
3. One sign several times: it groups thousands. `1.299.000`, `1,00,000`.
4. One sign once, before other than three digits: the decimal sign. `299.5`, `5,90`.
5. One dot before three digits: the decimal sign, as Google, Shopify and WooCommerce write it (`1.990` is
   1.99), except in currencies without decimals, where it groups (`1.990` CLP).
6. One comma before three digits: it groups thousands (`1,299`), except after a lone zero (`0,990`).

Rules 5 and 6 guess; `is_ambiguous` tells where they did. Spaces and apostrophes group thousands wherever they
stand. Prices are never rounded: more decimals than the currency has is an error unless they are zeros.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from gumsole.catalog.currencies import EXPONENTS, SIGNS

# Longer than any price with its currency in any notation; keeps hostile digits away from the arithmetic.
MAX_CHARACTERS = 64
# What SQLite's and JavaScript's integers both hold exactly, with room for sums.
MAX_MINOR = 10**15

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]")
_ROUND = re.compile(r"[.,]\s?[-\u2013\u2014]+")  # "299,-"
_AMOUNT = re.compile(r"(?P<before>\D*)(?P<number>\d(?:[\d\s.,'\u2019\u066b\u066c]*\d)?)(?P<after>\D*)")
_GROUPS = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class NotMoney(ValueError):
    """Text that is no price; the message says why."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A price taken apart, its currency not settled yet.

    Attributes
    ----------
    number : str
        ASCII digits with `.`, `,`, `'` and spaces as written.
    sign : str
        The sign or code that stood beside it; empty where none did.
    currencies : tuple of str
        What the sign may mean, likeliest first; empty where no sign stood. An empty first place: nothing
        can be told without the store's own.
    """

    number: str
    sign: str
    currencies: tuple[str, ...]


def read_amount(text: str) -> Amount:
    """Take a price apart, currency before or after the number.

    Raises
    ------
    NotMoney
        If it holds no number, several, a negative one, or a currency that ISO 4217 does not list.
    """
    bare = _INVISIBLE.sub("", text).strip()
    if len(bare) > MAX_CHARACTERS:
        raise NotMoney(f"{len(bare)} characters are no price")
    found = _AMOUNT.fullmatch(_ROUND.sub("", bare))
    if found is None:
        raise NotMoney(f"{text!r} is no price; write it like 299.00 EUR")
    before, number = _with_leading_point(found["before"].strip(), found["number"])
    if before.rstrip().endswith(("-", "\u2212")) or before.startswith(("-", "\u2212")):
        raise NotMoney(f"{text!r} is negative")
    signs = [*before.split(), *found["after"].split()]
    return Amount(_ascii(number), signs[-1] if signs else "", _meaning(signs))


def is_ambiguous(number: str) -> bool:
    """True if a lone dot or comma before three digits could mean either thing."""
    return _AMBIGUOUS.fullmatch(number) is not None


def to_minor(number: str, currency: str, *, decimal: str = "") -> int:
    """Minor units of a number as merchants write it; see the module for the rules.

    Parameters
    ----------
    number : str
        As in `Amount.number`.
    currency : str
        ISO 4217 code.
    decimal : str
        "." or "," where the operator settled it.

    Raises
    ------
    NotMoney
        If the digits are grouped oddly, finer than the currency, or too many.
    """
    exponent = EXPONENTS[currency]
    point = decimal or _decimal_sign(number, exponent)
    whole, _, fraction = number.rpartition(point) if point and point in number else (number, "", "")
    digits = _ungrouped(whole, number)
    kept, rest = fraction[:exponent], fraction[exponent:]
    if not (fraction or "0").isdigit() or rest.strip("0"):
        raise NotMoney(f"{number} has more decimals than {currency} has ({exponent})")
    minor = int(digits + kept.ljust(exponent, "0"))
    if minor > MAX_MINOR:
        raise NotMoney(f"{number} {currency} is more than any price")
    return minor


def format_price(minor: int, currency: str) -> str:
    """A price as feeds write it: `299.00 CZK`, `1200 JPY`; `to_minor` reads it back."""
    return f"{Decimal(minor).scaleb(-EXPONENTS[currency]):f} {currency}"


def _with_leading_point(before: str, number: str) -> tuple[str, str]:
    """`.99` and `$.99`: the point belongs to the number, unless it ends an abbreviation such as `Fr.`."""
    head = before[:-1]
    if before.endswith((".", ",")) and (not head or (head.casefold() in SIGNS and not head.isalpha())):
        return head, f"0{before[-1]}{number}"
    return before, number


def _ascii(number: str) -> str:
    plain = number.replace("\u066b", ".").replace("\u066c", "'").replace("\u2019", "'")
    return "".join(
        " " if sign.isspace() else str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in plain
    )


def _meaning(signs: list[str]) -> tuple[str, ...]:
    meanings = [_currencies(sign) for sign in signs]
    if len(meanings) < 2:
        return meanings[0] if meanings else ()
    shared = tuple(code for code in meanings[1] if code in meanings[0])
    if not shared:
        raise NotMoney(f"names two currencies, {signs[0]} and {signs[1]}")
    return shared


def _currencies(sign: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFC", sign).casefold()
    if folded.upper() in EXPONENTS:
        return (folded.upper(),)
    known = SIGNS.get(folded) or SIGNS.get(folded.rstrip("."))
    if known is None:
        raise NotMoney(f"{sign!r} is no currency of ISO 4217")
    return known


def _decimal_sign(number: str, exponent: int) -> str:
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return max(".,", key=number.rfind)
    if dots + commas != 1:
        return ""
    sign = "." if dots else ","
    groups = is_ambiguous(number) and (sign == "," or exponent == 0)
    return "" if groups else sign


def _ungrouped(whole: str, number: str) -> str:
    if whole.isdigit():
        return whole
    if _GROUPS.fullmatch(whole) is None:
        raise NotMoney(f"{number} is grouped in a way that no price is")
    return re.sub(r"\D", "", whole)
