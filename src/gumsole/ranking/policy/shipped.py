"""The policy that ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from gumsole.ranking.policy.document import Policy
from gumsole.ranking.policy.reading.reader import load_policy

DEFAULT_FILE = "default.toml"


def default_text() -> str:
    """The file as shipped, commented."""
    return files("gumsole.ranking.policy").joinpath(DEFAULT_FILE).read_text(encoding="utf-8")


@cache
def default_policy() -> Policy:
    """The policy of a store that has none of its own."""
    return load_policy(default_text(), name=DEFAULT_FILE)
