"""The narrative of the Shanghai form: before and after the tables, in 万元."""

from __future__ import annotations

from decimal import Decimal

from faults.ledger import APPROPRIATIONS, BASIC, CAPITAL, FUND, GENERAL, KINDS, PROJECT, PUBLIC
from faults.paper import Number, Paragraph, Part, rounded
from faults.pen import HALF, Pen, Postings, in_wan
from faults.phrases import bought, plain, vehicles
from faults.shanghai import RUNNING_COST, by_function, titles
from faults.words import CLASSES, FUNCTIONS, GROUPS


def front(pen: Pen) -> list[Paragraph]:
    """From the cover to the explanation of the budget."""
    office, year = pen.budget.office, pen.budget.year
    level = office.level
    contents = [
        f"一、{level}主要职能",
        f"二、{level}机构设置",
        "三、名词解释",
        f"四、{level}预算编制说明",
        f"五、{level}预算表",
        *(f"{number}. {title}" for number, title in enumerate(titles(pen), start=1)),
        "六、其他相关情况说明",
    ]
    owner = "预算主管部门" if level == "部门" else "预算单位"
    return [
        Paragraph((f"{office.region}{year}年区级{level}预算",), "cover"),
        Paragraph((f"{owner}：{office.name}",), "cover"),
        Paragraph(("目录",), "heading"),
        *(Paragraph((line,), "contents") for line in contents),
        Paragraph((f"{office.name}（{level}）主要职能",), "heading"),
        Paragraph(("本文本由程序生成，机构和数字均为虚构，不是任何机关公开的文本。负责示例事务的管理和服务。",)),
        Paragraph((f"{office.name}（{level}）机构设置",), "heading"),
        *(Paragraph((line,)) for line in _units(pen)),
        Paragraph(("名词解释",), "heading"),
        Paragraph(("（一）基本支出预算：为保障机构正常运转、完成日常工作任务而编制的年度基本支出计划，包括人员经费和公用经费两部分。",)),
        Paragraph(("（二）项目支出预算：为完成特定任务，在基本支出之外编制的年度支出计划。",)),
        Paragraph((f"{year}年{level}预算编制说明",), "heading"),
        *_explained(pen),
    ]


def _units(pen: Pen) -> list[str]:
    office = pen.budget.office
    if office.level == "单位":
        return [f"{office.name}设3个内设机构，包括：办公室、业务科、综合科。"]
    below = len(office.units) - 1
    if not below:
        return [f"{office.name}没有下属预算单位。"]
    return [
        f"{office.name}部门预算是包括{office.name}本部以及下属{below}家预算单位的综合收支计划。",
        f"本部门中，行政单位1家，事业单位{below}家，具体包括：",
        f"1. {office.name}（本部）",
        *(f"{number}. {name}" for number, name in enumerate(office.units[1:], start=2)),
    ]


def _explained(pen: Pen) -> list[Paragraph]:
    year, name = pen.budget.year, pen.budget.office.name
    spent = pen.now(nature=(BASIC, PROJECT))
    given = spent & pen.now(fund=APPROPRIATIONS)
    scope = "文/编制说明"
    nil = pen.draw.choice(("0", "0.00"))
    incomes: tuple[Part, ...] = (
        f"{year}年，{name}收入预算",
        *pen.said(spent, f"{scope}/收入总计/数额"),
        "，其中：财政拨款收入",
        *_changed(pen, "财政拨款收入", given, APPROPRIATIONS),
        "；事业收入",
        *pen.said(spent & pen.now(fund="事业收入"), f"{scope}/事业收入/数额", nil),
        "；事业单位经营收入",
        *pen.said(spent & pen.now(fund="经营收入"), f"{scope}/经营收入/数额", nil),
        "；其他收入",
        *pen.said(spent & pen.now(fund="其他收入"), f"{scope}/其他收入/数额", nil),
        "。",
    )
    spending: list[Part] = ["支出预算", *pen.said(spent, f"{scope}/支出总计/数额"), "，其中：财政拨款支出预算"]
    spending += [*_changed(pen, "财政拨款支出", given, APPROPRIATIONS), "。财政拨款支出预算中，"]
    for title, fund in (("一般公共预算", GENERAL), ("政府性基金", FUND), ("国有资本经营预算", CAPITAL)):
        spending += [f"{title}拨款支出预算", *_changed(pen, f"{fund}支出", given & pen.now(fund=fund), (fund,), nil), "；"]
    last = pen.prior.sum(pen.prior.chosen(nature=(BASIC, PROJECT), fund=APPROPRIATIONS))
    this = pen.budget.sum(given)
    said = "与上年持平" if abs(this - last) < 50 else "增加" if this > last else "减少"
    reason = f"财政拨款收入支出{said}的主要原因是{pen.reason(last, chosen=given)}。"
    return [
        Paragraph(incomes),
        Paragraph((*spending[:-1], "。")),
        Paragraph((reason,)),
        Paragraph(("财政拨款支出主要内容如下：",)),
        *_accounts(pen, given),
    ]


def _changed(pen: Pen, term: str, chosen: Postings, funds: tuple[str, ...], nil: str = "0") -> tuple[Part, ...]:
    last = pen.prior.sum(pen.prior.chosen(nature=(BASIC, PROJECT), fund=funds))
    change = pen.change(f"文/编制说明/{term}", last, chosen=chosen, rate=False)
    return (
        *pen.said(chosen, f"文/编制说明/{term}/数额", nil),
        f"，{'与' if change == ('持平',) else '比'}{pen.budget.year - 1}年预算",
        *change,
    )


def _accounts(pen: Pen, given: Postings) -> list[Paragraph]:
    """One paragraph an account; some offices compare with what was spent the year before."""
    compared = pen.draw.random() < 0.4
    made = []
    for number, (code, name, chosen) in enumerate([line for line in by_function(pen, given) if len(line[0]) == 7], start=1):
        title = f"{CLASSES[code[:3]]}（类）{GROUPS[code[:5]]}（款）{FUNCTIONS[code]}（项）"
        place = f"文/编制说明/{code}"
        parts: tuple[Part, ...] = (f"{number}.“{title}”科目", *pen.said(chosen, f"{place}/数额"), f"，主要用于{name}。")
        made.append(Paragraph((*parts, *(_spent_before(pen, chosen, place) if compared else ()))))
    return made


def _spent_before(pen: Pen, chosen: Postings, place: str) -> tuple[Part, ...]:
    year = pen.budget.year
    this = pen.budget.sum(chosen)
    last = int(this / pen.draw.uniform(0.5, 1.9))
    amount, base = in_wan(this), in_wan(last)
    rate = rounded(abs(amount - base) / base * 100) if base else Decimal(0)
    before = Number(f"{base:f}", f"{place}/上年", base, "万元")
    arranged = pen.said(chosen, f"{place}/数额")
    parts: tuple[Part, ...] = (f"{year - 1}年当年预算执行数为", before, f"万元，{year}年预算安排", *arranged, f"，比{year - 1}年预算执行数")
    if amount == base or not base:
        return (*parts, "持平。")
    word, reason = ("增加", "经费增加") if amount > base else ("减少", "经费减少")
    number = Number(f"{rate:f}", f"{place}/增减率", rate, "%", chosen, _growths(amount, base))
    return (*parts, word, number, f"%。主要原因是：{reason}。")


def _growths(amount: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
    """The growth that two rounded amounts may honestly give, without its sign."""
    ends = [(amount + one * HALF) / (base + other * HALF) * 100 - 100 for one in (-1, 1) for other in (-1, 1)]
    low, high = sorted((abs(min(ends)), abs(max(ends))))
    return low - HALF, high + HALF


def back(pen: Pen) -> list[Paragraph]:
    """What follows the tables."""
    office, year = pen.budget.office, pen.budget.year
    level = office.level
    return [
        Paragraph(("其他相关情况说明",), "heading"),
        Paragraph((f"一、{year}年“三公”经费预算情况说明",), "heading"),
        *_public(pen),
        Paragraph(("二、机关运行经费预算",), "heading"),
        _running(pen),
        Paragraph(("三、政府采购预算情况",), "heading"),
        Paragraph(
            bought(pen, f"{year}年本{level}政府采购预算", [(f"政府采购{kind}预算", kind) for kind in KINDS], pen.draw.choice(("0", "0.00")))
        ),
        Paragraph(("四、绩效目标设置情况",), "heading"),
        _targets(pen),
        Paragraph(("五、国有资产占有使用情况",), "heading"),
        Paragraph(
            (f"截至{year - 1}年8月31日，{office.name}（{level}）共有", *vehicles(pen), "；单价100万元（含）以上设备（不含车辆）0台（套）。")
        ),
    ]


def _running(pen: Pen) -> Paragraph:
    office = pen.budget.office
    said = pen.said(pen.now(nature=BASIC, fund=GENERAL, economy=RUNNING_COST), "文/机关运行经费/机关运行经费/数额")
    return Paragraph((f"{pen.budget.year}年{office.name}（{office.level}）财政拨款的机关运行经费预算为", *said, "。"))


def _targets(pen: Pen) -> Paragraph:
    projects = pen.now(nature=PROJECT)
    count = plain(str(len(projects)), "文/绩效目标/绩效目标项目/数额", "个")
    said = pen.said(projects, "文/绩效目标/绩效目标金额/数额")
    return Paragraph(
        (f"{pen.budget.year}年度，本{pen.budget.office.level}编报绩效目标的项目共", count, "个，涉及项目预算资金", *said, "。")
    )


def _public(pen: Pen) -> list[Paragraph]:
    cars = ("公务用车购置费", "公务用车运行费")
    return [
        Paragraph((f"{pen.budget.year}年“三公”经费预算数为", *_yearly(pen, "三公经费", PUBLIC, reason=False), "。其中：")),
        Paragraph(("（一）因公出国（境）费", *_yearly(pen, "因公出国费", ("因公出国费",)), "。")),
        Paragraph(
            (
                "（二）公务用车购置及运行费",
                *_yearly(pen, "公务用车费", cars),
                "。其中：公务用车购置费",
                *_yearly(pen, "公务用车购置费", cars[:1]),
                "；公务用车运行费",
                *_yearly(pen, "公务用车运行费", cars[1:]),
                "。",
            )
        ),
        Paragraph(("（三）公务接待费", *_yearly(pen, "公务接待费", ("公务接待费",)), "。")),
    ]


def _yearly(pen: Pen, term: str, kinds: tuple[str, ...], *, reason: bool = True) -> tuple[Part, ...]:
    chosen, last = pen.now(public=kinds), pen.prior.sum(pen.prior.chosen(public=kinds))
    change = pen.change(f"文/三公经费/{term}", last, chosen=chosen, rate=False)
    said: tuple[Part, ...] = (*pen.said(chosen, f"文/三公经费/{term}/数额"), f"，比{pen.budget.year - 1}年预算", *change)
    return (*said, f"，主要原因是{pen.reason(last, chosen=chosen)}") if reason else said
