"""Feeds and photos that are objects of S3, in buckets that the operator named and no others."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from urllib.parse import urljoin

from gumsole.aws import Account, Denied, NotModified, Operation
from gumsole.catalog.download import MAX_BYTES as MAX_FEED_BYTES
from gumsole.catalog.fetched import MAX_BYTES, Fetched, fetched, too_large
from gumsole.errors import BadFeed, InputError, NotFound, PhotoUnreachable, ServiceDown
from gumsole.records import Known

SCHEME = "s3://"
# "General purpose bucket naming rules", and the longest key, of the S3 User Guide.
_ADDRESS = re.compile(r"[sS]3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/([^\x00-\x1f\x7f]+)")
_MAX_KEY_BYTES = 1024
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class ObjectName:
    """A bucket, and a key in it as it is: nothing in it is decoded."""

    bucket: str
    key: str

    @classmethod
    def of(cls, address: str, buckets: Collection[str]) -> ObjectName:
        """The object of an `s3://` address.

        Raises
        ------
        InputError
            If it is none, or its bucket is not among these.
        """
        found = _ADDRESS.fullmatch(address)
        if not found or len(found[2].encode("utf-8", "replace")) > _MAX_KEY_BYTES:
            raise InputError(f"{address} is no address of an object; write s3://bucket/key")
        if found[1] not in buckets:
            raise InputError(f"{address} lies in a bucket that is not allowed; name {found[1]} in s3_buckets")
        return cls(found[1], found[2])


def is_object(ref: str) -> bool:
    """True for an `s3://` address."""
    return ref[: len(SCHEME)].lower() == SCHEME


def beside(address: str, reference: str) -> str:
    """What a relative reference means in a feed at an `s3://` address."""
    joined = urljoin("https://" + address[len(SCHEME) :], reference)
    return SCHEME + joined.removeprefix("https://")


class Objects:
    """Reads objects; one for many threads.

    Parameters
    ----------
    total_s : float
        Seconds that one photo's body may take.
    """

    def __init__(
        self,
        account: Account,
        buckets: Collection[str],
        *,
        max_bytes: int = MAX_BYTES,
        total_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._account = account
        self._buckets = frozenset(buckets)
        self._max_bytes = max_bytes
        self._total_s = total_s
        self._clock = clock

    def fetch(self, ref: str, known: Known | None = None) -> Fetched:
        """The photo's bytes, or that they are the known ones.

        Raises
        ------
        NotFound
            If there is no such object.
        BadPhoto
            If it is larger than the limit.
        InputError
            If its bucket may not be read.
        PhotoUnreachable
            If S3 denies it, or does not answer as hoped.
        ServiceRefused
            If credentials are missing or do not hold.
        """
        name = ObjectName.of(ref, self._buckets)
        unless = {"IfNoneMatch": known.etag} if known and known.etag else {}
        try:
            data, etag = self._account.call(
                Operation.GET_OBJECT,
                lambda answer: self._body(ref, answer),
                Bucket=name.bucket,
                Key=name.key,
                **unless,
            )
        except NotModified:
            return Fetched(None, cast(Known, known))
        except NotFound as error:
            raise NotFound(f"no photo at {ref}: {error}") from error
        except (Denied, ServiceDown) as error:
            raise PhotoUnreachable(f"{ref}: {error}") from error
        return fetched(data, known, etag=etag, size=len(data))

    def _body(self, ref: str, answer: Any) -> tuple[bytes, str]:
        until_s = self._clock() + self._total_s
        body = bytearray()
        for piece in _pieces(answer):
            body += piece
            if len(body) > self._max_bytes or answer["ContentLength"] > self._max_bytes:
                raise too_large(ref, self._max_bytes)
            if self._clock() > until_s:
                raise TimeoutError("took too long")
        return bytes(body), str(answer["ETag"])

    @contextmanager
    def downloaded(self, address: str, *, max_bytes: int = MAX_FEED_BYTES) -> Iterator[Path]:
        """The feed at `address` as a file that is gone afterwards.

        Raises
        ------
        NotFound
            If there is no such object.
        BadFeed
            If it is larger than `max_bytes`.
        InputError
            If its bucket may not be read.
        ServiceRefused, ServiceDown
            If S3 denies it, or does not answer as hoped.
        """
        name = ObjectName.of(address, self._buckets)
        with TemporaryDirectory(prefix="gumsole-") as folder:
            path = Path(folder, "feed")

            def write(answer: Any) -> None:
                with path.open("wb") as file:
                    for piece in _pieces(answer):
                        file.write(piece)
                        if file.tell() > max_bytes:
                            raise BadFeed(f"the feed at {address} is larger than {max_bytes} bytes; split it")

            try:
                self._account.call(Operation.GET_OBJECT, write, Bucket=name.bucket, Key=name.key)
            except NotFound as error:
                raise NotFound(f"no feed at {address}: {error}") from error
            yield path


def _pieces(answer: Any) -> Iterator[bytes]:
    while piece := answer["Body"].read(_CHUNK):
        yield piece
