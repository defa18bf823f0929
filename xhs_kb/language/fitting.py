"""Which words fit after the words before: what completion may offer so that every path ends in a good question.

The grammar takes more than is worth offering, for the sake of Chinese orders of words and of people in a hurry; and
kinds decide which names, verbs and attributes can follow at all.

Longer than most: how every form fits its kinds, which cannot be told apart earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ..ground.frozen import dataclass
from ..model.phrases import words
from ..model.schema import Attribute, Relation, Role, Type
from ..model.templates import Template
from ..model.vocabulary import Meaning, Vocabulary
from .chinese_order import chinese_next
from .lexing import Word
from .narrowing import kinds_wanted

_SAMPLES = {"percent": "20%", "money": "CNY 600", "duration": "2 weeks", "date": "2020-03-01", "ratio": "9:1",
            "integer": "5", "number": "5", "bool": "true", "text": '"text"'}
_DAYS = ("AS_OF", "IN_TAIL", "SINCE", "UNTIL", "BETWEEN", "IN")
_OPENERS = frozenset(("WHY", "PATTERN", "WHICH", "WHAT", "WHO", "LIST", "HOW_MANY", "HOW", "DESCRIBE", "COMPARE",
                      "WHAT_HAPPENS", "WHAT_CHANGED", "BE", "DO", "CAN", "CANNOT", "ASK_OPEN"))
_JUDGED = ("FORBIDDEN", "CONDITIONAL", "ALLOWED", "UNREGULATED", "DISCOURAGED", "RECOMMENDED")
_VERBS = ("REL", "INV", "NEED", "HAVE", "APPLY_TO", "NOT")
_AFTER_BE = ("REL_BE", "INV_BE", "UNDER", "ABOUT", "KIND_OF", "NOT", *_JUDGED)
_WHOLE = ("CAN", "CANNOT", "BE", "DO", "NEED", "REL", "INV", "HAVE", "WHOSE", "WITH", "SINCE", "UNTIL", "BETWEEN", "IN",
          "UNDER", "ABOUT", "NOT", "APPLY_TO")
_TAILS = ("PREP", "AS_OF", "IN_TAIL", "TODAY", "GIVEN", "WITH_TAIL", "WITHOUT", "ACCORDING_TO", "IN_ENGLISH",
          "IN_CHINESE")
_ONLY = {
    "WHICH": ("KIND",), "LIST": ("KIND",), "HOW_MANY": ("KIND",), "DESCRIBE": ("ENTITY", "KIND"), "WHO": _WHOLE,
    "WHAT": ("KIND", "BE", "DO", "CAN", "CANNOT"), "HOW": ("DO", "CAN", "TO"), "IF": ("ENTITY", "ACT"),
    "KIND": (*_WHOLE, "THERE", *_TAILS, "ASK_NEXT"), "AND": _WHOLE, "OR": _WHOLE, "BUT": _WHOLE,
    "WITH": ("ATTR",), "HAVE": ("ATTR",), "WHOSE": ("ATTR",), "TO": ("ACT", "BE"), "IS": ("VALUE", "ENTITY", "CHOICE"),
}
_IF_THING = ("BE", "REL", "INV")
_SIGNS = ("EQ", "NE", "LT", "LE", "GT", "GE", "IS", "CONTAINS", "IN_OP")


@dataclass(frozen=True)
class Context:
    """The words before, and what they tell of what may come."""

    vocabulary: Vocabulary
    words: list[Word]

    @cached_property
    def kinds(self) -> frozenset[str] | None:
        """The kinds of which a name may come; None for every kind."""
        return kinds_wanted(self.vocabulary, self.words)

    @cached_property
    def subject(self) -> frozenset[str] | None:
        """The kinds of the subject: of the noun that is asked for, else of the first name; None where unknown."""
        if self.first == "WHO" and self.types[1:2] != ["BE"]:
            return self.filling(lambda role: role.subject)
        for word in self.words:
            if word.type == "KIND":
                return frozenset(word.ids)
            if word.type == "ENTITY":
                return frozenset(m.of for m in word.meanings if m.id == word.text or word.text not in word.ids)
        if self.first == "WHO":
            return self.filling(lambda role: role.subject)
        return self.filling(lambda role: role.id == "object") if self.first == "WHAT" else None

    @cached_property
    def entity_kinds(self) -> frozenset[str] | None:
        """The kinds of which a name may come, with what the grammar tells besides; None for every kind."""
        return _entity_kinds(self)

    def filling(self, wanted: object) -> frozenset[str]:
        """The kinds that fill some role of any action."""
        roles = (role for action in self.vocabulary.schema.actions for role in
                 self.vocabulary.schema.roles(action).values())
        return frozenset(kind for role in roles if callable(wanted) and wanted(role) for kind in role.kinds)

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """The actions that are spoken of."""
        return tuple(id_ for word in self.words if word.type == "ACT" for id_ in word.ids)

    @property
    def types(self) -> list[str]:
        """The terminals of the words, without `why` and `pattern` before them."""
        return [word.type for word in self.words if word.type not in ("WHY", "PATTERN")]

    @property
    def first(self) -> str:
        """The first terminal, empty at the beginning."""
        return next(iter(self.types), "")

    @property
    def last(self) -> str:
        """The last terminal, empty at the beginning."""
        return self.types[-1] if self.types else ""

    def has(self, terminals: Iterable[str]) -> bool:
        """Whether one of the terminals was said."""
        return bool(set(terminals) & set(self.types))

    @cached_property
    def measured(self) -> Word | None:
        """The input or attribute that a value is wanted for, None where there is none."""
        return next((w for w in reversed(self.words) if w.type in ("INPUT", "ATTR")), None)

    def value_types(self) -> Iterator[Type]:
        """The types that the value may have."""
        for meaning in self.measured.meanings if self.measured else ():
            if meaning.category == "INPUT":
                yield self.vocabulary.schema.inputs[meaning.id].type
            elif self.subject is None or meaning.of in self.subject:
                found: Attribute | None = self.vocabulary.attribute(meaning.id, meaning.of)
                if found is not None:
                    yield found.type


def offered(context: Context, terminal: str, typed: bool) -> bool:
    """Whether a terminal is worth offering after the words."""
    if not context.types:
        return typed or terminal in _OPENERS
    if terminal in ("LPAR", "LSQB") or (terminal in _TAILS and not _once(context, terminal)):
        return typed or (terminal == "LSQB" and context.last == "IN_OP")
    if terminal in ("CAN", "CANNOT") and not _can_be(context, lambda role: role.subject or role.id == "object"):
        return False
    if terminal == "DE" and not _has_attributes(context):
        return False
    if not context.words[-1].text.isascii():
        return typed or terminal in chinese_next(context.types)
    if context.types[:2] == ["WHAT_HAPPENS", "IF"] and context.last == "ENTITY" and len(context.types) == 3:
        return terminal in _IF_THING and (terminal != "BE" or _can_be(context, lambda role: role.id == "object"))
    types, last = context.types, context.last
    if context.has(("ASK_OPEN",)) and last in ("ENTITY", "KIND") and not context.has(_TAILS):
        return terminal == "ASK_NEXT" or (_is_whole(context) and terminal in _TAILS)
    if last == "ASK_NEXT":
        if _slot_kinds(context):
            return terminal in ("ENTITY", "KIND")
        return terminal in _TAILS and _is_whole(context)
    if last == "INPUT" and context.has(("GIVEN",)) and not _is_yes_or_no(context):
        return terminal in _SIGNS
    if terminal in ("HAVE", "WHOSE", "WITH") and not _has_attributes(context):
        return False
    if terminal in _JUDGED and not _can_be(context, lambda role: role.subject or role.id == "object"):
        return False
    if last == "TO" and terminal == "BE" and not _can_be(context, lambda role: role.id == "object"):
        return False
    if last == "NOT" and terminal in ("NOT", "CAN", "CANNOT", "BE", "DO"):
        return False
    if terminal == "BE" and last in ("CAN", "CANNOT") and not _can_be(context, lambda role: role.id == "object"):
        return False
    if terminal in ("AND", "OR", "BUT") and _says_no_predicate(types):
        return False
    if terminal == "POSSESSIVE" and not _has_attributes(context):
        return False
    if types == ["WHAT", "BE", "ATTR"]:
        return terminal == "OF"
    if last in ("BE", "DO", "CAN", "CANNOT"):
        return terminal in _after_verb(context, types)
    if last == "ENTITY" and len(types) == 2 and types[0] in ("BE", "DO", "CAN", "CANNOT"):
        done_to = context.subject is None or context.subject & context.filling(lambda role: role.id == "object")
        after_can = ("BE", "ACT") if done_to else ("ACT",)
        return terminal in {"BE": (*_AFTER_BE, "ENTITY"), "DO": _VERBS}.get(types[0], after_can)
    if last == "ENTITY" and types[:2] == ["WHAT", "DO"] and len(types) == 3:
        return terminal == "NEED"
    if last == "ASK_OPEN":
        return terminal == "ENTITY" or (terminal == "KIND" and any(t.relation for t in _templates(context)))
    if last in _JUDGED:
        return terminal == "TO"
    if terminal in ("DE", "HOW_MUCH", "WHICH", "DIFFER", "BEGAN", "CEASED", "A"):
        return typed
    return last not in _ONLY or terminal in _ONLY[last]


def _says_no_predicate(types: list[str]) -> bool:
    """Whether a question is one to which no further predicate can be joined."""
    return types[:2] in (["CAN", "ACT"], ["CANNOT", "ACT"], ["WHAT", "BE"]) or types[:3] == ["WHO", "BE", "ENTITY"]


def _after_verb(context: Context, types: list[str]) -> tuple[str, ...]:
    """What may follow an auxiliary, as opener or within a predicate."""
    if len(types) == 1:
        return ("ENTITY", "ACT") if types[0] in ("CAN", "CANNOT") else ("ENTITY",)
    if types[0] in ("WHAT", "WHO") and len(types) == 2 and types[1] == "BE":
        return ("ENTITY", "KIND", "ATTR", "REQUIRED") if types[0] == "WHAT" else ("ENTITY", *_AFTER_BE)
    if types[0] == "WHAT" and len(types) == 2 and types[1] == "DO":
        return ("NEED", "ENTITY")
    if types[0] == "HOW":
        return ("ENTITY", "ACT")
    if context.has(("IF",)) and types[-1] == "BE":
        return ("ACT", *_AFTER_BE)
    if types[-1] == "BE":
        return ("ACT",) if context.has(("CAN", "CANNOT", "TO")) else _AFTER_BE
    if types[-1] == "DO":
        return (*_VERBS, "ENTITY") if types[-2] == "KIND" else _VERBS
    by = types[-2] == "KIND" and types[-1] == "CAN" and _can_be(context, lambda role: role.id == "object")
    return ("ENTITY", "ACT", "BE") if by else ("ACT", "BE")


def _once(context: Context, terminal: str) -> bool:
    """A tail that may be said once only is not offered again."""
    groups = (("AS_OF", "IN_TAIL", "TODAY"), ("ACCORDING_TO",), ("IN_ENGLISH", "IN_CHINESE"), ("GIVEN",))
    group = next((g for g in groups if terminal in g), ())
    return not context.has(group)


def spelling(context: Context, terminal: str, text: str) -> str:
    """The form of `be` that fits the words before."""
    if terminal != "BE" or text != "is":
        return text
    if context.last in ("KIND", "AND", "OR", "BUT"):
        return "are"
    return "be" if context.has(("CAN", "CANNOT")) or context.last == "TO" else "is"


def fits(context: Context, terminal: str, meaning: Meaning) -> bool:
    """Whether a phrase may come next, as far as kinds tell."""
    schema = context.vocabulary.schema
    match terminal:
        case "ENTITY":
            return context.entity_kinds is None or meaning.of in context.entity_kinds
        case "REL" | "REL_BE":
            return _relation(context, schema.relations[meaning.id], False)
        case "INV" | "INV_BE":
            return _relation(context, schema.relations[meaning.id], True)
        case "ACT":
            return _action(context, meaning)
        case "PREP":
            said = {word.ids for word in context.words if word.type == "PREP"}
            return (meaning.id,) not in said and any(meaning.of in schema.actions_above(a) for a in context.actions)
        case "ATTR":
            owner = context.subject is None or meaning.of in context.subject
            return (owner or context.last == "BE") and meaning.of in schema.kinds
        case "INPUT":
            return context.last == "GIVEN" or schema.inputs[meaning.id].type.base == "bool"
        case "CHOICE":
            return any(meaning.text in (*t.choices, *(t.of.choices if t.of else ())) for t in context.value_types())
        case "KIND" if context.last in ("ASK_OPEN", "ASK_NEXT"):
            return meaning.id in _slot_kinds(context)
        case "ASK_NEXT":
            return _piece(context, meaning)
        case "KIND" if context.last in ("WHICH", "LIST", "HOW_MANY") and meaning.language == "en":
            return _is_plural(context, meaning)
    return terminal != "ROLE"


def _is_plural(context: Context, meaning: Meaning) -> bool:
    """Whether a noun is the plural of its kind, or the kind has no such noun."""
    kind = context.vocabulary.schema.kinds[meaning.id]
    plural = words(kind.plural)
    return words(meaning.text) == plural or all(words(name.text) != plural for name in kind.names)


def _templates(context: Context) -> list[Template]:
    """The declared questions that the pieces and what fills their slots so far may belong to."""
    pieces = [word for word in context.words if word.type in ("ASK_OPEN", "ASK_NEXT")]
    filled = [word for word in context.words if word.type in ("ENTITY", "KIND")]
    ids = set.intersection(*({m.id for m in word.meanings} for word in pieces)) if pieces else set()
    return [template for template in context.vocabulary.templates if template.id in ids
            and all(_takes_word(context, template, number, word) for number, word in enumerate(filled))]


def _takes_word(context: Context, template: Template, number: int, word: Word) -> bool:
    kinds = _slot(context, template, number)
    return bool(kinds & {m.id if word.type == "KIND" else m.of for m in word.meanings})


def _slot(context: Context, template: Template, number: int) -> frozenset[str]:
    """The kinds that fill a slot of a declared question; none where it has no such slot."""
    if number >= len(template.slots):
        return frozenset()
    relation = context.vocabulary.schema.relations.get(template.owner)
    if relation is None or template.slots[number] == "":
        return frozenset((template.owner,))
    return frozenset(relation.sources if template.slots[number] == "from" else relation.targets)


def _is_whole(context: Context) -> bool:
    """Whether a declared question may end here: all its pieces are there, and its slots are filled."""
    slots = sum(word.type in ("ENTITY", "KIND") for word in context.words)
    return any(len(template.slots) == slots and not template.pieces[-1] for template in _templates(context))


def _is_yes_or_no(context: Context) -> bool:
    inputs = context.vocabulary.schema.inputs
    return any(inputs[id_].type.base == "bool" for id_ in context.words[-1].ids)


def _can_be(context: Context, wanted: object) -> bool:
    """Whether the subject may fill a role like that in any action."""
    return context.subject is None or bool(context.subject & context.filling(wanted))


def _has_attributes(context: Context) -> bool:
    kinds = context.vocabulary.schema.kinds
    return context.subject is None or any(kinds[k].attributes for k in context.subject if k in kinds)


def _slot_kinds(context: Context) -> frozenset[str]:
    """The kinds that fill the next slot of the declared question."""
    number = sum(word.type in ("ENTITY", "KIND") for word in context.words)
    return frozenset(kind for template in _templates(context) for kind in _slot(context, template, number))


def _entity_kinds(context: Context) -> frozenset[str] | None:
    """The kinds of which a name may come; None for every kind."""
    types, last = context.types, context.last
    if last in ("ASK_OPEN", "ASK_NEXT"):
        return _slot_kinds(context)
    if last in (*_SIGNS, "LSQB"):
        return frozenset(t.kind for t in context.value_types() if t.base == "ref" and t.kind)
    if last == "OF" and context.measured is not None:
        return frozenset(m.of for m in context.measured.meanings)
    if types[-2:] == ["KIND", "DO"]:
        return _doers(context)
    if last == "IF":
        return context.filling(lambda role: role.id == "object")
    if last in ("UNDER", "KIND_OF") or (types[:1] == ["BE"] and last == "ENTITY"):
        return context.subject
    doing = types[-2:] in (["WHAT", "DO"], ["HOW", "DO"], ["HOW", "CAN"])
    if doing or (types[-2:-1] == ["KIND"] and last in ("CAN", "CANNOT")):
        return context.filling(lambda role: role.subject)
    if last in ("CAN", "CANNOT"):
        return context.filling(lambda role: role.subject or role.id == "object")
    return context.kinds


def _doers(context: Context) -> frozenset[str]:
    """The kinds at the other end of the relations that lead to the subject, or back from it."""
    subject = context.subject or frozenset()
    found: set[str] = set()
    for relation in context.vocabulary.schema.relations.values():
        found |= set(relation.sources) if subject & set(relation.targets) else set()
        back = any(not text.startswith(("is ", "are ")) for text in relation.inverse.get("en", ()))
        found |= set(relation.targets) if back and subject & set(relation.sources) else set()
    return frozenset(found)


def _relation(context: Context, relation: Relation, inverse: bool) -> bool:
    """The subject may stand at that end; after `which K does X` X is the subject and K the other end."""
    near, far = (relation.targets, relation.sources) if inverse else (relation.sources, relation.targets)
    words = context.words
    if words and words[-1].type == "ENTITY" and any(w.type == "KIND" for w in words):
        kinds = frozenset(m.of for m in words[-1].meanings)
        return bool(kinds & set(near)) and (context.subject is None or bool(context.subject & set(far)))
    return context.subject is None or bool(context.subject & set(near))


def _action(context: Context, meaning: Meaning) -> bool:
    """The participle after `be`, the base form else; of an action that takes the subject."""
    passive = context.last == "BE"
    if meaning.language == "en" and meaning.part != (1 if passive else 0):
        return False
    roles = context.vocabulary.schema.roles(meaning.id)
    doer = next((word for word in reversed(context.words) if word.type == "ENTITY"), None)
    if context.types[:1] == ["HOW"] or context.types[:2] == ["WHAT", "DO"] or context.last in ("HOW", "IF"):
        return doer is None or _takes((r for r in roles.values() if r.subject), {m.of for m in doer.meanings})
    if meaning.language == "zh" and context.subject is not None:
        return _takes((r for r in roles.values() if r.subject or r.id == "object"), context.subject)
    if context.last in ("CAN", "CANNOT") and len(context.types) == 1:
        return any(role.subject for role in roles.values())
    if context.subject is None:
        return True
    if "KIND" in context.types and context.last == "ENTITY" and doer is not None:
        return _takes((r for r in roles.values() if r.subject), {m.of for m in doer.meanings}) and _takes(
            (r for r in roles.values() if r.id == "object"), context.subject)
    if context.last == "TO" and not passive:
        return _takes((r for r in roles.values() if r.subject or r.id == "object"), context.subject)
    return _takes((r for r in roles.values() if (r.id == "object" if passive else r.subject)), context.subject)


def _takes(roles: Iterable[Role], kinds: Iterable[str]) -> bool:
    return any(set(kinds) & set(role.kinds) for role in roles)


def _piece(context: Context, meaning: Meaning) -> bool:
    """A later piece of a question that an attribute declares, after the pieces before it."""
    pieces = [word for word in context.words if word.type in ("ASK_OPEN", "ASK_NEXT")]
    if pieces:
        filled = [word for word in context.words if word.type in ("ENTITY", "KIND")]
        fits_slot = filled[-1].type == "KIND" or meaning.of not in context.vocabulary.schema.kinds or any(
            m.of == meaning.of for m in filled[-1].meanings)
        return fits_slot and meaning.part == len(filled) and any(m.id == meaning.id for m in pieces[-1].meanings)
    if meaning.part != 1 or len(context.words) != 1:
        return False
    relation = context.vocabulary.schema.relations.get(meaning.of)
    template = next(t for t in context.vocabulary.templates if t.id == meaning.id)
    owners = {meaning.of} if relation is None else set(
        relation.sources if template.slots[0] == "from" else relation.targets)
    return context.subject is None or bool(context.subject & owners)


def samples(context: Context) -> Iterator[tuple[str, str]]:
    """A value of each type that may stand there, with the type in words."""
    if context.last in _DAYS or (context.last == "_AND_ALSO" and context.has(("BETWEEN",))):
        yield "2020-03-01", "a day"
        return
    for type_ in context.value_types():
        inner = type_.of if type_.of is not None else type_
        if context.last == "IN_OP" and inner.base in ("number", "integer"):
            yield "5..10" + (f" {inner.unit}" if inner.unit else ""), f"a range of {inner}"
        elif (sample := _SAMPLES.get(inner.base)) is not None and context.last != "IN_OP":
            yield sample + (f" {inner.unit}" if inner.unit else ""), str(inner)
            if inner.base == "bool":
                yield "false", str(inner)
