"""Names of counts say nothing about whom they count."""

from __future__ import annotations

import hmac

from hypothesis import given
from hypothesis import strategies as st

from gumsole.web.throttle.pseudonyms import ROTATION_S, Pseudonyms
from tests.fakes import Clock

SECRET = b"s" * 32


def test_a_name_is_the_hmac_of_rfc_2104_under_the_salt_of_the_day() -> None:
    salt = hmac.new(SECRET, b"client of day 3", "sha256").digest()
    expected = hmac.new(salt, b"192.0.2.1", "sha256").hexdigest()[:32]
    assert Pseudonyms(SECRET, wall_clock=lambda: 3.5 * ROTATION_S).client("192.0.2.1") == expected


def test_all_who_share_a_secret_use_the_same_names() -> None:
    clock = Clock()
    one, other = (Pseudonyms(SECRET, wall_clock=clock) for _ in range(2))
    assert one.client("192.0.2.1") == other.client("192.0.2.1")
    assert one.photo(b"photo") == other.photo(b"photo")
    assert one.key("storefront") == other.key("storefront")


def test_without_the_secret_no_name_can_be_found_by_trying() -> None:
    clock = Clock()
    one, other = (Pseudonyms(secret, wall_clock=clock) for secret in (SECRET, b"t" * 32))
    assert one.client("192.0.2.1") != other.client("192.0.2.1")


def test_clients_and_photos_have_new_names_each_day_and_keys_keep_theirs() -> None:
    clock = Clock(now_s=ROTATION_S - 1)
    names = Pseudonyms(SECRET, wall_clock=clock)
    before = names.client("192.0.2.1"), names.photo(b"photo"), names.key("storefront")
    clock.advance(1)
    client, photo, key = names.client("192.0.2.1"), names.photo(b"photo"), names.key("storefront")
    assert client != before[0]
    assert photo != before[1]
    assert key == before[2]


@given(st.text(), st.text())
def test_kinds_never_share_a_name(left: str, right: str) -> None:
    names = Pseudonyms(SECRET, wall_clock=Clock())
    found = {names.client(left), names.photo(left.encode()), names.key(left)}
    found |= {names.client(right), names.photo(right.encode()), names.key(right)}
    assert len(found) == 3 * len({left, right})
    assert all(len(name) == 32 for name in found)
