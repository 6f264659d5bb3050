"""What holds for the package as a whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gumsole import errors
from gumsole.cli import main
from tools.reference import REFERENCE, pages

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_importing_gumsole_is_light() -> None:
    heavy = ("onnxruntime", "faiss", "numpy", "PIL", "httpx", "rich")
    code = f"import sys, gumsole; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_generated_pages_have_not_drifted() -> None:
    for name, text in pages().items():
        assert (REFERENCE / name).read_text(encoding="utf-8") == text, f"{name} has drifted; run: make docs"


def test_every_command_has_an_example() -> None:
    for name, command in main.commands.items():
        assert f"gumsole {name}" in (command.help or ""), name


def test_the_error_tree_drawing_names_every_error() -> None:
    names = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)
    }
    assert all(name in (errors.__doc__ or "") for name in names)


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert not {path: lines for path, lines in lengths.items() if lines > 400}
