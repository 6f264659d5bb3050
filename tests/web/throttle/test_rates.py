"""How often one may ask is written in words, and checked when it is read."""

from __future__ import annotations

import pytest

from gumsole.errors import BadSettings
from gumsole.web.throttle import Kind, Rates


def limits(rates: Rates) -> list[tuple[Kind, int, int]]:
    return [(limit.kind, limit.amount, limit.period_s) for limit in rates.limits()]


def test_clients_are_counted_before_keys_and_each_by_its_shortest_window_first() -> None:
    rates = Rates(
        per_client="100/hour; 5 per second",
        per_key="7/minute",
        per_day="9/day",
        per_photo="3/10 minutes",
    )
    assert limits(rates) == [
        (Kind.CLIENT, 5, 1),
        (Kind.CLIENT, 100, 3600),
        (Kind.KEY, 7, 60),
        (Kind.DAY, 9, 86_400),
        (Kind.PHOTO, 3, 600),
    ]


def test_counts_of_rates_are_kept_for_two_windows_and_those_of_quotas_for_one() -> None:
    kept = {limit.kind: limit.kept_s / limit.period_s for limit in Rates().limits()}
    assert kept == {Kind.CLIENT: 2, Kind.KEY: 2, Kind.DAY: 1, Kind.PHOTO: 1}


@pytest.mark.parametrize("name", ["per_key", "per_client", "per_day", "per_photo"])
@pytest.mark.parametrize("text", ["", "often", "60", "60/fortnight", "-1/minute", "1/minute; often"])
def test_what_is_no_rate_is_refused_by_its_name(name: str, text: str) -> None:
    with pytest.raises(BadSettings, match=f'{name} takes a rate such as "60/minute"'):
        Rates(**{name: text})


def test_a_rate_that_lets_nobody_in_is_refused() -> None:
    with pytest.raises(BadSettings, match="per_key lets nobody in with '0/minute'"):
        Rates(per_key="0/minute")


@pytest.mark.parametrize("name", ["per_day", "per_photo"])
def test_a_quota_is_one_rate(name: str) -> None:
    with pytest.raises(BadSettings, match=f"{name} takes one rate"):
        Rates(**{name: "1/second; 5/minute"})


@pytest.mark.parametrize(
    ("name", "text", "longest"), [("per_client", "9/2 days", "86,400"), ("per_photo", "9/11 minutes", "600")]
)
def test_a_window_longer_than_its_counts_are_kept_is_refused(name: str, text: str, longest: str) -> None:
    with pytest.raises(BadSettings, match=f"{name} counts over {longest} seconds at most"):
        Rates(**{name: text})
