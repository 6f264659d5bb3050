"""What the OpenAPI document says that types alone do not."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from gumsole.web.examples import ANSWER, EVENT, SEARCH, named
from gumsole.web.forms import PHOTO_FIELD
from gumsole.web.models.answers import AnswerView, ProblemView
from gumsole.web.models.events import MAX_EVENTS, Beacon, Event
from gumsole.web.models.requests import SearchFields
from gumsole.web.problems import MEDIA_TYPE
from gumsole.web.upload import FORM, URL_ENCODED

PHOTO_KINDS = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/gif", "image/heic")

TITLE = "Gumsole"
SUMMARY = "Visual search for online stores."
TAGS = [
    {"name": "search", "description": "Photos and words in, ranked products out."},
    {"name": "products", "description": "What the store sells, and its photos."},
    {"name": "events", "description": "What shoppers did with answers."},
    {"name": "operation", "description": "For whoever runs the server."},
]


# What a search answers; further pages are alike.
ANSWERED: dict[int | str, dict[str, Any]] = {
    200: {"model": AnswerView, "content": {"application/json": {"examples": named(ANSWER)}}}
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Problem documents that a route may answer with."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": ProblemView.model_json_schema()}},
        }
        for status in statuses
    }


def _fields() -> dict[str, Any]:
    schema: dict[str, Any] = SearchFields.model_json_schema()
    return schema


def _parameters() -> list[dict[str, Any]]:
    """Every field as a parameter of the query string."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {key: value for key, value in schema.items() if key != "description"},
            "description": schema.get("description", ""),
        }
        for name, schema in _fields()["properties"].items()
    ]


def _form() -> dict[str, Any]:
    photo = {"type": "string", "format": "binary", "description": "The photo's bytes."}
    return {"type": "object", "properties": {PHOTO_FIELD: photo, **_fields()["properties"]}}


def _inlined(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model without references: within the document they would lead nowhere."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})

    def inlined(part: Any) -> Any:
        if isinstance(part, list):
            return [inlined(item) for item in part]
        if not isinstance(part, dict):
            return part
        named = definitions.get(str(part.get("$ref", "")).rpartition("/")[2], {})
        return {key: inlined(value) for key, value in {**named, **part}.items() if key != "$ref"}

    found: dict[str, Any] = inlined(schema)
    return found


def _events() -> dict[str, Any]:
    """An event, a list of them, or a list with a key beside it."""
    one = _inlined(Event)
    several = {"type": "array", "items": one, "minItems": 1, "maxItems": MAX_EVENTS}
    return {"anyOf": [one, several, _inlined(Beacon)]}


EVENTS_REQUEST: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _events(), "examples": named(EVENT)},
            "text/plain": {"schema": {"type": "string"}},
        },
    },
}

SEARCH_REQUEST: dict[str, Any] = {
    "parameters": _parameters(),
    "requestBody": {
        "required": False,
        "content": {
            FORM: {"schema": _form()},
            URL_ENCODED: {
                "schema": {"type": "object", "properties": _fields()["properties"]},
                "examples": named(SEARCH),
            },
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in PHOTO_KINDS},
        },
    },
}

PHOTO_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in PHOTO_KINDS},
    },
}
