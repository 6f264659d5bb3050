"""What the README tells a reader to type works."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gumsole import demo
from gumsole.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
MAKEFILE = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")


def commands() -> list[str]:
    (block,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line.partition(" #")[0].strip() for line in block.splitlines() if not line.startswith("#")]


def test_the_example_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with demo.folder() as store:
        shutil.copytree(store / "photos", "photos")
        shutil.copy(store / "catalog.xml", "feed.xml")
        shutil.copy(store / "queries" / "sage-vase.jpg", "photo.jpg")
    ran = []
    for command in commands():
        program, *words = shlex.split(command)
        if program == "make":
            assert all(f"\n{word}:" in MAKEFILE for word in words)
            continue
        assert program == ".venv/bin/gumsole"
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        ran.append(words[0])
    assert ran == ["ingest", "search"]
    assert "Vase" in Path("found.html").read_text(encoding="utf-8")


def test_every_command_is_named() -> None:
    assert all(f"gumsole {name}" in README for name in main.commands)


def test_links_within_the_repository_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert targets
    assert all((Path(__file__).parent.parent / target).exists() for target in targets)
