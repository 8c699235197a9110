"""budgetnb: reads, checks and reports Chinese departmental budget disclosures (部门预算公开).

    import budgetnb as bn
    review = bn.review("documents/310001.txt")
    bn.show(review, "问题")

Public names are found when they are first asked for, so that `import budgetnb` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetnb.showing.collection import load as load
    from budgetnb.showing.many.overview import overview as overview
    from budgetnb.showing.many.years import trend as trend
    from budgetnb.showing.report import check as check
    from budgetnb.showing.report import draw as draw
    from budgetnb.showing.report import hand_over as hand_over
    from budgetnb.showing.report import read as read
    from budgetnb.showing.report import read_all as read_all
    from budgetnb.showing.report import review as review
    from budgetnb.showing.report import say as say
    from budgetnb.showing.report import show as show

__version__ = "0.1.0"
__all__ = ("check", "draw", "hand_over", "load", "overview", "read", "read_all", "review", "say", "show", "trend")
_ELSEWHERE = {"load": "collection", "overview": "many.overview", "trend": "many.years"}
"""Names that are not in `showing.report`, and where they are."""


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"budgetnb.showing.{_ELSEWHERE.get(name, 'report')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
