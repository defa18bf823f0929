"""What is wrong with a text that has no reading: an unknown name, a foreign habit, or something else expected."""

from __future__ import annotations

from ..ground.span import Span
from ..ground.trouble import Trouble
from .limits import ReadingLimits
from .search import Search


def explain(search: Search, limits: ReadingLimits) -> Trouble:
    """The trouble of a text that has no reading."""
    lexer = search.lexer
    source = lexer.source
    if not lexer.atoms:
        return Trouble("syntax", "there is no question", Span(source, 0, len(source.text)))
    place = min(search.furthest, len(lexer.atoms) - 1)
    return Trouble("syntax", f"`{lexer.atoms[place].text}` is not understood here", lexer.span(place, place + 1))
