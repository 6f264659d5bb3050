"""Full text of live products, and the values that words may name; kept by the triggers of migration 3.

A term is looked up twice: as whole words, without accents, and as a part of words, which finds the sofa in
"Schlafsofa" and anything in a language that writes no spaces. Nothing a shopper types is read as FTS5 syntax.
"""

# ruff: noqa: S608 -- what is put into statements are constants of this module

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gumsole.store.database import Database
from gumsole.store.tables.facts import read_fact

# Weights of title, brand, category, attributes and description in BM25. The order is what counts: a title
# says what a thing is, a description also what it goes with, so that all of it weighs less than one word of
# the title.
BM25_WEIGHTS = "8.0, 4.0, 4.0, 4.0, 1.0"

# A word found inside a longer one counts half of it found whole: "sofa" is "Sofa" before it is "Sofakissen".
FRAGMENT_WEIGHT = 0.5

# More than any shopper types; FTS5's parser gives up at a few hundred.
MAX_TERMS = 32
MAX_TERM_CHARACTERS = 100

# Of a term of one or two characters: the trigrams it begins, those of most products first.
MAX_TRIGRAMS = 200

# The trigram tokenizer finds nothing shorter.
_TRIGRAM = 3

# Thai, kana, Han, Hangul: a single character may be a word there.
_SYLLABLES = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")

# What ends FTS5's reading of a string, or cannot reach SQLite at all.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")

_SEARCH = f"""
SELECT id, sum(score) AS total FROM (
    SELECT rowid AS id, -bm25(words, {BM25_WEIGHTS}) AS score FROM words WHERE words MATCH :whole
    UNION ALL
    SELECT rowid, -{FRAGMENT_WEIGHT} * bm25(fragments, {BM25_WEIGHTS}) FROM fragments
    WHERE fragments MATCH :parts
) GROUP BY id ORDER BY total DESC, id
"""

# What says what a thing is, in whole words alone. Ranking costs most where a word is common, and where it is
# so common that this finds as many as were asked for, nobody reads on to the others.
_NAMED = f"""
SELECT rowid, -bm25(words, {BM25_WEIGHTS}) AS score FROM words WHERE words MATCH ?
ORDER BY score DESC, rowid LIMIT ?
"""
_NAMES = "{title brand category attributes}"

# Ranked products whose skus are read in one step: joined to all of a common word's products, reading skus
# took longer than ranking them.
_STEP = 500

_NAMING = """
SELECT sku FROM products WHERE id IN (
    SELECT rowid FROM words WHERE words MATCH :whole
    UNION ALL SELECT rowid FROM fragments WHERE fragments MATCH :parts
)
"""

# A quoted string of no words: matches nothing.
_NOTHING = '""'


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A product that terms were found in.

    Attributes
    ----------
    score : float
        BM25, weighted by column, higher is better; comparable within one search alone.
    """

    sku: str
    group: str
    score: float


@dataclass(frozen=True, slots=True)
class StoreValue:
    """A value that live products have.

    Attributes
    ----------
    kind : str
        `brand`, `category`, `color`, `material` or `pattern`.
    value : str
        As the feed wrote it; a category is its path as a JSON array.
    products : int
        How many live products have it.
    """

    kind: str
    value: str
    products: int


class Words:
    """Searches in full text, and knows the values of the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(
        self, terms: Sequence[str], *, limit: int, allowed: Callable[[str], bool] | None = None
    ) -> list[WordMatch]:
        """Live products that any of the terms was found in, best first; ties in the order of ingest.

        Parameters
        ----------
        terms : sequence of str
            Words or phrases; the last may be the beginning of a word. Terms beyond `MAX_TERMS` are not used.
        allowed : callable
            Given a sku, says whether it may come back; asked in order of rank until `limit` were found.
        """
        wanted = _readable(terms)
        with self._database.reading() as connection:
            if wanted and allowed is None:
                named = connection.execute(_NAMED, (_narrow(wanted), limit)).fetchall()
                if len(named) == limit:
                    return list(_matches(connection, named))
            ranked = connection.execute(_SEARCH, _expressions(connection, wanted, beginning=True))
            found = (match for match in _matches(connection, ranked) if allowed is None or allowed(match.sku))
            return list(islice(found, limit))

    def naming(self, terms: Sequence[str]) -> frozenset[str]:
        """Skus of live products that name any of the terms, for a shopper who does not want those."""
        wanted = _readable(terms)
        with self._database.reading() as connection:
            rows = connection.execute(_NAMING, _expressions(connection, wanted, beginning=False))
            return frozenset(sku for (sku,) in rows)

    def values(self) -> tuple[StoreValue, ...]:
        """Every value of the store, by kind and value."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT kind, value, products FROM word_values WHERE products > 0 ORDER BY kind, value"
            )
            return tuple(StoreValue(*row) for row in rows)

    def values_version(self) -> int:
        """Rises whenever `values` gains or loses one: what was built from them holds until then."""
        with self._database.reading() as connection:
            return int(read_fact(connection, "word_values_version") or 0)

    def tidy(self) -> None:
        """Merge the full text into one piece: searches take less, and words of old texts leave the file.

        FTS5 notes that a word went and keeps it until pieces are merged; to be called when an ingest ends.
        """
        with self._database.writing() as connection:
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("INSERT INTO fragments (fragments) VALUES ('optimize')")


def _matches(connection: sqlite3.Connection, ranked: Iterable[tuple[int, float]]) -> Iterator[WordMatch]:
    rest = iter(ranked)
    while step := list(islice(rest, _STEP)):
        rows = connection.execute(
            "SELECT products.id, sku, group_id FROM json_each(?) AS wanted "
            "JOIN products ON products.id = wanted.value",
            (json.dumps([id_ for id_, _ in step]),),
        )
        names = {id_: (sku, group) for id_, sku, group in rows}
        for id_, score in step:
            yield WordMatch(*names[id_], score)


def _readable(terms: Sequence[str]) -> list[str]:
    cleaned = (_UNREADABLE.sub(" ", term[:MAX_TERM_CHARACTERS]).strip() for term in terms[:MAX_TERMS])
    return [term for term in cleaned if term]


def _expressions(connection: sqlite3.Connection, terms: list[str], *, beginning: bool) -> dict[str, str]:
    """What FTS5 is asked for whole words and for parts of words; empty strings match nothing."""
    whole = _whole(terms) if beginning else [_quoted(term) for term in terms]
    parts = (part for term in terms for part in _parts(connection, term))
    return {"whole": " OR ".join(whole) or _NOTHING, "parts": " OR ".join(parts) or _NOTHING}


def _narrow(terms: list[str]) -> str:
    """Products that one term names, or that several terms are all found in."""
    whole = _whole(terms)
    return f"{_NAMES} : {whole[0]}" if len(whole) == 1 else " AND ".join(whole)


def _whole(terms: list[str]) -> list[str]:
    """Terms as whole words; the last may be the beginning of one."""
    quoted = [_quoted(term) for term in terms]
    return [*quoted[:-1], *(f"{term} *" for term in quoted[-1:])]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _parts(connection: sqlite3.Connection, term: str) -> Iterator[str]:
    """The term, or the trigrams that a term too short for the tokenizer begins."""
    if len(term) >= _TRIGRAM:
        yield _quoted(term)
    elif _SYLLABLES.fullmatch(term):
        rows = connection.execute(
            f"SELECT term FROM trigrams WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT {MAX_TRIGRAMS}",
            (term, term + "\U0010ffff"),
        )
        for (trigram,) in rows:
            yield _quoted(trigram)
