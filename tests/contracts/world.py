"""A store small enough to search by hand: what every engine must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from gumsole.records import Availability, Entry, Filter, Neighbors, Offer, Vector, VectorQuery

DIMENSION, COLORS = 16, 8
NOON = 1_700_000_000.0
ROUNDING = 2e-6  # a few units in the last place of float32 sums near 1


class Clock:
    """A clock that the test sets."""

    def __init__(self, now_s: float = NOON) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


def unit(values: Iterable[float]) -> Vector:
    vector = np.asarray(list(values), np.float32)
    length = max(float(np.linalg.norm(vector)), 1e-9)
    scaled: Vector = vector / np.float32(length)
    return scaled


def axis(position: int, length: int = DIMENSION) -> Vector:
    row: Vector = np.eye(length, dtype=np.float32)[position]
    return row


def entry(
    number: int,
    *,
    embedding: Vector | None = None,
    color: Vector | None = None,
    group: str | None = None,
    category: tuple[str, ...] = (),
    brand: str = "",
    color_name: str = "",
    material: str = "",
    offer: Offer | None = None,
) -> Entry:
    rng = np.random.default_rng(number)
    return Entry(
        id=number,
        group=f"g{number}" if group is None else group,
        category=category,
        brand=brand,
        embedding=unit(rng.normal(size=DIMENSION)) if embedding is None else embedding,
        color=unit(rng.random(COLORS)) if color is None else color,
        offer=Offer(sku=f"s{number}") if offer is None else offer,
        color_name=color_name,
        material=material,
    )


def ask(
    embedding: Vector | None = None,
    color: Vector | None = None,
    *,
    weight: float = 0.2,
    groups: int = 200,
    where: Filter | None = None,
) -> VectorQuery:
    rng = np.random.default_rng(99)
    return VectorQuery(
        embedding=unit(rng.normal(size=DIMENSION)) if embedding is None else embedding,
        color=unit(rng.random(COLORS)) if color is None else color,
        color_weight=weight,
        filter=Filter() if where is None else where,
        groups=groups,
    )


def random_entry(rng: np.random.Generator, number: int) -> Entry:
    """An entry near one of twelve centers, in one of seven categories, with a random offer."""
    center = np.random.default_rng(1000 + number % 12).normal(size=DIMENSION)
    path = (
        ("shoes",),
        ("shoes", "boots"),
        ("shoes", "boots", "rain"),
        ("shoe",),
        ("bags",),
        ("bags", "totes"),
        (),
    )
    price = None if rng.random() < 0.2 else int(rng.integers(0, 40)) * 100
    return entry(
        number,
        embedding=unit(center + rng.normal(size=DIMENSION) * 0.5),
        color=unit(rng.random(COLORS)) if rng.random() < 0.9 else np.zeros(COLORS, np.float32),
        group=f"g{rng.integers(0, 60)}",
        category=path[int(rng.integers(len(path)))],
        brand=("", "acme", "Acme", "zoë")[int(rng.integers(4))],
        color_name=("", "Navy", "navy", "紺")[int(rng.integers(4))],
        material=("", "oak", "Oak veneer")[int(rng.integers(3))],
        offer=random_offer(rng, f"s{number // 2}", price),
    )


def random_offer(rng: np.random.Generator, sku: str, price: int | None) -> Offer:
    """Half in stock, a third on sale for some time around noon."""
    sale = rng.random() < 0.3
    return Offer(
        sku=sku,
        availability=list(Availability)[int(rng.integers(5))]
        if rng.random() < 0.6
        else Availability.IN_STOCK,
        quantity=(None, 0, 5)[int(rng.integers(3))],
        price=price,
        sale_price=int(rng.integers(0, 30)) * 100 if sale else None,
        sale_from=NOON + int(rng.integers(-3, 4)) * 100.0 if sale and rng.random() < 0.7 else None,
        sale_until=NOON + int(rng.integers(-3, 4)) * 100.0 if sale and rng.random() < 0.7 else None,
        ships_to=((), (), ("DE",), ("AT", "DE"), ("US",))[int(rng.integers(5))],
    )


@dataclass
class Ledger:
    """The plainest store there is: a dict and a loop, to compare engines with."""

    entries: dict[int, Entry] = field(default_factory=dict)

    def upsert(self, entries: Sequence[Entry]) -> None:
        self.entries |= {e.id: e for e in entries}

    def delete(self, ids: Sequence[int]) -> None:
        for number in ids:
            self.entries.pop(number, None)

    def set_offers(self, offers: Sequence[Offer]) -> None:
        latest = {offer.sku: offer for offer in offers}
        for number, e in self.entries.items():
            if e.offer.sku in latest:
                self.entries[number] = replace(e, offer=latest[e.offer.sku])

    def ranking(self, query: VectorQuery, now_s: float) -> list[tuple[int, float, float, float, str]]:
        """What matches as (id, similarity, shape, color, group), in float64, nearest first, ties by id."""
        w = query.color_weight
        rows = []
        for e in self.entries.values():
            if fits(e, query.filter, now_s):
                shape = float(e.embedding.astype(np.float64) @ query.embedding)
                color = float(e.color.astype(np.float64) @ query.color)
                rows.append((e.id, (1 - w) * shape + w * color, shape, color, e.group))
        return sorted(rows, key=lambda row: (-row[1], row[0]))


def fits(e: Entry, where: Filter, now_s: float) -> bool:
    """What the contract says of filters, word for word."""
    price = e.offer.price_at(now_s)
    return (
        (not where.categories or any(e.category[: len(path)] == path for path in where.categories))
        and (not where.brands or e.brand in where.brands)
        and (not where.colors or e.color_name in where.colors)
        and (not where.materials or e.material in where.materials)
        and (where.min_price is None or (price is not None and price >= where.min_price))
        and (where.max_price is None or (price is not None and price <= where.max_price))
        and (not where.in_stock or e.offer.in_stock)
        and (not where.ships_to or not e.offer.ships_to or where.ships_to in e.offer.ships_to)
    )


def agrees(found: Neighbors, truth: list[tuple[int, float, float, float, str]], groups: int) -> None:
    """Assert that an answer is a long enough prefix of the true ranking, up to float32 rounding."""
    n = len(found.ids)
    similarity = {row[0]: row[1] for row in truth}
    group = {row[0]: row[4] for row in truth}
    assert len(set(found.ids.tolist())) == n
    assert set(found.ids.tolist()) <= set(similarity)
    np.testing.assert_allclose(found.similarity, [row[1] for row in truth[:n]], atol=ROUNDING)
    np.testing.assert_allclose(found.similarity, [similarity[i] for i in found.ids.tolist()], atol=ROUNDING)
    by_id = {row[0]: row for row in truth}
    np.testing.assert_allclose(found.shape, [by_id[i][2] for i in found.ids.tolist()], atol=ROUNDING)
    np.testing.assert_allclose(found.color, [by_id[i][3] for i in found.ids.tolist()], atol=ROUNDING)
    names = [group[i] for i in found.ids.tolist()]
    assert len(set(names)) >= min(groups, len({row[4] for row in truth}))
    assert (
        len(set(zip(names, found.groups.tolist(), strict=True)))
        == len(set(names))
        == len(np.unique(found.groups))
    )
