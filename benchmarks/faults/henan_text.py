"""The narrative of the Henan form: what the sections say of the tables."""

from __future__ import annotations

from faults.henan import titles
from faults.ledger import BASIC, CAPITAL, CARRIED, FUND, GENERAL, KINDS, NEW, PROJECT, PUBLIC
from faults.paper import Paragraph, Part
from faults.pen import Pen, Postings
from faults.phrases import bought, numeral, plain, vehicles

_SOURCES = (
    ("一般公共预算", "一般公共预算拨款收入", {"fund": GENERAL}),
    ("政府性基金", "政府性基金预算拨款收入", {"fund": FUND}),
    ("国有资本经营", "国有资本经营预算拨款收入", {"fund": CAPITAL}),
    ("财政专户", "财政专户管理资金收入", {"fund": "财政专户"}),
    ("事业收入", "事业收入", {"fund": "事业收入"}),
    ("经营收入", "事业单位经营收入", {"fund": "经营收入"}),
    ("上级补助", "上级补助收入", {"fund": "上级补助"}),
    ("附属上缴", "附属单位上缴收入", {"fund": "附属上缴"}),
    ("其他收入", "其他收入", {"fund": "其他收入"}),
)


def front(pen: Pen) -> list[Paragraph]:
    """Cover, contents and the first part."""
    office, year = pen.budget.office, pen.budget.year
    contents = [
        f"第一部分 {office.name}概况",
        "一、主要职责",
        "二、预算单位构成",
        f"第二部分 {year}年{office.name}{office.level}预算情况说明",
        "第三部分 名词解释",
        f"附件：{year}年{office.level}预算表",
        *(f"{numeral(number)}、{title}" for number, title in enumerate(titles(pen), start=1)),
    ]
    return [
        Paragraph((f"{year}年{office.name}{office.level}预算",), "cover"),
        Paragraph(("目录",), "heading"),
        *(Paragraph((line,), "contents") for line in contents),
        Paragraph(("第一部分",), "heading"),
        Paragraph((f"{office.name}概况",), "heading"),
        Paragraph(("一、主要职责",), "heading"),
        Paragraph(("本文本由程序生成，机构和数字均为虚构，不是任何机关公开的文本。负责示例事务的管理和服务。",)),
        Paragraph(("二、预算单位构成",), "heading"),
        Paragraph((_units(pen),)),
        Paragraph(("第二部分",), "heading"),
        Paragraph((f"{year}年{office.name}{office.level}预算情况说明",), "heading"),
    ]


def _units(pen: Pen) -> str:
    office = pen.budget.office
    if office.level == "单位":
        return "本单位没有所属预算单位。"
    if len(office.units) == 1:
        return "部门预算由本级预算构成，没有所属预算单位。"
    return f"部门预算由本级预算和{len(office.units) - 1}个所属单位预算构成，所属单位为：{'、'.join(office.units[1:])}。"


def sections(pen: Pen) -> list[Paragraph]:
    """The second part: ten sections."""
    made: list[Paragraph] = []
    for number, (title, paragraphs) in enumerate(_sections(pen), start=1):
        made += [Paragraph((f"{numeral(number)}、{title}",), "heading"), *paragraphs]
    return made


def _sections(pen: Pen) -> list[tuple[str, list[Paragraph]]]:
    return [
        ("收入支出预算总体情况说明", [_overall(pen)]),
        ("收入预算总体情况说明", [_incomes(pen)]),
        ("支出预算总体情况说明", [_split(pen, "支出", "支出合计", pen.now(nature=(BASIC, PROJECT)))]),
        ("财政拨款收入支出预算总体情况说明", [_appropriations(pen)]),
        ("一般公共预算支出预算情况说明", _general(pen)),
        ("一般公共预算基本支出预算情况说明", [_basic(pen)]),
        ("一般公共预算“三公”经费支出预算情况说明", _public(pen)),
        ("政府性基金支出预算情况说明", [_fund(pen, "政府性基金", "政府性基金预算拨款", FUND)]),
        ("国有资本经营预算支出预算情况说明", [_fund(pen, "国有资本经营", "国有资本经营预算拨款", CAPITAL)]),
        ("其他重要事项情况说明", _others(pen)),
    ]


def _overall(pen: Pen) -> Paragraph:
    year = pen.budget.year
    everything = pen.now(origin=(NEW, CARRIED))
    last = pen.prior.sum(pen.prior.chosen(origin=(NEW, CARRIED)))
    change = pen.change("文/收支总体/收支总计", last, chosen=everything)
    each = pen.draw.choice(("各", "各", "分别"))
    words = ("收支总计" + (each + str(change[0]) if change[0] != "持平" else "均持平"), *change[1:])
    parts: tuple[Part, ...] = (
        f"{year}年收入总计",
        *pen.said(everything, "文/收支总体/收入总计/数额"),
        "，支出总计",
        *pen.said(everything, "文/收支总体/支出总计/数额"),
        f"。与{year - 1}年预算相比，",
        *words,
        f"，主要原因：{pen.reason(last, chosen=everything)}。",
    )
    return Paragraph(parts)


def _incomes(pen: Pen) -> Paragraph:
    new, carried = pen.now(origin=NEW), pen.now(origin=CARRIED)
    whole = new | carried
    parts: list[Part] = [f"{pen.budget.year}年收入合计", *pen.said(whole, "文/收入/收入合计/数额"), "，其中："]
    for term, title, wanted in _SOURCES:
        parts += [title, *pen.said(new & pen.now(**wanted), f"文/收入/{term}/数额"), "；"]
    return Paragraph((*parts, "上年结转结余", *pen.said(carried, "文/收入/上年结转结余/数额"), "。"))


def _split(pen: Pen, scope: str, term: str, whole: Postings, title: str = "支出合计") -> Paragraph:
    year = pen.budget.year
    parts: list[Part] = [f"{year}年{title}", *pen.said(whole, f"文/{scope}/{term}/数额"), "，其中："]
    for name, nature in (("基本支出", BASIC), ("项目支出", PROJECT)):
        part = whole & pen.now(nature=nature)
        parts += [name, *pen.said(part, f"文/{scope}/{name}/数额"), "，占", *pen.share(part, whole, f"文/{scope}/{name}/占比"), "；"]
    return Paragraph((*parts[:-1], "。"))


def _appropriations(pen: Pen) -> Paragraph:
    year = pen.budget.year
    general, fund = pen.now(fund=GENERAL, origin=NEW), pen.now(fund=FUND, origin=NEW)
    parts: list[Part] = [
        f"{year}年一般公共预算收支预算",
        *pen.said(general, "文/财政拨款收支/一般公共预算收支/数额"),
        "，政府性基金收支预算",
        *pen.said(fund, "文/财政拨款收支/政府性基金收支/数额"),
        f"。与{year - 1}年相比，",
    ]
    for title, chosen, kind in (("一般公共预算收支", general, GENERAL), ("政府性基金收支", fund, FUND)):
        last = pen.prior.sum(pen.prior.chosen(fund=kind, origin=NEW))
        change = pen.change(f"文/财政拨款收支/{title}", last, chosen=chosen)
        said = ("与上年持平",) if change == ("持平",) else (*change, f"，主要原因：{pen.reason(last, chosen=chosen)}")
        parts += [f"{title}预算", *said, "；"]
    return Paragraph((*parts[:-1], "。"))


def _general(pen: Pen) -> list[Paragraph]:
    whole = pen.now(fund=GENERAL, nature=(BASIC, PROJECT))
    return [_split(pen, "一般公共预算支出", "一般公共预算支出", whole, "一般公共预算支出年初预算为")]


def _basic(pen: Pen) -> Paragraph:
    whole = pen.now(fund=GENERAL, nature=BASIC)
    parts: list[Part] = [
        f"{pen.budget.year}年一般公共预算基本支出年初预算为",
        *pen.said(whole, "文/基本支出/基本支出/数额"),
        "。其中：",
    ]
    for name, codes in (("人员经费", ("301", "303")), ("公用经费", ("302", "310"))):
        part = whole & pen.now(economy=codes)
        parts += [
            f"{name}支出",
            *pen.said(part, f"文/基本支出/{name}/数额"),
            "，占",
            *pen.share(part, whole, f"文/基本支出/{name}/占比"),
            "；",
        ]
    return Paragraph((*parts[:-1], "。"))


def _public(pen: Pen) -> list[Paragraph]:
    year = pen.budget.year
    made = [Paragraph((f"{year}年“三公”经费支出预算为", *_yearly(pen, "三公经费", PUBLIC), "具体如下："))]
    named = (
        ("（一）因公出国（境）费", "因公出国费", ("因公出国费",)),
        ("（二）公务接待费", "公务接待费", ("公务接待费",)),
        ("（三）公务用车购置及运行费", "公务用车费", ("公务用车购置费", "公务用车运行费")),
    )
    made += [Paragraph((title, *_yearly(pen, term, kinds))) for title, term, kinds in named]
    parts = ("其中：公务用车购置费", *_yearly(pen, "公务用车购置费", ("公务用车购置费",), "；"), "公务用车运行维护费")
    return [*made, Paragraph((*parts, *_yearly(pen, "公务用车运行费", ("公务用车运行费",))))]


def _yearly(pen: Pen, term: str, kinds: tuple[str, ...], end: str = "。") -> tuple[Part, ...]:
    """An amount of the three public expenses, and what became of it since last year."""
    chosen, last = pen.now(public=kinds), pen.prior.sum(pen.prior.chosen(public=kinds))
    said = pen.said(chosen, f"文/三公经费/{term}/数额")
    change = pen.change(f"文/三公经费/{term}", last, chosen=chosen)
    before = f"{pen.budget.year - 1}年"
    if change == ("持平",):
        return (*said, f"，与{before}持平{end}")
    return (*said, f"，比{before}", *change, f"，主要原因：{pen.reason(last, chosen=chosen)}{end}")


def _fund(pen: Pen, scope: str, title: str, fund: str) -> Paragraph:
    spent = pen.now(fund=fund, nature=(BASIC, PROJECT))
    year = pen.budget.year
    if not spent:
        return Paragraph((f"{year}年没有{title}安排的支出。",))
    return Paragraph(
        (f"{year}年{title.removesuffix('拨款')}支出预算为", *pen.said(spent, f"文/{scope}/{scope}支出/数额"), "，全部为项目支出。")
    )


def _others(pen: Pen) -> list[Paragraph]:
    year = pen.budget.year
    running = pen.now(fund=GENERAL, nature=BASIC, economy=("302", "310"))
    projects = pen.now(nature=PROJECT)
    count = str(len(projects))
    return [
        Paragraph(("（一）机构运行经费支出预算情况",), "heading"),
        Paragraph((f"{year}年机构运行经费支出预算", *pen.said(running, "文/机关运行经费/机关运行经费/数额"), "，用于保障日常运转。")),
        Paragraph(("（二）政府采购支出预算情况",), "heading"),
        Paragraph(bought(pen, f"{year}年政府采购预算安排", [(f"政府采购{kind}预算", kind) for kind in KINDS])),
        Paragraph(("（三）绩效目标设置情况",), "heading"),
        Paragraph((f"{year}年预算项目均编制了绩效目标，共", plain(count, "文/绩效目标/绩效目标项目/数额", "个"), "个项目。")),
        Paragraph(("（四）国有资产占用情况",), "heading"),
        Paragraph((f"{year - 1}年期末共有", *vehicles(pen), "；单位价值50万元以上通用设备0套，单位价值100万元以上专用设备0套。")),
        Paragraph(("（五）专项转移支付项目情况",), "heading"),
        Paragraph((f"{year}年没有负责管理的专项转移支付项目。",)),
    ]


def back(pen: Pen) -> list[Paragraph]:
    """The third part and the title of the annex."""
    office, year = pen.budget.office, pen.budget.year
    terms = (
        "一、财政拨款收入：同级财政拨付的资金。",
        "二、基本支出：保障机构正常运转、完成日常工作任务的支出，包括人员经费和公用经费。",
        "三、项目支出：在基本支出之外，为完成特定任务的支出。",
        "四、“三公”经费：用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。",
    )
    return [
        Paragraph(("第三部分",), "heading"),
        Paragraph(("名词解释",), "heading"),
        *(Paragraph((term,)) for term in terms),
        Paragraph((f"附件：{year}年{office.level}预算表",), "heading"),
    ]
