"""Which URLs a photo may be fetched from, before anybody asks for an address."""

from __future__ import annotations

import httpcore
import httpx

from gumsole.errors import InputError

# Below 1024 only the two ports of the web: mail, shells and databases of public hosts are no photo hosts.
_WEB_PORTS = frozenset({80, 443})
_FREE_PORTS = range(1024, 65536)


def checked_url(target: str, ref: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """A URL that may be asked for; messages name the feed's own, which the merchant knows."""
    try:
        url = base.join(target) if base else httpx.URL(target)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"{ref} leads to no valid URL: {error}") from error
    host = url.raw_host.decode("ascii")  # spelled out, a name beyond IDNA 2008 raises; hosts answer to such
    if url.userinfo:
        raise InputError(f"the photo's URL at {host} carries a user name or password; offer it without")
    if url.scheme not in {"http", "https"} or not host:
        raise InputError(f"{ref} leads to {url.scheme or 'no'}: photos come over http or https")
    if url.port is not None and url.port not in _WEB_PORTS and url.port not in _FREE_PORTS:
        raise InputError(f"{ref} leads to port {url.port}, which is no port of the web")
    return url


def on_the_wire(url: httpx.URL) -> httpcore.URL:
    """The URL as the connection takes it: bytes, host names in ASCII, no fragment."""
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
