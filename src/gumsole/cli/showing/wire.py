"""An answer as JSON, for programs; the version is raised when a field changes its meaning or goes."""

from __future__ import annotations

from gumsole.cli.showing.view import View
from gumsole.records import Answer, BandClaim, Box, Choice, Facet, FacetValue, Guess, Hit, Swatch

JSON_VERSION = 2


def answer_json(answer: Answer, view: View) -> dict[str, object]:
    """The answer as `gumsole search --json` prints it."""
    return {
        "version": JSON_VERSION,
        "query_id": answer.query_id,
        "currency": view.currency,
        "total": answer.total,
        "step": {
            "kind": answer.step.kind.value,
            "label": answer.step.label,
            "dropped": list(answer.step.dropped),
        },
        "guess": _guess(answer.guess),
        "understood": list(answer.understood),
        "hints": [
            {"kind": hint.kind.value, "text": hint.text, "crops": [_sides(box) for box in hint.crops]}
            for hint in answer.hints
        ],
        "hits": [_hit(hit, view) for hit in answer.hits],
        "facets": [_facet(facet, view) for facet in answer.facets],
        "claims": [_claim(claim) for claim in answer.claims],
        "boxes": [_sides(box) for box in answer.boxes],
        "palette": [_swatch(swatch) for swatch in answer.palette],
        "ms": {timing.stage: round(timing.ms, 3) for timing in answer.timings},
    }


def _hit(hit: Hit, view: View) -> dict[str, object]:
    return {
        "sku": hit.product.sku,
        "group": hit.product.group,
        "title": hit.product.title,
        "brand": hit.product.brand,
        "category": list(hit.product.category),
        "link": hit.product.link,
        "price": view.price(hit) or None,
        "availability": hit.offer.availability.value,
        "sellable": hit.sellable,
        "band": hit.band.word,
        "score": hit.score,
        "reasons": [
            {"kind": reason.kind.value, "name": reason.name, "points": reason.points}
            for reason in hit.reasons
        ],
        "photo": hit.candidate.photo,
        "similarity": round(hit.candidate.similarity, 6),
        "shape": round(hit.candidate.shape, 6),
        "color": round(hit.candidate.color, 6),
        "choices": [_choice(choice, view) for choice in hit.choices],
    }


def _choice(choice: Choice, view: View) -> dict[str, object]:
    attributes = choice.product.attributes
    return {
        "sku": choice.product.sku,
        "title": choice.product.title,
        "color": attributes.get("color") or None,
        "size": attributes.get("size") or None,
        "price": view.price(choice) or None,
        "availability": choice.offer.availability.value,
        "sellable": choice.sellable,
    }


def _guess(guess: Guess) -> dict[str, object]:
    return {
        "coverage": guess.coverage,
        "categories": [
            {"path": list(one.path), "probability": round(one.probability, 4)} for one in guess.categories
        ],
    }


def _facet(facet: Facet, view: View) -> dict[str, object]:
    return {"name": facet.name, "values": [_value(facet, value, view) for value in facet.values]}


def _value(facet: Facet, value: FacetValue, view: View) -> dict[str, object]:
    bounds = view.bounds(facet, value)
    if bounds is None:
        return {"value": value.value, "count": value.count}
    return {"low": bounds[0], "high": bounds[1], "count": value.count}


def _claim(claim: BandClaim) -> dict[str, object]:
    return {
        "band": claim.band.word,
        "precision": round(claim.precision, 4),
        "low": round(claim.low, 4),
        "high": round(claim.high, 4),
        "pairs": claim.pairs,
    }


def _swatch(swatch: Swatch) -> dict[str, object]:
    return {
        "name": swatch.name,
        "share": round(swatch.share, 4),
        "lab": [round(part, 2) for part in swatch.lab],
    }


def _sides(box: Box) -> list[float]:
    return [round(side, 4) for side in (box.x, box.y, box.w, box.h)]
