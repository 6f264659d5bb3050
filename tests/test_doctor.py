"""What the doctor finds in stores made to ail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gumsole import doctor
from gumsole.doctor import Finding, examined, installed, memory
from gumsole.index.embedded import Footprint
from gumsole.records import DefaultTaken
from gumsole.store import RunCounts, Store
from tests.store.making import KEY, OTHER_KEY, ingest, item, passport


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, create=True) as opened:
        yield opened


def about(subject: str, findings: Iterator[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.subject == subject]


def test_packages_are_named_with_their_versions() -> None:
    (packages,) = about("packages", installed())
    assert all(f"{name} " in packages.text for name in doctor.PACKAGES)


def test_an_optional_package_that_is_missing_is_told_with_what_it_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What is installed here is not the test's to choose.
    monkeypatch.setattr(doctor, "OPTIONAL", {"gumsole-none-such": "HEIC photos"})
    (found,) = about("gumsole-none-such", installed())
    assert found == Finding("gumsole-none-such", "not installed: no HEIC photos")


def test_an_empty_store_has_no_products_no_prices_and_no_passport(store: Store) -> None:
    findings = list(examined(store, KEY))
    assert Finding("currency", "none: no feed named a price") in findings
    assert [finding.subject for finding in findings if finding.wrong] == ["products", "passport"]


def test_a_healthy_store_has_nothing_wrong(store: Store) -> None:
    run = ingest(store, item("a"))
    store.products.claim_currency("EUR")
    store.passports.put(passport())
    store.runs.finish(run, RunCounts(products=1), defaults=(), rejected=())
    findings = list(examined(store, KEY))
    assert [finding for finding in findings if finding.wrong] == []
    assert Finding("currency", "EUR") in findings
    assert Finding("photos", "1 analyzed, 0 failed, 0 to do") in findings
    # passport() is of the 12th day after 1970 began: 1,000,000 s
    (described,) = about("passport", iter(findings))
    assert described.text == (
        "tiny-1 000000000000, preprocessing 1, 8 + 4 dimensions, color weight 0.25, "
        "calibrated 1970-01-12 on 7 photos"
    )


def test_a_passport_of_another_encoder_is_wrong_and_says_what_next(store: Store) -> None:
    ingest(store, item("a"))
    store.passports.put(passport())
    described, wrong = about("passport", examined(store, OTHER_KEY))
    assert not described.wrong
    assert wrong == Finding("passport", "built by tiny-1, the settings name tiny-2; ingest again", wrong=True)


def test_photos_that_wait_or_failed_are_told(store: Store) -> None:
    run = store.runs.begin("feed")
    store.products.upsert([item(f"p{at}") for at in range(9)], source="feed", run=run.id)
    for at in range(7):
        store.photos.fail(f"/photos/p{at}.jpg", "no photo at all", permanent=True)
    findings = list(examined(store, KEY))
    failed = [finding.text for finding in findings if finding.subject == "photo failed"]
    assert failed == [f"/photos/p{at}.jpg: no photo at all" for at in range(doctor.SHOWN_FAILURES)]
    assert Finding("photos", "0 analyzed, 7 failed, 2 to do") in findings
    assert Finding("photos", "2 are not searchable yet; run the ingest again", wrong=True) in findings


def test_each_sources_last_run_is_told_with_what_it_took_for_granted(store: Store) -> None:
    run = ingest(store, item("a"), source="mine")
    taken = DefaultTaken("availability", "in stock", 4)
    store.runs.finish(run, RunCounts(products=1, rejected=2, retired=3), defaults=(taken,), rejected=())
    store.runs.begin("theirs")
    findings = list(examined(store, KEY))
    assert Finding("source", "mine: 1 products, 2 rejected, 3 retired") in findings
    assert Finding("taken for granted", "availability: in stock (4 rows)") in findings
    assert Finding("source", "theirs: its last run was cut off; run it again", wrong=True) in findings


def test_memory_is_told_in_all_and_for_each_photo() -> None:
    text = memory(1000, Footprint(in_memory=500_000, mapped=1_300_000)).text
    assert text == "index of 1000 photos: 0.5 MB held (500 bytes a photo), 1.3 MB of vectors mapped from disk"


def test_an_index_without_photos_has_no_bytes_for_each() -> None:
    assert "(0 bytes a photo)" in memory(0, Footprint(in_memory=500_000, mapped=0)).text
