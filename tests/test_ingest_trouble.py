"""Story one when hosts are away, photos go, the user stops it, or the encoder is another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from gumsole.catalog.feed import FeedOptions, open_feed
from gumsole.errors import BadPhoto, NotFound, PhotoUnreachable
from gumsole.images.analysis import Analysis
from gumsole.ingest import IngestOptions, IngestSummary, Progress, Workshop, ingest
from gumsole.store import EncoderKey, PhotoFailure, Store
from tests.fakes import Web
from tests.store.making import KEY, OTHER_KEY, passport, signals

MANY = 120  # more than what is under way at once (36), so that batches are written before all is looked at


class Shelf:
    """A store fed from a web of photos; signals are drawn, as none of it is about what photos show."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.web = Web()
        self.progress: list[Progress] = []

    def ingest(
        self,
        skus: Iterable[str],
        *,
        source: str = "feed",
        key: EncoderKey = KEY,
        stop_at: int | None = None,
    ) -> IngestSummary:
        self.folder.mkdir(exist_ok=True)
        rows = "".join(f"{sku},{url(sku)}\n" for sku in skus)
        (self.folder / f"{source}.csv").write_text(f"id,image_link\n{rows}")

        def progress(step: Progress) -> None:
            self.progress.append(step)
            if stop_at is not None and step.stage == "photos" and step.done >= stop_at:
                raise KeyboardInterrupt

        with Store.open(self.folder, create=True) as store:
            workshop = Workshop(
                store=store,
                key=key,
                fetch=self.web.fetch,
                analyze=lambda data: Analysis(
                    signals(len(data)), np.zeros((1, 1, 3), np.uint8), np.zeros(1, np.float32)
                ),
                keep=lambda *_: None,
                report=lambda _: None,
                progress=progress,
            )
            feed = open_feed(self.folder / f"{source}.csv", FeedOptions())
            return ingest(feed, IngestOptions(source, workers=2), workshop)

    def hang(self, *skus: str) -> None:
        self.web.photos |= {url(sku): sku.encode() for sku in skus}

    def live(self, key: EncoderKey = KEY) -> set[str]:
        with Store.open(self.folder) as store:
            return {entry.offer.sku for chunk in store.entries.all(key=key) for entry in chunk}

    def failures(self) -> tuple[PhotoFailure, ...]:
        with Store.open(self.folder) as store:
            return store.photos.failures()


def url(sku: str) -> str:
    return f"https://shop.example/{sku}.jpg"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "store")


@pytest.mark.parametrize(
    "away", [PhotoUnreachable("the host is away"), NotFound("the host is away")], ids=["busy", "gone"]
)
def test_a_photo_that_was_there_stays_in_search_while_its_host_is_away(shelf: Shelf, away: Exception) -> None:
    shelf.hang("a", "b")
    shelf.ingest("ab")
    shelf.web.photos[url("a")] = away
    summary = shelf.ingest("ab")
    assert (summary.failed, summary.analyzed) == (1, 0)
    assert [(one.ref, one.reason, one.permanent, one.skus) for one in shelf.failures()] == [
        (url("a"), "the host is away", False, ("a",))
    ]
    assert shelf.live() == {"a", "b"}


def test_a_photo_whose_host_is_back_is_not_computed_again(shelf: Shelf) -> None:
    shelf.hang("a")
    shelf.ingest("a")
    shelf.web.photos[url("a")] = PhotoUnreachable("the host is away")
    shelf.ingest("a")
    shelf.hang("a")
    summary = shelf.ingest("a")
    assert (summary.failed, summary.analyzed) == (0, 0)
    assert shelf.failures() == ()


def test_an_address_where_no_photo_ever_was_is_a_lasting_failure(shelf: Shelf) -> None:
    shelf.web.photos[url("a")] = NotFound("no photo there")
    assert shelf.ingest("a").failed == 1
    assert [one.permanent for one in shelf.failures()] == [True]
    assert shelf.live() == set()


def test_a_photo_replaced_by_what_is_none_leaves_search(shelf: Shelf) -> None:
    shelf.hang("a", "b")
    shelf.ingest("ab")
    shelf.web.photos[url("a")] = BadPhoto("no photo at all")
    shelf.ingest("ab")
    assert shelf.live() == {"b"}


def test_an_ingest_that_is_stopped_keeps_what_was_done_and_goes_on_from_there(shelf: Shelf) -> None:
    skus = [f"p{at}" for at in range(MANY)]
    shelf.hang(*skus)
    with pytest.raises(KeyboardInterrupt):
        shelf.ingest(skus, stop_at=1)
    kept = len(shelf.live())
    assert 0 < kept < MANY
    shelf.web.asked.clear()
    summary = shelf.ingest(skus)
    assert summary.photos == len(shelf.web.asked) == MANY - kept
    assert shelf.live() == set(skus)


def test_another_run_may_begin_at_once_after_one_was_stopped(shelf: Shelf) -> None:
    shelf.hang("a")
    with pytest.raises(KeyboardInterrupt):
        shelf.ingest("a", stop_at=0)
    assert shelf.ingest("a").products == 1


def test_a_run_looks_at_the_photos_of_its_own_source_alone(shelf: Shelf) -> None:
    shelf.hang("a", "b")
    shelf.ingest("a", source="mine")
    shelf.ingest("b", source="theirs")
    shelf.web.asked.clear()
    shelf.ingest("a", source="mine")
    assert shelf.web.asked == [url("a")]


def test_a_new_encoder_looks_at_the_photos_of_every_source(shelf: Shelf) -> None:
    shelf.hang("a", "b")
    shelf.ingest("a", source="mine")
    shelf.ingest("b", source="theirs")
    with Store.open(shelf.folder) as store:
        store.passports.put(passport())  # of KEY
    summary = shelf.ingest("a", source="mine", key=OTHER_KEY)
    assert (summary.products, summary.analyzed) == (1, 2)
    assert shelf.live(OTHER_KEY) == shelf.live(KEY) == {"a", "b"}
    assert shelf.progress[-1] == Progress("photos", 2, 2)


def test_an_encoder_that_computes_other_values_under_the_same_name_is_a_new_one(shelf: Shelf) -> None:
    shelf.hang("a")
    shelf.ingest("a")
    again = EncoderKey(KEY.encoder, "f" * 64, KEY.preprocessing)
    assert shelf.ingest("a", key=again).analyzed == 1
    assert shelf.live(again) == {"a"}
