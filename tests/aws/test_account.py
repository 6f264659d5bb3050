"""What Gumsole may ask of AWS, and what it does when AWS does not answer."""

from __future__ import annotations

import builtins
import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gumsole.aws import ASKED, TITAN, Account, Denied, Operation, Patience, Prices, World
from gumsole.aws.account import HASTE
from gumsole.errors import BadPhoto, PhotoFault, ServiceDown, ServiceRefused
from tests.aws.service import CREDENTIALS, REGION, Answer, Aws
from tests.fakes import Clock

PHOTO = {"Image": {"Bytes": b"a photo"}}
SEEN: dict[str, Any] = {"Labels": [], "LabelModelVersion": "3.0"}


class Sleepless:
    """Waits without waiting; chance always draws the most."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.advance(seconds)

    @property
    def world(self) -> World:
        return World(clock=self.clock, sleep=self.sleep, chance=lambda: 1.0)


def labels(account: Account) -> Any:
    return account.call(Operation.DETECT_LABELS, lambda answer: answer["Labels"], **PHOTO)


def test_what_gumsole_asks_is_four_operations_and_none_of_faces() -> None:
    assert {operation.action for operation in ASKED} == {
        "rekognition:DetectLabels",
        "rekognition:DetectModerationLabels",
        "bedrock:InvokeModel",
        "s3:GetObject",
    }
    assert not [operation for operation in Operation if "face" in operation.action.lower()]


def test_an_operation_on_the_list_is_answered_and_counted(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: SEEN
    account = Account(REGION)
    assert labels(account) == []
    assert account.meter.calls == {Operation.DETECT_LABELS: 1}
    assert Prices(labels=0.5).cost(account.meter.calls) == 0.5


@pytest.mark.parametrize(
    ("of", "asked", "params"),
    [
        ("rekognition", "detect_faces", PHOTO),
        ("rekognition", "compare_faces", {"SourceImage": PHOTO["Image"], "TargetImage": PHOTO["Image"]}),
        ("rekognition", "search_faces_by_image", {"CollectionId": "x", **PHOTO}),
        ("rekognition", "recognize_celebrities", PHOTO),
        ("rekognition", "detect_text", PHOTO),
        ("rekognition", "list_collections", {}),
        ("s3", "put_object", {"Bucket": "shop", "Key": "x", "Body": b"x"}),
        ("s3", "list_buckets", {}),
        ("bedrock-runtime", "converse", {"modelId": TITAN}),
        ("bedrock-runtime", "invoke_model", {"modelId": "amazon.titan-image-generator-v2:0", "body": b"{}"}),
    ],
)
def test_whatever_is_not_on_the_list_is_refused_before_it_is_sent(
    service: Aws, of: str, asked: str, params: dict[str, Any]
) -> None:
    client = Account(REGION).client(of)
    with pytest.raises(ServiceRefused, match="Gumsole"):
        getattr(client, asked)(**params)
    assert service.asked == []


def test_no_address_can_be_signed_for_what_is_not_on_the_list(service: Aws) -> None:
    client = Account(REGION).client("s3")
    with pytest.raises(ServiceRefused, match="s3:DeleteObject"):
        client.generate_presigned_url("delete_object", Params={"Bucket": "shop", "Key": "x"})
    assert client.generate_presigned_url("get_object", Params={"Bucket": "shop", "Key": "x"})


# --- patience ---


def test_throttling_is_waited_for_longer_each_time_and_by_chance(service: Aws) -> None:
    codes = iter(["ThrottlingException", "ProvisionedThroughputExceededException", "InternalServerError"])

    def answer(_: object) -> Answer:
        code = next(codes, "")
        return (400, code) if code else SEEN

    service.answers["DetectLabels"] = answer
    sleepless = Sleepless()
    account = Account(REGION, world=sleepless.world)
    assert labels(account) == []
    assert sleepless.waits == [0.5, 1.0, 2.0]
    assert account.meter.calls == {Operation.DETECT_LABELS: 1}
    codes = iter(["ThrottlingException"])
    half = World(clock=sleepless.clock, sleep=sleepless.sleep, chance=lambda: 0.5)
    labels(Account(REGION, world=half))
    assert sleepless.waits[3:] == [0.25]


def test_patience_ends_by_attempts_or_by_time(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: (400, "ThrottlingException")
    few = Sleepless()
    with pytest.raises(ServiceDown, match=r"DetectLabels answered ThrottlingException \(3 attempts\)"):
        labels(Account(REGION, patience=Patience(attempts=3), world=few.world))
    assert few.waits == [0.5, 1.0]
    long = Sleepless()
    with pytest.raises(ServiceDown):
        labels(Account(REGION, patience=Patience(total_s=5.0), world=long.world))
    assert long.waits == [0.5, 1.0, 2.0]  # the next would be 4 s, 7.5 s after the first


def test_a_service_that_does_not_answer_is_left_alone_for_a_while(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: (503, "ServiceUnavailable")
    sleepless = Sleepless()
    account = Account(REGION, patience=Patience(attempts=2, rest_s=30.0), world=sleepless.world)
    with pytest.raises(ServiceDown, match="2 attempts"):
        labels(account)
    sleepless.clock.advance(29.0)
    with pytest.raises(ServiceDown, match="is not asked") as told:
        labels(account)
    assert told.value.retry_after_s == pytest.approx(1.0)
    assert len(service.asked) == 2
    service.answers["DetectLabels"] = lambda _: SEEN
    sleepless.clock.advance(1.0)
    assert labels(account) == []


def test_a_shopper_waits_for_two_attempts_at_most(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: (503, "ServiceUnavailable")
    with pytest.raises(ServiceDown, match="2 attempts"):
        labels(Account(REGION, patience=HASTE, world=Sleepless().world))


def test_an_answer_that_is_none_is_asked_for_again(service: Aws) -> None:
    answers: Iterator[Answer] = iter([b"<html>", b'{"Labels": 7', {"LabelModelVersion": "3.0"}, SEEN])
    service.answers["DetectLabels"] = lambda _: next(answers)
    assert labels(Account(REGION, world=Sleepless().world)) == []
    assert next(answers, None) is None


def test_silence_is_waited_for_no_longer_than_patience_has(service: Aws) -> None:
    over = threading.Event()

    def silent(_: object) -> dict[str, Any]:
        over.wait(5)
        return SEEN

    service.answers["DetectLabels"] = silent
    hasty = Patience(attempts=2, read_s=0.2)
    with pytest.raises(ServiceDown, match=r"failed: Read timeout.*2 attempts"):
        labels(Account(REGION, patience=hasty, world=Sleepless().world))
    over.set()


def test_a_service_that_is_not_there_is_told(service: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_REKOGNITION", "http://127.0.0.1:9")
    with pytest.raises(ServiceDown, match="Could not connect"):
        labels(Account(REGION, patience=Patience(attempts=2), world=Sleepless().world))


# --- faults that last ---


def test_what_is_wrong_with_the_photo_is_the_photos(service: Aws) -> None:
    codes = itertools.cycle(["ImageTooLargeException", "InvalidImageFormatException"])
    service.answers["DetectLabels"] = lambda _: (400, next(codes))
    account = Account(REGION, world=Sleepless().world)
    with pytest.raises(BadPhoto) as large:
        labels(account)
    assert large.value.fault is PhotoFault.TOO_LARGE
    with pytest.raises(BadPhoto, match="takes no such photo"):
        labels(account)
    assert len(service.asked) == 2


def test_missing_rights_name_the_action_to_allow(service: Aws) -> None:
    service.answers["DetectLabels"] = lambda _: (400, "AccessDeniedException")
    with pytest.raises(Denied, match=r"rekognition:DetectLabels.*allow it"):
        labels(Account(REGION))


@pytest.mark.parametrize("code", ["UnrecognizedClientException", "ExpiredTokenException", "SomethingNew"])
def test_other_refusals_are_the_operators_and_not_tried_again(service: Aws, code: str) -> None:
    service.answers["DetectLabels"] = lambda _: (400, code)
    with pytest.raises(ServiceRefused, match=f"{code}.*credentials"):
        labels(Account(REGION))
    assert len(service.asked) == 1


# --- set up ---


def test_no_credentials_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(ServiceRefused, match="no AWS credentials were found; give the machine a role"):
        Account(REGION)


def test_no_region_is_told_at_once(service: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    with pytest.raises(ServiceRefused, match="set aws_region"):
        Account()


def test_a_profile_that_is_not_there_is_told_at_once(service: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "none-such")
    with pytest.raises(ServiceRefused, match="none-such"):
        Account(REGION)


def test_credentials_that_cannot_be_renewed_are_told(
    service: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    config = tmp_path / "config"
    config.write_text("[default]\ncredential_process = /bin/false\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    with pytest.raises(ServiceRefused, match="credentials"):
        labels(Account(REGION))


def test_the_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "boto3":
            raise ImportError(name)
        return imported(name, *args, **kwargs)

    # What is installed here is not the test's to choose.
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ServiceRefused, match=r"pip install 'gumsole\[aws\]'"):
        Account(REGION)


def test_without_aws_settings_the_sdk_is_not_loaded() -> None:
    code = "import sys, gumsole.cli, gumsole.assembly.serving; print('botocore' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
