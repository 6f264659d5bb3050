"""The table of prices that plans count with: data, with region, source and date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gumsole.errors import BadSettings

_SHIPPED = "prices.toml"


@dataclass(frozen=True, slots=True)
class Machine:
    """What can be rented by the hour; of a master `vcpu` and `memory_gib` do not matter and are 0."""

    name: str
    usd_per_hour: float
    vcpu: int = 0
    memory_gib: float = 0.0
    max_ebs_gib: int = 0
    max_data_nodes: int = 0


@dataclass(frozen=True, slots=True)
class Prices:
    """On-demand prices of one region.

    Attributes
    ----------
    source, as_of : str
        Where they were read, and when.
    rates : mapping of str to float
        Single prices, US dollars.
    """

    region: str
    source: str
    as_of: str
    hours_per_month: float
    opensearch: tuple[Machine, ...]
    masters: tuple[Machine, ...]
    machines: tuple[Machine, ...]
    redis: tuple[Machine, ...]
    rates: Mapping[str, float]

    def a_month(self, machine: Machine, count: int = 1) -> float:
        """US dollars for so many of them, a month."""
        return count * machine.usd_per_hour * self.hours_per_month


@cache
def shipped_prices() -> Prices:
    """The table that ships with Gumsole."""
    return _parsed(files("gumsole.planning").joinpath(_SHIPPED).read_text(encoding="utf-8"), _SHIPPED)


def read_prices(path: Path) -> Prices:
    """A table of one's own.

    Raises
    ------
    BadSettings
        If it cannot be read, or lacks something that plans count with.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"cannot read the prices in {path}: {error}") from error
    return _parsed(text, str(path))


def _parsed(text: str, name: str) -> Prices:
    try:
        table = tomllib.loads(text)
        return Prices(
            region=table["region"],
            source=table["source"],
            as_of=table["as_of"],
            hours_per_month=float(table["hours_per_month"]),
            opensearch=_machines(table["opensearch"]),
            masters=_machines(table["master"]),
            machines=_machines(table["machine"]),
            redis=_machines(table["redis"]),
            rates={key: float(value) for key, value in table["rates"].items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        hint = "start from a copy of the one that ships: src/gumsole/planning/prices.toml"
        raise BadSettings(f"the prices in {name} cannot be used ({error!r}); {hint}") from error


def _machines(rows: list[dict[str, Any]]) -> tuple[Machine, ...]:
    return tuple(Machine(**row) for row in rows)
