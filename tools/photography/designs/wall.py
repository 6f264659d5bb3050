"""Clocks and mirrors, as numbers: lengths in meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock without digits: a hoop, a square board, rays, an arch for the table, a pebble of stone."""

    style: Literal["round", "square", "sunburst", "arch", "pebble"]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mirror:
    """A framed mirror: round on a strap, an arched window, a pill, a wavy blob, full length on a stand."""

    style: Literal["strap", "window", "pill", "wavy", "full length"]
    width: float
    height: float


WallDecor = Clock | Mirror
