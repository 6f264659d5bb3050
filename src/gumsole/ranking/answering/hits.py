"""A page of a ranked list, as a shopper sees it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gumsole.ranking.answering.ranker import Ranked
from gumsole.ranking.candidates import Candidates, Moment
from gumsole.ranking.shelf import Shelf
from gumsole.ranking.variants import choices
from gumsole.records import Band, Candidate, Hit
from gumsole.store import Store

# Other variants listed with a hit: a screenful of swatches.
MAX_CHOICES = 12


def hits_at(
    places: NDArray[np.int64], ranked: Ranked, shelf: Shelf, store: Store, moment: Moment
) -> tuple[Hit, ...]:
    """Hits at some places of a ranked list; what left the store since the list was made is left out."""
    found = ranked.found.taken(places)
    skus: Sequence[str] = shelf.goods.sku[found.rows].tolist()
    known = store.products.get_many(skus)
    photos = store.entries.places(found.entries.tolist())
    others = choices(store, shelf, found.rows, moment, most=MAX_CHOICES)
    shown = []
    for at, (place, sku) in enumerate(zip(places.tolist(), skus, strict=True)):
        listing = known.get(sku)
        if listing is None or listing.retired:
            continue
        photo = photos.get(int(found.entries[at]))
        shown.append(
            Hit(
                candidate=_candidate(found, at, listing.product.group, sku, photo.photo if photo else ""),
                product=listing.product,
                offer=listing.offer,
                band=Band(int(found.band[at])),
                score=float(ranked.score[place]),
                reasons=ranked.reasons(place),
                sellable=bool(found.sellable[at]),
                choices=others[at],
            )
        )
    return tuple(shown)


def _candidate(found: Candidates, at: int, group: str, sku: str, photo: str) -> Candidate:
    return Candidate(
        group=group,
        sku=sku,
        entry=int(found.entries[at]),
        photo=photo,
        similarity=float(found.similarity[at]),
        shape=float(found.shape[at]),
        color=float(found.color[at]),
    )
