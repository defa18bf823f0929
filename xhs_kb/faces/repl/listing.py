"""What a knowledge base declares, cites and rules, as tables of the session; and the topics of `.help`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...ground.trouble import Trouble, XhsKbError
from ...ground.values import write
from ...model.schema import Action, Attribute, Input, Kind, Name, Phrases, Relation, Role
from ..api import day_of
from .session import Listed, Output, Piece, Said, Session

Rows = tuple[tuple[str, ...], ...]
TOPICS: Mapping[str, Rows] = {
    "questions": (
        ("can X be ACT · is X … · does X …", "hear yes, no, or what it depends on"),
        ("which K … · list K … · how many K …", "get rows, or their number"),
        ("what is the ATTRIBUTE of X", "get one value"),
        ("what is X · describe X", "read all about a record"),
        ("why + any question", "see everything that was considered"),
        ("what do I need to ACT X", "see what is required"),
        ("how do I ACT X", "get the steps"),
        ("what happens if X is ACT", "see the consequences"),
        ("compare X and Y", "see the differences"),
        ("what changed since DAY", "see what began and ended"),
        ("pattern + any question", "see the pattern that it stands for"),
    ),
    "tails": (
        ("as of DAY · in 2019 · today", "ask about another day"),
        ("given INPUT = VALUE, …", "state facts of the case"),
        ("with INPUT · without INPUT", "state what holds or does not"),
        ("according to X", "count only one source, publisher or authority"),
        ("in English · in Chinese", "choose the language of the answer"),
    ),
    "facts": (
        ("assume INPUT = VALUE", "assume a fact, or a bound with <= and >=, for the session"),
        ("retract INPUT · retract all", "take it back"),
        ("undo", "go back before the last change"),
        ("assumptions", "list what is assumed"),
        ("as of DAY · as of today", "set the day for the session"),
        ("needs", "be asked for what the last answer needs; Enter passes over, `stop` ends"),
        ("why", "have the last answer explained"),
    ),
    "patterns": (
        ("MATCH (a:KIND)-[:RELATION]->(b) RETURN a, b", "ask in openCypher's syntax, read only"),
        ("EXPLAIN MATCH …", "see the steps of the plan"),
        ("pattern + a question", "learn the pattern of a question"),
    ),
    "keys": (
        ("Tab", "see what may come next; on an empty line, what can be asked"),
        ("Enter", "submit what is complete, else begin a new line; take what the menu has marked"),
        ("Alt-Enter", "begin a new line in any case"),
        ("Up, Down, Ctrl-R", "walk through and search the history"),
        ("Ctrl-C, Ctrl-D", "drop the line or stop the answer; leave"),
    ),
}


def schema(session: Session, name: str) -> tuple[Session, Output]:
    """Everything that may be spoken of; with a name, one declaration in full."""
    declared = session.kb.schema
    if name:
        return session, Output(_declaration(session, name))
    kinds = tuple((k.id, _names(k.names), ", ".join(k.attributes)) for k in declared.kinds.values())
    relations = tuple((r.id, _ends(r), _phrases(r.phrases)) for r in declared.relations.values())
    actions = tuple((a, _phrases(declared.actions[a].forms), ", ".join(declared.roles(a))) for a in declared.actions)
    inputs = tuple((i.id, str(i.type), _asks(i)) for i in declared.inputs.values())
    pieces: list[Piece] = []
    for title, columns, rows in (
        ("Kinds", ("kind", "said as", "attributes"), kinds),
        ("Relations", ("relation", "from and to", "said as"), relations),
        ("Actions", ("action", "said as", "roles"), actions),
        ("Inputs", ("input", "type", "asks"), inputs),
    ):
        pieces += [Said(title, "strong"), Listed(columns, rows)] if rows else []
    return session, Output(tuple(pieces))


def rules(session: Session, name: str) -> tuple[Session, Output]:
    """The rules that hold on the session's day."""
    day = day_of(session.world.as_of, session.kb.today)
    held = (rule for rule in session.kb.knowledge.rules.values() if rule.grounds.valid.holds(day))
    rows = tuple((rule.id, rule.effect, rule.action, rule.authority, _names(rule.names)) for rule in held)
    return session, Output((Listed(("rule", "effect", "action", "authority", "name"), rows),))


def sources(session: Session, name: str) -> tuple[Session, Output]:
    """The sources, with who published them and when."""
    rows = tuple(
        (s.id, str(s.date or "–"), s.authority or "–", s.publisher or "–", next(iter(s.title.values()), "–"))
        for s in session.kb.knowledge.sources.values()
    )
    return session, Output((Listed(("source", "date", "authority", "publisher", "title"), rows),))


def _declaration(session: Session, name: str) -> tuple[Piece, ...]:
    declared = session.kb.schema
    known: dict[str, Kind | Relation | Action | Input] = {
        **declared.inputs, **declared.actions, **declared.relations, **declared.kinds}  # fmt: skip
    meanings = session.kb.vocabulary.lookup(name, "KIND", "REL", "INV", "REL_BE", "INV_BE", "ACT", "INPUT")
    id_ = name if name in known else next((m.id for m in meanings if m.id in known), None)
    if id_ is None:
        near = session.kb.vocabulary.nearest(name, ("KIND", "REL", "ACT", "INPUT"))
        raise XhsKbError(Trouble("unknown-name", f"`{name}` is not declared", suggestions=near))
    return (Said(id_, "strong"), Listed(("what", "is"), _told(session, known[id_])))


def _told(session: Session, item: Kind | Relation | Action | Input) -> Rows:
    match item:
        case Kind():
            closed = (("closed", "yes: there are no others"),) if item.closed else ()
            return (("kind", _names(item.names)), *closed, *_attributes(item.attributes))
        case Relation():
            return (("relation", _ends(item)), ("said as", _phrases(item.phrases)),
                    ("inverse", _phrases(item.inverse) or "–"), ("inherited by", item.inherit),
                    *_attributes(item.attributes))  # fmt: skip
        case Action():
            roles = session.kb.schema.roles(item.id).values()
            return (("action", _phrases(item.forms)), ("is a", ", ".join(item.parents) or "–"),
                    *((f"role {role.id}", _role(role)) for role in roles))  # fmt: skip
        case Input():
            bounds = "..".join("" if end is None else write(end) for end in (item.minimum, item.maximum))
            limits = (("within", bounds),) if bounds != ".." else ()
            return (("input", _names(item.names)), ("type", str(item.type)), *limits, ("asks", _asks(item)))


def _role(role: Role) -> str:
    default = f", default {role.default}" if role.default else ""
    said = _phrases(role.phrases)
    return " or ".join(role.kinds) + default + (f", said as {said}" if said else "")


def _attributes(attributes: Mapping[str, Attribute]) -> Rows:
    return tuple((f"attribute {a.id}", f"{a.type}; {_phrases(a.phrases) or _names(a.names)}".rstrip("; "))
                 for a in attributes.values())  # fmt: skip


def _ends(relation: Relation) -> str:
    return f"{' or '.join(relation.sources)} → {' or '.join(relation.targets)}"


def _names(names: Iterable[Name]) -> str:
    """The first name in each language."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.language, name.text)
    return ", ".join(first.values())


def _phrases(phrases: Phrases) -> str:
    return ", ".join(texts[0] for texts in phrases.values() if texts)


def _asks(item: Input) -> str:
    return next(iter(item.ask.values()), "")
