"""Photos on web hosts: bounded in bytes, time and redirects, read again only if they changed."""

from __future__ import annotations

import random
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from gumsole import __version__
from gumsole.catalog.addresses import Resolver, resolve
from gumsole.catalog.fetch_network import GuardedNetwork
from gumsole.catalog.fetched import MAX_BYTES, Fetched, fetched, too_large
from gumsole.errors import BadPhoto, InputError, NotFound, PhotoUnreachable
from gumsole.records import Known

_HEADERS = {
    "User-Agent": f"gumsole/{__version__} (catalog photos)",
    # Hosts that choose a format by this header should choose the same one every time.
    "Accept": "image/jpeg,image/png,image/webp,image/*;q=0.8",
    "Accept-Encoding": "identity",
}

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})

# Below 1024 only the two ports of the web: mail, shells and databases of public hosts are no photo hosts.
_WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024

# First wait before another attempt; it doubles, and chance takes off up to half so that threads spread out.
_BACKOFF_S = 0.5


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one photo may cost.

    Attributes
    ----------
    total_s : float
        Seconds on the network for all attempts and redirects together, waits between attempts apart.
    connect_s, read_s : float
        Seconds for one connection, and for one wait for more bytes.
    longest_wait_s : float
        Longest `Retry-After` that is waited for.
    connections : int
        Open at once, to all hosts together.
    """

    max_bytes: int = MAX_BYTES
    total_s: float = 30.0
    connect_s: float = 5.0
    read_s: float = 10.0
    redirects: int = 5
    attempts: int = 4
    longest_wait_s: float = 30.0
    connections: int = 32


@dataclass(frozen=True, slots=True)
class World:
    """Network, time and chance, as arguments."""

    resolver: Resolver = resolve
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    ssl_context: ssl.SSLContext | None = None


class RemotePhotos:
    """Fetches over http and https; one for many threads, which share its connections.

    No proxy of the environment is used, as it would resolve names unjudged.
    """

    def __init__(self, *, allow_private: bool, limits: FetchLimits, world: World) -> None:
        self._limits = limits
        self._world = world
        self._network = GuardedNetwork(world.resolver, world.clock, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            ssl_context=world.ssl_context or httpcore.default_ssl_context(),
            max_connections=limits.connections,
            keepalive_expiry=limits.read_s,
            network_backend=self._network,
        )

    def fetch(self, ref: str, known: Known | None = None) -> Fetched:
        """The photo's bytes, or that they are the known ones.

        Raises
        ------
        NotFound
            If the host says there is no such photo.
        BadPhoto
            If it is larger than the limit, or compressed in a way that is not understood.
        InputError
            If the URL may not be fetched: scheme, port, credentials, address.
        PhotoUnreachable
            If the host did not answer as hoped.
        """
        self._network.budget.allow(self._limits.total_s)
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._attempt(ref, known)
            except _MayPass as failure:
                self._wait(ref, failure, attempt)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def _attempt(self, ref: str, known: Known | None) -> Fetched:
        try:
            return self._follow(ref, known)
        except httpcore.TimeoutException as error:
            raise _MayPass("took too long") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _MayPass(f"broke off: {error}") from error

    def _follow(self, ref: str, known: Known | None) -> Fetched:
        url = _checked(ref, ref)
        for _ in range(self._limits.redirects + 1):
            with self._pool.stream(
                "GET", _wire(url), headers=_headers(url, known), extensions={"timeout": self._timeouts()}
            ) as response:
                headers = httpx.Headers(response.headers)
                if response.status not in _REDIRECTS or "location" not in headers:
                    return self._answer(ref, response, headers, known)
                url = _checked(headers["location"], ref, base=url)
        raise PhotoUnreachable(f"{ref} redirects more than {self._limits.redirects} times")

    def _answer(
        self, ref: str, response: httpcore.Response, headers: httpx.Headers, known: Known | None
    ) -> Fetched:
        if response.status == httpx.codes.OK:
            data = self._body(ref, response.iter_stream(), headers)
            return fetched(
                data,
                known,
                etag=headers.get("etag"),
                last_modified=headers.get("last-modified"),
                size=len(data),
            )
        if response.status == httpx.codes.NOT_MODIFIED and known:
            return Fetched(None, known)
        if response.status in _GONE:
            raise NotFound(f"no photo at {ref}: the host answered {response.status}")
        if response.status in _PASSING:
            raise _MayPass(f"answered {response.status}", retry_after_s=_retry_after_s(headers))
        raise PhotoUnreachable(f"{ref}: the host answered {response.status}")

    def _body(self, ref: str, chunks: Iterable[bytes], headers: httpx.Headers) -> bytes:
        """The whole body, decompressed where the host compressed against our wish."""
        limit = self._limits.max_bytes
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise too_large(ref, limit)
        body = bytearray()
        for piece in _decoded(ref, chunks, headers.get("content-encoding", "identity"), limit):
            body += piece
            if len(body) > limit:
                raise too_large(ref, limit)
        return bytes(body)

    def _wait(self, ref: str, failure: _MayPass, attempt: int) -> None:
        """Sleep before another attempt, or give up."""
        backoff = _BACKOFF_S * 2 ** (attempt - 1) * (1 - self._world.chance() / 2)
        wait_s = max(failure.retry_after_s, backoff)
        left_s = self._network.budget.left()
        if attempt >= self._limits.attempts or left_s <= 0 or wait_s > self._limits.longest_wait_s:
            raise PhotoUnreachable(
                f"{ref}: the host {failure} ({attempt} attempts); run ingest again later",
                retry_after_s=wait_s,
            ) from failure
        self._world.sleep(wait_s)
        self._network.budget.allow(left_s)

    def _timeouts(self) -> dict[str, float]:
        limits = self._limits
        waiting = max(self._network.budget.left(), 0.0)
        return {"connect": limits.connect_s, "read": limits.read_s, "write": limits.read_s, "pool": waiting}


class _MayPass(Exception):
    """Something that another attempt may not meet."""

    def __init__(self, what: str, *, retry_after_s: float = 0.0) -> None:
        super().__init__(what)
        self.retry_after_s = retry_after_s


def _checked(target: str, ref: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """A URL that may be asked for; messages name the feed's own, which the merchant knows."""
    try:
        url = base.join(target) if base else httpx.URL(target)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"{ref} leads to no valid URL: {error}") from error
    if url.userinfo:
        raise InputError(f"the photo's URL at {url.host} carries a user name or password; offer it without")
    if url.scheme not in {"http", "https"} or not url.host:
        raise InputError(f"{ref} leads to {url.scheme or 'no'}: photos come over http or https")
    if url.port is not None and url.port not in _WEB_PORTS and url.port < _FIRST_FREE_PORT:
        raise InputError(f"{ref} leads to port {url.port}, which is no port of the web")
    return url


def _wire(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _headers(url: httpx.URL, known: Known | None) -> list[tuple[bytes, bytes]]:
    fields = {"Host": url.netloc.decode("ascii"), **_HEADERS}
    if known and known.etag and known.etag.isascii():
        fields["If-None-Match"] = known.etag
    elif known and known.last_modified:
        fields["If-Modified-Since"] = known.last_modified
    return httpx.Headers(fields).raw


def _retry_after_s(headers: httpx.Headers) -> float:
    """How long the host asks to wait; a date is measured against the host's own clock."""
    asked = headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    try:
        until, now = (parsedate_to_datetime(text) for text in (asked, headers.get("date", "")))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0


def _decoded(ref: str, chunks: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """Pieces of the decompressed body, none longer than one byte over the limit: a bomb does not go off."""
    if encoding in {"identity", ""}:
        yield from chunks
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise BadPhoto(f"{ref} is sent with content encoding {encoding!r}; offer it as it is")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)  # 32: gzip or zlib, by its header
    try:
        for chunk in chunks:
            yield inflate.decompress(chunk, limit + 1)
    except zlib.error as error:
        raise BadPhoto(f"{ref} is damaged: its {encoding} does not decompress") from error
    if not inflate.eof:
        raise BadPhoto(f"{ref} is damaged: its {encoding} ends too early")
