"""Every setting once: its type, unit, default and meaning, and where its value came from.

A flag wins over the environment (`GUMSOLE_<KEY>`), the environment over `gumsole.toml` in the store's folder,
the file over the default. Only `assembly` and the command line read this.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from gumsole.aws.prices import LABELS_USD, MODERATION_USD, TITAN_USD
from gumsole.errors import BadSettings

FILE_NAME = "gumsole.toml"
ENVIRONMENT_PREFIX = "GUMSOLE_"
TRUE_WORDS = ("1", "true", "yes", "on")
ENGINES = ("embedded", "opensearch")
QUALITIES = ("fast", "normal")
FALSE_WORDS = ("0", "false", "no", "off")


def _key(
    default: object,
    doc: str,
    *,
    low: float | None = None,
    high: float | None = None,
    among: tuple[str, ...] = (),
) -> Any:
    return field(default=default, metadata={"doc": doc, "low": low, "high": high, "among": among})


@dataclass(frozen=True, slots=True)
class Settings:
    """How one store works."""

    currency: str = _key("", "ISO 4217 code of the store's prices; needed where a feed names none.")
    encoder: str = _key(
        "lite0",
        "`lite0` (ships with Gumsole), a folder with an ONNX tower, or Amazon Titan with 256, 384 or 1024 "
        "dimensions: `titan:256`.",
    )
    quality: str = _key(
        "normal",
        "Time for accuracy: `fast` looks at a shopper's photo once, `normal` at the whole and at its center. "
        "After a switch run `gumsole calibrate`.",
        among=QUALITIES,
    )

    aws_region: str = _key("", "Where AWS is asked; empty: as its own configuration says.")
    labels: str = _key("", "Who labels catalog photos: `rekognition`, or nobody.")
    label_confidence: float = _key(
        0.8, "Confidence from which a label's words are found in full text.", low=0, high=1
    )
    label_uploads: bool = _key(False, "Send shoppers' photos to whoever labels, too; `/v1/privacy` says so.")
    moderate: bool = _key(False, "Have catalog photos looked at by Rekognition's moderation, too.")
    price_labels: float = _key(LABELS_USD, "US dollars for one photo's labels and image properties.", low=0)
    price_moderation: float = _key(MODERATION_USD, "US dollars for one photo's moderation labels.", low=0)
    price_titan: float = _key(TITAN_USD, "US dollars for one photo's Titan embedding.", low=0)
    s3_buckets: str = _key(
        "", "Buckets that feeds and their photos may be read from (`s3://…`), separated by commas."
    )
    aws_at_once: int = _key(8, "Calls to AWS at once while a catalog is sent.", low=1, high=256)
    engine: str = _key(
        "embedded",
        "Where photos are searched: `embedded`, in this process, or `opensearch`.",
        among=ENGINES,
    )
    opensearch_url: str = _key(
        "http://localhost:9200",
        "Address of OpenSearch; user and password stand in `GUMSOLE_OPENSEARCH_USER` and `…_PASSWORD`.",
    )
    opensearch_index: str = _key("gumsole", "What the names of the store's indices begin with.")
    opensearch_shards: int = _key(1, "Parts of an index; of one that is built from now on.", low=1, high=1024)
    opensearch_replicas: int = _key(1, "Copies of each part, on other machines.", low=0, high=16)
    opensearch_timeout_s: float = _key(2.0, "Seconds that a shopper waits for OpenSearch.", low=0.05, high=60)
    opensearch_aws_region: str = _key(
        "", "Region of an Amazon OpenSearch Service domain: requests are signed with SigV4."
    )
    color_weight: float = _key(0.15, "Share of color in the similarity; the rest is shape.", low=0, high=1)
    workers: int = _key(0, "Photos analyzed at once; 0 is one per core.", low=0, high=1024)
    retire_limit: float = _key(0.2, "Share of a source that one snapshot may retire unasked.", low=0, high=1)
    photo_cache_mb: int = _key(2048, "Remote photos kept on disk, megabytes; the oldest go first.", low=1)
    photo_timeout_s: float = _key(30.0, "Seconds for one remote photo, redirects included.", low=0.1)
    allow_private: bool = _key(False, "Fetch photos from private, loopback and link-local addresses too.")
    trusted_proxies: str = _key("", "Networks whose `X-Forwarded-For` is believed, separated by commas.")
    rate_per_client: str = _key("60/minute", "Requests from one address; several rates are separated by `;`.")
    rate_per_key: str = _key("600/minute", "Requests with one key; several rates are separated by `;`.")
    quota_per_day: str = _key("50000/day", "Requests with one key in the 24 hours from the first.")
    rate_per_photo: str = _key("60/10 minutes", "How often the very same photo is looked at.")
    redis_url: str = _key("", "Where workers and servers count requests together; empty: each for itself.")
    retain_uploads_hours: float = _key(
        0.0, "Hours that shoppers' photos are kept, encrypted; 0 keeps none.", low=0, high=720
    )
    retention_key_file: str = _key("", "The operator's public key, which uploads are encrypted for.")
    waiting: int = _key(64, "Searches that wait for a thread at most; more are asked to come again.", low=0)
    retrieved_groups: int = _key(200, "Product groups retrieved for a query, at least.", low=1, high=10_000)
    events_days: int = _key(
        395,
        "Days that searches and events are kept: 13 months, to compare a season with the last; 0 keeps none.",
        low=0,
        high=3650,
    )
    query_signals_days: int = _key(
        0, "Days that vectors and colors of shoppers' photos are kept; 0 keeps none.", low=0, high=3650
    )


class Origin(StrEnum):
    """Where a setting's value came from, strongest first."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and the origin of each."""

    settings: Settings
    origins: Mapping[str, Origin]


def resolve(
    folder: Path, *, flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None
) -> Resolved:
    """Settings of the store in `folder`; a flag of None counts as not given.

    Raises
    ------
    BadSettings
        For an unknown key, a value of the wrong kind or out of range, or a file that is no TOML.
    """
    given = {
        Origin.FILE: _from_file(folder / FILE_NAME),
        Origin.ENVIRONMENT: _from_environment(environ or {}),
        Origin.FLAG: {key: value for key, value in (flags or {}).items() if value is not None},
    }
    values: dict[str, Any] = {}
    origins = {setting.name: Origin.DEFAULT for setting in fields(Settings)}
    for origin, found in given.items():
        for key, value in found.items():
            values[key] = _checked(key, value, origin)
            origins[key] = origin
    return Resolved(Settings(**values), origins)


def documented() -> list[tuple[str, str, str]]:
    """(key, default, meaning) of every setting, in order."""
    return [(setting.name, repr(setting.default), setting.metadata["doc"]) for setting in fields(Settings)]


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} is not valid TOML: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    known = {f"{ENVIRONMENT_PREFIX}{setting.name.upper()}": setting.name for setting in fields(Settings)}
    return {known[name]: value for name, value in environ.items() if name in known}


def _checked(key: str, value: object, origin: Origin) -> Any:
    setting = next((known for known in fields(Settings) if known.name == key), None)
    if setting is None:
        near = difflib.get_close_matches(key, [known.name for known in fields(Settings)], n=1)
        hint = f"; did you mean {near[0]}?" if near else "; `gumsole settings` lists them all"
        raise BadSettings(f"unknown setting {key!r} ({origin}){hint}")
    kind = type(setting.default)
    try:
        converted = _converted(value, kind)
    except ValueError as error:
        raise BadSettings(f"setting {key} ({origin}) takes {kind.__name__}, got {value!r}") from error
    if (among := setting.metadata["among"]) and converted not in among:
        raise BadSettings(f"setting {key} ({origin}) takes {' or '.join(among)}, got {value!r}")
    low, high = setting.metadata["low"], setting.metadata["high"]
    if (low is not None and converted < low) or (high is not None and converted > high):
        limits = " ".join(
            f"{word} {bound}" for word, bound in (("at least", low), ("at most", high)) if bound is not None
        )
        raise BadSettings(f"setting {key} ({origin}) takes {limits}, got {value!r}")
    return converted


def _converted(value: object, kind: type) -> Any:
    if kind is bool and isinstance(value, str):
        if value.lower() in TRUE_WORDS + FALSE_WORDS:
            return value.lower() in TRUE_WORDS
        raise ValueError(value)
    if isinstance(value, str) and kind in (int, float):
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(value)
    return value
