"""Many writes at once: each has an outcome of its own, and those that failed are written again."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gumsole.errors import EngineAway, IndexMismatch
from gumsole.index.opensearch.connection import WORTH_ANOTHER, Connection

LOGGER = logging.getLogger("gumsole.index.opensearch")

# One request: OpenSearch advises 5 to 15 MB.
MAX_BYTES = 5_000_000

# A document that went in between is nothing to be written to.
GONE = "document_missing_exception"
NO_INDEX = "index_not_found_exception"


@dataclass(frozen=True, slots=True)
class Write:
    """One line of a bulk request, or two."""

    lines: bytes

    @classmethod
    def of(cls, kind: str, id_: str, body: object = None, **how: object) -> Write:
        """A write of a kind that `_bulk` knows to one document."""
        lines = [{kind: {"_id": id_, **how}}, *([] if body is None else [body])]
        return cls(b"".join(_line(line) for line in lines))


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Bulk:
    """Writes to one index.

    Attributes
    ----------
    refused : int
        Documents that the index will never take as they are; each was logged.
    """

    def __init__(self, connection: Connection, name: str, *, alias: bool) -> None:
        self._connection = connection
        self._path = f"/{name}/_bulk"
        self._alias = alias
        self._once = replace(connection.writing, attempts=1)
        self.refused = 0

    def write(self, writes: Iterable[Write]) -> None:
        """Write all of it, what failed for want of room or time again and again.

        Raises
        ------
        EngineAway
            If some of it was not taken after all attempts; what was taken stays, and doing it all again does
            no harm.
        IndexMismatch
            If there is no such index.
        """
        for batch in batches(writes):
            self._write(batch)

    def _write(self, batch: Sequence[Write]) -> None:
        left = list(batch)

        def attempt() -> None:
            nonlocal left
            answer = self._connection.call(
                self._once,
                "POST",
                self._path,
                b"".join(write.lines for write in left),
                require_alias="true" if self._alias else "false",
            )
            left = [write for write, item in zip(left, answer["items"], strict=True) if self._failed(item)]
            if left:
                raise EngineAway(f"OpenSearch did not take {len(left)} of {len(answer['items'])} writes")

        self._connection.patiently(self._connection.writing, attempt)

    def _failed(self, item: dict[str, dict[str, Any]]) -> bool:
        """True if a write may work later."""
        (outcome,) = item.values()
        error = outcome.get("error")
        if error is None or error["type"] == GONE:
            return False
        if error["type"] == NO_INDEX:
            raise IndexMismatch(f"OpenSearch has no index behind {self._path}; it must be built anew")
        if outcome["status"] in WORTH_ANOTHER:
            return True
        self.refused += 1
        LOGGER.error("OpenSearch refused document %s: %s", outcome["_id"], error.get("reason"))
        return False


def batches(writes: Iterable[Write]) -> Iterator[list[Write]]:
    """Writes by request."""
    batch: list[Write] = []
    size = 0
    for write in writes:
        if batch and size + len(write.lines) > MAX_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(write)
        size += len(write.lines)
    if batch:
        yield batch
