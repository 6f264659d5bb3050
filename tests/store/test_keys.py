from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gumsole.errors import NotFound, Unauthenticated
from gumsole.records import Forgetting, Role
from gumsole.store import STORE_FILE, Store
from gumsole.store.tables.audit import FORGETTINGS_KEPT_S
from tests.store.making import Clock


def test_a_key_is_found_by_its_secret_and_by_nothing_near_it(store: Store) -> None:
    key, secret = store.keys.create(Role.SEARCH, origins=("https://shop.example",))
    other, _ = store.keys.create(Role.ADMIN)
    assert store.keys.find(secret) == key
    assert store.keys.all() == (key, other) or store.keys.all() == (other, key)
    kind, id_, random = secret.split("_")
    for wrong in (
        "",
        "_",
        secret[:-1],
        secret + "0",
        f"{kind}_{other.id}_{random}",
        f"other_{id_}_{random}",
        f"{kind}_{id_}_{'0' * len(random)}",
        f"{kind}_{'0' * len(id_)}_{random}",
        "\udc80_a_b",
    ):
        with pytest.raises(Unauthenticated, match="not valid"):
            store.keys.find(wrong)


def test_publishable_and_secret_keys_are_told_apart_at_sight(store: Store) -> None:
    secrets = {role: store.keys.create(role)[1].split("_")[0] for role in Role}
    assert secrets == {
        Role.SEARCH: "gumpub",
        Role.INDEXER: "gumsec",
        Role.ANALYST: "gumsec",
        Role.ADMIN: "gumsec",
    }


def test_an_expired_key_is_none_from_that_second_on(store: Store, clock: Clock) -> None:
    _, secret = store.keys.create(Role.INDEXER, expires_at=clock.now + 10)
    clock.now += 9
    store.keys.find(secret)
    clock.now += 1
    with pytest.raises(Unauthenticated, match="has expired"):
        store.keys.find(secret)


def test_a_key_that_another_process_revoked_is_none_with_the_next_request(store: Store, clock: Clock) -> None:
    key, secret = store.keys.create(Role.ANALYST)
    with Store.open(store.folder, clock=clock) as elsewhere:
        gone = elsewhere.keys.revoke(key.id)
    clock.now += 5
    assert store.keys.revoke(key.id) == gone
    with pytest.raises(Unauthenticated, match="was revoked"):
        store.keys.find(secret)
    with pytest.raises(NotFound, match="key list"):
        store.keys.revoke("nobody")


def test_the_store_does_not_hold_the_secret(store: Store, tmp_path: Path) -> None:
    _, secret = store.keys.create(Role.ADMIN)
    store.shed()
    files = [path.read_bytes() for path in store.folder.iterdir() if path.is_file()]
    assert files
    assert not any(secret.split("_")[2].encode() in data for data in files)


def test_acts_and_deletions_are_remembered_newest_first(store: Store, clock: Clock) -> None:
    store.audit.note(actor="k1", act="upload opened", target="u7", reason="complaint 12")
    store.audit.note(actor="command line", act="key created")
    assert [(act.actor, act.act, act.reason) for act in store.audit.latest()] == [
        ("command line", "key created", ""),
        ("k1", "upload opened", "complaint 12"),
    ]
    store.ledger.note("ranked-lists", 3, cause="query")
    (deletion,) = store.ledger.latest()
    assert (deletion.at, deletion.kind, deletion.things, deletion.cause) == (
        clock.now,
        "ranked-lists",
        3,
        "query",
    )
    assert len(store.audit.latest(limit=1)) == 1


def test_what_is_to_be_forgotten_is_passed_on_once_to_each_follower_and_then_let_go(
    store: Store, clock: Clock
) -> None:
    store.ledger.pass_on(Forgetting(query_id="q"))
    store.ledger.pass_on(Forgetting(before_s=5.0))
    (first, whom), (second, before) = store.ledger.passed_on(0)
    assert (whom, before) == (Forgetting(query_id="q"), Forgetting(before_s=5.0))
    assert store.ledger.passed_on(first) == ((second, before),)
    clock.now += FORGETTINGS_KEPT_S + 1
    store.ledger.tidy()
    assert store.ledger.passed_on(0) == ()


def test_what_was_deleted_is_neither_in_the_file_nor_in_the_log(store: Store, clock: Clock) -> None:
    mark = "planted-" + "x" * 40
    store.ledger.pass_on(Forgetting(session=mark))
    path = store.folder / STORE_FILE
    assert any(mark.encode() in file.read_bytes() for file in path.parent.glob(f"{STORE_FILE}*"))
    clock.now += FORGETTINGS_KEPT_S + 1
    store.ledger.tidy()
    store.shed()
    assert not any(mark.encode() in file.read_bytes() for file in path.parent.glob(f"{STORE_FILE}*"))
    assert sqlite3.connect(path).execute("SELECT count(*) FROM forgettings").fetchone() == (0,)
