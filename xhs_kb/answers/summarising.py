"""One to three plain sentences for every result, made from what the result records and never surer than that.

Longer than most: one sentence maker for every kind of result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..engine.plan import EdgeValuePlan, ValuePlan
from ..engine.results import ChangesResult, ConsequencesResult, Evidence, RowsResult, Said, TruthResult, ValueResult
from ..engine.verdicts.judgement import Considered, Judgement
from ..engine.verdicts.residual import TRUE, negate, simplify
from ..engine.verdicts.scope import CaseScope
from ..language.expressions import Expression, Or
from ..model.records import Citation, Edge
from .explaining import written
from .naming import Namer
from .phrasing import listed, say, sentences, stripped, word
from .wording_tests import test_text


def verdict_summary(judgement: Judgement, namer: Namer) -> str:
    """The verdict in words: the permission, then what matters most beside it."""
    language = namer.language
    return sentences(language, _permission(judgement, namer), _beside(judgement, namer))


def _permission(judgement: Judgement, namer: Namer) -> str:
    language = namer.language
    match judgement.permission:
        case "forbidden":
            broken = [_with_way(item, namer) for item in judgement.by_status("violated") if not item.rule.is_advice]
            why = say(language, "sentence", text=listed(language, broken, 2, "semicolon")) if broken else ""
            return sentences(language, say(language, "no"), why)
        case "allowed":
            grounds = [namer.name(i.rule.id) for i in judgement.by_status("met") if not i.rule.is_advice]
            why = say(language, "sentence", text=listed(language, grounds, 2, "semicolon")) if grounds else ""
            return sentences(language, say(language, "yes"), why)
        case "unregulated":
            met = any(item.rule.rule.effect == "require" for item in judgement.by_status("met"))
            return say(language, "unregulated_met" if met else "unregulated")
    origin = judgement.origin or judgement
    about = origin.considered or origin  # not the whole, which would keep its world for as long as there are notes
    return namer.notes.once("conditional", about, lambda: _conditional(origin, namer))


def _conditional(judgement: Judgement, namer: Namer) -> str:
    language = namer.language
    binding = [item for item in judgement.by_status("open") if not item.rule.is_advice]
    open_rules = [item for item in binding if item.residual != TRUE]
    if not judgement.exact:
        names = [_open_text(item, namer) for item in open_rules if item.rule.rule.effect in ("require", "forbid")]
        depends = say(language, "depends_unsaid", conditions=listed(language, names, 3, "semicolon")) if names else ""
        return sentences(language, say(language, "unsettled"), depends)
    demands = [item for item in open_rules if item.rule.rule.effect == "require"]
    bans = [item for item in open_rules if item.rule.rule.effect == "forbid"]
    if judgement.all_else_allowed:
        conditions = dict.fromkeys(i.residual for i in (*demands, *bans) if i.residual is not None)
        texts = [_joined(condition, len(conditions), namer) for condition in conditions]
        return say(language, "yes_if", conditions=listed(language, texts, 3, "and"))
    must = listed(language, [_open_text(item, namer) for item in demands], 3, "semicolon")
    never = listed(language, [_ban_text(item, judgement, namer) for item in bans], 3, "or")
    return sentences(
        language,
        say(language, "not_forbidden_as_such"),
        say(language, "you_must", conditions=must) if demands else "",
        say(language, "forbidden_if", conditions=never) if bans else "",
    )


def _joined(condition: Expression, count: int, namer: Namer) -> str:
    """A condition that stands beside others: `and` binds closer than an `or` within it."""
    text = written(condition, namer)
    return f"({text})" if count > 1 and isinstance(condition, Or) else text


def _open_text(item: Considered, namer: Namer) -> str:
    name = namer.name(item.rule.id)
    if item.residual is None:
        return name
    return say(namer.language, "requires_if", rule=name, residual=written(item.residual, namer))


def _ban_text(item: Considered, judgement: Judgement, namer: Namer) -> str:
    if item.residual is None:
        return namer.name(item.rule.id)
    residual = item.residual

    def opposite() -> str:
        return written(simplify(negate(residual), CaseScope(judgement.case)), namer)

    return namer.notes.once("ban", residual, opposite)


def _with_way(item: Considered, namer: Namer) -> str:
    name = stripped(namer.name(item.rule.id))
    if len(item.chain) < 2:
        return name
    thing, top = namer.name(item.chain[0]), namer.name(item.chain[-1])
    return say(namer.language, "falls_under", rule=name, thing=thing, top=top)


def _beside(judgement: Judgement, namer: Namer) -> str:
    language = namer.language

    def names(items: Iterable[Considered]) -> str:
        return listed(language, [stripped(namer.name(item.rule.id)) for item in items], 2, "semicolon")

    advice = [item for item in judgement.by_status("violated", "met", "open") if item.rule.is_advice]
    said = []
    match judgement.advice:
        case "against":
            said.append(say(language, "against", rules=names(i for i in advice if i.status == "violated")))
        case "for":
            said.append(say(language, "for", rules=names(i for i in advice if i.status == "met")))
        case "depends":
            said.append(say(language, "advice_depends", rules=names(i for i in advice if i.status == "open")))
    # What holds for an action below is listed with the reasons; a sentence on each would drown the verdict.
    asked = judgement.case.world.above(judgement.case.action)
    narrower = [item for item in judgement.by_status("narrower") if item.rule.rule.action in asked]
    if narrower and judgement.permission != "forbidden":
        said.append(say(language, "narrower", rules=names(narrower)))
    conflicts = {notice.about[0] for notice in judgement.notices if notice.code == "conflict"}
    if conflicts:
        said.append(say(language, "conflict", rules=names(i for i in judgement.considered if i.rule.id in conflicts)))
    return sentences(language, *said[:2])


# --- facts and rows -----------------------------------------------------------------------------------------------


def truth_summary(result: TruthResult, namer: Namer) -> str:
    """Yes, no or not stated, with the record that says so."""
    language, tested = namer.language, result.tested
    so = evidence_text(tested.evidence, namer)
    if tested.truth is None:
        return sentences(language, say(language, "not_stated"), say(language, "sentence", text=so) if so else "")
    if not so:
        return say(language, "yes" if tested.truth else "not_so")
    return say(language, "yes_so" if tested.truth else "no_so", so=stripped(so))


def evidence_text(evidence: Evidence, namer: Namer) -> str:
    """The first of what a test rests on, in words."""
    if evidence.judgements:
        judgement = evidence.judgements[0]
        parts = [word(namer.language, judgement.permission)]
        decisive = judgement.by_status("violated", "met", "open")
        if decisive:
            parts.append(_with_way(decisive[0], namer))
        return say(namer.language, "semicolon").join(parts)
    if evidence.edges:
        return listed(namer.language, [edge_text(edge, namer) for edge in evidence.edges], 2, "semicolon")
    if evidence.parents:
        way = [evidence.parents[0].child, *(link.parent for link in evidence.parents)]
        return " → ".join(namer.names(way))
    if evidence.rules:
        return listed(namer.language, [namer.name(rule.id) for rule in evidence.rules], 2, "semicolon")
    return listed(namer.language, [namer.value(reading.value) for reading in evidence.readings], 2)


def edge_text(edge: Edge, namer: Namer) -> str:
    """An edge in the relation's own words, with its attributes."""
    extra = [f"{namer.attribute(key, edge.relation)} {namer.value(value)}" for key, value in edge.attributes.items()]
    text = f"{namer.name(edge.source)} {namer.relation(edge.relation)} {namer.name(edge.target)}"
    return f"{text} ({', '.join(extra)})" if extra else text


def rows_summary(result: RowsResult, namer: Namer) -> str:
    """How many records passed and which, and what is neither in nor out."""
    language = namer.language
    names = [namer.name(row.id) for row in result.rows]
    apart = [namer.name(row.id) for row in result.apart]
    if names:
        head = say(language, "count" if result.count else "rows", count=len(names), items=listed(language, names, 8))
    elif result.emptied_by is not None and result.apart == ():
        head = say(language, "none_because", test=test_text(result.emptied_by, namer))
    else:
        head = say(language, "none_found")
    return sentences(language, head, say(language, "apart", items=listed(language, apart, 5)) if apart else "")


def value_summary(result: ValueResult, namer: Namer) -> str:
    """A value with its day and source, and what others say."""
    language, plan = namer.language, result.plan
    subject = namer.name(plan.subject) if isinstance(plan, ValuePlan) else ""
    owner = (
        plan.relation if isinstance(plan, EdgeValuePlan) else namer.base.vocabulary.kind(getattr(plan, "subject", ""))
    )
    attribute = namer.attribute(result.attribute, owner)
    if not result.said:
        return say(language, "no_value", attribute=attribute, subject=subject or attribute)
    first, *others = result.said
    when = say(language, "when", day=first.at) if first.at else ""
    if first.about is not None:
        return _edge_values(result, attribute, namer)
    head = say(
        language,
        "value",
        attribute=attribute,
        subject=subject,
        value=namer.value(first.value),
        when=when,
        source=_source(first, namer),
    )
    rest = [
        f"{namer.value(o.value)}{say(language, 'when', day=o.at) if o.at else ''}{_source(o, namer)}" for o in others
    ]
    return sentences(
        language, head, say(language, "others_say", items=listed(language, rest, 3, "semicolon")) if rest else ""
    )


def _edge_values(result: ValueResult, attribute: str, namer: Namer) -> str:
    pairs = [(namer.name(said.about), namer.value(said.value)) for said in result.said if said.about is not None]
    if len(pairs) > 1:
        items = [f"{name} {value}" for name, value in pairs]
        return say(namer.language, "rows", count=len(items), items=listed(namer.language, items))
    source = _source(result.said[0], namer)
    (name, value), *_ = pairs
    return say(namer.language, "value_edge", attribute=attribute, subject=name, value=value, source=source)


def _source(said: Said, namer: Namer) -> str:
    citations = said.by.grounds.citations
    return say(namer.language, "source", source=source_name(citations[0], namer)) if citations else ""


def source_name(citation: Citation, namer: Namer) -> str:
    """What a source is called in a sentence: its publisher, else its title."""
    source = namer.base.knowledge.sources.get(citation.source)
    return (source.publisher if source is not None else None) or namer.name(citation.source)


def changes_summary(result: ChangesResult, namer: Namer) -> str:
    """How many changes there are, and the latest of them."""
    language = namer.language
    if not result.changes:
        return say(language, "no_changes")
    items = [
        say(language, f"change_{c.what}", name=namer.name(c.record), day=c.day, detail=c.detail or "")
        for c in reversed(result.changes)
    ]
    return say(language, "changes", count=len(items), items=listed(language, items, 3, "semicolon"))


def consequences_summary(result: ConsequencesResult, namer: Namer) -> str:
    """What happens to whoever breaks the rules, rule by rule."""
    language = namer.language
    items = [
        say(
            language,
            "if_broken",
            rule=stripped(namer.name(rule.id)),
            consequence=stripped(namer.text(rule.rule.consequence)),
        )
        for rule in result.rules
    ]
    text = listed(language, items, 3, "semicolon")
    head = verdict_summary(result.judgement, namer) if result.judgement is not None else ""
    body = say(language, "consequences", items=text) if items else say(language, "no_consequence")
    return sentences(language, head, body)


def requirement_lines(rules: Sequence[Considered], namer: Namer) -> list[str]:
    """Requirements in words, each with what is left of it."""
    return [_open_text(item, namer) for item in rules]
