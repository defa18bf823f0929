"""Which kinds of things may come next, by the words before: what completion offers and errors ask for."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.vocabulary import Vocabulary
from .lexing import Word


def kinds_wanted(vocabulary: Vocabulary, words: list[Word]) -> frozenset[str] | None:
    """The kinds of which a name may come after the words; None where every kind may."""
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        match word.type:
            case "REL" | "REL_BE" | "INV" | "INV_BE":
                return _ends(vocabulary, word, not word.type.startswith("INV"))
            case "PREP" | "PREP_IN":
                return _role_kinds(vocabulary, word, words)
            case "ACT":
                return _filling(vocabulary, word.ids, lambda role: role == "object")
            case "ACCORDING_TO":
                return frozenset(["source"])
            case "CAN" | "CANNOT" if place == len(words) - 1:
                actions = vocabulary.schema.actions
                return _filling(vocabulary, actions, lambda role: True)
            case "DO" if place == len(words) - 1 and place > 0 and words[place - 1].type == "KIND":
                return _partners(vocabulary, words[place - 1].ids)
            case "_AND_ALSO" | "_COMMA" | "OR_ALSO" | "ENTITY" | "PARAM" | "NOT" | "TO":
                continue
            case _:
                return None
    return None


def _ends(vocabulary: Vocabulary, word: Word, targets: bool) -> frozenset[str]:
    relations = [vocabulary.schema.relations[id_] for id_ in word.ids]
    return frozenset(kind for r in relations for kind in (r.targets if targets else r.sources))


def _partners(vocabulary: Vocabulary, kinds: Iterable[str]) -> frozenset[str]:
    """The kinds at the other end of a relation from some kinds."""
    wanted = set(kinds)
    found: set[str] = set()
    for relation in vocabulary.schema.relations.values():
        if wanted & set(relation.sources):
            found |= set(relation.targets)
        if wanted & set(relation.targets):
            found |= set(relation.sources)
    return frozenset(found)


def _role_kinds(vocabulary: Vocabulary, word: Word, words: list[Word]) -> frozenset[str]:
    said = [id_ for other in words if other.type == "ACT" for id_ in other.ids]
    schema = vocabulary.schema
    found: set[str] = set()
    for action in said or schema.actions:
        roles, above = schema.roles(action), schema.actions_above(action)
        found |= {kind for m in word.meanings if m.id in roles and m.of in above for kind in roles[m.id].kinds}
    return frozenset(found)


def _filling(vocabulary: Vocabulary, actions: Iterable[str], wanted: object) -> frozenset[str]:
    schema = vocabulary.schema
    return frozenset(kind for action in actions for role in schema.roles(action).values()
                     if callable(wanted) and wanted(role.id) for kind in role.kinds)
