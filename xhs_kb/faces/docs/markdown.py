"""Pages as Markdown with front matter, for agents, reviews and other site tools. Data cannot add markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ...ground.excerpt import visible
from ..as_markdown import escaped
from .blocks import (
    Asked,
    Badge,
    Block,
    Callout,
    Code,
    Facts,
    Folded,
    Items,
    Link,
    Listing,
    Node,
    Para,
    Picture,
    Playground,
    Rich,
    Section,
    Table,
    Tiles,
    Tree,
)
from .site import Addresses, Page

_PATTERN = ("MATCH ", "OPTIONAL MATCH ", "UNWIND ", "WITH ", "RETURN ")


def as_markdown(page: Page) -> str:
    """The page; links lead to the Markdown twins of other pages."""
    at = Addresses(f"{page.place}.md", page.language, ".md")
    matter = {"title": page.title, "address": page.address, "language": page.language, "sort": page.sort}
    head = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items()), "---", ""]
    return _seen("\n".join(head)) + "\n" + body(page, at)


def _seen(text: str) -> str:
    """The text without characters that steer a terminal or turn it around."""
    return "\n".join(visible(line) for line in text.split("\n"))


def body(page: Page, at: Addresses) -> str:
    """The page without front matter. A link is its text alone where `at` has no place for it."""
    badge = f" ({escaped(page.badge.text)})" if page.badge else ""
    parts = [f"# {escaped(page.title)}{badge}"]
    if page.lead:
        parts.append(_rich(page.lead, at))
    parts += _blocks(page.blocks, at, 2)
    return _seen("\n\n".join(part for part in parts if part)) + "\n"


def _blocks(blocks: Iterable[Block], at: Addresses, level: int) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section(_, title, inner):
                yield "#" * min(level, 6) + " " + escaped(title)
                yield from _blocks(inner, at, level + 1)
            case Folded(_, inner):
                yield from _blocks(inner, at, level)
            case Para(text, look):
                yield f"**{_rich(text, at)}**" if look == "label" else _rich(text, at)
            case Callout(text):
                yield "> " + _rich(text, at)
            case Facts(rows):
                yield "\n".join(f"- **{escaped(name)}**: {_rich(text, at)}" for name, text in rows)
            case Table(_, columns, rows):
                yield _table(columns, rows, at)
            case Items(items, ordered):
                yield "\n".join(f"{f'{n}.' if ordered else '-'} {_rich(item, at)}" for n, item in enumerate(items, 1))
            case Tree(nodes):
                yield "\n".join(line for top in nodes for line in _tree(top, at, 0))
            case Listing(text, syntax, caption):
                yield f"{escaped(caption)}\n\n{_fence(text)}{syntax}\n{text}\n{_fence(text)}"
            case Asked():
                yield _asked(block, at)
            case Tiles(tiles):
                yield "\n".join(
                    f"- {_rich((tile.link,), at)} {escaped(f'{tile.count} {tile.text}'.strip())}".rstrip()
                    for tile in tiles
                )
            case Picture() | Playground():
                pass


def _asked(block: Asked, at: Addresses) -> str:
    note = f" ({escaped(block.note)})" if block.note else ""
    verdict = f"**{escaped(block.permission.text)}** " if block.permission else ""
    question = f"`{block.question}`" if block.question.startswith(_PATTERN) else f"**{escaped(block.question)}**"
    lines = [f"- {question}{note}", f"  - {verdict}{escaped(block.summary)}"]
    return "\n".join(lines + [f"  - {_rich(detail, at)}" for detail in block.details])


def _table(columns: Iterable[str], rows: Iterable[tuple[Rich, ...]], at: Addresses) -> str:
    head = [escaped(column) for column in columns]
    lines = [head, ["---"] * len(head), *([_cell(cell, at) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(line: Rich, at: Addresses) -> str:
    """Running text within a table, where a bar ends the cell even in code."""
    return _rich(
        tuple(Code(piece.text.replace("|", "\\|")) if isinstance(piece, Code) else piece for piece in line), at
    )


def _tree(node: Node, at: Addresses, depth: int) -> Iterator[str]:
    yield "  " * depth + "- " + _rich(node.text, at)
    for below in node.below:
        yield from _tree(below, at, depth + 1)


def _rich(line: Rich, at: Addresses) -> str:
    parts = []
    for piece in line:
        match piece:
            case str():
                parts.append(escaped(piece))
            case Link(text, to):
                place = at.to(to)
                parts.append(f"[{escaped(text)}]({place})" if place else escaped(text))
            case Badge(text):
                parts.append(f"**{escaped(text)}**")
            case Code(text):
                parts.append("`" + text.replace("`", "'").replace("\n", " ") + "`")
            case _:
                parts.append(escaped(piece.text))
    return "".join(parts).strip()


def _fence(text: str) -> str:
    return "````" if "```" in text else "```"
