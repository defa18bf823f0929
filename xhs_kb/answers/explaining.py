"""From the record of a judgement to reasons and needs: filters over what was considered, no second judging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..engine.rulebook import BoundRule
from ..engine.verdicts.judgement import Considered, Judgement, Reply, Standing
from ..engine.verdicts.judgement import Need as Needed
from ..engine.verdicts.lines import Cell
from ..engine.verdicts.residual import condition_of
from ..engine.verdicts.scope import NOVEL
from ..ground.values import write
from ..language.expressions import Expression, InputRef
from ..language.writer import write_expression
from ..model.records import Rule
from ..model.schema import Role, Type
from .answer import LeadsTo, Need, Reason
from .naming import Namer
from .phrasing import say

USUAL: tuple[Standing, ...] = ("violated", "open", "met", "set_aside", "narrower")


def reasons_of(judgement: Judgement, namer: Namer, *, everything: bool = False) -> tuple[Reason, ...]:
    """The rules that bear on a verdict; with `everything` also those that do not apply or are out of time."""
    return tuple(reason_of(i, namer) for i in judgement.considered if everything or i.status in USUAL)


def reason_of(item: Considered, namer: Namer) -> Reason:
    """One rule as it stood; what does not depend on the case is worked out once."""
    return _reason(item, namer) if item.chain else namer.notes.once("reason", item, lambda: _reason(item, namer))


def _reason(item: Considered, namer: Namer) -> Reason:
    rule = item.rule.rule
    said = namer.notes.once("rule", rule, lambda: _said(rule, namer))
    chain = item.chain
    return Reason(
        rule.id,
        said.name,
        rule.effect,
        item.status,
        said.because,
        chain,
        tuple(namer.names(chain)),
        None if item.residual is None else written(item.residual, namer),
        item.set_aside_by,
        said.consequence,
        said.instead,
        said.citations,
        item.part,
        said.authority,
    )


def _said(rule: Rule, namer: Namer) -> Reason:
    return Reason(
        rule=rule.id,
        name=namer.name(rule.id),
        effect=rule.effect,
        status="",
        because=namer.text(rule.because) or None,
        consequence=namer.text(rule.consequence) or None,
        instead=tuple(namer.thing(id) for id in rule.instead),
        citations=tuple(str(citation) for citation in rule.grounds.citations),
        authority=rule.authority or None,
    )


def reasons_for(rules: Iterable[BoundRule], namer: Namer) -> tuple[Reason, ...]:
    """Rules that an answer rests on without a verdict having been judged."""
    once = {rule.id: rule for rule in rules}
    return tuple(reason_of(Considered(rule, "met"), namer) for rule in once.values())


def written(expression: Expression, namer: Namer) -> str:
    """A condition in the query language's own syntax; it can be read back."""
    vocabulary, language, day = namer.base.vocabulary, namer.language, namer.day
    return namer.notes.once("written", expression, lambda: write_expression(expression, vocabulary, language, day=day))


# --- needs --------------------------------------------------------------------------------------------------------


def needs_of(judgement: Judgement, namer: Namer) -> tuple[Need, ...]:
    """What has not been said and would change the permission, those that settle most first."""
    return tuple(
        namer.notes.once("need", need, lambda need=need: _need(need, judgement, namer))  # type: ignore[misc]
        for need in judgement.needs
    )


def _need(need: Needed, judgement: Judgement, namer: Namer) -> Need:
    schema = namer.base.knowledge.schema
    leads = tuple(LeadsTo(text, reply.permission) for reply in need.replies for text in _reply(need, reply, namer))
    match need.slot.kind:
        case "input":
            declared = schema.inputs[need.slot.name]
            ask = namer.text(declared.ask) or f"{namer.name(declared.id)}?"
            return Need("input", need.about, ask, str(declared.type), leads)
        case "role":
            kinds = judgement.case.roles[need.slot.name].kinds
            ask = _ask_role(judgement.case.roles[need.slot.name], namer)
            return Need("role", need.about, ask, f"ref to {say('en', 'or').join(kinds)}", leads)
    type_ = judgement.case.type_of(need.slot) or Type("text")
    owner = need.about.partition(".")[0] if need.slot.owner.startswith(NOVEL) else namer.name(need.slot.owner)
    ask = say(namer.language, "ask_attribute", name=namer.attribute(need.slot.name), thing=owner)
    return Need("attribute", need.about, ask, str(type_), leads)


def _ask_role(role: Role, namer: Namer) -> str:
    """What is asked of a role: `Via which channel?`, with the word that introduces it if it has one."""
    kinds = say(namer.language, "or").join(namer.name(kind) for kind in role.kinds)
    words = role.phrases.get(namer.language, ())
    text = say(namer.language, "ask_role", word=_spaced(words, namer.language), kinds=kinds)
    return text[:1].upper() + text[1:]


def _spaced(words: Sequence[str], language: str) -> str:
    """The first of the words, with a gap after it in a language that has gaps; empty where there is none."""
    return "".join(words[:1]) + (" " if words and language != "zh" else "")


def _reply(need: Needed, reply: Reply, namer: Namer) -> list[str]:
    if need.slot.kind == "role":
        return [say(namer.language, "other") if id.startswith(NOVEL) else id for id in reply.fillers]
    every = [cell for other in need.replies for cell in other.cells]
    return [bounds_text(every, reply.cells)]


def bounds_text(every: Sequence[Cell], chosen: Sequence[Cell]) -> str:
    """Cells side by side as a fact that can be given: `<= 20%`, `> 5% and < 10%`, `true`, `in [a, b]`.

    >>> from ..engine.verdicts.lines import Cell
    >>> cells = [Cell(4, None, 5), Cell.single(5), Cell(6, 5, None)]
    >>> bounds_text(cells, cells[:2]), bounds_text(cells, cells[2:])
    ('<= 5', '> 5')
    """
    first = chosen[0]
    if isinstance(first.value, bool) and len(chosen) == 1:
        return write(first.value)
    condition = condition_of(InputRef("it"), every, [cell in chosen for cell in every])
    return " and ".join(_fact(part) for part in getattr(condition, "operands", (condition,)))


def _fact(condition: object) -> str:
    operator = getattr(condition, "operator", None)
    if operator is not None:
        value = write(condition.right.value)  # type: ignore[attr-defined]
        return value if operator == "=" else f"{operator} {value}"
    items = getattr(condition, "items", None)
    if items is not None:
        return "in [" + ", ".join(write(item.value) for item in items.items) + "]"
    negated = getattr(condition, "operand", None)
    return f"not {_fact(negated)}" if negated is not None else "any"
