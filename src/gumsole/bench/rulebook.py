"""A policy as long as merchandisers make them: what ships, and fifty rules over most of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources

RULES = 50

# What may be asked of a product, in the proportions of a store under review: categories and brands first.
_CONDITIONS = (
    ("boost", "category LIKE 'top {n}%' AND brand IN ('brand {n}', 'brand 1{n}', 'brand 2{n}')"),
    ("boost", "leaf = 'leaf {n}' AND discount >= 0.1"),
    ("bury", "margin < 0.0{n}"),
    ("boost", "quantity > 2{n} AND days_since_sold > 90 AND band IN ('same', 'close', 'similar')"),
    ("boost", "title LIKE '%Oak%' AND price BETWEEN {n} AND 5{n}"),
    ("bury", "color = 'Red' AND units_sold_30d < {n}"),
    ("boost", "brand = 'brand 3{n}' OR material = 'Linen'"),
    ("bury", "photo_quality < 0.{n} AND similarity < 0.3"),
    ("hide", "title LIKE '%recalled {n}%' OR price > 99{n}"),
)


def rulebook(skus: Sequence[str], *, rules: int = RULES) -> str:
    """TOML of the policy that ships with so many rules more; every tenth pins one of the skus."""
    shipped = resources.files("gumsole.ranking.policy").joinpath("default.toml").read_text(encoding="utf-8")
    return "\n".join([shipped, *_rules(skus, rules)])


def _rules(skus: Sequence[str], rules: int) -> Iterator[str]:
    for at in range(rules):
        kind, condition = _CONDITIONS[at % len(_CONDITIONS)]
        said = f'when = "{condition.format(n=1 + at % 9)}"'
        if at % 10 == 9:
            kind, said = "pin", f'skus = ["{skus[at % len(skus)]}"]'
        points = f"\npoints = {1 + at % 4}" if kind in {"boost", "bury"} else ""
        yield f'[[{kind}]]\nname = "rule {at}"\n{said}{points}\n'
