"""Single values of a feed, read tolerantly where nothing can go wrong and strictly where it can."""

from __future__ import annotations

import html
import math
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from gumsole.records import Availability

# Google allows 5,000 characters; other shops write more. What is beyond is cut.
MAX_DESCRIPTION = 20_000
# SQLite and JavaScript hold it; no shop has more pieces of one thing.
_MAX_QUANTITY = 2**31 - 1
_MAX_SHOWN = 60
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f/?#]++[^\s\x00-\x1f\x7f]*+", re.IGNORECASE)
_GTIN_LENGTHS = (8, 12, 13, 14)  # GS1: GTIN-8, -12 (UPC), -13 (EAN), -14
# Not `html.parser`: 80,000 characters of "<a <a <a" keep it busy for a minute. Here a match ends before
# the next "<", so that any text is read in one pass.
_TAG = re.compile(r"<(?P<closes>/)?(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>|<[!?/][^<>]*>")
_SILENT = ("script", "style")
_BLOCK_TAGS = "p br div li ul ol tr td th h1 h2 h3 h4 h5 h6 table section article hr"
_BLOCKS = frozenset(_BLOCK_TAGS.split())

_IN_STOCK = "instock available yes true 1 limitedavailability instoreonly onlineonly"
_OUT_OF_STOCK = "outofstock unavailable notavailable no false 0 soldout discontinued oos"
_AVAILABILITIES = {
    **dict.fromkeys(_IN_STOCK.split(), Availability.IN_STOCK),
    **dict.fromkeys(_OUT_OF_STOCK.split(), Availability.OUT_OF_STOCK),
    **dict.fromkeys(("preorder", "presale"), Availability.PREORDER),
    **dict.fromkeys(("backorder", "onbackorder", "madetoorder"), Availability.BACKORDER),
}


class BadValue(ValueError):
    """Text that does not hold what its column says; the message says why."""


def shown(text: str) -> str:
    """A value as messages quote it: control characters escaped, cut where it is long."""
    return repr(text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…")


def read_availability(text: str) -> Availability:
    """Google's words in any spelling, schema.org's addresses, yes and no; anything else is unknown."""
    word = text.rsplit("/", 1)[-1]
    return _AVAILABILITIES.get(re.sub(r"[\s_-]+", "", word.casefold()), Availability.UNKNOWN)


def read_path(text: str) -> tuple[str, ...]:
    """A category as a path, root first: `Home > Sofas`."""
    return tuple(part.strip() for part in re.split("[>\u203a\u00bb]", html.unescape(text)) if part.strip())


def read_gtin(text: str) -> str:
    """The digits of a GTIN; empty where they are not 8, 12, 13 or 14."""
    digits = re.sub(r"[\s-]", "", text)
    return digits if digits.isascii() and digits.isdigit() and len(digits) in _GTIN_LENGTHS else ""


def read_link(text: str) -> str:
    """An http(s) address; empty for anything else."""
    return text if is_web_address(text) else ""


def is_web_address(text: str) -> bool:
    """True for an http(s) address with a host, free of blanks and control characters."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def read_time(text: str, *, end: bool = False) -> float:
    """Unix seconds of an ISO 8601 date or time, UTC where it names no zone.

    Parameters
    ----------
    text : str
        Such as `2026-03-01T12:00-0800`, `2026-03-01`, or Unix seconds.
    end : bool
        A bare date then means the end of that day.

    Raises
    ------
    BadValue
        If it is none of these.
    """
    try:
        if re.fullmatch(r"\d{9,11}(\.\d{1,9})?", text):
            return float(text)
        moment = datetime.fromisoformat(text)
        if end and len(text) <= len("2026-03-01"):
            moment += timedelta(days=1)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise BadValue(f"{shown(text)} is no ISO 8601 time; write it like 2026-03-01T12:00Z") from None


def read_period(text: str) -> tuple[float, float]:
    """Begin and end of an ISO 8601 interval, `begin/end`, in Unix seconds."""
    begin, slash, end = text.partition("/")
    if not slash:
        raise BadValue(f"{shown(text)} is no interval; write it like 2026-03-01/2026-03-31")
    return read_time(begin.strip()), read_time(end.strip(), end=True)


def read_count(text: str) -> int:
    """A count of pieces; what is below zero is none."""
    return int(max(Decimal(0), min(Decimal(_MAX_QUANTITY), _decimal(text))))


def read_measure(text: str) -> float:
    """A finite number."""
    measure = float(_decimal(text))
    if math.isinf(measure):
        raise BadValue(f"{shown(text)} is too large a number")
    return measure


def read_countries(text: str) -> tuple[str, ...]:
    """ISO 3166 codes of `US, CA`, or of Google's `US:CA:Ground:4.95 USD, DE:::0 EUR`.

    Raises
    ------
    BadValue
        If a code is not two letters.
    """
    between = "[,;|]" if ":" in text else r"[,;|\s]+"
    codes = [part.split(":")[0].strip().upper() for part in re.split(between, text) if part.strip()]
    for code in codes:
        if re.fullmatch("[A-Z]{2}", code) is None:
            raise BadValue(f"{shown(code)} is no ISO 3166 country code of two letters")
    return tuple(dict.fromkeys(codes))


def plain_text(markup: str) -> str:
    """The words of a description without its HTML; not safe to put into a page unescaped."""
    if "<" not in markup and "&" not in markup:
        return markup
    words = html.unescape(_without_tags(_without_comments(markup)))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def _without_comments(markup: str) -> str:
    first, *rest = markup.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _without_tags(markup: str) -> str:
    parts: list[str] = []
    begin, silent = 0, ""
    for tag in _TAG.finditer(markup):
        name, closes = (tag["name"] or "").casefold(), bool(tag["closes"])
        parts.append("" if silent else markup[begin : tag.start()])
        parts.append("\n" if name in _BLOCKS else "")
        begin = tag.end()
        if name in _SILENT and silent in ("", name):
            silent = "" if closes else name
    return "".join(parts) + ("" if silent else markup[begin:])


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadValue(f"{shown(text)} is no number")
    return number
