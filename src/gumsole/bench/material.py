"""What is measured on: photos and vectors made from the demo store's photos, the same on every run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from gumsole import demo
from gumsole.images.analysis import Analyzer
from gumsole.records import Availability, Entry, Matrix, Offer

PHOTO_SIDE = 1024  # pixels; what a storefront sends
CATEGORIES = 100
SEED = 20


def photos(count: int) -> Iterator[bytes]:
    """JPEGs of 1024 pixels a side, no two alike: other cuts of the demo store's photos."""
    chance = np.random.default_rng(SEED)
    with demo.folder() as folder:
        originals = sorted(path for path in folder.rglob("*") if path.suffix in {".jpg", ".webp"})
        for at in range(count):
            with Image.open(originals[at % len(originals)]) as original:
                yield _cut(original.convert("RGB"), chance)


def write_photos(folder: Path, count: int) -> Path:
    """A feed of `count` products with a photo each, as files; the path of the feed."""
    rows = ["id,product_type,price,image_link"]
    for at, photo in enumerate(photos(count)):
        (folder / f"{at}.jpg").write_bytes(photo)
        rows.append(f"{at},Category {at % CATEGORIES},10.00 EUR,{at}.jpg")
    feed = folder / "feed.csv"
    feed.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return feed


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Embeddings and colors of real photos, to draw many like them from.

    Attributes
    ----------
    embeddings, colors : ndarray of shape (n, d) and (n, c), float32
    """

    embeddings: Matrix
    colors: Matrix

    @classmethod
    def of_photos(cls, analyzer: Analyzer, count: int) -> Vectors:
        """Signals of `count` photos."""
        signals = [analyzer.analyze(photo).signals for photo in photos(count)]
        return cls(np.stack([one.embedding for one in signals]), np.stack([one.color for one in signals]))

    def drawn(self, count: int, *, seed: int) -> Vectors:
        """Vectors that lie between those of two photos, with some noise: as dense as a large catalog."""
        chance = np.random.default_rng(seed)
        left, right, other = (chance.integers(0, len(self.embeddings), count) for _ in range(3))
        mean = self.embeddings.mean(axis=0)
        centered = self.embeddings - mean
        toward = chance.uniform(0, 0.45, (count, 1)).astype(np.float32)
        between = (1 - toward) * centered[left] + toward * centered[right]
        noise = chance.normal(size=between.shape).astype(np.float32)
        between += noise * np.abs(between).mean(axis=1, keepdims=True) * 0.25
        shade = chance.uniform(0, 0.5, (count, 1)).astype(np.float32)
        return Vectors(unit(between), unit((1 - shade) * self.colors[left] + shade * self.colors[other]))

    def entries(self, count: int) -> Iterator[list[Entry]]:
        """Entries of a store of `count` photos, in chunks: 3 photos a group, half of them in stock."""
        chunk = 10_000
        for start in range(0, count, chunk):
            size = min(chunk, count - start)
            drawn = self.drawn(size, seed=SEED + start)
            chance = np.random.default_rng(SEED + start)
            leaves = chance.integers(0, CATEGORIES, size).tolist()
            prices = chance.permutation(size).tolist()
            yield [
                Entry(
                    id=start + at + 1,
                    group=f"g{(start + at) // 3}",
                    category=(f"top {leaves[at] // 10}", f"leaf {leaves[at]}"),
                    brand=f"brand {at % 500}",
                    embedding=drawn.embeddings[at],
                    color=drawn.colors[at],
                    offer=Offer(
                        f"s{start + at}",
                        Availability.IN_STOCK if at % 2 else Availability.OUT_OF_STOCK,
                        price=prices[at],
                    ),
                )
                for at in range(size)
            ]


def unit(rows: Matrix) -> Matrix:
    """Rows at length 1."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def _cut(original: Image.Image, chance: np.random.Generator) -> bytes:
    side = min(original.size)
    share = chance.uniform(0.75, 1.0)
    left, top = (
        int(room * chance.random())
        for room in (original.width - side * share, original.height - side * share)
    )
    cut = original.crop((left, top, int(left + side * share), int(top + side * share)))
    buffer = io.BytesIO()
    cut.resize((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
