"""Small real stand-ins: a web of photos that can fail, and an encoder that ships nowhere."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

from gumsole.catalog.fetch import Fetched
from gumsole.images.manifest import MANIFEST
from gumsole.records import Known
from tests.images.test_tower import IMAGE, image_model


class Web:
    """Photos by address; an address may raise instead."""

    def __init__(self) -> None:
        self.photos: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def fetch(self, ref: str, known: Known | None) -> Fetched:
        with self._lock:
            self.asked.append(ref)
        found = self.photos[ref]
        if isinstance(found, Exception):
            raise found
        now = Known(hashlib.sha256(found).hexdigest())
        return Fetched(None if known == now else found, now)


def tiny_tower(folder: Path) -> Path:
    """A folder with an image tower of four dimensions."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_text(IMAGE)
    (folder / "image.onnx").write_bytes(image_model())
    return folder


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self, now_s: float = 1_700_000_000.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s

    def advance(self, seconds: float) -> None:
        self.now_s += seconds
