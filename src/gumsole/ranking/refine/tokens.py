"""Words as they are compared: without case, accents or the width of characters.

Katakana words stand as one token and other Japanese characters each on its own, since Japanese writes no
spaces; whatever is not understood is put together again as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_HAN_OR_HIRAGANA = "\u3040-\u309f\u3400-\u9fff"
_KATAKANA = "\u30a1-\u30ff"
_TOKEN = re.compile(
    rf"\d+(?:[.,'’٫٬]\d+)*|[{_KATAKANA}]+|[{_HAN_OR_HIRAGANA}]"
    rf"|(?:(?![{_HAN_OR_HIRAGANA}{_KATAKANA}])[^\W\d_])+(?:['’][^\W\d_]+)*|[^\w\s]"
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014~\u301c\uff5e")
# Between parts of one word, as in t-shirt or 3-seat.
_GLUE = frozenset(["", "-", "_", "'", "’", "&", "\u2010", "\u2011"])
_ACCENTS = re.compile("[\u0300-\u036f\u0653-\u0655]")
# Vowel marks and the stroke that stretches a word: the same Arabic word is written with and without them.
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
# Arabic letters that keyboards and habits exchange, as Lucene's ArabicNormalizer and PersianNormalizer have
# them, and digits; the decimal separator stays, for it groups no thousands.
_ARABIC = str.maketrans("ىیةک٬٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ييهك,01234567890123456789")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, character or currency sign.

    Attributes
    ----------
    folded : str
        As it is compared.
    start, end : int
        Where it stands in the normalized text.
    glued : bool
        True if it belongs to the token before: nothing stands between them, or a hyphen.
    dashed : bool
        True if there is a dash before it.
    minus : bool
        True if the dash stands free before it, as in `sofa -leather`.
    """

    folded: str
    start: int
    end: int
    glued: bool = False
    dashed: bool = False
    minus: bool = False

    @property
    def is_number(self) -> bool:
        """True for digits."""
        return self.folded[:1].isdecimal()

    @property
    def is_syllable(self) -> bool:
        """True for Han and kana, which stand side by side without spaces."""
        return "\u3040" <= self.folded[:1] <= "\u9fff"


def normalized(text: str) -> str:
    """Full-width and other compatible characters as the plain ones; no lone surrogates, no Arabic marks."""
    return _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", _LONE_SURROGATES.sub(" ", text)))


def folded(word: str) -> str:
    """Without case and accents, Arabic in one spelling; voiced kana keep their marks, which are sounds."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", word.casefold()))
    return unicodedata.normalize("NFC", plain).translate(_ARABIC).replace("’", "'")


def tokens_of(text: str) -> tuple[Token, ...]:
    """Tokens of a text that `normalized` gave; punctuation other than currency signs is left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if unicodedata.category(word[0])[0] in "LN" or unicodedata.category(word[0]) == "Sc":
            end = found[-1].end if found else 0
            between = text[end : match.start()]
            dashed = bool(_DASHES & set(between))
            minus = dashed and between[-1:] in _DASHES and (between[:1].isspace() or not found)
            glued = bool(found) and between in _GLUE
            found.append(Token(folded(word), match.start(), match.end(), glued, dashed, minus))
    return tuple(found)


Phrase = tuple[str, ...]


def phrase(text: str) -> Phrase:
    """What a text is looked up by."""
    return tuple(token.folded for token in tokens_of(normalized(text)))


def phrases(text: str) -> tuple[Phrase, ...]:
    """The same with German umlauts left out or written as two letters: gruen is grün."""
    spelled = normalized(text).casefold()
    return tuple(dict.fromkeys((phrase(spelled), phrase(spelled.translate(_UMLAUTS)))))


def parts_of(words: Phrase) -> list[Phrase]:
    """Every run of words within a phrase, the longest first."""
    return [
        words[start : start + size]
        for size in range(len(words), 0, -1)
        for start in range(len(words) - size + 1)
    ]


def written(text: str, tokens: Sequence[Token]) -> str:
    """Tokens side by side as they were written."""
    return text[tokens[0].start : tokens[-1].end]
