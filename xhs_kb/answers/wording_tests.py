"""Tests of a plan in words, for saying which of them nothing passed."""

from __future__ import annotations

from typing import assert_never

from ..engine.plan import (
    AboutTest,
    AllTest,
    AnyTest,
    AttributeTest,
    BelowTest,
    DateTest,
    EdgeTest,
    NeedTest,
    NotTest,
    Test,
    VerdictTest,
)
from .naming import Namer
from .phrasing import listed, say, word

_ADVISED = {"against": "discouraged", "for": "recommended"}


def test_text(test: Test, namer: Namer) -> str:
    """A test as it could be said after `which …`."""
    language = namer.language
    match test:
        case EdgeTest(relation, things, inverse):
            names = listed(language, namer.names(things), 3, "and")
            key = "test_inverse" if inverse else "test_edge"
            return say(language, key, relation=namer.relation(relation), things=names)
        case VerdictTest(action, _, _, yes):
            done = namer.name(action)
            if {"allowed", "conditional"} <= {*yes}:
                forms = namer.base.knowledge.schema.actions[action].forms.get(language, (done,))
                return say(language, "test_can", action=forms[1] if len(forms) > 1 else forms[0])
            words = [word(language, _ADVISED.get(w, w)) for w in yes]
            return say(language, "test_judged", action=done, words=listed(language, words))
        case NeedTest(thing):
            return say(language, "test_need", thing=namer.name(thing))
        case BelowTest(thing):
            return say(language, "test_below", thing=namer.name(thing))
        case AboutTest(thing):
            return say(language, "test_about", thing=namer.name(thing))
        case AttributeTest(attribute, operator, value):
            if operator is None or value is None:
                return say(language, "test_recorded", attribute=namer.attribute(attribute))
            shown = namer.value(value)
            return say(language, "test_attribute", attribute=namer.attribute(attribute), operator=operator, value=shown)
        case DateTest(what, start, end):
            verb = "test_began" if what == "began" else "test_ceased"
            if start is None or end is None:
                verb = f"{verb}_{'until' if start is None else 'since'}"
            return say(language, verb, start=start or "", end=end or "")
        case NotTest(operand):
            return say(language, "test_not", test=test_text(operand, namer))
        case AllTest(operands) | AnyTest(operands):
            between = "and" if isinstance(test, AllTest) else "or"
            return listed(language, [test_text(operand, namer) for operand in operands], 4, between)
        case _:
            assert_never(test)
