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
        return np.array([self._claim(label) if label else NONE for label in labels], np.int32)

    def code(self, label: Label) -> int:
        """Code of a label; `NONE` if no product ever had it."""
        return self._codes.get(label, NONE)

    def _claim(self, label: Label) -> int:
        code = self._codes.setdefault(label, len(self.names))
        if code == len(self.names):
            self.names.append(label)
        return code
