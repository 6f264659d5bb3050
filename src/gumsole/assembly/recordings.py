"""Where searches and events are kept, and for how long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gumsole.privacy import Purgeable
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.events import EventsKeeping, EventStore, EventWriter, SignalsKeeping
from gumsole.store.layout import EVENTS_FILE
from gumsole.web.recording import EventSink, NothingKept


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Where a server's searches and events go, and what `privacy` lists of it."""

    sink: EventSink
    kept: tuple[Purgeable, ...] = ()


@contextmanager
def recording(
    folder: Path, store: Store, settings: Settings, *, clock: Callable[[], float] = time.time
) -> Iterator[Recording]:
    """Record what shoppers do for as long as a server runs; what was handed in is written before it ends.

    Where the settings keep no events any more, those that are there still wait for their purge.
    """
    wanted = settings.events_days > 0
    if not wanted and not (folder / EVENTS_FILE).exists():
        yield Recording(NothingKept())
        return
    with EventStore.open(folder, create=True) as events:
        kept = keeping(events, settings)
        if not wanted:
            yield Recording(NothingKept(), kept)
            return
        signals = settings.query_signals_days > 0
        writer = EventWriter(events, groups=store.products.groups, signals=signals, clock=clock)
        try:
            yield Recording(writer, kept)
        finally:
            writer.close()


def keeping(events: EventStore, settings: Settings) -> tuple[Purgeable, ...]:
    """Events and query signals, as the list of what is kept has them."""
    return (
        EventsKeeping(events.deletions, days=settings.events_days),
        SignalsKeeping(events.deletions, days=settings.query_signals_days),
    )
