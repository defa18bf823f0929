"""A scan of all nodes under a label test becomes a scan of the nodes with the label.

    Filter a:person          becomes      ScanLabel a:person
      ScanAll a
"""

from __future__ import annotations

from dataclasses import replace

from ....language.expressions import Expression
from ....language.patterns.tree import LabelTest, Variable
from ..plan import Filter, Plan, ScanAll, ScanLabel
from .everywhere import everywhere


def scan_by_label(plan: Plan) -> Plan:
    """Use the label index where the first label test allows it."""
    return everywhere(plan, _scan)


def _scan(plan: Plan) -> Plan:
    match plan:
        case Filter(ScanAll(source, slot), conditions):
            for condition in conditions:
                match condition:
                    case LabelTest(Variable(slot=found), labels) if found == slot:
                        rest = _without(conditions, condition, labels)
                        scan = ScanLabel(source, slot, labels[0].text)
                        return Filter(scan, rest) if rest else scan
    return plan


def _without(conditions: tuple[Expression, ...], used: LabelTest, labels: tuple[object, ...]) -> tuple[Expression, ...]:
    left = () if len(labels) == 1 else (replace(used, labels=used.labels[1:]),)
    return tuple(left[0] if condition is used and left else condition for condition in conditions
                 if condition is not used or left)
