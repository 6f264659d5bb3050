"""The AWS on loopback would notice what it is there to notice."""

from __future__ import annotations

from typing import Any

import pytest

from gumsole.aws import TITAN, Account, Operation
from tests.aws.service import REGION, Aws, invalid, operation

GOOD = {"Image": {"Bytes": b"x"}}


def asked(service: Aws, **params: Any) -> list[str]:
    """The faults it found in one request; forgotten afterwards."""
    service.answers["DetectLabels"] = lambda _: {"Labels": []}
    account = Account(REGION)
    account.call(Operation.DETECT_LABELS, lambda _: None, **params)
    faults, service.faults = service.faults, []
    return faults


def test_a_good_request_has_no_fault(service: Aws) -> None:
    assert asked(service, **GOOD) == []


def test_a_request_signed_with_another_secret_is_noticed(
    service: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    (fault,) = asked(service, **GOOD)
    assert "signed wrongly" in fault


def test_a_request_signed_for_another_region_is_noticed(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: {"Labels": []}
    Account("us-east-1").call(Operation.DETECT_LABELS, lambda _: None, **GOOD)
    (fault,) = service.faults
    assert "us-east-1" in fault
    service.faults.clear()


def test_a_photo_larger_than_the_model_allows_is_noticed(service: Aws) -> None:
    (fault,) = asked(service, Image={"Bytes": bytes(5 * 2**20 + 1)})
    assert "5242881 bytes" in fault


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"Image": {"Bytes": b"x"}, "Feature": ["GENERAL_LABELS"]}, "Feature"),
        ({"Image": {"Bytes": "text"}, "MaxLabels": "many"}, "MaxLabels"),
        ({}, "Image"),
    ],
)
def test_a_request_of_another_shape_is_noticed(params: dict[str, Any], told: str) -> None:
    assert told in invalid(params, operation("rekognition", "DetectLabels").input_shape)


def test_an_answer_of_another_shape_is_noticed() -> None:
    shape = operation("rekognition", "DetectModerationLabels").output_shape
    assert "ModerationLabels" in invalid({"ModerationLabels": "none"}, shape)
    assert "Labels" in invalid({"Labels": []}, shape)
    assert not invalid({"ModerationLabels": []}, shape)
    assert not invalid(
        {"modelId": TITAN, "body": b"{}"}, operation("bedrock-runtime", "InvokeModel").input_shape
    )
