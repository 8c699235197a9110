"""What can be said, shown and drawn of an organisation over its years and of the organisations of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from budgetnb.blocks import Block
from budgetnb.showing.many.chief import chief_page
from budgetnb.showing.many.overview import Overview
from budgetnb.showing.many.years import Years

Blocks = Callable[[Any], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The names a notebook may ask for, and what answers: blocks, or a picture."""

    said: Mapping[str, Blocks] = field(default_factory=dict)
    shown: Mapping[str, Blocks] = field(default_factory=dict)
    drawn: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


def parts_of(subject: Years | Overview) -> Parts:
    """The parts of a trend report or of an overview."""
    return OF_YEARS if isinstance(subject, Years) else OF_OVERVIEW


def _charts(name: str) -> Callable[..., Any]:
    """A chart, whose library is loaded when it is drawn."""

    def picture(*subject: Any, **choices: Any) -> Any:
        from budgetnb.showing.charts import comparing  # noqa: PLC0415  as in budgetnb.showing.report

        return getattr(comparing, name)(*subject, **choices)

    return picture


_trend, _ranking, _heat, _distribution = map(_charts, ("trend", "ranking", "heat", "distribution"))

OF_YEARS = Parts(
    drawn={
        "总量": lambda years: _trend(years.seen, ("收入总计", "支出总计", "财政拨款收入"), "总量"),
        "三公经费": lambda years: _trend(years.seen, ("三公经费", "因公出国费", "公务用车费", "公务接待费"), "三公经费"),
        "人员与运行": lambda years: _trend(years.seen, ("人员经费", "公用经费", "机关运行经费"), "人员与运行"),
    },
)
OF_OVERVIEW = Parts(
    said={"一页": chief_page},
    drawn={
        "核查热图": lambda overview: _heat(overview.seen),
        "部门排序": lambda overview: _ranking(overview.seen),
        "分布": lambda overview: _distribution(overview.seen),
    },
)
