"""OpenSearch as the settings have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from gumsole.doctor import Finding
from gumsole.errors import BadSettings, EngineAway, NotFound
from gumsole.index.opensearch.connection import SEARCHING, Connection
from gumsole.index.opensearch.keeping import KeptIndex
from gumsole.index.opensearch.versions import Spread
from gumsole.settings import Settings
from gumsole.store import EncoderKey, IssuedPassport, Store, key_of

USER, PASSWORD = "GUMSOLE_OPENSEARCH_USER", "GUMSOLE_OPENSEARCH_PASSWORD"

# Names of indices: lower case, and no character that stands for several of them.
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

# Amazon OpenSearch Service, as signatures have it.
SERVICE = "es"


class OpenSearchEngine:
    """A cluster that several processes and stores may share."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._connection = connection
        self._settings = settings
        self._followed: KeptIndex | None = None

    def open(self, store: Store, issued: IssuedPassport) -> KeptIndex:
        """What searches the store, and follows it; searches say so where OpenSearch is away.

        Raises
        ------
        NotFound
            If there is no index yet, and another process builds it.
        """
        index = self.rebuilt(store, issued)
        with suppress(EngineAway):
            index.open()
        self._followed = index
        return index

    def rebuilt(self, store: Store, issued: IssuedPassport) -> KeptIndex:
        """The store's index, as it is; versions of it can be built and exchanged."""
        spread = Spread(self._settings.opensearch_shards, self._settings.opensearch_replicas)
        return KeptIndex(store, issued, self._connection, name=self._settings.opensearch_index, spread=spread)

    def bring_up(self, store: Store, key: EncoderKey) -> None:
        """Leave an index that stands where the store does.

        Raises
        ------
        EngineAway
            If OpenSearch does not answer; the store has all, and the next to follow it goes on from there.
        """
        issued = store.passports.active()
        if issued and key_of(issued.passport) == key:
            with suppress(NotFound):  # another process builds it
                self.rebuilt(store, issued).open()

    def follow(self) -> None:
        """Bring the store's changes to the index; whoever searches is told where it is away."""
        if self._followed:
            with suppress(EngineAway):
                self._followed.catch_up()

    def examined(self, store: Store, issued: IssuedPassport) -> Finding:
        """Where the index is, and how much is in it."""
        index = self.rebuilt(store, issued)
        try:
            if (version := index.version) is None:
                return Finding("index", "none in OpenSearch yet; run: gumsole reindex", wrong=True)
            return Finding("index", f"OpenSearch, {version}: {len(index)} photos")
        except EngineAway as away:
            return Finding("index", str(away), wrong=True)


@contextmanager
def connected(settings: Settings, environ: Mapping[str, str]) -> Iterator[Connection]:
    """A connection as the settings have it; what proves who we are comes from the environment.

    Raises
    ------
    BadSettings
        If the address or the name makes no sense, or half of user and password is missing.
    """
    address = urlsplit(settings.opensearch_url)
    if address.scheme not in ("http", "https") or not address.hostname or address.username:
        raise BadSettings(
            f"opensearch_url takes http(s)://host:port, without user and password, got "
            f"{address.scheme}://{address.hostname}"
        )
    if not NAME.fullmatch(settings.opensearch_index):
        raise BadSettings(
            f"opensearch_index takes lower-case letters, digits, - and _, got {settings.opensearch_index!r}"
        )
    searching = replace(SEARCHING, timeout_s=settings.opensearch_timeout_s)
    connection = Connection(settings.opensearch_url, auth=_auth(settings, environ), searching=searching)
    try:
        yield connection
    finally:
        connection.close()


def _auth(settings: Settings, environ: Mapping[str, str]) -> Any:
    if settings.opensearch_aws_region:
        return _signed(settings.opensearch_aws_region)
    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise BadSettings(f"{USER} and {PASSWORD} belong together; one of them is missing")
    return (user, password) if user else None


def _signed(region: str) -> Any:
    try:
        from botocore.session import get_session  # noqa: PLC0415 -- an extra
    except ModuleNotFoundError as missing:
        raise BadSettings("opensearch_aws_region needs boto3: pip install 'gumsole[aws]'") from missing
    from opensearchpy import Urllib3AWSV4SignerAuth  # noqa: PLC0415

    credentials = get_session().get_credentials()
    if credentials is None:
        raise BadSettings("no AWS credentials were found; a role, a profile or AWS_ACCESS_KEY_ID gives them")
    return Urllib3AWSV4SignerAuth(credentials, region, SERVICE)
