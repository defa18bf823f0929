"""The command line as a user meets it: formats, exit codes, streams, terminals. All on the toy world."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from xhs_kb import KnowledgeBase
from xhs_kb.__main__ import main

ROOT = Path(__file__).parent.parent.parent
TOY = ROOT / "tests" / "toy_world"
DAY = ("--as-of", "2026-11-01")
FORBIDDEN = "can lamp oil be packed given dilution = 5:1?"
ALLOWED = "is lamp oil under flammable goods?"
OPEN = "can lamp oil be packed?"
ENV = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM")}


def toy(*arguments: str, stdin: str = "", **options: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on pipes."""
    command = [sys.executable, "-m", "xhs_kb", "--kb", str(TOY), *DAY, *arguments]
    env = {**ENV, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, env=env, check=False, timeout=60, **options
    )


def here(*arguments: str) -> int:
    """The command in this process: quicker, where streams play no part."""
    return main(["--kb", str(TOY), *DAY, *arguments])


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.open(TOY)


# --- what it prints -----------------------------------------------------------------------------------------------


def test_json_is_the_answer_of_the_api(kb: KnowledgeBase) -> None:
    done = toy("ask", OPEN, "--format", "json")
    assert done.stdout == kb.ask(OPEN, as_of="2026-11-01").to_json() + "\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_several_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert here("ask", OPEN, ALLOWED, "--format", "json") == 0
    assert [answer["kind"] for answer in json.loads(capsys.readouterr().out)] == ["verdict", "yes_no"]
    assert here("ask", OPEN, ALLOWED, "--format", "jsonl") == 0
    assert [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()] == ["verdict", "yes_no"]
    assert here("ask", OPEN, ALLOWED) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("> ")] == [
        f"> {OPEN}",
        f"> {ALLOWED}",
    ]


def test_words_without_quotes_are_one_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert here("ask", "is", "lamp", "oil", "under", "flammable", "goods?", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["question"] == ALLOWED


def test_one_trouble_does_not_stop_the_rest() -> None:
    done = toy("ask", OPEN, "can lamp oyl be packed?", ALLOWED)
    assert done.returncode == 1
    assert done.stdout.count("As of 2026-11-01") == 2
    assert "error[unknown-name]" in done.stderr
    assert "    |     ^^^^^^^^" in done.stderr
    assert "did you mean: lamp oil" in done.stderr


def test_a_trouble_is_its_dict_under_json() -> None:
    done = toy("ask", "can lamp oyl be packed?", "--format", "json")
    assert (done.returncode, done.stdout) == (1, "")
    trouble = json.loads(done.stderr)
    assert trouble["code"] == "unknown-name"
    assert trouble["spans"] == [[4, 12]]
    assert trouble["suggestions"][0] == {"text": "lamp oil", "id": "lamp_oil"}


def test_questions_from_a_file_and_from_stdin(tmp_path: Path) -> None:
    text = "# a comment\n\nwhat is lamp oil?  \n// another\nMATCH (r:rule)\nRETURN r.id LIMIT 2;\nlist the rules\n"
    file = tmp_path / "questions.txt"
    file.write_text(text, "utf-8")
    for done in (
        toy("ask", "-f", "-", "--format", "jsonl", stdin=text),
        toy("ask", "-", "--format", "jsonl", stdin=text),
        toy("ask", "-f", str(file), "--format", "jsonl"),
    ):
        assert done.returncode == 0, done.stderr
        questions = [json.loads(line)["question"] for line in done.stdout.splitlines()]
        assert questions == ["what is lamp oil?", "MATCH (r:rule)\nRETURN r.id LIMIT 2", "list the rules"]


def test_facts_and_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert here("ask", OPEN, "--given", "dilution=5:1", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["verdict"]["permission"] == "forbidden"
    assert here("ask", OPEN, "--given", "dilution<6:1", "--given", "dilution >= 2:1", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["verdict"]["permission"] == "forbidden"
    assert here("ask", "MATCH (r:rule) WHERE r.id = $id RETURN r.id", "--param", "id=blade_ban", "--format", "csv") == 0
    assert capsys.readouterr().out == "r.id\nblade_ban\n"
    assert here("ask", "MATCH (r:rule) RETURN r.id ORDER BY r.id LIMIT $n", "--param", "n=2", "--format", "csv") == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_global_options_stand_before_or_after(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", OPEN, "--kb", str(TOY), "--as-of", "2020-03-01", "--lang", "zh", "--format", "json"]) == 0
    after = capsys.readouterr().out
    assert (
        main(
            [
                "--kb",
                str(TOY),
                "--as-of",
                "2019",
                "--lang",
                "zh",
                "ask",
                OPEN,
                "--as-of",
                "2020-03-01",
                "--format",
                "json",
            ]
        )
        == 0
    )
    assert capsys.readouterr().out == after
    assert (json.loads(after)["as_of"], json.loads(after)["language"]) == ("2020-03-01", "zh")


# --- exit codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "code"), [
    ((ALLOWED,), 0),
    ((FORBIDDEN,), 3),
    (("is solid soap under flammable goods?",), 3),
    ((OPEN,), 4),
    (("can solid soap be stored?",), 5),
    (("list the rules",), 0),
    (("which items are under lamp oil?",), 5),
    ((ALLOWED, FORBIDDEN), 3),
    ((ALLOWED, OPEN), 4),
    ((FORBIDDEN, "nonsense"), 1),
])  # fmt: skip
def test_the_exit_code_says_the_verdict_when_asked(arguments: tuple[str, ...], code: int) -> None:
    assert here("ask", *arguments, "--exit-verdict") == code
    assert here("ask", *arguments) == (1 if code == 1 else 0)


@pytest.mark.parametrize("arguments", [
    ("ask",),
    ("ask", "x", "--format", "yaml"),
    ("ask", "x", "--given", "nothing"),
    ("ask", "x", "--param", "nothing"),
    ("frobnicate",),
    ("--frobnicate",),
    ("ask", "--interactive", "-f", "-"),
    ("export",),
    ("test", "--fail-under", "101"),
])  # fmt: skip
def test_wrong_usage_is_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert here(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Error: " in said.err


@pytest.mark.parametrize("arguments", [
    ("ask", "x", "--kb", "/nowhere"),
    ("ask", "list the rules", "--as-of", "2020-02-30"),
    ("ask", "-f", "/nowhere"),
    ("validate", "/nowhere"),
    ("test", "/nowhere"),
    ("export", "--format", "json", "--around", "lamp_oyl"),
    ("export", "--format", "json", "-o", "/nowhere/x"),
])  # fmt: skip
def test_what_cannot_be_done_is_1(arguments: tuple[str, ...]) -> None:
    done = toy(*arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "error" in done.stderr + done.stdout


def test_help_opens_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ((), ("ask",), ("validate",), ("test",), ("export",)):
        assert main([*command, "--help"]) == 0
        lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
        assert lines[2].startswith("Example")
        assert lines[4].startswith("xhs-kb")
        assert max(map(len, lines)) <= 100


# --- streams ------------------------------------------------------------------------------------------------------


def test_pipes_get_utf_8_whatever_the_locale() -> None:
    for env in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}):
        command = [sys.executable, "-m", "xhs_kb", "--kb", str(TOY), "ask", "灯油是什么", "--lang", "zh"]
        done = subprocess.run(command, capture_output=True, env={**ENV, **env, "PYTHONPATH": str(ROOT)}, check=False)
        assert done.returncode == 0, done.stderr
        assert "灯油" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_is_no_traceback() -> None:
    command = f"{sys.executable} -m xhs_kb --kb {TOY} ask 'list the rules' 'list the rules' | head -1"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, env={**ENV, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
def test_nowhere_to_write_is_said(redirect: str) -> None:
    command = f"{sys.executable} -m xhs_kb --kb {TOY} ask 'list the rules' {redirect}"
    done = subprocess.run(
        command, shell=True, stderr=subprocess.PIPE, text=True, env={**ENV, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot write")
    assert done.stderr.count("\n") == 1


def test_closed_stdin_is_said() -> None:
    command = f"{sys.executable} -m xhs_kb --kb {TOY} ask -f - <&-"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, env={**ENV, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == 1
    assert "standard input is closed" in done.stderr


def test_colour_only_where_wanted() -> None:
    assert "\x1b" not in toy("ask", OPEN).stdout
    assert "\x1b[33m" in toy("ask", OPEN, "--color", "always").stdout
    assert "\x1b" not in toy("ask", OPEN, "--color", "always", "--format", "markdown").stdout


def test_a_pipe_is_never_wrapped() -> None:
    lines = toy("ask", "list the rules", env={"COLUMNS": "30"}).stdout.splitlines()
    assert max(map(len, lines)) > 100


# --- terminals ----------------------------------------------------------------------------------------------------


def terminal(*arguments: str, columns: int = 80, **env: str) -> pexpect.spawn[str]:
    options: Any = {**ENV, "TERM": "xterm", "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), **env}
    command = ["-m", "xhs_kb", "--kb", str(TOY), *DAY, *arguments]
    return pexpect.spawn(sys.executable, command, env=options, encoding="utf-8", timeout=60, dimensions=(24, columns))


def screen(*arguments: str, **options: Any) -> str:
    child = terminal(*arguments, **options)
    child.expect(pexpect.EOF)
    return str(child.before).replace("\r\n", "\n")


def test_a_terminal_gets_colour_unless_told_otherwise() -> None:
    assert "\x1b[33m" in screen("ask", OPEN)
    assert "\x1b" not in screen("ask", OPEN, NO_COLOR="1")
    assert "\x1b" not in screen("ask", OPEN, TERM="dumb")
    assert "\x1b" not in screen("ask", OPEN, "--color", "never")


@pytest.mark.parametrize("columns", [20, 60])
def test_a_terminal_is_not_overrun(columns: int) -> None:
    shown = screen("ask", "what is lamp oil?", columns=columns, NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= max(columns, 34)


def test_interactive_asks_until_it_is_settled() -> None:
    child = terminal("ask", "--interactive", "can lamp oil be packed given stowed = cabin?", NO_COLOR="1")
    child.expect("Parts of water to one of fuel")
    child.expect("> ")
    child.sendline("nonsense")
    child.expect(r"error\[type\]")
    child.expect("> ")
    child.sendline("5:1")
    child.expect(pexpect.EOF)
    assert "No. Flammable goods do not fly" in str(child.before)
    child.close()
    assert child.exitstatus == 0


def test_interactive_ends_with_the_input() -> None:
    passed = toy("ask", "--interactive", OPEN, "--format", "json", stdin="\n\n")
    assert (passed.returncode, passed.stderr) == (0, "")
    assert json.loads(passed.stdout)["verdict"]["permission"] == "conditional"
    settled = toy("ask", "--interactive", OPEN, "--format", "json", stdin="5:1\n")
    assert json.loads(settled.stdout)["verdict"]["permission"] == "forbidden"


def test_an_interrupt_is_130() -> None:
    child = terminal("ask", "--interactive", OPEN)
    child.expect("> ")
    child.sendintr()
    child.expect(pexpect.EOF)
    assert "Traceback" not in str(child.before)
    child.close()
    assert child.exitstatus == 130


# --- validate and export ------------------------------------------------------------------------------------------


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text("kb: {id: x, title: X, version: 1}\nnonsense: []\nrules: [{id: r}]\n", "utf-8")
    (tmp_path / "b.yaml").write_text("sources: [{id: s, tytle: T}]\n", "utf-8")
    return tmp_path


def test_validate_reports_every_trouble(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(faulty)]) == 1
    text = capsys.readouterr().out
    assert "a.yaml:2:1" in text
    assert "b.yaml:1:" in text
    assert main(["validate", str(faulty), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["errors"] == len(found["troubles"]) >= 4
    assert {trouble["file"] for trouble in found["troubles"]} == {"a.yaml", "b.yaml"}
    assert main(["validate", str(faulty), "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(re.match(r"::error (file=.*,line=\d+,col=\d+,)?title=[a-z-]+::", line) for line in lines)
    assert len(lines) == found["errors"]
    assert main(["validate", str(faulty), "--format", "sarif"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert len(run["results"]) == found["errors"]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_validate_passes_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(TOY)]) == 0
    assert "0 errors" in capsys.readouterr().out
    assert main(["--kb", str(TOY), "validate", "--format", "github"]) == 0


def test_exports(kb: KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import networkx

    graph = kb.graph
    file = tmp_path / "toy.graphml"
    assert here("export", "--format", "graphml", "-o", str(file)) == 0
    read = networkx.read_graphml(file, force_multigraph=True)
    assert (len(read), read.number_of_edges()) == (len(graph), graph.number_of_edges())
    assert here("export", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (len(found["nodes"]), len(found["edges"])) == (len(graph), graph.number_of_edges())
    assert here("export", "--format", "cypher") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(graph) + graph.number_of_edges()
    assert all(line.endswith(";") for line in lines)
    assert here("export", "--format", "mermaid", "--around", "lamp_oil") == 0
    assert 'n0["' in capsys.readouterr().out
    assert here("export", "--format", "jsonschema") == 0
    assert "$defs" in json.loads(capsys.readouterr().out)


def test_shell_completion_knows_the_commands() -> None:
    env = {"_XHS_KB_COMPLETE": "bash_complete", "COMP_WORDS": "xhs-kb va", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-m", "xhs_kb"], env={**ENV, **env, "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stdout.strip() == "plain,validate"
