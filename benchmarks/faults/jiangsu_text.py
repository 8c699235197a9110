"""The narrative of the Jiangsu form: fourteen sections, in 万元."""

from __future__ import annotations

from faults.jiangsu import OTHER, PURPOSES, SPENT, TITLES
from faults.ledger import APPROPRIATIONS, BASIC, FUND, GENERAL, KINDS, PROJECT, PUBLIC
from faults.paper import Paragraph, Part
from faults.pen import Filter, Pen, Postings
from faults.phrases import bought, numeral, plain, vehicles
from faults.shanghai import PERSONNEL, RUNNING_COST, by_function
from faults.words import CLASSES, ECONOMY, FUNCTIONS, GROUPS


def front(pen: Pen) -> list[Paragraph]:
    """Cover, contents and the first part."""
    office, year = pen.budget.office, pen.budget.year
    contents = [
        "第一部分 部门概况",
        "一、主要职能",
        "二、部门机构设置及预算单位构成情况",
        f"第二部分 {year}年度部门预算表",
        *(f"{numeral(number)}、{title.split('（')[0]}" for number, title in enumerate(TITLES, start=1)),
        f"第三部分 {year}年度部门预算情况说明",
        "第四部分 名词解释",
    ]
    units = "、".join(office.units)
    return [
        Paragraph((office.name,), "cover"),
        Paragraph((f"{year}年度部门预算公开",), "cover"),
        Paragraph(("目录",), "heading"),
        *(Paragraph((line,), "contents") for line in contents),
        Paragraph(("第一部分 部门概况",), "heading"),
        Paragraph(("一、主要职能",), "heading"),
        Paragraph(("本文本由程序生成，机构和数字均为虚构，不是任何机关公开的文本。负责示例事务的管理和服务。",)),
        Paragraph(("二、部门机构设置及预算单位构成情况",), "heading"),
        Paragraph((f"从预算单位构成看，纳入本部门{year}年部门汇总预算编制范围的预算单位共计{len(office.units)}家，具体包括：{units}。",)),
        Paragraph((f"第二部分 {year}年度部门预算表",), "heading"),
    ]


def sections(pen: Pen) -> list[Paragraph]:
    """The third part: fourteen sections."""
    made = [Paragraph((f"第三部分 {pen.budget.year}年度部门预算情况说明",), "heading")]
    for number, (title, paragraphs) in enumerate(_sections(pen), start=1):
        made += [Paragraph((f"{numeral(number)}、{title}",), "heading"), *map(Paragraph, paragraphs)]
    terms = (
        "一、财政拨款：指一般公共预算财政拨款和政府性基金预算财政拨款。",
        "二、基本支出：指为保障机构正常运转、完成工作任务而发生的人员支出和公用支出。",
    )
    return [*made, Paragraph(("第四部分 名词解释",), "heading"), *(Paragraph((term,)) for term in terms)]


def _sections(pen: Pen) -> list[tuple[str, list[tuple[Part, ...]]]]:
    return [
        ("收支预算总体情况说明", _overall(pen)),
        ("收入预算情况说明", _incomes(pen)),
        ("支出预算情况说明", _spending(pen)),
        ("财政拨款收支预算总体情况说明", [_appropriations(pen)]),
        ("财政拨款支出预算情况说明", _accounts(pen)),
        ("财政拨款基本支出预算情况说明", _basic(pen, "财政拨款基本支出", "财政拨款基本支出")),
        ("一般公共预算支出预算情况说明", [_general(pen)]),
        ("一般公共预算基本支出预算情况说明", _basic(pen, "基本支出", "一般公共预算财政拨款基本支出")),
        ("一般公共预算“三公”经费、会议费、培训费支出预算情况说明", _public(pen)),
        ("政府性基金预算支出预算情况说明", [_fund(pen)]),
        ("一般公共预算机关运行经费支出预算情况说明", [_running(pen)]),
        ("政府采购支出预算情况说明", [_bought(pen)]),
        ("国有资产占用情况", [("本部门共有", *vehicles(pen, "辆，其中，"), "。单价20万元（含）以上的设备0台（套）。")]),
        ("预算绩效目标设置情况说明", [_targets(pen)]),
    ]


def _yearly(pen: Pen, place: str, wanted: Filter, before: str = "与上年相比") -> tuple[Part, ...]:
    """What became of an amount since last year, and why."""
    chosen, last = pen.now(**wanted), pen.prior.sum(pen.prior.chosen(**wanted))
    change = pen.change(place, last, chosen=chosen)
    if change == ("持平",):
        return ("，与上年数一致。",)
    return (f"，{before}", *change, f"。主要原因是{pen.reason(last, chosen=chosen)}。")


def _stated(pen: Pen, words: str, place: str, wanted: Filter) -> tuple[Part, ...]:
    """An amount with its change."""
    return (words, *pen.said(pen.now(**wanted), f"{place}/数额"), *_yearly(pen, place, wanted))


def _overall(pen: Pen) -> list[tuple[Part, ...]]:
    scope, spent = "文/收支总体", pen.now(nature=SPENT)
    everything: Filter = {"nature": SPENT}
    last = pen.prior.sum(pen.prior.chosen(**everything))
    change = pen.change(f"{scope}/收支总计", last, chosen=spent)
    each = ("均持平",) if change == ("持平",) else (f"各{change[0]}", *change[1:])
    said = (f"{pen.budget.office.name}{pen.budget.year}年度收入、支出预算总计", *pen.said(spent, f"{scope}/收支总计/数额"))
    made: list[tuple[Part, ...]] = [(*said, "，与上年相比收、支预算总计", *each, "。其中：")]
    made.append(("（一）收入预算总计", *pen.said(spent, f"{scope}/收入总计/数额"), "。包括："))
    made.append(("1．财政拨款收入预算总计", *pen.said(spent & pen.now(fund=APPROPRIATIONS), f"{scope}/财政拨款收入/数额"), "。"))
    made.append(_stated(pen, "（1）一般公共预算收入预算", f"{scope}/一般公共预算", {"nature": SPENT, "fund": GENERAL}))
    made.append(_stated(pen, "（2）政府性基金收入预算", f"{scope}/政府性基金", {"nature": SPENT, "fund": FUND}))
    made.append(_stated(pen, "2．财政专户管理资金收入预算总计", f"{scope}/财政专户", {"nature": SPENT, "fund": "财政专户"}))
    made.append(_stated(pen, "3．其他资金收入预算总计", f"{scope}/其他资金", {"nature": SPENT, "fund": OTHER}))
    made.append(("4．上年结转资金预算数为", *pen.said(frozenset(), f"{scope}/上年结转结余/数额"), "，与上年数一致。"))
    made.append(("（二）支出预算总计", *pen.said(spent, f"{scope}/支出总计/数额"), "。包括："))
    classes = sorted({pen.budget.postings[posting].code[:3] for posting in spent})
    for number, code in enumerate(classes, start=1):
        words = f"{number}．{CLASSES[code].removesuffix('支出')}（类）支出"
        wanted: Filter = {"nature": SPENT, "code": code}
        amount = pen.said(pen.now(**wanted), f"{scope}/{code}/数额")
        made.append((words, *amount, "，主要用于示例事务", *_yearly(pen, f"{scope}/{code}", wanted)))
    for number, (_, term, nature) in enumerate(PURPOSES):
        title = {"预留机动经费": "单位预留机动经费"}.get(term, term)
        made.append(_stated(pen, f"{'' if number else '此外，'}{title}预算数为", f"{scope}/{term}", {"nature": nature}))
    return made


def _incomes(pen: Pen) -> list[tuple[Part, ...]]:
    spent = pen.now(nature=SPENT)
    made: list[tuple[Part, ...]] = [
        (f"{pen.budget.office.name}本年收入预算合计", *pen.said(spent, "文/收入/本年收入合计/数额"), "，其中：")
    ]
    sources: tuple[tuple[str, str, Filter], ...] = (
        ("一般公共预算收入", "一般公共预算", {"fund": GENERAL}),
        ("政府性基金预算收入", "政府性基金", {"fund": FUND}),
        ("财政专户管理资金", "财政专户", {"fund": "财政专户"}),
        ("其他资金", "其他资金", {"fund": OTHER}),
    )
    return made + _shares(pen, "收入", spent, sources)


def _shares(pen: Pen, scope: str, whole: Postings, parts: tuple[tuple[str, str, Filter], ...]) -> list[tuple[Part, ...]]:
    made: list[tuple[Part, ...]] = []
    for title, term, wanted in parts:
        part = whole & pen.now(**wanted)
        end = "。" if term == parts[-1][1] else "；"
        made.append((title, *pen.said(part, f"文/{scope}/{term}/数额"), "，占", *pen.share(part, whole, f"文/{scope}/{term}/占比"), end))
    return made


def _spending(pen: Pen) -> list[tuple[Part, ...]]:
    spent = pen.now(nature=SPENT)
    made: list[tuple[Part, ...]] = [
        (f"{pen.budget.office.name}本年支出预算合计", *pen.said(spent, "文/支出/本年支出合计/数额"), "，其中：")
    ]
    parts: tuple[tuple[str, str, Filter], ...] = tuple((title.split("、")[1], term, {"nature": nature}) for title, term, nature in PURPOSES)
    return made + _shares(pen, "支出", spent, parts)


def _appropriations(pen: Pen) -> tuple[Part, ...]:
    wanted: Filter = {"nature": SPENT, "fund": APPROPRIATIONS}
    given, last = pen.now(**wanted), pen.prior.sum(pen.prior.chosen(**wanted))
    change = pen.change("文/财政拨款收支/财政拨款收支", last, chosen=given)
    each = ("均持平",) if change == ("持平",) else (f"各{change[0]}", *change[1:])
    said = (f"{pen.budget.office.name}{pen.budget.year}年度财政拨款收、支总预算", *pen.said(given, "文/财政拨款收支/财政拨款收支/数额"))
    return (*said, "。与上年相比，财政拨款收、支总计", *each, f"。主要原因是{pen.reason(last, chosen=given)}。")


def _accounts(pen: Pen) -> list[tuple[Part, ...]]:
    wanted: Filter = {"nature": SPENT, "fund": APPROPRIATIONS}
    given, spent = pen.now(**wanted), pen.now(nature=SPENT)
    place = "文/财政拨款支出/财政拨款支出"
    said = (f"{pen.budget.office.name}{pen.budget.year}年财政拨款预算支出", *pen.said(given, f"{place}/数额"), "，占本年支出合计的")
    last = pen.prior.sum(pen.prior.chosen(**wanted))
    change = pen.change(place, last, chosen=given)
    moved = ("与上年持平",) if change == ("持平",) else ("与上年相比，财政拨款支出", *change)
    made: list[tuple[Part, ...]] = [
        (*said, *pen.share(given, spent, f"{place}/占比"), "。", *moved, f"。主要原因是{pen.reason(last, chosen=given)}。其中：")
    ]
    classes = sorted({pen.budget.postings[posting].code[:3] for posting in given})
    for order, code in enumerate(classes, start=1):
        made.append((f"（{numeral(order)}）{CLASSES[code]}（类）",))
        below = [line for line in by_function(pen, given & pen.now(code=code)) if len(line[0]) == 7]
        for number, (account, _, _) in enumerate(below, start=1):
            words = f"{number}．{GROUPS[account[:5]]}（款）{FUNCTIONS[account]}（项）支出"
            made.append(_stated(pen, words, f"文/财政拨款支出/{account}", {**wanted, "code": account}))
    return made


def _basic(pen: Pen, scope: str, title: str) -> list[tuple[Part, ...]]:
    basic = pen.now(nature=BASIC, fund=GENERAL)
    made: list[tuple[Part, ...]] = [
        (f"{pen.budget.office.name}{pen.budget.year}年度{title}预算", *pen.said(basic, f"文/{scope}/{scope}/数额"), "，其中：")
    ]
    for number, (term, codes) in enumerate((("人员经费", PERSONNEL), ("公用经费", RUNNING_COST)), start=1):
        part = basic & pen.now(economy=codes)
        names = "、".join(ECONOMY[code][0] for code in sorted({pen.budget.postings[posting].economy for posting in part}))
        made.append((f"（{numeral(number)}）{term}", *pen.said(part, f"文/{scope}/{term}/数额"), f"。主要包括：{names}。"))
    return made


def _general(pen: Pen) -> tuple[Part, ...]:
    words = f"{pen.budget.office.name}{pen.budget.year}年一般公共预算财政拨款支出预算"
    return _stated(pen, words, "文/一般公共预算支出/一般公共预算支出", {"nature": SPENT, "fund": GENERAL})


def _public(pen: Pen) -> list[tuple[Part, ...]]:
    scope, whole = "文/三公经费", pen.now(public=PUBLIC)
    name, year = pen.budget.office.name, pen.budget.year
    said: list[Part] = [f"{name}{year}年度一般公共预算拨款安排的“三公”经费预算支出中，"]
    cars = ("公务用车购置费", "公务用车运行费")
    for title, term, kinds in (
        ("因公出国（境）费支出", "因公出国费", ("因公出国费",)),
        ("公务用车购置及运行维护费支出", "公务用车费", cars),
        ("公务接待费支出", "公务接待费", ("公务接待费",)),
    ):
        part = pen.now(public=kinds)
        said += [title, *pen.said(part, f"{scope}/{term}/数额"), "，占“三公”经费的", *pen.share(part, whole, f"{scope}/{term}/占比"), "；"]
    return [
        (*said[:-1], "。具体情况如下："),
        _publicly(pen, "1．因公出国（境）费预算支出", "因公出国费"),
        ("2．公务用车购置及运行维护费预算支出", *pen.said(pen.now(public=cars), f"{scope}/公务用车费/数额"), "，其中："),
        _publicly(pen, "（1）公务用车购置费", "公务用车购置费"),
        _publicly(pen, "（2）公务用车运行维护费", "公务用车运行费"),
        _publicly(pen, "3．公务接待费预算支出", "公务接待费"),
        _publicly(pen, f"{name}{year}年度一般公共预算拨款安排的会议费预算支出", "会议费"),
        _publicly(pen, f"{name}{year}年度一般公共预算拨款安排的培训费预算支出", "培训费"),
    ]


def _publicly(pen: Pen, words: str, term: str) -> tuple[Part, ...]:
    wanted: Filter = {"public": term}
    place = f"文/三公经费/{term}"
    chosen, last = pen.now(**wanted), pen.prior.sum(pen.prior.chosen(**wanted))
    change = pen.change(place, last, chosen=chosen, rate=False)
    amount = pen.said(chosen, f"{place}/数额")
    if change == ("持平",):
        return (words, *amount, "，与上年数一致。")
    return (words, *amount, "，比上年预算", *change, f"，主要原因是{pen.reason(last, chosen=chosen)}。")


def _fund(pen: Pen) -> tuple[Part, ...]:
    words = f"{pen.budget.office.name}{pen.budget.year}年政府性基金支出预算支出"
    return _stated(pen, words, "文/政府性基金/政府性基金支出", {"nature": SPENT, "fund": FUND})


def _running(pen: Pen) -> tuple[Part, ...]:
    words = f"{pen.budget.year}年{pen.budget.office.name}一般公共预算机关运行经费预算支出"
    return _stated(pen, words, "文/机关运行经费/机关运行经费", {"nature": BASIC, "fund": GENERAL, "economy": RUNNING_COST})


def _bought(pen: Pen) -> tuple[Part, ...]:
    kinds = [(f"拟{'采购' if kind != '服务' else '购买'}{kind}支出", kind) for kind in KINDS]
    return bought(pen, f"{pen.budget.year}年度政府采购支出预算总额", kinds)


def _targets(pen: Pen) -> tuple[Part, ...]:
    projects = pen.now(nature=PROJECT)
    count = plain(str(len(projects)), "文/绩效目标/绩效目标项目/数额", "个")
    said = pen.said(projects, "文/绩效目标/绩效目标金额/数额")
    return (f"{pen.budget.year}年本部门共", count, "个项目实行绩效目标管理，涉及财政性资金合计", *said, "。")
