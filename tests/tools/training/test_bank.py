"""Photos become altered views and maps, in shards made once; products stay together in their folds."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.training.bank import ALTERED, CENTER, NEVER_HELD_OUT, WHOLE, Photo, fill, list_photos, load
from tools.training.recipe import FOLDS, Source

COLUMNS = ("image", "product_id", "group_id", "category", "role", "source")
SHOP = Source("shop", "shop", "group", shown_views=3, other_views=1)


def make_set(folder: Path, products: int) -> Path:
    """Two variants of each group: a catalog photo and a query of each product."""
    (folder / "images").mkdir(parents=True)
    random = np.random.default_rng(0)
    with (folder / "items.csv").open("w", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, restval="")
        rows.writeheader()
        for product in range(products):
            for role in ("catalog", "query"):
                image = f"images/{product}-{role}.png"
                pixels = random.integers(0, 255, (6, 6, 3), dtype=np.uint8)
                Image.fromarray(pixels).resize((96, 96)).save(folder / image)
                rows.writerow(
                    {
                        "image": image,
                        "product_id": f"p{product}",
                        "group_id": f"g{product // 2}",
                        "category": "Things",
                        "role": role,
                        "source": "made up",
                    }
                )
    return folder


def test_all_photos_of_a_group_are_in_one_fold(tmp_path: Path) -> None:
    photos = list_photos(make_set(tmp_path / "set", 40), SHOP)
    folds = defaultdict(set)
    for photo in photos:
        folds[photo.group].add(photo.fold)
    assert {len(found) for found in folds.values()} == {1}
    assert {photo.fold for photo in photos} == set(range(FOLDS))


def test_a_source_of_the_same_kin_deals_its_products_into_the_same_folds(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set", 12)
    more = Source("more", "shop", "group", 1, 1)
    assert [p.fold for p in list_photos(folder, SHOP)] == [p.fold for p in list_photos(folder, more)]


def test_a_source_that_is_never_held_out_has_no_fold(tmp_path: Path) -> None:
    always = Source("shop", "shop", "never", 1, 1)
    assert {p.fold for p in list_photos(make_set(tmp_path / "set", 4), always)} == {NEVER_HELD_OUT}


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Photo]]:
    folder = tmp_path_factory.mktemp("bank")
    photos = list_photos(make_set(folder / "set", 3), SHOP)
    assert list(fill(photos, SHOP, [photos[0].path], folder / "bank" / "shop", 1)) == [0, 6]
    return folder / "bank", photos


def test_each_photo_has_the_two_looks_of_the_product_and_its_altered_views(
    bank_folder: tuple[Path, list[Photo]],
) -> None:
    folder, photos = bank_folder
    bank = load(folder)
    assert list(bank.photos) == photos
    assert bank.maps.shape == (2 * 6 + 3 * 3 + 3 * 1, 14, 14, 80)
    for index, photo in enumerate(photos):
        kinds = bank.kind[bank.photo == index].tolist()
        assert kinds == [WHOLE, CENTER] + [ALTERED] * (3 if photo.shown else 1)
    assert np.allclose(np.linalg.norm(bank.colors, axis=1), 1, atol=1e-5)


def test_views_of_one_photo_differ_from_each_other(bank_folder: tuple[Path, list[Photo]]) -> None:
    bank = load(bank_folder[0])
    maps = bank.maps[bank.photo == 0].reshape(5, -1).astype(np.float32)
    assert all(np.abs(a - b).max() > 0.1 for i, a in enumerate(maps) for b in maps[i + 1 :])


def test_what_is_there_is_not_made_again_and_what_is_missing_comes_out_the_same(
    bank_folder: tuple[Path, list[Photo]],
) -> None:
    folder, photos = bank_folder
    again = fill(photos, SHOP, [photos[0].path], folder / "shop", 1)
    assert list(again) == [6]
    before = load(folder)
    next((folder / "shop").glob("views-*.npz")).unlink()
    assert list(fill(photos, SHOP, [photos[0].path], folder / "shop", 1)) == [0, 6]
    assert np.array_equal(load(folder).maps, before.maps)


def test_a_bank_of_other_photos_is_not_overwritten(bank_folder: tuple[Path, list[Photo]]) -> None:
    folder, photos = bank_folder
    with pytest.raises(SystemExit, match="made of other photos"):
        list(fill(photos[:2], SHOP, [photos[0].path], folder / "shop", 1))
