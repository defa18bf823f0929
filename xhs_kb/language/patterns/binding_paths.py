"""Binds what is drawn: which variables a pattern fills, which it takes from before, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Sequence

from ...ground.frozen import replace
from ..expressions import Parameter
from .binding_expressions import ExpressionBinder
from .tree import MapOf, NodePattern, PathPattern, RelationshipPattern, Variable
from .types import NODE, PATH, RELATIONSHIP, Kinds, Type, list_of
from .typing_rules import shown

_NODES: Kinds = frozenset({"node"})
_RELATIONSHIPS: Kinds = frozenset({"relationship"})
_LISTS: Kinds = frozenset({"list"})


class PathBinder(ExpressionBinder):
    """Binds patterns; whether one may introduce variables is said with each."""

    def bind_paths(self, paths: Sequence[PathPattern], introduces: bool = True) -> tuple[PathPattern, ...]:
        """All patterns of one clause. Names are settled first, so that properties may speak of any of them."""
        taken: set[str] = set()
        named = tuple(self._names(path, introduces, taken) for path in paths)
        return tuple(self._properties(path) for path in named)

    def _names(self, path: PathPattern, introduces: bool, taken: set[str]) -> PathPattern:
        nodes = [self._node(path.nodes[0], introduces)]
        steps = []
        for step, node in zip(path.relationships, path.nodes[1:], strict=True):
            steps.append(self._relationship(step, introduces, taken))
            nodes.append(self._node(node, introduces))
        return replace(path, variable=self._path(path), nodes=tuple(nodes), relationships=tuple(steps))

    def _node(self, node: NodePattern, introduces: bool) -> NodePattern:
        return replace(node, variable=self._settle(node.variable, NODE, _NODES, introduces, "a node"))

    def _relationship(self, step: RelationshipPattern, introduces: bool, taken: set[str]) -> RelationshipPattern:
        many = step.length is not None
        if step.variable is not None and step.variable.name in taken:
            self.trouble(f"relationship `{step.variable.name}` is drawn twice, and a relationship is used only once",
                         step.variable.span)
        variable = self._settle(step.variable, list_of(RELATIONSHIP) if many else RELATIONSHIP,
                                _LISTS if many else _RELATIONSHIPS, introduces,
                                "a list of relationships" if many else "a relationship")
        if step.variable is not None:
            taken.add(step.variable.name)
        return replace(step, variable=variable)

    def _settle(self, variable: Variable | None, type: Type, accepted: Kinds, introduces: bool, what: str) -> Variable:
        if variable is None:
            return Variable("", self.fresh("", type))
        slot = self.scope.get(variable.name)
        if slot is not None:
            known = self.type_of_slot(slot)
            if not known.fits(accepted) or not (known.item or type.item or known).fits(_RELATIONSHIPS | _NODES):
                self.trouble(f"`{variable.name}` is {shown(known)} and cannot be {what} too", variable.span, "type")
        elif introduces:
            slot = self.scope[variable.name] = self.fresh(variable.name, type)
        else:
            slot = self._slot(variable)
        return replace(variable, slot=slot)

    def _path(self, path: PathPattern) -> Variable | None:
        if path.variable is None:
            return None
        name = path.variable.name
        if name in self.scope:
            self.trouble(f"`{name}` is already defined and cannot name a path", path.variable.span)
        slot = self.scope[name] = self.fresh(name, PATH)
        return replace(path.variable, slot=slot)

    def _properties(self, path: PathPattern) -> PathPattern:
        nodes = tuple(replace(node, properties=self._asked(node.properties)) for node in path.nodes)
        steps = tuple(replace(step, properties=self._asked(step.properties)) for step in path.relationships)
        return replace(path, nodes=nodes, relationships=steps)

    def _asked(self, properties: MapOf | Parameter | None) -> MapOf | Parameter | None:
        match properties:
            case Parameter(name, span):
                self.trouble(f"`${name}` cannot stand for all properties of a pattern", span, "parameter",
                             help=f"name them, such as `{{name: ${name}}}`")
                return None
            case MapOf():
                self.refuse_aggregates(properties, "a pattern")
                bound = self.bind(properties)
                return bound if isinstance(bound, MapOf) else None
            case None:
                return None
