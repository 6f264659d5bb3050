"""JavaScript and CSS without what only their readers need: comments, indentation, empty lines.

Strings, template literals and regular expressions stay as they are, and so does every line break that may
end a statement. Names are kept: what a store's developer sees in the debugger is what the repository has.
"""

from __future__ import annotations

import re

_CSS = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\n\s*""", re.DOTALL)

_JS_PIECE = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<space>\s+)
  | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<word>[\w$#]+)
  | (?P<mark>\+\+|--|=>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"[\w$#]+")
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_TEMPLATE_TEXT = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*", re.DOTALL)

# After these words an expression begins, so that a slash opens a regular expression and divides nothing.
_BEFORE_EXPRESSION = frozenset(
    [
        "await",
        "case",
        "delete",
        "do",
        "else",
        "in",
        "instanceof",
        "new",
        "of",
        "return",
        "throw",
        "typeof",
        "void",
        "yield",
    ]
)
# A slash after the closing parenthesis of one of these begins a statement.
_HEADED = frozenset({"for", "if", "while", "with"})
# What a slash divides, besides names and numbers; any other value counts as one in parentheses.
VALUE = ")"
_DIVIDED = frozenset({VALUE, "]", "++", "--"})


def css(text: str) -> str:
    """A style sheet without comments and indentation."""
    return _CSS.sub(lambda found: found[1] or ("\n" if found[0].startswith("\n") else ""), text).strip()


def javascript(text: str) -> str:
    """A module without comments, indentation and empty lines."""
    return _Script(text).stripped()


class _Script:
    """A module while it is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._out: list[str] = []
        self._last = ""  # the last piece that is neither comment nor space
        self._heads: list[str] = []  # of each open parenthesis the word before it
        self._holes: list[int] = []  # of each template that is being filled in, its open braces

    def stripped(self) -> str:
        while self._at < len(self._text):
            self._step()
        return "".join(self._out).strip()

    def _step(self) -> None:
        regex = _REGEX.match(self._text, self._at) if self._is_expression_due() else None
        found = _JS_PIECE.match(self._text, self._at)
        assert found  # noqa: S101 -- any character is a mark
        kind, piece = found.lastgroup, found[0]
        if kind in ("comment", "space"):
            self._at = found.end()
            self._part("\n" in piece)
        elif regex:
            self._take(regex[0], last=VALUE)
        elif piece == "`":
            self._take(piece)
            self._template()
        elif piece == "}" and self._holes and self._holes[-1] == 0:
            self._holes.pop()
            self._take(piece)
            self._template()
        else:
            self._take(piece, last=VALUE if kind == "string" else self._nested(piece))

    def _take(self, piece: str, *, last: str = "") -> None:
        self._out.append(piece)
        self._at += len(piece)
        self._last = last or piece

    def _part(self, ends_line: bool) -> None:
        """What a comment or space leaves behind: a line break if there was one, a space between others."""
        if self._out and self._out[-1] in (" ", "\n"):
            self._out[-1] = "\n" if ends_line else self._out[-1]
        else:
            self._out.append("\n" if ends_line else " ")

    def _template(self) -> None:
        """Text of a template literal up to its end or to the next `${`."""
        found = _TEMPLATE_TEXT.match(self._text, self._at)
        assert found  # noqa: S101 -- matches nothing at least
        self._take(found[0], last="`")
        if self._text.startswith("${", self._at):
            self._holes.append(0)
            self._take("${", last="{")
        else:
            self._take(self._text[self._at : self._at + 1], last=VALUE)

    def _nested(self, piece: str) -> str:
        """Keep count of brackets; what the piece means to a slash after it."""
        if piece == "(":
            self._heads.append(self._last)
        elif piece == ")" and self._heads:
            return "{" if self._heads.pop() in _HEADED else piece
        elif piece in "{}" and self._holes:
            self._holes[-1] += 1 if piece == "{" else -1
        is_property = self._last == "." and _NAME.fullmatch(piece)
        return VALUE if is_property else piece

    def _is_expression_due(self) -> bool:
        """True where a slash cannot divide, for there is nothing to divide."""
        if not self._text.startswith("/", self._at) or self._text.startswith(("//", "/*"), self._at):
            return False
        last = self._last
        if _NAME.fullmatch(last):
            return last in _BEFORE_EXPRESSION
        return last not in _DIVIDED
