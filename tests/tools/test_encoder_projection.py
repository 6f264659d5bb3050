"""Features are made of a product's own direction, the photo's surroundings and the shift of uploads."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gumsole.records import Matrix
from tools.encoder.projection import Labeled, Recipe, fit, units
from tools.encoder.sets import read_set
from tools.training.looks import ranks_of

WIDTH = 24
RECIPE = Recipe(dimension=6)


def made(products: int, seed: int) -> Labeled:
    """One catalog photo and four uploads of each product.

    Axes 0 to 5 tell products apart, 6 to 17 are surroundings, 18 is the shift of uploads, 23 is common.
    """
    random = np.random.default_rng(seed)
    what = random.normal(size=(products, 6))
    rows, names, upload = [], [], []
    for product in range(products):
        for photo in range(5):
            row = np.zeros(WIDTH)
            row[:6] = what[product]
            row[6:18] = random.normal(0, 4, 12) if photo else random.normal(0, 0.7, 12)
            row[18], row[23] = (6.0 if photo else 0.0), 10.0
            rows.append(row)
            names.append(f"{seed}-{product}")
            upload.append(photo > 0)
    return Labeled(np.array(rows, np.float32), np.array(names), np.array(upload))


def found(embeddings: Matrix, data: Labeled) -> float:
    similarity = embeddings[data.upload] @ embeddings[~data.upload].T
    return float((ranks_of(similarity, data.products[data.upload], data.products[~data.upload]) == 0).mean())


def test_products_never_seen_are_found_more_often_than_by_bare_features() -> None:
    unseen = made(30, seed=2)
    projection = fit([made(60, seed=0), made(60, seed=1)], RECIPE)
    embeddings = projection.apply(unseen.features)
    assert embeddings.shape == (150, 6)
    assert found(embeddings, unseen) > 1.5 * found(units(unseen.features), unseen)


def test_the_shift_of_uploads_is_removed() -> None:
    projection = fit([made(60, seed=0)], RECIPE)
    shift = np.zeros(WIDTH, np.float32)
    shift[18] = 1
    assert np.abs(projection.matrix @ shift).max() < 0.1 * np.abs(projection.matrix).max()


def test_a_set_without_uploads_or_repeated_products_is_no_trouble() -> None:
    data = made(60, seed=0)
    shown = data.part(~data.upload)
    assert fit([data, shown], RECIPE).matrix.shape == (6, WIDTH)
    views = Labeled(data.features, data.products, np.zeros(len(data.upload), bool))
    assert fit([views], RECIPE).matrix.shape == (6, WIDTH)


def test_a_set_of_uploads_alone_shifts_from_all_catalog_photos() -> None:
    data, other = made(60, seed=0), made(60, seed=1)
    uploads = other.part(other.upload)
    assert np.abs(fit([data, uploads], RECIPE).matrix[:, 18]).max() < 0.1


def test_ranks_count_other_labels_before_the_own() -> None:
    similarity = np.array([[0.9, 0.8, 0.7, 0.1], [0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1]], np.float32)
    # first query: a is beaten by b alone, though b has two photos; second: c is nearest; third is not shown
    ranks = ranks_of(similarity, np.array(["a", "c", "z"]), np.array(["b", "b", "a", "c"]))
    assert ranks.tolist() == [1, 0]


def test_a_set_is_read_with_its_roles(tmp_path: Path) -> None:
    columns = "image,product_id,group_id,category,color,title,price,role,split,source\n"
    (tmp_path / "items.csv").write_text(
        columns + "a.jpg,p,g,c,,,,query,all,s\nb.jpg,p,g,c,,,,catalog,all,s\n"
    )
    asked, shown = read_set(tmp_path)
    assert (asked.path, asked.role, shown.role) == (tmp_path / "a.jpg", "query", "catalog")
