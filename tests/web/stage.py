"""The application over a small real store, asked in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from gumsole.assembly import key_for, recording, shop
from gumsole.assembly.photos import pictures_of
from gumsole.catalog.sent import SentPhotos
from gumsole.intake import Intake
from gumsole.privacy import Purgeable
from gumsole.records import Role
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.web import serving
from gumsole.web.app import application
from gumsole.web.live import Live
from gumsole.web.metrics import Metrics, Watched
from gumsole.web.service import Manners, OpenShop, Service
from gumsole.web.throttle import Slots, Throttle
from gumsole.web.throttle.rates import Rates
from gumsole.web.tokens import Signer, secret_of

PAGE = "https://shop.example"


@dataclass(frozen=True, slots=True)
class Stage:
    """A running application, and what stands behind it."""

    client: TestClient
    service: Service
    folder: Path
    kept: tuple[Purgeable, ...]
    secrets: Mapping[Role, str]

    def as_(self, role: Role) -> Mapping[str, str]:
        """Headers of a caller of a role."""
        return {"Authorization": f"Bearer {self.secrets[role]}"}


@contextmanager
def over_network(staged: Stage) -> Iterator[str]:
    """The same application behind a socket; its address."""
    listening = serving.listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(staged.client.app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@contextmanager
def stage(
    folder: Path,
    settings: Settings | None = None,
    *,
    clock: Callable[[], float] = time.time,
    manners: Manners = Manners(),
) -> Iterator[Stage]:
    """Serve the store in a folder to tests."""
    settings = settings or Settings()
    plenty = "100000/minute"
    with (
        Store.open(folder) as store,
        shop(folder, settings) as opened,
        recording(folder, store, settings, clock=clock) as recorded,
        ThreadPoolExecutor(2) as pool,
        Throttle(Rates(per_key=plenty, per_client=plenty)) as throttle,
    ):
        live = Live(lambda: OpenShop(1, opened.searcher), lambda: 1)
        live.renew()
        slots, metrics = Slots(running=2, waiting=8), Metrics()
        metrics.watch(Watched(slots, throttle, lambda: 0, lambda: recorded.sink.lost))
        service = Service(
            store=store,
            key=key_for(opened.encoder),
            live=live,
            intake=Intake(store, SentPhotos(store.folder / "sent")),
            check=lambda _: None,
            thumbnail=lambda _: None,
            picture=pictures_of(folder, store),
            manners=manners,
            throttle=throttle,
            slots=slots,
            signer=Signer(secret_of(folder)),
            pool=pool,
            metrics=metrics,
            kept=recorded.kept,
            vault=None,
            clock=clock,
            events=recorded.sink,
        )
        secrets = {
            role: store.keys.create(role, origins=(PAGE,) if role is Role.SEARCH else ())[1] for role in Role
        }
        with TestClient(application(service)) as client:
            yield Stage(client, service, folder, recorded.kept, secrets)
