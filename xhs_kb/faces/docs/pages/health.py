"""How complete the knowledge base is: the score, each check, and what is missing."""

from __future__ import annotations

from ..blocks import Facts, Para, Rich, Section, Table, present
from ..health import CHECKS, Health
from ..site import Page
from ..survey import Survey
from ..words import say
from .parts import linked


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
    return Page(
        "health", language, "overview", say(language, "health"), (), blocks, (), None, "", {"health": health.to_dict()}
    )
