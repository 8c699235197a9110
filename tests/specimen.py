"""A synthetic report with blocks of every kind, for the tests of the pages half.

`build(folder)` makes a project folder with a notebook whose cells import this very file. Every
figure is invented.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

import budgetnb
from budgetnb.blocks import (
    FILES_MIMETYPE,
    MIMETYPE,
    REVIEW_MIMETYPE,
    Block,
    BodyCell,
    BodyRow,
    Callout,
    Chart,
    Facts,
    HeadCell,
    Heading,
    Listing,
    Paragraph,
    Run,
    Table,
    runs,
    to_json,
)
from budgetnb.blocks_html import notebook_html

DEPARTMENT = "甲市示范区社区治理和服务创新办公室"
RARE = "㐂、龘、😀"
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '#read("/etc/passwd") #eval("1") *星* _下_ $x$ @ref <标签> \\u{41}',
    "{{ 7*7 }}{% raw %}",
    "控制\x07符\u202e倒序",
)
PARAMS = f"""\
department: {DEPARTMENT}
code: "310001"
level: 部门
year: 2024
sources: [documents/310001.txt]
"""
PARAMETERS = """\
department = None
code = None
level = None
year = None
sources = []
prior_sources = []
rules = []
form = None
lang = "zh"
"""


class Shown:
    """What a cell shows: blocks under our mimetype, with HTML and plain text beside them."""

    def __init__(self, *blocks: Block) -> None:
        self.blocks = blocks

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIMETYPE: to_json(self.blocks), "text/html": notebook_html(self.blocks), "text/plain": "blocks"}


class Handed:
    """What the last cell hands to the runner: the review and a file made from it."""

    def __init__(self, **review: Any) -> None:
        self.review = review

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        files = {"workpaper.xlsx": "ZmlndXJlcw=="}
        return {REVIEW_MIMETYPE: self.review, FILES_MIMETYPE: files, "text/plain": "review"}


def opening(department: str, year: int) -> Shown:
    lead = (
        "文本共有 9 张表、612 个数。程序核对了其中 98.2%，有 2 处不符需要更正，另有 1 处请核实。"
        "2024 年收支总计 4,754.48 万元，比上年增加 361.39 万元，增长 8.23%。"
    )
    return Shown(
        Heading(f"{department} {year} 年部门预算核查报告", 1),
        Paragraph(runs("需更正后重新公开"), "verdict"),
        Paragraph(runs(lead), "lead"),
        Facts(
            (
                ("收支总计", "4,754.48", "万元", "比上年增长 8.23%"),
                ("基本支出", "1,287.90", "万元", "占 27.09%"),
                ("项目支出", "3,466.58", "万元", "占 72.91%"),
                ("“三公”经费", "12.60", "万元", "与上年持平"),
            )
        ),
        Paragraph(runs("程序初审，不代替财政部门审核结论。"), "note"),
    )


def problems() -> Shown:
    where = (
        Run("表中印作 "),
        Run("86.93%", mark="breaks"),
        Run("，见"),
        Run("一般公共预算支出表", to="t-wide"),
        Run("与"),
        Run("正文第三节", to="s-3"),
    )
    said = Paragraph((Run("占比应为 "), Run("89.68%", strong=True), Run("：以本年数作分母，小数点错一位。")))
    entries = ((Paragraph(runs("建议改为：“……占 89.68%。”")),), (Paragraph((Run("依据：部门收支总表，"), Run("表内勾稽", to="c-7"))),))
    return Shown(
        Callout((Run("基本支出占比与表不符"),), (Paragraph(where), said, Listing(entries)), "error", "p-1"),
        Callout((Run("收入总计与支出总计相差 361.39 万元"),), (Paragraph(runs("等于上年结转结余：84.39 + 277.00。")),), "warning", "p-2"),
        Callout((Run("机关运行经费未说明增减原因"),), (Paragraph(runs("请补充。")),), "hint", "p-3"),
        Callout((Run("政府性基金支出表与说明一致"),), (Paragraph(runs("两处均为零。")),), "good", "p-4"),
        Callout((Run("本文本为单位预算"),), (Paragraph(runs("与部门预算分别核对。")),), "note", "p-5"),
    )


def narrative() -> Shown:
    one = (
        Run("2024年收入总计 "),
        Run("4,754.48", mark="ties", id="n-1", to="c-3"),
        Run(" 万元，与上年相比增加 "),
        Run("361.39", mark="rounds", to="c-4"),
        Run(" 万元，增长 "),
        Run("8.32%", mark="breaks", id="n-3", to="p-1"),
        Run("。主要原因：社区服务项目增加，人员经费按政策调整。其中政府性基金收入 "),
        Run("（空）", mark="blank"),
        Run(" 万元，购置车辆 "),
        Run("3", mark="unchecked"),
        Run(" 辆。"),
    )
    return Shown(
        Heading("一、收支总体情况", 3, "s-1"),
        Paragraph(one),
        Heading("三、支出预算总体情况", 3, "s-3"),
        Paragraph(
            (
                Run("本年支出合计 "),
                Run("4,393.09", mark="ties"),
                Run(" 万元，其中基本支出占 "),
                Run("86.93%", mark="breaks", to="p-1"),
                Run("。"),
            )
        ),
        Paragraph(runs("与上年相比，主要原因是社区工作者待遇提高。"), "quote"),
    )


def small_table() -> Shown:
    lines = (
        ("一、一般公共预算", "4,393.09", "4,115.20", "6.75%"),
        ("二、政府性基金预算", "", "0.00", "—"),
        ("三、国有资本经营预算", "0.00", "0.00", "—"),
    )
    rows = tuple(BodyRow(tuple(BodyCell(runs(words)) for words in line)) for line in lines)
    total = BodyRow(
        (
            BodyCell(runs("收入总计")),
            BodyCell(runs("4,754.48"), "breaks", "c-7"),
            BodyCell(runs("4,393.09"), "ties"),
            BodyCell(runs("8.23%"), "rounds"),
        ),
        "total",
    )
    head = ((HeadCell("项目"), HeadCell("2024 年预算"), HeadCell("2023 年预算"), HeadCell("增减")),)
    note = "资料来源：部门收支总表（第 3 页）。"
    return Shown(Table("收入的构成", head, (*rows, total), ("left", "right", "right", "right"), "万元", note, "t-small"))


def wide_table() -> Shown:
    head = (
        (
            HeadCell("科目编码", rowspan=2),
            HeadCell("科目名称", rowspan=2),
            HeadCell("合计", rowspan=2),
            HeadCell("基本支出", 3),
            HeadCell("项目支出", 4),
            HeadCell("其中：政府购买服务", rowspan=2),
            HeadCell("备注", rowspan=2),
        ),
        tuple(map(HeadCell, ("小计", "人员经费", "公用经费", "小计", "部门预算项目", "一般性项目", "专项资金"))),
    )
    rows = tuple(_wide_row(number) for number in range(40))
    total = BodyRow(
        (BodyCell(runs("")), BodyCell(runs("合计")), *(BodyCell(runs("98,765,432.10")) for _ in range(9)), BodyCell(runs(""))), "total"
    )
    align = ("left", "left", *("right",) * 9, "left")
    return Shown(Table("一般公共预算支出表", head, (*rows, total), align, "元", "資料来源：第 6 至 8 页。", "t-wide", True, 2))


def _wide_row(number: int) -> BodyRow:
    names = ("一般公共服务支出", "民政管理事务", "基层政权建设和社区治理", "机关事业单位基本养老保险缴费支出", RARE)
    figures = tuple(f"{(number * 7919 + column * 104729) % 9_999_999:,}.{column}0" for column in range(9))
    marks = {(2, 3): "breaks", (5, 4): "rounds", (7, 1): "blank", (8, 2): "unchecked"}
    cells = (BodyCell(runs(f"208{number:04d}")), BodyCell(runs(names[number % 5])))
    body = tuple(BodyCell(runs(words), marks.get((number, at), ""), f"c-{number}" if at == 3 else "") for at, words in enumerate(figures))
    style = "group" if number % 8 == 0 else "normal"
    return BodyRow((*cells, *body, BodyCell(runs("见正文" if number % 9 == 0 else ""))), style, number % 3)


def chart() -> Shown:
    data = Table(
        "",
        ((HeadCell("功能"), HeadCell("数额")),),
        (BodyRow((BodyCell(runs("一般公共服务")), BodyCell(runs("503.20")))),),
        ("left", "right"),
        "万元",
    )
    said = "社会保障和就业支出最多，4,048.11 万元；其次是一般公共服务支出 503.20 万元。"
    return Shown(Chart("九成以上的钱用于社会保障和就业", said, bars(), "资料来源：一般公共预算支出表；单位：万元。", "f-1", data))


def rules() -> Shown:
    head = (tuple(map(HeadCell, ("规则", "左", "右", "差额", "结果"))),)
    rows = tuple(
        BodyRow(
            (
                BodyCell((Run(f"T{n // 6 + 1}-{n % 6 + 1} 每一科目的基本支出等于人员经费加公用经费"),)),
                *(BodyCell(runs(f"{n * 37.5:,.2f}")) for _ in range(3)),
                BodyCell(runs("相符"), "ties"),
            )
        )
        for n in range(60)
    )
    return Shown(Table("全部规则与两边的数", head, rows, ("left", "right", "right", "right", "left"), id="t-rules", filterable=True))


def hostile() -> Shown:
    entries = tuple((Paragraph(runs(words)),) for words in HOSTILE)
    links = tuple(
        Run(to, to=to)
        for to in ("javascript:alert(1)", "data:text/html,x", "https://example.org/?a=1&b=2", "mailto:czj@example.org", "nowhere")
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><script>alert(1)</script><style>*{color:red}</style><text x="5" y="20" onclick="x()">字<a href="javascript:alert(1)">链</a></text></svg>'
    return Shown(
        Listing(entries),
        Paragraph(links),
        Chart(HOSTILE[0], HOSTILE[1], svg, HOSTILE[2]),
        Paragraph((Run("同名一", id="same"), Run("同名二", id="same"))),
    )


@cache
def bars() -> str:
    """A bar chart as matplotlib draws it, its text kept as text."""
    import io

    import pylopdf_fonts_zh_cn
    from matplotlib import font_manager, rc_context
    from matplotlib.figure import Figure

    font_manager.fontManager.addfont(pylopdf_fonts_zh_cn.sans_path())
    with rc_context({"font.family": "Noto Sans SC", "svg.fonttype": "none", "svg.hashsalt": "budgetnb"}):
        figure = Figure(figsize=(7.2, 2.6))
        axes = figure.add_axes((0.22, 0.14, 0.7, 0.8))
        drawn = axes.barh(
            ["卫生健康支出", "一般公共服务支出", "社会保障和就业支出"],
            [203.17, 503.2, 4048.11],
            color=["#c98b2b", "#6c9bc4", "#1f4e79"],
            hatch=["//", "", ""],
        )
        axes.bar_label(drawn, labels=["203.17", "503.20", "4,048.11"], padding=4)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xlabel("万元")
        drawing = io.StringIO()
        figure.savefig(drawing, format="svg", metadata={"Date": None, "Creator": None})
    return drawing.getvalue()


OWN_CELL = """\
import pandas as pd
print("分析人员自己的单元")
pd.DataFrame({"科目": ["民政", "卫生"], "数额": [1.5, 2.25]}, index=["甲", "乙"])"""

CELLS = (
    ("markdown", "# 部门预算公开核查报告"),
    ("parameters", PARAMETERS),
    ("code", "import specimen"),
    ("code", "specimen.opening(department, year)"),
    ("markdown", "## 问题与建议\n\n每个问题给出**印在何处**、*应为何数*与改法：\n\n1. 先看错误；\n2. 再看警告。\n   - 细目一\n   - 细目二"),
    ("code", "specimen.problems()"),
    ("markdown", "## 分节说明"),
    ("code", "specimen.narrative()"),
    ("markdown", "## 图"),
    ("code", "specimen.chart()"),
    ("markdown", "## 各表"),
    ("code", "specimen.small_table()"),
    ("markdown", "### 一般公共预算支出表"),
    ("code", "specimen.wide_table()"),
    ("markdown", "## 全部规则"),
    ("code", "specimen.rules()"),
    ("markdown", "## 补充分析\n\n<b>不是标签</b>，[财政部](http://www.mof.gov.cn/)，[坏链接](javascript:alert(1))"),
    ("code", OWN_CELL),
    ("code", "specimen.hostile()"),
    ("code", "specimen.Handed(department=department, level=level, year=year)"),
)


def notebook(*more: tuple[str, str]) -> nbformat.NotebookNode:
    """The specimen as a notebook without outputs; `more` cells stand before the last one."""
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for number, (kind, source) in enumerate((*CELLS[:-1], *more, CELLS[-1])):
        cell = nbformat.v4.new_markdown_cell(source) if kind == "markdown" else nbformat.v4.new_code_cell(source)
        cell["id"] = f"specimen-{number}"
        if kind == "parameters":
            cell["metadata"]["tags"] = ["parameters"]
        made.cells.append(cell)
    return made


def build(folder: Path, *more: tuple[str, str]) -> Path:
    """A project folder with the specimen notebook, a params file and a source; its params file."""
    for name in ("notebooks", "params/departments", "documents"):
        (folder / name).mkdir(parents=True)
    (folder / "budgetnb").symlink_to(Path(budgetnb.__file__).parent)  # the kernel works here: it finds the code that is tested
    shutil.copy(__file__, folder / "specimen.py")
    nbformat.write(notebook(*more), folder / "notebooks" / "specimen.ipynb")
    (folder / "documents" / "310001.txt").write_text("2024年部门预算", encoding="utf-8")
    params = folder / "params" / "departments" / "310001-2024.yaml"
    params.write_text(PARAMS, encoding="utf-8")
    return params


@cache
def executed() -> nbformat.NotebookNode:
    """The specimen after a real run by papermill, as it would be saved."""
    from budgetnb.running.kernels import PLAIN
    from budgetnb.running.notebooks import execute, prepare, read_notebook
    from budgetnb.running.params import read_params
    from budgetnb.running.settle import settle

    with TemporaryDirectory() as folder:
        params = read_params(build(Path(folder)))
        prepared = prepare(read_notebook(Path(folder) / "notebooks" / "specimen.ipynb"), params, "specimen.ipynb")
        return settle(execute(prepared, Path(folder), PLAIN))
