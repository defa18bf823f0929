"""The engine against the second opinion on generated worlds (spec/verdicts.md §5).

``XHS_KB_WORLDS`` sets how many worlds (12 questions each) and ``XHS_KB_SEED`` the first seed.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from second_opinion.conditions import value_text
from second_opinion.minimal import minimal
from second_opinion.naive import Brute, Case, InexactError, Opinion, Question, RefusedError, TooLargeError
from second_opinion.reader import Reader
from second_opinion.worlds import World, cases, seeded_case, yaml_text

WORLDS = int(os.environ.get("XHS_KB_WORLDS", "1700"))
SEED = int(os.environ.get("XHS_KB_SEED", "0"))
PARTS = 8
MANY = 2000  # completions, past which the engine may say that it stopped
QUESTIONS = 12
DECIDING = ("violated", "open", "met", "set_aside")


def loaded(text: str) -> Any:
    """A knowledge base from one file's text."""
    from xhs_kb import KnowledgeBase

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "world.yaml").write_text(text, "utf-8")
        return KnowledgeBase.open(folder)


def given_of(question: Question) -> dict[str, Any]:
    """The facts as ``given`` takes them."""
    facts: dict[str, Any] = {}
    for name, bounds in question.facts.items():
        texts = [(sign, value_text(value)) for sign, value in bounds]
        facts[name] = texts if len(texts) > 1 else texts[0] if texts[0][0] != "=" else texts[0][1]
    return facts


def engine(kb: Any, question: Question) -> dict[str, Any]:
    """The engine's answer as a dict, or its error's code under ``code``."""
    from xhs_kb import XhsKbError

    try:
        answer = kb.verdict(question.action, question.fillers, as_of=question.day, given=given_of(question))
    except XhsKbError as trouble:
        return {"code": trouble.code}
    found: dict[str, Any] = answer.to_dict()
    return found


def brute(mind: Brute, question: Question) -> Opinion | str | None:
    """The second opinion, an error's code, or None where it has none."""
    try:
        return mind.ask(question, limit=20_000)
    except RefusedError as refused:
        return refused.code
    except (TooLargeError, InexactError):
        return None


def differences(mind: Brute, question: Question, opinion: Opinion | str, answer: dict[str, Any]) -> list[str]:
    """Everything in which the two differ."""
    if isinstance(opinion, str) or "code" in answer:
        ours = opinion if isinstance(opinion, str) else opinion.permission
        theirs = answer.get("code", "an answer")
        return [] if ours == theirs else [f"{ours} against the engine's {theirs}"]
    unsettled = any(warning["code"] == "not-exact" for warning in answer["warnings"])
    if unsettled and (not opinion.promised or opinion.completions > MANY):
        return []
    pairs: dict[str, tuple[Any, Any]] = {
        "permission": (opinion.permission, answer["verdict"]["permission"]),
        "advice": (opinion.advice, answer["verdict"]["advice"]),
        "statuses": (
            {rule: status for rule, status in opinion.statuses.items() if status in DECIDING},
            {r["rule"]: r["status"] for r in answer["reasons"] if r["status"] in DECIDING},
        ),
        "needs": (needs_of(mind, question, opinion), needs_said(mind, question, opinion, answer)),
        "not-exact": (False, unsettled),
    }
    return [f"{name}: {a} against the engine's {b}" for name, (a, b) in pairs.items() if a != b]


def needs_of(mind: Brute, question: Question, opinion: Opinion) -> list[Any]:
    """What brute force needs: inputs, roles, and attributes of what fills a role for certain."""
    certain = certain_fillers(mind, question, opinion)
    return sorted(str(key[1:]) for key in opinion.needs if key[0] != "attr" or key[1] in certain.values())


def certain_fillers(mind: Brute, question: Question, opinion: Opinion) -> dict[str, str]:
    """The known fillers of kinds that no unknown role has."""
    roles = mind.roles(question.action)
    loose = {kind for role, found in roles.items() if role not in opinion.fixed for kind in found["kind"]}
    kinds = {name: entity["kind"] for name, entity in mind.world["entities"].items()}
    return {role: filler for role, filler in opinion.fixed.items() if kinds[filler] not in loose}


def needs_said(mind: Brute, question: Question, opinion: Opinion, answer: dict[str, Any]) -> list[Any]:
    """What the engine needs, in the same terms."""
    certain = certain_fillers(mind, question, opinion)
    found = set()
    for need in answer["needs"]:
        name = next(str(need[key]) for key in ("input", "role", "attribute") if key in need)
        role, _, attribute = name.partition(".")
        if not attribute:
            found.add(str((name,)))
        elif role in certain:
            found.add(str((certain[role], attribute)))
    return sorted(found)


def report(world: World, question: Question) -> str:
    """A disagreement, made small, for a person to judge."""
    from xhs_kb import XhsKbError

    def disagree(less: World, shorter: Question) -> bool:
        mind = Brute(less)
        opinion = brute(mind, shorter)
        if opinion is None:
            return False
        try:
            kb = loaded(yaml_text(less))
        except XhsKbError:  # a smaller world that no longer loads is another matter
            return False
        return bool(differences(mind, shorter, opinion, engine(kb, shorter)))

    world, question = minimal(world, question, disagree)
    mind = Brute(world)
    opinion = brute(mind, question)
    assert opinion is not None
    found = differences(mind, question, opinion, engine(loaded(yaml_text(world)), question))
    return "\n".join([yaml_text(world), str(question), *found])


def disagreements(seeds: range, counts: Counter[str]) -> Iterator[tuple[int, World, Question, list[str]]]:
    """Every question of the seeds' worlds on which the two differ."""
    for seed in seeds:
        world, questions = seeded_case(seed, QUESTIONS)
        mind, kb = Brute(world), loaded(yaml_text(world))
        for question in questions:
            opinion = brute(mind, question)
            if opinion is None:
                counts["no opinion"] += 1
                continue
            counts[opinion if isinstance(opinion, str) else opinion.permission] += 1
            found = differences(mind, question, opinion, engine(kb, question))
            if found:
                yield seed, world, question, found


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_agrees_with_brute_force(part: int) -> None:
    counts: Counter[str] = Counter()
    share = WORLDS // PARTS
    first = SEED + part * share
    for seed, world, question, found in disagreements(range(first, first + share), counts):
        pytest.fail(f"seed {seed}: {found}\n{report(world, question)}")
    asked = counts.total()
    print(f"{asked} questions from seed {first}: {dict(counts)}")
    assert asked == share * QUESTIONS
    assert counts["no opinion"] < asked / 20
    if share >= 50:
        assert all(counts[name] for name in ("forbidden", "conditional", "allowed", "unregulated"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(cases())
def test_hypothesis_finds_no_disagreement(case: tuple[World, Question]) -> None:
    world, question = case
    mind = Brute(world)
    opinion = brute(mind, question)
    if opinion is not None:
        answer = engine(loaded(yaml_text(world)), question)
        assert differences(mind, question, opinion, answer) == [], yaml_text(world)


def test_a_residual_holds_where_the_rule_is_not_violated() -> None:
    checked = 0
    for seed in range(SEED, SEED + 60):
        world, questions = seeded_case(seed, QUESTIONS)
        kb, mind = loaded(yaml_text(world)), Brute(world)
        for question in questions:
            opinion = brute(mind, question)
            if not isinstance(opinion, Opinion) or opinion.completions > 200:
                continue
            for reason in engine(kb, question)["reasons"]:
                if reason["status"] != "open" or reason["residual"] is None:
                    continue
                checked += 1
                read = Reader(reason["residual"], world, set(mind.roles(question.action))).either()
                case = Case(mind, question, 20_000)
                for roles, values, states in islice(case.everything(), 2000):
                    fine = states.get(reason["rule"]) != "violated"
                    assert case.true(read, roles, values) == fine, (seed, question, reason, roles, values)
    assert checked > 100


# -- the properties of spec §5 --------------------------------------------------------


def judged(answer: dict[str, Any]) -> Any:
    """What must stay the same: everything but the knowledge base's hash."""
    return {key: value for key, value in answer.items() if key != "kb"}


def shuffled(text: str, source: random.Random) -> str:
    """The same file with the records of each section, and the sections, in another order."""
    sections: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("  - ") and sections:
            sections[-1].append(line)
        elif line.startswith("    ") and sections:
            sections[-1][-1] += "\n" + line
        else:
            sections.append([line])
    for section in sections:
        if section[0] not in ("authorities:",):
            rest = section[1:]
            source.shuffle(rest)
            section[1:] = rest
    source.shuffle(sections)
    return "\n".join(line for section in sections for line in section) + "\n"


def test_order_means_nothing() -> None:
    for seed in range(SEED, SEED + 40):
        world, questions = seeded_case(seed, 4)
        text = yaml_text(world)
        one, two = loaded(text), loaded(shuffled(text, random.Random(seed)))
        for question in questions:
            assert judged(engine(one, question)) == judged(engine(two, question)), (seed, question)


def test_asking_again_or_in_between_changes_nothing() -> None:
    for seed in range(SEED, SEED + 20):
        world, questions = seeded_case(seed, 4)
        kb = loaded(yaml_text(world))
        first = [engine(kb, question) for question in questions]
        assert [engine(kb, question) for question in reversed(questions)] == first[::-1]


def test_more_knowledge_only_settles() -> None:
    for seed in range(SEED, SEED + 80):
        world, questions = seeded_case(seed, QUESTIONS)
        kb = loaded(yaml_text(world))
        for question in questions:
            for name in question.facts:
                less = {key: value for key, value in question.facts.items() if key != name}
                before = engine(kb, Question(question.action, question.fillers, question.day, less))
                after = engine(kb, question)
                if "code" in before or "code" in after:
                    continue
                was, now = before["verdict"]["permission"], after["verdict"]["permission"]
                assert was in ("conditional", "unregulated") or was == now, (seed, question, name)


def test_what_does_not_hold_on_the_day_is_not_looked_at() -> None:
    for seed in range(SEED, SEED + 60):
        world, questions = seeded_case(seed, QUESTIONS)
        kb = loaded(yaml_text(world))
        mind = Brute(world)
        for question in questions[:4]:
            over = [r for r, (_, end) in mind.days.items() if end is not None and end <= question.day]
            gone = [r for r in over if not any(r in rule["replaces"] for rule in world["rules"])]
            if not gone:
                continue
            less = {**world, "rules": [dict(r) for r in world["rules"] if r["id"] not in gone]}
            for rule in less["rules"]:
                rule["exception_to"] = [name for name in rule["exception_to"] if name not in gone]
                rule["replaces"] = [name for name in rule["replaces"] if name not in gone]
            if any(r["id"] in gone and r["replaces"] for r in world["rules"]):
                continue  # what it replaced would come back
            fields = ("verdict", "needs", "used")
            before, after = engine(kb, question), engine(loaded(yaml_text(less)), question)
            assert [before.get(f) for f in fields] == [after.get(f) for f in fields], (seed, question)
