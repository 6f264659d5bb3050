"""Files of an encoder from a model hub, over HTTPS, once: what came is pinned and never asked for again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from gumsole.errors import BadQuery, NotFound, TryLater
from gumsole.images.manifest import MANIFEST
from gumsole.images.presets import IMAGE_FILES, TEXT_FILES, TOKENIZER
from gumsole.images.session import DATA_SUFFIX

ENDPOINT = "https://huggingface.co"
# The largest towers that a processor answers with in time have 2 GB of weights.
MAX_BYTES = 4 * 10**9
SILENCE_S = 30.0  # the longest wait for the next bytes
_HUB_ID = re.compile(r"([\w.-]+/[\w.-]+)(?:@([\w.-]+))?")


@dataclass(frozen=True, slots=True)
class HubId:
    """Where an encoder lies: owner/name, and a revision after `@`."""

    repository: str
    revision: str = "main"

    @classmethod
    def parse(cls, text: str) -> HubId:
        """The id in a text.

        Raises
        ------
        BadQuery
            If it is none.
        """
        found = _HUB_ID.fullmatch(text)
        if not found:
            raise BadQuery(
                f"{text!r} is neither a folder nor a hub id such as owner/name or owner/name@revision"
            )
        return cls(found[1], found[2] or "main")

    def __str__(self) -> str:
        return f"{self.repository}@{self.revision}"


class Hub:
    """Downloads from one hub.

    Parameters
    ----------
    endpoint : str
        Its address; only https, unless it is on this machine.
    transport : httpx.BaseTransport, optional
        What carries the requests; the network by default.
    """

    def __init__(self, endpoint: str = ENDPOINT, *, transport: httpx.BaseTransport | None = None) -> None:
        address = httpx.URL(endpoint)
        if address.scheme != "https" and address.host not in {"localhost", "127.0.0.1", "::1"}:
            raise BadQuery(f"a hub is asked over https, not {endpoint}")
        self._endpoint = endpoint.rstrip("/")
        self._transport = transport

    def fetch(self, hub_id: HubId, folder: Path) -> None:
        """Put an encoder's files into a folder: its own manifest where it has one, towers, tokenizer.

        Raises
        ------
        NotFound
            If the hub has no image tower under this id.
        TryLater
            If it does not answer: no network, most likely.
        """
        with httpx.Client(transport=self._transport, follow_redirects=True, timeout=SILENCE_S) as client:
            try:
                if not self._first(client, hub_id, IMAGE_FILES, folder):
                    raise NotFound(
                        f"{hub_id} at {self._endpoint} has no image tower as ONNX (looked for "
                        f"{', '.join(IMAGE_FILES)}); export it and add the folder"
                    )
                if self._first(client, hub_id, TEXT_FILES, folder):
                    self._first(client, hub_id, (TOKENIZER,), folder)
                self._first(client, hub_id, (MANIFEST,), folder)
            except httpx.HTTPError as error:
                raise TryLater(
                    f"{hub_id} could not be fetched from {self._endpoint}: {error}; without a network, "
                    "fetch the files elsewhere and add their folder",
                    retry_after_s=60,
                ) from error

    def _first(self, client: httpx.Client, hub_id: HubId, names: Sequence[str], folder: Path) -> bool:
        """Fetch the first of several files that is there, and what lies beside it."""
        for name in names:
            if self._file(client, hub_id, name, folder):
                if name.endswith(".onnx"):
                    self._file(client, hub_id, name + DATA_SUFFIX, folder)
                return True
        return False

    def _file(self, client: httpx.Client, hub_id: HubId, name: str, folder: Path) -> bool:
        address = f"{self._endpoint}/{hub_id.repository}/resolve/{hub_id.revision}/{name}"
        target = folder / Path(name).name
        with client.stream("GET", address) as answer:
            if answer.status_code in {httpx.codes.NOT_FOUND, httpx.codes.UNAUTHORIZED}:
                return False
            answer.raise_for_status()
            written = 0
            with target.open("wb") as file:
                for chunk in answer.iter_bytes():
                    written += len(chunk)
                    if written > MAX_BYTES:
                        with suppress(OSError):
                            target.unlink()
                        raise BadQuery(f"{address} is larger than {MAX_BYTES} bytes")
                    file.write(chunk)
        return True
