"""The adapters against moto, which answers as AWS does: labels, and feeds and photos in S3."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.aws import Account, Operation, Patience
from gumsole.catalog.feed import FeedOptions
from gumsole.catalog.fetch import PhotoFetcher
from gumsole.catalog.fetch_s3 import ObjectName, Objects, beside
from gumsole.catalog.items.references import References, WebReferences
from gumsole.catalog.items.values import BadValue
from gumsole.errors import BadFeed, BadPhoto, InputError, NotFound, PhotoUnreachable, ServiceRefused
from gumsole.images.rekognition import Rekognition
from gumsole.settings import Settings
from gumsole.store import Store
from tests.aws.service import CREDENTIALS, REGION
from tests.aws.test_account import Sleepless
from tests.shelf import Drawn, assortment, drawing, write_feed

BUCKET = "shop-photos"
SETTINGS = Settings(aws_region=REGION, s3_buckets=f"other, {BUCKET}")


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(moto: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of the test's own account; filled by a client that is not Gumsole's."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    s3 = boto3.session.Session(region_name=REGION).resource("s3")
    made = s3.Bucket(BUCKET)
    made.create(CreateBucketConfiguration={"LocationConstraint": REGION})
    yield made
    made.objects.all().delete()
    made.delete()


def objects(**more: Any) -> Objects:
    account = Account(REGION, patience=Patience(attempts=2), world=Sleepless().world)
    return Objects(account, {BUCKET}, **more)


# --- labels ---


def test_what_moto_says_of_a_photo_is_understood(bucket: Any) -> None:
    """Moto answers every photo with these labels; its image properties are not where the model has them."""
    account = Account(REGION)
    labeling = Rekognition(account).labels(drawing(Drawn("mug", "red"), size=600))
    (phone,) = labeling.labels
    assert phone.words == ("Mobile Phone", "Cell Phone")
    assert (phone.parents, phone.categories) == (("Phone",), ("Technology and Computing",))
    assert phone.confidence == pytest.approx(0.999, abs=0.001)
    assert len(phone.boxes) == 1
    assert labeling.model == "rekognition-3.0"
    assert account.meter.calls == {Operation.DETECT_LABELS: 1}


# --- photos ---


def test_a_photo_is_read_once_and_then_only_if_it_changed(bucket: Any) -> None:
    bucket.put_object(Key="a b/ü+%20.jpg", Body=b"first")
    ref = f"s3://{BUCKET}/a b/ü+%20.jpg"
    first = objects().fetch(ref)
    assert first.data == b"first"
    assert (first.known.size, bool(first.known.etag)) == (5, True)
    again = objects().fetch(ref, first.known)
    assert again.data is None
    assert again.known == first.known
    bucket.put_object(Key="a b/ü+%20.jpg", Body=b"second")
    assert objects().fetch(ref, first.known).data == b"second"


def test_a_photo_that_is_not_there_is_told_for_good(bucket: Any) -> None:
    with pytest.raises(NotFound, match=f"no photo at s3://{BUCKET}/none.jpg"):
        objects().fetch(f"s3://{BUCKET}/none.jpg")


def test_a_photo_over_the_limit_is_not_read_to_its_end(bucket: Any) -> None:
    bucket.put_object(Key="large.jpg", Body=b"x" * 200_000)
    with pytest.raises(BadPhoto, match="larger than 100000 bytes"):
        objects(max_bytes=100_000).fetch(f"s3://{BUCKET}/large.jpg")


def test_a_body_that_takes_too_long_is_given_up(bucket: Any) -> None:
    bucket.put_object(Key="slow.jpg", Body=b"x" * 200_000)
    ticks = iter(range(0, 10_000, 20))
    with pytest.raises(PhotoUnreachable, match=r"took too long \(2 attempts\)"):
        objects(clock=lambda: float(next(ticks))).fetch(f"s3://{BUCKET}/slow.jpg")


@pytest.mark.parametrize(
    "address",
    ["s3://", "s3://shop-photos", "s3://shop-photos/", "s3:///a.jpg", "s3://a/b.jpg", "s3://shop_photos/b"],
)
def test_what_is_no_address_of_an_object_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="write s3://bucket/key"):
        ObjectName.of(address, {BUCKET})


def test_a_key_longer_than_s3_has_is_refused() -> None:
    ObjectName.of(f"s3://{BUCKET}/{'ü' * 512}", {BUCKET})
    with pytest.raises(InputError):
        ObjectName.of(f"s3://{BUCKET}/{'ü' * 513}", {BUCKET})


def test_a_bucket_that_was_not_named_is_never_asked(bucket: Any) -> None:
    with pytest.raises(InputError, match="name secrets in s3_buckets"):
        objects().fetch("s3://secrets/a.jpg")
    with PhotoFetcher() as without, pytest.raises(InputError, match="allow its bucket in s3_buckets"):
        without.fetch(f"s3://{BUCKET}/a.jpg")


class _Denying(BaseHTTPRequestHandler):
    code = "AccessDenied"

    def do_GET(self) -> None:
        body = f"<Error><Code>{self.code}</Code><Message>made so</Message></Error>".encode()
        self.send_response(403)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's name
        """Quiet."""


@pytest.fixture
def denying(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Denying) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
            yield
        server.shutdown()
        thread.join()


def test_a_photo_that_is_denied_holds_up_no_other_and_names_the_right(denying: None) -> None:
    with pytest.raises(PhotoUnreachable, match="s3:GetObject"):
        objects().fetch(f"s3://{BUCKET}/a.jpg")


def test_credentials_that_do_not_hold_are_the_operators(
    denying: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Denying, "code", "InvalidAccessKeyId")
    with pytest.raises(ServiceRefused, match=r"InvalidAccessKeyId.*check credentials"):
        objects().fetch(f"s3://{BUCKET}/a.jpg")


# --- what a feed may name ---


def test_a_feed_may_name_photos_in_the_buckets_that_are_allowed_and_no_others(tmp_path: Path) -> None:
    references = References(tmp_path, tmp_path, buckets=frozenset({BUCKET}))
    assert references.settle(f"s3://{BUCKET}/a b.jpg") == f"s3://{BUCKET}/a b.jpg"
    with pytest.raises(BadValue, match="name secrets in s3_buckets"):
        references.settle("s3://secrets/a.jpg")
    with pytest.raises(BadValue, match="s3_buckets"):
        References(tmp_path, tmp_path).settle(f"s3://{BUCKET}/a.jpg")


def test_relative_photos_of_a_feed_in_s3_lie_beside_it_and_not_in_another_bucket(tmp_path: Path) -> None:
    feed = f"s3://{BUCKET}/feeds/today.csv"
    references = References(tmp_path, tmp_path, address=feed, buckets=frozenset({BUCKET}))
    assert references.settle("photos/a b.jpg") == f"s3://{BUCKET}/feeds/photos/a b.jpg"
    assert references.settle("../../../x.jpg") == f"s3://{BUCKET}/x.jpg"
    assert beside(feed, "/x.jpg") == f"s3://{BUCKET}/x.jpg"
    with pytest.raises(BadValue, match="name secrets"):
        references.settle("//secrets/x.jpg")


def test_the_api_takes_no_photo_in_s3() -> None:
    references = WebReferences(lambda _: True)
    with pytest.raises(BadValue, match=r"no http\(s\) address"):
        references.settle(f"s3://{BUCKET}/a.jpg")


# --- feeds ---


def take(folder: Path, feed: str, settings: Settings = SETTINGS) -> assembly.Ingested:
    order = IngestOrder(feed, FeedOptions(), "feed")
    return assembly.ingest_feed(folder, settings, order, progress=lambda _: None)


def lay_out(bucket: Any, scratch: Path, products: list[Drawn]) -> str:
    for product in products:
        bucket.put_object(Key=f"feeds/{product.sku}.jpg", Body=drawing(product))
    bucket.put_object(Key="feeds/feed.csv", Body=write_feed(scratch / "feed.csv", products).read_bytes())
    return f"s3://{BUCKET}/feeds/feed.csv"


def test_a_feed_and_its_photos_may_lie_in_s3(bucket: Any, tmp_path: Path) -> None:
    feed = lay_out(bucket, tmp_path, assortment()[:4])
    done = take(tmp_path / "store", feed)
    assert (done.summary.products, done.summary.analyzed, done.summary.failed) == (4, 4, 0)
    assert done.bill.calls == {}  # S3 is billed by itself
    with assembly.shop(tmp_path / "store", Settings()) as shop:
        sku = assortment()[0].sku
        assert shop.searcher.search(drawing(assortment()[0])).hits[0].product.sku == sku
    bucket.Object("feeds/mug-red.jpg").delete()
    again = take(tmp_path / "store", feed)
    assert (again.summary.analyzed, again.summary.failed) == (0, 1)


def test_photos_in_s3_are_labeled_too(bucket: Any, tmp_path: Path) -> None:
    feed = lay_out(bucket, tmp_path, assortment()[:3])
    done = take(tmp_path / "store", feed, replace(SETTINGS, labels="rekognition"))
    assert done.labeled.asked == 3
    with Store.open(tmp_path / "store") as store:
        assert len(store.words.search(["phone"], limit=9)) == 3


def test_a_feed_in_s3_that_is_not_there_not_allowed_or_too_large_is_told(bucket: Any, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=f"no feed at s3://{BUCKET}/none.csv"):
        take(tmp_path / "store", f"s3://{BUCKET}/none.csv")
    with pytest.raises(InputError, match="name secrets in s3_buckets"):
        take(tmp_path / "store", "s3://secrets/feed.csv")
    with pytest.raises(InputError, match="allow its bucket in s3_buckets"):
        take(tmp_path / "store", f"s3://{BUCKET}/feed.csv", Settings(aws_region=REGION))
    bucket.put_object(Key="large.csv", Body=b"x" * 100_000)
    with (
        pytest.raises(BadFeed, match="larger than 1000 bytes"),
        objects().downloaded(f"s3://{BUCKET}/large.csv", max_bytes=1000),
    ):
        pass


def test_a_dry_run_reads_a_feed_in_s3(bucket: Any, tmp_path: Path) -> None:
    feed = lay_out(bucket, tmp_path, assortment()[:3])
    order = IngestOrder(feed, FeedOptions(), "feed")
    estimate = assembly.estimate_feed(tmp_path / "store", replace(SETTINGS, labels="rekognition"), order)
    assert (estimate.products, estimate.photos) == (3, 3)
    assert estimate.bill.calls == {Operation.DETECT_LABELS: 3}
