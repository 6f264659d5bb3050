"""Whose request it is, as far as it can be known.

`X-Forwarded-For` is written by whoever sends a request and added to by each proxy on the way, so only what a
trusted proxy added counts: the chain is read from the right, and the first address that is no trusted proxy's
is the client. `Forwarded` (RFC 7239) is not read at all: a proxy that keeps up one of the two headers passes
the other on as the client wrote it, and which one it keeps up cannot be told from a request.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from gumsole.errors import BadSettings

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# A longer chain is none that proxies of one operator make.
MOST_HOPS = 16
# Providers give each household 64 bits or more (RFC 6177), and devices change addresses within (RFC 8981).
HOUSEHOLD_BITS = 64


@lru_cache(maxsize=16)
def networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    """Networks such as "10.0.0.0/8", and single addresses.

    Raises
    ------
    BadSettings
        For a text that is neither.
    """
    try:
        return tuple(ip_network(text.strip()) for text in texts)
    except ValueError as error:
        raise BadSettings(f'trusted_proxies takes networks such as "10.0.0.0/8": {error}') from error


def client_address(peer: str, forwarded: str, *, trusted: tuple[str, ...] = ()) -> str:
    """Address of the client.

    Parameters
    ----------
    peer : str
        Address that the connection comes from.
    forwarded : str
        All `X-Forwarded-For` headers of the request, joined by commas in their order; empty without any.
    trusted : tuple of str
        Networks of the operator's own proxies.

    Returns
    -------
    str
        The rightmost address that is no trusted proxy's, if the peer is one; else the peer, also where the
        chain says something on the way there that is no address. The leftmost if all are trusted.
    """
    sender = _address(peer.partition("%")[0])
    if sender is None:
        return peer
    if not forwarded or not _within(sender, networks(trusted)):
        return str(sender)
    client = sender
    for entry in reversed(forwarded.split(",")[-MOST_HOPS:]):
        hop = _address(_bare(entry))
        if hop is None:
            return str(sender)
        client = hop
        if not _within(hop, networks(trusted)):
            break
    return str(client)


def household(address: str) -> str:
    """What an address is counted under: IPv6 by its /64, all else as it is."""
    known = _address(address)
    if isinstance(known, IPv6Address):
        return f"{int(known) >> HOUSEHOLD_BITS:x}::/{HOUSEHOLD_BITS}"
    return address


def _within(address: Address, trusted: tuple[Network, ...]) -> bool:
    return any(address in network for network in trusted)


def _bare(entry: str) -> str:
    """An entry without quotes, brackets and port."""
    entry = entry.strip().strip('"')
    if entry.startswith("["):
        host, _, port = entry[1:].partition("]")
        return host if ":" in host and _is_port(port) else ""
    if entry.count(":") == 1:
        host, _, port = entry.partition(":")
        return host if _is_port(f":{port}") else ""
    return entry


def _is_port(text: str) -> bool:
    return not text or (text[0] == ":" and text[1:].isdecimal() and text.isascii())


def _address(text: str) -> Address | None:
    """An address, IPv4 also where it is mapped into IPv6; None for what is none, or means a link alone."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return None if address.scope_id else (address.ipv4_mapped or address)
    return address
