"""Adds to the plain fields what people read and write: texts by language, names with their days, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...data.nodes import Mapping, Node, Scalar, Sequence
from ..records import Condition
from ..schema import NOTHING, Name, Phrases, Texts
from .keys import NAME
from .plain_fields import PlainFields, frozen

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def spoken(identity: str) -> str:
    """The name that an id gives where none is declared."""
    return identity.replace("_", " ")


def is_language(text: str) -> bool:
    """Whether a text is written like a language tag, such as `en` or `zh-Hant`."""
    return _LANGUAGE.fullmatch(text) is not None


def one_line(text: str) -> str:
    """A text without line breaks, as it is said in answers."""
    return " ".join(text.split())


class Fields(PlainFields):
    """A mapping of a file, read field by field."""

    def texts(self, key: str) -> Texts:
        """A text in one or several languages."""
        node = self.node.get(key)
        return NOTHING if node is None else self.texts_of(node, key)

    def texts_of(self, node: Node, key: str) -> Texts:
        """A node as a text in one or several languages."""
        match node:
            case Scalar():
                return frozen([(self.language, one_line(node.text))])
            case Mapping():
                return frozen((language, one_line(item.text)) for language, item in self._languages(node, key)
                              if self._is_text(item, key) and isinstance(item, Scalar))
            case Sequence():
                self.add("shape", f"`{key}` is a text, or a mapping by language", node.span)
        return NOTHING

    def phrases(self, key: str) -> Phrases:
        """Lists of texts by language."""
        node = self.node.get(key)
        match node:
            case None:
                return frozen([])
            case Mapping():
                return frozen((language, self._texts_in(item, key)) for language, item in self._languages(node, key))
            case Scalar() | Sequence():
                return frozen([(self.language, self._texts_in(node, key))])

    def names(self, key: str = "name", default: str | None = None) -> tuple[Name, ...]:
        """Names in the order of the file; where there are none, `default` in the language of the knowledge base."""
        node = self.node.get(key)
        if node is None:
            return (Name(default, self.language),) if default else ()
        if isinstance(node, Mapping) and node.get("is") is None:
            pairs = list(self._languages(node, key))
        else:
            pairs = [(self.language, node)]
        return tuple(name for language, item in pairs for name in self._names_in(language, item, key))

    def condition(self, key: str) -> Condition | None:
        """The text of a condition exactly as it stands in the file (spec: data §3)."""
        node = self.scalar(key)
        if node is None:
            return None
        span, written = node.span, node.span.text
        if node.style in ("literal", "folded"):
            body = written.find("\n") + 1
            start = body + len(written[body:]) - len(written[body:].lstrip())
            span = span.inner(start, max(start, len(written.rstrip())))
        elif node.style != "plain" or node.text != written:
            self.add("condition-style", "a condition is a plain text on one line, or a block", node.span,
                     f"write `{key}: |` and the condition on the lines below")
            return None
        return Condition(span.text, span)

    def _languages(self, node: Mapping, key: str) -> Iterator[tuple[str, Node]]:
        for entry in node.entries:
            if is_language(entry.key.text):
                yield entry.key.text, entry.value
            else:
                comma = " " in entry.key.text and "a comma ends a text within braces: put the text in quotes"
                self.add("unknown-key", f"`{entry.key.text}` is no language", entry.key.span,
                         comma or f"`{key}` is a text, or texts by language, such as `{self.language}`")

    def _is_text(self, node: Node, key: str) -> bool:
        if isinstance(node, Scalar) and node.text.strip():
            return True
        self.add("shape", f"`{key}` has an empty text" if isinstance(node, Scalar) else f"`{key}` is a text", node.span)
        return False

    def _texts_in(self, node: Node, key: str) -> tuple[str, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(one_line(item.text) for item in items if self._is_text(item, key) and isinstance(item, Scalar))

    def _names_in(self, language: str, node: Node, key: str) -> Iterator[Name]:
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Mapping):
                fields = self.inner(item, "a name")
                period = fields.days(NAME)
                text = fields.text("is", required=True)
                if text:
                    yield Name(one_line(text), language, period)
            elif self._is_text(item, key) and isinstance(item, Scalar):
                yield Name(one_line(item.text), language)
