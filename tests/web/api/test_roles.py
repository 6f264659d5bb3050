"""What each role may do and see, walked route by route and field by field."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gumsole.records import Role
from tests.serving import Server, photo, running

# Planted where only insiders may look.
COST, QUANTITY, SOLD, POPULARITY = "7.77", 424_242, 313_131, 98_765.5
RULE = "push the overstocked"
POLICY = f"""
version = 1

[[boost]]
name = "{RULE}"
when = "quantity > 1000"
points = 3
"""
SECRETS = (COST, str(QUANTITY), str(SOLD), "98765", RULE, "overstocked", '"margin":0', '"score":7')
WORDS = ("cost", "margin", "quantity", "popularity", "units_sold_30d")

READS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/v1/search", {"content": photo()}),
    ("POST", "/v1/search", {"params": {"words": "mug"}}),
    ("POST", "/v1/search", {"params": {"words": "overstocked"}}),
    ("GET", "/v1/products/mug-navy", {}),
    ("GET", "/v1/products/mug-navy/similar", {}),
    ("GET", "/v1/facets", {}),
    ("GET", "/v1/privacy", {}),
    ("GET", "/v1/openapi.json", {}),
    ("GET", "/readyz", {}),
    ("GET", "/metrics", {}),
    ("POST", "/v1/search", {"params": {"words": "mug", "min_price": "x"}}),
    ("GET", "/v1/products/nobody", {}),
)

# Route → roles that are let in; others are told 403.
EVERYONE = frozenset(Role)
SEARCHERS = EVERYONE - {Role.INDEXER}
WRITERS = frozenset({Role.INDEXER, Role.ADMIN})
ROUTES: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("POST", "/v1/search", SEARCHERS),
    ("GET", "/v1/search/x", SEARCHERS),
    ("GET", "/v1/products/mug-navy", EVERYONE),
    ("GET", "/v1/products/mug-navy/similar", SEARCHERS),
    ("GET", "/v1/facets", EVERYONE),
    ("PUT", "/v1/products", WRITERS),
    ("PUT", "/v1/products/mug-navy/photos/1", WRITERS),
    ("PATCH", "/v1/offers", WRITERS),
    ("DELETE", "/v1/products/nobody", WRITERS),
    ("POST", "/v1/events", EVERYONE - {Role.ANALYST}),
    ("GET", "/metrics", EVERYONE - {Role.SEARCH}),
)
OPEN = {"/healthz", "/readyz", "/v1/photos/{hash}", "/v1/privacy"}


@pytest.fixture(scope="module")
def planted(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a store with secrets in every offer and in its policy."""
    folder = Path(shutil.copytree(stocked, tmp_path_factory.mktemp("planted") / "store"))
    (folder / "policy.toml").write_text(POLICY)
    with running(folder) as server:
        with server.client(Role.ADMIN) as client:
            document = client.get("/v1/facets").json()
            assert document["facets"]
            for shape in ("mug", "lamp", "rug", "clock"):
                for color in ("red", "navy", "green", "beige"):
                    change = {
                        "sku": f"{shape}-{color}",
                        "cost": {"amount": COST, "currency": "EUR"},
                        "quantity": QUANTITY,
                        "units_sold_30d": SOLD,
                        "popularity": POPULARITY,
                    }
                    done = client.patch("/v1/offers", json={"offers": [change]})
                    assert done.json()["outcomes"][0]["result"] == "updated"
        yield server


def fields(value: object) -> Iterator[tuple[str, object]]:
    """Every field of a JSON value, however deep."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield name, part
            yield from fields(part)
    elif isinstance(value, list):
        for part in value:
            yield from fields(part)


@pytest.mark.parametrize("role", [Role.SEARCH, Role.INDEXER, None])
@pytest.mark.parametrize(("method", "path", "sent"), READS)
def test_nobody_but_analysts_and_admins_sees_what_was_planted(
    planted: Server, role: Role | None, method: str, path: str, sent: dict[str, Any]
) -> None:
    with planted.client(role) as client:
        response = client.request(method, path, **sent)
    told = f"{response.headers} {response.text}"
    if path == "/metrics" and role is Role.INDEXER:
        assert RULE not in told
        return
    if path != "/v1/openapi.json":
        assert not [secret for secret in SECRETS if secret in told]
        for name, value in fields(response.json()):
            assert name not in WORDS, name
            assert name not in ("score", "confidential") or value is None


@pytest.mark.parametrize("params", [{}, {"words": "mug"}, {"category": "Lamps", "max_price": "20"}])
def test_further_pages_tell_a_publishable_key_no_more_than_the_first(
    planted: Server, params: dict[str, Any]
) -> None:
    with planted.client(Role.SEARCH) as client, planted.client(Role.ANALYST) as analyst:
        query = client.post("/v1/search", content=photo(), params={**params, "limit": 2}).json()["query_id"]
        pages = [client.get(f"/v1/search/{query}", params={"page": page}) for page in (1, 2, 3)]
        theirs = analyst.get(f"/v1/search/{query}")
    for page in pages:
        assert page.status_code == 200
        assert not [secret for secret in SECRETS if secret in page.text]
        for name, value in fields(page.json()):
            assert name not in WORDS, name
            assert name not in ("score", "confidential") or value is None
    assert COST in theirs.text


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("PUT", "/v1/products", {"products": [{"sku": "mug-navy", "title": "A navy mug"}]}),
        ("PATCH", "/v1/offers", {"offers": [{"sku": "mug-navy", "quantity": "none"}]}),
        (
            "PATCH",
            "/v1/offers",
            {"offers": [{"sku": "mug-navy", "cost": {"amount": "1", "currency": "USD"}}]},
        ),
        ("DELETE", "/v1/products/nobody", None),
        ("POST", "/v1/events", {"events": [{"action_name": "click"}]}),
    ],
)
def test_what_is_refused_or_put_in_says_nothing_of_what_is_there(
    planted: Server, method: str, path: str, sent: dict[str, Any] | None
) -> None:
    for role in (Role.SEARCH, Role.INDEXER, None):
        with planted.client(role) as client:
            told = client.request(method, path, json=sent).text
        assert not [secret for secret in SECRETS if secret in told], role


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN])
def test_analysts_and_admins_see_why_a_product_stands_where_it_does(planted: Server, role: Role) -> None:
    with planted.client(role) as client:
        hit = client.post("/v1/search", content=photo()).json()["hits"][0]
    confidential = hit["product"]["confidential"]
    assert confidential["cost"] == {"amount": COST, "currency": "EUR"}
    assert (confidential["quantity"], confidential["units_sold_30d"]) == (QUANTITY, SOLD)
    assert RULE in [reason["name"] for reason in hit["reasons"]]
    assert sum(reason["points"] for reason in hit["reasons"]) == pytest.approx(hit["score"], abs=1e-4)


def test_a_publishable_key_is_told_of_likeness_and_words_alone(planted: Server) -> None:
    with planted.client(Role.SEARCH) as client:
        photos = client.post("/v1/search", content=photo()).json()["hits"]
        both = client.post("/v1/search", content=photo(), params={"words": "lamp"}).json()["hits"]
    kinds = {reason["kind"] for hit in photos + both for reason in hit["reasons"]}
    assert kinds <= {"likeness", "words"}
    assert "likeness" in kinds


@pytest.mark.parametrize("word", WORDS)
def test_confidential_values_are_no_filter_no_sort_and_no_facet(planted: Server, word: str) -> None:
    with planted.client(Role.SEARCH) as client:
        for name in (word, f"min_{word}", f"max_{word}"):
            assert client.post("/v1/search", params={"words": "mug", name: "1"}).status_code == 400
        assert client.post("/v1/search", params={"words": "mug", "sort": word}).status_code == 400
        names = {facet["name"] for facet in client.get("/v1/facets").json()["facets"]}
    assert word not in names


@pytest.mark.parametrize(("method", "path", "allowed"), ROUTES)
def test_a_route_lets_in_the_roles_it_is_for(
    planted: Server, method: str, path: str, allowed: frozenset[Role]
) -> None:
    for role in Role:
        with planted.client(role) as client:
            sent: dict[str, Any] = {"json": {"events": [{}]}} if path == "/v1/events" else {}
            if path.startswith("/v1/products") and method == "PUT" and not path.endswith("1"):
                sent = {"json": {"products": []}}
            if path == "/v1/offers":
                sent = {"json": {"offers": []}}
            status = client.request(method, path, **sent).status_code
        assert (status != 403) == (role in allowed), (role, status)


def test_no_route_was_left_out_of_the_walk(planted: Server) -> None:
    with planted.client(Role.ADMIN) as client:
        paths = client.get("/v1/openapi.json").json()["paths"]
    known = {(method, _template(path)) for method, path, _ in ROUTES}
    real = {
        (method.upper(), path) for path, methods in paths.items() for method in methods if path not in OPEN
    }
    assert real == known


def _template(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/v1/products/"):
        parts[3] = "{sku}"
    if path.endswith("photos/1"):
        parts[-1] = "{number}"
    return "/v1/search/{query_id}" if path == "/v1/search/x" else "/".join(parts)
