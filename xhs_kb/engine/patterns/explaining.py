"""Plans as text: one line for each step, what feeds it below it. The same plan always gives the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from ...language.patterns.bound import Aggregate, Column
from ...language.patterns.tree import SortKey
from ...language.patterns.types import Type
from ...language.patterns.writing import write_expression, write_name
from . import plan as p

Slots = Sequence[tuple[str, Type]]


def explain(plan: p.QueryPlan, slots: Slots, counts: Mapping[int, int] | None = None) -> list[tuple[str, int | None]]:
    """The lines of a plan; with `counts` (rows by the id of a step) each has the rows that it gave."""
    lines: list[tuple[str, int | None]] = []
    for number, part in enumerate(plan.parts):
        if number:
            lines.append(("Union all" if plan.unions[number - 1] else "Union", None))
        lines += [("  " * depth + line(step, slots), (counts or {}).get(id(step)) if counts is not None else None)
                  for depth, step in _steps(part, 0)]
    return lines


def _steps(plan: p.Plan, depth: int) -> Iterator[tuple[int, p.Plan]]:
    match plan:
        case p.Argument():
            return
        case p.Optional(source, inner):
            yield depth, plan
            yield from _steps(inner, depth + 2)
            yield from _steps(source, depth + 1)
        case _:
            yield depth, plan
            yield from _steps(plan.source, depth + 1)


def _slot(slot: int, slots: Slots) -> str:
    name = slots[slot][0] if slot < len(slots) else ""
    return write_name(name) if name else f"#{slot}"


def line(plan: p.Plan, slots: Slots) -> str:
    """One step."""
    match plan:
        case p.Argument():
            return "Argument"
        case p.ScanAll(_, slot):
            return f"ScanAll {_slot(slot, slots)}"
        case p.ScanLabel(_, slot, label):
            return f"ScanLabel {_slot(slot, slots)}:{write_name(label)}"
        case p.SeekProperty(_, slot, label, key, value):
            of = f":{write_name(label)}" if label is not None else ""
            return f"SeekProperty {_slot(slot, slots)}{of}.{write_name(key)} = {write_expression(value)}"
        case p.CheckKind(_, slot, kind):
            return f"CheckKind {_slot(slot, slots)} is a {kind}"
        case p.Expand(_, step):
            return f"Expand{_into(step)} {_arrow(step, '', slots)}"
        case p.ExpandMany(_, step, low, high, asked, kept):
            entries = ", ".join(f"{key}: {write_expression(value)}" for key, value in asked)
            length = f"*{low}..{'' if high is None else high}{' {' + entries + '}' if entries else ''}"
            return f"ExpandMany{_into(step)} {_arrow(step, length, slots)}{'' if kept else ' (ends only)'}"
        case p.FromRelationship(_, step):
            return f"FromRelationship {_arrow(step, '', slots)}"
        case p.Follow(_, step, low, high):
            return f"Follow{_into(step)} {_arrow(step, f'*{low}..{chr(32) if high is None else high}'.rstrip(), slots)}"
        case p.MakePath(_, slot, nodes):
            return f"MakePath {_slot(slot, slots)} through {', '.join(_slot(node, slots) for node in nodes)}"
        case p.Filter(_, conditions):
            return "Filter " + " AND ".join(map(write_expression, conditions))
        case p.Optional():
            return "Optional"
        case p.Unroll(_, items, slot):
            return f"Unroll {write_expression(items)} as {_slot(slot, slots)}"
        case p.Project(_, columns):
            return f"Project {_columns(columns, slots)}"
        case p.Group(_, keys, aggregates):
            by = f" by {_columns(keys, slots)}" if keys else ""
            return f"Group {', '.join(_aggregate(one, slots) for one in aggregates)}{by}"
        case p.Distinct(_, found):
            return f"Distinct {', '.join(_slot(slot, slots) for slot in found)}"
        case p.Sort(_, keys):
            return f"Sort {_keys(keys)}"
        case p.Top(_, keys, amount):
            return f"Top {write_expression(amount)} by {_keys(keys)}"
        case p.Result(_, found):
            return f"Result {', '.join(_slot(slot, slots) for slot in found)}".rstrip()
        case p.Skip(_, amount):
            return f"Skip {write_expression(amount)}"
        case p.Limit(_, amount):
            return f"Limit {write_expression(amount)}"
        case _:
            assert_never(plan)


def _into(step: p.Step) -> str:
    return "Into" if step.into else ""


def _arrow(step: p.Step, length: str, slots: Slots) -> str:
    types = "|".join(map(write_name, step.types))
    middle = f"[{_slot(step.relationship, slots)}{':' + types if types else ''}{length}]"
    left, right = ("<-" if step.direction == "in" else "-"), ("->" if step.direction == "out" else "-")
    unlike = ", ".join(_slot(slot, slots) for slot, _ in step.unique)
    return (f"({_slot(step.origin, slots)}){left}{middle}{right}({_slot(step.target, slots)})"
            f"{' unlike ' + unlike if unlike else ''}")


def _columns(columns: tuple[Column, ...], slots: Slots) -> str:
    return ", ".join(write_expression(column.expression) if write_expression(column.expression) == column.name
                     else f"{write_expression(column.expression)} AS {write_name(column.name)}" for column in columns)


def _aggregate(one: Aggregate, slots: Slots) -> str:
    inside = ", ".join(map(write_expression, one.arguments))
    call = one.function if one.function == "count(*)" else f"{one.function}({'DISTINCT ' * one.distinct}{inside})"
    return f"{call} AS {_slot(one.slot, slots)}"


def _keys(keys: tuple[SortKey, ...]) -> str:
    return ", ".join(write_expression(key.expression) + (" DESC" if key.descending else "") for key in keys)


