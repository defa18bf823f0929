"""A scan under an equality of a property becomes a look-up in the index of that property.

    Filter a.name = 'x'      becomes      SeekProperty a.name = 'x'
      ScanLabel a:person                    (of a:person)
"""

from __future__ import annotations

from ....language.expressions import Compare, Expression, Property
from ....language.patterns.tree import Variable
from ..plan import Filter, Plan, ScanAll, ScanLabel, SeekProperty
from ..reading import slots_read
from .everywhere import everywhere


def property_seek(plan: Plan) -> Plan:
    """Use a property index where the value is known before the scan."""
    return everywhere(plan, _seek)


def _seek(plan: Plan) -> Plan:
    match plan:
        case Filter((ScanAll() | ScanLabel()) as scan, conditions):
            for condition in conditions:
                found = _known_value(condition, scan.slot)
                if found is not None:
                    label = scan.label if isinstance(scan, ScanLabel) else None
                    rest = tuple(other for other in conditions if other is not condition)
                    seek = SeekProperty(scan.source, scan.slot, label, *found)
                    return Filter(seek, rest) if rest else seek
    return plan


def _known_value(condition: Expression, slot: int) -> tuple[str, Expression] | None:
    """Key and value of an equality of a property of the scanned node."""
    match condition:
        case Compare("=", left, right):
            for side, other in ((left, right), (right, left)):
                match side:
                    case Property(Variable(slot=found), key) if found == slot and slot not in slots_read(other):
                        return key, other
    return None
