"""The documentation site: built strictly, whole in itself, with links that lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parent.parent
# Where no network is: a build that asks for anything fails.
NOWHERE = "http://127.0.0.1:9"
OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE)
# Attributes by which a browser loads something by itself.
LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("link", "href")}


def build(repository: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return subprocess.run(
        command,
        cwd=repository,
        env={**os.environ, **OFFLINE, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Built(HTMLParser):
    """What a built page names and loads."""

    text: str
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self.loaded += [value for name, value in given.items() if (tag, name) in LOADS]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Built]:
    return {path: Built(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_page_of_the_documentation_is_built(site: Path) -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        inside = path.relative_to(ROOT / "docs")
        place = inside.parent if inside.stem == "index" else inside.with_suffix("")
        assert (site / place / "index.html").is_file(), inside


def test_the_pages_at_the_root_of_the_repository_are_on_the_site(site: Path) -> None:
    for name in ("architecture", "contributing", "security", "changelog"):
        assert (site / "project" / name / "index.html").is_file()


def test_nothing_comes_from_other_hosts(site: Path, pages: dict[Path, Built]) -> None:
    loaded = {address for page in pages.values() for address in page.loaded}
    assert loaded
    assert not [address for address in loaded if urlsplit(address).netloc]
    for sheet in site.rglob("*.css"):
        assert not re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]*", sheet.read_text("utf-8")), (
            sheet
        )


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(
    site: Path, pages: dict[Path, Built]
) -> None:
    lost = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # served from any depth, so that its links begin at the root
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (
                parts.fragment and unquote(parts.fragment) not in pages[target].ids and parts.fragment != "__"
            ):
                lost.append((str(path.relative_to(site)), link))
    assert lost == []


def test_links_to_elsewhere_are_whole_addresses(pages: dict[Path, Built]) -> None:
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert re.fullmatch(r"https://([a-z0-9-]+\.)+[a-z]{2,}", f"https://{parts.netloc}"), (
                    path,
                    link,
                )
                assert parts.scheme == "https", (path, link)


def test_tables_and_lists_are_not_left_as_text(pages: dict[Path, Built]) -> None:
    for path, page in pages.items():
        prose = re.sub(r"<(pre|code)\b.*?</\1>", "", page.text, flags=re.DOTALL)
        assert not re.findall(r"<p>(?:[^<]|<(?!/p>))*\n(?:[-*|] |\d\. )", prose), path


def test_a_source_that_a_page_names_travels_with_the_site(site: Path) -> None:
    copied = site / "source" / "src" / "gumsole" / "ranking" / "policy" / "default.toml.txt"
    assert copied.read_bytes() == (ROOT / "src/gumsole/ranking/policy/default.toml").read_bytes()
    assert 'source/src/gumsole/ranking/policy/default.toml.txt"' in (
        site / "policy" / "index.html"
    ).read_text("utf-8")


def test_what_would_be_wrong_is_found(tmp_path: Path) -> None:
    for path in ROOT.iterdir():
        if path.name not in ("docs", "mkdocs.yml", ".git"):
            (tmp_path / path.name).symlink_to(path)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "docs" / "stray.md").write_text("# Nowhere in the navigation\n", encoding="utf-8")
    with (tmp_path / "docs" / "glossary.md").open("a", encoding="utf-8") as page:
        page.write("\n[page](gone.md) [place](api.md#gone) [here](#gone-too) ![](gone.png)\n")
        page.write("\n[source](../tests/gone.py)\n")
    done = build(tmp_path, tmp_path / "out")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    for wrong in ("stray.md", "gone.md", "#gone", "#gone-too", "tests/gone.py", "gone.png"):
        assert wrong in said, said
