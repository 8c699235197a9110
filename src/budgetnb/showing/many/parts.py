"""What can be said, shown and drawn of an organisation over its years and of the organisations of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from budgetnb.blocks import Block
from budgetnb.showing.many import overview_told, years_tables, years_told
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


def _chart(module: str, name: str, *choices: Any) -> Callable[[Any], Any]:
    """A chart of all reviews; its library is loaded when it is drawn."""

    def picture(subject: Years | Overview) -> Any:
        drawing = import_module(f"budgetnb.showing.charts.{module}")
        return getattr(drawing, name)(subject.seen, *choices)

    return picture


def _by_level(module: str, name: str, *choices: Any, pairs: bool = False) -> Callable[[Overview], Any]:
    """A chart for each level, because the amounts of units are part of their departments'."""

    def pictures(overview: Overview) -> Any:
        drawing = getattr(import_module(f"budgetnb.showing.charts.{module}"), name)
        several = len(overview.levels) > 1
        made = ((level, drawing(overview.pairs(level) if pairs else overview.of_level(level), *choices)) for level in overview.levels)
        return tuple(replace(picture, of="-".join(filter(None, (picture.of, level)))) if several else picture for level, picture in made)

    return pictures


OF_YEARS = Parts(
    said={"摘要": years_told.summary},
    shown={
        "各年文本": years_told.documents,
        "可比性": years_told.comparable,
        "支出科目": years_tables.functions,
        "经济科目": years_tables.economic,
        "项目": years_tables.projects,
        "文字所说": years_tables.stated,
        "重复问题": years_tables.recurring,
    },
    drawn={
        "总量": _chart("comparing", "trend", ("收入总计", "支出总计", "财政拨款收入"), "总量"),
        "结构": _chart("structures", "structure"),
        "功能": _chart("structures", "functions"),
        "三公经费": _chart("comparing", "trend", ("三公经费", "因公出国费", "公务用车费", "公务接待费"), "三公经费"),
        "人员与运行": _chart("comparing", "trend", ("人员经费", "公用经费", "机关运行经费"), "人员与运行"),
    },
)
OF_OVERVIEW = Parts(
    said={"摘要": overview_told.summary, "一页": chief_page},
    shown={
        "部门一览": overview_told.organisations,
        "没有列入": overview_told.absent,
        "共同问题": overview_told.shared,
    },
    drawn={
        "核查热图": _chart("comparing", "heat"),
        "部门排序": _by_level("comparing", "ranking"),
        "部门结构": _by_level("departments", "structure"),
        "功能合计": _by_level("departments", "by_function"),
        "变动": _by_level("departments", "changes", pairs=True),
        "支出分布": _by_level("comparing", "distribution", "支出总计"),
        "项目占比分布": _by_level("comparing", "distribution", "项目支出占比"),
        "三公分布": _by_level("comparing", "distribution", "三公经费"),
    },
)
