"""All that requests are answered with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from gumsole.catalog.currencies import EXPONENTS
from gumsole.intake import Intake
from gumsole.privacy import Purgeable
from gumsole.records import Key, Role
from gumsole.search import Searcher
from gumsole.store import EncoderKey, Store
from gumsole.store.vault import Vault
from gumsole.web.live import Live
from gumsole.web.metrics import Metrics
from gumsole.web.recording import EventSink, NothingKept
from gumsole.web.throttle import Slots, Throttle
from gumsole.web.tokens import Signer


@dataclass(frozen=True, slots=True, eq=False)
class OpenShop:
    """An open store that can be asked, as `Live` holds it."""

    passport_id: int
    searcher: Searcher


@dataclass(frozen=True, slots=True)
class Manners:
    """How the server treats its callers.

    Attributes
    ----------
    trusted_proxies : tuple of str
        Networks whose `X-Forwarded-For` is believed.
    open_to_all : bool
        No key is asked for: everybody searches, in the demo shop, too. Listens on loopback alone.
    worker : int
        Number of this process among those that serve the store.
    siblings : tuple of str
        Sockets of all workers by their number; empty where there is one alone.
    """

    trusted_proxies: tuple[str, ...] = ()
    open_to_all: bool = False
    worker: int = 0
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """What the routes work with; made by assembly.

    Attributes
    ----------
    key : EncoderKey
        What signals of the encoder in use are stored under.
    check : callable
        Raises `BadPhoto` for bytes that are no photo; decodes where uploads are decoded.
    thumbnail : callable
        Hash of a catalog photo → JPEG; None where it is not known.
    picture : callable
        The same and a long side in pixels → WebP, for the demo shop.
    pool : Executor
        Threads that look at photos and rank.
    kept : sequence of Purgeable
        All places where something of shoppers is kept.
    vault : Vault or None
        Where uploads are kept; None where they are not.
    clock : callable
        Unix seconds.
    processors : sequence of str
        Others who are given shoppers' photos, in plain words.
    """

    store: Store
    key: EncoderKey
    live: Live[OpenShop]
    intake: Intake
    check: Callable[[bytes], object]
    thumbnail: Callable[[str], bytes | None]
    picture: Callable[[str, int], bytes | None]
    throttle: Throttle
    slots: Slots
    signer: Signer
    pool: Executor
    metrics: Metrics
    kept: Sequence[Purgeable]
    vault: Vault | None
    clock: Callable[[], float]
    manners: Manners = field(default_factory=Manners)
    events: EventSink = field(default_factory=NothingKept)
    processors: Sequence[str] = ()

    @property
    def key_now(self) -> EncoderKey:
        """What signals are searched by; before anything can be searched, what photos are looked at with."""
        return self.live.now.searcher.key if self.live.ready else self.key

    @property
    def money(self) -> tuple[str, int]:
        """ISO 4217 code of the store's prices and its decimals; an empty code before a feed named one."""
        currency = self.store.products.currency() or ""
        return currency, EXPONENTS.get(currency, 2)


ANYBODY = Key(id="", role=Role.SEARCH)
