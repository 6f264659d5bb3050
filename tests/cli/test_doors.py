"""Errors become one line and the exit code of their branch."""

from __future__ import annotations

import errno
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from gumsole.cli.doors import translated
from gumsole.errors import (
    BadFeed,
    BadSettings,
    DiskFull,
    GumsoleError,
    IndexMismatch,
    PhotoUnreachable,
    StoreLocked,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadFeed("no rows"), 2),
        (StoreLocked("busy"), 75),
        (PhotoUnreachable("down", retry_after_s=5), 75),
        (BadSettings("worker"), 78),
        (DiskFull("no room"), 78),
        (IndexMismatch("other encoder"), 78),
        (OSError(errno.ENOSPC, "No space left on device"), 78),
        (PermissionError(errno.EACCES, "Permission denied", "/store"), 78),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_branch_of_the_tree_has_its_exit_code(error: BaseException, code: int) -> None:
    @click.command()
    @translated
    def fail() -> None:
        raise error

    done = CliRunner().invoke(fail)
    assert done.exit_code == code
    assert done.stderr.startswith("gumsole: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_every_error_belongs_to_a_branch() -> None:
    def leaves(kind: type[GumsoleError]) -> set[type[GumsoleError]]:
        below = kind.__subclasses__()
        return set().union(*(leaves(one) for one in below)) if below else {kind}

    from gumsole.cli.doors import EXIT_CODES

    branches = tuple(branch for branch, _ in EXIT_CODES)
    assert all(issubclass(leaf, branches) for leaf in leaves(GumsoleError))


def test_a_reader_that_leaves_early_is_no_error() -> None:
    code = "import sys; from gumsole.cli import main; sys.argv[1:] = ['--help']; main()"
    done = subprocess.run(
        f'{sys.executable} -c "{code}" | head -c 1', shell=True, capture_output=True, check=True
    )
    assert done.stderr == b""
