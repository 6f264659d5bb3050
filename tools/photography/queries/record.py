"""A photo as a shopper sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.photography.scenes.record import Scene

Look = Literal["phone", "old phone", "post", "shop page"]


@dataclass(frozen=True, slots=True)
class Query:
    """One shopper's photo: what is in it, and whether it was taken or seen on a screen."""

    name: str
    scene: Scene
    look: Look = "phone"

    @property
    def sku(self) -> str:
        """The truth; empty for a thing the store does not sell."""
        return self.scene.sku

    @property
    def is_screenshot(self) -> bool:
        """Whether a screen surrounds the photo."""
        return self.look in {"post", "shop page"}
