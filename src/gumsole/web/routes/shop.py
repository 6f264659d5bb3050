"""The demo shop: pages for shoppers and what they load; only where a server was started with --demo."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse

from gumsole.errors import NotFound, TryLater
from gumsole.web.assets import SHOP, asset, takes_gzip
from gumsole.web.door import service_of
from gumsole.web.problems import headers_of
from gumsole.web.shop.pages import Pages, trouble
from gumsole.web.shop.samples import sample
from gumsole.web.work import computed, on_thread

router = APIRouter(include_in_schema=False)

# Long sides of photos: beside a line of text, in a grid, on a page of its own.
SIDES = (96, 320, 768)
_KEPT = {"Cache-Control": "public, max-age=86400, immutable"}
_FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


@router.get("/")
async def home(request: Request) -> Response:
    """Search by photo, and what sells best."""
    return await _page(request, Pages.home)


@router.get("/shop/c/{slug:path}")
async def category(request: Request, slug: str, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """What can be bought in a category."""
    return await _page(request, lambda pages: pages.category(slug, page))


@router.get("/shop/p/{sku:path}")
async def product(request: Request, sku: str) -> Response:
    """A product, its variants, and what looks like it."""
    return await _page(request, lambda pages: pages.product(sku))


@router.get("/shop/cart")
async def cart(request: Request) -> Response:
    """The cart."""
    return await _page(request, Pages.cart)


@router.get("/shop/photos/{hash}/{side}")
async def photo(request: Request, hash: str, side: int) -> Response:  # noqa: A002
    """A photo of the catalog in one of a few sizes."""
    if side not in SIDES:
        raise NotFound(f"photos come with a long side of {', '.join(map(str, SIDES))} pixels")
    data = await on_thread(request, lambda service: service.picture(hash, side))
    if data is None:
        raise NotFound("no photo of the catalog has this hash")
    return Response(data, media_type="image/webp", headers=_KEPT)


@router.get("/shop/samples/{name}")
async def sample_photo(request: Request, name: str) -> Response:
    """A photo to search with."""
    found = await on_thread(request, lambda _: sample(name))
    return Response(found.data, media_type="image/webp", headers=_KEPT)


@router.get("/shop/assets/{name:path}")
async def assets(request: Request, name: str) -> Response:
    """A module, style sheet or drawing of the shop."""
    return asset(SHOP, name).answer(request)


@router.get("/shop/{rest:path}")
async def nowhere(request: Request) -> Response:
    """What there is no page for."""
    return _no_page("There is no page at this address.")


async def _page(request: Request, write: Callable[[Pages], str]) -> Response:
    service = service_of(request)
    client = request.client.host if request.client else ""
    try:
        html = await computed(service, client, lambda shop: write(Pages(service, shop)))
    except NotFound:
        return _no_page("We do not have this, or not any more.")
    except TryLater as error:
        html = trouble("One moment, please", "The shop is not ready yet. Try again in a moment.")
        return HTMLResponse(html, HTTPStatus.SERVICE_UNAVAILABLE, headers=headers_of(error))
    return _sent(request, html)


def _sent(request: Request, html: str) -> Response:
    """A page; packed it is a third, and nothing secret stands in it."""
    if not takes_gzip(request):
        return HTMLResponse(html, headers=_FRESH)
    packed = gzip.compress(html.encode(), 6, mtime=0)
    return HTMLResponse(packed, headers={**_FRESH, "Content-Encoding": "gzip"})


def _no_page(words: str) -> Response:
    return HTMLResponse(trouble("Nothing here", words), HTTPStatus.NOT_FOUND)
