"""Pictures that are hard to draw, and what of a drawing can be measured."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

from budgetnb.showing.charts.page import KINDS
from budgetnb.showing.charts.pictures import Absent, Bars, Bridge, Flow, Heat, Picture, Row, Spread, Trend
from budgetnb.showing.style import figure_of

LONG = "老旧小区改造项目咨询及申请政府专项债券可行性研究报告资金（签批）以及配套基础设施建设项目三期、四期和五期的全部前期工作经费"
NAMES = (
    LONG,
    "Basic pension insurance contributions of government bodies $x^2$ & <b>",
    "住房",
    "机关事业单位基本养老保险缴费支出",
    "㐂😀费",
)
FINE = 6
"""Pixels in a point."""
SMALL = 0.6
"""Points by which boxes may touch: less than the white around a letter."""


def some(count: int) -> list[Decimal]:
    """As many different amounts, from hundredths to thousands, the largest first."""
    return sorted((Decimal(number**3 * 7919 % 1000003) / 100 for number in range(1, count + 1)), reverse=True)


def bars(*rows: Row, whole: str = "", series: tuple[str, ...] = ("",)) -> Bars:
    """Bars without much ado."""
    return Bars(name="项目排序", caption="图", unit="万元", head="项目", rows=rows, series=series, whole=Decimal(whole) if whole else None)


def ranked(count: int) -> Bars:
    """As many ranked bars with all kinds of names."""
    return bars(*(Row(f"{NAMES[place % 5]}{place}", (value,)) for place, value in enumerate(some(count))), whole="123456.78")


def amounts(*printed: str) -> tuple[Decimal | None, ...]:
    """Amounts as printed, "" for a blank."""
    return tuple(Decimal(one) if one else None for one in printed)


def flow(sources: int, uses: int) -> Flow:
    """Money from as many sources to as many uses."""
    sides = [tuple((f"{NAMES[place % 5]}{place}", value) for place, value in enumerate(some(count))) for count in (sources, uses)]
    return Flow(name="资金流向", caption="图", unit="万元", heads=("收入来源", "支出去向"), sources=sides[0], uses=sides[1], trunk="收支")


def trend(*printed: str, first: int = 2020) -> Trend:
    """One quantity over the years, twice."""
    years = tuple(range(first, first + len(printed)))
    values = amounts(*printed)
    return Trend(name="趋势", caption="图", unit="万元", years=years, series=(("支出总计", values), (LONG, values)))


def bridge(start: str, *steps: str, end: str) -> Bridge:
    """From one total to another by steps with names of all kinds."""
    named = tuple((NAMES[place % 5], Decimal(step)) for place, step in enumerate(steps))
    return Bridge(
        name="差额桥", caption="图", unit="万元", head="项", start=(LONG, Decimal(start)), steps=named, end=("合计", Decimal(end))
    )


def heat(count: int) -> Heat:
    """Counts for as many departments."""
    rows = tuple((f"{NAMES[place % 5]}{place}", tuple((place * column) % 13 or None for column in range(5))) for place in range(count))
    columns = ("表内勾稽", "表间勾稽", "文字与数字", "Wording and form", "其他")
    return Heat(name="核查热图", caption="图", head="部门", columns=columns, rows=rows)


def spread(*printed: str) -> Spread:
    """Where these values lie."""
    points = tuple((f"{NAMES[place % 5]}{place}", value) for place, value in enumerate(amounts(*printed)))
    return Spread(name="分布", caption="图", unit="万元", head="部门", points=points)


HARD: dict[str, Picture] = {
    **{f"{count} bars": ranked(count) for count in (1, 2, 3, 7, 20, 21, 60)},
    "huge, tiny, nil, blank, negative": bars(
        *(Row(name, (value,)) for name, value in zip("甲乙丙丁戊", amounts("123456789.12", "0.01", "0", "", "-98765432.10"), strict=True))
    ),
    "all negative": bars(Row("甲", amounts("-98.10")), Row(LONG, amounts("-0.01")), whole="-98.11"),
    "all nil": bars(Row("甲", amounts("0")), Row("乙", amounts("0"))),
    "four series": bars(
        *(Row(NAMES[place], tuple(some(20)[place * 4 : place * 4 + 4])) for place in range(5)),
        series=("一般公共预算财政拨款本年收入", "上年结转结余资金", LONG, "单位资金"),
    ),
    "mixed signs in two series": bars(
        Row("甲", amounts("5", "-3")), Row("乙", amounts("", "-7.25")), Row("丙", amounts("9", "")), series=("本年", "结转")
    ),
    "parts of parts": bars(
        Row("基本支出", amounts("141.25")),
        Row("人员经费", amounts("132.40"), level=1),
        Row("公用经费", amounts("8.85"), level=1, start=Decimal("132.40")),
        Row("项目支出", amounts("405.69"), start=Decimal("141.25")),
        whole="546.94",
    ),
    "one source, one use": flow(1, 1),
    "two sources, four uses": flow(2, 4),
    "nine sources, thirty uses": flow(9, 30),
    "sixty sources, sixty uses": flow(60, 60),
    "flow with blanks, nils and what is negative": replace(
        flow(3, 3),
        sources=tuple(zip(NAMES, amounts("5.00", "", "0", "-2.00", "0.01"), strict=True)),
        uses=tuple(zip(NAMES, amounts("0.00", "3.01", "-1", "", "1.00"), strict=True)),
    ),
    "bridge": bridge("185.55", "84.39", "277.00", end="546.94"),
    "bridge with a rest": bridge("185.55", "84.39", "-30", "277.00", end="600"),
    "bridge of sixty steps": bridge("1", *(f"{value * (-1) ** place}" for place, value in enumerate(some(60))), end="5000"),
    "bridge with steps of nothing": bridge("0", "0", "0.00", "0.01", end="0.01"),
    "bridge below zero": bridge("-18", "30", "-40", end="-28"),
    "one year": trend("5.00"),
    "five years": trend("5301.42", "5301.42", "", "546.94", "1546.90"),
    "years of nothing": trend("0", "0.00", "0"),
    "years that are blank": trend("", "", "3.00"),
    "years below zero": trend("3", "-8.25", "0", "12"),
    "ten long years": trend(*(f"{value * 10000}" for value in some(10))),
    "thirty years": trend(*(f"{value * 1000}" for value in some(30)), first=1996),
    "years that are missing or mean something else": replace(
        trend("5301.42", "", "546.94", "1546.90"), missing=(2021,), apart=(("支出总计", 2023), (LONG, 2023))
    ),
    "sixty years with gaps": replace(trend(*(f"{value}" for value in some(60)), first=1966), missing=tuple(range(1970, 1980))),
    "sixty changes with percentages": replace(
        bars(
            *(
                Row(f"{NAMES[place % 5]}{place}（{'-+'[place % 2]}1{place}.25%）", (value * (-1) ** place,))
                for place, value in enumerate(some(60))
            )
        ),
        signed=True,
    ),
    "sixty departments in three series": bars(
        *(Row(f"{NAMES[place % 5]}{place}", (value, value / 3, None if place % 2 else value / 9)) for place, value in enumerate(some(60))),
        series=("基本支出", "项目支出", "预留机动经费"),
    ),
    "heat of one": heat(1),
    "heat of sixty": heat(60),
    "heat of nothing": replace(heat(7), rows=tuple((f"{NAMES[place % 5]}{place}", (0, None, 0, 0, 0)) for place in range(7))),
    "one value": spread("3"),
    "equal values": spread(*["7.00"] * 30),
    "values of nothing": spread("0", "0.00", "", "0", "0", "0"),
    "far out": spread(*[f"{100 + place % 17}.00" for place in range(50)], "900.00", "-500.00", "", "1250.50"),
    "from cents to millions": spread(*(f"{10**place}" for place in range(8)), "0.01"),
    "hundreds": spread(*(f"{value}" for value in some(400))),
    "nothing": Absent(name="三公构成", caption="图", why="没有数据：公开文本中没有读到“三公”经费表。"),
}


def drawn(picture: Picture) -> Axes:
    """The picture on an Axes of its own."""
    kind = KINDS[type(picture)]
    _, ax = figure_of(kind.height(picture))
    kind.draw(picture, ax)
    return ax


def boxes(ax: Axes) -> list[tuple[str, Bbox]]:
    """Every text on an Axes with the box it takes, in points, measured finely enough for hinting not to matter."""
    ax.figure.set_dpi(FINE * 72)
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    return [(one.get_text(), _points(one.get_window_extent(renderer))) for one in ax.texts]


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """The pairs of texts on an Axes that stand on each other."""
    return [(a, b) for (a, one), (b, other) in combinations(boxes(ax), 2) if _overlap(one, other)]


def outside(ax: Axes) -> list[str]:
    """The texts of an Axes that do not lie within it."""
    measured, near = boxes(ax), _points(ax.bbox).padded(SMALL)
    return [words for words, box in measured if not (near.x0 <= box.x0 and box.x1 <= near.x1 and near.y0 <= box.y0 and box.y1 <= near.y1)]


def _points(box: Bbox) -> Bbox:
    return Bbox(box.get_points() / FINE)


def _overlap(one: Bbox, other: Bbox) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > SMALL and down > SMALL
