"""Cloth for the house, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cushion:
    """A throw cushion; `piping` sews a cord around its edge."""

    width: float
    height: float
    thickness: float = 0.17
    piping: bool = False


Textiles = Cushion
