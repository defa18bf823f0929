"""Rewrites of plans: each a function from plan to plan in a file of its own, applied in this order.

With any of them left out the answers are the same; only the cost differs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..plan import Plan, Result
from .ends_only import ends_only
from .filters_down import filters_down
from .property_seek import property_seek
from .scan_by_label import scan_by_label
from .top_of_sorted import top_of_sorted

Rewrite: TypeAlias = Callable[[Plan], Plan]
REWRITES: tuple[Rewrite, ...] = (filters_down, scan_by_label, property_seek, top_of_sorted, ends_only)


def rewritten(plan: Result, rewrites: tuple[Rewrite, ...] = REWRITES) -> Result:
    """The plan after all rewrites."""
    for rewrite in rewrites:
        changed = rewrite(plan)
        plan = changed if isinstance(changed, Result) else plan
    return plan
