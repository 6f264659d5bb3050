from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.aws.service import Aws, aws


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """AWS on loopback; the SDK is led there by its own environment variables."""
    with aws() as server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("AWS_PROFILE", raising=False)
        yield server
