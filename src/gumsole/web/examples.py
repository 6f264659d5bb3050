"""Examples of the OpenAPI document; a test sends what is sent, and reads what is answered."""

from __future__ import annotations

from typing import Any

Example = dict[str, Any]

_PRICE = {"amount": "899.00", "currency": "EUR"}
_SKU = "sofa-oslo-sage"
_CATEGORY = ["Furniture", "Sofas"]

SEARCH = {"words": "in sage, under 1000", "category": ["Sofas"], "limit": 12, "session": "d1f8a3b2-4c55-4a0e"}

PRODUCTS = {
    "products": [
        {
            "sku": _SKU,
            "group": "sofa-oslo",
            "title": "Oslo sofa, sage",
            "brand": "Fjell",
            "category": _CATEGORY,
            "color": "Sage",
            "material": "Wool",
            "link": "https://shop.example/oslo?color=sage",
            "photos": ["https://shop.example/photos/oslo-sage-1.jpg"],
            "offer": {"availability": "in_stock", "price": _PRICE, "quantity": 7, "ships_to": ["DE", "AT"]},
        }
    ]
}

OFFERS = {
    "offers": [
        {"sku": _SKU, "sale_price": {"amount": "799.00", "currency": "EUR"}, "quantity": 6},
        {"sku": "sofa-oslo-clay", "availability": "out_of_stock", "sale_price": None},
    ]
}

EVENT = {
    "action_name": "click",
    "query_id": "AK0N1qB2AEOVSGEjB8-ZistrCYHOtrCjHJDeMbgTCLAJYt9O_AoBsasJ-IrM",
    "client_id": SEARCH["session"],
    "timestamp": "2027-03-01T09:30:00Z",
    "event_attributes": {"object": {"object_id": _SKU}, "position": {"ordinal": 1}},
}

ANSWER = {
    "query_id": EVENT["query_id"],
    "page": 1,
    "total": 37,
    "hits": [
        {
            "product": {
                "sku": _SKU,
                "group": "sofa-oslo",
                "title": "Oslo sofa, sage",
                "brand": "Fjell",
                "category": _CATEGORY,
                "link": "https://shop.example/oslo?color=sage",
                "attributes": {"color": "Sage", "material": "Wool"},
                "price": _PRICE,
                "list_price": _PRICE,
                "availability": "in_stock",
                "sellable": True,
                "confidential": None,
            },
            "photo": "af974029f1b895f02a85daf5ac2ec891895496c894340bf6dbefbe54a42523a3",
            "band": "close",
            "likeness": 0.871204,
            "shape": 0.858912,
            "color": 0.940859,
            "reasons": [{"kind": "likeness", "name": "likeness", "points": 87.1204}],
            "score": None,
            "choices": [],
        }
    ],
    "step": {"kind": "as_asked", "label": "Products like your photo.", "dropped": []},
    "guess": [{"category": _CATEGORY, "probability": 0.93}],
    "facets": [
        {
            "name": "category",
            "values": [{"value": "Furniture > Sofas", "count": 37, "low": None, "high": None}],
        }
    ],
    "hints": [],
    "understood": ["color: sage", "price: up to 1000"],
    "boxes": [{"x": 0.12, "y": 0.25, "w": 0.76, "h": 0.55}],
    "palette": [{"name": "sage", "share": 0.71, "lab": [68.2, -9.1, 12.4]}],
    "claims": [{"band": "close", "precision": 0.91, "low": 0.88, "high": 0.94, "pairs": 412}],
    "timings": [
        {"stage": "signals", "ms": 21.4},
        {"stage": "ranking", "ms": 4.2},
        {"stage": "hits", "ms": 0.4},
    ],
}


def named(example: Example | list[Example]) -> dict[str, Any]:
    """An example as media types of the document hold it."""
    return {"usual": {"value": example}}
