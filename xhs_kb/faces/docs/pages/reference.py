"""The reference: how to ask (every form with words of this knowledge base), the grammar, trouble codes, health.

It is longer than most, since one page gathers forms of every sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....ground.codes import CODES
from ....ground.places import folder
from ....model.records import Edge
from ..asking import Asker
from ..blocks import Block, Code, Facts, Faint, Listing, Para, Playground, Rich, Section, Table, present
from ..health import CHECKS, Health
from ..site import Page
from ..survey import Survey
from ..words import say
from .answers import asked
from .parts import linked

GRAMMARS = ("questions", "chinese", "conditions", "values", "patterns")
_KEYWORDS = re.compile(r"^([A-Z_]+)(?:\.-?\d+)?\s*:\s*(\".*)$")
_HEADING = re.compile(r"^// -{3} (.*?) -*$")


# --- how to ask ---------------------------------------------------------------------------------------------------


def asking_page(survey: Survey, asker: Asker, language: str) -> Page:
    """Every form of question, with an example in words of the knowledge base and its answer; then its vocabulary."""
    answers = []
    for text in dict.fromkeys(_forms(survey, asker)):
        told = asker.ask(text, survey.day)
        if told is not None:
            answers.append(asked(told.answers[language], survey, language))
    sections = (
        Section("forms", say(language, "questions"), tuple(answers)),
        Section("verbs", say(language, "actions"), _verbs(survey, language)),
        Section("relations", say(language, "relations"), _relations(survey, language)),
        Section("attributes", say(language, "attributes"), _attributes(survey, language)),
    )
    title = say(language, "asking")
    data = {"questions": [one.question for one in answers]}
    return Page("asking", language, "reference", title, (), present(sections), (), None, "", data)


def _forms(survey: Survey, asker: Asker) -> Iterator[str]:
    """Questions of every form; those that the knowledge base has no words for come to nothing when asked."""
    yield from _about_rules(survey, asker)
    edge = next((edge for entity in survey.kb.knowledge.entities.values() for edge in entity.edges), None)
    if edge is not None:
        yield from _about_edge(edge, survey, asker)
    yield from _about_values(survey, asker)
    yield from _about_kinds(survey, asker)
    yield f"what changed since {survey.day.year - 5}?"
    yield "which rules are in force since 2020?"
    yield "MATCH (r:rule)-[:cites]->(s:source) RETURN s.name, count(r) AS rules ORDER BY rules DESC LIMIT 5"


def _about_rules(survey: Survey, asker: Asker) -> Iterator[str]:
    english, chinese = asker.wording("en"), asker.wording("zh")
    rules = [
        rule
        for rule in survey.kb.knowledge.rules.values()
        if rule.scope.get("object") and rule.grounds.valid.holds(survey.day)
    ]
    for effect in ("forbid", "require"):
        rule = next((rule for rule in rules if rule.effect == effect), None)
        if rule is None:
            continue
        fillers = {"object": rule.scope["object"][0]}
        thing, done, act = english.name(fillers["object"]), english.form(rule.action, 1), english.form(rule.action, 0)
        yield english.may(rule.action, fillers, survey.day)
        yield f"why can {thing} be {done}?"
        yield f"what do I need to {act} {thing}?"
        yield f"how do I {act} {thing}?"
        yield f"what happens if {thing} is {done}?"
        yield f"which rules apply to {thing}?"
        yield f"which {_noun(survey, survey.base.vocabulary.kind(fillers['object']) or 'rule')} can be {done}?"
        yield f"can {thing} be {done} as of {survey.day.year - 5}?"
        yield f"pattern which {_noun(survey, survey.base.vocabulary.kind(fillers['object']) or 'rule')} can be {done}?"
        if chinese.has(rule.action, {}):
            yield chinese.may(rule.action, fillers, survey.day)
            yield "为什么" + chinese.may(rule.action, fillers, survey.day)


def _about_edge(edge: Edge, survey: Survey, asker: Asker) -> Iterator[str]:
    english, chinese = asker.wording("en"), asker.wording("zh")
    phrases = survey.kb.schema.relations[edge.relation].phrases
    kind = survey.kb.knowledge.entities[edge.source].kind
    for words in phrases.get("en", ())[:1]:
        yield f"which {_noun(survey, kind)} {words} {english.name(edge.target)}?"
        yield f"does {english.name(edge.source)} {words} {english.name(edge.target)}?"
    for words in phrases.get("zh", ())[:1]:
        yield f"哪些{survey.namer('zh').pick(survey.kb.schema.kinds[kind].names)}{words}{chinese.name(edge.target)}？"


def _about_values(survey: Survey, asker: Asker) -> Iterator[str]:
    seen: set[str] = set()
    for entity in survey.kb.knowledge.entities.values():
        for attribute in entity.attributes:
            declared = survey.kb.schema.kinds[entity.kind].attributes[attribute]
            for language in ("en", "zh"):
                words = declared.phrases.get(language, ())
                if words and language not in seen:
                    seen.add(language)
                    yield words[0].replace("{}", asker.wording(language).name(entity.id)) + "?"


def _about_kinds(survey: Survey, asker: Asker) -> Iterator[str]:
    english, chinese = asker.wording("en"), asker.wording("zh")
    child = next((entity for entity in survey.kb.knowledge.entities.values() if entity.parents), None)
    if child is not None:
        parent = child.parents[0].parent
        yield f"what is {english.name(child.id)}?"
        yield f"{chinese.name(child.id)}是什么？"
        yield f"is {english.name(child.id)} under {english.name(parent)}?"
        yield f"how many {_noun(survey, child.kind)} are under {english.name(parent)}?"
        yield f"compare {english.name(child.id)} and {english.name(parent)}"


def _noun(survey: Survey, kind: str) -> str:
    declared = survey.kb.schema.kinds.get(kind)
    return declared.plural if declared is not None else f"{kind}s"


def _verbs(survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    for action in survey.kb.schema.actions.values():
        words = [", ".join(action.forms.get(spoken, ())) for spoken in ("en", "zh")]
        rows.append(((linked(action.id, survey, namer),), (words[0],), (words[1],)))
    return (Table(say(language, "actions"), (say(language, "action"), "English", "中文"), tuple(rows)),) if rows else ()


def _relations(survey: Survey, language: str) -> tuple[Block, ...]:
    rows: list[tuple[Rich, ...]] = []
    for relation in survey.kb.schema.relations.values():
        cells = [
            ", ".join((*relation.phrases.get(spoken, ()), *relation.inverse.get(spoken, ()))) for spoken in ("en", "zh")
        ]
        rows.append(((Code(relation.id),), (cells[0],), (cells[1],)))
    return (
        (Table(say(language, "relations"), (say(language, "relation"), "English", "中文"), tuple(rows)),)
        if rows
        else ()
    )


def _attributes(survey: Survey, language: str) -> tuple[Block, ...]:
    namer = survey.namer(language)
    rows: dict[str, tuple[Rich, ...]] = {}
    schema = survey.kb.schema
    declared = [kind.attributes for kind in schema.kinds.values()]
    declared += [relation.attributes for relation in schema.relations.values()]
    for attributes in declared:
        for attribute in attributes.values():
            words = [phrase for spoken in ("en", "zh") for phrase in attribute.phrases.get(spoken, ())]
            rows.setdefault(
                attribute.id, ((namer.attribute(attribute.id),), (Code(str(attribute.type)),), (" · ".join(words),))
            )
    columns = (say(language, "name"), say(language, "type"), say(language, "asked_as"))
    return (Table(say(language, "attributes"), columns, tuple(rows.values())),) if rows else ()


# --- the grammar --------------------------------------------------------------------------------------------------


def grammar_page(language: str) -> Page:
    """The grammar as the engine reads it, file by file, keywords in a table."""
    sections = []
    for name in GRAMMARS:
        path = folder("grammar") / f"{name}.lark"
        if path.is_file():
            sections.append(Section(name, f"{name}.lark", tuple(_grammar(path.read_text("utf-8"), name, language))))
    return Page("language", language, "reference", say(language, "language"), (), present(sections))


def _grammar(text: str, name: str, language: str) -> Iterator[Block]:
    head, body = _split(text)
    if head:
        yield Para((head,))
    keywords: list[tuple[Rich, ...]] = []
    title, lines = name, list[str]()
    for line in body:
        heading, keyword = _HEADING.match(line), _KEYWORDS.match(line)
        if heading:
            yield from _part(title, lines)
            title, lines = heading[1], []
        elif keyword and "/" not in keyword[2].replace("//", ""):
            words = re.findall(r'"([^"]+)"', keyword[2])
            keywords.append(((Code(keyword[1]),), (" · ".join(words),)))
        else:
            lines.append(line)
    yield from _part(title, lines)
    if keywords:
        yield Table(
            f"{name}: {say(language, 'forms')}", (say(language, "name"), say(language, "forms")), tuple(keywords)
        )


def _split(text: str) -> tuple[str, list[str]]:
    """The comment at the top as one paragraph, and the rest."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if not line.startswith("//")), 0)
    return " ".join(line.removeprefix("//").strip() for line in lines[:at]), lines[at:]


def _part(title: str, lines: Sequence[str]) -> Iterator[Block]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Listing(re.sub(r"\n{3,}", "\n\n", text), "lark", title)


# --- codes, health, playground ------------------------------------------------------------------------------------


def codes_page(language: str) -> Page:
    """Every trouble code with what it means; each has an anchor of its own."""
    sections = tuple(Section(code, code, (Para((text,)),)) for code, text in sorted(CODES.items()))
    return Page("codes", language, "reference", say(language, "codes"), (), sections, (), None, "", {"codes": CODES})


def health_page(health: Health, survey: Survey, language: str) -> Page:
    """The score, each check, and what is missing."""
    namer = survey.namer(language)
    rows: list[tuple[Rich, ...]] = []
    lists: list[Section] = []
    for check in CHECKS:
        missing = health.missing(check)
        rows.append(
            ((say(language, f"check_{check}"),), (f"{len(health.rules) - len(missing)} / {len(health.rules)}",))
        )
        if missing:
            table = Table(
                say(language, f"check_{check}"),
                (say(language, "rule"),),
                tuple(((linked(id, survey, namer),),) for id in missing[:400]),
            )
            lists.append(Section(check, f"{say(language, 'missing')}: {say(language, f'check_{check}')}", (table,)))
    head = Section(
        "score",
        say(language, "score"),
        (
            Facts(
                ((say(language, "score"), (f"{health.score} %",)), (say(language, "rules"), (str(len(health.rules)),)))
            ),
            Table(say(language, "check"), (say(language, "check"), say(language, "passed")), tuple(rows)),
        ),
    )
    failing = Section("failing", say(language, "failing"), tuple(Para((text,)) for text in health.failing))
    blocks = present((head, failing, *lists))
    return Page("health", language, "overview", say(language, "health"), (), blocks, (), None, "", health.to_dict())


def playground_page(survey: Survey, language: str) -> Page:
    """The engine itself; without scripts, questions that have been answered already."""
    shown = [one for one in survey.tried if one.answers and not one.wrong][:8]
    done = tuple(asked(one.answers[language], survey, language) for one in shown)
    play = Playground(tuple(one.question for one in done))
    sections = (Section("answered", say(language, "questions"), (Para((Faint(say(language, "ask_without")),)), *done)),)
    lead = (say(language, "ask_lead"),)
    return Page("playground", language, "playground", say(language, "playground"), lead, (play, *present(sections)))
