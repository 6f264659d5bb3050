"""Shoppers' photos leave the server only where the operator says so, and whoever gets them is named."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.catalog.feed import FeedOptions
from gumsole.errors import ServiceDown, ServiceRefused
from gumsole.records import Box, ReasonKind, Role
from gumsole.search import SearchRequest
from gumsole.settings import Settings
from gumsole.store import Asked, Store
from tests.aws.service import REGION, Aws
from tests.aws.test_rekognition import SOFA
from tests.aws.test_titan import embedding
from tests.serving import GENEROUS, photo, running, until
from tests.shelf import assortment, lay_out

LABELED = Settings(labels="rekognition", label_uploads=True, aws_region=REGION)
LAMP: dict[str, Any] = {
    "Labels": [{"Name": "Lamp", "Confidence": 99.0, "Aliases": []}, {"Name": "Rug", "Confidence": 60.0}],
    "LabelModelVersion": "3.0",
}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the drawn products; only to be copied."""
    folder = tmp_path_factory.mktemp("stocked")
    order = IngestOrder(str(lay_out(folder / "feed", assortment())), FeedOptions(), "feed")
    assembly.ingest_feed(folder / "store", Settings(), order, progress=lambda _: None)
    return folder / "store"


@pytest.fixture
def folder(stocked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stocked, tmp_path / "store"))


def test_an_upload_stays_here_unless_the_operator_says_otherwise(service: Aws, folder: Path) -> None:
    with assembly.shop(folder, replace(LABELED, label_uploads=False)) as shop:
        answer = shop.searcher.search(photo())
    assert service.asked == []
    assert answer.seen is not None
    assert answer.seen.labeling is None


def test_an_upload_is_labeled_like_a_catalog_photo_where_the_operator_says_so(
    service: Aws, folder: Path
) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    with assembly.shop(folder, LABELED) as shop:
        answer = shop.searcher.search(photo())
    ((name, params),) = service.asked
    assert name == "DetectLabels"
    assert Image.open(io.BytesIO(params["Image"]["Bytes"])).size == (600, 600)
    assert answer.seen is not None
    assert answer.seen.labeling is not None
    # Cushion, 71.5 %, is below label_confidence.
    assert [label.name for label in answer.seen.labeling.labels] == ["Couch"]
    assert answer.seen.labeling.foreground[0].name == "navy"


def test_of_a_cropped_upload_the_crop_alone_is_sent(service: Aws, folder: Path) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    with assembly.shop(folder, LABELED) as shop:
        shop.searcher.search(photo(size=1200), SearchRequest(crop=Box(0.25, 0.25, 0.5, 0.5)))
    ((_, params),) = service.asked
    assert Image.open(io.BytesIO(params["Image"]["Bytes"])).size == (512, 512)


def words_of(answer: Any) -> dict[str, float]:
    return {
        hit.product.sku: reason.points
        for hit in answer.hits
        for reason in hit.reasons
        if reason.kind is ReasonKind.WORDS and reason.points
    }


def test_labels_of_an_upload_stand_in_for_words_where_the_shopper_wrote_none(
    service: Aws, folder: Path
) -> None:
    service.answers["DetectLabels"] = lambda _: LAMP
    with assembly.shop(folder, LABELED) as shop:
        alone = words_of(shop.searcher.search(photo("lamp", "navy")))
        beside = words_of(shop.searcher.search(photo("lamp", "navy"), SearchRequest(words="beige")))
        written = words_of(shop.searcher.search(photo("lamp", "navy"), SearchRequest(words="clock")))
    assert alone
    assert all(sku.startswith("lamp-") for sku in alone)
    assert not any(sku.startswith("rug-") for sku in alone)
    assert all(sku.startswith("clock-") for sku in written)
    assert all(sku.startswith("lamp-") for sku in beside)


@pytest.mark.parametrize(
    "fault", [(400, "ThrottlingException"), (503, "ServiceUnavailable"), (400, "InvalidImageFormatException")]
)
def test_a_search_goes_on_without_labels_where_none_are_to_be_had(
    service: Aws, folder: Path, fault: tuple[int, str]
) -> None:
    service.answers["DetectLabels"] = lambda _: fault
    with assembly.shop(folder, LABELED) as shop:
        answer = shop.searcher.search(photo("mug", "red"))
    assert answer.hits[0].product.sku == "mug-red"
    assert 1 <= len(service.asked) <= 2
    assert answer.seen is not None
    assert answer.seen.labeling is None


def test_missing_rights_are_not_passed_over(service: Aws, folder: Path) -> None:
    service.answers["DetectLabels"] = lambda _: (400, "AccessDeniedException")
    with (
        assembly.shop(folder, LABELED) as shop,
        pytest.raises(ServiceRefused, match="rekognition:DetectLabels"),
    ):
        shop.searcher.search(photo())


def test_with_titan_a_search_that_it_does_not_answer_is_asked_to_come_again(
    service: Aws, tmp_path: Path
) -> None:
    service.answers["InvokeModel"] = embedding
    settings = Settings(encoder="titan:256", aws_region=REGION)
    order = IngestOrder(str(lay_out(tmp_path / "feed", assortment()[:2])), FeedOptions(), "feed")
    assembly.ingest_feed(tmp_path / "store", settings, order, progress=lambda _: None)
    with assembly.shop(tmp_path / "store", settings) as shop:
        service.answers["InvokeModel"] = lambda _: (429, "ThrottlingException")
        with pytest.raises(ServiceDown, match="2 attempts"):
            shop.searcher.search(photo())


# --- who is named ---


def told(folder: Path, settings: Settings, subject: str) -> list[str]:
    return [one.text for one in assembly.examine(folder, settings) if one.subject == subject]


def test_the_doctor_names_who_sees_photos_where_what_for_and_the_policy_to_set(
    service: Aws, folder: Path
) -> None:
    assert told(folder, Settings(), "uploads") == []
    assert told(folder, replace(LABELED, label_uploads=False), "uploads") == []
    (catalog,) = told(folder, LABELED, "catalog photos")
    assert catalog == f"Amazon Rekognition in {REGION} is sent each once"
    processor, policy = told(folder, LABELED, "uploads")
    assert "Amazon Rekognition (DetectLabels)" in processor
    assert REGION in processor
    assert "AI services opt-out policy" in policy
    (bedrock,) = told(folder, Settings(encoder="titan:256", aws_region=REGION), "uploads")
    assert "Amazon Bedrock (Titan Multimodal Embeddings)" in bedrock


def test_the_doctor_tells_what_is_not_set_up(
    service: Aws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    (wrong,) = [one for one in assembly.examine(folder, LABELED) if one.subject == "aws"]
    assert wrong.wrong
    assert "no AWS credentials" in wrong.text


def test_a_server_names_its_processors_labels_what_the_api_is_sent_and_keeps_nothing_of_uploads(
    service: Aws, folder: Path
) -> None:
    service.answers["DetectLabels"] = lambda _: SOFA
    settings = {"LABELS": "rekognition", "LABEL_UPLOADS": "yes", "AWS_REGION": REGION}
    environ = {**GENEROUS, **{f"GUMSOLE_{name}": value for name, value in settings.items()}}
    with running(folder, environ=environ) as server:
        with server.client() as anybody:
            (processor,) = anybody.get("/v1/privacy").json()["processors"]
        assert processor.startswith(
            f"Amazon Web Services, Amazon Rekognition (DetectLabels), region {REGION}"
        )
        with server.client(Role.INDEXER) as indexer:
            new = {
                "sku": "chair-1",
                "title": "Stool",
                "offer": {"price": {"amount": "9.00", "currency": "EUR"}},
            }
            indexer.put("/v1/products", json={"products": [new]}).raise_for_status()
            indexer.put("/v1/products/chair-1/photos/1", content=photo("clock", "beige")).raise_for_status()
        with Store.open(folder) as store:
            until(lambda: store.words.search(["couch"], limit=9), "the photo is labeled", server.lines)
            assert [match.sku for match in store.words.search(["couch"], limit=9)] == ["chair-1"]
            assert len(service.asked) == 1  # photos of feeds are for an ingest to send
            planted = {"Name": "Zeppelin", "Confidence": 99.0}
            service.answers["DetectLabels"] = lambda _: SOFA | {"Labels": [planted]}
            with server.client(Role.SEARCH) as shopper:
                shopper.post("/v1/search", content=photo("lamp", "green")).raise_for_status()
            assert len(service.asked) == 2
            assert store.labelings.count(Asked.LABELS) == (1, 0)
        with server.client(Role.ADMIN) as admin:
            counted = 'gumsole_aws_calls_total{operation="rekognition:DetectLabels",worker="0"} 2.0'
            assert counted in admin.get("/metrics").text
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert any(b"Couch" in path.read_bytes() for path in files)
        assert not [path for path in files if b"eppelin" in path.read_bytes()]
        assert "Zeppelin" not in "".join(server.lines)
