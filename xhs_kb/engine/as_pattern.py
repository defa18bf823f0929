"""The pattern that a plan stands for: run as text on the same day, it gives the same rows (spec: language §1, 3).

Patterns see edges as written, so what a question inherits along is_a is spelled out. What no edge can say (verdicts,
cards, changes) is asked of the functions that `functions_for` of the pattern room brings along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from ..ground.values import Value, write
from ..language.questions import Fact
from .base import Base
from .plan import (
    AboutTest,
    AllTest,
    AnyTest,
    AttributeTest,
    BelowTest,
    CardPlan,
    ChangesPlan,
    ConsequencesPlan,
    DateTest,
    EdgeTest,
    EdgeValuePlan,
    JudgePlan,
    NeedTest,
    NotTest,
    Plan,
    ProcedurePlan,
    RequirementsPlan,
    SelectPlan,
    Setting,
    Test,
    TestPlan,
    ValuePlan,
    VerdictTest,
)

_PLAIN = ("bool", "integer", "number", "text", "choice")


def pattern_of(plan: Plan, base: Base) -> str:
    """The text of a pattern that gives the rows of a plan."""
    writer = _Writer(plan.setting, base)
    match plan:
        case JudgePlan(_, action, fillers):
            verdict = writer.verdict(action, {role: quoted(id) for role, id in fillers.items()})
            return f"WITH {verdict} AS v RETURN v.permission AS permission, v.advice AS advice"
        case TestPlan(_, subject, test):
            return f"MATCH (x {{id: {quoted(subject)}}}) RETURN {writer.test(test, exact=True)} AS value"
        case SelectPlan():
            return writer.select(plan)
        case ValuePlan(_, subject, attribute):
            said = writer.call("readings", quoted(subject), quoted(attribute))
            return f"UNWIND {said} AS r RETURN r.value AS value, r.at AS at, r.source AS source"
        case EdgeValuePlan():
            ends = (text(plan.source), text(plan.target), text(plan.kind))
            said = writer.call("edge_readings", quoted(plan.relation), quoted(plan.attribute), *ends)
            return f"UNWIND {said} AS r RETURN r.record AS record, r.value AS value, r.source AS source"
        case CardPlan(_, subjects, kind):
            columns = [kind] if kind is not None else list(subjects)
            shown = ", ".join(f"c[{place + 1}] AS {name(str(id))}" for place, id in enumerate(columns))
            cards = writer.call("cards", listed(subjects), text(kind))
            return f"UNWIND {cards} AS c RETURN c[0] AS attribute, {shown}"
        case RequirementsPlan(_, action, fillers):
            verdict = writer.verdict(action, {role: quoted(id) for role, id in fillers.items()})
            return f"UNWIND {verdict}.requirements AS r RETURN r.rule AS rule, r.residual AS residual"
        case ProcedurePlan(_, action, fillers):
            steps = writer.call("steps", quoted(action), mapping({role: quoted(id) for role, id in fillers.items()}))
            return f"UNWIND {steps} AS step RETURN step"
        case ConsequencesPlan():
            return writer.consequences(plan)
        case ChangesPlan(_, start, end, about):
            days = (text(None if start is None else str(start)), text(str(end or plan.setting.day)))
            changes = writer.call("changes", *days, text(about))
            return f"UNWIND {changes} AS c RETURN c.record AS record, c.what AS what, c.day AS day"
        case _:
            assert_never(plan)


class _Writer:
    def __init__(self, setting: Setting, base: Base) -> None:
        self.setting, self.base = setting, base

    def call(self, function: str, *arguments: str) -> str:
        voice = self.setting.voice
        extra = [mapping({"according_to": quoted(voice[1])})] if voice is not None else []
        return f"{function}({', '.join([*arguments, *extra])})"

    def options(self) -> dict[str, str]:
        found = {"given": facts(self.setting.facts)} if self.setting.facts else {}
        if self.setting.voice is not None:
            found["according_to"] = quoted(self.setting.voice[1])
        return found

    def verdict(self, action: str, fillers: Mapping[str, str]) -> str:
        options = self.options()
        extra = f", {mapping(options)}" if options else ""
        return f"verdict({quoted(action)}, {mapping(fillers)}{extra})"

    def select(self, plan: SelectPlan) -> str:
        kinds = plan.kinds
        label = f":{name(kinds[0])}" if len(kinds) == 1 else ""
        tests = [] if label else ["(" + " OR ".join(f"x:{name(kind)}" for kind in kinds) + ")"]
        tests += [] if plan.test is None else [self.test(plan.test)]
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        column = name(kinds[0] if len(kinds) == 1 else "record")
        return f"MATCH (x{label}){where} RETURN x AS {column} ORDER BY x.id"

    def consequences(self, plan: ConsequencesPlan) -> str:
        if plan.action is not None:
            verdict = self.verdict(plan.action, {role: quoted(id) for role, id in plan.fillers.items()})
            return f"UNWIND {verdict}.consequences AS r RETURN r.rule AS rule, r.consequence AS consequence"
        found = self.call("consequences", text(plan.subject))
        return f"UNWIND {found} AS r RETURN r.rule AS rule, r.consequence AS consequence"

    # --- tests ----------------------------------------------------------------------------------------------------

    def test(self, test: Test, *, exact: bool = False) -> str:
        """A test of `x`; with `exact` false is told from unknown, as it must be under a negation."""
        match test:
            case EdgeTest():
                return " AND ".join(self.edge(test, thing) for thing in test.things)
            case VerdictTest():
                return self.judged(test, exact)
            case NeedTest(thing):
                return self.call("needs", "x.id", quoted(thing))
            case AboutTest(thing):
                return self.call("concerns", "x.id", quoted(thing))
            case BelowTest(thing):
                return f"EXISTS {{ (x)-[:is_a*1..]->({{id: {quoted(thing)}}}) }}"
            case AttributeTest():
                return self.attribute(test)
            case DateTest():
                return self.dated(test)
            case NotTest(operand):
                return f"NOT ({self.test(operand, exact=True)})"
            case AllTest(operands):
                return "(" + " AND ".join(self.test(operand, exact=exact) for operand in operands) + ")"
            case AnyTest(operands):
                return "(" + " OR ".join(self.test(operand, exact=exact) for operand in operands) + ")"
            case _:
                assert_never(test)

    def edge(self, test: EdgeTest, thing: str) -> str:
        relation = self.base.knowledge.schema.relations[test.relation]
        if self.setting.voice is not None:
            ends = (quoted(thing), "x.id") if test.inverse else ("x.id", quoted(thing))
            return self.call("related", ends[0], quoted(test.relation), ends[1])
        here, there = "(x)", f"({{id: {quoted(thing)}}})"
        source, target = (there, here) if test.inverse else (here, there)
        start = f"{source}-[:is_a*0..]->()" if relation.inherit in ("subject", "both") else source
        end = f"()<-[:is_a*0..]-{target}" if relation.inherit in ("object", "both") else target
        return f"EXISTS {{ {start}-[:{name(test.relation)}]->{end} }}"

    def judged(self, test: VerdictTest, exact: bool) -> str:
        fillers = {role: quoted(id) for role, id in (*self.setting.fillers, *test.fillers)} | {test.role: "x.id"}
        of_advice = any(word in ("against", "for") for word in test.yes)
        word = f"{self.verdict(test.action, fillers)}.{'advice' if of_advice else 'permission'}"
        inside = f"{word} IN {listed(test.yes)}"
        if not exact:
            return inside
        apart = f"WHEN {word} IN {listed(test.apart)} THEN null " if test.apart else ""
        return f"CASE {apart}WHEN {inside} THEN true ELSE false END"

    def attribute(self, test: AttributeTest) -> str:
        declared = self.base.vocabulary.attribute(test.attribute)
        simple = declared is not None and declared.type.base in _PLAIN and self.setting.voice is None
        if simple and isinstance(test.value, bool | int | float | str) and test.operator in ("=", "<", "<=", ">", ">="):
            return f"x.{name(test.attribute)} {test.operator} {literal(test.value)}"
        value = "null" if test.value is None else quoted(write(test.value))
        return self.call("compares", "x.id", quoted(test.attribute), text(test.operator), value)

    def dated(self, test: DateTest) -> str:
        key = "x.valid_from" if test.what == "began" else "x.valid_until"
        bounds = [f"{key} >= {quoted(str(test.start))}"] if test.start is not None else []
        bounds += [f"{key} <= {quoted(str(test.end))}"] if test.end is not None else []
        known = " AND ".join(bounds) or f"{key} IS NOT NULL"
        return f"coalesce({known}, false)"


# --- text -------------------------------------------------------------------------------------------------------


def quoted(value: str) -> str:
    """A text as a pattern writes it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def text(value: str | None) -> str:
    """A text or null."""
    return "null" if value is None else quoted(value)


def literal(value: bool | int | float | str) -> str:
    """A plain value as a pattern writes it."""
    return quoted(value) if isinstance(value, str) else write(value)


def name(value: str) -> str:
    """A label, a type or a column, in backticks where it is no plain word."""
    return value if value.isidentifier() and value.isascii() else "`" + value.replace("`", "``") + "`"


def listed(values: Sequence[str]) -> str:
    """A list of texts."""
    return "[" + ", ".join(quoted(value) for value in values) + "]"


def mapping(entries: Mapping[str, str]) -> str:
    """A map of texts that are already written."""
    return "{" + ", ".join(f"{name(key)}: {value}" for key, value in entries.items()) + "}"


def facts(said: Sequence[Fact]) -> str:
    """Facts as `given` takes them."""
    grouped: dict[str, list[str]] = {}
    for fact in said:
        grouped.setdefault(fact.about, []).append(quoted(_fact(fact)))
    return mapping({key: found[0] if len(found) == 1 else f"[{', '.join(found)}]" for key, found in grouped.items()})


def _fact(fact: Fact) -> str:
    value: Value = fact.value  # type: ignore[assignment]
    if fact.operator == "=":
        return write(value)
    return f"{fact.operator} {write(value)}"
