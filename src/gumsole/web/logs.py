"""One JSON line a request: what happened and how long it took, nothing of what was sent."""

from __future__ import annotations

import json
import logging
import os
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from gumsole.web.throttle.pseudonyms import ROTATION_S, Pseudonyms

SECRET_BYTES = 32

LOGGER = logging.getLogger("gumsole.web")

_OURS = f"{Path(__file__).parent.parent}{os.sep}"


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; of an error its kind, its place and the way there, never its values."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
            + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            fields["error"] = record.exc_info[0].__name__
            way = _way(record)
            fields["at"] = way[-1]
            fields["through"] = [place for place in way if place.startswith(_OURS)]
        return json.dumps(fields, ensure_ascii=False, default=str)


def _way(record: logging.LogRecord) -> list[str]:
    """Files and lines on the way to where an error was raised, that last."""
    trace = record.exc_info[2] if record.exc_info else None
    return [f"{frame.f_code.co_filename}:{line}" for frame, line in traceback.walk_tb(trace)] or [""]


class PassingNames:
    """Client addresses as words that mean nothing a day later: what they were made with is gone then."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._until_s = 0.0

    def of(self, client: str) -> str:
        """The same word for the same address, for a day."""
        if (now_s := self._clock()) >= self._until_s:
            self._names = Pseudonyms(os.urandom(SECRET_BYTES), wall_clock=self._clock)
            self._until_s = (now_s // ROTATION_S + 1) * ROTATION_S
        return self._names.client(client)


def log_request(fields: Mapping[str, object]) -> None:
    """Write what is known of an answered request."""
    LOGGER.info("request", extra={"fields": dict(fields)})


def to_stderr() -> None:
    """Log JSON lines to standard error, those of the server beneath included."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    for name in ("gumsole", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("python_multipart.multipart").disabled = True  # it quotes what was sent
