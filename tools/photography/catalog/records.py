"""A product of the demo store and its variants; brands, products and figures are invented."""

from __future__ import annotations

from dataclasses import dataclass

from tools.photography.designs import Design, Finishes


@dataclass(frozen=True, slots=True)
class Variant:
    """One color or material of a product.

    Attributes
    ----------
    price, sale : int
        Cents; `sale` 0 where it is not reduced.
    quantity : int
        Pieces left; 0 is out of stock.
    sold : int
        Units sold in the last 30 days.
    """

    color: str
    material: str
    finishes: Finishes
    price: int
    quantity: int
    sold: int
    sale: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A product as shoppers name it; its variants differ in color and material only."""

    name: str
    noun: str
    brand: str
    category: tuple[str, ...]
    design: Design
    description: str
    variants: tuple[Variant, ...]

    @property
    def id(self) -> str:
        """`item_group_id`: the name in lower case with hyphens."""
        return f"{self.name} {self.noun}".lower().replace(" ", "-")


def sku(group: Group, variant: Variant) -> str:
    """Return the id of a variant."""
    return f"{group.id}-{variant.color.lower().replace(' ', '-')}"
