"""A feed that lives on the web, streamed into a file before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from gumsole.errors import BadFeed, NotFound, TryLater

# Google Merchant Center takes feeds of up to 4 GB.
MAX_BYTES = 4 * 10**9
SILENCE_S = 30.0  # the longest wait for the next bytes


@contextmanager
def downloaded(url: str, *, max_bytes: int = MAX_BYTES) -> Iterator[Path]:
    """The feed at `url` as a file that is gone afterwards.

    The operator names the address, so that it may lie in a private network, unlike those that a feed names.

    Raises
    ------
    NotFound
        If the host says that there is none.
    TryLater
        If the host does not answer as hoped.
    BadFeed
        If it is larger than `max_bytes`.
    """
    with TemporaryDirectory(prefix="gumsole-") as folder:
        path = Path(folder, "feed")
        try:
            _stream(url, path, max_bytes)
        except httpx.HTTPError as error:
            raise TryLater(f"the feed at {url} could not be downloaded: {error}", retry_after_s=60) from error
        yield path


def _stream(url: str, path: Path, max_bytes: int) -> None:
    written = 0
    with (
        httpx.stream("GET", url, follow_redirects=True, timeout=SILENCE_S) as response,
        path.open("wb") as file,
    ):
        if response.is_client_error:
            raise NotFound(f"no feed at {url}: the host answered {response.status_code}")
        response.raise_for_status()
        for chunk in response.iter_bytes():
            written += len(chunk)
            if written > max_bytes:
                raise BadFeed(f"the feed at {url} is larger than {max_bytes} bytes; split it")
            file.write(chunk)
