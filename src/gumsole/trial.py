"""A store under evaluation: asked as a shopper would ask it, and by the bare features of its network."""

from __future__ import annotations

import time
from pathlib import Path

from gumsole.errors import BadPhoto
from gumsole.evaluate import Page, Ranked, Shown, Subject
from gumsole.images.analysis import Analyzer
from gumsole.images.decode import decode
from gumsole.images.encoder import Encoder
from gumsole.records import WHOLE, Box, Guess, Hit, Neighbors, Vector
from gumsole.search import Searcher
from gumsole.store import Store


class Trial:
    """Answers the questions of `evaluate` from a store and its searcher."""

    def __init__(self, store: Store, searcher: Searcher, analyzer: Analyzer, encoder: Encoder) -> None:
        self._store = store
        self._searcher = searcher
        self._analyzer = analyzer
        self._encoder = encoder
        self._found: dict[Path, Box] = {}
        self._pooled: dict[Path, tuple[Vector | None, float]] = {}

    @property
    def subject(self) -> Subject:
        """The trial as `evaluate` takes it."""
        return Subject(
            self.ask,
            self.pooled,
            lambda photo: self._found.get(photo, WHOLE),
            answer=self.answer,
            claims=self._searcher.claims,
        )

    def ask(self, photo: Path, crop: Box | None) -> Ranked:
        """Catalog photos near an upload."""
        data = photo.read_bytes()
        begun = time.perf_counter()
        try:
            signals = self._analyzer.analyze(data, crop=crop).signals
        except BadPhoto:
            return Ranked((), _ms_since(begun))
        neighbors = self._searcher.neighbors(signals)
        ms = _ms_since(begun)
        if crop is None:
            self._found[photo] = signals.boxes[0]
        return Ranked(self._paths(neighbors), ms)

    def pooled(self, photo: Path) -> tuple[Vector | None, float]:
        """Bare features of the whole photo, by one decoding and one pass."""
        if photo not in self._pooled:
            data = photo.read_bytes()
            begun = time.perf_counter()
            try:
                features = self._encoder.encode(decode(data).rgb).pooled
            except BadPhoto:
                features = None
            self._pooled[photo] = (features, _ms_since(begun))
        return self._pooled[photo]

    def answer(self, photo: Path) -> Page:
        """The first page that a shopper sees; empty for what is no photo."""
        try:
            answer = self._searcher.search(photo.read_bytes())
        except BadPhoto:
            return Page((), Guess())
        shown = (
            Shown(hit.product.sku, hit.product.group, hit.product.category, hit.band) for hit in answer.hits
        )
        return Page(tuple(shown), answer.guess)

    def _paths(self, neighbors: Neighbors) -> tuple[Path, ...]:
        ids = neighbors.ids.tolist()
        places = self._store.entries.places(ids)
        return tuple(Path(places[id_].ref) for id_ in ids if id_ in places)


def _shown(hit: Hit) -> Shown:
    return Shown(hit.product.sku, hit.product.group, hit.product.category, hit.band)


def _ms_since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
