"""Renderers: what an answer looks like as text, Markdown, CSV and JSON, and that data cannot do harm in any of them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from xhs_kb.answers.answer import Answer, Cited, Entries, Reason, Thing, Warning
from xhs_kb.faces.as_csv import as_csv
from xhs_kb.faces.as_markdown import as_markdown
from xhs_kb.faces.as_text import as_text
from xhs_kb.faces.formats import render
from xhs_kb.faces.layout import table, wrapped
from xhs_kb.faces.style import FORMATS, Look
from xhs_kb.ground.excerpt import width

from .made import ALL, CARD, COMPARISON, PROCEDURE, TABLE, VALUE, VERDICT, WHY

ESCAPE = "\x1b[31mred\x1b[0m \x9b2J \u202egnp\x07"


def test_a_verdict_as_text() -> None:
    assert (
        as_text(VERDICT)
        == """\
No. Tea may not be boiled, and oolong is tea.

Why
  ✗ Tea may not be boiled (forbids, violated) [1][2]
      oolong → tea
      Boiling spoils it.
      Consequence: A fine.
      Instead: steeping
  rules that bear on it besides: 2; `why …` shows them

Still to be said
  ? How long does it boil?
    minutes (duration)
      <= 3 minutes: allowed
      > 3 minutes: forbidden

Neither allowed nor forbidden
  water

Mind
  ! the guide is from 1773 [stale-source]

Sources
  [1] The Tea Act, Parliament, 1773, law, tea-act#4, https://example.org/act(1)
  [2] A guide to leaves, custom, guide

As of 2020-03-01"""
    )


def test_what_is_open_is_shown_unless_the_verdict_is_settled() -> None:
    lines = as_text(replace(VERDICT, permission="conditional")).splitlines()
    at = lines.index("  ? Boiling briefly (requires, open) [2]")
    assert lines[at + 1 : at + 4] == [
        "      must hold: minutes <= 3",
        "  ~ An old rule (forbids, set aside)",
        "      set aside by: new_rule",
    ]


def test_why_is_a_tree_of_everything_considered() -> None:
    assert (
        as_text(WHY)
        == """\
不能。茶不可煮。

考虑过的全部规则
├─ 违反
│  └─ ✗ 茶不可煮 (禁止、违反) [1]
│         乌龙茶 → 茶
│         煮沸会破坏茶叶。
└─ 不适用
   ├─ - 杯子须洗净 (要求、不适用)
   │      不成立：object 是 杯子
   └─ - 冬天的规则 (允许、不适用)
          不成立：季节 = 冬

来源
  [1] The Tea Act, Parliament, 1773, law, tea-act#4, https://example.org/act(1)

截至2020-03-01"""
    )


def test_tables_align_by_display_width() -> None:
    lines = as_text(TABLE).splitlines()[2:6]
    assert lines == [
        "tea     steeping time",
        "------  -------------",
        "绿茶    2 minutes",
        "oolong  not stated",
    ]


def test_a_card_has_no_header_and_a_lone_value_no_table() -> None:
    assert "caffeine share  3%\nis a            tea\ncups sold       93M" in as_text(CARD)
    assert as_text(VALUE).splitlines() == ["Oolong steeps 3 to 5 minutes.", "", "As of 2020-03-01"]


def test_steps_are_numbered() -> None:
    assert "1. Heat the water.\n2. Pour it." in as_text(PROCEDURE)
    assert "1. Heat the water.\n2. Pour it." in as_markdown(PROCEDURE)


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("answer", ALL, ids=lambda answer: answer.kind)
def test_text_keeps_to_the_terminal(answer: Answer, columns: int) -> None:
    lines = as_text(answer, Look(width=columns)).splitlines()
    assert max(map(width, lines)) <= max(columns, 34)
    spaceless = re.sub(r"[\s│├└─]+", "", as_text(answer))
    assert len(spaceless) <= len(re.sub(r"[\s│├└─]+", "", "".join(lines))) + 60


def test_wrapping_breaks_chinese_between_characters() -> None:
    assert wrapped("小红书品牌合作", 8) == ["小红书品", "牌合作"]
    assert table(["a"], [["很长的中文名称"]], 8) == ["a", "--------", "很长的中", "文名称"]


def test_colour_is_only_there_when_wanted() -> None:
    for answer in ALL:
        assert "\x1b" not in as_text(answer)
    coloured = as_text(VERDICT, Look(colour=True))
    assert coloured.startswith("\x1b[31mNo.")
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text(VERDICT)


HOSTILE = Answer(
    "table", ESCAPE, "2020-01-01", "en", f"Two {ESCAPE}", columns=(ESCAPE,), table=((Thing("x", ESCAPE),), (ESCAPE,)),
    reasons=(Reason("r", ESCAPE, "forbid", "violated", ESCAPE, ("a", "b"), (ESCAPE, "b"), ESCAPE, (ESCAPE,), ESCAPE),),
    citations=(Cited("s#1", ESCAPE, ESCAPE, ESCAPE, f"http://x/{ESCAPE}", ESCAPE),), apart=(Thing("y", ESCAPE),),
    warnings=(Warning("c", ESCAPE),),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("explained", [False, True])
def test_no_control_character_of_the_data_comes_out(form: str, explained: bool) -> None:
    answer = replace(HOSTILE, explained=explained)
    shown = render([answer], form, Look(), single=False)
    bad = {char for char in shown if not char.isprintable() and char != "\n"}
    assert bad <= ({"\x9b", "\u202e"} if form in ("json", "jsonl") else set())


def test_json_on_a_terminal_is_escaped_and_stays_the_same_json() -> None:
    from xhs_kb.faces.as_json import escaped

    shown = escaped(HOSTILE.to_json())
    assert shown.isprintable()
    assert json.loads(shown) == HOSTILE.to_dict()


def test_maps_of_patterns_are_shown() -> None:
    inner = Entries((("name", Thing("tea", "green tea")), ("cups", (1, None))))
    answer = replace(TABLE, columns=("m",), table=((inner,),))
    assert "name: green tea; cups: 1, not stated" in as_text(answer)
    assert as_csv(answer) == "m\nname: green tea; cups: 1; "


def test_markdown_cannot_be_broken_out_of() -> None:
    shown = as_markdown(COMPARISON)
    assert "东方\\|美人" in shown
    assert "<b>" not in shown
    hostile = replace(TABLE, citations=(Cited("s", "a](javascript:1)", url="javascript:alert(1)"),))
    assert not re.search(r"(?<!\\)\]\(javascript", as_markdown(hostile))
    assert "](https://example.org/act%281%29)" in as_markdown(VERDICT)


def test_csv_reads_back() -> None:
    answer = replace(TABLE, table=((Thing("a", 'say "hi", twice'), None), ("x\ny", (Thing("b", "b"), "c"))))
    rows = list(csv.reader(io.StringIO(as_csv(answer))))
    assert rows == [["tea", "steeping_time"], ['say "hi", twice', ""], ["x y", "b; c"]]


def test_json_is_an_object_for_one_question_and_an_array_for_several() -> None:
    assert json.loads(render([TABLE], "json")) == TABLE.to_dict()
    assert json.loads(render([TABLE], "json", single=False)) == [TABLE.to_dict()]
    assert json.loads(render(ALL, "json", single=False)) == [answer.to_dict() for answer in ALL]
    assert [json.loads(line) for line in render(ALL, "jsonl").splitlines()] == [answer.to_dict() for answer in ALL]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_answer_gives_the_same_text(form: str) -> None:
    assert render(ALL, form, single=False) == render(ALL, form, single=False)
