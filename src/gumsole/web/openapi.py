"""The OpenAPI document: what the framework derives from the routes, made complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from gumsole.web.models.answers import ProblemView
from gumsole.web.problems import MEDIA_TYPE

SECURITY = "key"
_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key made by `gumsole key create`: a publishable one in pages, a secret one on servers.",
}
_PROBLEM = "Problem"
_FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")
_TEXT = {"type": "string"}

_HEADERS = {
    "X-Request-Id": {"description": "Names the request; the same id stands in the log.", "schema": _TEXT},
    "Retry-After": {"description": "Whole seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
    "WWW-Authenticate": {"description": "How to send a key.", "schema": _TEXT},
    "Server-Timing": {"description": "Milliseconds of each stage (W3C Server Timing).", "schema": _TEXT},
}
_ONLY_WITH = {"429": "Retry-After", "503": "Retry-After", "401": "WWW-Authenticate"}

Document = dict[str, Any]


def document_of(app: FastAPI) -> Document:
    """The document of an application."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        openapi_version=app.openapi_version,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    components = made["components"]
    components["securitySchemes"] = {SECURITY: _SCHEME}
    components["headers"] = _HEADERS
    components["schemas"] |= {_PROBLEM: ProblemView.model_json_schema()}
    for name in _FRAMEWORKS_OWN:
        components["schemas"].pop(name, None)
    for operation in _operations(made):
        _complete(operation)
    return made


def _operations(document: Document) -> Iterator[Document]:
    for methods in document["paths"].values():
        yield from methods.values()


def _complete(operation: Document) -> None:
    responses: Document = operation["responses"]
    if _is_frameworks_own(responses.get("422", {})):
        del responses["422"]  # what the framework finds wrong is told as 400
        responses.setdefault("400", {"description": "Bad Request", "content": {MEDIA_TYPE: {}}})
    responses["500"] = {"description": "Internal Server Error", "content": {MEDIA_TYPE: {}}}
    if "401" in responses:
        operation["security"] = [{SECURITY: []}]
    for status, response in responses.items():
        content = response.get("content", {})
        if MEDIA_TYPE in content:
            content[MEDIA_TYPE] = {"schema": {"$ref": f"#/components/schemas/{_PROBLEM}"}}
        names = ["X-Request-Id", *filter(None, [_ONLY_WITH.get(status)])]
        if status == "200" and _is_answer(content):
            names.append("Server-Timing")
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _is_frameworks_own(response: Document) -> bool:
    return any(name in str(response.get("content", {})) for name in _FRAMEWORKS_OWN)


def _is_answer(content: Document) -> bool:
    return str(content.get("application/json", {}).get("schema", {})).find("AnswerView") >= 0
