"""Links of the documentation as the built site has them: MkDocs calls these hooks (`mkdocs.yml`).

The pages are written to be read in the repository. On the site the pages at its root stand under `project/`,
and a source or a test that a page names travels with the site as plain text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# Pages of the repository's root, and what they are on the site.
ROOT_PAGES = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "project/architecture.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changelog.md",
}
_DOCS = "docs"
_FENCED = re.compile(r"(^```.*?^```)", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)\s#]+)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages of the repository's root, and the sources that any page names."""
    root = _root(config)
    for name, place in ROOT_PAGES.items():
        if files.get_file_from_path(place) is None:
            files.append(File.generated(config, place, content=(root / name).read_text("utf-8")))
    pages = [file for file in files if file.is_documentation_page()]
    named = {path for page in pages for path in _named(page.content_string, _written_at(page.src_uri))}
    for path in sorted(named):
        if not path.startswith(f"{_DOCS}/") and (root / path).is_file() and path not in ROOT_PAGES:
            files.append(File.generated(config, _on_site(path, root), abs_src_path=str(root / path)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Point the links of a page to where things are on the site."""
    here, root = page.file.src_uri, _root(config)
    written_at = _written_at(here)

    def moved(match: re.Match[str]) -> str:
        place = _on_site(_resolved(match[0], written_at), root)
        return posixpath.relpath(place, posixpath.dirname(here) or ".")

    parts = _FENCED.split(markdown)
    parts[::2] = [_TARGET.sub(moved, prose) for prose in parts[::2]]
    return "".join(parts)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _written_at(place: str) -> str:
    """Where in the repository a page of the site is written."""
    return next((name for name, at in ROOT_PAGES.items() if at == place != "index.md"), f"{_DOCS}/{place}")


def _on_site(path: str, root: Path) -> str:
    """Where a file of the repository is on the site."""
    if path in ROOT_PAGES:
        return ROOT_PAGES[path]
    if path.startswith(f"{_DOCS}/"):
        inside = path.removeprefix(f"{_DOCS}/")
        return f"{inside}/index.md" if (root / path).is_dir() else inside
    return f"source/{path}.txt"


def _named(markdown: str, written_at: str) -> Iterator[str]:
    """The files of the repository that a page links to."""
    for prose in _FENCED.split(markdown)[::2]:
        for match in _TARGET.finditer(prose):
            yield _resolved(match[0], written_at)


def _resolved(target: str, written_at: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(written_at), target))
