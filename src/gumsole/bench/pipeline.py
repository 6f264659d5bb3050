"""Ingest and query, against what decoding, encoding and signals take alone."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

from gumsole import assembly
from gumsole.bench.figures import Figure, cpu_ms, wall_s
from gumsole.bench.material import photos, write_photos
from gumsole.bench.sizes import Sizes
from gumsole.catalog.feed import FeedOptions
from gumsole.images.analysis import SHORT_SIDE, Analyzer
from gumsole.images.decode import decode
from gumsole.images.encoder import Encoder
from gumsole.ingest import IngestSummary
from gumsole.search import Searcher
from gumsole.settings import Settings

MEGABYTE = 2**20


def ingest_figures(settings: Settings, encoder: Encoder, sizes: Sizes) -> Iterator[Figure]:
    """Photos per second of an ingest, as a share of the bare work on the same cores."""
    analyzer = Analyzer(encoder)
    workers = assembly.workers_of(settings)
    with TemporaryDirectory() as folder:
        feed = write_photos(Path(folder), sizes.ingest_photos, sizes.photos)
        files = sorted(Path(folder).glob("*.jpg"))
        shares, rates = [], []
        for at in range(sizes.ingest_rounds):
            bare_s = wall_s(lambda: _analyze_all(files, analyzer, workers))
            summary = _ingest(feed, Path(folder, f"store{at}"), settings)
            shares.append(bare_s / summary.seconds)
            rates.append(summary.analyzed / summary.seconds)
    how = f"{sizes.ingest_photos} JPEGs of 1024 px on {workers} cores, median of {sizes.ingest_rounds}"
    yield Figure("ingest / bare work", median(shares), "", ">= 0.85", f"rates; {how}")
    yield Figure("ingest", median(rates), "photos/s", "", how)


def ingest_memory(sizes: Sizes) -> Iterator[Figure]:
    """Peak memory of an ingest of a long feed, in a process of its own."""
    with TemporaryDirectory() as folder:
        feed = write_photos(Path(folder), 40, sizes.photos)
        rows = "\n".join(f"{at},Category {at % 100},10.00 EUR,{at % 40}.jpg" for at in range(sizes.feed_rows))
        feed.write_text(f"id,product_type,price,image_link\n{rows}\n", encoding="utf-8")
        command = "from gumsole.cli import main; main()"
        words = [sys.executable, "-c", command, "ingest", str(feed), "--store", str(Path(folder, "store"))]
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603 -- our own command line
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak_mb = peak * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
    yield Figure(
        "ingest, peak memory", peak_mb, "MB", "<= 500", f"a process that ingests {sizes.feed_rows} rows"
    )


def query_figures(
    searcher: Searcher, encoder: Encoder, sizes: Sizes, *, rows: int, views: int
) -> Iterator[Figure]:
    """CPU of a whole query, and of the signals beside the encoder, against decoding and encoding alone."""
    catalog, upload = Analyzer(encoder), Analyzer(encoder, views=views)
    spent = [
        _stages(photo, encoder, catalog, upload, searcher) for photo in photos(sizes.uploads, sizes.photos)
    ]
    decode_ms, encode_ms, catalog_ms, upload_ms, search_ms = (
        mean(stage) for stage in zip(*spent, strict=True)
    )
    floor_ms = decode_ms + views * encode_ms
    how = f"CPU of one thread, 1024 px JPEG, {rows} photos in the index"
    yield Figure(
        "query / (decode + encode)", search_ms / floor_ms, "", "<= 1.85", f"{how}, {sizes.uploads} photos"
    )
    signals_ms = catalog_ms - decode_ms - encode_ms
    yield Figure("signals beside the encoder", signals_ms, "ms", "<= 1", "one view, CPU")
    yield Figure("decode", decode_ms, "ms", "", "1024 px JPEG, CPU")
    yield Figure("encode", encode_ms, "ms", "", "one pass, CPU")
    yield Figure("retrieval, ranking and hits", search_ms - upload_ms, "ms", "", how)


def _stages(
    photo: bytes, encoder: Encoder, catalog: Analyzer, upload: Analyzer, searcher: Searcher
) -> tuple[float, ...]:
    rgb = decode(photo, short_side=SHORT_SIDE).rgb
    return cpu_ms(
        lambda: decode(photo, short_side=SHORT_SIDE),
        lambda: encoder.encode(rgb),
        lambda: catalog.analyze(photo),
        lambda: upload.analyze(photo),
        lambda: searcher.search(photo),
        rounds=12,
    )


def _analyze_all(files: list[Path], analyzer: Analyzer, workers: int) -> None:
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda path: analyzer.analyze(path.read_bytes()), files):
            pass


def _ingest(feed: Path, store: Path, settings: Settings) -> IngestSummary:
    order = assembly.IngestOrder(str(feed), FeedOptions(), "bench")
    return assembly.ingest_feed(store, settings, order, progress=lambda _: None).summary
