"""What calls cost, counted and reckoned."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from gumsole.aws.operations import Operation

# US dollars a photo in us-east-1, first tier, on demand: rates of `planning/prices.toml`, which has source and
# date; a test holds them together. Other regions differ: the settings `price_…` replace them.
# DetectLabels 0.001 (group 2) and 0.00075 for its image properties.
LABELS_USD = 0.00175
MODERATION_USD = 0.001  # group 2
TITAN_USD = 0.00006


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for one photo.

    Attributes
    ----------
    labels : float
        `DetectLabels` with labels and image properties.
    moderation : float
        `DetectModerationLabels`.
    titan : float
        One embedding of an image.
    """

    labels: float = LABELS_USD
    moderation: float = MODERATION_USD
    titan: float = TITAN_USD

    def of(self, operation: Operation) -> float:
        """US dollars for one call; 0 where requests are counted elsewhere, as those of S3."""
        known = {
            Operation.DETECT_LABELS: self.labels,
            Operation.DETECT_MODERATION_LABELS: self.moderation,
            Operation.INVOKE_MODEL: self.titan,
        }
        return known.get(operation, 0.0)

    def cost(self, calls: Mapping[Operation, int]) -> float:
        """US dollars for these calls together."""
        return sum(self.of(operation) * count for operation, count in calls.items())


class Meter:
    """Counts calls that were answered, which are those that AWS charges for."""

    def __init__(self) -> None:
        self._calls: dict[Operation, int] = {}
        self._lock = threading.Lock()

    def count(self, operation: Operation) -> None:
        """One more."""
        with self._lock:
            self._calls[operation] = self._calls.get(operation, 0) + 1

    @property
    def calls(self) -> Mapping[Operation, int]:
        """Calls so far."""
        with self._lock:
            return dict(self._calls)
