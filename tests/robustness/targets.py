"""The doors that a stranger can reach, each as a function of bytes: whatever they say, only XhsKbError may come out.

What must hold besides stands in `shown` and `steers`: every trouble can be shown in every form, and nothing that is
written for people steers a terminal. That nothing takes longer than its limit is watched by `fuzz`.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal
from unittest import mock

from xhs_kb import KnowledgeBase, XhsKbError, check, query_graph
from xhs_kb.__main__ import main
from xhs_kb.data.mapped import MappedFile, Writer
from xhs_kb.faces.formats import FORMATS, render
from xhs_kb.faces.style import PLAIN
from xhs_kb.faces.trouble_reports import REPORTS
from xhs_kb.ground.excerpt import report

from .material import (
    CHINESE_WORDS,
    COMMANDS,
    LIMITS,
    OPTIONS,
    PATTERN_WORDS,
    QUESTION_WORDS,
    STRANGE,
    TOY,
    YAML_PIECES,
    YAML_VALUES,
    Draw,
    anything,
    names,
    sentence,
    shipped,
    toy,
    valid,
    valid_patterns,
)

STRICT: tuple[Literal["off", "warn", "strict"], ...] = ("off", "warn", "strict")
ASKED = (
    "can lamp oil be transported",
    "which items can be transported",
    "list the rules",
    "MATCH (n)-[e]->(m) RETURN n, e, m.name",
)
DAYS = ("2020-03-01", "2025-06-01", "1999", "2015-06", "0001-01-01", "9999", "2020-02-30", "", None)


def steers(text: str) -> list[str]:
    """The characters of a text that a terminal would obey."""
    return [char for char in text if char not in "\n\t\r" and not char.isprintable()]


def shown(error: XhsKbError) -> None:
    """An error can be shown in every form, and nothing in it steers a terminal."""
    assert error.code and error.message and "\n" not in error.message, repr(error.message)
    json.dumps(error.to_dict())
    for trouble in error.troubles:
        text = report(trouble)
        assert not steers(text), text
    for name, form in REPORTS.items():
        text = form(error.troubles, None, PLAIN)
        assert name in ("json", "sarif") or not steers(text), text


def _answered(answer: Any) -> None:
    json.loads(answer.to_json())
    for form in FORMATS:
        text = render([answer], form)
        assert form in ("json", "jsonl") or not steers(text), text
    page = answer._repr_html_()
    assert not [bad for bad in ("<script", "<img", "javascript:", "\x1b") if bad in page]


def _question(data: bytes, kb: KnowledgeBase, which: str, words: tuple[str, ...]) -> None:
    draw = Draw(data)
    day, text = draw.pick(DAYS), sentence(draw, (*words, *names(which)), valid(which))
    with contextlib.suppress(UnicodeError):
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
    try:
        _answered(kb.ask(text, as_of=day, limits=LIMITS))
    except XhsKbError as error:
        shown(error)


def questions(data: bytes) -> None:
    """Questions in English over the toy world."""
    _question(data, toy(), "toy", QUESTION_WORDS)


def shipped_questions(data: bytes) -> None:
    """Questions in both languages over the knowledge base that ships."""
    _question(data, shipped(), "shipped", (*QUESTION_WORDS, *CHINESE_WORDS))


def chinese(data: bytes) -> None:
    """Questions in Chinese over the toy world."""
    _question(data, toy(), "toy", CHINESE_WORDS)


def patterns(data: bytes) -> None:
    """Patterns over the toy world."""
    draw = Draw(data)
    text = sentence(draw, (*PATTERN_WORDS, *names("toy")), valid_patterns())
    values = {"p": anything(draw)} if "$p" in text else {}
    try:
        _answered(
            toy().ask(
                text, as_of="2020-03-01", parameters=values, limits=LIMITS, strict=draw.pick(("off", "warn", "strict"))
            )
        )
    except XhsKbError as error:
        shown(error)


def graphs(data: bytes) -> None:
    """Patterns over a graph of somebody else, with values of any type in it."""
    import networkx

    draw = Draw(data)
    graph = networkx.MultiDiGraph()
    for number in range(draw.below(4)):
        labels = ["A", "B"] if draw.below(2) else anything(draw)
        graph.add_node(
            number,
            labels=labels,
            properties={"id": number, "name": anything(draw)} if draw.below(4) else anything(draw),
        )
        if draw.below(2):
            graph.add_edge(
                draw.below(4), number, type=draw.pick(("R", "is_a", None, 3)), properties={"x": anything(draw)}
            )
    text = sentence(draw, PATTERN_WORDS, valid_patterns())
    try:
        query_graph(graph, text, {"p": anything(draw)} if "$p" in text else {}, limits=LIMITS)
    except XhsKbError as error:
        shown(error)


def arguments(data: bytes) -> None:
    """Facts, parameters, columns, days and languages of any type."""
    draw = Draw(data)
    kb = toy()
    one, two, three = anything(draw), anything(draw), anything(draw)
    facts = {draw.pick((*kb.schema.inputs, "object.energy", "x")): anything(draw) for _ in range(draw.below(4))}
    calls: tuple[Callable[[], Any], ...] = (
        lambda: _answered(kb.ask(draw.pick(valid("toy")), given=facts, as_of=draw.pick(DAYS), limits=LIMITS)),
        lambda: kb.ask("can $x be transported", as_of=one, parameters={"x": two}, limits=LIMITS),
        lambda: kb.ask("can lamp oil be transported", given=one, parameters=two, limits=LIMITS),
        lambda: _answered(kb.verdict("pack", {"object": "power_bank", "stowed": one}, given=facts, limits=LIMITS)),
        lambda: kb.verdict(one, two, as_of=three, limits=LIMITS),
        lambda: kb.verdicts("transport", [one, two], given={"dilution": three}, limits=LIMITS).to_dict(),
        lambda: kb.verdicts("pack", {"object": one, "stowed": two}, facts=facts, limits=LIMITS),
        lambda: kb.prepare("can $x be transported given dilution = $d", limits=LIMITS).permission(x=one, d=two),
        lambda: kb.prepare("can $x be transported", given=facts, limits=LIMITS)(x=one, as_of=two),
        lambda: kb.prepare("can $x be transported", limits=LIMITS).permissions()[str(one)],
        lambda: kb.ask("MATCH (n) WHERE n.id = $x RETURN n.id, $y", parameters={"x": one, "y": two}, limits=LIMITS),
        lambda: kb.ask(one, limits=LIMITS),
        lambda: kb.ask("list the rules", language=one, limits=LIMITS),
        lambda: KnowledgeBase.open(TOY, language=one),
    )
    try:
        draw.pick(calls)()
    except XhsKbError as error:
        shown(error)


# --- files ------------------------------------------------------------------------------------------------------------


@cache
def _files() -> dict[str, list[str]]:
    return {path.name: path.read_text("utf-8").splitlines(keepends=True) for path in sorted(TOY.glob("*.yaml"))}


def _mutated(draw: Draw, lines: list[str]) -> list[str]:
    lines = list(lines)
    for _ in range(draw.below(4)):
        place = draw.below(len(lines) + 1)
        line = lines[place] if place < len(lines) else ""
        key, colon, _ = line.partition(":")
        match draw.below(8):
            case 0:
                lines[place : place + 1] = []
            case 1:
                lines.insert(place, draw.pick(YAML_PIECES))
            case 2 | 3 | 4:
                lines[place : place + 1] = [f"{key}{colon} {draw.pick((*YAML_VALUES, *STRANGE))}\n"]
            case 5:
                lines[place : place + 1] = [line, line]
            case 6:
                lines[place : place + 1] = [line.replace(draw.pick(("a", ":", "[", " ", "}")), draw.text(6))]
            case _:
                other = draw.below(len(lines) + 1)
                lines[place : place + 1] = lines[other : other + 1 + draw.below(4)]
    return lines


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def yaml_folders(data: bytes) -> None:
    """Folders of YAML: a valid one that was changed, or pieces; if it opens, it is asked."""
    draw = Draw(data)
    with _folder() as folder:
        if draw.below(4):
            chosen = draw.pick(list(_files()))
            for name, lines in _files().items():
                own = _mutated(draw, lines) if name == chosen else lines
                (folder / name).write_bytes("".join(own).encode("utf-8", "surrogatepass"))
        else:
            text = "".join(draw.pick(YAML_PIECES) for _ in range(draw.below(12)))
            (folder / "a.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
            (folder / "b.yaml").write_bytes(draw.raw(40))
        kb, troubles = check(folder, meaning=bool(draw.below(2)))
        for trouble in troubles:
            assert not steers(report(trouble)), report(trouble)
        for name, form in REPORTS.items():
            text = form(troubles, folder, PLAIN)
            assert name in ("json", "sarif") or not steers(text), text
        if kb is None:
            return
        for text in (
            "list the rules",
            "which items can be transported",
            draw.pick(valid("toy")),
            "MATCH (n)-[e]->(m) RETURN n, e, m.name",
        ):
            try:
                _answered(kb.ask(text, as_of="2020-03-01", limits=LIMITS))
            except XhsKbError as error:
                shown(error)


@cache
def _compiled() -> bytes:
    with _folder() as folder:
        return toy().compile(folder / "toy.kb").read_bytes()


def _asked(kb: KnowledgeBase) -> list[str]:
    return [kb.ask(text, as_of="2020-03-01", limits=LIMITS).to_json() for text in ASKED]


def compiled_files(data: bytes) -> None:
    """Compiled files with damaged bytes: the right answers, or none."""
    draw = Draw(data)
    broken = bytearray(_compiled())
    for _ in range(1 + draw.below(4)):
        place = draw.below(len(broken))
        match draw.below(4):
            case 0:
                del broken[place : place + 1 + draw.below(300)]
            case 1:
                broken[place:place] = draw.raw(20)
            case _:
                broken[place : place + 1] = bytes([draw.below(256)])
    _opened(bytes(broken), right=True)


def forged_files(data: bytes) -> None:
    """Compiled files in which somebody changed records, and whose check sums are right all the same."""
    draw = Draw(data)
    about, tables = copy.deepcopy(_contents())
    for _ in range(1 + draw.below(3)):
        entries = tables[draw.pick(list(tables))]
        if entries:
            place = draw.below(len(entries))
            entries[place] = (entries[place][0], _forged(draw, entries[place][1]))
    writer = Writer()
    for name, entries in tables.items():
        writer.table(name, entries)
    with _folder() as folder:
        writer.write(folder / "forged.kb", about)
        _opened((folder / "forged.kb").read_bytes(), right=False)


@cache
def _contents() -> tuple[dict[str, Any], dict[str, list[tuple[str, Any]]]]:
    with _folder() as folder:
        (folder / "toy.kb").write_bytes(_compiled())
        file = MappedFile(folder / "toy.kb", guarded=True)
        return file.about, {name: list(file.table(name).items()) for name in file.names}


def _forged(draw: Draw, value: Any) -> Any:
    if isinstance(value, list) and value and draw.below(6):
        place = draw.below(len(value))
        return [*value[:place], _forged(draw, value[place]), *value[place + 1 :]]
    if isinstance(value, dict) and value and draw.below(6):
        key = draw.pick(list(value))
        return {**value, key: _forged(draw, value[key])}
    return draw.pick(
        (None, 0, -1, -3, -9, 10**9, 1.5, True, "", "x", [], [0], [-2, 1], [-3, "x"], [[]], {}, {"x": 1}, [-5, 1, 2, 3])
    )


def _opened(content: bytes, *, right: bool) -> None:
    with _folder() as folder:
        path = folder / "broken.kb"
        path.write_bytes(content)
        try:
            MappedFile(path, guarded=True).whole()
            found = _asked(KnowledgeBase.open(path))
        except XhsKbError as error:
            shown(error)
            return
        assert not right or found == _right()


@cache
def _right() -> list[str]:
    return [toy().ask(text, as_of="2020-03-01").to_json() for text in ASKED]


def caches(data: bytes) -> None:
    """A cache with damaged bytes: opening the folder gives the same answers all the same."""
    draw = Draw(data)
    with (
        _folder() as folder,
        mock.patch.dict(os.environ, {"XHS_KB_CACHE": str(folder)}),
        mock.patch("xhs_kb.faces.cache._SMALL", 0),
    ):
        first = KnowledgeBase.open(TOY)
        first.ask("list the rules", as_of="2020-03-01")
        kept = sorted(path for path in folder.rglob("*") if path.is_file())
        if not kept:
            raise AssertionError("nothing was kept")
        path = draw.pick(kept)
        body = bytearray(path.read_bytes())
        for _ in range(1 + draw.below(3)):
            place = draw.below(len(body) + 1)
            if draw.below(2):
                body[place : place + 1] = draw.raw(3)
            else:
                del body[place : place + draw.below(2000)]
        path.write_bytes(body)
        again = KnowledgeBase.open(TOY)
        found = [again.ask(text, as_of="2020-03-01").to_json() for text in ASKED]
        assert found == _right()


# --- the command line -------------------------------------------------------------------------------------------------


def command_line(data: bytes) -> None:
    """Arguments of the command line, in a folder of its own."""
    draw = Draw(data)
    said = [draw.pick(COMMANDS)] if draw.below(8) else []
    for _ in range(draw.below(7)):
        chosen = draw.pick((OPTIONS, OPTIONS, COMMANDS, valid("toy"), None))
        said.append(draw.text(20) if chosen is None else draw.pick(chosen))
    arguments_ = [text for text in said if not text.startswith(("/", "~")) and ".." not in text]
    if "docs" in arguments_ and "build" in arguments_:
        return  # builds hundreds of pages in processes of its own
    if "test" in arguments_ or "diff" in arguments_:
        arguments_ += ["--kb", "good"]
    was = os.getcwd()
    with _folder() as folder:
        (folder / "good").mkdir()
        for name, lines in _files().items():
            (folder / "good" / name).write_text("".join(lines), "utf-8")
        (folder / "bad").mkdir()
        (folder / "bad" / "a.yaml").write_bytes(b"rules:\n  - {id: \x1b[31m}\n\xff")
        asked = "\n".join(sentence(draw, QUESTION_WORDS, valid("toy")) for _ in range(2))
        (folder / "q.txt").write_bytes(asked.encode("utf-8", "surrogatepass"))
        out, err = io.StringIO(), io.StringIO()
        try:
            os.chdir(folder)
            with (
                contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
                mock.patch.object(sys, "stdin", io.StringIO(asked)),
            ):  # fmt: skip
                code = main(arguments_ if "--kb" in arguments_ else [*arguments_, "--kb", "good"])
        finally:
            os.chdir(was)
        assert code in (0, 1, 2, 3, 4, 5), (code, arguments_)
        coloured = "always" in arguments_
        wrong = (
            []
            if coloured
            else [char for char in steers(out.getvalue() + err.getvalue()) if char < " " or "\x7f" <= char < "\xa0"]
        )
        assert not wrong and "Traceback" not in err.getvalue(), (arguments_, wrong, err.getvalue())


TARGETS: dict[str, Callable[[bytes], None]] = {
    "questions": questions,
    "chinese": chinese,
    "shipped": shipped_questions,
    "patterns": patterns,
    "graphs": graphs,
    "arguments": arguments,
    "yaml": yaml_folders,
    "compiled": compiled_files,
    "forged": forged_files,
    "caches": caches,
    "cli": command_line,
}
