"""Questions within a session: asked with its day and its assumptions, explained by `why`, settled by `needs`."""

from __future__ import annotations

from ...answers.answer import Answer, Need, Warning
from ...ground.frozen import replace
from ...ground.trouble import Trouble, XhsKbError
from ..labels import label
from ..pattern_door import is_pattern
from ..replies import read_reply
from .session import Answered, Interview, Last, Output, Said, Session, Told, given_of, said

_MOST_TRIED = 8
_DECIDING = ("violated", "open", "met", "set_aside")
_RESTS = {
    "en": "this rests on what the session assumes: {facts}",
    "zh": "此答案以本次会话的假设为前提：{facts}",
}
_STOP = ("stop", "enough", "停", "停止")


def ask(session: Session, question: str) -> tuple[Session, Output]:
    """The answer to a question, which says on which assumptions of the session it rests."""
    answer = _answer(session, question, session.world.assumed, session.world.as_of)
    return _answered(session, question, answer, session.world.assumed, session.world.as_of)


def why(session: Session, text: str) -> tuple[Session, Output]:
    """Explains the last answer, with the day and the facts that it was given with."""
    last = _last(session)
    if is_pattern(last.question):
        raise XhsKbError(Trouble("syntax", "the last statement was a pattern; `why` explains questions",
                                 help="write EXPLAIN before a pattern to see the steps of its plan"))  # fmt: skip
    question = last.question if last.answer.explained else f"why {last.question}"
    answer = _answer(session, question, last.facts, last.as_of)
    return session, _shown(session, answer, rests_on(session, question, answer, last.facts, last.as_of))


def needs(session: Session, text: str) -> tuple[Session, Output]:
    """Asks for what the last answer still needs, one after another."""
    last = _last(session)
    if not last.answer.needs:
        return session, said("nothing more need be said: " + last.answer.summary)
    waiting = Interview(last.question, last.answer.needs[0], last.as_of)
    told = last.facts if last.facts != session.world.assumed else ()
    return _next(replace(session, interview=replace(waiting, told=told)), last.answer)


def reply(session: Session, text: str) -> tuple[Session, Output]:
    """A reply to the need that waits: a value, a bound, nothing (passed over), or `stop`."""
    waiting = session.interview
    assert waiting is not None
    if text.casefold() in _STOP:
        return replace(session, interview=None), said("stopped; the replies so far do not count")
    if not text:
        waiting = replace(waiting, passed=waiting.passed | {waiting.need.name})
    else:
        found = read_reply(text, waiting.need.type)
        bounds = found if isinstance(found, list) else [found]
        waiting = replace(waiting, told=(*waiting.told, *(Told(waiting.need.name, bound) for bound in bounds)))
    facts = _facts(session, waiting)
    answer = _answer(session, waiting.question, facts, waiting.as_of)
    return _next(replace(session, interview=waiting), answer)


def _next(session: Session, answer: Answer) -> tuple[Session, Output]:
    """The next need that was not passed over, else the answer."""
    waiting = session.interview
    assert waiting is not None
    left = next((need for need in answer.needs if need.name not in waiting.passed), None)
    if left is None:
        facts = _facts(session, waiting)
        return _answered(replace(session, interview=None), waiting.question, answer, facts, waiting.as_of)
    return replace(session, interview=replace(waiting, need=left)), _question(answer, left)


def _facts(session: Session, waiting: Interview) -> tuple[Told, ...]:
    """What is assumed, without what a reply says better, and the replies."""
    about = {fact.about for fact in waiting.told}
    return (*(fact for fact in session.world.assumed if fact.about not in about), *waiting.told)


def _question(answer: Answer, need: Need) -> Output:
    lines = [f"{need.ask} ({need.type})"]
    for lead in need.leads_to:
        permission = label(answer.language, lead.permission)
        lines.append("  " + label(answer.language, "leads_to", reply=lead.reply, permission=permission))
    return Output((Said(answer.summary), Said("\n".join(lines), "open")))


def _last(session: Session) -> Last:
    if session.last is None:
        raise XhsKbError(Trouble("syntax", "nothing has been answered yet; ask a question first"))
    return session.last


def _answer(session: Session, question: str, facts: tuple[Told, ...], day: str | None) -> Answer:
    return session.kb.ask(question, as_of=day, given=given_of(facts), language=session.language)


def _answered(session: Session, question: str, answer: Answer, facts: tuple[Told, ...], day: str | None
              ) -> tuple[Session, Output]:  # fmt: skip
    """The session with its last answer, and the answer with what it rests on."""
    rests = rests_on(session, question, answer, facts, day)
    after = replace(session, last=Last(question, answer, day, facts))
    return after, _shown(session, answer, rests)


def _shown(session: Session, answer: Answer, rests: tuple[Told, ...]) -> Output:
    if rests:
        text = _RESTS.get(answer.language, _RESTS["en"]).format(facts=", ".join(map(str, rests)))
        about = tuple(dict.fromkeys(fact.about for fact in rests))
        answer = replace(answer, warnings=(*answer.warnings, Warning("assumed", text, about)))
    return Output((Answered(answer, session.explain),))


def rests_on(session: Session, question: str, answer: Answer, facts: tuple[Told, ...], day: str | None
             ) -> tuple[Told, ...]:  # fmt: skip
    """The assumptions of the session without which the answer would be another; all where only together they matter."""
    assumed = tuple(fact for fact in facts if fact in session.world.assumed)
    others = tuple(fact for fact in facts if fact not in assumed)
    if not assumed or _same(session, question, answer, others, day):
        return ()
    if len(assumed) == 1 or len(assumed) > _MOST_TRIED:
        return assumed
    alone = tuple(fact for fact in assumed
                  if not _same(session, question, answer, tuple(f for f in facts if f != fact), day))  # fmt: skip
    return alone or assumed


def _same(session: Session, question: str, answer: Answer, facts: tuple[Told, ...], day: str | None) -> bool:
    try:
        return _gist(_answer(session, question, facts, day)) == _gist(answer)
    except XhsKbError:
        return False


def _gist(answer: Answer) -> tuple[object, ...]:
    """What an answer says: its result, what it still needs, and how the rules stand that decide."""
    rules = tuple((r.rule, r.status, r.residual) for r in answer.reasons if r.status in _DECIDING)
    return answer.permission, answer.advice, answer.figure, answer.table, answer.apart, answer.needs, rules
