"""YAML text to a tree with places, from the parser's events.

YAML's guessing is off: a scalar is its text. The tree is built on a list of open nodes instead of by recursion, so
that no nesting can exhaust the stack; tags, several documents, keys that are no text and duplicate keys are troubles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..ground.span import Source, Span
from ..ground.trouble import Trouble
from .nodes import LIMITS, Entry, Limits, Mapping, Node, Scalar, Sequence, Style

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STYLES: dict[str | None, Style] = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal",
                                    ">": "folded"}
_TABS = "indent with spaces, not with tabs"


@dataclass
class _Open:
    """A list or mapping whose end has not been read."""

    start: int
    mapping: bool
    anchor: str | None
    nodes: list[Node] = field(default_factory=list)
    size: int = 1


class _RefusedError(Exception):
    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble


def decode(name: str, data: bytes, limits: Limits = LIMITS) -> Source | Trouble:
    """The bytes of a file as text without a byte order mark; a trouble where they are too many or no UTF-8."""
    empty = Span(Source(name, ""), 0, 0)
    if len(data) > limits.file_bytes:
        return Trouble("limit", f"the file is larger than {limits.file_bytes} bytes", empty, help="split the file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        source = Source(name, data.decode("utf-8", "replace").removeprefix("\ufeff"))
        span = Span(source, len(before), len(before) + 1)
        return Trouble("encoding", "the file is not UTF-8 text", span, help="save the file as UTF-8")
    if "\0" in text:
        place = text.index("\0")
        return Trouble("encoding", "the file holds binary data", Span(Source(name, text), place, place + 1))
    return Source(name, text)


def read_yaml(source: Source, limits: Limits = LIMITS) -> tuple[Node | None, tuple[Trouble, ...]]:
    """The one document of a text, None where there is none or it cannot be read, with all that is wrong with it."""
    builder = _Builder(source, limits)
    try:
        for event in _events(source):
            builder.take(event)
    except _RefusedError as refused:
        return None, (*builder.troubles, refused.trouble)
    return builder.root, tuple(builder.troubles)


def _events(source: Source) -> Iterator[Any]:
    try:
        yield from yaml.parse(source.text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        place = _index(source, error.position)
        raise _RefusedError(Trouble("encoding", "the file holds a character that YAML does not allow",
                               Span(source, place, place + 1))) from error
    except yaml.MarkedYAMLError as error:
        raise _RefusedError(_syntax(source, error)) from error


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> Trouble:
    mark: Any = error.problem_mark or error.context_mark
    place = _index(source, mark.index if mark else 0)
    line = source.line(source.position(place)[0])
    context = f" {error.context}" if error.context else ""
    reason = f"{error.problem or 'it cannot be read'}{context}".lower().rstrip(".")
    return Trouble("yaml", f"this is not YAML: {reason}", Span(source, place, min(place + 1, len(source.text))),
                   help=_TABS if "\t" in line[: len(line) - len(line.lstrip())] else None)


def _index(source: Source, index: int) -> int:
    return max(0, min(index, len(source.text)))


class _Builder:
    """Puts the nodes together as the events come in."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.root: Node | None = None
        self.troubles: list[Trouble] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.documents = 0
        self.nodes = 0

    def take(self, event: Any) -> None:
        """One event of the parser; raises _RefusedError where reading on makes no sense."""
        match event:
            case yaml.ScalarEvent():
                if event.tag is not None:
                    self.tagged(event)
                self.add(Scalar(event.value, self.span(event), _STYLES[event.style]), event.anchor, 1)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self.tagged(event)
                if len(self.open) >= self.limits.depth:
                    raise _RefusedError(Trouble("limit", f"this is nested deeper than {self.limits.depth} levels",
                                           self.span(event)))
                mapping = isinstance(event, yaml.MappingStartEvent)
                self.open.append(_Open(self.span(event).start, mapping, event.anchor))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.close(event)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise _RefusedError(Trouble("several-documents", "a file holds one document", self.span(event),
                                           help="put what follows `---` into a file of its own"))
            case yaml.AliasEvent():
                self.alias(event)

    def span(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index, event.end_mark.index)

    def tagged(self, event: Any) -> None:
        if event.tag not in (None, "", "!"):
            self.troubles.append(Trouble("tag", "tags have no meaning here", self.span(event),
                                         help="every value is written as plain text"))

    def alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise _RefusedError(Trouble("yaml", f"there is no anchor `{event.anchor}` before this", self.span(event)))
        node, size = self.anchors[event.anchor]
        self.add(node, None, size)

    def close(self, event: Any) -> None:
        done = self.open.pop()
        end = event.end_mark.index
        while end > done.start and self.source.text[end - 1].isspace():
            end -= 1
        span = Span(self.source, done.start, end)
        node = self.mapping(done, span) if done.mapping else Sequence(tuple(done.nodes), span)
        self.add(node, done.anchor, done.size)

    def mapping(self, done: _Open, span: Span) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in zip(done.nodes[::2], done.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.troubles.append(Trouble("yaml", "a key is a plain text", key.span))
            elif (first := entries.get(key.text)) is not None:
                self.troubles.append(Trouble("duplicate-key", f"the key `{key.text}` stands here twice", key.span,
                                             related=(first.key.span,)))
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(tuple(entries.values()), span)

    def add(self, node: Node, anchor: str | None, size: int) -> None:
        """Aliases count with all that stands under them, so that a few lines cannot stand for millions of nodes."""
        most, own = self.limits.nodes, size
        self.nodes += 1
        if self.open:
            whole = self.open[-1]
            whole.nodes.append(node)
            whole.size += size
            size = whole.size
        else:
            self.root = node
        if size > most or self.nodes > most:
            raise _RefusedError(Trouble("limit", f"the file holds more than {most} values", node.span))
        if anchor is not None:
            self.anchors[anchor] = (node, own)
