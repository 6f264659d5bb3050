"""What the store sells: products, their photos and offers come in, and are shown one by one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Request, Response

from gumsole.errors import BadPhoto, NotFound, PhotoFault
from gumsole.images.decode import MAX_BYTES
from gumsole.web.documents import PHOTO_BODY, problems
from gumsole.web.door import EVERYBODY, INSIDERS, WRITERS, Caller, allow, service_of
from gumsole.web.examples import OFFERS, PRODUCTS, named
from gumsole.web.models import products as models
from gumsole.web.products import draft_of, outcomes_view, patch_of, photo_view
from gumsole.web.service import Service
from gumsole.web.upload import whole_body
from gumsole.web.views import viewer_of
from gumsole.web.work import on_thread

router = APIRouter(prefix="/v1", tags=["products"])

Writing = Annotated[Caller, Depends(allow(WRITERS))]
Reading = Annotated[Caller, Depends(allow(EVERYBODY))]
Sku = Annotated[str, Path(min_length=1, max_length=256, description="The merchant's id.")]


@router.put("/products", responses=problems(400, 401, 403, 413, 429, 503))
async def put_products(
    request: Request,
    _caller: Writing,
    batch: Annotated[models.ProductBatch, Body(openapi_examples=named(PRODUCTS))],
) -> models.OutcomesView:
    """Create or replace products; each is taken or rejected by itself, and what is taken is on the disk.

    A product without `offer`, or without `photos`, keeps those it has.
    """
    drafts = [draft_of(product, row) for row, product in enumerate(batch.products, 1)]
    return outcomes_view(await on_thread(request, lambda service: service.intake.put_products(drafts)))


@router.put(
    "/products/{sku:path}/photos/{number}",
    responses=problems(400, 401, 403, 404, 413, 415, 422, 429, 503),
    openapi_extra=PHOTO_BODY,
)
async def put_photo(
    request: Request,
    _caller: Writing,
    sku: Sku,
    number: Annotated[int, Path(ge=1, le=250, description="Counted from 1.")],
) -> models.SentView:
    """Send the bytes of a product's photo; it is kept at once and found once it was looked at."""
    data = await whole_body(request, MAX_BYTES)
    if not data:
        raise BadPhoto("the photo is empty (0 bytes); send the file itself as the body", PhotoFault.EMPTY)
    service = service_of(request)

    def kept() -> str:
        service.store.products.get(sku)
        service.check(data)
        return service.intake.put_photo(sku, number, data)

    return models.SentView(photo=await on_thread(request, lambda _: kept()))


@router.patch("/offers", responses=problems(400, 401, 403, 413, 429, 503))
async def patch_offers(
    request: Request,
    _caller: Writing,
    changes: Annotated[models.OfferChanges, Body(openapi_examples=named(OFFERS))],
) -> models.OutcomesView:
    """Change prices and stock: fields that are left out stay, null clears, and the next search obeys."""
    patches = [patch_of(change) for change in changes.offers]
    return outcomes_view(await on_thread(request, lambda service: service.intake.patch_offers(patches)))


@router.get("/products/{sku:path}", responses=problems(400, 401, 403, 404, 429, 503))
async def get_product(request: Request, caller: Reading, sku: Sku) -> models.ProductDetail:
    """Show a product as it is sold now, and how far its photos have come."""
    service = service_of(request)
    listing = await on_thread(request, lambda _: service.store.products.get(sku))
    sellable = await on_thread(
        request, lambda _: service.live.ready and service.live.now.searcher.can_be_bought(sku)
    )
    if listing.retired and caller.role not in WRITERS:
        raise NotFound(f"no product with sku {sku!r} in this store")
    photos = service.store.photos.of(sku, key=service.key_now)
    return models.ProductDetail(
        product=viewer_of(service, caller).product(listing.product, listing.offer, sellable=sellable),
        live=not listing.retired,
        photos=[photo_view(photo, told=caller.role in INSIDERS) for photo in photos],
    )


@router.delete("/products/{sku:path}", status_code=204, responses=problems(400, 401, 403, 404, 429, 503))
async def delete_product(request: Request, caller: Writing, sku: Sku) -> Response:
    """Take a product out of search; again does nothing more."""

    def gone(service: Service) -> None:
        service.intake.retire(sku)
        service.store.audit.note(actor=caller.key.id, act="product deleted", target=sku)

    await on_thread(request, gone)
    return Response(status_code=204)
