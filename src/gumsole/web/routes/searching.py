"""Search by photo, words or product; further pages; what a store can be narrowed by; photos of answers."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from gumsole.errors import Expired, NotFound
from gumsole.records import Answer, Role, SoughtBy, Timing
from gumsole.web.asking import fields_of, request_of
from gumsole.web.documents import ANSWERED, SEARCH_REQUEST, problems
from gumsole.web.door import EVERYBODY, SEARCHERS, Caller, allow, service_of
from gumsole.web.models.answers import FacetsView
from gumsole.web.models.requests import SearchFields
from gumsole.web.recording import Issue, issued, shown
from gumsole.web.service import OpenShop, Service
from gumsole.web.siblings import hand_on
from gumsole.web.tokens import QueryId
from gumsole.web.upload import Upload, read_upload
from gumsole.web.views import viewer_of
from gumsole.web.work import computed, on_thread

router = APIRouter(prefix="/v1", tags=["search"])

Searching = Annotated[Caller, Depends(allow(SEARCHERS))]
Reading = Annotated[Caller, Depends(allow(EVERYBODY))]

# The page of a query that nobody tagged with a session.
NO_SESSION = ""

# What analysts and administrators look for says nothing of shoppers, and is not noted.
SHOPPERS = Role.SEARCH


@router.post(
    "/search",
    responses={**ANSWERED, **problems(400, 401, 403, 413, 415, 422, 429, 503)},
    openapi_extra=SEARCH_REQUEST,
)
async def search(request: Request, caller: Searching) -> Response:
    """Find products that look like a photo, that words name, or both.

    The photo is the body itself, or the field `photo` of a form; everything else stands in the query string
    or in further fields of the form.
    """
    upload = await read_upload(request)
    fields = fields_of(upload.fields)
    return await _searched(request, caller, upload, fields)


@router.get(
    "/products/{sku:path}/similar",
    responses={**ANSWERED, **problems(400, 401, 403, 404, 429, 503)},
    tags=["products"],
)
async def similar(
    request: Request,
    caller: Searching,
    sku: Annotated[str, Path(min_length=1, max_length=256)],
    fields: Annotated[SearchFields, Query()],
) -> Response:
    """Find products that look like one of the store; with `words`, the same "in navy" or cheaper."""
    return await _searched(request, caller, Upload(None, {}), fields, like=sku)


@router.get(
    "/search/{query_id}",
    responses={**ANSWERED, **problems(400, 401, 403, 410, 429, 503)},
)
async def page(
    request: Request,
    caller: Searching,
    query_id: Annotated[str, Path(max_length=128)],
    page: Annotated[int, Query(ge=1, le=1000, description="Counted from 1.")] = 1,
) -> Response:
    """Turn the page of an answer; what sold out since is left out. 410 once the answer is no longer kept."""
    service = service_of(request)
    query = service.signer.read(query_id, now_s=service.clock())
    if query.worker != service.manners.worker:
        return await hand_on(request, query.worker)

    def turned(shop: OpenShop) -> Answer:
        try:
            return shop.searcher.page(query.list_id, page)
        except NotFound as error:
            raise Expired("the results of this query are no longer kept; search again") from error

    answer = await computed(service, caller.client, turned)
    if caller.role is SHOPPERS:
        service.events.turned(query_id, shown(answer.hits, page=page, now_s=service.clock()))
    return _answered(service, caller, answer, query_id=query_id, page=page)


@router.get("/facets", responses={200: {"model": FacetsView}, **problems(401, 403, 429, 503)})
async def facets(request: Request, caller: Reading) -> Response:
    """Tell what the store's sellable products can be narrowed by, with counts."""
    service = service_of(request)
    found = await computed(service, caller.client, lambda shop: shop.searcher.facets())
    view = FacetsView(facets=viewer_of(service, caller).facets(found))
    return Response(view.model_dump_json(), media_type="application/json")


@router.get(
    "/photos/{hash}",
    responses={
        200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}},
        **problems(404),
    },
    response_class=Response,
    tags=["products"],
)
async def photo(request: Request, hash: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> Response:  # noqa: A002
    """Send a catalog photo as a thumbnail; no key is asked, its hash is known from answers alone."""
    service = service_of(request)

    jpeg = await asyncio.get_running_loop().run_in_executor(service.pool, service.thumbnail, hash)
    if jpeg is None:
        raise NotFound("no photo of the catalog has this hash")
    kept = {
        "Cache-Control": "public, max-age=86400, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(jpeg, media_type="image/jpeg", headers=kept)


async def _searched(
    request: Request, caller: Caller, upload: Upload, fields: SearchFields, *, like: str = ""
) -> Response:
    service = service_of(request)

    def found(shop: OpenShop) -> tuple[Answer, int]:
        if upload.photo:
            service.throttle.seen(upload.photo)
        known = service.store.products.categories() if fields.category else ()
        asked = request_of(fields, known=known, exponent=service.money[1], like=like)
        return shop.searcher.search(upload.photo, asked), shop.passport_id

    answer, passport = await computed(service, caller.client, found)
    service.metrics.searched(answer.step.kind.value, answer.timings)
    request.state.log = {
        "step": answer.step.kind.value,
        "hits": len(answer.hits),
        "stages_ms": {timing.stage: round(timing.ms, 2) for timing in answer.timings},
    }
    now_s, session = service.clock(), fields.session or NO_SESSION
    issued_id = QueryId(service.manners.worker, answer.query_id, int(now_s))
    query_id = service.signer.issue(issued_id, session=session)
    if caller.role is SHOPPERS:
        by = SoughtBy.PHOTO if upload.photo else SoughtBy.PRODUCT if like else SoughtBy.WORDS
        issue = Issue(query_id, session, by, now_s, service.money[0], passport)
        service.events.searched(issued(answer, issue))
    vault, photo = service.vault, upload.photo
    if vault and photo:
        await on_thread(request, lambda _: vault.put(photo, query_id=query_id, session=session))
    return _answered(service, caller, answer, query_id=query_id, page=1)


def _answered(service: Service, caller: Caller, answer: Answer, *, query_id: str, page: int) -> Response:
    view = viewer_of(service, caller).answer(answer, query_id=query_id, page=page)
    return Response(
        view.model_dump_json(),
        media_type="application/json",
        headers={"Server-Timing": _server_timing(answer.timings)} if answer.timings else None,
    )


def _server_timing(timings: tuple[Timing, ...]) -> str:
    """Stages as the `Server-Timing` header has them (W3C)."""
    return ", ".join(f"{timing.stage};dur={timing.ms:.1f}" for timing in timings)
