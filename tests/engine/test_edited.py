"""A reload after an edit gives what opening anew gives, whatever was edited; and edits of rules are read alone."""

from __future__ import annotations

import gc
import json
import random
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xhs_kb import KnowledgeBase, KnowledgeError
from xhs_kb.data.folder import read_contents
from xhs_kb.engine.edited import edited_base

TOY = Path(__file__).parents[1] / "toy_world"
ASKED = [
    "which items can be transported", "can lamp oil be transported", "why can lamp oil be transported",
    "list the rules", "what changed since 2000", "what is lamp oil", "which items can be packed",
    "why can battery be packed",
    "MATCH (r:rule) RETURN r.id, r.effect, r.name ORDER BY r.id",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XHS_KB_CACHE", "off")
    return Path(shutil.copytree(TOY, tmp_path / "toy"))


def told(kb: KnowledgeBase) -> list[str]:
    return [kb.ask(text, as_of="2020-03-01").to_json() for text in ASKED]


def rule_file(folder: Path) -> Path:
    return next(path for path in sorted(folder.rglob("*.yaml")) if re.search("^rules:", path.read_text("utf-8"), re.M))


def edits(text: str) -> list[str]:
    """The file with one thing edited, in as many ways as there are."""
    found = []
    for old, new in [
        ("effect: forbid", "effect: discourage"), ("effect: discourage", "effect: forbid"), ("forbid", "allow"),
        ("\n    because:", "\n    # said anew\n    because:"), ("valid: {from: 20", "valid: {from: 21"),
        ("when: ", "when: not "), ("unless: ", "when: "), (" > ", " < "), ("rules:", "# a comment\nrules:"),
        ("\n  - id: ", "\n  - id: x"), ("source: ", "source: no"), ("name: ", "name: The "), ("object: ", "object: x"),
        ("examples:", "example:"), ("expect: {", "expect: {value: 1, "), ("authority: ", "authority: x"),
        ("exception_to: ", "exception_to: x"), ("that: ", "that: not "), ("action: ", "action: x"), ("]", ""),
    ]:  # fmt: skip
        places = [match.start() for match in re.finditer(re.escape(old), text)]
        found += [text[:at] + new + text[at + len(old) :] for at in places]
    return found


def outcome(kb: KnowledgeBase | None, troubles: object = None) -> object:
    if kb is None:
        return troubles
    examples = [(e.ask, str(e.span)) for e in kb.examples]
    spans = [(id, str(rule.span), [str(s) for s in rule.spans.values()]) for id, rule in kb.knowledge.rules.items()]
    return kb.knowledge.hash, dict(kb.knowledge.rules), examples, spans, told(kb)


def opened(folder: Path) -> object:
    try:
        return outcome(KnowledgeBase.open(folder))
    except KnowledgeError as error:
        return outcome(None, [str(trouble) for trouble in error.troubles])


def reloaded(kb: KnowledgeBase) -> object:
    try:
        return outcome(kb.reload())
    except KnowledgeError as error:
        return outcome(None, [str(trouble) for trouble in error.troubles])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_a_reload_gives_what_opening_gives(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(folder.rglob("*.yaml"))
    for path in files:
        path.write_bytes((TOY / path.relative_to(folder)).read_bytes())
    kb = KnowledgeBase.open(folder)
    told(kb)
    for _ in range(2):
        path = chance.choice(files)
        ways = edits(path.read_text("utf-8"))
        if ways:
            path.write_text(chance.choice(ways), "utf-8")
        assert reloaded(kb) == opened(folder)
        try:
            kb = kb.reload()
        except KnowledgeError:
            return


def test_an_edited_rule_is_read_alone(folder: Path) -> None:
    kb = KnowledgeBase.open(folder)
    path = rule_file(folder)
    text = path.read_text("utf-8")
    alone = 0
    for way in edits(text):
        path.write_text(way, "utf-8")
        contents = read_contents(folder)
        assert contents is not None
        base = edited_base(kb.base, contents)
        alone += base is not None
        if base is not None:
            assert base.knowledge.entities is kb.base.knowledge.entities
    assert alone >= 5


def test_nothing_edited_is_the_same_one(folder: Path) -> None:
    kb = KnowledgeBase.open(folder)
    assert kb.reload() is kb
    (folder / "more.yaml").write_text("# nothing\n", "utf-8")
    assert kb.reload().knowledge.hash != kb.knowledge.hash


def test_a_compiled_base_is_edited_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xhs_kb.faces import cache

    monkeypatch.setenv("XHS_KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_SMALL", 0)
    KnowledgeBase.open(folder)
    kb = KnowledgeBase.open(folder)
    assert type(kb.base.index).__name__ == "MappedIndex"
    path = rule_file(folder)
    path.write_text(path.read_text("utf-8").replace("effect: forbid", "effect: discourage", 1), "utf-8")
    contents = read_contents(folder)
    assert contents is not None
    assert edited_base(kb.base, contents) is not None
    assert outcome(kb.reload()) == opened(folder)


def test_only_what_an_edited_rule_bears_on_is_judged_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xhs_kb.engine.tables import judged
    from xhs_kb.engine.verdicts import judge as verdicts

    kb = KnowledgeBase.open(folder)
    path = folder / "rules.yaml"
    day = date(2024, 5, 1)
    items = kb.base.world(day).entities(("item",))
    rules = kb.knowledge.rules.values()
    rule = next(r for r in rules if r.because and r.scope.get("object") and r.action == "transport")
    top = rule.scope["object"][0]

    def ask(one: KnowledgeBase) -> dict[str, str]:
        return {id: one.ask(f"can {id} be transported", as_of=day).to_json() for id in items}

    again: list[str] = []
    judge = verdicts.judge

    def noting(book: object, case: object, *more: object) -> object:
        again.append(case.fillers["object"])  # type: ignore[attr-defined]
        return judge(book, case, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(judged, "judge", noting)
    before = ask(kb)
    groups, again[:] = len(again), []
    because = re.search(rf"id: {rule.id}\b.*?because: (.)", path.read_text("utf-8"), re.S)
    assert because is not None
    text = path.read_text("utf-8")
    path.write_text(text[: because.start(1)] + "Said anew. " + text[because.start(1) :], "utf-8")
    edited = kb.reload()
    after = ask(edited)
    world = edited.base.world(day)
    touched = {id for id in items if world.is_below(id, top)} | set(world.above(top))
    assert 0 < len(again) < groups
    assert set(again) <= touched
    assert after == ask(KnowledgeBase.open(folder))
    changed = {id for id in items if _without_kb(before[id]) != _without_kb(after[id])}
    assert changed and changed <= touched


def _without_kb(answer: str) -> object:
    return {key: value for key, value in json.loads(answer).items() if key != "kb"}


def _edit(folder: Path, old: str, new: str) -> None:
    path = rule_file(folder)
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")


def _without_examples(text: str, instead: str) -> str:
    return text[: text.index("\nexamples:")] + instead


@pytest.mark.parametrize("instead", ["\nexamples:\n", "\nexamples: []\n", "\nexamples: none\n", "\n"])
def test_examples_that_are_gone_are_gone(folder: Path, instead: str) -> None:
    kb = KnowledgeBase.open(folder)
    path = rule_file(folder)
    path.write_text(_without_examples(path.read_text("utf-8"), instead), "utf-8")
    assert reloaded(kb) == opened(folder)


def test_what_is_no_rule_is_refused(folder: Path) -> None:
    kb = KnowledgeBase.open(folder)
    _edit(folder, "\n  - id: diluted_fuel", "\n  - no rule\n  - id: diluted_fuel")
    with pytest.raises(KnowledgeError, match="mapping"):
        kb.reload()
    (folder / "rules.yaml").write_text((TOY / "rules.yaml").read_text("utf-8"), "utf-8")
    (folder / "none.yaml").write_text("rules: []\n", "utf-8")
    kb = KnowledgeBase.open(folder)
    (folder / "none.yaml").write_text("rules: many\n", "utf-8")
    with pytest.raises(KnowledgeError, match="list"):
        kb.reload()


@pytest.mark.parametrize("mapped", [False, True])
def test_patterns_follow_a_scope_that_was_edited(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped: bool
) -> None:
    from xhs_kb.engine import base
    from xhs_kb.faces import cache

    asked = [
        "MATCH (x:item {id: 'liquid'})<-[:governs]-(r:rule) RETURN r.id",
        "MATCH (x:item {id: 'battery'})<-[:governs]-(r:rule) RETURN r.id",
        "MATCH (r:rule)-[:governs]->(x)<-[:is_a]-(y) RETURN r.id, x.id, y.id",
    ]
    monkeypatch.setattr(base, "_WHOLE", 3)
    if mapped:
        monkeypatch.setenv("XHS_KB_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr(cache, "_SMALL", 0)
        KnowledgeBase.open(folder)
    kb = KnowledgeBase.open(folder)

    def rows(one: KnowledgeBase) -> list[object]:
        return [one.ask(text, as_of="2020-03-01").rows for text in asked]

    def sizes(one: KnowledgeBase) -> dict[str, int]:
        return {name: count for name, count in one.base.index.sizes.items() if count}

    rows(kb)
    monkeypatch.setenv("XHS_KB_CACHE", "off")
    there = ("object: battery\n    when", "object: liquid\n    when")
    back = ("object: liquid\n", "object: [liquid, battery]\n")
    for old, new in (there, back):
        before = rows(kb)
        _edit(folder, old, new)
        contents = read_contents(folder)
        assert contents is not None and edited_base(kb.base, contents) is not None
        kb = kb.reload()
        anew = KnowledgeBase.open(folder)
        assert rows(kb) == rows(anew) != before
        assert sizes(kb) == sizes(anew)


def test_worlds_of_before_do_not_pile_up(folder: Path) -> None:
    kb = KnowledgeBase.open(folder)
    asked = ("can lamp oil be transported", "can battery be stored", "can lamp oil be charged")
    first = kb.base.world(date(2020, 3, 1))
    held: list[int] = []
    for turn in range(12):
        kb.ask(asked[turn % len(asked)], as_of="2020-03-01")
        _edit(folder, "because: ", "because: Again ")
        kb = kb.reload()
        gc.collect()
        held.append(sum(type(one) is type(first) for one in gc.get_objects()))
    assert held[-1] <= held[len(asked) + 1], held
