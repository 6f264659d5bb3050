"""The fuzzer runs, knows what must hold, and finds what does not."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BadPhoto
from gumsole.images.decode import Decoded
from gumsole.web.gate import frames
from tools.fuzz import targets

ROOT = Path(__file__).parents[2]
SECONDS = 2


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="pip install atheris")
@pytest.mark.parametrize("target", ["uploads", "forms", "answers"])
def test_a_short_run_finds_nothing(target: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tools.fuzz",
        target,
        "--seconds",
        str(SECONDS),
        "--corpus",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert " runs in " in done.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / target]  # no finding was written


@pytest.mark.parametrize("name", ["uploads", "forms", "answers"])
def test_good_inputs_pass(name: str) -> None:
    for seed in targets.seeds(name):
        getattr(targets, name)(seed)


def test_answers_that_are_none_pass() -> None:
    targets.answers(b"")
    targets.answers(b"\xff" * frames.ANSWER.size)
    targets.answers(b"".join(frames.refusal(BadPhoto("too dark"))))
    targets.uploads(b"no photo")
    targets.forms(b"no form")


def large(*_: object, **__: object) -> Decoded:
    return Decoded(np.zeros((99, 99, 3), np.uint8), np.zeros((99, 99), np.uint8), 99, 99, "JPEG")


def test_what_must_not_come_out_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    # Patched because nothing that passes the limits does this.
    monkeypatch.setattr(targets, "decode", large)
    monkeypatch.setattr(frames, "read_answer", large)
    for target in (targets.uploads, targets.answers):
        with pytest.raises(targets.Broken, match=r"\(99, 99, 3\)"):
            target(b"any")
    monkeypatch.setattr(targets, "MAX_FIELDS", 0)
    with pytest.raises(targets.Broken, match="beyond bounds"):
        targets.forms(targets.FORM)
    monkeypatch.setattr(frames, "read_answer", lambda *_, **__: BadPhoto("\x1b"))
    with pytest.raises(targets.Broken, match="text"):
        targets.answers(b"any")
