"""An account of AWS, as far as Gumsole may use it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from gumsole.aws.faults import MayPass, fault_of, unreachable
from gumsole.aws.operations import Operation, refuse_unlisted
from gumsole.aws.prices import Meter
from gumsole.errors import ServiceDown, ServiceRefused

T = TypeVar("T")

# A role's answer takes well under a second where it is in the same region.
CONNECT_S = 3.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call is tried.

    Attributes
    ----------
    attempts : int
        At most, the first included.
    first_wait_s, longest_wait_s : float
        What the wait before another attempt is drawn below; it doubles from the first to the longest. Chance
        draws from the whole span, so that callers who were turned away together do not come back together
        (AWS Architecture Blog, "Exponential Backoff And Jitter": "full jitter").
    total_s : float
        No further attempt is begun after this long.
    read_s : float
        The longest wait for an answer, or for more of it.
    rest_s : float
        Once patience is over, the service is not asked again for this long: whoever comes then is told at
        once, and does not wait as the first one did.
    """

    attempts: int = 8
    first_wait_s: float = 0.5
    longest_wait_s: float = 20.0
    total_s: float = 120.0
    read_s: float = 15.0
    rest_s: float = 30.0


# Where a shopper waits.
HASTE = Patience(attempts=2, first_wait_s=0.2, longest_wait_s=0.2, total_s=3.0, read_s=3.0)


@dataclass(frozen=True, slots=True)
class World:
    """Time and chance, as arguments."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Account:
    """Calls AWS for one store; one for many threads.

    Credentials come as the SDK finds them: environment, profile, role of the machine or container.

    Parameters
    ----------
    region : str
        Where the services are asked; empty: as the SDK's own configuration says.
    at_once : int
        Connections that are kept to each service.

    Raises
    ------
    ServiceRefused
        If the SDK is not installed, or finds no region or no credentials.
    """

    def __init__(
        self,
        region: str = "",
        *,
        at_once: int = 8,
        patience: Patience = Patience(),
        world: World = World(),
        meter: Meter | None = None,
    ) -> None:
        self._patience = patience
        self._world = world
        self._at_once = at_once
        self._clients: dict[str, Any] = {}
        self._rests_until: dict[str, float] = {}
        self._lock = threading.Lock()
        self.meter = meter or Meter()
        self._session = _session(region)
        self.region = str(self._session.region_name)

    def client(self, service: str) -> Any:
        """The SDK's client of a service; every call of it passes the one list of operations."""
        from botocore.config import Config  # noqa: PLC0415 -- an extra

        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._session.client(
                    service,
                    config=Config(
                        connect_timeout=CONNECT_S,
                        read_timeout=self._patience.read_s,
                        retries={"mode": "standard", "total_max_attempts": 1},
                        max_pool_connections=self._at_once,
                    ),
                )
            return self._clients[service]

    def call(self, operation: Operation, take: Callable[[Any], T], **params: Any) -> T:
        """What `take` makes of the answer; it may read a body, and raises ValueError for what makes no sense.

        Raises
        ------
        ServiceRefused
            If credentials, rights or region do not allow it.
        ServiceDown
            If AWS throttles, fails, is silent, or answers in a shape nobody expects, until patience is over.
        BadPhoto
            If the service takes no such photo.
        NotFound
            If there is no such object.
        NotModified
            If the object is as it was known.
        """
        begun_s, attempt = self._world.clock(), 0
        rest_s = self._rests_until.get(operation.service, begun_s) - begun_s
        if rest_s > 0:
            raise ServiceDown(
                f"{operation.action} is not asked: it did not answer a moment ago", retry_after_s=rest_s
            )
        while True:
            attempt += 1
            try:
                return self._attempt(operation, take, params)
            except MayPass as failure:
                self._wait(operation, failure, attempt, begun_s)

    def _attempt(self, operation: Operation, take: Callable[[Any], T], params: dict[str, Any]) -> T:
        from botocore import exceptions, xform_name  # noqa: PLC0415 -- an extra
        from botocore.parsers import ResponseParserError  # noqa: PLC0415

        method = getattr(self.client(operation.service), xform_name(operation.value[1]))
        try:
            taken = take(method(**params))
        except exceptions.ClientError as error:
            raise fault_of(operation, error.response) from error
        except (
            exceptions.NoCredentialsError,
            exceptions.PartialCredentialsError,
            exceptions.CredentialRetrievalError,
            exceptions.TokenRetrievalError,
        ) as error:
            raise ServiceRefused(f"AWS is asked without valid credentials: {error}") from error
        except (
            exceptions.ConnectionError,
            exceptions.HTTPClientError,
            exceptions.IncompleteReadError,
            ResponseParserError,
            OSError,
        ) as error:
            raise MayPass(f"failed: {_first_line(error)}") from error
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise MayPass("answered in a shape that is not understood") from error
        self.meter.count(operation)
        return taken

    def _wait(self, operation: Operation, failure: MayPass, attempt: int, begun_s: float) -> None:
        """Sleep before another attempt, or give up."""
        patience = self._patience
        most_s = min(patience.longest_wait_s, patience.first_wait_s * 2 ** (attempt - 1))
        wait_s = self._world.chance() * most_s
        over = self._world.clock() - begun_s + wait_s > patience.total_s
        if attempt >= patience.attempts or over:
            self._rests_until[operation.service] = self._world.clock() + patience.rest_s
            raise unreachable(operation, failure, attempt, retry_after_s=max(most_s, 1.0)) from failure
        self._world.sleep(wait_s)


def _session(region: str) -> Any:
    try:
        import boto3  # noqa: PLC0415 -- an extra
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415
    except ImportError as error:
        raise ServiceRefused("AWS needs an extra: pip install 'gumsole[aws]'") from error
    try:
        session = boto3.session.Session(region_name=region or None)
        # Of the session, so that whatever the SDK asks by itself passes the list too.
        session.events.register_first("provide-client-params", refuse_unlisted)
        credentials = session.get_credentials()
    except BotoCoreError as error:
        raise ServiceRefused(f"AWS's own configuration does not work: {error}") from error
    if credentials is None:
        raise ServiceRefused(
            "no AWS credentials were found; give the machine a role, or set AWS_PROFILE or AWS_ACCESS_KEY_ID "
            "and AWS_SECRET_ACCESS_KEY"
        )
    if not session.region_name:
        raise ServiceRefused("no AWS region was found; set aws_region, such as eu-central-1")
    return session


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
