"""Lines of a plan: what was put in, and each formula with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GIB = 1024.0**3


class Origin(StrEnum):
    """How far an input can be trusted."""

    GIVEN = "given"
    DOCUMENTED = "documented"
    MEASURED = "measured"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a plan starts from.

    Attributes
    ----------
    source : str
        Who says so, or what was measured; what to do about it where it is assumed.
    """

    name: str
    value: float
    unit: str
    origin: Origin
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the arithmetic.

    Attributes
    ----------
    what : str
        Of what.
    formula, numbers : str
        The same twice: in words, and with the numbers put in.
    value : float
        What comes out, in `unit`.
    """

    what: str
    formula: str
    numbers: str
    value: float
    unit: str


def number(value: float) -> str:
    """A number as a person reads it: thousands apart, no more digits than it is worth."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.1f}" if abs(value) >= 1000 else f"{value:.4g}"


def usd(value: float) -> str:
    """US dollars."""
    return f"${value:,.2f}"
