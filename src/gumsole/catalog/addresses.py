"""Which network addresses a photo may be fetched from.

A feed is written by somebody else: without this, a photo's URL could make the server call machines that only
the server can reach. Names are judged by what they resolve to, at the moment of connecting.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from gumsole.errors import InputError, PhotoUnreachable

# A host's name and port to its addresses, in the order they should be tried.
Resolver = Callable[[str, int], Sequence[str]]

# IANA IPv4 special-purpose registry: what older versions of Python take for public.
_SPECIAL_V4 = tuple(ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24"))

# IANA IPv6 address space: the only block of global unicast.
_GLOBAL_V6 = IPv6Network("2000::/3")

# RFC 6052: an IPv4 address in the last 32 bits.
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True for global unicast; an IPv6 address that embeds an IPv4 one is judged by that."""
    if isinstance(address, IPv6Address):
        embedded = _embedded(address)
        return is_public(embedded) if embedded else address in _GLOBAL_V6 and address.is_global
    if any(address in block for block in _SPECIAL_V4):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for a host's addresses."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def vetted(host: str, port: int, resolver: Resolver, *, allow_private: bool) -> Sequence[str]:
    """The addresses of a host that may be connected to.

    Raises
    ------
    InputError
        If any of them is not public: an answer that mixes both is no accident.
    PhotoUnreachable
        If the name does not resolve.
    """
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise PhotoUnreachable(f"{host} does not resolve: {error}") from error
    for address in addresses:
        if not allow_private and not is_public(ip_address(address)):
            raise InputError(
                f"{host} resolves to {address}, which is not a public address; "
                "photos in your own network need --allow-private"
            )
    return addresses


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv4-mapped, 6to4 or NAT64 address."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
