from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from gumsole.catalog.addresses import is_public, resolve, vetted
from gumsole.errors import InputError, PhotoUnreachable


# Examples of the IANA special-purpose address registries, and every way to hide an IPv4 address in IPv6.
@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.9",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:0a00:0001::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"],
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_name_with_public_addresses_passes_in_their_order() -> None:
    assert vetted("a", 80, lambda *_: ("2606:4700::1111", "1.1.1.1"), allow_private=False) == (
        "2606:4700::1111",
        "1.1.1.1",
    )


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(InputError, match=r"a resolves to 10\.0\.0\.1.*--allow-private"):
        vetted("a", 80, lambda *_: ("1.1.1.1", "10.0.0.1"), allow_private=False)


def test_private_addresses_pass_where_they_are_allowed() -> None:
    assert vetted("a", 80, lambda *_: ("10.0.0.1",), allow_private=True) == ("10.0.0.1",)


def fail(error: Exception) -> Sequence[str]:
    raise error


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_name_that_does_not_resolve_may_do_so_later(error: Exception) -> None:
    with pytest.raises(PhotoUnreachable, match="a does not resolve"):
        vetted("a", 80, lambda *_: fail(error), allow_private=False)


# Spellings of 127.0.0.1 that name no address at first sight.
@pytest.mark.parametrize("spelling", ["127.0.0.1", "2130706433", "0x7f.1", "localhost"])
def test_the_system_sees_through_odd_spellings_of_loopback(spelling: str) -> None:
    with pytest.raises(InputError, match="not a public address"):
        vetted(spelling, 80, resolve, allow_private=False)
