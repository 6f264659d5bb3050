"""Records as the models of the API, each role seeing what it may."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from gumsole.records import (
    Answer,
    BandClaim,
    Box,
    Facet,
    FacetValue,
    Hit,
    Offer,
    Product,
    Reason,
    ReasonKind,
    Role,
)
from gumsole.web.door import Caller
from gumsole.web.models import answers as models
from gumsole.web.service import Service

# What a publishable key may learn of why a hit stands where it does; the rest are terms of the policy.
OPEN_REASONS = frozenset({ReasonKind.LIKENESS, ReasonKind.WORDS})
CONFIDANTS = frozenset({Role.ANALYST, Role.ADMIN})

WEB = ("http://", "https://")


class Viewer:
    """Shows records to one role.

    Parameters
    ----------
    currency : str
        ISO 4217 code of the store's prices.
    exponent : int
        Decimals of that currency.
    """

    def __init__(self, role: Role, *, currency: str, exponent: int, now_s: float) -> None:
        self._confides = role in CONFIDANTS
        self._currency = currency
        self._exponent = exponent
        self._now_s = now_s

    def answer(self, answer: Answer, *, query_id: str, page: int) -> models.AnswerView:
        """A page of an answer."""
        return models.AnswerView(
            query_id=query_id,
            page=page,
            total=answer.total,
            hits=[self.hit(hit) for hit in answer.hits],
            step=models.StepView(
                kind=answer.step.kind.value, label=answer.step.label, dropped=list(answer.step.dropped)
            ),
            guess=[
                models.GuessView(category=list(one.path), probability=round(one.probability, 4))
                for one in answer.guess.categories
            ],
            facets=self.facets(answer.facets),
            hints=[
                models.HintView(kind=hint.kind.value, text=hint.text, crops=boxes(hint.crops))
                for hint in answer.hints
            ],
            understood=list(answer.understood),
            boxes=boxes(answer.boxes),
            palette=[
                models.SwatchView(
                    name=one.name, share=round(one.share, 4), lab=[round(c, 2) for c in one.lab]
                )
                for one in answer.palette
            ],
            claims=claims(answer.claims),
            timings=[models.TimingView(stage=one.stage, ms=round(one.ms, 3)) for one in answer.timings],
        )

    def hit(self, hit: Hit) -> models.HitView:
        """A hit with what may be told of why it stands there."""
        found = hit.candidate
        return models.HitView(
            product=self.product(hit.product, hit.offer, sellable=hit.sellable),
            photo=found.photo,
            band=models.BandWord(hit.band.word),
            likeness=round(found.similarity, 6),
            shape=round(found.shape, 6),
            color=round(found.color, 6),
            reasons=self._reasons(hit.reasons),
            score=round(hit.score, 6) if self._confides else None,
            choices=[self.product(one.product, one.offer, sellable=one.sellable) for one in hit.choices],
        )

    def product(self, product: Product, offer: Offer, *, sellable: bool) -> models.ProductView:
        """A product with its offer."""
        return models.ProductView(
            sku=product.sku,
            group=product.group,
            title=product.title,
            brand=product.brand,
            category=list(product.category),
            link=product.link if product.link.lower().startswith(WEB) else "",
            attributes=dict(product.attributes),
            price=self.price(offer.price_at(self._now_s)),
            list_price=self.price(offer.price),
            availability=offer.availability.value,
            sellable=sellable,
            confidential=self._confidential(offer) if self._confides else None,
        )

    def facets(self, facets: Iterable[Facet]) -> list[models.FacetView]:
        """Facets, prices in the store's currency."""
        return [
            models.FacetView(name=facet.name, values=[self._value(facet.name, one) for one in facet.values])
            for facet in facets
        ]

    def price(self, minor: int | None) -> models.Price | None:
        """Minor units as a decimal number."""
        if minor is None or not self._currency:
            return None
        return _price(minor, self._currency, self._exponent)

    def _value(self, name: str, value: FacetValue) -> models.FacetValueView:
        if name != "price":
            return models.FacetValueView(value=value.value, count=value.count)
        low, high = (self.price(int(part)) for part in value.value.split(".."))
        text = f"{low.amount}..{high.amount}" if low and high else value.value
        return models.FacetValueView(value=text, count=value.count, low=low, high=high)

    def _reasons(self, reasons: Iterable[Reason]) -> list[models.ReasonView]:
        return [
            models.ReasonView(kind=one.kind.value, name=one.name, points=round(one.points, 6))
            for one in reasons
            if self._confides or one.kind in OPEN_REASONS
        ]

    def _confidential(self, offer: Offer) -> models.Confidential:
        price = offer.price_at(self._now_s)
        return models.Confidential(
            cost=self.price(offer.cost),
            margin=round((price - offer.cost) / price, 6) if price and offer.cost is not None else None,
            quantity=offer.quantity,
            popularity=offer.popularity,
            units_sold_30d=offer.units_sold_30d,
        )


@lru_cache(maxsize=4096)
def _price(minor: int, currency: str, exponent: int) -> models.Price:
    """A price; the same few stand on many products, and twice on most of them."""
    return models.Price(amount=f"{Decimal(minor).scaleb(-exponent):f}", currency=currency)


def viewer_of(service: Service, caller: Caller) -> Viewer:
    """Shows the store's records to whoever asks, as of now."""
    currency, exponent = service.money
    return Viewer(caller.role, currency=currency, exponent=exponent, now_s=service.clock())


def boxes(found: Iterable[Box]) -> list[models.Box]:
    """Boxes, rounded to a ten-thousandth of the side."""
    return [
        models.Box(x=round(box.x, 4), y=round(box.y, 4), w=round(box.w, 4), h=round(box.h, 4))
        for box in found
    ]


def claims(made: Iterable[BandClaim]) -> list[models.ClaimView]:
    """What was measured of each band."""
    return [
        models.ClaimView(
            band=models.BandWord(one.band.word),
            precision=round(one.precision, 4),
            low=round(one.low, 4),
            high=round(one.high, 4),
            pairs=one.pairs,
        )
        for one in made
    ]
