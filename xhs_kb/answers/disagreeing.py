"""Where sources differ on a day: whether the answer would be another one by the other account (spec: data §2)."""

from __future__ import annotations

from ..engine.base import Base
from ..engine.limits import Limits
from ..engine.results import (
    ChangesResult,
    ConsequencesResult,
    ProcedureResult,
    RequirementsResult,
    Result,
    RowsResult,
    TruthResult,
    ValueResult,
    VerdictResult,
)
from ..engine.run import run
from ..ground.trouble import XhsKbError
from .answer import Warning
from .naming import Namer
from .phrasing import listed, say, word


def disagreements(base: Base, result: Result, limits: Limits, language: str) -> tuple[Warning, ...]:
    """A warning for each disputed record whose other days would give another answer."""
    setting = result.plan.setting
    found = []
    for account in base.accounts(setting.day, setting.voice):
        key, dispute = account.key, account.dispute
        if not _may_matter(base, result, key):
            continue
        try:
            would_be = essence(run(result.plan, base, limits, account.world, everything=False))
        except XhsKbError as error:
            if error.code == "limit":
                raise
            would_be = (error.code,)
        if would_be != essence(result):
            namer = Namer(base, setting.day, language)
            record = key.split(":")[1] if ":" in key else key
            text = listed(language, [word(language, part) for part in would_be] or ["-"], 4)
            message = say(language, "sources-disagree", what=namer.name(record), other=text)
            found.append(Warning("sources-disagree", message, (record, *map(str, dispute.citations))))
    return tuple(found)


def _may_matter(base: Base, result: Result, key: str) -> bool:
    """Whether a record may bear on a result: a rule of another action, or about other things, bears on no verdict."""
    rule = base.book.rules.get(key)
    if rule is None or not isinstance(result, VerdictResult | ProcedureResult | RequirementsResult):
        return not isinstance(result, ChangesResult)
    case = result.judgement.case
    if rule.rule.action not in base.knowledge.schema.actions_above(case.action):
        return False
    filled = ((case.fillers.get(role), tops) for role, tops in rule.rule.scope.items())
    return all(filler is None or any(case.world.is_below(filler, top) for top in tops) for filler, tops in filled)


def essence(result: Result) -> tuple[str, ...]:
    """What would make an answer another one."""
    match result:
        case VerdictResult(_, judgement) | ProcedureResult(_, judgement) | RequirementsResult(_, judgement):
            return judgement.permission, judgement.advice
        case TruthResult(_, tested):
            return ({True: "yes", False: "no", None: "not stated"}[tested.truth],)
        case RowsResult():
            return tuple(row.id for row in result.rows)
        case ValueResult():
            return tuple(repr(said.value) for said in result.said[:1])
        case ConsequencesResult():
            return tuple(rule.id for rule in result.rules)
        case ChangesResult():
            return ()
    return ()
