"""The application: routes, problem documents, the envelope around both."""

from __future__ import annotations

from functools import cache, partial
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from gumsole import __version__
from gumsole.errors import BadQuery, GumsoleError, SetupError
from gumsole.web.asking import first_mistake
from gumsole.web.bodies import Bodies
from gumsole.web.browsers import Browsers
from gumsole.web.documents import SUMMARY, TAGS, TITLE
from gumsole.web.envelope import Envelope
from gumsole.web.heads import Heads
from gumsole.web.logs import LOGGER, PassingNames
from gumsole.web.openapi import document_of
from gumsole.web.problems import MEDIA_TYPE, Problem, detail_of, document, headers_of, problem_of
from gumsole.web.routes import events, operation, privacy, products, searching, shop, storefront
from gumsole.web.service import Service

ROUTERS = (
    searching.router,
    products.router,
    events.router,
    privacy.router,
    operation.router,
    storefront.router,
)


def application(service: Service) -> FastAPI:
    """The ASGI application of one worker."""
    app = bare()
    app.state.service, app.state.leaving = service, False
    if service.manners.open_to_all:
        app.include_router(shop.router)
    app.add_exception_handler(GumsoleError, _refused)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_middleware(Heads)
    app.add_middleware(Bodies)
    app.add_middleware(
        Envelope,
        metrics=service.metrics,
        names=PassingNames(service.clock),
        opens_to=service.store.keys.opens_to,
    )
    app.add_middleware(Browsers)
    return app


def bare() -> FastAPI:
    """The routes and their document, without a store behind them."""
    app = FastAPI(
        title=TITLE,
        summary=SUMMARY,
        version=__version__,
        openapi_tags=TAGS,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = cache(partial(document_of, app))  # type: ignore[method-assign]
    return app


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GumsoleError)  # noqa: S101 -- registered for it alone
    if isinstance(error, SetupError):
        LOGGER.error("%s", error, extra={"fields": {"request_id": request.state.request_id}})
    return _response(request, problem_of(error), detail_of(error), headers_of(error))


async def _misread(request: Request, error: Exception) -> JSONResponse:
    """What the framework found wrong with a path, a query string or a JSON body."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for it alone
    return _response(request, problem_of(BadQuery()), first_mistake(error.errors()), {})


async def _unrouted(request: Request, error: Exception) -> JSONResponse:
    """A path or method that is none of ours."""
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for it alone
    status = HTTPStatus(error.status_code)
    problem = Problem(status, f"http-{status:d}", status.phrase)
    return _response(request, problem, error.detail, dict(error.headers or {}))


def _response(request: Request, problem: Problem, detail: str, headers: dict[str, str]) -> JSONResponse:
    body = document(problem, detail, request_id=request.state.request_id)
    return JSONResponse(body, problem.status, headers, media_type=MEDIA_TYPE)
