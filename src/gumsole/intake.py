"""Story one, by the API: single products, offers and photos come in while the store serves."""

from __future__ import annotations


class Intake:
    """Takes in what the API is sent."""
