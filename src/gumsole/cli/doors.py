"""From errors to one clear line and an exit code; from a folder and flags to a store's workplace."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from gumsole.errors import GumsoleError, InputError, NotFound, SetupError, TryLater
from gumsole.images.decode import MAX_BYTES
from gumsole.settings import ENGINES, Resolved, resolve

P = ParamSpec("P")
R = TypeVar("R")

# sysexits.h: EX_TEMPFAIL and EX_CONFIG; 2 is what shells and click use for bad usage.
EXIT_CODES: tuple[tuple[type[GumsoleError], int], ...] = (
    (InputError, 2),
    (TryLater, 75),
    (SetupError, 78),
)
CANNOT_WRITE = 78  # the operator can act, as for a `SetupError`
FAILED = 1  # the command ran, what it was for did not come about
INTERRUPTED = 130  # 128 + SIGINT, as shells report it

store_option = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="GUMSOLE_STORE",
    default=Path("gumsole-store"),
    show_default=True,
    help="The store's folder (GUMSOLE_STORE).",
)

engine_option = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Where photos are searched; the setting of the store by default.",
)


def translated(command: Callable[P, R]) -> Callable[P, R]:
    """Turn errors of the tree into one line on stderr and the exit code of their branch."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except GumsoleError as error:
            click.echo(f"gumsole: {error}", err=True)
            sys.exit(exit_code(error))
        except KeyboardInterrupt:
            click.echo("gumsole: stopped; run the same command again to go on", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            click.echo(f"gumsole: {_in_words(error)}", err=True)
            sys.exit(CANNOT_WRITE)

    return run


def _in_words(error: OSError) -> str:
    """What the system refused, where, and what next."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full{where}; free some space and run the command again"
    return f"{error.strerror or error}{where}; check the path and its permissions"


def exit_code(error: GumsoleError) -> int:
    """Exit code of the error's branch."""
    return next(code for branch, code in EXIT_CODES if isinstance(error, branch))


def photo_at(path: Path) -> bytes:
    """The bytes of a photo, `-` is standard input; of one that is too large, just enough to be refused."""
    if str(path) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    if not path.is_file():
        raise NotFound(f"no photo at {path}")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def settings_of(folder: Path, **flags: object) -> Resolved:
    """Settings of the store in `folder`, flags and environment applied."""
    return resolve(folder, flags=flags, environ=os.environ)
