"""Calls to OpenSearch: each is tried as often as is worth it, and fails as an error of ours."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,  # noqa: A004 -- the library's
    ConnectionTimeout,
    NotFoundError,
    TransportError,
)

from gumsole.errors import BadSettings, EngineAway, EngineRefused, NotFound
from gumsole.index.opensearch.patience import Breaker, Patience

Result = TypeVar("Result")

# A shopper waits for a search: it is tried twice, not at all again after a timeout.
SEARCHING = Patience(attempts=2, first_s=0.05, most_s=0.2, timeout_s=2.0, after_timeouts=False)
# Nobody waits for a write; what is given up is followed up from the change log.
WRITING = Patience(attempts=6, first_s=0.2, most_s=10.0, timeout_s=60.0)

# Too many requests, bad gateway, unavailable, gateway timeout: another attempt may do. A node that is full
# or starting says 500 as well.
WORTH_ANOTHER = frozenset({429, 500, 502, 503, 504})

CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Waiting:
    """What time and chance are to a connection; tests bring their own."""

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic


class Connection:
    """A cluster at an address.

    Parameters
    ----------
    auth : optional
        User and password, or what signs requests.
    """

    def __init__(
        self,
        url: str,
        *,
        auth: Any = None,
        searching: Patience = SEARCHING,
        writing: Patience = WRITING,
        waiting: Waiting = Waiting(),
    ) -> None:
        self.url = url
        self.searching = searching
        self.writing = writing
        self._waiting = waiting
        self._breaker = Breaker(clock=waiting.clock)
        # It tells every attempt that failed with its traceback; what matters of them our errors say.
        logging.getLogger("opensearch").setLevel(logging.ERROR)
        self._client = OpenSearch(
            hosts=[url], http_auth=auth, max_retries=0, retry_on_timeout=False, pool_maxsize=CONNECTIONS
        )

    def ask(self, method: str, path: str, body: object = None, **params: object) -> Any:
        """The answer to a call that somebody waits for; errors as for `call`."""
        return self.call(self.searching, method, path, body, **params)

    def tell(self, method: str, path: str, body: object = None, **params: object) -> Any:
        """The answer to a call that may take its time; errors as for `call`."""
        return self.call(self.writing, method, path, body, **params)

    def call(self, patience: Patience, method: str, path: str, body: object = None, **params: object) -> Any:
        """The answer as JSON.

        Raises
        ------
        EngineAway
            If there is none, or none that says more than that the cluster cannot now.
        NotFound
            If an index or a document is not there.
        BadSettings
            If the cluster does not let us in.
        EngineRefused
            If it does not do what was asked.
        """
        self._breaker.admit()
        given: Mapping[str, object] = {**params, "request_timeout": patience.timeout_s}
        try:
            answer = self.patiently(
                patience, lambda: self._client.transport.perform_request(method, path, given, body)
            )
        except EngineAway:
            self._breaker.failed()
            raise
        except Exception:
            self._breaker.succeeded()
            raise
        self._breaker.succeeded()
        return answer

    def patiently(self, patience: Patience, attempt: Callable[[], Result]) -> Result:
        """What an attempt gives, made again after pauses while it fails for want of an answer."""
        for number in range(patience.attempts):
            try:
                return self._translated(attempt)
            except EngineAway as away:
                last = number == patience.attempts - 1
                if last or (isinstance(away.__cause__, ConnectionTimeout) and not patience.after_timeouts):
                    raise
                self._waiting.sleep(patience.pause_s(number, self._waiting.chance()))
        raise EngineAway("OpenSearch was not asked")

    def _translated(self, attempt: Callable[[], Result]) -> Result:
        try:
            return attempt()
        except NotFoundError as error:
            raise NotFound(f"OpenSearch has no such index or document: {error.error}") from error
        except (AuthenticationException, AuthorizationException) as error:
            raise BadSettings(
                f"OpenSearch at {self.url} does not let us in ({error.status_code}); see "
                "GUMSOLE_OPENSEARCH_USER and GUMSOLE_OPENSEARCH_PASSWORD, or the role that signs requests"
            ) from error
        except ConnectionError as error:
            raise EngineAway("OpenSearch does not answer") from error
        except TransportError as error:
            if error.status_code in WORTH_ANOTHER:
                raise EngineAway(f"OpenSearch cannot now ({error.status_code})") from error
            raise EngineRefused(f"OpenSearch refused ({error.status_code}): {error.error}") from error

    def hurried(self) -> Connection:
        """The same for writes that somebody waits for."""
        other = copy(self)
        other.writing = self.searching
        return other

    def close(self) -> None:
        """Close its sockets."""
        self._client.close()
