"""The trained half in torch computes what the ONNX graph does, learns, and goes on where it was stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gumsole.images.session import Session
from tests.tools.training.test_bank import make_set
from tools.encoder.build import float_network, trained_network
from tools.encoder.network import SIDE
from tools.encoder.trained import blended
from tools.training.bank import Bank, fill, list_photos, load, trunk
from tools.training.batches import NONE, Labels
from tools.training.recipe import Draw, Recipe, Source, read_recipe

torch = pytest.importorskip("torch", reason="pip install --group training")

SHOP = Source("shop", "shop", "product", shown_views=2, other_views=2)
STEPS = 6


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder = tmp_path_factory.mktemp("training")
    photos = list_photos(make_set(folder / "set", 12), SHOP)
    list(fill(photos, SHOP, [photos[0].path], folder / "bank" / "shop", 1))
    return load(folder / "bank")


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    draw = Draw(categories=1, products=6, views=2, category_pull=0.2)
    return replace(read_recipe(), steps=STEPS, memory_from=2, sources={"shop": SHOP}, draws={"shop": draw})


@pytest.fixture(scope="module")
def trained(bank: Bank, recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tools.training.fit import train

    file = tmp_path_factory.mktemp("weights") / "fold-0.npz"
    assert [step.number for step in train(bank, recipe, 0, file)] == list(range(1, STEPS + 1))
    return file


@pytest.mark.parametrize("share", [0.0, 0.6, 1.0])
def test_torch_and_the_onnx_graph_compute_the_same(trained: Path, share: float) -> None:
    from tools.training.fit import network_of

    weights = blended(trained, share)
    image = np.random.default_rng(0).integers(0, 255, (1, SIDE, SIDE, 3), dtype=np.uint8)
    network = trained_network(weights)
    expected = Session(network.SerializeToString(), name="whole").run(["embedding"], {"image": image})[0]
    first_half = Session(trunk(network).SerializeToString(), name="first half")
    maps = first_half.run(["map"], {"image": image})[0].transpose(0, 2, 3, 1).astype(np.float16)
    assert float((network_of(weights)(maps) * expected).sum()) > 0.9999


def test_training_moves_the_second_half_and_leaves_the_first(trained: Path) -> None:
    before, after = float_network(), trained_network(blended(trained, 1))
    changed = {
        one.name.split(".")[0]
        for one, other in zip(before.graph.initializer, after.graph.initializer, strict=True)
        if one != other
    }
    assert changed == {*(f"block{i}" for i in range(8, 16)), "head", "projection"}


def test_a_step_of_no_share_is_the_published_network_with_a_fitted_projection(trained: Path) -> None:
    before, after = float_network(), trained_network(blended(trained, 0))
    changed = [
        one.name
        for one, other in zip(before.graph.initializer, after.graph.initializer, strict=True)
        if one != other
    ]
    assert changed == ["projection.matrix"]


def test_stopped_training_goes_on_to_the_same_weights(
    bank: Bank, recipe: Recipe, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tools.training import fit

    monkeypatch.setattr(fit, "KEEP_EVERY", 2)
    file = tmp_path / "fold-0.npz"
    for step in fit.train(bank, recipe, 0, file):
        if step.number == 5:  # the fifth is lost, and done again
            break
    assert [step.number for step in fit.train(bank, recipe, 0, file)] == [5, 6]
    one, other = blended(file, 1), blended(trained, 1)
    assert max(float(np.abs(one[name] - other[name]).max()) for name in one) < 1e-5
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def loss(embeddings: list[list[float]], products: list[int], categories: list[int], pull: float) -> float:
    from tools.training.fit import pulled

    labels = Labels(np.array(products), np.array(categories), np.full(len(products), pull, np.float32))
    memory = torch.zeros(0, 2), torch.zeros(0, dtype=torch.long)
    views = torch.arange(len(products))
    return float(pulled(torch.tensor(embeddings), views, memory, labels, 0.1))


APART = [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]


def test_the_loss_is_least_where_products_lie_together_and_apart_from_others() -> None:
    together = loss(APART, [0, 0, 1, 1], [NONE] * 4, 0.0)
    mixed = loss(APART, [0, 1, 0, 1], [NONE] * 4, 0.0)
    assert together < 0.01
    assert mixed > 5


def test_a_view_without_another_of_its_product_is_pulled_to_its_category_or_not_at_all() -> None:
    assert loss(APART, [0, 1, 2, 3], [0, 0, 1, 1], 0.5) == pytest.approx(
        loss(APART, [0, 0, 1, 1], [NONE] * 4, 0.0)
    )
    assert loss(APART, [0, 1, 2, 3], [NONE] * 4, 0.5) == 0
