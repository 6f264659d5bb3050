"""Words to numbers: what columns hold in place of brands, categories, colors."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Label = TypeVar("Label", bound=Hashable)

# Code of what the feed leaves empty.
NONE = -1

Codes = NDArray[np.int32]


class Labels(Generic[Label]):
    """A table of labels that only grows: a code once given out means the same for good."""

    def __init__(self) -> None:
        self.names: list[Label] = []
        self._codes: dict[Label, int] = {}

    def codes(self, labels: Iterable[Label]) -> Codes:
        """Code of each label, new ones for those never seen, `NONE` for empty ones."""
        asked = list(labels)
        for label in dict.fromkeys(asked):
            self._claim(label)
        return np.fromiter(map(self._codes.__getitem__, asked), np.int32, len(asked))

    def code(self, label: Label) -> int:
        """Code of a label; `NONE` if no product ever had it."""
        return self._codes.get(label, NONE)

    def _claim(self, label: Label) -> None:
        if label in self._codes:
            return
        self._codes[label] = len(self.names) if label else NONE
        if label:
            self.names.append(label)
