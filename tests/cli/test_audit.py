"""The audit log and the ledger, as an officer reads them."""

from __future__ import annotations

import json
from pathlib import Path

from gumsole.store import Store
from tests.cli.conftest import Run


def test_acts_are_listed_the_newest_first(run: Run, tmp_path: Path) -> None:
    assert run("key", "create", "--role", "admin", "--store", tmp_path).exit_code == 0
    with Store.open(tmp_path) as store:
        (key,) = store.keys.all()
    run("key", "revoke", key.id, "--reason", "left the company", "--store", tmp_path)
    header, *lines = run("audit", "--store", tmp_path).stdout.splitlines()
    assert header.split() == ["at", "actor", "act", "target", "reason"]
    assert ["key revoked" in lines[0], "left the company" in lines[0], "key created" in lines[1]] == [
        True
    ] * 3
    read = [json.loads(line) for line in run("audit", "--json", "--store", tmp_path).stdout.splitlines()]
    assert [(act["act"], act["target"]) for act in read] == [("key revoked", key.id), ("key created", key.id)]
    assert len(run("audit", "--json", "--limit", "1", "--store", tmp_path).stdout.splitlines()) == 1


def test_deletions_tell_kind_and_count_alone(run: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        store.ledger.note("events", 7, cause="session")
    told = run("audit", "--deletions", "--store", tmp_path).stdout.splitlines()
    assert told[0].split() == ["at", "kind", "things", "cause"]
    assert told[1].split()[1:] == ["events", "7", "session"]


def test_a_terminal_obeys_nothing_that_stands_in_the_log(run: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        store.audit.note(actor="a", act="product deleted", target="sku\x1b[2J")
    assert "\x1b" not in run("audit", "--store", tmp_path).stdout
