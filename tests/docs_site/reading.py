"""Reads a built page as a browser without scripts would: its links, anchors, headings and text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote


@dataclass
class Read(HTMLParser):
    """What a page holds."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    scripts: int = 0
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag in ("link", "script", "img", "iframe") and (found.get("href") or found.get("src")):
            self.loaded.append(found.get("href") or found["src"])
        self.scripts += tag == "script"
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(path: Path) -> Read:
    page = Read()
    page.feed(path.read_text("utf-8"))
    return page


def target(page: Path, link: str, site: Path) -> tuple[Path, str]:
    """The file and the anchor that a relative link leads to."""
    path, _, anchor = link.partition("#")
    path = unquote(path.partition("?")[0])
    here = page.relative_to(site).parent.as_posix()
    return (site / normpath(f"{here}/{path}") if path else page), anchor
