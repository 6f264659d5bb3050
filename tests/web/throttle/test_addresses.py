"""Whose request it is: what a client writes into a header never decides."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import BadSettings
from gumsole.web.throttle import client_address, networks
from gumsole.web.throttle.addresses import MOST_HOPS, household

PROXIES = ("10.0.0.0/8", "2001:db8:ffff::/48", "192.0.2.7")
INSIDE = ("10.1.2.3", "192.0.2.7", "2001:db8:ffff::5", "::ffff:10.9.9.9")

public = st.ip_addresses().map(str).filter(
    lambda text: not any(_known(text) in network for network in networks(PROXIES)) and "%" not in text
)  # fmt: skip
proxy = st.sampled_from(INSIDE)
anything = st.text(st.characters(codec="latin-1"), max_size=60)


def _known(text: str) -> IPv4Address | IPv6Address:
    if ":" in text:
        address = IPv6Address(text)
        return address.ipv4_mapped or address
    return IPv4Address(text)


@given(peer=public, forwarded=anything)
def test_who_comes_directly_is_known_by_the_connection_alone(peer: str, forwarded: str) -> None:
    assert client_address(peer, forwarded, trusted=PROXIES) == str(_known(peer))
    assert client_address(peer, forwarded) == str(_known(peer))


@given(written=anything, client=public, hops=st.lists(proxy, max_size=MOST_HOPS - 2), peer=proxy)
def test_behind_proxies_the_client_is_whom_the_outermost_of_them_saw(
    written: str, client: str, hops: list[str], peer: str
) -> None:
    forwarded = ",".join([written, client, *hops])
    assert client_address(peer, forwarded, trusted=PROXIES) == str(_known(client))


@given(peer=proxy, forwarded=anything)
def test_whatever_a_proxy_passes_on_the_client_is_an_address(peer: str, forwarded: str) -> None:
    _known(client_address(peer, forwarded, trusted=PROXIES))


@given(peer=st.text(max_size=40), forwarded=anything)
def test_nothing_that_a_peer_is_called_breaks_it(peer: str, forwarded: str) -> None:
    client_address(peer, forwarded, trusted=PROXIES)


@pytest.mark.parametrize(
    "entry",
    ["203.0.113.9", " 203.0.113.9 ", "203.0.113.9:4711", '"203.0.113.9:4711"', "[::ffff:203.0.113.9]:4711"],
)
def test_ports_quotes_and_brackets_of_proxies_are_understood(entry: str) -> None:
    assert client_address("10.0.0.1", entry, trusted=PROXIES) == "203.0.113.9"


@pytest.mark.parametrize(
    "entry",
    [
        "unknown",
        "",
        "_hidden",
        "203.0.113.9:",
        "203.0.113.9:http",
        "203.0.113.9:²",
        "[203.0.113.9]",
        "[2001:db8::1]x",
        "fe80::1%eth0",
    ],
)
def test_an_entry_that_is_no_address_leaves_the_proxy_as_the_client(entry: str) -> None:
    forwarded = f"198.51.100.1, {entry}"
    assert client_address("10.0.0.1", forwarded, trusted=PROXIES) == "10.0.0.1"


def test_where_all_are_proxies_the_farthest_is_the_client() -> None:
    assert client_address("10.0.0.1", "10.0.0.3, 10.0.0.2", trusted=PROXIES) == "10.0.0.3"


def test_a_chain_is_followed_no_further_than_one_operators_proxies_go() -> None:
    forwarded = ",".join(["203.0.113.9", *["10.0.0.2"] * MOST_HOPS])
    assert client_address("10.0.0.1", forwarded, trusted=PROXIES) == "10.0.0.2"


def test_a_link_local_peer_is_known_without_its_interface() -> None:
    assert client_address("fe80::1%eth0", "") == "fe80::1"


def test_a_peer_without_an_address_is_called_as_it_is() -> None:
    assert client_address("", "203.0.113.9", trusted=PROXIES) == ""


@given(st.ip_addresses(v=6).filter(lambda address: int(address) >> 65), st.integers(0, 2**64 - 1))
def test_a_household_is_its_first_64_bits_of_ipv6(address: IPv6Address, device: int) -> None:
    neighbor = IPv6Address(int(address) >> 64 << 64 | device)
    other = IPv6Address(int(address) ^ 1 << 64)
    assert household(str(address)) == household(str(neighbor)) != household(str(other))


@given(st.one_of(st.ip_addresses(v=4).map(str), st.sampled_from(["", "testclient"])))
def test_everything_else_is_a_household_of_its_own(address: str) -> None:
    assert household(address) == address


@pytest.mark.parametrize("text", ["10.0.0.1/8", "proxy", "10.0.0.0/33", ""])
def test_trusted_proxies_that_are_no_networks_are_refused(text: str) -> None:
    with pytest.raises(BadSettings, match="trusted_proxies takes networks"):
        networks((text,))
