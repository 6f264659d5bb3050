"""What an ingest would send, and cost, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gumsole.assembly.encoders import encoder_of, key_for
from gumsole.assembly.feeds import IngestOrder, opened_feed
from gumsole.assembly.outside import Bill, asked_of, bill_of, titan_dimension
from gumsole.aws import Operation
from gumsole.catalog.part import part_of
from gumsole.ingest import BATCH_ROWS
from gumsole.records import CatalogItem
from gumsole.settings import Settings
from gumsole.store import Asked, EncoderKey, Store
from gumsole.store.layout import STORE_FILE

_OPERATIONS = {
    Asked.LABELS: Operation.DETECT_LABELS,
    Asked.MODERATION: Operation.DETECT_MODERATION_LABELS,
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a feed holds, and what of it would be sent at most.

    Attributes
    ----------
    photos : int
        Addresses, each once.
    """

    products: int
    photos: int
    bill: Bill


def estimate_feed(folder: Path, settings: Settings, order: IngestOrder) -> Estimate:
    """Read a feed through without taking it in: no photo is fetched, nothing is written or sent.

    An address whose content is known counts as unchanged; any other counts as a content of its own.
    """
    key = key_for(encoder_of(settings)) if titan_dimension(settings) else None
    products, seen, calls = 0, set[str](), dict[Operation, int]()
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(folder)) if (folder / STORE_FILE).exists() else None
        feed = stack.enter_context(opened_feed(folder, settings, order))
        part = part_of(feed, order.shard) if order.shard else feed
        rows = (row for row in part if isinstance(row, CatalogItem))
        while batch := list(islice(rows, BATCH_ROWS)):
            products += len(batch)
            new = {ref for item in batch for ref in item.product.photos} - seen
            seen |= new
            for operation, known in _known(store, asked_of(settings), key, new):
                calls[operation] = calls.get(operation, 0) + len(new - known)
    asked = {operation: count for operation, count in calls.items() if count}
    return Estimate(products, len(seen), bill_of(settings, asked))


def _known(
    store: Store | None, questions: Iterable[Asked], key: EncoderKey | None, refs: set[str]
) -> Iterator[tuple[Operation, set[str]]]:
    """Each operation that a run would ask for, and the addresses that need it no more."""
    for asked in questions:
        yield _OPERATIONS[asked], store.labelings.asked_about(refs, asked) if store else set()
    if key:
        yield Operation.INVOKE_MODEL, store.photos.analyzed(refs, key=key) if store else set()
