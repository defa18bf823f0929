"""Every trouble code: what it means, what to do about it, and for those of questions how it looks when it is met."""

from __future__ import annotations

from collections.abc import Iterator

from ....ground.codes import CODES
from ....ground.excerpt import report
from ....ground.trouble import XhsKbError
from ..asking import Asker
from ..blocks import Block, Faint, Listing, Para, Section
from ..remedies import meaning, remedy
from ..site import Page
from ..survey import Survey
from ..words import say
from .faults import faults
from .parts import marked


def codes_page(survey: Survey, asker: Asker, language: str) -> Page:
    """All codes in alphabetical order; each has an anchor of its own."""
    met = dict(_met(survey, asker))
    sections = tuple(Section(code, code, _code(code, met.get(code), language)) for code in sorted(CODES))
    data = {"codes": {code: {"meaning": meaning(code, language), "remedy": remedy(code, language)} for code in CODES}}
    lead = (say(language, "codes_lead"),)
    return Page("codes", language, "reference", say(language, "codes"), lead, sections, (), None, "", data)


def _code(code: str, met: tuple[str, str] | None, language: str) -> tuple[Block, ...]:
    what = Para(marked(meaning(code, language)))
    todo = Para((Faint(say(language, "remedy") + " "), *marked(remedy(code, language))))
    return (what, todo, *((Listing(met[1], "text", met[0]),) if met is not None else ()))


def _met(survey: Survey, asker: Asker) -> Iterator[tuple[str, tuple[str, str]]]:
    """The faulty questions that come to the trouble that is looked for, with what is said of them."""
    found: set[str] = set()
    for code, text in faults(survey, asker):
        try:
            survey.kb.ask(text, as_of=survey.day)
        except XhsKbError as error:
            if error.code == code and code not in found:
                found.add(code)
                yield code, (text, report(error.trouble))
