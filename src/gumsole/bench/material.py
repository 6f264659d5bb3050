"""What is measured on: photos, and vectors like those of photos, the same on every run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gumsole import demo
from gumsole.errors import NotFound
from gumsole.images.analysis import Analyzer
from gumsole.records import Availability, Entry, Matrix, Offer

PHOTO_SIDE = 1024  # pixels; what a storefront sends
CATEGORIES = 100
SEED = 20
MIXED = 4
CHUNK = 10_000
NOISE = 0.25  # of the mean component


def photos(count: int, folder: Path | None = None) -> Iterator[bytes]:
    """JPEGs of 1024 pixels a side, no two alike: cuts of a folder's photos, or of the demo store's."""
    with nullcontext(folder) if folder else demo.folder() as found:
        originals = sorted(path for path in found.rglob("*") if path.suffix in {".jpg", ".webp"})
        if not originals:
            raise NotFound(f"no .jpg or .webp below {found} to measure on")
        chance = np.random.default_rng(SEED)
        order = chance.permutation(len(originals))
        for at in range(count):
            with Image.open(originals[order[at % len(originals)]]) as original:
                yield _cut(original.convert("RGB"), chance)


def write_photos(target: Path, count: int, folder: Path | None = None) -> Path:
    """A feed of `count` products with a photo each, as files in `target`; the path of the feed."""
    rows = ["id,product_type,price,image_link"]
    for at, photo in enumerate(photos(count, folder)):
        (target / f"{at}.jpg").write_bytes(photo)
        rows.append(f"{at},Category {at % CATEGORIES},10.00 EUR,{at}.jpg")
    feed = target / "feed.csv"
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
    def of_photos(cls, analyzer: Analyzer, shown: Iterable[bytes]) -> Vectors:
        """Signals of some photos."""
        signals = [analyzer.analyze(photo).signals for photo in shown]
        return cls(np.stack([one.embedding for one in signals]), np.stack([one.color for one in signals]))

    def drawn(self, count: int, *, seed: int) -> Vectors:
        """Vectors that lie among those of four photos each, with some noise: as varied as a large catalog."""
        chance = np.random.default_rng(seed)
        chosen, shares = self._mixed(count, chance)
        centered = self.embeddings - self.embeddings.mean(axis=0)
        among = np.einsum("nk,nkd->nd", shares, centered[chosen])
        noise = chance.normal(size=among.shape).astype(np.float32)
        among += noise * np.abs(among).mean(axis=1, keepdims=True) * NOISE
        shades = np.einsum("nk,nkd->nd", shares, self.colors[chance.permuted(chosen, axis=1)])
        return Vectors(unit(among), unit(shades))

    def origins(self, count: int, *, seed: int) -> NDArray[np.int64]:
        """For each vector of `drawn` the photo that has the largest share in it."""
        chosen, shares = self._mixed(count, np.random.default_rng(seed))
        origins: NDArray[np.int64] = chosen[np.arange(count), shares.argmax(axis=1)]
        return origins

    def entries(self, count: int) -> Iterator[list[Entry]]:
        """Entries of a store of `count` photos, in chunks: 3 photos a group, half of them in stock.

        Photos that look alike are of one category.
        """
        leaf_of = self._leaves()
        for start in range(0, count, CHUNK):
            size = min(CHUNK, count - start)
            drawn = self.drawn(size, seed=SEED + start)
            chance = np.random.default_rng(SEED + start)
            leaves = leaf_of[self.origins(size, seed=SEED + start)].tolist()
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

    def entry_origins(self, count: int) -> NDArray[np.int64]:
        """The photo that has the largest share in each of the entries."""
        starts = range(0, count, CHUNK)
        return np.concatenate(
            [self.origins(min(CHUNK, count - start), seed=SEED + start) for start in starts]
        )

    def _mixed(self, count: int, chance: np.random.Generator) -> tuple[NDArray[np.int64], Matrix]:
        """Photos that each vector is mixed of, and their shares."""
        chosen = chance.integers(0, len(self.embeddings), (count, MIXED))
        return chosen, chance.dirichlet(np.full(MIXED, 0.5), count).astype(np.float32)

    def _leaves(self) -> NDArray[np.int64]:
        """Category of each photo: the one of the first photos that it resembles most."""
        centered = unit(self.embeddings - self.embeddings.mean(axis=0))
        leaves: NDArray[np.int64] = np.argmax(centered @ centered[:CATEGORIES].T, axis=1)
        return leaves


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
