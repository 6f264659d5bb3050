"""Titan's embeddings, asked of a Bedrock on loopback that verifies signatures and shapes."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.aws import TITAN, Account, Operation, Patience
from gumsole.catalog.feed import FeedOptions
from gumsole.errors import BadPhoto, BadSettings, IndexMismatch, ServiceDown, ServiceRefused
from gumsole.images.titan import LONG_SIDE, Titan
from gumsole.settings import Settings
from gumsole.store import Store
from tests.aws.service import REGION, Answer, Aws
from tests.aws.test_account import Sleepless
from tests.shelf import Drawn, assortment, drawing, lay_out

RGB = np.full((64, 96, 3), 200, np.uint8)
SETTINGS = Settings(encoder="titan:256", aws_region=REGION)


def embedding(params: dict[str, Any]) -> Answer:
    """What Titan would say: here the colors of the photo, eight by eight, and a bit of everything."""
    asked = json.loads(params["body"])
    assert set(asked) == {"inputImage", "embeddingConfig"}
    image = Image.open(io.BytesIO(base64.b64decode(asked["inputImage"], validate=True)))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert max(image.size) <= LONG_SIDE
    colors = np.asarray(image.resize((8, 8)), np.float64).ravel() / 255
    numbers = np.full(asked["embeddingConfig"]["outputEmbeddingLength"], 0.01)
    numbers[: len(colors)] += colors
    body = {"embedding": numbers.tolist(), "inputTextTokenCount": 0, "message": None}
    return {"body": json.dumps(body).encode(), "contentType": "application/json"}


@pytest.mark.parametrize("dimension", [256, 384, 1024])
def test_a_photo_becomes_a_unit_vector_of_the_dimension_asked_for(service: Aws, dimension: int) -> None:
    service.answers["InvokeModel"] = embedding
    titan = Titan(Account(REGION), dimension)
    encoding = titan.encode(RGB)
    assert encoding.embedding.shape == titan.prior_mean.shape == (dimension,)
    assert encoding.embedding.dtype == np.float32
    assert np.linalg.norm(encoding.embedding) == pytest.approx(1, abs=1e-6)
    assert encoding.saliency is None
    ((name, params),) = service.asked
    assert (name, params["modelId"], params["contentType"]) == ("InvokeModel", TITAN, "application/json")


def test_each_dimension_is_an_encoder_of_its_own(service: Aws) -> None:
    account = Account(REGION)
    encoders = [Titan(account, dimension) for dimension in (256, 384)]
    assert [one.id for one in encoders] == ["titan-256", "titan-384"]
    assert len({one.file_hash for one in encoders}) == 2
    assert all(len(one.file_hash) == 64 for one in encoders)
    assert REGION in encoders[0].note
    with pytest.raises(BadSettings, match="256, 384, 1024"):
        Titan(account, 512)


def test_a_narrow_photo_is_kept_within_the_models_bounds(service: Aws) -> None:
    service.answers["InvokeModel"] = embedding  # which looks at the size of what it is sent
    Titan(Account(REGION), 256).encode(np.zeros((256, 5120, 3), np.uint8))


def test_pixels_of_another_shape_are_never_sent(service: Aws) -> None:
    with pytest.raises(BadPhoto, match="uint8"):
        Titan(Account(REGION), 256).encode(np.zeros((64, 64), np.uint8))
    assert service.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"embedding": null, "message": "internal"}',
        b'{"embedding": [1.0, 2.0]}',
        json.dumps({"embedding": [0.0] * 256}).encode(),
        json.dumps({"embedding": [float("nan")] * 256}).encode(),
    ],
)
def test_an_answer_without_a_vector_is_asked_for_again_and_then_told(service: Aws, body: bytes) -> None:
    service.answers["InvokeModel"] = lambda _: {"body": body, "contentType": "application/json"}
    account = Account(REGION, patience=Patience(attempts=2), world=Sleepless().world)
    with pytest.raises(ServiceDown, match="bedrock:InvokeModel answered in a shape"):
        Titan(account, 256).encode(RGB)
    assert len(service.asked) == 2
    assert account.meter.calls == {}


def test_a_model_that_the_region_or_account_does_not_have_is_the_operators(service: Aws) -> None:
    service.answers["InvokeModel"] = lambda _: (404, "ResourceNotFoundException")
    with pytest.raises(ServiceRefused, match="ResourceNotFoundException"):
        Titan(Account(REGION), 256).encode(RGB)


# --- as a setting ---


def take(folder: Path, tmp_path: Path, settings: Settings = SETTINGS) -> assembly.Ingested:
    feed = lay_out(tmp_path / "feed", assortment())
    order = IngestOrder(str(feed), FeedOptions(), "feed")
    return assembly.ingest_feed(folder, settings, order, progress=lambda _: None)


def test_a_store_is_built_and_asked_with_titan_by_one_setting(service: Aws, tmp_path: Path) -> None:
    service.answers["InvokeModel"] = embedding
    folder = tmp_path / "store"
    done = take(folder, tmp_path)
    assert (done.summary.analyzed, done.summary.failed) == (len(assortment()), 0)
    assert 1 < service.most_at_once <= SETTINGS.aws_at_once
    with Store.open(folder) as store:
        issued = store.passports.active()
        assert issued is not None
        assert (issued.passport.encoder, issued.passport.dimension) == ("titan-256", 256)
    with assembly.shop(folder, SETTINGS) as shop:
        asked = len(service.asked)
        answer = shop.searcher.search(drawing(Drawn("mug", "red")))
        assert len(service.asked) == asked + 1  # one look, for each is charged
    assert answer.hits[0].product.sku == "mug-red"
    with pytest.raises(IndexMismatch, match="titan-256"), assembly.shop(folder, Settings()):
        pass


def test_what_was_asked_once_is_not_asked_again(service: Aws, tmp_path: Path) -> None:
    service.answers["InvokeModel"] = embedding
    take(tmp_path / "store", tmp_path)
    asked = len(service.asked)
    take(tmp_path / "store", tmp_path)
    assert len(service.asked) == asked


@pytest.mark.parametrize("name", ["titan:", "titan:512", "titan:x", "titan"])
def test_a_dimension_that_titan_has_not_is_told(service: Aws, name: str) -> None:
    with pytest.raises(BadSettings, match="write titan:256"):
        assembly.encoder_of(Settings(encoder=name, aws_region=REGION))


def test_calls_are_counted(service: Aws) -> None:
    service.answers["InvokeModel"] = embedding
    account = Account(REGION)
    Titan(account, 256).encode(RGB)
    assert account.meter.calls == {Operation.INVOKE_MODEL: 1}
