"""A scan of all nodes under a label test becomes a scan of the nodes with the label.

    Filter a:person          becomes      ScanLabel a:person
      ScanAll a
"""

from __future__ import annotations

from ....ground.frozen import replace
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
                        rest = _without(conditions, condition)
                        scan = ScanLabel(source, slot, labels[0].text)
                        return Filter(scan, rest) if rest else scan
    return plan


def _without(conditions: tuple[Expression, ...], tested: LabelTest) -> tuple[Expression, ...]:
    """The conditions without the first label of a test."""
    left = replace(tested, labels=tested.labels[1:])
    return tuple(left if condition is tested else condition for condition in conditions
                 if condition is not tested or left.labels)
