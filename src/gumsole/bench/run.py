"""The order in which things are measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gumsole import assembly
from gumsole.bench.figures import Figure
from gumsole.bench.material import Vectors
from gumsole.bench.pipeline import ingest_figures, ingest_memory, query_figures
from gumsole.bench.ranking import ranking_figures
from gumsole.bench.retrieval import build, retrieval_figures, scale_figures
from gumsole.bench.sizes import Sizes
from gumsole.bench.warehouse import stocked_searcher
from gumsole.errors import BadQuery
from gumsole.images.analysis import Analyzer
from gumsole.settings import Settings
from gumsole.store import Store

# Below, a filter that one row in a thousand passes lets nothing through.
FEWEST_ROWS = 1000


def bench(
    settings: Settings,
    *,
    rows: int,
    scale: int,
    sizes: Sizes = Sizes(),  # noqa: B008 -- frozen
) -> Iterator[Figure]:
    """Measure this machine.

    Parameters
    ----------
    rows : int
        Photos in the index that queries are measured on.
    scale : int
        Photos in the index whose start and memory are measured; 0 leaves that out.

    Raises
    ------
    BadQuery
        If an index would have too few photos to be measured on.
    """
    for count in (rows, scale or rows):
        if count < FEWEST_ROWS:
            raise BadQuery(f"bench measures on {FEWEST_ROWS} photos or more, got {count}")
    encoder = assembly.encoder_of(settings)
    yield from ingest_figures(settings, encoder, sizes)
    yield from ingest_memory(sizes)
    vectors = Vectors.of_photos(Analyzer(encoder), sizes.base_photos, sizes.photos)
    with TemporaryDirectory() as folder:
        with stocked_searcher(Path(folder, "store"), settings, encoder, vectors, rows) as searcher:
            yield from query_figures(searcher, encoder, sizes, rows=rows)
        with Store.open(Path(folder, "store")) as store:
            yield from ranking_figures(store)
        index = build(Path(folder, "index"), vectors, rows)
        yield from retrieval_figures(index, vectors, sizes, rows=rows)
        if scale:
            dimensions = (vectors.embeddings.shape[1], vectors.colors.shape[1])
            large = build(Path(folder, "large"), vectors, scale)
            yield from retrieval_figures(large, vectors, sizes, rows=scale)
            del large
            yield from scale_figures(Path(folder, "large"), rows=scale, dimensions=dimensions)
