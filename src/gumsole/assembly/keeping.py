"""All places where something of shoppers is on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gumsole.assembly.recordings import keeping
from gumsole.errors import BadSettings
from gumsole.privacy import Purgeable
from gumsole.settings import Settings
from gumsole.store import Store
from gumsole.store.events import EventStore
from gumsole.store.layout import EVENTS_FILE
from gumsole.store.sealing import read_public
from gumsole.store.vault import Vault


@contextmanager
def kept_on_disk(folder: Path, store: Store, settings: Settings) -> Iterator[Sequence[Purgeable]]:
    """Events, signals and uploads of a store, as the list of what is kept has them."""
    with ExitStack() as stack:
        places: list[Purgeable] = [store.vault(hours=settings.retain_uploads_hours)]
        if (folder / EVENTS_FILE).exists():
            events = stack.enter_context(EventStore.open(folder))
            places += keeping(events, settings)
        yield places


def vault_of(store: Store, settings: Settings) -> Vault | None:
    """Where uploads are kept; None where they are not.

    Raises
    ------
    BadSettings
        If they are to be kept and there is no key of the operator's to do it with.
    """
    if not settings.retain_uploads_hours:
        return None
    if not settings.retention_key_file:
        raise BadSettings(
            "retain_uploads_hours keeps shoppers' photos, which needs retention_key_file: the operator's "
            "public key; make a pair with: gumsole uploads keys"
        )
    key = read_public(Path(settings.retention_key_file))
    return store.vault(hours=settings.retain_uploads_hours, key=key)
