"""How to ask: every form of question with its answer, then the words of the knowledge base."""

from __future__ import annotations

import re

from ....answers.answer import Answer
from ..asking import Asker
from ..blocks import Asked, Block, Code, Para, Rich, Section, Table, present
from ..site import Page
from ..survey import Survey
from ..words import say
from .answers import asked
from .forms import forms
from .parts import linked

_HAN = re.compile("[\u4e00-\u9fff]")


def asking_page(survey: Survey, asker: Asker, language: str) -> Page:
    """Every form of question, with an example in words of the knowledge base and its answer; then its vocabulary."""
    groups = {group: _answered(texts, survey, asker, language) for group, texts in forms(survey, asker).items()}
    sections = (
        *(
            Section(group, say(language, f"form_{group}"), _group(group, found, survey, language))
            for group, found in groups.items()
        ),
        Section("verbs", say(language, "actions"), _verbs(survey, language)),
        Section("relations", say(language, "relations"), _relations(survey, language)),
        Section("attributes", say(language, "attributes"), _attributes(survey, language)),
    )
    data = {"answers": {group: [one.to_dict() for one in found] for group, found in groups.items()}}
    lead: Rich = (say(language, "asking_lead"),)
    title = say(language, "asking")
    return Page("asking", language, "reference", title, lead, present(sections), (), None, "", data)


def _answered(texts: tuple[str, ...], survey: Survey, asker: Asker, language: str) -> list[Answer]:
    """The answers to those that can be asked, in the language of the page unless the question wants another one."""
    told = ((text, asker.ask(text, survey.day)) for text in texts)
    found = [(one.answers, _wanted(text, survey) or language) for text, one in told if one is not None]
    worded = [answers.get(tongue) or answers[language] for answers, tongue in found]
    return list({answer.question: answer for answer in worded}.values())


def _wanted(text: str, survey: Survey) -> str | None:
    """The language that a question asks for, or that only it is in."""
    tails = getattr(survey.kb.prepare(text).question, "tails", None)
    said: str | None = getattr(tails, "language", None)
    return said or ("zh" if _HAN.search(text) else None)


def _group(group: str, found: list[Answer], survey: Survey, language: str) -> tuple[Block, ...]:
    if not found:
        return ()
    about = Para((say(language, f"about_{group}"),))
    own = sorted(found, key=lambda one: bool(_HAN.search(one.question)) is (language != "zh"))
    return (about, *(_brief(asked(one, survey, language)) for one in own))


def _brief(shown: Asked) -> Asked:
    """Without what lies behind the answer: here the question is what matters."""
    return Asked(shown.question, shown.permission, shown.summary, (), shown.ask)


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
