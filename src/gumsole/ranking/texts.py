"""What the shopper is told, in the shopper's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language.

    Attributes
    ----------
    steps : mapping
        Labels of the ladder's rungs.
    parts : mapping
        What a part of a question is called where the shopper's own words for it are not known.
    hints : mapping
        By `HintKind`.
    comma, conjunction : str
        Stand between two of several, and before the last.
    """

    steps: Mapping[str, str]
    parts: Mapping[str, str]
    hints: Mapping[str, str]
    comma: str
    conjunction: str

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence has them: `a, b and c`."""
        if len(names) < 2:
            return "".join(names)
        return f"{self.comma.join(names[:-1])}{self.conjunction}{names[-1]}"


def texts(language: str = DEFAULT_LANGUAGE) -> Texts:
    """The words of a language such as `de` or `de-AT`; English where it is not known."""
    known = _all()
    return known.get(language.lower().replace("_", "-").split("-")[0], known[DEFAULT_LANGUAGE])


def languages() -> tuple[str, ...]:
    """Languages that have words."""
    return tuple(_all())


@lru_cache(maxsize=1)
def _all() -> dict[str, Texts]:
    data = tomllib.loads(files("gumsole.ranking").joinpath("texts.toml").read_text(encoding="utf-8"))
    return {
        language: Texts(said["steps"], said["parts"], said["hints"], said["comma"], said["and"])
        for language, said in data.items()
    }
