from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gumsole.errors import IndexMismatch
from gumsole.images.domain import PRIOR_PHOTOS, centered, domain_of
from gumsole.records import Matrix


def embeddings(count: int, seed: int = 0) -> Matrix:
    rows = np.random.default_rng(seed).normal(size=(count, 8))
    units: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return units


def test_a_large_catalog_speaks_for_itself() -> None:
    rows = embeddings(20_000)
    found = domain_of(rows, prior=np.ones(8, np.float32))
    # 20,000 photos against a prior of 50: at most 50 / 20,050 of the way to the prior
    np.testing.assert_allclose(found.catalog_mean, rows.mean(axis=0), atol=0.0026)


def test_a_small_catalog_is_drawn_towards_the_prior() -> None:
    prior = np.full(8, 0.5, np.float32)
    rows = embeddings(PRIOR_PHOTOS)
    # as many photos as the prior counts for: halfway
    np.testing.assert_allclose(
        domain_of(rows, prior=prior).catalog_mean, (rows.mean(axis=0) + 0.5) / 2, atol=1e-6
    )


def test_a_catalog_without_photos_is_the_prior() -> None:
    prior = embeddings(1)[0]
    np.testing.assert_array_equal(domain_of(embeddings(0), prior=prior).catalog_mean, prior)


def test_uploads_start_at_the_catalogs_own_mean() -> None:
    found = domain_of(embeddings(9), prior=np.zeros(8, np.float32))
    np.testing.assert_array_equal(found.upload_mean, found.catalog_mean)


@given(st.permutations(range(40)))
def test_the_order_of_photos_does_not_change_a_bit(order: list[int]) -> None:
    rows, prior = embeddings(40), embeddings(1, seed=1)[0]
    shuffled = domain_of(rows[order], prior=prior)
    np.testing.assert_array_equal(shuffled.catalog_mean, domain_of(rows, prior=prior).catalog_mean)


def test_embeddings_of_another_length_are_refused() -> None:
    with pytest.raises(IndexMismatch, match=r"shape \(3, 8\) do not go with a prior of 4"):
        domain_of(embeddings(3), prior=np.zeros(4, np.float32))


def test_a_centered_embedding_has_length_one_and_points_away_from_the_mean() -> None:
    found = centered(np.array([1, 0], np.float32), np.array([0.5, -0.5], np.float32))
    np.testing.assert_allclose(found, np.array([1, 1]) / np.sqrt(2), atol=1e-6)
    assert found.dtype == np.float32


def test_an_embedding_at_the_mean_keeps_its_direction() -> None:
    vector = embeddings(1)[0]
    np.testing.assert_array_equal(centered(vector, vector.copy()), vector)
