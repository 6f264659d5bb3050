"""Words become a wish: what names a value of the store, a color or a price; the rest are terms."""

from __future__ import annotations

from gumsole.errors import BadQuery
from gumsole.ranking.ladder import Part
from gumsole.ranking.refine.heard import Heard, Spoken
from gumsole.ranking.refine.lexicon import Cue, Lexicon, lexicon
from gumsole.ranking.refine.prices import LONGEST_CUE, PriceReader
from gumsole.ranking.refine.tokens import Token, normalized, tokens_of, written
from gumsole.ranking.refine.vocabulary import Vocabulary
from gumsole.ranking.refine.wish import Wish
from gumsole.ranking.texts import DEFAULT_LANGUAGE

# Longer than any shopper's words, shorter than a description pasted whole.
MAX_CHARACTERS = 400


def understand(words: str, vocabulary: Vocabulary, *, language: str = DEFAULT_LANGUAGE) -> Wish:
    """What a shopper's words ask of this store.

    Phrases that name values are found longest first, without regard to case or accents. A phrase that names
    several things is a color or material before a category, and a category before a brand. What is not
    understood is never an error: it is left for full text.

    Parameters
    ----------
    language : str
        Of the words, such as `de` or `de-AT`; English where it is not known.

    Raises
    ------
    BadQuery
        If there are more than `MAX_CHARACTERS`.
    """
    if len(words) > MAX_CHARACTERS:
        raise BadQuery(f"{len(words)} characters are too many to search by; use at most {MAX_CHARACTERS}")
    text = normalized(words)
    return _Reader(text, vocabulary, lexicon(language)).wish()


class _Reader:
    """Goes through the tokens of one text once, from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._text = text
        self._tokens = tokens_of(text)
        self._lexicon = lexicon
        self._idle = lexicon.cues[Cue.FILL] | lexicon.cues[Cue.OR]
        self._prices = PriceReader(self._tokens, lexicon, vocabulary.currency)
        self._longest = max(vocabulary.longest, LONGEST_CUE)
        self._heard = Heard(vocabulary, lexicon)
        self._negated = False
        self._left: dict[int, bool] = {}  # tokens that nothing was made of, and whether they are not wanted

    def wish(self) -> Wish:
        """What the text asks for."""
        at = 0
        while at < len(self._tokens):
            self._negated |= self._tokens[at].minus
            at = self._price(at) or self._phrase(at) or self._leave(at)
        return self._heard.wish(self._terms())

    def _price(self, at: int) -> int:
        """Where a price that begins here ends; 0 if none does."""
        found = self._prices.read(at)
        if found is None:
            return 0
        price, end = found
        self._heard.limit(price)
        self._negated = False
        return end

    def _phrase(self, at: int) -> int:
        """Where the longest phrase that means something ends; 0 if none begins here."""
        for end in range(min(len(self._tokens), at + self._longest), at, -1):
            words = tuple(token.folded for token in self._tokens[at:end])
            spoken = Spoken(words, written(self._text, self._tokens[at:end]), at, end)
            if (done := self._cue(spoken)) or (done := self._value(spoken)):
                return done
            if words in self._idle and self._stands_apart(at, end):
                return end
        return 0

    def _cue(self, spoken: Spoken) -> int:
        cues, words, end = self._lexicon.cues, spoken.words, spoken.end
        if words in cues[Cue.OTHER_COLOR]:
            self._heard.other_color = True
            self._heard.note(Part.COLOR, self._lexicon.labels["other_color"])
        elif words in cues[Cue.CHEAPER]:
            self._heard.cheaper = True
            self._heard.note(Part.PRICE, self._lexicon.labels["cheaper"])
        elif words in cues[Cue.NOT] and self._stands_apart(spoken.start, end):
            self._negated = True
        elif (
            words in cues[Cue.NOT_AFTER]
            and self._tokens[spoken.start].glued
            and spoken.start - 1 in self._left
        ):
            self._turn_down(spoken.start - 1)
        else:
            return 0
        return end

    def _value(self, spoken: Spoken) -> int:
        end = self._negation_after(spoken.end)
        if not self._heard.value(spoken, negated=self._negated or end > spoken.end):
            return 0
        return self._settle(end)

    def _leave(self, at: int) -> int:
        self._left[at] = self._negated
        goes_on = at + 1 < len(self._tokens) and self._tokens[at + 1].glued
        return at + 1 if goes_on else self._settle(at + 1)

    def _settle(self, end: int) -> int:
        """A `not` holds for one thing, and on over an `or`."""
        if self._negated:
            for size in (2, 1):
                words = tuple(token.folded for token in self._tokens[end : end + size])
                if words in self._lexicon.cues[Cue.OR]:
                    return end + size
        self._negated = False
        return end

    def _negation_after(self, at: int) -> int:
        """Where a negation that follows its word ends, as in `leather-free`; `at` if there is none."""
        if at < len(self._tokens) and self._tokens[at].glued:
            for end in range(min(len(self._tokens), at + LONGEST_CUE), at, -1):
                if tuple(token.folded for token in self._tokens[at:end]) in self._lexicon.cues[Cue.NOT_AFTER]:
                    return end
        return at

    def _turn_down(self, at: int) -> None:
        """Make what was left up to here unwanted."""
        while at in self._left:
            self._left[at] = True
            if not self._tokens[at].glued:
                break
            at -= 1

    def _stands_apart(self, at: int, end: int) -> bool:
        """True for a word of its own; in Japanese also for a particle after something understood."""
        tokens = self._tokens
        if tokens[at].glued and (not tokens[at].is_syllable or at - 1 in self._left):
            return False
        return end == len(tokens) or not tokens[end].glued or (tokens[at].is_syllable and tokens[at].glued)

    def _terms(self) -> list[str]:
        """What was left, side by side as it was written; unwanted terms go their own way."""
        terms: list[str] = []
        run: list[int] = []
        for at in sorted(self._left):
            if run and not (at == run[-1] + 1 and self._tokens[at].glued):
                self._finish(run, terms)
                run = []
            run.append(at)
        self._finish(run, terms)
        return list(dict.fromkeys(terms))

    def _finish(self, run: list[int], terms: list[str]) -> None:
        tokens = [self._tokens[at] for at in run]
        if len(tokens) > 1 and self._is_particle(tokens[-1]) and not _is_hiragana(tokens[-2]):
            tokens.pop()
        alone = len(tokens) == 1 and (tokens[0].folded,) in self._idle
        if alone or not any(token.folded[0].isalnum() for token in tokens):
            return
        term = written(self._text, tokens)
        if self._left[run[0]]:
            self._heard.unwanted.append(term)
            self._heard.note(Part.EXCLUSIONS, term)
        else:
            terms.append(term)

    def _is_particle(self, token: Token) -> bool:
        return _is_hiragana(token) and (token.folded,) in self._lexicon.cues[Cue.FILL]


def _is_hiragana(token: Token) -> bool:
    return "\u3040" <= token.folded[0] <= "\u309f"
