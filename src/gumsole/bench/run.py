"""The order in which things are measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gumsole import assembly
from gumsole.bench.asking import asking_figures
from gumsole.bench.figures import Figure
from gumsole.bench.material import Vectors, photos
from gumsole.bench.pipeline import ingest_figures, ingest_memory, query_figures
from gumsole.bench.ranking import ranking_figures
from gumsole.bench.retrieval import build, retrieval_figures, scale_figures
from gumsole.bench.sizes import Sizes
from gumsole.bench.warehouse import Assortment, judges_of, warehouse
from gumsole.errors import BadQuery
from gumsole.images.analysis import Analyzer
from gumsole.settings import Settings

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
        If an index would have too few photos to be measured on, or the encoder is at AWS.
    """
    for count in (rows, scale or rows):
        if count < FEWEST_ROWS:
            raise BadQuery(f"bench measures on {FEWEST_ROWS} photos or more, got {count}")
    if assembly.titan_dimension(settings):
        raise BadQuery(
            f"bench measures this machine, and {settings.encoder} is not here; set encoder to lite0"
        )
    settings = assembly.unlabeled(settings)
    encoder = assembly.encoder_of(settings)
    yield from ingest_figures(settings, encoder, sizes)
    yield from ingest_memory(sizes)
    shown = list(photos(sizes.base_photos, sizes.photos))
    vectors = Vectors.of_photos(Analyzer(encoder), shown)
    assortment = Assortment(vectors, rows, shown[: sizes.learned_photos])
    with TemporaryDirectory() as folder:
        with warehouse(Path(folder, "store"), settings, encoder, assortment) as shop:
            views = assembly.views_of(encoder, settings)
            yield from query_figures(shop.searcher, encoder, sizes, rows=rows, views=views)
            yield from ranking_figures(shop.store, shop.shelf.now, judges_of(shop.store))
            yield from asking_figures(shop.store, shop.shelf, shop.searcher, shown[0])
        index = build(Path(folder, "index"), vectors, rows)
        yield from retrieval_figures(index, vectors, sizes, rows=rows)
        if settings.engine == "opensearch":
            from gumsole.bench.opensearch import cluster_figures  # noqa: PLC0415 -- an extra

            yield from cluster_figures(settings, vectors, sizes, rows=rows)
        if scale:
            dimensions = (vectors.embeddings.shape[1], vectors.colors.shape[1])
            large = build(Path(folder, "large"), vectors, scale)
            yield from retrieval_figures(large, vectors, sizes, rows=scale)
            del large
            yield from scale_figures(Path(folder, "large"), rows=scale, dimensions=dimensions)
