"""What is said when a text is no question (spec: language §4)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_kb.ground.excerpt import report
from xhs_kb.ground.trouble import LanguageError, Trouble, XhsKbError
from xhs_kb.language.limits import ReadingLimits
from xhs_kb.language.reader import read_question
from xhs_kb.language.tables import tables

from .worlds import toy


def trouble(text: str, limits: ReadingLimits | None = None) -> Trouble:
    with pytest.raises(LanguageError) as caught:
        read_question(text, toy(), limits=limits)
    return caught.value.trouble


@pytest.mark.parametrize(("text", "marked", "helped"), [
    ("which bags protect violin and load == 5", "==", "`=`"),
    ("which bags protect violin && load = 5", "&&", "`and`"),
    ("SELECT name FROM bags", "SELECT name FROM", "MATCH"),
    ("what is id(shampoo)", "id(shampoo)", "n.id"),
])
def test_foreign_habits_get_one_hint_each(text: str, marked: str, helped: str) -> None:
    found = trouble(text)
    assert found.code == "syntax"
    assert found.span is not None
    assert found.span.text == marked
    assert found.help is not None
    assert helped in found.help


@pytest.mark.parametrize(("text", "said"), [
    ("which fares suit", "a company or a traveller, such as *adult*"),
    ("which bags protect", "an item, such as *"),
    ("can lamp oil be", "an action, such as *"),
    ("can lamp oil be packed inside", "a compartment, such as *cabin*"),
    ("which items have mass in", "a value"),
    ("can lamp oil be packed as of", "a value, such as *20%* or *2019-11*"),
    ("which", "a kind of thing"),
    ("", "there is nothing to read"),
    ("?!", "ends too early"),
])
def test_what_may_come_next_is_said_in_words(text: str, said: str) -> None:
    found = trouble(text)
    assert found.code == "syntax"
    assert said in found.message


def test_a_misspelt_keyword_is_suggested() -> None:
    assert [s.text for s in trouble("whch bags protect violin").suggestions][:1] == ["which"]


@pytest.mark.parametrize("text", ["which fares suit", "can", "zzz zzz", "which bags protect ) (", "compare light"])
def test_no_terminal_of_the_grammar_is_named(text: str) -> None:
    found = trouble(text)
    shown = f"{found.message} {found.help or ''}"
    for terminal in tables("question").order:
        assert terminal not in shown.split("`") and f" {terminal} " not in shown


@pytest.mark.parametrize("text", [
    "not " * 2000, "which items " + "not " * 2000 + "under liquid", "why " * 2000, "(" * 3000,
    "which items " + "(" * 300 + "under liquid" + ")" * 300,
])
def test_deep_nesting_is_a_limit(text: str) -> None:
    assert trouble(text).code == "limit"


def test_limits_are_arguments() -> None:
    assert trouble("what is shampoo", ReadingLimits(text=5)).code == "limit"
    assert trouble("what is shampoo", ReadingLimits(steps=1)).code == "limit"
    nested = "which items " + "(" * 5 + "under liquid" + ")" * 5
    assert trouble(nested, ReadingLimits(nesting=1)).code == "limit"
    assert read_question(nested, toy()) == read_question("which items under liquid", toy())


def test_a_long_flat_question_is_no_nesting() -> None:
    read_question("which items under liquid" + " and under liquid" * 400, toy())
    read_question("compare light" + " and flex" * 400, toy())


def test_the_excerpt_marks_chinese_two_columns_wide() -> None:
    shown = report(trouble("哪些箱包保护大提琴"))
    line, carets = shown.splitlines()[2:4]
    assert carets.count("^") == 6
    assert carets.index("^") == line.index("哪") + 2 * 6


SOUP = st.lists(st.one_of(
    st.sampled_from([text for texts in tables("question").spellings.values() for text in texts]),
    st.sampled_from([meaning.text for meaning in toy().meanings]),
    st.sampled_from(['"', "$x", "(", ")", "[", "]", "5 kg", "2020-13", "20%", "\n", "\x00", "🙂", "..", "zzz"]),
    st.text(max_size=6),
), max_size=12)


@given(SOUP, st.sampled_from([" ", ""]))
@settings(max_examples=250, deadline=None)
def test_no_text_raises_anything_but_the_one_error(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    try:
        read_question(text, toy())
    except XhsKbError as error:
        for found in error.troubles:
            assert "\n" not in found.message
            assert not found.message.endswith(".")
            assert found.span is None or 0 <= found.span.start <= found.span.end <= len(text)
            assert len(found.suggestions) <= 3
            report(found)


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.language.worlds import toy
from xhs_kb.language.completion import complete
from xhs_kb.language.reader import read_question
from xhs_kb.ground.trouble import XhsKbError
for text in ("can", "which fares suit", "zzz", "compare lihgt and flx", "哪些", "is lamp oil"):
    try:
        print(read_question(text, toy()))
    except XhsKbError as error:
        print([t.to_dict() for t in error.troubles])
    print(complete(text + " ", toy(), 50))
"""


def test_the_same_words_whatever_the_order_of_sets() -> None:
    root = str(Path(__file__).parent.parent.parent)
    outputs = {subprocess.run([sys.executable, "-c", SCRIPT, root], env={"PYTHONHASHSEED": seed, "PATH": ""},
                              capture_output=True, check=True).stdout for seed in ("1", "2")}
    assert len(outputs) == 1
