"""All charts by name: what each is a picture of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes

from budgetnb.blocks import Chart
from budgetnb.errors import UnknownName
from budgetnb.showing.charts import bridges, comparing, money, spending
from budgetnb.showing.charts.page import chart, draw_on
from budgetnb.showing.charts.pictures import Picture

OF_ONE: dict[str, Callable[..., Picture]] = {
    "收入来源": money.income_by_source,
    "支出按功能": money.expenditure_by_function,
    "支出按科目": money.expenditure_by_account,
    "基本与项目": spending.basic_and_project,
    "经济分类": spending.economic_classification,
    "项目排序": spending.projects_ranked,
    "结转与当年": money.carry_over,
    "三公构成": spending.three_public,
    "资金流向": money.flow,
    "差额桥": bridges.bridge_of_difference,
}
"""Pictures of one disclosure or review."""

OF_MANY: dict[str, Callable[..., Picture]] = {
    "趋势": comparing.trend,
    "部门排序": comparing.ranking,
    "核查热图": comparing.heat,
    "分布": comparing.distribution,
}
"""Pictures of a sequence of disclosures or reviews."""


def picture(subject: Any, name: str, **choices: Any) -> Picture:
    """The picture of a name, of a disclosure, a review or a sequence of them; UnknownName when it is none of ours."""
    known = OF_ONE | OF_MANY
    if name not in known:
        raise UnknownName("chart", name, known)
    return known[name](subject, **choices)


def draw(subject: Any, name: str, ax: Axes | None = None, **choices: Any) -> Chart | Axes:
    """The chart of a name as a block or, where an Axes is given, drawn on that."""
    made = picture(subject, name, **choices)
    return chart(made) if ax is None else draw_on(made, ax)
