"""What the container image promises: no rights, no secrets, a file system that need not be writable."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gumsole.cli import main
from gumsole.cli.serve import PORT

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
IGNORED = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text("utf-8").split("\n")
SECRET = re.compile(r"password|passwd|secret|token|api_?key|credential|BEGIN [A-Z ]*KEY|AKIA", re.IGNORECASE)


def steps() -> list[tuple[str, str]]:
    """Instructions and what they are given, lines joined, comments left out."""
    lines = "\n".join(line for line in DOCKERFILE.split("\n") if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", lines)
    return [(word, rest) for line in joined.split("\n") if line for word, rest in [line.split(maxsplit=1)]]


def given(word: str) -> list[str]:
    return [rest for name, rest in steps() if name == word]


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_it_runs_as_nobody_in_particular() -> None:
    names = [name for name, _ in steps()]
    (user,) = given("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")
    assert "sudo" not in DOCKERFILE
    assert "chmod" not in DOCKERFILE


def test_it_holds_no_secret_and_is_sent_none() -> None:
    assert not SECRET.search(DOCKERFILE)
    assert given("ADD") == []
    assert IGNORED[1] == "*"
    copied = {word for rest in given("COPY") if not rest.startswith("--from") for word in rest.split()[:-1]}
    assert copied == {line[1:] for line in IGNORED if line.startswith("!")}
    assert all((ROOT / path).exists() for path in copied)
    assert not [path for path in (ROOT / "src").rglob("*") if path.suffix in (".key", ".pem", ".env")]


def test_what_it_writes_is_on_a_volume() -> None:
    (volumes,) = given("VOLUME")
    (environment,) = given("ENV")
    set_to = dict(pair.split("=", 1) for pair in environment.split())
    assert set_to["PYTHONDONTWRITEBYTECODE"] == "1"
    assert any(Path(set_to["GUMSOLE_STORE"]).is_relative_to(volume) for volume in json.loads(volumes))


def test_its_base_is_named_by_version_and_its_last_stage_builds_nothing() -> None:
    bases = given("FROM")
    assert all(re.match(r"python:3\.\d+-slim-[a-z]+( AS build)?$", base) for base in bases)
    final = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert "pip install" not in final
    assert all("--no-cache-dir" in run for run in given("RUN") if "pip install" in run)


def test_it_starts_a_server_as_the_command_line_knows_it() -> None:
    (entry,), (command,) = given("ENTRYPOINT"), given("CMD")
    assert json.loads(entry) == ["gumsole"]
    words = json.loads(command)
    params = main.commands[words[0]].make_context(words[0], words[1:]).params
    assert (params["host"], params["port"]) == ("0.0.0.0", PORT)
    assert given("EXPOSE") == [str(PORT)]


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False)])
def test_its_health_is_what_the_server_answers(status: int, *, well: bool) -> None:
    (check,) = given("HEALTHCHECK")
    python, flag, code = json.loads(check[check.index("CMD ") + 4 :])
    assert (python, flag) == ("python", "-c")
    with answering(status) as port:
        asked = subprocess.run(
            [sys.executable, flag, code.replace(str(PORT), str(port))], capture_output=True, check=False
        )
    assert (asked.returncode == 0) is well
