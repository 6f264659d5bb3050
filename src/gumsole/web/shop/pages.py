"""Pages of the shop, filled in from the open store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from gumsole.errors import NotFound
from gumsole.ranking.aisles import Tile
from gumsole.records import Role
from gumsole.search import SearchRequest
from gumsole.web.assets import COMPONENT, assets
from gumsole.web.models.answers import ProductView
from gumsole.web.service import OpenShop, Service
from gumsole.web.shop import words
from gumsole.web.shop.departments import Directory
from gumsole.web.shop.samples import samples
from gumsole.web.views import Viewer

POPULAR = 8
PER_PAGE = 24
ALIKE = 8
# Departments in the head of each page; all of them stand on the home page.
IN_HEAD = 7
PHOTOS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A product as pages show it.

    Attributes
    ----------
    photo : str
        Hash; empty where there is none.
    others : sequence of ProductView
        Further variants.
    """

    product: ProductView
    photo: str
    others: Sequence[ProductView] = ()

    @property
    def colors(self) -> int:
        """How many colors it can be bought in."""
        named = [one.attributes.get("color") for one in (self.product, *self.others) if one.sellable]
        return len({name for name in named if name})


class Pages:
    """Writes pages from what one open shop holds at the moment."""

    def __init__(self, service: Service, shop: OpenShop) -> None:
        self._service = service
        self._searcher = shop.searcher
        self._directory = Directory(shop.searcher.categories())
        currency, exponent = service.money
        self._viewer = Viewer(Role.SEARCH, currency=currency, exponent=exponent, now_s=service.clock())

    def home(self) -> str:
        """Search by photo, what sells best, and the way to everything else."""
        departments = [
            (one, self._tiles(self._searcher.aisle(one.path, limit=1).tiles))
            for one in self._directory.within()
        ]
        popular = self._tiles(self._searcher.aisle(limit=POPULAR).tiles)
        offered = [{"src": f"/shop/samples/{one.name}", "alt": one.shows} for one in samples()]
        return self._page("home.html", departments=departments, popular=popular, offered=offered)

    def category(self, slug: str, number: int) -> str:
        """A page of what can be bought in a category.

        Raises
        ------
        NotFound
            If there is no such category, or it has no page of this number.
        """
        department = self._directory.at(slug)
        aisle = self._searcher.aisle(department.path, page=number, limit=PER_PAGE)
        pages = ceil(aisle.total / PER_PAGE)
        if number > pages:
            raise NotFound(f"{department.name} has {pages} pages")
        return self._page(
            "category.html",
            department=department,
            trail=self._directory.trail(department.path[:-1]),
            below=self._directory.within(department.path),
            tiles=self._tiles(aisle.tiles),
            total=aisle.total,
            number=number,
            pages=pages,
        )

    def product(self, sku: str) -> str:
        """All about a product, and what looks like it.

        Raises
        ------
        NotFound
            If the store does not have it.
        """
        tile = self._searcher.tile(sku)
        photos = [
            one.hash for one in self._service.store.photos.of(sku, key=self._service.key_now) if one.hash
        ]
        return self._page(
            "product.html",
            shown=self._tiles([tile])[0],
            description=tile.product.description,
            photos=photos[:PHOTOS],
            trail=self._directory.trail(tile.product.category),
            alike=self._alike(sku) if tile.photo else [],
        )

    def cart(self) -> str:
        """The cart, which the shopper's browser alone knows."""
        return self._page("cart.html")

    def _alike(self, sku: str) -> list[Shown]:
        try:
            answer = self._searcher.search(None, SearchRequest(like=sku, limit=ALIKE))
        except NotFound:  # its photo was not looked at yet
            return []
        return self._tiles([self._searcher.tile(hit.product.sku) for hit in answer.hits])

    def _tiles(self, tiles: Sequence[Tile]) -> list[Shown]:
        return [
            Shown(
                self._viewer.product(tile.product, tile.offer, sellable=tile.sellable),
                tile.photo,
                [self._viewer.product(one.product, one.offer, sellable=one.sellable) for one in tile.others],
            )
            for tile in tiles
        ]

    def _page(self, template: str, **values: object) -> str:
        return _rendered(template, head=self._directory.within()[:IN_HEAD], **values)


def trouble(title: str, words_: str) -> str:
    """A page that says why there is no other."""
    return _rendered("trouble.html", head=(), title=title, words=words_)


def product_path(sku: str) -> str:
    """Address of a product's page."""
    return f"/shop/p/{quote(sku, safe='')}"


def _rendered(template: str, **values: object) -> str:
    return _templates().get_template(template).render(values)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("gumsole", "storefront/shop"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Callable[..., Any]] = {
        "money": words.money,
        "on_sale": words.is_on_sale,
        "stock": words.stock,
        "apart_from": words.difference,
        "product_path": product_path,
    }
    made.filters.update(filters)
    made.globals["modules"] = [name for name in sorted(assets(COMPONENT)) if name.endswith(".js")]
    return made
