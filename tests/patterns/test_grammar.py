"""The grammar has no conflict that is settled silently."""

from __future__ import annotations

import pytest
from lark import Lark

from xhs_kb.ground import places


def test_grammar_is_strict() -> None:
    pytest.importorskip("interegular")
    Lark(places.grammar("patterns.lark"), parser="lalr", lexer="contextual", strict=True)
