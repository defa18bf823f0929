"""The reference in `docs/`: written anew it is the same, every form of question stands in it, and all of them run."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from test_wall import folded, found_in

from xhs_kb import KnowledgeBase, XhsKbError
from xhs_kb.engine.pattern_functions import SIGNATURES
from xhs_kb.faces.cli.root import root
from xhs_kb.faces.docs.asking import Asker
from xhs_kb.faces.docs.pages.faults import faults
from xhs_kb.faces.docs.pages.forms import forms
from xhs_kb.faces.docs.pages.graph import OWN
from xhs_kb.faces.docs.remedies import meaning, remedy
from xhs_kb.faces.docs.survey import Survey
from xhs_kb.ground.codes import CODES
from xhs_kb.language.questions import Predicate, Question

from .conftest import TOY, survey_of

ROOT = TOY.parent.parent
STORED = ROOT / "docs" / "reference"
DAY = "2026-11-23"
PAGES = sorted(STORED.glob("*.md"))
CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(*arguments: str) -> int:
    done = CliRunner().invoke(root, [*arguments], standalone_mode=False, catch_exceptions=False)
    return int(done.return_value or 0)


def test_written_anew_it_is_the_same(tmp_path: Path) -> None:
    assert run("docs", "reference", str(tmp_path), "--kb", str(TOY), "--as-of", DAY) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in PAGES]
    changed = [page.name for page in PAGES if page.read_bytes() != (tmp_path / page.name).read_bytes()]
    assert changed == [], "regenerate with: just reference"


def parts(node: Any) -> Iterator[str]:
    """The names of the classes of which a question is made."""
    if dataclasses.is_dataclass(node):
        yield type(node).__name__
        for field in dataclasses.fields(node):
            yield from parts(getattr(node, field.name))
    elif isinstance(node, tuple):
        for inner in node:
            yield from parts(inner)


@pytest.mark.parametrize("folder", [TOY, None], ids=["toy world", "shipped"])
def test_every_form_of_question_is_shown_and_can_be_asked(folder: Path | None) -> None:
    kb = KnowledgeBase.open(folder)
    survey = Survey(kb, survey_of(TOY, ("en",)).day, ("en",))
    found = forms(survey, Asker.of(survey))
    assert all(found.values())
    seen = {name for texts in found.values() for text in texts for name in parts(kb.prepare(text).question)}
    assert {cls.__name__ for cls in (*get_args(Question), *get_args(Predicate))} <= seen
    for text in (text for texts in found.values() for text in texts):
        assert kb.ask(text, as_of=survey.day).summary, text


def shown_questions() -> list[str]:
    text = (STORED / "asking.md").read_text("utf-8")
    lines = re.findall(r"^- (?:\*\*(.+)\*\*|`(.+)`)$", text, re.MULTILINE)
    return [re.sub(r"\\(.)", r"\1", question) or pattern for question, pattern in lines]


def test_every_question_shown_gives_what_is_shown() -> None:
    kb, text = KnowledgeBase.open(TOY), (STORED / "asking.md").read_text("utf-8")
    plain = re.sub(r"\\(.)", r"\1", text)
    assert len(shown_questions()) > 45
    for question in shown_questions():
        assert kb.ask(question, as_of=DAY).summary in plain, question


def test_every_fault_shown_is_what_the_question_comes_to(survey: Survey) -> None:
    text, met = (STORED / "codes.md").read_text("utf-8"), set()
    for code, question in faults(survey, Asker.of(survey)):
        try:
            survey.kb.ask(question, as_of=DAY)
        except XhsKbError as error:
            met |= {error.code} & {code}
    assert {"syntax", "unknown-name", "type", "parameter", "wrong-kind", "contradiction", "write-clause"} <= met
    assert {code for code in CODES if f"\n```text\nerror[{code}]: " in text} == met


def test_the_examples_of_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    listings = CODE.findall((STORED / "commands.md").read_text("utf-8"))
    lines = [line for syntax, text in listings if syntax == "sh" for line in text.splitlines()]
    asked = [shlex.split(line) for line in lines if line.startswith("xhs-kb ask")]
    asked = [words for words in asked if not {"--file", "--kb"} & set(words)]
    assert len(asked) >= 4
    for words in asked:
        assert run("--kb", str(TOY), *words[1:]) == 0, words


def test_every_command_stands_in_it_with_its_options() -> None:
    from xhs_kb.faces.cli.root import COMMANDS

    text = (STORED / "commands.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"\n## xhs-kb {name}" not in text] == []
    for option in ("`--given`", "`--as-of`", "`--mutate`", "`--fail-under`", "`--exit-verdict`", "| `130` |"):
        assert option in text


def test_every_code_has_a_meaning_and_a_remedy_in_both_languages() -> None:
    texts = [say(code, language) for code in CODES for say in (meaning, remedy) for language in ("en", "zh")]
    assert all(text.endswith((".", "。")) for text in texts)


def test_every_function_that_asks_the_knowledge_base_is_listed() -> None:
    named = [one.name for one in SIGNATURES]
    declared = {name for const in named if isinstance(const, tuple) for name in const if isinstance(name, str)}
    names = declared | {const for const in named if isinstance(const, str)}
    assert set(OWN) <= names
    kb = KnowledgeBase.open(TOY)
    with pytest.raises(XhsKbError) as caught:
        kb.query("RETURN verdictt('pack', {})")
    assert caught.value.code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    outside = CODE.sub("", page.read_text("utf-8"))
    for link in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", outside):
        assert (page.parent / link).is_file(), link


def test_it_speaks_of_no_knowledge_base_but_the_toy_world() -> None:
    texts = [(page, n, line, True) for page in PAGES for n, line in enumerate(page.read_text("utf-8").splitlines(), 1)]
    toy = folded(" ".join(path.read_text("utf-8") for path in TOY.glob("*.yaml")))
    assert [one for one in found_in(texts) if one.split("'")[1] not in toy] == []
