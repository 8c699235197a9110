"""What each official section of the narrative tells: which totals, of which parts, printed where.

Order and names are the form's own (一、收入支出预算总体情况 … 十、其他重要事项). Addresses are canonical, so that
the same sections serve every form; what a document does not print is left out when they are told.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount: the term it goes by and the addresses it may be printed at, the best first."""

    term: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A total and its parts: for each group of parts the choices a form has, of which the first that is printed is told."""

    total: Stated
    groups: tuple[tuple[tuple[Stated, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An official section: the scopes its sentences have, what it tells of, and the accounts it goes on to list.

    `ranked` names their table and the levels, the most detailed that is wanted first.
    """

    scopes: tuple[str, ...]
    wholes: tuple[Whole, ...] = ()
    ranked: tuple[str, tuple[str, ...]] = ("", ())

    @property
    def terms(self) -> tuple[str, ...]:
        """The totals it speaks of."""
        return tuple(whole.total.term for whole in self.wholes)


def _at(term: str, *keys: str) -> Stated:
    return Stated(term, keys)


def _line(table: str, scope: str, name: str) -> Stated:
    """A line of a table that has one column of amounts, else what the text of a scope says of it."""
    return Stated(name, (f"{table}/{name}", f"文/{scope}/{name}/数额"))


def _column(table: str, line: str, scope: str, name: str) -> Stated:
    """A column of one line of a table, else what the text of a scope says of it."""
    return Stated(name, (f"{table}/{line}/{name}", f"文/{scope}/{name}/数额"))


def _lines(table: str, scope: str, *names: str) -> tuple[Stated, ...]:
    return tuple(_line(table, scope, name) for name in names)


def _columns(table: str, line: str, scope: str, *names: str) -> tuple[Stated, ...]:
    return tuple(_column(table, line, scope, name) for name in names)


def _of(total: Stated, parts: tuple[Stated, ...]) -> Whole:
    """A total whose parts every form calls alike."""
    return Whole(total, ((parts,),))


def _expenditure(table: str, scope: str, term: str) -> tuple[Whole, ...]:
    """A table of expenditure: basic and project, and what each of them is made of."""
    total = _at(term, f"{table}/合计/合计", f"文/{scope}/{term}/数额")
    basic, project, reserve = _columns(table, "合计", scope, "基本支出", "项目支出", "预留机动经费")
    people = _columns(table, "合计", scope, "人员经费", "公用经费")
    nature = _columns(table, "合计", scope, "工资福利支出", "对个人和家庭的补助", "商品和服务支出", "资本性支出")
    kinds = _columns(table, "合计", scope, "其他运转类", "特定目标类")
    return _of(total, (basic, project, reserve)), Whole(basic, ((people, nature),)), _of(project, kinds)


_SUMMARY, _FISCAL = "收支总表", "财政拨款收支总表"
_FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")
_OTHER = ("财政专户", "事业收入", "经营收入", "上级补助", "附属上缴", "其他收入", "其他资金", "上年结转结余", "使用非财政拨款结余")
_FUNDS_OR_ONE = (_lines(_SUMMARY, "收入", *_FUNDS), _lines(_SUMMARY, "收入", "财政拨款收入"))

_GENERAL = (
    _of(_line(_SUMMARY, "收支总体", "收入总计"), _lines(_SUMMARY, "收支总体", "本年收入合计", "上年结转结余", "使用非财政拨款结余")),
    _of(_line(_SUMMARY, "收支总体", "支出总计"), _lines(_SUMMARY, "收支总体", "本年支出合计", "年终结转结余")),
)
_REVENUE = Whole(
    _at("收入总计", f"{_SUMMARY}/收入总计", "收入总表/合计/合计", "文/收入/收入总计/数额", "文/收入/收入合计/数额"),
    (_FUNDS_OR_ONE, (_lines(_SUMMARY, "收入", *_OTHER),)),
)
_APPROPRIATION = (
    _of(_at("财政拨款收入总计", f"{_FISCAL}/收入总计"), _lines(_FISCAL, "财政拨款收支", "本年收入合计", "上年结转结余")),
    _of(_at("财政拨款支出总计", f"{_FISCAL}/支出总计"), _lines(_FISCAL, "财政拨款收支", "本年支出合计", "年终结转结余")),
    _of(_at("本年支出合计", f"{_FISCAL}/本年支出合计"), _columns(_FISCAL, "本年支出合计", "财政拨款收支", *_FUNDS)),
)
_BASIC = _of(
    _at("基本支出", "基本支出表/合计", "财政拨款基本支出表/合计", "文/基本支出/基本支出/数额"),
    _columns("基本支出表", "合计", "基本支出", "人员经费", "公用经费"),
)
_ABROAD, _CARS, _BUYING, _RUNNING, _GUESTS = _columns(
    "三公经费表", "合计", "三公经费", "因公出国费", "公务用车费", "公务用车购置费", "公务用车运行费", "公务接待费"
)
_THREE_PUBLIC = (_of(_column("三公经费表", "合计", "三公经费", "三公经费"), (_ABROAD, _CARS, _GUESTS)), _of(_CARS, (_BUYING, _RUNNING)))
_GENERAL_PUBLIC = _expenditure("一般公共预算支出表", "一般公共预算支出", "一般公共预算支出")[:1]

SECTIONS: dict[str, Section] = {
    "收支总体": Section(("收支总体", "编制说明"), _GENERAL),
    "收入": Section(("收入",), (_REVENUE,)),
    "支出": Section(("支出",), _expenditure("支出总表", "支出", "支出合计"), ("收支总表", ("类",))),
    "财政拨款收支": Section(("财政拨款收支", "财政拨款支出"), _APPROPRIATION),
    "一般公共预算支出": Section(("一般公共预算支出",), _GENERAL_PUBLIC, ("一般公共预算支出表", ("项", "款", "类"))),
    "基本支出": Section(("基本支出", "财政拨款基本支出"), (_BASIC,), ("基本支出表", ("款", "类"))),
    "三公经费": Section(("三公经费",), _THREE_PUBLIC),
    "政府性基金": Section(("政府性基金",), _expenditure("政府性基金支出表", "政府性基金", "政府性基金支出")[:1]),
    "国有资本经营": Section(("国有资本经营",), _expenditure("国有资本经营支出表", "国有资本经营", "国有资本经营支出")[:1]),
}
"""The sections that tell of money; 其他重要事项 is told from what the text states."""

OTHER_MATTERS = ("机关运行经费", "政府采购", "绩效目标", "国有资产", "专项转移支付")
"""The scopes of 十、其他重要事项, in the form's order."""
