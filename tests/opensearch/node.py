"""A real OpenSearch node for tests: assembled from Maven Central once, started where it is wanted.

The node refuses to run as root, and answers on loopback alone. README.md says what it is made of.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import zipfile
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import pytest

HERE = Path(__file__).parent
VERSION = "2.19.1"
CACHE = Path(os.environ.get("GUMSOLE_TEST_CACHE", ".cache")).absolute() / "opensearch"
MODULES = ("transport-netty4", "lang-painless")
PLUGIN = "opensearch-knn"
HEAP = "512m"
READY_S = 120.0
UNPRIVILEGED = "nobody"

# One node, no cluster, nothing mapped beyond what an ordinary machine allows.
CONFIG = """
discovery.type: single-node
network.host: 127.0.0.1
node.store.allow_mmap: false
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
"""
LOGGING = """
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{HH:mm:ss}][%-5p][%c{1}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
JVM = (
    f"-Xms{HEAP}",
    f"-Xmx{HEAP}",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # a test's node is short-lived: it never earns back what C2 takes
    "-XX:-UsePerfData",
    "-Djava.security.manager=allow",
    "-Dfile.encoding=UTF-8",
    "-Djna.nosys=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
)


def home() -> Path:
    """The folder of a node, made if it is not there; skips where it cannot be made."""
    java()
    ready = CACHE / VERSION
    if not ready.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=CACHE))
        draft.chmod(0o755)
        _assemble(draft)
        draft.rename(ready)
    return ready


def java() -> str:
    """Java 17 or newer; skips where there is none."""
    found = shutil.which("java")
    if found is None:
        pytest.skip("install Java 17 for the OpenSearch node: apt-get install openjdk-17-jre-headless maven")
    return found


def _assemble(folder: Path) -> None:
    _fetch("lib", folder / "lib")
    for name in MODULES:
        shutil.copytree(HERE / "modules" / name, folder / "modules" / name)
        _fetch(name, folder / "modules" / name)
        for jar in (folder / "modules" / name).glob("*.jar"):
            if (folder / "lib" / jar.name).exists():  # the node refuses a class that is there twice
                jar.unlink()
    _fetch(PLUGIN, folder / "download")
    with zipfile.ZipFile(next((folder / "download").glob("*.zip"))) as packed:
        packed.extractall(folder / "plugins" / PLUGIN)
    shutil.rmtree(folder / "download")
    for name in ("bin", "config"):  # expected by the node, which cannot make them as whom it runs
        (folder / name).mkdir()


def _fetch(profile: str, target: Path) -> None:
    """The artifacts of one profile of pom.xml, and what they need."""
    if shutil.which("mvn") is None:
        pytest.skip("install Maven to assemble the OpenSearch node: apt-get install maven")
    command = ["mvn", "-B", "-q", "-f", str(HERE / "pom.xml"), "-P", profile]
    done = subprocess.run(
        [*command, "dependency:copy-dependencies", f"-DoutputDirectory={target}"],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode or not target.is_dir():
        pytest.skip(f"Maven could not fetch {profile} of OpenSearch {VERSION}: {done.stdout[-800:]}")


@cache
def shared_node() -> Node:
    """One node for all tests of this process that leave it running."""
    node = Node()
    atexit.register(node.close)
    node.start()
    return node


def _open_to_all(folder: Path) -> bool:
    """True if anybody may look into a folder, wherever it lies."""
    return all(path.stat().st_mode & 0o005 == 0o005 for path in (folder, *folder.parents))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Node:
    """A node in a folder of its own; it can be killed, hang, and come back with its data."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="gumsole-opensearch-"))
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        (self._folder / "opensearch.yml").write_text(CONFIG)
        (self._folder / "log4j2.properties").write_text(LOGGING)
        self._owner = UNPRIVILEGED if os.geteuid() == 0 else None
        for name in ("data", "logs", "tmp"):
            (self._folder / name).mkdir()
        if self._owner:
            for path in (self._folder, *self._folder.iterdir()):
                os.chown(path, pwd.getpwnam(self._owner).pw_uid, -1)
        self._home = home()
        if self._owner and not _open_to_all(self._home):
            self._home = Path(shutil.copytree(self._home, self._folder / "home"))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def running(self) -> bool:
        return self._process is not None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill it and drop its data."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it and wait until it takes requests."""
        with (self._folder / "node.log").open("wb") as log:
            self._process = subprocess.Popen(
                self._command(), stdout=log, stderr=log, cwd=self._folder, user=self._owner, env=self._env()
            )
        over = time.monotonic() + READY_S
        while not self._answers():
            said = (self._folder / "node.log").read_text(errors="replace")[-4000:]
            assert self._process.poll() is None, f"the node ended at once:\n{said}"
            assert time.monotonic() < over, f"the node did not answer within {READY_S:g} s:\n{said}"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power failure would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def wipe(self) -> None:
        """Remove every index."""
        httpx.delete(f"{self.url}/gumsole*", timeout=30, trust_env=False).raise_for_status()

    def _command(self) -> list[str]:
        folder = self._folder
        settings = {
            "http.port": self._port,
            "transport.port": 0,
            "path.data": folder / "data",
            "path.logs": folder / "logs",
        }
        return [
            java(),
            *JVM,
            f"-Djava.io.tmpdir={folder / 'tmp'}",
            f"-Dopensearch.path.home={self._home}",
            f"-Dopensearch.path.conf={folder}",
            "-Dopensearch.distribution.type=tar",
            "-cp",
            f"{self._home / 'lib'}/*",
            "org.opensearch.bootstrap.OpenSearch",
            *(f"-E{key}={value}" for key, value in settings.items()),
        ]

    def _env(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self._folder)}

    def _answers(self) -> bool:
        try:
            health = httpx.get(f"{self.url}/_cluster/health", timeout=5, trust_env=False)
        except httpx.TransportError:
            return False
        return health.status_code == 200 and health.json()["status"] in ("green", "yellow")
