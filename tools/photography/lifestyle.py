"""Catalog photos taken in a room instead of the studio: by sku, the scene."""

from __future__ import annotations

from collections.abc import Mapping

from tools.photography.scenes.record import Scene

LIFESTYLE: Mapping[str, Scene] = {}
