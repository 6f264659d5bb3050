"""The store behind HTTP."""

from __future__ import annotations

import ipaddress
import socket
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from gumsole.cli.doors import engine_option, exit_code, settings_of, store_option, translated
from gumsole.errors import BadSettings, SetupError
from gumsole.store import Store
from gumsole.store.layout import STORE_FILE

ADDRESS = "127.0.0.1"
PORT = 8460

_MAIN = "from gumsole.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Manner:
    """What all workers are started with."""

    demo: bool
    engine: str | None = None

    @property
    def options(self) -> list[str]:
        """The same as options of the command."""
        return [*(["--demo"] if self.demo else []), *(["--engine", self.engine] if self.engine else [])]


@click.command()
@store_option
@click.option(
    "--host", default=ADDRESS, show_default=True, help="Address to listen at; 0.0.0.0 is every one."
)
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65_535), help="0: a free one."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes."
)
@engine_option
@click.option("--demo", is_flag=True, help="Open the demo shop at / and ask for no key; on loopback alone.")
@click.option("--worker", type=int, hidden=True)
@click.option("--sockets", default="", hidden=True)
@translated
def serve(
    folder: Path,
    host: str,
    port: int,
    workers: int,
    engine: str | None,
    demo: bool,
    worker: int | None,
    sockets: str,
) -> None:
    """Answer searches over HTTP, take in products and events, until SIGTERM or Ctrl-C.

    What was accepted is finished before it ends. Browsers and servers need keys: gumsole key create.

    \b
    gumsole serve --store my-store
    gumsole serve --store my-store --host 0.0.0.0 --port 80 --workers 4
    gumsole serve --store my-store --engine opensearch
    """
    manner = Manner(demo, engine)
    if worker is not None:
        _be_one_of_several(folder, worker, sockets, manner)
        return
    serve_at(folder, host, port, manner, workers=workers)


def serve_at(folder: Path, host: str, port: int, manner: Manner, *, workers: int = 1) -> None:
    """Serve a store at an address until told to stop.

    Raises
    ------
    BadSettings
        If no key is to be asked for where others can reach the server.
    """
    if manner.demo and not _is_loopback(host):
        raise BadSettings(
            f"--demo asks for no key and listens on loopback alone, not at {host}; leave one out"
        )
    settings_of(folder, engine=manner.engine)
    from gumsole.web import serving  # noqa: PLC0415 -- no other command loads a web stack

    with serving.listening(host, port) as listening:
        place = f"[{host}]" if ":" in host else host
        address = f"http://{place}:{listening.getsockname()[1]}"
        click.echo(f"Gumsole answers at {address}")
        if manner.demo:
            click.echo(f"  the demo shop is open, in a browser at {address}/ and until Ctrl-C")
        elif not _has_keys(folder):
            click.echo("  nobody has a key yet; make one with:")
            click.echo(f"  gumsole key create --role search --origin https://shop.example --store {folder}")
        if workers == 1:
            _answer(folder, 0, (), [listening], manner)
        else:
            sys.exit(_supervise(folder, workers, listening, manner))


def _supervise(folder: Path, workers: int, listening: socket.socket, manner: Manner) -> int:
    """Keep workers alive that share one port; each has a socket of its own for what the others hand on."""
    from gumsole.web import serving  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gumsole-") as scratch, ExitStack() as stack:
        paths = [f"{scratch}/{number}.sock" for number in range(workers)]
        siblings = [stack.enter_context(serving.sibling_socket(path)) for path in paths]

        def command(number: int) -> Sequence[str]:
            given = ",".join([str(listening.fileno()), str(siblings[number].fileno()), *paths])
            words = ["serve", "--store", str(folder), "--worker", str(number), "--sockets", given]
            return [sys.executable, "-c", _MAIN, *words, *manner.options]

        inherited = [listening.fileno(), *(one.fileno() for one in siblings)]
        refused = exit_code(SetupError())
        return serving.Supervisor(command, workers=workers, inherited=inherited, refused=refused).run()


def _be_one_of_several(folder: Path, number: int, given: str, manner: Manner) -> None:
    listening, sibling, *paths = given.split(",")
    inherited = [socket.socket(fileno=int(listening)), socket.socket(fileno=int(sibling))]
    _answer(folder, number, tuple(paths), inherited, manner)


def _answer(
    folder: Path,
    number: int,
    siblings: tuple[str, ...],
    sockets: Sequence[socket.socket],
    manner: Manner,
) -> None:
    from gumsole.assembly.serving import serving as assembled  # noqa: PLC0415
    from gumsole.web import app, logs, serving  # noqa: PLC0415
    from gumsole.web.service import Manners  # noqa: PLC0415

    settings = settings_of(folder, engine=manner.engine).settings
    proxies = tuple(part.strip() for part in settings.trusted_proxies.split(",") if part.strip())
    manners = Manners(trusted_proxies=proxies, open_to_all=manner.demo, worker=number, siblings=siblings)
    logs.to_stderr()
    with assembled(folder, settings, manners) as (service, caretaker), caretaker:
        serving.run(app.application(service), sockets)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _has_keys(folder: Path) -> bool:
    if not (folder / STORE_FILE).exists():
        return False
    with Store.open(folder) as store:
        return any(key.revoked_at is None for key in store.keys.all())
