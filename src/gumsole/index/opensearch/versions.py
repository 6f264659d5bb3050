"""Indices of one store under one passport: numbered, one of them behind an alias."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gumsole.errors import BadSettings, NotFound
from gumsole.index.opensearch.connection import Connection
from gumsole.index.opensearch.documents import Layout, mappings
from gumsole.records import Passport
from gumsole.store import IssuedPassport

REFRESH = "1s"


@dataclass(frozen=True, slots=True)
class Spread:
    """Over how many machines an index lies."""

    shards: int = 1
    replicas: int = 1


class Versions:
    """What there is of a store's index: versions that were built, and the one in use.

    Parameters
    ----------
    family : str
        Names the store.
    issued : IssuedPassport
        Names the alias with the family; versions are named after that.
    """

    def __init__(self, connection: Connection, family: str, issued: IssuedPassport, spread: Spread) -> None:
        passport = issued.passport
        self.alias = f"{family}-p{issued.id}"
        self._family = family
        self._issued = issued.id
        self.layout = Layout(passport.dimension, passport.color_dimension, passport.color_weight)
        self._connection = connection
        self._passport = passport
        self._spread = spread

    def current(self) -> str | None:
        """The index behind the alias."""
        try:
            behind: Mapping[str, Any] = self._connection.tell("GET", f"/_alias/{self.alias}")
        except NotFound:
            return None
        return next(iter(behind))

    def built(self) -> list[str]:
        """Every version, the oldest first."""
        there: Mapping[str, Any] = self._connection.tell("GET", f"/{self.alias}-*/_alias")
        return sorted(there)

    def create(self) -> str:
        """A new version, empty; nothing of it is shown until it is finished."""
        number = max((int(name.rpartition("-")[2]) for name in self.built()), default=0) + 1
        name = f"{self.alias}-{number:06d}"
        settings = {
            "knn": True,
            "number_of_shards": self._spread.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
        }
        body = {"settings": {"index": settings}, "mappings": mappings(self.layout, _meta(self._passport))}
        self._connection.tell("PUT", f"/{name}", body)
        return name

    def finish(self, name: str) -> None:
        """Let a version be searched like any other, and be copied to replicas."""
        settings = {"number_of_replicas": self._spread.replicas, "refresh_interval": REFRESH}
        self._connection.tell("PUT", f"/{name}/_settings", {"index": settings})

    def switch(self, name: str) -> None:
        """Put a version behind the alias, in one step, with all that was written to it."""
        self._connection.tell("POST", f"/{name}/_refresh")
        actions: list[dict[str, object]] = [{"add": {"index": name, "alias": self.alias}}]
        if (before := self.current()) and before != name:
            actions.insert(0, {"remove": {"index": before, "alias": self.alias}})
        self._connection.tell("POST", "/_aliases", {"actions": actions})

    def drop(self, name: str) -> None:
        """Delete a version."""
        self._connection.tell("DELETE", f"/{name}")

    def drop_others(self, *keep: str | None) -> None:
        """Delete every version but these."""
        for name in self.built():
            if name not in keep:
                self.drop(name)

    def drop_former(self) -> None:
        """Delete what was built for passports before the last one."""
        there: Mapping[str, Any] = self._connection.tell("GET", f"/{self._family}-p*/_alias")
        issued = {name: int(found[1]) for name in there if (found := re.search(r"-p(\d+)-\d+$", name))}
        former = sorted({number for number in issued.values() if number < self._issued})
        for name, number in issued.items():
            if number in former[:-1]:
                self.drop(name)

    def check(self) -> None:
        """Refuse a cluster without vectors.

        Raises
        ------
        BadSettings
            If the k-NN plugin is not there.
        """
        plugins = self._connection.tell("GET", "/_cat/plugins", format="json")
        if not any(plugin["component"] == "opensearch-knn" for plugin in plugins):
            raise BadSettings(
                f"OpenSearch at {self._connection.url} has no k-NN plugin; install opensearch-knn"
            )


def _meta(passport: Passport) -> dict[str, object]:
    return {
        "encoder": passport.encoder,
        "encoder_hash": passport.encoder_hash,
        "preprocessing": passport.preprocessing,
        "dimension": passport.dimension,
        "color_dimension": passport.color_dimension,
        "color_weight": passport.color_weight,
        "calibrated_at": passport.calibrated_at,
        "calibrated_on": passport.calibrated_on,
        "catalog_mean": passport.catalog_mean.tolist(),
        "upload_mean": passport.upload_mean.tolist(),
    }
