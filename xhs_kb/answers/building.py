"""From the record of a run to the answer: tables, reasons, citations and warnings, the wording last.

Longer than most: one builder for every kind of result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, assert_never

from ..engine.base import Base, Speaker
from ..engine.results import (
    CardResult,
    ChangesResult,
    ConsequencesResult,
    Evidence,
    ProcedureResult,
    RequirementsResult,
    Result,
    RowsResult,
    TruthResult,
    ValueResult,
    VerdictResult,
)
from ..engine.run import candidates
from ..engine.testing import grounds_of
from ..engine.verdicts.judgement import Considered, Judgement
from ..ground.frozen import dataclass, replace
from ..ground.values import EntityRef, Money, Percent, Quantity, Value
from ..model.records import Citation, Grounds
from .answer import Answer, Figure, Item, Reason, Warning
from .cards import card_rows, kind_rows
from .citing import sourced
from .explaining import USUAL, needs_of, reason_of, reasons_for, reasons_of, written
from .naming import Namer
from .phrasing import listed, say, sentences, word
from .summarising import (
    changes_summary,
    consequences_summary,
    requirement_lines,
    rows_summary,
    truth_summary,
    value_summary,
    verdict_summary,
)


@dataclass(frozen=True)
class Builder:
    """Builds answers for one base in one setting. `everything` lists also the rules that do not bear on a verdict."""

    base: Base
    question: str
    everything: bool = False

    def answer(self, result: Result) -> Answer:
        """The answer that a result comes to."""
        setting = result.plan.setting
        namer = Namer(self.base, setting.day, setting.language)
        match result:
            case VerdictResult(_, judgement):
                answer = self._verdict(judgement, namer)
            case TruthResult():
                answer = self._truth(result, namer)
            case RowsResult():
                answer = self._rows(result, namer)
            case ValueResult():
                answer = self._value(result, namer)
            case CardResult():
                answer = self._cards(result, namer)
            case RequirementsResult():
                answer = self._requirements(result, namer)
            case ProcedureResult():
                answer = self._procedure(result, namer)
            case ConsequencesResult():
                answer = self._consequences(result, namer)
            case ChangesResult():
                answer = self._changes(result, namer)
            case _:
                assert_never(result)
        return self._spoken(answer, setting.voice, namer)

    def _spoken(self, answer: Answer, voice: tuple[str, str] | None, namer: Namer) -> Answer:
        if voice is None:
            return answer
        who = namer.name(voice[1]) if voice[0] == "source" else voice[1]
        said = say(namer.language, "according", who=who)
        return replace(answer, summary=sentences(namer.language, answer.summary, said))

    def _start(
        self, kind: str, summary: str, namer: Namer, grounds: Sequence[Grounds], judgement: Judgement | None = None,
        **more: Any,
    ) -> Answer:  # fmt: skip
        """An answer with what every one has, with what a judgement says, and with `more` of its fields."""
        header = self.base.knowledge.schema.header
        citations, warnings = sourced(grounds, namer)
        if judgement is not None:
            more |= self._judged(judgement, namer)
            warnings += self._notices(judgement, namer)
        return Answer(
            kind=kind,  # type: ignore[arg-type]
            question=self.question,
            as_of=str(namer.day),
            language=namer.language,
            summary=summary,
            citations=citations,
            warnings=warnings,
            kb={"id": header.id, "version": header.version, "hash": self.base.knowledge.hash},
            explained=self.everything,
            **more,
        )

    # --- verdicts -------------------------------------------------------------------------------------------------

    def _verdict(self, judgement: Judgement, namer: Namer) -> Answer:
        shown = judgement.considered if self.everything else judgement.by_status(*USUAL)
        table = {"columns": ("permission", "advice"), "table": ((judgement.permission, judgement.advice),)}
        grounds = self._grounds(shown, judgement)
        return self._start("verdict", verdict_summary(judgement, namer), namer, grounds, judgement, **table)

    def _judged(self, judgement: Judgement, namer: Namer) -> dict[str, Any]:
        return {
            "permission": judgement.permission,
            "advice": judgement.advice,
            "reasons": reasons_of(judgement, namer, everything=self.everything),
            "needs": needs_of(judgement, namer),
            "used": judgement.used,
        }

    def _grounds(self, considered: Iterable[Considered], judgement: Judgement) -> list[Grounds]:
        """What a verdict rests on: its rules, then the edges by which the things asked about fall under them."""
        items = list(considered)
        return [item.rule.rule.grounds for item in items] + [
            link.grounds
            for item in items
            for child, parent in zip(item.chain, item.chain[1:], strict=False)
            for link in getattr(self.base.knowledge.entities.get(child), "parents", ())
            if link.parent == parent
        ]

    def _notices(self, judgement: Judgement, namer: Namer) -> tuple[Warning, ...]:
        found = []
        for notice in judgement.notices:
            names = [namer.name(id) for id in notice.about]
            key = "conflict_warning" if notice.code == "conflict" else notice.code
            parts = {"one": names[0], "other": names[1]} if len(names) > 1 else {}
            message = say(namer.language, key, **parts) if key != "not-exact" else say(namer.language, key)
            found.append(Warning(notice.code, message, notice.about))
        return tuple(found)

    def _requirements(self, result: RequirementsResult, namer: Namer) -> Answer:
        lines = requirement_lines(result.rules, namer)
        text = say(namer.language, "requires", count=len(lines), items=listed(namer.language, lines, 4, "semicolon"))
        head = verdict_summary(result.judgement, namer) if result.judgement.permission == "forbidden" else ""
        summary = sentences(namer.language, head, text if lines else say(namer.language, "requires_nothing"))
        grounds = self._grounds(result.rules, result.judgement)
        rows = tuple(
            (namer.thing(i.rule.id), None if i.residual is None else written(i.residual, namer)) for i in result.rules
        )
        table = {"columns": ("rule", "residual"), "table": rows}
        return self._start("table", summary, namer, grounds, result.judgement, **table)

    def _procedure(self, result: ProcedureResult, namer: Namer) -> Answer:
        procedure, language = result.procedure, namer.language
        steps = [namer.text(step.do) for step in procedure.steps] if procedure is not None else []
        if procedure is None:
            head = say(language, "no_procedure")
        else:
            takes = "" if procedure.takes is None else say(language, "takes", takes=namer.value(procedure.takes))
            head = say(language, "procedure", steps=len(steps), takes=takes)
        summary = sentences(language, head, verdict_summary(result.judgement, namer))
        grounds = [procedure.grounds] if procedure is not None else []
        grounds += self._grounds(result.rules, result.judgement)
        figure = _figure(procedure.takes, None) if procedure is not None and procedure.takes is not None else None
        table = {"columns": ("step",), "table": tuple((step,) for step in steps), "figure": figure}
        return self._start("procedure", summary, namer, grounds, result.judgement, **table)

    def _consequences(self, result: ConsequencesResult, namer: Namer) -> Answer:
        grounds = [rule.rule.grounds for rule in result.rules]
        rows = tuple((namer.thing(rule.id), namer.text(rule.rule.consequence)) for rule in result.rules)
        table: dict[str, Any] = {"columns": ("rule", "consequence"), "table": rows}
        if result.judgement is None:
            table["reasons"] = reasons_for(result.rules, namer)
        return self._start("table", consequences_summary(result, namer), namer, grounds, result.judgement, **table)

    # --- facts ----------------------------------------------------------------------------------------------------

    def _truth(self, result: TruthResult, namer: Namer) -> Answer:
        tested = result.tested
        grounds = self._evidence_grounds(tested.evidence)
        table: dict[str, Any] = {"columns": ("value",), "table": ((tested.truth,),), "figure": Figure(tested.truth)}
        judgements = tested.evidence.judgements
        judgement = judgements[0] if len(judgements) == 1 else None
        if judgement is None:
            table["reasons"] = self._evidence_reasons([tested.evidence], namer)
        return self._start("yes_no", truth_summary(result, namer), namer, grounds, judgement, **table)

    def _evidence_grounds(self, evidence: Evidence) -> list[Grounds]:
        found = [edge.grounds for edge in evidence.edges] + [link.grounds for link in evidence.parents]
        found += [rule.rule.grounds for rule in evidence.rules] + [reading.grounds for reading in evidence.readings]
        for judgement in evidence.judgements:
            found += self._grounds(judgement.by_status("violated", "open", "met"), judgement)
        return found

    def _evidence_reasons(self, evidence: Iterable[Evidence], namer: Namer) -> tuple[Reason, ...]:
        rules: dict[str, Reason] = {}
        for one in evidence:
            for reason in reasons_for(one.rules, namer):
                rules.setdefault(reason.rule, reason)
            for judgement in one.judgements:
                for item in judgement.by_status("violated", "open", "met"):
                    if item.rule.id not in rules:
                        rules[item.rule.id] = reason_of(item, namer)
        return tuple(rules.values())

    def _rows(self, result: RowsResult, namer: Namer) -> Answer:
        shown = [row.evidence for row in (*result.rows, *(result.apart if self.everything else ()))]
        grounds = [ground for evidence in shown for ground in self._evidence_grounds(evidence)]
        if not grounds:
            grounds = [g for row in result.rows if (g := grounds_of(self.base, row.id)) is not None]
        answer = self._start("value" if result.count else "table", rows_summary(result, namer), namer, grounds)
        return replace(
            answer,
            columns=(result.kinds[0] if len(result.kinds) == 1 else "record",),
            table=tuple((namer.thing(row.id),) for row in result.rows),
            figure=Figure(len(result.rows)) if result.count else None,
            apart=tuple(namer.thing(row.id) for row in result.apart),
            reasons=self._evidence_reasons(shown, namer),
        )

    def _value(self, result: ValueResult, namer: Namer) -> Answer:
        grounds = [said.by.grounds for said in result.said]
        answer = self._start("value", value_summary(result, namer), namer, grounds)
        rows = tuple(
            (_item(said.value, namer), said.at, _source_id(said.by.grounds.citations))
            if said.about is None
            else (namer.thing(said.about), _item(said.value, namer), _source_id(said.by.grounds.citations))
            for said in result.said
        )
        about = bool(result.said) and result.said[0].about is not None
        first = result.said[0] if result.said else None
        return replace(
            answer,
            figure=None if first is None else _figure(_item(first.value, namer), first.at),
            columns=("record", "value", "source") if about else ("value", "at", "source"),
            table=rows,
        )

    # --- cards and changes ----------------------------------------------------------------------------------------

    def _cards(self, result: CardResult, namer: Namer) -> Answer:
        columns, rows = cards_of(self.base, namer, result.subjects, result.kind, result.plan.setting.voice)
        grounds = [g for id in columns[1:] if (g := grounds_of(self.base, id)) is not None]
        kind = "comparison" if len(columns) > 2 else "card"
        answer = self._start(kind, _card_summary(columns[1:], rows, namer), namer, grounds)
        return replace(answer, columns=columns, table=rows)

    def _changes(self, result: ChangesResult, namer: Namer) -> Answer:
        grounds = [g for c in result.changes if isinstance(g := getattr(c.by, "grounds", None), Grounds)]
        answer = self._start("changes", changes_summary(result, namer), namer, grounds)
        rows = tuple((namer.thing(c.record), c.what, str(c.day)) for c in result.changes)
        return replace(answer, columns=("record", "what", "day"), table=rows)


def cards_of(
    base: Base, namer: Namer, subjects: tuple[str, ...], kind: str | None = None, voice: Speaker | None = None
) -> tuple[tuple[str, ...], tuple[tuple[Item, ...], ...]]:
    """Columns and rows of cards: the attribute, then a column for each record (or for the kind)."""
    world = base.world(namer.day, voice)
    if kind is not None:
        count = len(candidates(base, world, (kind,)))
        cards = {kind: dict(kind_rows(base.knowledge.schema.kinds[kind], count, namer))}
    else:
        cards = {id: dict(card_rows(id, world, namer)) for id in subjects}
    keys = list(dict.fromkeys(key for card in cards.values() for key in card))
    return ("attribute", *cards), tuple((key, *(card.get(key) for card in cards.values())) for key in keys)


def _card_summary(ids: Sequence[str], rows: Sequence[tuple[Item, ...]], namer: Namer) -> str:
    language = namer.language
    if len(ids) == 1:
        card = {str(row[0]): row[1] for row in rows}
        count = say(language, "describes_kind", count=card["count"]) if "count" in card else ""
        kind, summary = namer.name(str(card.get("kind", ""))), str(card.get("summary") or count)
        return say(language, "card", name=namer.name(ids[0]), kind=kind, summary=summary).strip()
    names = listed(language, [namer.name(id) for id in ids], 4)
    differing = [str(key) for key, *cells in rows if len({repr(cell) for cell in cells}) > 1]
    other = [word(language, key) for key in differing if key not in ("summary", "names", "sources")]
    if not other:
        return say(language, "compare_same", names=names)
    return say(language, "compare", names=names, attributes=listed(language, other))


def _item(value: Value, namer: Namer) -> Item:
    return namer.thing(value.id) if isinstance(value, EntityRef) else value


def _figure(value: Item, at: str | None) -> Figure:
    match value:
        case Money():
            return Figure(value, value.currency, at)
        case Quantity():
            return Figure(value, value.unit, at)
        case Percent():
            return Figure(value, "%", at)
    return Figure(value, None, at)


def _source_id(citations: tuple[Citation, ...]) -> str | None:
    return str(citations[0]) if citations else None
