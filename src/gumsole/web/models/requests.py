"""What requests may say, beside photos and products."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from gumsole.web.models.answers import Model

MAX_PAGE_SIZE = 100
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256)]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})?$")]
Session = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class SearchFields(Model):
    """Fields of a search, in the query string or in the form."""

    crop: str | None = Field(
        default=None, description="x,y,w,h of the part that is meant, in fractions of the frame."
    )
    words: str = Field(
        default="", max_length=400, description='"in navy", "not leather", "under 80", or free words.'
    )
    category: list[Name] = Field(
        default=[], max_length=16, description="A category by name or path (`A > B`)."
    )
    brand: list[Name] = Field(default=[], max_length=16, description="A brand, exactly.")
    color: list[Name] = Field(default=[], max_length=16, description="A color in the store's words, exactly.")
    material: list[Name] = Field(
        default=[], max_length=16, description="A material in the store's words, exactly."
    )
    min_price: Amount | None = Field(default=None, description="In the store's currency.")
    max_price: Amount | None = Field(default=None, description="In the store's currency.")
    in_stock: bool = Field(default=False, description="Only what is in stock, whatever the policy says.")
    ships_to: str = Field(
        "", pattern="^([A-Za-z]{2})?$", description="ISO 3166 code of the shopper's country."
    )
    color_weight: float | None = Field(
        default=None, ge=0, le=1, description="Share of color in the likeness."
    )
    limit: int = Field(default=24, ge=1, le=MAX_PAGE_SIZE, description="Hits on a page.")
    language: str = Field(
        "en", pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="Of words and labels."
    )
    session: Session | None = Field(
        default=None,
        description="The shopper's pseudonymous session, made by the page; events need the same.",
    )
