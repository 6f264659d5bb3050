"""A typed client of the HTTP API, blocking and asynchronous.

from gumsole.client import Asked, Client

with Client("https://search.example", key="gumpub_…") as store:
    answer = store.search(Path("sofa.jpg"), Asked(words="in navy"))
    print(answer.hits[0].product.title)
"""

from gumsole.client.answers import (
    Answer,
    Box,
    Claim,
    Confidential,
    Facet,
    FacetValue,
    Guess,
    Hint,
    Hit,
    Price,
    Product,
    Reason,
    Step,
    Swatch,
    Timing,
)
from gumsole.client.calls import Asked
from gumsole.client.catalog import Item, ItemOutcome, Kept, Note, PhotoState, Privacy, ProductDetail
from gumsole.client.clients import AsyncClient, Client
from gumsole.client.events import Event, EventOutcome

__all__ = [
    "Answer",
    "Asked",
    "AsyncClient",
    "Box",
    "Claim",
    "Client",
    "Confidential",
    "Event",
    "EventOutcome",
    "Facet",
    "FacetValue",
    "Guess",
    "Hint",
    "Hit",
    "Item",
    "ItemOutcome",
    "Kept",
    "Note",
    "PhotoState",
    "Price",
    "Privacy",
    "Product",
    "ProductDetail",
    "Reason",
    "Step",
    "Swatch",
    "Timing",
]
