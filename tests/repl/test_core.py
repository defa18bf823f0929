"""The pure core: assumptions, explanations, interviews, dot commands, the tour."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_kb import KnowledgeBase
from xhs_kb.faces.repl.running import OPEN, Doors
from xhs_kb.faces.repl.session import Session, Told, World
from xhs_kb.faces.repl.stepping import step
from xhs_kb.faces.repl.tour import steps_of

from .driving import TOY
from .made import DAY, last, run, session, toy

LAMP_OIL = "can lamp oil be transported?"
SHAMPOO = "can shampoo be packed inside the cabin?"


def test_an_assumption_settles_and_the_answer_says_so() -> None:
    now, said = run(session(), LAMP_OIL, "assume dilution = 12:1", LAMP_OIL, "retract dilution", LAMP_OIL)
    assert "Yes, if dilution >= 9:1" in said[0]
    assert said[1] == "assumed: dilution = 12:1"
    assert "assumes: dilution = 12:1 [assumed]" in said[2]
    assert said[4] == said[0]
    assert now.world.assumed == ()


def test_only_assumptions_that_matter_are_named() -> None:
    start, _ = run(session(), "assume cabin class = first", "assume dilution = 12:1")
    assert "assumes: dilution = 12:1 [assumed]" in last(LAMP_OIL, start=start)
    assert "[assumed]" not in last("how heavy is a violin?", start=start)


def test_what_rests_on_an_assumption_is_a_warning_in_every_format() -> None:
    found = json.loads(last("assume dilution = 12:1", ".format json", LAMP_OIL))
    assert [(w["code"], w["about"]) for w in found["warnings"] if w["code"] == "assumed"] == [("assumed", ["dilution"])]


def test_what_a_question_says_goes_before_what_is_assumed() -> None:
    found = last("assume dilution = 1:1", "can lamp oil be transported given dilution = 12:1?")
    assert found.startswith("Yes")
    assert "[assumed]" not in found


@pytest.mark.parametrize(("said", "assumed"), [
    (["assume weight = 5 kg", "assume weight = 6 kg"], ["weight = 6 kg"]),
    (["assume weight > 5 kg", "assume weight < 9 kg"], ["weight > 5 kg", "weight < 9 kg"]),
    (["assume weight > 5 kg", "assume weight > 6 kg"], ["weight > 6 kg"]),
    (["assume weight > 5 kg", "assume weight = 6 kg"], ["weight = 6 kg"]),
    (["assume pouch", "assume 重量 = 5 kg", "retract pouch"], ["weight = 5 kg"]),
    (["假设 重量 = 5 kg"], ["weight = 5 kg"]),
    (["assume pouch", "assume padding", "retract all", "undo"], ["pouch = true", "padded = true"]),
    (["ASSUME stowed = hold"], ["stowed = hold"]),
])  # fmt: skip
def test_facts_take_the_place_of_what_they_speak_of(said: list[str], assumed: list[str]) -> None:
    assert list(map(str, run(session(), *said)[0].world.assumed)) == assumed


FACTS = st.sampled_from((
    "assume weight = 5 kg", "assume weight < 9 kg", "assume pouch", "retract weight", "retract all", "as of 2020",
    "as of today", "assume nonsense = 4", "assume dilution = 9:1"))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(FACTS, max_size=6))
def test_undo_goes_back_over_every_change(statements: list[str]) -> None:
    start = session()
    now, worlds = start, [start.world]
    for statement in statements:
        now, _ = step(now, statement)
        if now.world != worlds[-1]:
            worlds.append(now.world)
    for world in reversed(worlds[:-1]):
        now, _ = step(now, "undo")
        assert now.world == world
    assert "nothing to undo" in last("undo", start=now)


def test_asking_does_not_change_the_knowledge_base() -> None:
    before = toy().ask(SHAMPOO, as_of=DAY).to_json()
    run(session(), "assume pouch", SHAMPOO, "why", "needs", "50 ml")
    assert toy().ask(SHAMPOO, as_of=DAY).to_json() == before


def test_the_day_holds_for_the_session_and_yields_to_the_question() -> None:
    now, said = run(session(), "as of 2024-02", "how heavy is a violin?", "how heavy is a violin as of 2025-01-02?")
    assert now.world.as_of == "2024-02-29"
    assert said[1].endswith("As of 2024-02-29")
    assert said[2].endswith("As of 2025-01-02")
    assert "error[type]" in last("as of 2024-13")
    assert "As of 2024-01-01" in last("as of 2024-01-01 how heavy is a violin?")


def test_why_explains_the_last_answer_with_its_day_and_facts() -> None:
    asked, said = run(session(), "assume dilution = 12:1", LAMP_OIL, "retract all", "as of 2010-01-01", "why")
    assert "Everything considered" in said[-1]
    assert said[-1].startswith("Yes")
    assert "As of 2025-06-01" in said[-1]
    assert last("为什么", start=asked) == said[-1]
    assert "nothing has been answered yet" in last("why")
    assert "`why` explains questions" in last("MATCH (n:item) RETURN n.id LIMIT 1", "why")


def test_needs_are_asked_until_the_verdict_is_settled() -> None:
    now, said = run(session(), LAMP_OIL, "needs", "much", "12:1", "why")
    assert "Parts of water to one of fuel? (ratio)" in said[1]
    assert "error[" in said[2]
    assert said[3].startswith("Yes. diluted fuel")
    assert "diluted fuel" in said[4]
    assert now.interview is None
    assert now.world.assumed == ()
    assert "[assumed]" not in said[3]


def test_needs_may_be_passed_over_stopped_or_left_for_a_question() -> None:
    asking, _ = run(session(), LAMP_OIL, "needs")
    assert asking.interview is not None
    assert last("", start=asking).startswith("Yes, if")
    assert "stopped" in last("stop", start=asking)
    left, said = run(asking, "how heavy is a violin?")
    assert left.interview is None
    assert "0.5 kg" in said[0]
    kept, said = run(asking, ".format")
    assert kept.interview is not None
    assert "nothing more need be said" in last("how heavy is a violin?", "needs")


@pytest.mark.parametrize(("command", "found"), [
    (".hlep", "did you mean: .help"), (".s", "`.schema`, `.sources`, `.save`"), (".fo js", "format: json"),
    (".fo jso", "format: json"), (".format xml", "known are text, json"), ("\\timer", "timer: on"),
    (".timer off", "timer: off"), (".help .format", "example: .format json"), (".help keys", "Ctrl-R"),
    (".help forma", "the form of answers"), (".sc item", "attribute mass"), (".schema 票价", "ref to company"),
    (".schema weight", "0 kg..100 kg"), (".schema nonsense", "is not declared"), (".sources", "Skyline Terms 2025"),
    (".rules", "no_charging"), (".rules battery", "rule"), (".describe violin", "violin"), (".describe", "what?"),
    (".language zh", "language of answers: zh"), (".theme light", "theme: light"), (".keys vi", "keys: vi"),
    (".menu typing", "typing"), (".explain", "nothing has been answered"), (".save", "nothing has been answered"),
    (".tour", "Some of its examples"), (".once", "write where?"), (".read", "read what?"), (". ", "no command"),
])  # fmt: skip
def test_dot_commands(command: str, found: str) -> None:
    assert found in last(command)


def test_help_names_every_command_once() -> None:
    from xhs_kb.faces.repl.commands import COMMANDS

    text = last(".help")
    assert all(text.count(f"\n.{command.name} ") == 1 for command in COMMANDS)
    issue = ("help", "format", "explain", "schema", "describe", "rules", "sources", "timer", "read", "once", "output",
             "edit", "save", "tour", "quit")  # fmt: skip
    assert set(issue) <= {command.name for command in COMMANDS}


def test_explain_shows_patterns() -> None:
    question = "which fares suit adult?"
    assert last(question, ".explain").startswith("MATCH (x:fare)")
    assert "MATCH (x:fare)" in last(".explain on", question)
    assert "MATCH (x:fare)" not in last(".explain on", ".explain off", question)


def test_a_saved_example_is_one_for_the_knowledge_base(tmp_path: Path) -> None:
    for path in TOY.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    questions = [LAMP_OIL, "which fares suit adult?", "how heavy is a violin?", "is violin under instrument?",
                 "灯油可以运输吗？", "MATCH (b:bag) RETURN b LIMIT 2", "describe violin"]  # fmt: skip
    saved = str(tmp_path / "saved.yaml")
    statements = ["assume dilution <= 12:1"]
    for question in questions:
        statements += [question, f".save {saved}"]
    run(session(), *statements, doors=OPEN)
    text = Path(saved).read_text("utf-8")
    assert text.startswith("examples:\n  - ask: can lamp oil")
    assert text.count("  - ask:") == len(questions)
    kb = KnowledgeBase.open(tmp_path)
    from xhs_kb.faces.examining.examine import examine

    found = examine(kb, False, lambda mutants: mutants)
    assert found.failed == ()  # what is saved holds


def test_answers_go_to_files(tmp_path: Path) -> None:
    once, kept = tmp_path / "once.txt", tmp_path / "all.txt"
    _, said = run(session(), f".once {once}", "how heavy is a violin?", "how heavy is a violin?", f".output {kept}",
                  "how heavy is a violin?", "nonsense", ".output", "how heavy is a violin?", doors=OPEN)  # fmt: skip
    assert "0.5 kg" in once.read_text("utf-8")
    assert once.read_text("utf-8") == kept.read_text("utf-8")
    assert said[1] == ""
    assert "0.5 kg" in said[2]
    assert said[4] == ""
    assert "error[" in said[5]
    assert "0.5 kg" in said[7]
    _, said = run(session(), f".once {tmp_path}/no/such/place", "how heavy is a violin?", doors=OPEN)
    assert "cannot be written" in said[1]


def test_files_are_read_and_edited(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    asked = "# a comment\nhow heavy is a violin?\nMATCH (b:bag)\nRETURN b.id\nLIMIT 1;\nassume pouch\n"
    file.write_text(asked, "utf-8")
    now, (said,) = run(session(), f".read {file}", doors=OPEN)
    assert "0.5 kg" in said
    assert "b.id" in said
    assert now.world.assumed == (Told("pouch", "true"),)
    assert "no such file" in run(session(), f".read {tmp_path}/none", doors=OPEN)[1][0]
    file.write_text(f".read {file}\n", "utf-8")
    assert "more than 8 deep" in run(session(), f".read {file}", doors=OPEN)[1][0]
    edited = Doors(OPEN.read, OPEN.write, lambda text: text.replace("violin", "camera"))
    assert "mass of camera" in run(session(), "how heavy is a violin?", ".edit", doors=edited)[1][1]


def test_the_tour_goes_on_with_an_empty_statement() -> None:
    steps = steps_of("# T\n\n## 1. One\n\nSay this.\n\n```session\nkb> as of 2024\nkb> why\n```\n\n"
                     "## 2. Two\n\nThen.\n\n```session\nkb> how heavy is violin?\nold\n```\n\n"
                     "## 3. Nothing to run\n\nText.\n")  # fmt: skip
    assert [(step.title, step.prose, len(step.statements)) for step in steps] == [("1. One", "Say this.", 2),
                                                                                 ("2. Two", "Then.", 1)]  # fmt: skip
    now, said = run(session(tour=steps), ".tour", "", "", "undo", "", "")
    assert said[0].startswith("1. One\n\nSay this.\n\nEnter runs: as of 2024")
    assert "> as of 2024" in said[1]
    assert "nothing has been answered" in said[2]
    assert "2. Two" in said[2]
    assert "0.5 kg" in said[4]
    assert "That was the tour." in said[4]
    assert said[5] == ""
    assert now.at is None


@pytest.mark.parametrize("text", ["", "   ", ".", "?", "why?", "needs", "x" * 20_000, "(" * 500, "assume",
                                  "assume =", "retract", "as of", "MATCH (", "\x00\x1b[31m", "$x",
                                  "assume weight = $x", "。"])  # fmt: skip
def test_odd_statements_never_raise(text: str) -> None:
    for start in (session(), run(session(), LAMP_OIL, "needs")[0]):
        step(start, text)


def test_a_session_is_a_value() -> None:
    start = session()
    copy = replace(start)
    run(start, "assume pouch", SHAMPOO, ".format json")
    assert start == copy
    assert start.world == World(as_of=DAY)
    assert isinstance(start, Session)
