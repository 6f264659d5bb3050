"""A store switches encoders in one step, with all that was built for the one before still there."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gumsole import assembly
from gumsole.assembly import IngestOrder
from gumsole.assembly.encoders import FollowedEncoder
from gumsole.catalog.feed import FeedOptions
from gumsole.errors import BrokenEncoder, IndexMismatch, NotFound
from gumsole.images.hub import Hub
from gumsole.images.lite0 import ID
from gumsole.images.pinning import Pin, install
from gumsole.images.tuned import HEAD_FILE, Head, Tuned
from gumsole.records import Matrix
from gumsole.search import SearchRequest
from gumsole.settings import Settings
from gumsole.store import Store, backup, key_of
from gumsole.store.tables.choices import Choice
from tests.fakes import tiny_tower
from tests.shelf import assortment, drawing, lay_out

HUB = Hub("https://hub.invalid")
TUNED = "tiny-1+0123456789"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Settings]:
    """A store that a tiny tower looked at, a head of three times its first axis, and another tower beside."""
    root = tmp_path_factory.mktemp("choosing")
    settings = Settings(encoder=str(tiny_tower(root / "tiny")))
    feed, folder = lay_out(root / "feed", assortment()), root / "store"
    assembly.ingest_feed(folder, settings, order(feed), progress=lambda _: None)
    matrix = np.diag([3.0, 1, 1, 1]).astype(np.float32)
    head = Head(matrix, np.zeros(4, np.float32), np.zeros(4, np.float32))
    install(folder / "encoders", Pin(TUNED, settings.encoder, "a test", {}), {HEAD_FILE: head.to_bytes()})
    other = tiny_tower(root / "other")
    manifest = (other / "encoder.toml").read_text().replace("tiny-1", "tiny-2").replace("0.25", "0.5")
    (other / "encoder.toml").write_text(manifest)
    assembly.add_encoder(folder, str(other), hub=HUB)
    return folder, settings


@pytest.fixture
def store(made: tuple[Path, Settings], tmp_path: Path) -> tuple[Path, Settings]:
    folder, settings = made
    shutil.copytree(folder, tmp_path / "store")
    return tmp_path / "store", settings


def order(feed: Path) -> IngestOrder:
    return IngestOrder(str(feed), FeedOptions(), "feed")


def found(folder: Path, settings: Settings) -> list[str]:
    with assembly.shop(folder, settings) as opened:
        answer = opened.searcher.search(drawing(assortment()[0]), SearchRequest())
    return [hit.product.sku for hit in answer.hits]


def stored(folder: Path, settings: Settings, name: str) -> Matrix:
    encoder = assembly.encoder_of(replace(settings, encoder=name), folder, chosen=False)
    with Store.open(folder) as store:
        return np.concatenate(list(store.signals.embeddings(key=assembly.key_for(encoder))))


def test_a_head_is_used_without_looking_at_a_photo_again(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    for photo in folder.parent.rglob("*.jpg"):
        photo.unlink()
    switched = assembly.use_encoder(folder, settings, TUNED)
    assert (switched.now, switched.derived, switched.analyzed) == (TUNED, 16, 0)
    before, after = stored(folder, settings, settings.encoder), stored(folder, settings, TUNED)
    expected = before * np.array([3, 1, 1, 1], np.float32)
    np.testing.assert_allclose(after, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-6)


def test_going_back_finds_what_was_found_before_and_learns_nothing_anew(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    first = found(folder, settings)
    with Store.open(folder) as opened:
        passports = opened.passports.history()
    assembly.use_encoder(folder, settings, TUNED)
    assert found(folder, settings)  # it can be searched
    back = assembly.use_encoder(folder, settings, settings.encoder)
    assert (back.before, back.derived, back.analyzed, back.calibrated) == (TUNED, 0, 0, False)
    assert found(folder, settings) == first
    with Store.open(folder) as opened:
        active = opened.passports.active()
        assert active
        assert active.id == passports[-1].id
        assert len(opened.passports.history()) == len(passports) + 1


def test_another_tower_looks_at_every_photo_first(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    switched = assembly.use_encoder(folder, settings, "tiny-2")
    assert (switched.derived, switched.analyzed, switched.calibrated) == (0, 16, True)
    assert found(folder, settings)


def test_photos_that_come_later_are_looked_at_with_the_encoder_in_use(
    store: tuple[Path, Settings], tmp_path: Path
) -> None:
    folder, settings = store
    assembly.use_encoder(folder, settings, TUNED)
    feed = lay_out(tmp_path / "more", assortment()[:1])
    (tmp_path / "more" / "mug-red.jpg").write_bytes(drawing(assortment()[0], size=300))
    part = replace(order(feed), partial=True)
    done = assembly.ingest_feed(folder, settings, part, progress=lambda _: None)
    assert done.summary.analyzed == 1
    looked_at = [len(stored(folder, settings, name)) for name in (TUNED, settings.encoder)]
    assert looked_at == [16, 15]  # the base has not seen the new one
    # going back sees to it, too
    assert assembly.use_encoder(folder, settings, settings.encoder).analyzed == 1


def test_who_changes_the_setting_afterwards_has_the_last_word(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    assembly.use_encoder(folder, settings, TUNED)
    assert assembly.encoder_in_use(settings, folder) == TUNED
    assert assembly.encoder_in_use(replace(settings, encoder="lite0"), folder) == "lite0"


def test_a_head_that_was_tuned_over_another_version_of_its_base_is_refused(tmp_path: Path) -> None:
    settings, folder = Settings(), tmp_path / "store"
    assembly.ingest_feed(
        folder, settings, order(lay_out(tmp_path / "feed", assortment()[:2])), progress=lambda _: None
    )
    head = Head(np.eye(256, dtype=np.float32), np.zeros(256, np.float32), np.zeros(256, np.float32))
    for id_ in (f"{ID}+0123456789", "lite0-1+0123456789"):
        install(folder / "encoders", Pin(id_, "lite0", "a test", {}), {HEAD_FILE: head.to_bytes()})
    with pytest.raises(BrokenEncoder, match=r"was not tuned over .*: gumsole encoder use lite0, then"):
        assembly.use_encoder(folder, settings, "lite0-1+0123456789")
    assert assembly.use_encoder(folder, settings, f"{ID}+0123456789").derived == 2
    assert found(folder, settings)


def test_a_store_that_used_a_head_over_the_encoder_that_shipped_before_finds_its_way(tmp_path: Path) -> None:
    settings, folder, stale = Settings(), tmp_path / "store", "lite0-1+0123456789"
    feed = order(lay_out(tmp_path / "feed", assortment()[:2]))
    assembly.ingest_feed(folder, settings, feed, progress=lambda _: None)
    head = Head(np.eye(256, dtype=np.float32), np.zeros(256, np.float32), np.zeros(256, np.float32))
    install(folder / "encoders", Pin(stale, "lite0", "a test", {}), {HEAD_FILE: head.to_bytes()})
    with Store.open(folder) as store, store.writing():
        store.choices.put(Choice(stale, settings.encoder))
    for attempt in (
        lambda: assembly.ingest_feed(folder, settings, feed, progress=lambda _: None),
        lambda: found(folder, settings),
    ):
        with pytest.raises(BrokenEncoder, match=r"was not tuned over .*: gumsole encoder use lite0, then"):
            attempt()
    assembly.use_encoder(folder, settings, "lite0")
    assert found(folder, settings)


def test_the_list_says_what_there_is_and_what_is_in_use(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    assembly.use_encoder(folder, settings, TUNED)
    listed = {one.name: one for one in assembly.list_encoders(folder, settings)}
    assert set(listed) == {"lite0", settings.encoder, TUNED, "tiny-2"}
    assert [name for name, one in listed.items() if one.in_use] == [TUNED]
    assert (listed[TUNED].base, listed[TUNED].photos) == (settings.encoder, 16)
    assert (listed["tiny-2"].photos, listed["lite0"].photos) == (0, 0)


def test_an_encoder_nobody_registered_is_not_used(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    with pytest.raises(NotFound, match="no encoder 'nobody'"):
        assembly.use_encoder(folder, settings, "nobody")


def test_a_head_that_changed_on_disk_is_refused_and_nothing_is_switched(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    (folder / "encoders" / TUNED / HEAD_FILE).write_bytes(b"other")
    with pytest.raises(BrokenEncoder, match="is not the file that was registered"):
        assembly.use_encoder(folder, settings, TUNED)
    assert assembly.encoder_in_use(settings, folder) == settings.encoder


def test_a_backup_takes_the_encoders_along(store: tuple[Path, Settings], tmp_path: Path) -> None:
    folder, settings = store
    assembly.use_encoder(folder, settings, TUNED)
    backup(folder, tmp_path / "copy")
    assert isinstance(assembly.encoder_of(settings, tmp_path / "copy"), Tuned)


def test_a_server_follows_a_switch(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    followed = FollowedEncoder(folder, settings)
    assert not isinstance(followed.now, Tuned)
    assembly.use_encoder(folder, settings, TUNED)
    with Store.open(folder) as opened:
        active = opened.passports.active()
    assert active
    assert isinstance(followed.of(active.passport), Tuned)
    assert assembly.key_for(followed.now) == key_of(active.passport)


def test_a_passport_of_an_encoder_that_is_nowhere_is_refused(store: tuple[Path, Settings]) -> None:
    folder, settings = store
    with Store.open(folder) as opened:
        active = opened.passports.active()
    assert active
    with pytest.raises(IndexMismatch):
        FollowedEncoder(folder, settings).of(replace(active.passport, encoder="gone"))
