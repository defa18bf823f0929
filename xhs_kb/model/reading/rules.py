"""Reads rules and procedures (spec: data §3-4). Their conditions stay text; the language room reads those."""

from __future__ import annotations

from collections.abc import Iterable

from ...data.nodes import Mapping as Tree
from ...ground.values import Value
from ..records import Condition, Effect, Procedure, Rule, SourceRecord, Step
from ..schema import Type
from ..types import Mismatch, conform_text
from . import keys
from .entities import World
from .fields import Fields, spoken
from .grounds import Inherited, read_grounds
from .plain_fields import frozen

_NEEDS_THAT = ("require",)
_REFUSES_THAT = ("forbid", "allow", "discourage")
Scope = dict[str, tuple[str, ...]]


def read_rule(fields: Fields, identity: str, world: World, default: Inherited,
              sources: dict[str, SourceRecord]) -> Rule | None:
    """One rule; None where its effect or action cannot be told."""
    grounds = read_grounds(fields, world.index, default)
    effect = _effect(fields)
    action, scope = _scope(fields, world, keys.RULE)
    conditions = {key: fields.condition(key) for key in ("when", "unless", "that")}
    _check_that(fields, effect, conditions["that"])
    first = sources.get(grounds.citations[0].source) if grounds.citations else None
    found = {
        "names": fields.names("name", spoken(identity)), "because": fields.texts("because"),
        "consequence": fields.texts("consequence"), "summary": fields.texts("summary"),
        "exception_to": _records(fields, "exception_to", world, ["rule"], "rule"),
        "replaces": _records(fields, "replaces", world, ["rule"], "rule"),
        "instead": _records(fields, "instead", world, world.entity_kinds(), "record"),
        "authority": _authority(fields, world) or (first.authority if first else None) or "",
    }
    if effect is None or action is None:
        return None
    spans = {entry.key.text: entry.key.span for entry in fields.node.entries}
    return Rule(identity, effect, action, scope=frozen(scope.items()), grounds=grounds, span=fields.span,
                spans=frozen(spans.items()), **conditions, **found)  # type: ignore[arg-type]


def read_procedure(fields: Fields, identity: str, world: World, default: Inherited) -> Procedure | None:
    """One procedure; None where its action cannot be told."""
    grounds = read_grounds(fields, world.index, default)
    action, scope = _scope(fields, world, keys.PROCEDURE)
    steps = _steps(fields, world)
    found = Procedure(identity, action or "", frozen(scope.items()), fields.names("name", spoken(identity)), steps,
                      _takes(fields), fields.texts("summary"), grounds, fields.span)
    return found if action else None


def _effect(fields: Fields) -> Effect | None:
    node = fields.scalar("effect", required=True)
    if node is None:
        return None
    if node.text in keys.EFFECTS:
        return node.text  # type: ignore[return-value]
    fields.findings.add("type", f"`{node.text}` is no effect: a rule forbids, requires, discourages, recommends or "
                        "allows", node.span, near=(node.text, keys.EFFECTS))
    return None


def _check_that(fields: Fields, effect: Effect | None, that: Condition | None) -> None:
    """A badly written `that` has been noted and counts as there."""
    written = fields.node.key("that")
    if effect in _NEEDS_THAT and fields.node.get("that") is None:
        place = fields.node.get("effect")
        fields.add("rule-form", f"a rule that says `{effect}` needs `that`: what must hold", place.span if place else
                   None)
    if effect in _REFUSES_THAT and written is not None:
        fields.add("rule-form", f"a rule that says `{effect}` takes no `that`", written.span,
                   "write it as `when` or `unless`, or say `require`")


def _scope(fields: Fields, world: World, allowed: Iterable[str]) -> tuple[str | None, Scope]:
    """The action and, by role, what it is about. Roles of an unknown action are left alone."""
    node = fields.scalar("action", required=True)
    action = node.text if node is not None and node.text in world.schema.actions else None
    if node is not None and action is None:
        fields.findings.unknown("action", node.text, node.span, world.schema.actions)
    if action is None:
        return None, {}
    roles = world.schema.roles(action)
    scope: Scope = {}
    for key in fields.known(allowed, roles):
        kinds = roles[key.text].kinds
        found = _records(fields, key.text, world, kinds, " or ".join(kinds))
        if found:
            scope[key.text] = found
    return action, scope


def _records(fields: Fields, key: str, world: World, kinds: Iterable[str], what: str) -> tuple[str, ...]:
    allowed = tuple(kinds)
    found = (world.refer(fields, node, allowed, what) for node in fields.scalars(key))
    return tuple(dict.fromkeys(identity for identity in found if identity is not None))


def _authority(fields: Fields, world: World) -> str | None:
    node = fields.scalar("authority")
    if node is None:
        return None
    if node.text not in world.schema.authorities:
        fields.findings.unknown("authority", node.text, node.span, world.schema.authorities)
        return None
    return node.text


def _steps(fields: Fields, world: World) -> tuple[Step, ...]:
    if fields.node.get("steps") is None:
        fields.need("steps")
    found = []
    for item in fields.items("steps"):
        if not isinstance(item, Tree):
            fields.add("shape", "a step is a mapping: `{do: text, see: id}`", item.span)
            continue
        inner = fields.inner(item, "a step")
        inner.only(keys.STEP)
        if inner.node.get("do") is None:
            inner.need("do")
        see = inner.scalar("see")
        seen = world.refer(inner, see, world.schema.kinds, "record") if see else None
        found.append(Step(inner.texts("do"), seen))
    return tuple(found)


def _takes(fields: Fields) -> Value | None:
    """A duration or a range of durations."""
    node = fields.scalar("takes")
    if node is None:
        return None
    duration = Type("duration")
    for type_ in (duration, Type("range", of=duration)):
        found = conform_text(node.text, type_)
        if not isinstance(found, Mismatch):
            return found
    fields.add("type", f"`{node.text}` is not a duration, or a range of durations", node.span)
    return None


