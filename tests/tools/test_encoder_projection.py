"""Features are made of a product's own direction, the photo's surroundings and the shift of uploads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gumsole.records import Matrix
from tools.encoder.features import Looks, center
from tools.encoder.projection import Labeled, Recipe, fit, merged, units
from tools.encoder.score import fold_of, precision, ranks_of, score
from tools.encoder.sets import Shot, read_set

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


def test_sets_of_one_name_become_one_source() -> None:
    one, two, three = made(5, seed=0), made(6, seed=1), made(7, seed=2)
    first, second = merged([("a", one), ("b", two), ("a", three)])
    np.testing.assert_array_equal(first.features, np.concatenate([one.features, three.features]))
    np.testing.assert_array_equal(second.products, two.products)


def test_where_nothing_repeats_the_category_stands_for_the_product() -> None:
    data = made(3, seed=0)
    shown = looks(data.part(~data.upload), "shop")
    assert set(shown.labeled().products) == {"c"}
    assert set(looks(data, "shop").labeled().products) == set(data.products)


def test_ranks_count_other_labels_before_the_own() -> None:
    similarity = np.array([[0.9, 0.8, 0.7, 0.1], [0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1]], np.float32)
    # first query: a is beaten by b alone, though b has two photos; second: c is nearest; third is not shown
    ranks = ranks_of(similarity, np.array(["a", "c", "z"]), np.array(["b", "b", "a", "c"]))
    assert ranks.tolist() == [1, 0]


def test_precision_leaves_the_photo_itself_out() -> None:
    labels = np.array(["x"] * 6 + ["y"] * 6)
    similarity = (labels[:, None] == labels).astype(np.float32)
    # of eleven others five have the same label, and all of them are among the nearest ten
    assert precision(similarity, labels) == pytest.approx(0.5)


def looks(data: Labeled, folder: str, sources: int = 1) -> Looks:
    shots = [
        Shot(Path("x"), product, product, "c", f"store{i % sources} MIT", "query" if upload else "catalog")
        for i, (product, upload) in enumerate(zip(data.products, data.upload, strict=True))
    ]
    return Looks(Path("data") / folder, shots, data.features, data.features)


def test_no_product_is_in_two_folds() -> None:
    data = looks(made(30, seed=0), "one")
    folds = fold_of(data)
    assert set(folds.tolist()) == {0, 1, 2}
    for shot in data.shots:
        assert len({f for f, s in zip(folds, data.shots, strict=True) if s.product == shot.product}) == 1


def test_a_set_of_several_stores_is_split_by_store() -> None:
    data = looks(made(30, seed=0), "three", sources=3)
    folds = fold_of(data)
    assert len({(int(f), s.source) for f, s in zip(folds, data.shots, strict=True)}) == 3


def test_scores_are_given_for_each_mode_and_kind_of_set() -> None:
    first, second = made(30, seed=0), made(30, seed=1)
    uploads = second.part(second.upload)
    uploads = Labeled(
        uploads.features, np.array([str(i) for i in range(len(uploads.products))]), uploads.upload
    )
    sets = [looks(first, "shop"), looks(uploads, "closet")]
    rows = list(score(sets, 0, RECIPE))
    assert [(r.name, r.mode) for r in rows] == [
        (f"data/shop, {by}", mode)
        for mode in ("bare", "projected", "projected, two views")
        for by in ("product", "group")
    ]
    assert all(0 <= one <= five <= ten <= 1 for one, five, ten in (row.shares for row in rows))
    assert [r.name for r in score(sets, 1, RECIPE)] == ["data/closet, category p10"] * 3


def test_the_center_is_seven_tenths_of_each_side() -> None:
    photo = np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8)
    np.testing.assert_array_equal(center(photo), photo[15:85, 30:170])


def test_a_set_is_read_with_its_roles(tmp_path: Path) -> None:
    columns = "image,product_id,group_id,category,color,title,price,role,split,source\n"
    (tmp_path / "items.csv").write_text(
        columns + "a.jpg,p,g,c,,,,query,all,s\nb.jpg,p,g,c,,,,catalog,all,s\n"
    )
    upload, shown = read_set(tmp_path)
    assert (upload.path, upload.upload, shown.upload) == (tmp_path / "a.jpg", True, False)
