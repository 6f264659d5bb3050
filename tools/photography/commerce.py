"""What the store asks, holds and sells: figures and words that both feeds and the truth share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tools.photography.catalog import Group, Variant, offers, sku
from tools.photography.lifestyle import LIFESTYLE
from tools.photography.views import views

CURRENCY = "EUR"
SHOP = "https://store.example"  # a name that is reserved for examples (RFC 2606)
GTIN_PREFIX = "952"  # GS1's prefix for examples: never on a real product
AS_OF = date(2026, 11, 1)  # the day on which the figures are taken
COST_SHARE = {
    "Fennholt": 0.54,
    "Lowmoor": 0.47,
    "Lumenary": 0.44,
    "Kilnroot": 0.36,
    "Threadle": 0.41,
    "Brassmere": 0.49,
    "Verrin": 0.42,
}
BY_VAN = {"Seating", "Tables", "Storage"}  # too large for a parcel
VAN_REACHES = ("DE", "AT", "NL", "BE", "LU", "FR", "DK")
HEAVY, HEAVY_REACHES = {"Sofas", "Dining tables", "Sideboards"}, ("DE", "AT", "NL")
FORGOTTEN_DAYS = (94, 137, 183, 246, 311)  # since dead stock last sold


@dataclass(frozen=True, slots=True)
class Listing:
    """One variant as it is listed for sale.

    Attributes
    ----------
    photos : tuple of str
        Relative to the feed, the main one first.
    lifestyle : str
        A photo in a room, or empty.
    cost : int
        Cents.
    ships_to : tuple of str
        ISO 3166 codes; empty is everywhere.
    popularity : float
        0 to 1, the best seller's.
    """

    sku: str
    group: Group
    variant: Variant
    title: str
    link: str
    gtin: str
    photos: tuple[str, ...]
    lifestyle: str
    cost: int
    ships_to: tuple[str, ...]
    last_sold: date
    popularity: float

    @property
    def asked(self) -> int:
        """What a shopper pays today, cents."""
        return self.variant.sale or self.variant.price


def listings() -> Iterator[Listing]:
    """Go through everything the store lists."""
    bestseller = max(variant.sold for _, variant in offers())
    for number, (group, variant) in enumerate(offers(), start=1):
        own = sku(group, variant)
        yield Listing(
            sku=own,
            group=group,
            variant=variant,
            title=title(group, variant),
            link=f"{SHOP}/p/{group.id}?color={variant.color.lower().replace(' ', '-')}",
            gtin=gtin(number),
            photos=photo_paths(group, variant),
            lifestyle=f"photos/{own}-room.webp" if own in LIFESTYLE else "",
            cost=round(variant.price * COST_SHARE[group.brand]),
            ships_to=_ships_to(group),
            last_sold=_last_sold(variant, number),
            popularity=math.log1p(variant.sold) / math.log1p(bestseller),
        )


def photo_paths(group: Group, variant: Variant) -> tuple[str, ...]:
    """Return the studio photos of a variant, relative to the feed, the main one first."""
    front, angled, *close = views(group, variant)
    return tuple(f"photos/{sku(group, variant)}-{view.name}.webp" for view in (angled, front, *close))


def title(group: Group, variant: Variant) -> str:
    """Return the title a shopper reads."""
    material = "" if variant.material == variant.color else f", {variant.material}"
    return f"{group.name} {group.noun} – {variant.color}{material}"


def gtin(number: int) -> str:
    """Thirteen digits under the example prefix, the last one the GS1 check digit."""
    body = f"{GTIN_PREFIX}{number:09d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-weighted % 10}"


def money(cents: int) -> str:
    """Write an amount without its currency."""
    return f"{cents // 100}.{cents % 100:02d}"


def _ships_to(group: Group) -> tuple[str, ...]:
    if group.category[-1] in HEAVY:
        return HEAVY_REACHES
    return VAN_REACHES if group.category[0] in BY_VAN else ()


def _last_sold(variant: Variant, number: int) -> date:
    """What sells n times a month last sold about 30/n days ago; dead stock long before."""
    days = round(30 / variant.sold) if variant.sold else FORGOTTEN_DAYS[number % len(FORGOTTEN_DAYS)]
    return AS_OF - timedelta(days=min(days, 29) if variant.sold else days)
