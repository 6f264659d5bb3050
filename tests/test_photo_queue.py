"""Photos of the API, looked at in the background: in what order, how often, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from gumsole.assembly.photos import fetching
from gumsole.catalog.fetch import Fetched, PhotoFetcher
from gumsole.catalog.items.fields import Field, Raw
from gumsole.catalog.sent import SentPhotos
from gumsole.errors import BadPhoto, NotFound, PhotoFault, PhotoUnreachable, StoreLocked
from gumsole.images.analysis import Analysis
from gumsole.ingest import Workshop
from gumsole.intake import Draft, Intake
from gumsole.photo_queue import ROUND, PhotoQueue
from gumsole.records import Known
from gumsole.store import PhotoState, Store
from gumsole.store.lock import held
from tests.fakes import Clock, Web
from tests.store.making import KEY, OTHER_KEY, passport, signals


@dataclass
class Shop:
    """A store that the API fills, and the queue of one server on it."""

    store: Store
    clock: Clock
    web: Web = field(default_factory=Web)
    settled: list[float] = field(default_factory=list)
    stopping: bool = False
    calibrating: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self.sent = SentPhotos(self.store.folder / "sent")
        self.intake = Intake(self.store, self.sent)
        self.queue = self.server()

    def server(self) -> PhotoQueue:
        """The queue as another process, or a later one, has it."""
        workshop = Workshop(
            store=self.store,
            key=KEY,
            fetch=self._fetch,
            analyze=_analysis,
            keep=lambda *_: None,
            report=lambda _: None,
            progress=lambda _: None,
            stopping=lambda: self.stopping,
        )
        return PhotoQueue(workshop, workers=1, settle=self._settle, clock=self.clock)

    def put(self, sku: str, *photos: str) -> None:
        values = {Field.SKU: sku, Field.TITLE: sku, Field.PRICE: "1.00 EUR", Field.AVAILABILITY: "in_stock"}
        self.intake.put_products([Draft(Raw(1, values, photos), offered=True, pictured=True)])

    def hang(self, *photos: str) -> None:
        """Products of one photo each, all of which their host has."""
        for photo in photos:
            self.web.photos[photo] = photo.encode()
            self.put(photo, photo)

    def photo(self, sku: str) -> PhotoState:
        (state,) = self.store.photos.of(sku, key=KEY)
        return state

    def _fetch(self, ref: str, known: Known | None) -> Fetched:
        with PhotoFetcher() as nothing_else:
            if ref.startswith("sent:"):
                self.web.asked.append(ref)
                return fetching(self.store.folder, nothing_else)(ref, known)
        return self.web.fetch(ref, known)

    def _settle(self) -> None:
        self.settled.append(self.clock())
        self.calibrating()


def _analysis(data: bytes) -> Analysis:
    if data == b"no photo":
        raise BadPhoto("no photo", PhotoFault.UNREADABLE)
    return Analysis(signals(len(data)), np.zeros((1, 1, 3), np.uint8), np.zeros(1, np.float32))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    clock = Clock()
    with Store.open(tmp_path / "shop", create=True, clock=clock) as store:
        yield Shop(store, clock)


def far(number: int) -> str:
    return f"https://shop.example/{number}.jpg"


def test_photos_that_were_sent_wait_for_no_host(shop: Shop) -> None:
    shop.hang(far(1), far(2))
    shop.put("sent")
    ref = shop.intake.put_photo("sent", 1, b"photo")
    assert (shop.queue.work(), shop.web.asked) == (1, [ref])
    assert shop.photo("sent").analyzed
    assert (shop.queue.work(), set(shop.web.asked)) == (2, {ref, far(1), far(2)})
    assert shop.queue.work() == 0


def test_a_round_is_bounded_and_the_next_goes_on(shop: Shop) -> None:
    shop.hang(*(far(number) for number in range(ROUND + 3)))
    assert [shop.queue.work() for _ in range(3)] == [ROUND, 3, 0]
    assert all(shop.photo(far(number)).analyzed for number in range(ROUND + 3))


def test_a_store_is_calibrated_as_soon_as_it_can_be_and_later_when_nothing_waits(shop: Shop) -> None:
    shop.hang(*(far(number) for number in range(2 * ROUND + 1)))
    shop.calibrating = lambda: shop.store.passports.put(passport())
    shop.queue.work()
    assert len(shop.settled) == 1
    shop.queue.work()
    assert len(shop.settled) == 1
    shop.queue.work()
    shop.queue.work()
    assert len(shop.settled) == 2


def test_calibrating_takes_a_tenth_of_the_time_at_most(shop: Shop) -> None:
    shop.calibrating = lambda: shop.clock.advance(10)
    shop.hang(far(1))
    shop.queue.work()
    begun = shop.settled[0]
    for number in range(2, 42):
        shop.hang(far(number))
        shop.queue.work()
        shop.clock.advance(5)
    assert shop.settled == [begun, begun + 100, begun + 200]


def test_who_follows_a_killed_server_calibrates_what_that_one_left(shop: Shop) -> None:
    shop.hang(far(1))
    shop.calibrating = _killed
    with pytest.raises(KeyboardInterrupt):
        shop.queue.work()
    shop.calibrating = lambda: None
    following = shop.server()
    assert following.work() == 0
    assert len(shop.settled) == 2
    following.work()
    assert len(shop.settled) == 2


def _killed() -> None:
    raise KeyboardInterrupt


def test_a_store_that_somebody_ingests_into_is_calibrated_afterwards(shop: Shop) -> None:
    def locked() -> None:
        raise StoreLocked("another ingest works on it")

    shop.hang(far(1))
    shop.calibrating = locked
    shop.queue.work()
    shop.calibrating = lambda: None
    shop.queue.work()
    shop.queue.work()
    assert len(shop.settled) == 2


def test_one_process_looks_at_a_time(shop: Shop) -> None:
    shop.hang(far(1))
    with held(shop.store.folder / "queue.lock", "another process works on the photo queue"):
        assert shop.queue.work() == 0
    assert shop.queue.work() == 1


def test_a_host_that_is_away_is_asked_again_ever_later(shop: Shop) -> None:
    shop.put("a", far(1))
    shop.web.photos[far(1)] = PhotoUnreachable("away")
    asked = []
    for second in range(2_000):
        if shop.queue.work():
            asked.append(second)
        shop.clock.advance(1)
    waits = [later - sooner for sooner, later in pairwise(asked)]
    assert waits == [30, 60, 120, 240, 480, 960]
    assert (shop.photo("a").failure, shop.photo("a").permanent) == ("away", False)
    shop.web.photos[far(1)] = b"back"
    shop.clock.advance(86_400)
    shop.queue.work()
    assert shop.photo("a").analyzed


def test_those_who_failed_before_go_last(shop: Shop) -> None:
    shop.put("a", far(1))
    shop.web.photos[far(1)] = PhotoUnreachable("away")
    shop.queue.work()
    shop.clock.advance(3_600)
    shop.hang(*(far(number) for number in range(2, 2 + ROUND)))
    shop.queue.work()
    assert shop.web.asked.count(far(1)) == 1
    shop.queue.work()
    assert shop.web.asked.count(far(1)) == 2


@pytest.mark.parametrize("trouble", [NotFound("404"), b"no photo"])
def test_a_photo_that_is_none_is_given_up_until_it_is_named_again(
    shop: Shop, trouble: bytes | Exception
) -> None:
    shop.put("a", far(1))
    shop.web.photos[far(1)] = trouble
    shop.queue.work()
    assert shop.photo("a").permanent
    shop.clock.advance(10**6)
    assert shop.queue.work() == 0
    shop.web.photos[far(1)] = b"photo"
    shop.put("a", far(1))
    assert (shop.photo("a").failure, shop.photo("a").permanent) == ("", False)
    shop.queue.work()
    assert shop.photo("a").analyzed


def test_naming_a_photo_again_that_was_found_looks_at_nothing(shop: Shop) -> None:
    shop.hang(far(1))
    shop.queue.work()
    shop.put(far(1), far(1))
    assert shop.queue.work() == 0


def test_bytes_without_signals_are_looked_at_by_the_next_server(shop: Shop) -> None:
    shop.hang(far(1))
    shop.store.photos.record(far(1), Known("f" * 64))
    following = shop.server()
    assert following.work() == 1
    assert shop.photo(far(1)).analyzed


def test_a_sent_photo_whose_file_is_gone_says_so_without_a_path(shop: Shop) -> None:
    shop.put("a")
    ref = shop.intake.put_photo("a", 1, b"photo")
    (file,) = (shop.store.folder / "sent").glob("??/*")
    file.unlink()
    shop.queue.work()
    assert shop.photo("a") == PhotoState(ref, "", False, "this store has lost the photo; send it again", True)
    shop.intake.put_photo("a", 1, b"photo")
    shop.queue.work()
    assert shop.photo("a").analyzed


def test_a_server_that_ends_leaves_photos_that_were_not_begun(shop: Shop) -> None:
    shop.hang(far(1), far(2))
    shop.stopping = True
    shop.calibrating = _killed
    assert shop.queue.work() == 0
    assert shop.web.asked == []
    shop.stopping, shop.calibrating = False, lambda: None
    assert shop.queue.work() == 2


# --- another encoder ---


def test_after_a_switch_of_encoders_the_queue_sees_to_what_the_new_one_lacks(shop: Shop) -> None:
    shop.put("mug", "https://shop.example/mug.jpg")
    shop.web.photos["https://shop.example/mug.jpg"] = b"mug"
    shop.queue.work()
    shop.queue.look_with(replace(shop.queue._workshop, key=OTHER_KEY))
    shop.queue.work()
    counts = [shop.store.photos.counts(key=key).done for key in (KEY, OTHER_KEY)]
    assert counts == [1, 1]
