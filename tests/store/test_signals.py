from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from gumsole.records import Known
from gumsole.store import Store, key_of
from tests.store.making import KEY, OTHER_KEY, hash_of, ingest, item, passport, signals


def test_signals_come_back_as_they_went_in(store: Store) -> None:
    put = signals(3)
    store.signals.put_many({"a" * 64: put}, key=KEY)
    got = store.signals.get("a" * 64, key=KEY)
    assert got is not None
    np.testing.assert_array_equal(got.embedding, put.embedding)
    np.testing.assert_array_equal(got.color, put.color)
    assert got.embedding.dtype == got.color.dtype == np.float32
    plain = [{k: v for k, v in asdict(s).items() if k not in {"embedding", "color"}} for s in (got, put)]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("fingerprint", [0, 1, 2**63 - 1, 2**63, 2**64 - 1])
def test_every_fingerprint_of_64_bits_survives(store: Store, fingerprint: int) -> None:
    put = signals(2**64 - 1 - fingerprint)
    assert put.fingerprint == fingerprint
    store.signals.put_many({"a" * 64: put}, key=KEY)
    got = store.signals.get("a" * 64, key=KEY)
    assert got is not None
    assert got.fingerprint == fingerprint


def test_signals_belong_to_the_encoder_they_were_made_with(store: Store) -> None:
    store.signals.put_many({"a" * 64: signals()}, key=KEY)
    assert store.signals.has("a" * 64, key=KEY)
    assert not store.signals.has("a" * 64, key=OTHER_KEY)
    assert store.signals.get("a" * 64, key=OTHER_KEY) is None
    assert store.signals.had(["a" * 64, "b" * 64], key=KEY) == {"a" * 64}


def test_signals_put_again_replace_the_old_ones(store: Store) -> None:
    ingest(store, item("a"))
    seq = store.changes.latest_seq()
    store.signals.put_many({hash_of("/photos/a.jpg"): signals(5)}, key=KEY)
    update = store.changes.since(seq, key=KEY)
    assert update is not None
    np.testing.assert_array_equal(update.upserts[0].embedding, signals(5).embedding)


def test_embeddings_are_those_of_live_photos_once_each_ordered_by_hash(store: Store) -> None:
    ingest(store, item("a", "/1", "/22"), item("b", "/1"), item("c", "/333"), item("d", "/4444"))
    store.signals.put_many({"0" * 64: signals(9)}, key=KEY)  # no product shows it
    run = ingest(store, item("a", "/1", "/22"), item("b", "/1"), item("d", "/4444"))
    store.products.retire_missing(source="feed", run=run, allow=True)  # c goes

    # The signals' seed is the length of the address, see `ingest`.
    by_hash = [signals(len(ref)).embedding for ref in sorted(["/1", "/22", "/4444"], key=hash_of)]
    chunks = list(store.signals.embeddings(key=KEY, chunk=2))

    assert [chunk.shape for chunk in chunks] == [(2, 8), (1, 8)]
    np.testing.assert_array_equal(np.concatenate(chunks), by_hash)
    np.testing.assert_array_equal(next(store.signals.embeddings(key=KEY, limit=1)), by_hash[:1])


def test_the_same_bytes_at_two_addresses_need_signals_once(store: Store) -> None:
    run = store.runs.begin("feed")
    store.products.upsert([item("a", "/1"), item("b", "/2")], source="feed", run=run.id)
    store.photos.record("/1", Known("f" * 64))
    store.signals.put_many({"f" * 64: signals()}, key=KEY)
    seq = store.changes.latest_seq()
    store.photos.record("/2", Known("f" * 64))
    update = store.changes.since(seq, key=KEY)
    assert update is not None
    assert [entry.offer.sku for entry in update.upserts] == ["b"]


def test_a_passport_names_the_signals_its_index_holds() -> None:
    assert key_of(passport()) == KEY
