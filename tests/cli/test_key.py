from __future__ import annotations

from pathlib import Path

import pytest

from gumsole.records import Role
from gumsole.store import Store
from tests.cli.conftest import Run


def create(run: Run, folder: Path, *options: str) -> str:
    done = run("key", "create", "--store", str(folder), *options)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def test_a_search_key_is_made_for_its_origins_as_browsers_write_them(run: Run, tmp_path: Path) -> None:
    secret = create(
        run, tmp_path, "--role", "search",
        "--origin", "https://Shop.example:443/", "--origin", "http://localhost:8000", "--origin", "http://[::1]:80",
    )  # fmt: skip
    with Store.open(tmp_path) as store:
        key = store.keys.find(secret)
        (act,) = store.audit.latest()
    assert key.origins == ("https://shop.example", "http://localhost:8000", "http://[::1]")
    assert (act.actor, act.act, act.target, act.reason) == ("command line", "key created", key.id, "search")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--role", "search"], "needs the origins"),
        (["--role", "admin", "--origin", "https://a.example"], "leave --origin out"),
        (["--role", "search", "--origin", "shop.example"], "scheme and a host"),
        (["--role", "search", "--origin", "https://a.example/path"], "scheme and a host"),
        (["--role", "search", "--origin", "https://a.example:99999"], "scheme and a host"),
        (["--role", "indexer", "--expires", "soon"], "a date such as"),
        (["--role", "indexer", "--expires", "2020-01-01"], "yet to come"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(
    run: Run, tmp_path: Path, options: list[str], says: str
) -> None:
    done = run("key", "create", "--store", str(tmp_path), *options)
    assert done.exit_code == 2
    assert says in done.output
    assert not list(tmp_path.iterdir())


def test_keys_are_listed_with_their_state_and_without_secrets(run: Run, tmp_path: Path) -> None:
    secrets = [
        create(run, tmp_path, "--role", "indexer", "--expires", "90d"),
        create(run, tmp_path, "--role", "analyst", "--expires", "2999-12-31"),
        create(run, tmp_path, "--role", "admin"),
    ]
    with Store.open(tmp_path) as store:
        store.keys.create(Role.ADMIN, expires_at=1.0)
        last = store.keys.find(secrets[-1])
    revoked = run("key", "revoke", last.id, "--store", str(tmp_path), "--reason", "lost")
    assert revoked.stdout == f"key {last.id} is revoked\n"
    shown = run("key", "list", "--store", str(tmp_path)).stdout
    for state in ("valid until 2999-12-31", "revoked 2", "expired 1970-01-01", "indexer", "analyst"):
        assert state in shown
    assert not any(secret in shown for secret in secrets)
    unknown = run("key", "revoke", "nobody", "--store", str(tmp_path))
    assert unknown.exit_code == 2
