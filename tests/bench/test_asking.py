from __future__ import annotations

from pathlib import Path

from gumsole import assembly
from gumsole.bench.asking import patch
from gumsole.bench.material import Vectors
from gumsole.bench.warehouse import Assortment, judges_of, warehouse
from gumsole.images.analysis import Analyzer
from gumsole.settings import Settings
from tests.shelf import assortment, drawing

ROWS = 60


def test_a_warehouse_is_calibrated_and_obeys_offers_that_were_patched(tmp_path: Path) -> None:
    encoder = assembly.encoder_of(Settings())
    shown = [drawing(product, size=64) for product in assortment()[::3]]
    vectors = Vectors.of_photos(Analyzer(encoder), shown)
    with warehouse(tmp_path, Settings(), encoder, Assortment(vectors, ROWS, shown)) as shop:
        judges = judges_of(shop.store)
        assert len(judges.guard.categories) > 1
        assert judges.bands.claims
        assert len(judges.policy.rules) == 50
        assert shop.searcher.search(shown[0]).hits
        seconds, patched = patch(shop.store, shop.shelf, shop.searcher, shown[0])
        assert (seconds > 0, patched) == (True, ROWS)
        assert shop.searcher.search(shown[0]).hits == ()  # the patched are of unknown availability
