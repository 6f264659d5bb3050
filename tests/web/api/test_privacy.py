"""What of a shopper is where: nothing, unless the operator chose it."""

from __future__ import annotations

import os
import random
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from gumsole.cli import main
from gumsole.records import Role
from gumsole.store import Store, backup
from tests.hostile import saved
from tests.serving import GENEROUS, Server, photo, running, until

SEARCHES = 1_000
# Decoders are killed in the middle of their work after each so many searches.
KILLED_EVERY = 100
NEEDLE = 24
OPEN = ["uploads", "open", "x", "--to", "x"]


def test_what_is_kept_is_told_without_a_key(server: Server) -> None:
    with server.client() as anybody:
        response = anybody.get("/v1/privacy")
    told = response.json()
    assert response.headers["cache-control"].startswith("public")
    assert (told["uploads_kept_seconds"], told["processors"]) == (0, [])
    assert "Faces are not" in told["faces"]
    kept = {one["name"]: one["seconds"] for one in told["kept"]}
    assert kept["ranked-lists"] == 15 * 60
    assert kept["request-counts"] >= 10 * 60
    assert kept["events"] == 395 * 86_400
    assert "uploads" not in kept
    assert "query-signals" not in kept


def _planted(number: int) -> tuple[bytes, list[bytes]]:
    """An upload that no other is like, and pieces by which it, or its pixels, would be found anywhere."""
    pixels = np.random.default_rng(number).integers(0, 255, (256, 256, 3), np.uint8)
    image = Image.fromarray(pixels)
    if number % 2:
        data = saved(image, "PNG", compress_level=0)
    else:
        data = saved(image, "JPEG", quality=90, comment=f"planted-{number}-{number}".encode())
    rows = [pixels[row].tobytes() for row in (10, 128, 250)]
    return data, [data[at : at + NEEDLE] for at in (len(data) // 3, len(data) // 2)] + [
        row[at : at + NEEDLE] for row in rows for at in (33, 300)
    ]


def _decoders(server: Server) -> list[int]:
    """Processes that decode for a server."""
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    return [int(pid) for path in children for pid in path.read_text().split()]


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def _hold(files: list[Path], needles: list[bytes]) -> list[Path]:
    """Files that hold any of the needles."""
    return [path for path in files if _any_in(path.read_bytes(), needles)]


def _any_in(data: bytes, needles: list[bytes]) -> bool:
    return any(needle in data for needle in needles)


@pytest.mark.slow
def test_no_byte_of_a_thousand_uploads_is_anywhere_afterwards(stocked: Path, tmp_path: Path) -> None:
    """Good photos, cut ones, and ones whose decoder was killed over them."""
    folder, scratch = Path(shutil.copytree(stocked, tmp_path / "store")), tmp_path / "scratch"
    scratch.mkdir()
    environ = {
        **GENEROUS,
        "TMPDIR": str(scratch),
        "GUMSOLE_WAITING": "1000",
        "GUMSOLE_QUERY_SIGNALS_DAYS": "7",
    }
    needles: list[bytes] = []
    statuses: list[int] = []
    with running(folder, environ=environ) as server, server.client(Role.SEARCH) as client:

        def send(number: int) -> int:
            data, _ = _planted(number)
            if number % 5 == 0:
                data = data[: len(data) // 2]
            if number % KILLED_EVERY == 0:
                for pid in _decoders(server):
                    os.kill(pid, signal.SIGKILL)
            if number % 3:
                response = client.post("/v1/search", content=data, params={"session": f"session-{number}"})
            else:
                response = client.post("/v1/search", files={"photo": (f"planted-{number}.jpg", data)})
            return response.status_code

        with ThreadPoolExecutor(2) as pool:
            statuses = list(pool.map(send, range(SEARCHES)))
        for number in random.Random(7).sample(range(SEARCHES), 150):
            needles += _planted(number)[1]
        assert not _hold(_files(folder, scratch), needles)
        logged = "".join(server.lines)
        assert "planted-" not in logged
    assert statuses.count(200) > SEARCHES * 0.7
    assert statuses.count(422) > SEARCHES * 0.1
    assert set(statuses) <= {200, 422, 503}
    backup(folder, tmp_path / "backup")
    files = _files(folder, scratch, tmp_path / "backup")
    assert not _hold(files, needles)
    assert not _hold(files, [b"planted-"])


def test_uploads_that_are_kept_are_sealed_opened_for_a_reason_and_forgotten(
    stocked: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(stocked, tmp_path / "store"))
    private, public = tmp_path / "operator.pem", tmp_path / "operator.pub.pem"

    def run(*words: object) -> str:
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        return done.output

    run("uploads", "keys", private, public)
    environ = {**GENEROUS, "GUMSOLE_RETAIN_UPLOADS_HOURS": "1", "GUMSOLE_RETENTION_KEY_FILE": str(public)}
    data, needles = _planted(1)
    with running(folder, environ=environ) as server, server.client(Role.SEARCH) as client:
        assert client.get("/v1/privacy").json()["uploads_kept_seconds"] == 3600
        query = client.post("/v1/search", content=data).json()["query_id"]
        client.post("/v1/search", content=photo(), params={"session": "session-of-other"})
        with Store.open(folder) as store:
            first, second = (one.id for one in store.vault().all())
        assert not _hold(_files(folder), needles)
        shown = run("uploads", "list", "--store", folder)
        assert first in shown
        assert second in shown
        opened = []
        for number, id_ in enumerate((first, second)):
            to = tmp_path / f"opened-{number}"
            run(
                "uploads", "open", id_, "--key", private, "--reason", "case 17", "--to", to, "--store", folder
            )
            opened.append(to.read_bytes())
        assert sorted(opened) == sorted([data, photo()])
        with Store.open(folder) as store:
            acts = [(act.act, act.target, act.reason) for act in store.audit.latest(limit=2)]
        assert acts == [("upload opened", second, "case 17"), ("upload opened", first, "case 17")]
        run("forget", "--query", query, "--store", folder)
        run("forget", "--session", "session-of-other", "--store", folder)
        with Store.open(folder) as store:
            assert store.vault().all() == ()
            kinds = {(one.kind, one.cause) for one in store.ledger.latest()}
        assert {("uploads", "query"), ("uploads", "session")} <= kinds


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["forget"], "name one of"),
        (["forget", "--session", "a", "--query", "b"], "name one of"),
        (["forget", "--before", "soon"], "a day or time"),
        (
            ["uploads", "open", "x", "--key", "{store}/key.pem", "--reason", "r", "--to", "x"],
            "must be elsewhere",
        ),
        (["uploads", "open", "x", "--key", "k.pem", "--reason", " ", "--to", "x"], "--reason says why"),
        (["uploads", "open", "x", "--key", "k.pem", "--reason", "r", "--to", "x"], "no private key"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, words: list[str], says: str) -> None:
    with Store.open(tmp_path, create=True):
        pass
    said = [word.replace("{store}", str(tmp_path)) for word in words]
    done = CliRunner().invoke(main, [*said, "--store", str(tmp_path)])
    assert done.exit_code in (2, 78)
    assert says in done.output


def test_all_from_before_a_day_is_forgotten(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True):
        pass
    done = CliRunner().invoke(main, ["forget", "--before", "2027-01-31", "--store", str(tmp_path)])
    assert done.exit_code == 0, done.output
    with Store.open(tmp_path) as store:
        ((_, whom),) = store.ledger.passed_on(0)
        (act,) = store.audit.latest()
    assert whom.before_s == 1_801_353_600  # 2027-01-31T00:00Z, by `date -ud 2027-01-31 +%s`
    assert (act.act, act.target) == ("forgotten", "all before a time")


def test_a_server_that_should_keep_uploads_without_a_key_does_not_start(
    stocked: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(stocked, tmp_path / "store"))
    (folder / "gumsole.toml").write_text("retain_uploads_hours = 1\n")
    done = CliRunner().invoke(main, ["serve", "--store", str(folder), "--port", "0"])
    assert done.exit_code == 78
    assert "retention_key_file" in done.output


def test_lists_of_before_a_time_and_of_a_session_are_dropped_in_memory(server: Server) -> None:
    with server.client(Role.SEARCH) as client:
        query = client.post("/v1/search", content=photo()).json()["query_id"]
        assert client.get(f"/v1/search/{query}").status_code == 200
        done = CliRunner().invoke(main, ["forget", "--before", "2999-01-01", "--store", str(server.folder)])
        assert done.exit_code == 0
        until(lambda: _status(client, query) == 410, "the list is gone")
    with Store.open(server.folder) as store:
        assert "ranked-lists" in {one.kind for one in store.ledger.latest()}


def _status(client: httpx.Client, query: str) -> int:
    return client.get(f"/v1/search/{query}").status_code
