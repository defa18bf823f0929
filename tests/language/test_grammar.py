"""The grammars are LALR(1) without a conflict, and hold nothing but keywords."""

from __future__ import annotations

import re

import pytest

from xhs_kb.ground.places import grammar
from xhs_kb.language.tables import FILES, source, tables


@pytest.mark.parametrize("start", ["question", "condition"])
def test_no_conflict_is_settled_silently(start: str) -> None:
    from lark import Lark

    starts = [name for name, files in FILES.items() if files == FILES[start]]
    Lark(source(start), parser="lalr", lexer="contextual", start=starts, strict=True, maybe_placeholders=False)


@pytest.mark.parametrize("start", sorted(FILES))
def test_two_keywords_of_one_spelling_have_an_order_wherever_both_may_stand(start: str) -> None:
    table = tables(start)
    for row in table.states.values():
        seen: dict[tuple[str, int], str] = {}
        for terminal in (*sorted(set(row) & set(table.spellings)), *table.noise):
            for text in table.spellings[terminal]:
                other = seen.setdefault((text, table.rank[terminal]), terminal)
                assert other == terminal, f"{text}: {other} and {terminal}"


@pytest.mark.parametrize("start", sorted(FILES))
def test_every_keyword_of_the_grammar_is_known_in_its_order(start: str) -> None:
    table = tables(start)
    for terminal in table.lark.terminals:
        written = set(re.findall(r'"([^"]+)"', str(terminal.pattern))) or set(table.spellings[terminal.name])
        assert written
        for text in table.spellings[terminal.name]:
            assert re.fullmatch(terminal.pattern.to_regexp(), text), (terminal.name, text)


def test_the_chinese_grammar_only_extends() -> None:
    own = set(re.findall(r"^([A-Z_]+)(?:\.\d)?:", grammar("chinese.lark"), re.MULTILINE))
    english = set(re.findall(r"^([A-Z_]+)(?:\.-?\d)?:", grammar("questions.lark"), re.MULTILINE))
    assert not own & english
