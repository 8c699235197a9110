"""budgetnb: reads, checks and reports Chinese departmental budget disclosures (部门预算公开).

    import budgetnb as bn
    d = bn.read("documents/310001.pdf")            # the printed figures
    d.table("支出总表").to_frame(), d.find("361.39")
    r = bn.check(d)                                # what the rules say of them
    r.problems, r.findings.to_frame(), bn.why(d.find("361.39")[0])
    bn.load("reports").problems                    # all reports together

Public names are found when they are first asked for, so that `import budgetnb` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetnb.choosing import choose as choose
    from budgetnb.showing.asking import why as why
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
    from budgetnb.showing.trying import try_rule as try_rule

__version__ = "0.1.0"
SAMPLE = Path(__file__).parent / "sample" / "disclosure.txt"
"""The bundled sample: a department's budget of 2024 with known mistakes."""
_HOMES = {
    **dict.fromkeys(("check", "draw", "hand_over", "read", "read_all", "review", "say", "show"), "showing.report"),
    "choose": "choosing",
    "load": "showing.collection",
    "overview": "showing.many.overview",
    "trend": "showing.many.years",
    "try_rule": "showing.trying",
    "why": "showing.asking",
}
"""Every public function and the module that has it."""
__all__ = (
    "SAMPLE",
    "check",
    "choose",
    "draw",
    "hand_over",
    "load",
    "overview",
    "read",
    "read_all",
    "review",
    "say",
    "show",
    "trend",
    "try_rule",
    "why",
)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"budgetnb.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
