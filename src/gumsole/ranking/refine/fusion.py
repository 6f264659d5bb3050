"""Two ranked lists as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Cormack, Clarke, Buettcher (2009), "Reciprocal rank fusion outperforms Condorcet and individual rank
# learning methods", SIGIR: their k, found best in a pilot and robust around it.
RANK_CONSTANT = 60


def fuse(*orders: Sequence[str], k: int = RANK_CONSTANT) -> list[tuple[str, float]]:
    """Reciprocal rank fusion of ranked lists of groups, best first; ties by the first list that has them.

    Parameters
    ----------
    orders : sequences of str
        Groups, best first; only the first place of a group in a list counts.
    k : int
        Larger lets the first places weigh less.

    Returns
    -------
    list of (group, score)
        Each group once; the score is the sum of 1 / (k + place) over the lists, places from 1.
    """
    scores: dict[str, float] = {}
    for order in orders:
        for place, group in enumerate(_once(order), 1):
            scores[group] = scores.get(group, 0.0) + 1 / (k + place)
    return sorted(scores.items(), key=lambda item: -item[1])


def _once(order: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(order)
