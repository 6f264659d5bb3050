"""Catalog photos and a service outside: each content once, what was paid for kept, prices told before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gumsole import assembly
from gumsole import bench as benchmarks
from gumsole.assembly import IngestOrder
from gumsole.aws import Operation
from gumsole.catalog.feed import FeedOptions
from gumsole.cli import main
from gumsole.errors import BadPhoto, BadQuery, BadSettings, NotFound, ServiceDown, ServiceRefused
from gumsole.labeling import Errand, Labeled, label
from gumsole.records import Label, Labeling, Moderation, Shard
from gumsole.settings import Settings
from gumsole.store import Asked, Store
from tests.aws.service import REGION, Answer, Aws
from tests.aws.test_rekognition import SOFA
from tests.shelf import assortment, drawing, lay_out
from tests.store.making import hash_of, ingest, item

SEEN = Labeling("test-1", (Label("Couch", 0.9),))


class Service:
    """Says the same of every photo, unless told otherwise; remembers what it was asked."""

    def __init__(self, answer: Callable[[bytes], Labeling] = lambda _: SEEN) -> None:
        self.answer = answer
        self.asked: list[bytes] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()

    def __call__(self, data: bytes) -> Labeling | Moderation:
        with self._lock:
            self.asked.append(data)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return self.answer(data)
        finally:
            with self._lock:
                self.at_once -= 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as opened:
        yield opened


def errand(store: Store, service: Service, **more: Any) -> Errand:
    given: dict[str, Any] = {"at_once": 4, "confidence": 0.8, **more}
    return Errand(store, lambda ref, _: ref.encode(), ((Asked.LABELS, service),), **given)


def test_each_photo_is_asked_about_once_ever(store: Store) -> None:
    ingest(store, *(item(f"p{at}") for at in range(20)), item("again", "/photos/p0.jpg"))
    service = Service()
    assert label(errand(store, service)) == Labeled(asked=20)
    assert sorted(service.asked) == sorted(f"/photos/p{at}.jpg".encode() for at in range(20))
    assert label(errand(store, service)) == Labeled()
    assert len(service.asked) == 20
    assert store.labelings.labels(hash_of("/photos/p3.jpg")) == SEEN


def test_no_more_photos_are_under_way_than_may_be(store: Store) -> None:
    ingest(store, *(item(f"p{at}") for at in range(30)))
    barrier = threading.Barrier(3, timeout=10)

    def together(_: bytes) -> Labeling:
        barrier.wait()
        return SEEN

    service = Service(together)
    label(errand(store, service, at_once=3))
    assert service.most_at_once == 3


def test_a_photo_that_the_service_does_not_take_is_not_sent_again(store: Store) -> None:
    ingest(store, item("a"), item("b"))

    def picky(data: bytes) -> Labeling:
        if data == b"/photos/a.jpg":
            raise BadPhoto("too small")
        return SEEN

    service = Service(picky)
    assert label(errand(store, service)) == Labeled(asked=2, refused=1)
    assert label(errand(store, service)) == Labeled()
    assert store.labelings.count(Asked.LABELS) == (2, 1)


def test_a_photo_whose_bytes_are_not_to_be_had_waits_for_another_run(store: Store) -> None:
    ingest(store, item("a"), item("b"), item("c"))

    def content(ref: str, _: str) -> bytes | None:
        if ref == "/photos/a.jpg":
            raise NotFound("gone")
        return None if ref == "/photos/b.jpg" else b"c"

    service = Service()
    assert label(replace(errand(store, service), content=content)) == Labeled(asked=1, left=2)
    assert label(errand(store, service)) == Labeled(asked=2)


def test_where_the_service_is_down_the_rest_is_left_and_gone_on_with_later(store: Store) -> None:
    ingest(store, *(item(f"p{at}") for at in range(200)))
    service = Service()

    def faltering(_: bytes) -> Labeling:
        if len(service.asked) > 50:
            raise ServiceDown("throttled for two minutes")
        return SEEN

    service.answer = faltering
    first = label(errand(store, service))
    assert first.trouble == "throttled for two minutes"
    assert first.asked == 50
    assert len(service.asked) <= 50 + 4  # those that were under way
    service.answer = lambda _: SEEN
    assert label(errand(store, service)) == Labeled(asked=150)


def test_where_the_set_up_is_wrong_what_was_answered_is_kept_and_the_fault_told(store: Store) -> None:
    ingest(store, *(item(f"p{at}") for at in range(60)))
    service = Service()

    def expiring(_: bytes) -> Labeling:
        if len(service.asked) > 20:
            raise ServiceRefused("credentials have expired")
        return SEEN

    service.answer = expiring
    with pytest.raises(ServiceRefused, match="expired"):
        label(errand(store, service))
    assert store.labelings.count(Asked.LABELS) == (20, 0)


def test_a_round_may_be_bounded_stopped_and_of_one_source(store: Store) -> None:
    ingest(store, *(item(f"p{at}") for at in range(9)))
    ingest(store, item("other"), source="other")
    assert label(errand(store, Service(), most=4)).asked == 4
    assert label(errand(store, Service(), source="other")).asked == 1
    assert label(errand(store, Service(), stopping=lambda: True)).asked == 0


# --- by one setting ---

SETTINGS = Settings(labels="rekognition", aws_region=REGION)
PHOTOS = len(assortment())


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "feed", assortment())


def take(folder: Path, feed: Path, settings: Settings = SETTINGS) -> assembly.Ingested:
    order = IngestOrder(str(feed), FeedOptions(), "feed")
    return assembly.ingest_feed(folder, settings, order, progress=lambda _: None)


@pytest.fixture
def rekognition(service: Aws) -> Aws:
    service.answers["DetectLabels"] = lambda _: SOFA
    service.answers["DetectModerationLabels"] = lambda _: {
        "ModerationLabels": [{"Name": "Weapons", "ParentName": "", "Confidence": 91.0}],
        "ModerationModelVersion": "7.0",
    }
    return service


def test_an_ingest_has_photos_labeled_beside_the_local_encoder(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    folder = tmp_path / "store"
    done = take(folder, feed)
    assert done.labeled == Labeled(asked=PHOTOS)
    assert done.bill.calls == {Operation.DETECT_LABELS: PHOTOS}
    assert done.bill.usd == pytest.approx(PHOTOS * 0.00175)  # the setting's default
    with Store.open(folder) as store:
        passport = store.passports.active()
        assert passport is not None
        assert passport.passport.encoder.startswith("lite0")
        assert {match.sku for match in store.words.search(["sofa"], limit=99)} == {
            one.sku for one in assortment()
        }
        assert store.words.search(["cushion"], limit=9) == []  # 0.715 is below label_confidence
    again = take(folder, feed)
    assert (again.labeled, again.bill.calls) == (Labeled(), {})


def test_a_store_that_has_photos_already_gets_labels_when_it_is_ingested_again(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    assert take(tmp_path / "store", feed, Settings()).labeled == Labeled()
    assert rekognition.asked == []
    assert take(tmp_path / "store", feed).labeled == Labeled(asked=PHOTOS)


def test_another_confidence_holds_with_the_next_ingest_and_sends_nothing(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    take(tmp_path / "store", feed)
    asked = len(rekognition.asked)
    take(tmp_path / "store", feed, replace(SETTINGS, label_confidence=0.7))
    assert len(rekognition.asked) == asked
    with Store.open(tmp_path / "store") as store:
        assert len(store.words.search(["cushion"], limit=99)) == PHOTOS


def test_moderation_is_a_setting_of_its_own_and_the_doctor_tells_what_it_found(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    settings = Settings(moderate=True, aws_region=REGION)
    done = take(tmp_path / "store", feed, settings)
    assert done.bill.calls == {Operation.DETECT_MODERATION_LABELS: PHOTOS}
    told = [one for one in assembly.examine(tmp_path / "store", settings) if one.subject == "unfit"]
    assert len(told) == 6  # five examples, and how many there are
    assert "Weapons 91 %" in told[0].text
    assert all(one.wrong for one in told)
    assert str(PHOTOS) in told[-1].text


def test_titan_and_labels_go_together(rekognition: Aws, tmp_path: Path, feed: Path) -> None:
    from tests.aws.test_titan import embedding

    rekognition.answers["InvokeModel"] = embedding
    done = take(tmp_path / "store", feed, replace(SETTINGS, encoder="titan:384"))
    assert done.bill.calls[Operation.DETECT_LABELS] == PHOTOS
    assert done.bill.calls[Operation.INVOKE_MODEL] >= PHOTOS
    with assembly.shop(tmp_path / "store", replace(SETTINGS, encoder="titan:384")) as shop:
        assert shop.searcher.search(drawing(assortment()[0])).hits[0].product.sku == assortment()[0].sku


def test_what_is_only_measured_asks_nobody_for_labels(rekognition: Aws, tmp_path: Path, feed: Path) -> None:
    settings = replace(SETTINGS, moderate=True, label_uploads=True, aws_at_once=3)
    assert assembly.unlabeled(settings) == Settings(aws_region=REGION, aws_at_once=3)
    rows = [
        f"{one.sku}.jpg,{one.sku},{role},{one.shape}" for one in assortment() for role in ("catalog", "query")
    ]
    (feed.parent / "items.csv").write_text("\n".join(["image,product_id,role,category", *rows]))
    assembly.evaluate_folder(feed.parent, settings, by="product_id")
    assert rekognition.asked == []


def test_a_machine_is_not_measured_by_what_aws_answers(rekognition: Aws) -> None:
    with pytest.raises(BadQuery, match="titan:256 is not here"):
        next(benchmarks.bench(replace(SETTINGS, encoder="titan:256"), rows=1000, scale=0))
    assert rekognition.asked == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(labels="somebody"), "nobody labels who is called 'somebody'; write rekognition"),
        (Settings(label_uploads=True), "label_uploads needs somebody who labels"),
    ],
)
def test_settings_that_make_no_sense_are_told(
    settings: Settings, told: str, service: Aws, tmp_path: Path, feed: Path
) -> None:
    with pytest.raises(BadSettings, match=told):
        take(tmp_path / "store", feed, settings)


def test_no_credentials_are_told_before_the_feed_is_taken_in(
    service: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, feed: Path
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    words = ["ingest", str(feed), "--store", str(tmp_path / "store")]
    done = CliRunner().invoke(
        main, words, env={"GUMSOLE_LABELS": "rekognition", "GUMSOLE_AWS_REGION": REGION}
    )
    assert done.exit_code == 78
    assert "no AWS credentials were found" in done.stderr
    with Store.open(tmp_path / "store") as store:
        assert store.products.count() == 0


# --- before anything is sent ---


def run(*words: object, **settings: str) -> str:
    env = {f"GUMSOLE_{name.upper()}": value for name, value in settings.items()}
    done = CliRunner().invoke(main, [str(word) for word in words], env=env)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_dry_run_tells_photos_and_price_and_sends_and_writes_nothing(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    folder = tmp_path / "store"
    told = run(
        "ingest",
        feed,
        "--store",
        folder,
        "--dry-run",
        labels="rekognition",
        moderate="yes",
        aws_region=REGION,
    )
    assert f"{PHOTOS} products with {PHOTOS} photos; nothing was taken in or sent" in told
    # 16 × (0.00175 + 0.001) = 0.044
    assert (
        f"{PHOTOS} × rekognition:DetectLabels, {PHOTOS} × rekognition:DetectModerationLabels, about $0.04"
        in told
    )
    assert rekognition.asked == []
    assert not folder.exists()


def test_a_dry_run_reckons_with_the_prices_of_the_settings_and_with_what_is_known(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    folder = tmp_path / "store"
    order = IngestOrder(str(feed), FeedOptions(), "feed")
    dear = replace(SETTINGS, price_labels=2.0, price_titan=0.5, encoder="titan:256")
    estimate = assembly.estimate_feed(folder, dear, order)
    assert estimate.bill.calls == {Operation.DETECT_LABELS: PHOTOS, Operation.INVOKE_MODEL: PHOTOS}
    assert estimate.bill.usd == PHOTOS * 2.5
    take(folder, feed)
    known = assembly.estimate_feed(folder, dear, order)
    assert known.bill.calls == {Operation.INVOKE_MODEL: PHOTOS}


def test_a_dry_run_of_a_shard_tells_its_part(rekognition: Aws, tmp_path: Path, feed: Path) -> None:
    parts = [
        assembly.estimate_feed(
            tmp_path / "store", SETTINGS, IngestOrder(str(feed), FeedOptions(), "feed", shard=Shard(at, 3))
        )
        for at in range(3)
    ]
    assert sum(part.photos for part in parts) == PHOTOS
    assert all(part.bill.calls.get(Operation.DETECT_LABELS, 0) == part.photos < PHOTOS for part in parts)


def test_a_dry_run_without_aws_says_that_nothing_is_sent(tmp_path: Path, feed: Path) -> None:
    assert "no photo would be sent to AWS" in run("ingest", feed, "--store", tmp_path / "store", "--dry-run")


def test_the_command_line_tells_what_was_asked_and_what_was_not(
    rekognition: Aws, tmp_path: Path, feed: Path
) -> None:
    lock, count = threading.Lock(), iter(range(10**6))

    def answer(_: dict[str, Any]) -> Answer:
        with lock:
            number = next(count)
        return (400, "ImageTooLargeException") if number == 3 else SOFA

    rekognition.answers["DetectLabels"] = answer
    told = run("ingest", feed, "--store", tmp_path / "store", labels="rekognition", aws_region=REGION)
    assert f"asked of AWS: {PHOTOS - 1} × rekognition:DetectLabels, about $0.03" in told
    assert "not labeled: 1 photos that the service does not take, 0 left for another run" in told
