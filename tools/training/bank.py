"""Photos and altered views of them as feature maps of the layers that are not trained.

Those layers do not change, so each view passes through them once, whatever is trained behind them, in every
fold and every step. A view takes 31 kB.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from gumsole.images.analysis import Analyzer
from gumsole.images.decode import decode
from gumsole.images.encoder import Encoding, squash
from gumsole.images.session import Session
from gumsole.records import RGB, Matrix, Vector
from tools.encoder.build import float_network
from tools.encoder.network import SIDE
from tools.encoder.sets import read_set
from tools.training.recipe import FOLDS, Source
from tools.training.views import altered

# The last map that is not trained: 80 channels on a grid of 14 x 14.
TRUNK = "block7.add"
GRID, CHANNELS = 14, 80
# Kinds of views: as the product looks at a photo, at its center, and altered ones.
WHOLE, CENTER, ALTERED = 0, 1, 2
NEVER_HELD_OUT = -1
SHARD = 64  # photos
LISTING = "photos.json"
SEED = 20261129

Maps = NDArray[np.float16]
NO_MAPS: Maps = np.zeros((0, GRID, GRID, CHANNELS), np.float16)


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of the bank; `fold` is the one that never trains on it, or `NEVER_HELD_OUT`."""

    path: str
    source: str
    product: str
    group: str
    category: str
    role: str
    fold: int

    @property
    def shown(self) -> bool:
        """True for a photo that a catalog shows."""
        return self.role == "catalog"


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """Views of photos.

    Attributes
    ----------
    photos : sequence of Photo
    colors : ndarray of shape (photos, c), float32
        The color channel of each.
    maps : ndarray of shape (views, 14, 14, 80), float16
    photo, kind : ndarray of shape (views,)
        Which photo each view is of, and `WHOLE`, `CENTER` or `ALTERED`.
    """

    photos: Sequence[Photo]
    colors: Matrix
    maps: Maps
    photo: NDArray[np.int64]
    kind: NDArray[np.int64]


def list_photos(folder: Path, source: Source) -> list[Photo]:
    """Photos of a folder, with its products dealt into folds."""
    shots = [shot for shot in read_set(folder) if shot.product]
    keys = [shot.product if source.fold_by == "product" else shot.group for shot in shots]
    return [
        Photo(
            path=str(shot.path),
            source=source.name,
            product=shot.product,
            group=shot.group,
            category=shot.category,
            role=shot.role,
            fold=NEVER_HELD_OUT if source.fold_by == "never" else _fold(source.kin, key),
        )
        for key, shot in zip(keys, shots, strict=True)
    ]


def _fold(kin: str, key: str) -> int:
    """The same for one key in whatever source of its kin."""
    return hashlib.sha256(f"{kin} {key}".encode()).digest()[0] % FOLDS


def fill(
    photos: Sequence[Photo], source: Source, lenders: Sequence[str], folder: Path, workers: int
) -> Iterator[int]:
    """Write what is missing of a source's part of the bank, shard by shard; yields how many photos are done.

    Parameters
    ----------
    lenders : sequence of str
        Files of photos whose surroundings may be borrowed.
    folder : Path
        Where the source's shards lie.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listing, rows = folder / LISTING, [asdict(photo) for photo in photos]
    if listing.exists() and json.loads(listing.read_text()) != rows:
        raise SystemExit(f"{folder} was made of other photos; delete it, or name another place for the bank")
    listing.write_text(json.dumps(rows))
    tasks = []
    for start in range(0, len(photos), SHARD):
        if not _shard(folder, start).exists():
            part = photos[start : start + SHARD]
            counts = [source.shown_views if photo.shown else source.other_views for photo in part]
            tasks.append((start, part, counts, lenders, folder))
    done = len(photos) - sum(len(task[1]) for task in tasks)
    yield done
    if tasks:
        with ProcessPoolExecutor(workers) as pool:
            for count in pool.map(_write_shard, *zip(*tasks, strict=True)):
                done += count
                yield done


def load(folder: Path, *, maps: bool = True) -> Bank:
    """The bank in a folder, all of its sources; without `maps`, none of its views."""
    photos: list[Photo] = []
    colors, views, owner, kind = [], [NO_MAPS], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for listing in sorted(folder.glob(f"*/{LISTING}")):
        own = [Photo(**row) for row in json.loads(listing.read_text())]
        for start in range(0, len(own), SHARD):
            with np.load(_shard(listing.parent, start)) as stored:
                colors.append(stored["colors"])
                if maps:
                    views.append(stored["maps"])
                    owner.append(stored["photo"] + start + len(photos))
                    kind.append(stored["kind"])
        photos += own
    return Bank(photos, *(np.concatenate(parts) for parts in (colors, views, owner, kind)))


def _shard(folder: Path, start: int) -> Path:
    return folder / f"views-{start:06d}.npz"


def _write_shard(
    start: int, photos: Sequence[Photo], counts: Sequence[int], lenders: Sequence[str], folder: Path
) -> int:
    random = np.random.default_rng([SEED, start, *photos[0].source.encode()])
    colors, maps, owner, kind = [], [], [], []
    for index, (photo, count) in enumerate(zip(photos, counts, strict=True)):
        own, color = product_looks(photo.path)
        colors.append(color)
        rgb = decode(Path(photo.path).read_bytes()).rgb
        looks = [*own, *(altered(rgb, _lent(lenders, random), random) for _ in range(count))]
        maps += [_trunk().run(["map"], {"image": squash(look, SIDE, SIDE)[None]})[0] for look in looks]
        owner += [index] * len(looks)
        kind += [WHOLE, CENTER][: len(own)] + [ALTERED] * count
    target = _shard(folder, start)
    kept = target.with_suffix(".part")
    with kept.open("wb") as file:
        np.savez(
            file,
            colors=np.stack(colors),
            maps=np.concatenate(maps).transpose(0, 2, 3, 1).astype(np.float16),
            photo=np.array(owner),
            kind=np.array(kind),
        )
    kept.rename(target)
    return len(photos)


def _lent(lenders: Sequence[str], random: np.random.Generator) -> RGB:
    return decode(Path(lenders[int(random.integers(len(lenders)))]).read_bytes()).rgb


def product_looks(path: str) -> tuple[Sequence[RGB], Vector]:
    """What the product would show an encoder of an uploaded photo, and the photo's color channel."""
    seen = _Seen()
    color = Analyzer(seen, views=2).analyze(Path(path).read_bytes()).signals.color
    return seen.looks, color


class _Seen:
    """Stands where an encoder would, and keeps what the product shows it of a photo."""

    id, file_hash, dimension, note = "seen", "", 1, ""
    prior_mean = np.zeros(1, np.float32)

    def __init__(self) -> None:
        self.looks: list[RGB] = []

    def encode(self, rgb: RGB) -> Encoding:
        """Keep a look."""
        self.looks.append(rgb)
        return Encoding(np.ones(1, np.float32), np.ones(1, np.float32), np.ones((7, 7), np.float32))


@cache
def _trunk() -> Session:
    return Session(trunk(float_network()).SerializeToString(), name="the layers that are not trained")


def trunk(network: onnx.ModelProto, side: int = SIDE) -> onnx.ModelProto:
    """The first layers of a network, from `image` (1, side, side, 3) to `map` (1, 80, side/16, side/16)."""
    names = [node.name for node in network.graph.node]
    nodes = [*network.graph.node[: names.index(TRUNK) + 1], helper.make_node("Identity", [TRUNK], ["map"])]
    used = {name for node in nodes for name in node.input}
    graph = helper.make_graph(
        nodes,
        "trunk",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, [1, side, side, 3])],
        [helper.make_tensor_value_info("map", TensorProto.FLOAT, [1, CHANNELS, side // 16, side // 16])],
        [constant for constant in network.graph.initializer if constant.name in used],
    )
    model = helper.make_model(graph, opset_imports=network.opset_import)
    model.ir_version = network.ir_version
    return model
