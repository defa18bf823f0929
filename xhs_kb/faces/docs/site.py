"""Pages and where they lie. An address has no language and no ending: `rule/some_id`; a file has both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...ground.frozen import dataclass, field
from .blocks import Block, Rich

HOME = "index"


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language. `crumbs` lead to it from home; `data` is what its JSON twin says beside its text."""

    address: str
    language: str
    sort: str
    title: str
    lead: Rich
    blocks: tuple[Block, ...]
    crumbs: tuple[tuple[str, str], ...] = ()
    badge: Any = None
    keywords: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The file of the page without its ending."""
        return f"{self.language}/{self.address}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a page in a folder points to others: relative paths, so that the site works from disk and in any folder."""

    here: str
    language: str
    ending: str = ".html"

    def to(self, target: str) -> str:
        """The reference to an address (in the page's own language), a place of its own, or a whole address."""
        if target.startswith(("https://", "http://", "#")):
            return target
        page, mark, part = _parted(target)
        up = "../" * (self.here.count("/") - 1) if "/" in self.here else f"{self.language}/"
        return f"{up}{page}{self.ending}{mark}{part}"

    def other(self, language: str, address: str) -> str:
        """The reference to the same page in another language."""
        return self.file(f"{language}/{address}{self.ending}")

    def anchor(self, id: str) -> str:
        """The anchor of a part of the page."""
        return id

    @property
    def plays(self) -> bool:
        """Whether links may lead into the playground."""
        return True

    def file(self, path: str) -> str:
        """The reference to a file of the site."""
        here, there = self.here.split("/")[:-1], [] if path == "." else path.split("/")
        same = 0
        while same < min(len(here), len(there)) and here[same] == there[same]:
            same += 1
        return "/".join([".."] * (len(here) - same) + there[same:]) or "."


@dataclass(frozen=True, slots=True)
class Inside(Addresses):
    """The same within one single file, where every page is a part with an anchor of its own."""

    def to(self, target: str) -> str:
        """The reference to a page, or to a part of it, in the same file."""
        if target.startswith(("https://", "http://")):
            return target
        if target.startswith("#"):
            return f"#{self.here}--{target[1:]}"
        page, mark, part = _parted(target)
        return f"#{self.language}/{page}" + (f"--{part}" if mark == "#" else "")

    def other(self, language: str, address: str) -> str:
        """The reference to the same page in another language."""
        return f"#{language}/{address}"

    def anchor(self, id: str) -> str:
        """The anchor of a part of the page, which is one of many in the file."""
        return f"{self.here}--{id}"

    @property
    def plays(self) -> bool:
        """The engine does not run in a single file."""
        return False


def _parted(target: str) -> tuple[str, str, str]:
    """The page of a target, and the part of it or the query that follows."""
    mark = "?" if "?" in target else "#"
    return target.partition(mark)
