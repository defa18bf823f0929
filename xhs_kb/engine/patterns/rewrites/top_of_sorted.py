"""Sorting everything to keep the first few becomes keeping the first few.

    Limit 3                  becomes      Top 3 by a.age
      Sort a.age
"""

from __future__ import annotations

from ..plan import Limit, Plan, Sort, Top
from .everywhere import everywhere


def top_of_sorted(plan: Plan) -> Plan:
    """Join `Limit` with the `Sort` right below it."""
    return everywhere(plan, _top)


def _top(plan: Plan) -> Plan:
    match plan:
        case Limit(Sort(source, keys), amount):
            return Top(source, keys, amount)
    return plan
