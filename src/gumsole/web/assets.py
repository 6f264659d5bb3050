"""Files that browsers load from the package, ready to be sent: read once, stripped, compressed."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from gumsole.errors import NotFound
from gumsole.web import stripping

COMPONENT, SHOP = "component", "shop"

_PACKAGE, _STOREFRONT = "gumsole", "storefront"
# Accept-Encoding that takes gzip: named, and not refused by a weight of nothing (RFC 9110, section 12.5.3).
_PACKED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}
_STRIPPED: Mapping[str, Callable[[str], str]] = {"css": stripping.css, "js": stripping.javascript}
# Module scripts and their imports are loaded with CORS, wherever the page comes from.
_OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent.

    Attributes
    ----------
    name : str
        Path below its folder, with slashes.
    tag : str
        Of the bytes sent, without quotes.
    """

    name: str
    media_type: str
    plain: bytes
    packed: bytes
    tag: str

    def answer(self, request: Request) -> Response:
        """The file, or a word that the browser has it; asked anew each time, so that no two versions mix."""
        packs = takes_gzip(request)
        tag = f'"{self.tag}-gz"' if packs else f'"{self.tag}"'
        headers = {**_OPEN, "ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        held = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
        if tag in held or "*" in held:
            return Response(status_code=304, headers=headers)
        if packs:
            headers["Content-Encoding"] = "gzip"
        return Response(self.packed if packs else self.plain, headers=headers, media_type=self.media_type)


@cache
def assets(folder: str) -> Mapping[str, Asset]:
    """All files of a folder of the storefront that browsers may load, by name."""
    return {name: _made(name, file) for name, file in _walk(files(_PACKAGE) / _STOREFRONT / folder, "")}


def asset(folder: str, name: str) -> Asset:
    """A file of a folder of the storefront.

    Raises
    ------
    NotFound
        If there is none of this name; names are looked up, and lead to no other file.
    """
    found = assets(folder).get(name)
    if found is None:
        raise NotFound(f"the storefront has no file {name[:128]!r}")
    return found


def takes_gzip(request: Request) -> bool:
    """True where a browser unpacks what is sent packed."""
    return bool(_PACKED.search(request.headers.get("accept-encoding", "")))


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            found += _walk(entry, f"{name}/")
        elif entry.name.rpartition(".")[2] in _MEDIA_TYPES:
            found.append((name, entry))
    return found


def _made(name: str, file: Traversable) -> Asset:
    kind = name.rpartition(".")[2]
    text = file.read_text(encoding="utf-8")
    data = _STRIPPED.get(kind, str)(text).encode()
    tag = hashlib.sha256(data).hexdigest()[:16]
    return Asset(name, _MEDIA_TYPES[kind], data, gzip.compress(data, 9, mtime=0), tag)
