"""What a page is made of, as neutral values: HTML, Markdown and the search index are three readings of the same blocks.

A target is the address of a page (`rule/some_id`), perhaps with `#part`, or a whole `https://` address.
It is longer than most, since the union is closed and stands in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ...ground.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A word that stands out; `tone` is a verdict, an effect, a status, or `plain`. The word alone says everything."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Code:
    """Words of a formal language, or an id."""

    text: str


@dataclass(frozen=True, slots=True)
class Faint:
    """Words beside the matter: a date, a locator."""

    text: str


Inline: TypeAlias = str | Link | Badge | Code | Faint
Rich: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `look` is empty, `lead` or `faint`."""

    text: Rich
    look: str = ""
    sort: str = "para"


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a word and what there is to say under it."""

    rows: tuple[tuple[str, Rich], ...]
    sort: str = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `caption` says what of."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    sort: str = "table"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `ordered` counts."""

    items: tuple[Rich, ...]
    ordered: bool = False
    sort: str = "items"


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a tree, and what hangs below it."""

    text: Rich
    below: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Nested lines."""

    nodes: tuple[Node, ...]
    sort: str = "tree"


@dataclass(frozen=True, slots=True)
class Listing:
    """Text of a formal language, line by line; `caption` says where it is from."""

    text: str
    syntax: str
    caption: str
    sort: str = "listing"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, computed when the page was built."""

    question: str
    permission: Badge | None
    summary: str
    details: tuple[Rich, ...] = ()
    ask: str = ""
    note: str = ""
    sort: str = "asked"


@dataclass(frozen=True, slots=True)
class Tile:
    """A way onward: a title, a line about it, and how many things are there."""

    link: Link
    text: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Ways onward, side by side."""

    tiles: tuple[Tile, ...]
    sort: str = "tiles"


@dataclass(frozen=True, slots=True)
class Box:
    """A node of a picture, by the corner of its box; `lines` is its text."""

    lines: tuple[str, ...]
    label: str
    to: str | None
    tone: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Line:
    """An edge of a picture: an SVG path and a label at a place."""

    path: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of a neighbourhood; what it shows stands in a table beside it."""

    title: str
    text: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    sort: str = "picture"


@dataclass(frozen=True, slots=True)
class Callout:
    """Something to mind."""

    text: Rich
    tone: str = "open"
    sort: str = "callout"


@dataclass(frozen=True, slots=True)
class Folded:
    """What is shown when it is opened."""

    summary: str
    blocks: tuple[Block, ...]
    sort: str = "folded"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its own heading; `id` is its anchor. One without blocks is left out."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    sort: str = "section"


@dataclass(frozen=True, slots=True)
class Playground:
    """The place where the engine itself runs, with the questions to begin with."""

    questions: tuple[str, ...]
    sort: str = "playground"


Block: TypeAlias = (
    Para | Facts | Table | Items | Tree | Listing | Asked | Tiles | Picture | Callout | Folded | Section | Playground
)


def present(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that have something in them."""
    return tuple(section for section in sections if section.blocks)


def when(condition: object, *blocks: Block) -> tuple[Block, ...]:
    """The blocks if the condition holds, else nothing."""
    return blocks if condition else ()


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those inside others after them."""
    for block in blocks:
        yield block
        if isinstance(block, Section | Folded):
            yield from walk(block.blocks)


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every piece of running text in the blocks."""
    for block in walk(blocks):
        for rich in riches(block):
            yield from rich


def riches(block: Block) -> Iterator[Rich]:
    """The running texts that a block itself holds."""
    match block:
        case Para(text) | Callout(text):
            yield text
        case Facts(rows):
            yield from (rich for _, rich in rows)
        case Table(_, _, rows):
            yield from (cell for row in rows for cell in row)
        case Items(items):
            yield from items
        case Tree(nodes):
            yield from (node.text for top in nodes for node in _all(top))
        case Asked(question, _, summary, details):
            yield (question,)
            yield (summary,)
            yield from details
        case Tiles(tiles):
            yield from ((tile.link, tile.text) for tile in tiles)
        case Picture(boxes=boxes):
            yield tuple(Link(box.label, box.to) for box in boxes if box.to)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for below in node.below:
        yield from _all(below)


def plain(rich: Iterable[Inline]) -> str:
    """Running text without links and looks."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in rich)
