"""What the OpenAPI document says is what the server does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gumsole.records import Role
from gumsole.web import examples
from gumsole.web.app import bare
from gumsole.web.models.answers import AnswerView
from tests.serving import Server, photo

EXAMPLES = 12
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Real ones beside whatever is made up: values that get past the first check.
SKUS = ("mug-navy", "lamp-red", "nobody", "a/b", "ä", " ", "a.b")
# What is lost on the way (RFC 3986, 5.2.4): no client can ask for it.
STEPS = {"", ".", ".."}


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in bare().openapi()["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_operation_is_named_described_and_complete() -> None:
    named = [operation["operationId"] for _, operation in operations()]
    assert len(set(named)) == len(named)
    assert all(name.isidentifier() for name in named)
    for what, operation in operations():
        assert operation["description"], what
        assert ("security" in operation) == ("401" in operation["responses"]), what
        for status, response in operation["responses"].items():
            assert "X-Request-Id" in response["headers"], what
            if int(status) >= 400:
                assert set(response["content"]) == {"application/problem+json"}, (what, status)
            if status in ("429", "503"):
                assert "Retry-After" in response["headers"], what
        if "401" in operation["responses"]:
            assert {"403", "429"} <= set(operation["responses"]), what


def test_the_document_is_a_valid_one_of_version_3_1() -> None:
    document = bare().openapi()
    assert document["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(document).validate()


def test_a_server_answers_the_document_that_is_published(server: Server) -> None:
    with server.client() as anybody:
        assert anybody.get("/v1/openapi.json").json() == bare().openapi()


def test_what_the_document_gives_as_examples_is_taken(server: Server) -> None:
    with server.client(Role.ADMIN) as admin, server.client(Role.SEARCH) as shopper:
        put = admin.put("/v1/products", json=examples.PRODUCTS).json()["outcomes"]
        assert [outcome["result"] for outcome in put] == ["created"]
        patched = admin.patch("/v1/offers", json=examples.OFFERS).json()["outcomes"]
        assert [outcome["result"] for outcome in patched] == ["updated", "unknown"]
        answer = shopper.post("/v1/search", data=examples.SEARCH | {"category": ["Mugs"]})
        assert answer.status_code == 200, answer.text
        event = examples.EVENT | {
            "query_id": answer.json()["query_id"],
            "timestamp": datetime.now(UTC).isoformat(),
        }
        assert shopper.post("/v1/events", json=event).json()["outcomes"][0]["status"] == "kept"


def test_an_answer_is_shown_as_it_would_be_given() -> None:
    shown = AnswerView.model_validate(examples.ANSWER, strict=False)
    assert shown.model_dump(mode="json") == examples.ANSWER


@pytest.fixture(scope="module")
def schema(server: Server) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{server.url}/v1/openapi.json")


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_whatever_is_sent_is_answered_as_documented(
    server: Server, schema: BaseSchema, role: Role | None, mode: GenerationMode
) -> None:
    headers = {"Authorization": f"Bearer {server.secrets[role]}"} if role else {}
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        takes_something = {"parameters", "requestBody"} & set(operation.definition.raw)
        if mode is GenerationMode.NEGATIVE and not takes_something:
            continue
        strategy = operation.as_strategy(generation_mode=mode)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy, data=st.data())
        def answered(case: Case[Any], data: st.DataObject) -> None:
            assume(all(map(str, case.path_parameters.values())))  # an empty one is another address
            if "sku" in case.path_parameters and data.draw(st.booleans()):
                case.path_parameters["sku"] = data.draw(st.sampled_from(SKUS))
            if case.operation.path == "/v1/search" and data.draw(st.booleans()):
                case.media_type, case.body = "image/jpeg", photo()
            assume(case.path_parameters.get("sku") not in STEPS)
            with server.explaining():
                response = case.call(headers=headers)
                case.validate_response(response, checks=CHECKS, headers=headers)

        answered()
