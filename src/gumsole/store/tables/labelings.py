"""What services outside said of photos: asked once for each content, kept whatever encoder is in use."""

# ruff: noqa: S608 -- what is put into statements are constants of this module

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gumsole.records import Box, Label, Labeling, Moderation, Swatch
from gumsole.store.database import Database
from gumsole.store.tables.signals import claim_photo

# Contents handed out in one step of `to_do`.
_STEP = 500

_LIVE_REF = """
SELECT min(refs.ref) FROM refs JOIN places ON places.ref = refs.id
JOIN sightings ON sightings.product = places.product
JOIN sources ON sources.id = sightings.source
WHERE refs.photo = photos.id AND :source IN ('', sources.name)
"""

_TO_DO = f"""
SELECT photos.id, photos.hash, ({_LIVE_REF}) AS ref FROM photos
WHERE photos.id > :after AND ref IS NOT NULL
  AND EXISTS (SELECT 1 FROM signals WHERE signals.photo = photos.id)
  AND NOT EXISTS (SELECT 1 FROM labelings WHERE labelings.photo = photos.id AND kind = :kind)
ORDER BY photos.id LIMIT {_STEP}
"""

# Products whose words are others than those that full text has, with both.
_CHANGED = """
SELECT product, max(had) AS before, max(wanted) AS after FROM (
    SELECT product, words AS had, NULL AS wanted FROM label_words WHERE {narrowed}
    UNION ALL
    SELECT product, NULL, group_concat(word, ' ') FROM (
        SELECT DISTINCT places.product AS product, word.key AS word
        FROM places JOIN products ON products.id = places.product AND products.retired_at IS NULL
        JOIN refs ON refs.id = places.ref JOIN labelings ON labelings.photo = refs.photo
        JOIN json_each(labelings.words) AS word
        WHERE labelings.kind = 'labels' AND word.value >= :confidence AND places.{narrowed}
        ORDER BY places.product, word.key
    ) GROUP BY product
) GROUP BY product HAVING before IS NOT after
"""

_ALL = "product IS NOT NULL"
_SHOWING = """product IN (
    SELECT places.product FROM json_each(:hashes) AS shown JOIN photos ON photos.hash = shown.value
    JOIN refs ON refs.photo = photos.id JOIN places ON places.ref = refs.id
)"""


class Asked(StrEnum):
    """What a service is asked of a photo."""

    LABELS = "labels"
    MODERATION = "moderation"


@dataclass(frozen=True, slots=True)
class LabelToDo:
    """A content that a service was not asked about yet, and where its bytes can be read."""

    hash: str
    ref: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a service took no such photo."""

    reason: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A photo that moderation has something against, and the products that show it."""

    ref: str
    labels: tuple[Label, ...]
    skus: tuple[str, ...]


Said = Labeling | Moderation | Refused


class Labelings:
    """Puts and gets what was said, and spells the words of labels for full text."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def to_do(self, asked: Asked, *, source: str = "") -> Iterator[LabelToDo]:
        """Contents that live products show, that have signals, and that were not asked about; each once.

        Parameters
        ----------
        source : str
            Of the products; empty: of any.
        """
        after = 0
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    _TO_DO, {"after": after, "kind": asked.value, "source": source}
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            for _, hash_, ref in rows:
                yield LabelToDo(hash_, ref)

    def asked_about(self, refs: Collection[str], asked: Asked) -> set[str]:
        """Those of the addresses whose content, as it was found last, was asked about."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT refs.ref FROM json_each(:refs) AS wanted JOIN refs ON refs.ref = wanted.value "
                "JOIN labelings ON labelings.photo = refs.photo AND labelings.kind = :kind",
                {"refs": json.dumps(list(refs)), "kind": asked.value},
            )
            return {ref for (ref,) in rows}

    def put_many(self, found: Mapping[str, Said], asked: Asked, *, confidence: float) -> None:
        """Keep what was said by content hash, and spell its words, in one transaction."""
        with self._database.writing() as connection:
            for hash_, said in found.items():
                model, failure = ("", said.reason) if isinstance(said, Refused) else (said.model, "")
                connection.execute(
                    "INSERT OR REPLACE INTO labelings (photo, kind, seen_at, model, failure, said, words) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        claim_photo(connection, hash_),
                        asked.value,
                        self._clock(),
                        model,
                        failure,
                        json.dumps(_said(said), ensure_ascii=False),
                        json.dumps(_words(said), ensure_ascii=False),
                    ),
                )
            if asked is Asked.LABELS:
                self.spell(confidence=confidence, hashes=found)

    def spell(self, *, confidence: float, hashes: Collection[str] | None = None) -> int:
        """Bring the words of products up to their photos' labels; how many products changed.

        Parameters
        ----------
        confidence : float
            Labels below it are not spelled, in [0, 1].
        hashes : collection of str, optional
            Only of products that show these contents; every product by default.
        """
        narrowed = _ALL if hashes is None else _SHOWING
        values = {"confidence": confidence, "hashes": json.dumps(list(hashes or ()))}
        with self._database.writing() as connection:
            changed = connection.execute(_CHANGED.format(narrowed=narrowed), values).fetchall()
            connection.executemany(
                "DELETE FROM label_words WHERE product = ?",
                [(product,) for product, before, _ in changed if before is not None],
            )
            connection.executemany(
                "INSERT INTO label_words (product, words) VALUES (?, ?)",
                [(product, after) for product, _, after in changed if after is not None],
            )
        return len(changed)

    def labels(self, hash_: str) -> Labeling | None:
        """What was said of a photo; None where nothing was."""
        row = self._row(hash_, Asked.LABELS)
        return _labeling(*row) if row else None

    def moderation(self, hash_: str) -> Moderation | None:
        """What moderation said of a photo; None where it was not asked."""
        row = self._row(hash_, Asked.MODERATION)
        return Moderation(row[0], _labels(row[1]["labels"])) if row else None

    def flagged(self) -> list[Flagged]:
        """Photos of live products that moderation has something against."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT min(refs.ref), labelings.said, json_group_array(DISTINCT products.sku) "
                "FROM labelings JOIN refs ON refs.photo = labelings.photo "
                "JOIN places ON places.ref = refs.id "
                "JOIN products ON products.id = places.product AND products.retired_at IS NULL "
                "WHERE labelings.kind = 'moderation' AND labelings.words <> '{}' "
                "GROUP BY labelings.photo ORDER BY 1"
            ).fetchall()
        return [
            Flagged(ref, _labels(json.loads(said)["labels"]), tuple(sorted(json.loads(skus))))
            for ref, said, skus in rows
        ]

    def count(self, asked: Asked) -> tuple[int, int]:
        """Contents that were asked about, and of these how many were refused."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE failure <> '') FROM labelings WHERE kind = ?",
                (asked.value,),
            ).fetchone()
        return int(row[0]), int(row[1])

    def _row(self, hash_: str, asked: Asked) -> tuple[str, Any] | None:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT model, said FROM labelings JOIN photos ON photos.id = labelings.photo "
                "WHERE photos.hash = ? AND kind = ? AND failure = ''",
                (hash_, asked.value),
            ).fetchone()
        return (row[0], json.loads(row[1])) if row else None


def _words(said: Said) -> dict[str, float]:
    words: dict[str, float] = {}
    for label in () if isinstance(said, Refused) else said.labels:
        for word in label.words:
            words[word] = max(label.confidence, words.get(word, 0.0))
    return words


def _said(said: Said) -> dict[str, Any]:
    if isinstance(said, Refused):
        return {}
    labels = {"labels": [_label_list(label) for label in said.labels]}
    if isinstance(said, Moderation):
        return labels
    return labels | {
        "foreground": [_swatch_list(one) for one in said.foreground],
        "background": [_swatch_list(one) for one in said.background],
        "quality": [said.brightness, said.sharpness, said.contrast],
    }


def _label_list(label: Label) -> list[Any]:
    boxes = [[box.x, box.y, box.w, box.h] for box in label.boxes]
    return [label.name, label.confidence, label.aliases, label.parents, label.categories, boxes]


def _swatch_list(swatch: Swatch) -> list[Any]:
    return [*swatch.lab, swatch.share, swatch.name]


def _labels(stored: Any) -> tuple[Label, ...]:
    return tuple(
        Label(
            name,
            confidence,
            tuple(aliases),
            tuple(parents),
            tuple(categories),
            tuple(Box(*box) for box in boxes),
        )
        for name, confidence, aliases, parents, categories, boxes in stored
    )


def _labeling(model: str, stored: Any) -> Labeling:
    return Labeling(
        model,
        _labels(stored["labels"]),
        _swatches(stored["foreground"]),
        _swatches(stored["background"]),
        *stored["quality"],
    )


def _swatches(stored: Any) -> tuple[Swatch, ...]:
    return tuple(Swatch((light, a, b), share, name) for light, a, b, share, name in stored)
