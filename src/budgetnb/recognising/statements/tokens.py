"""Every number of a text: what may be a figure, and what certainly is none (a year, a document number, …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, amount, is_amount

_YEAR = r"(?<![\d.,])(?:19|20)\d\d"
_DIGIT = re.compile(r"[0-9]")
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")
_AHEAD = re.compile(
    rf"""
      (?P<文号> [\[〔【(„「{{] {_YEAR} [\]〕】)‟」}}] [第字]? \d+ (?:-\d+)? 号?
        | (?:令|公告|文件)第?\d+号 | 第\d+号(?:令|公告|文) )
    | (?P<名称> 《[^》]{{0,80}}》 | (?<![\d.,])\d{{1,4}}(?:\+[\dN]){{1,9}}(?!\d) | [“「]\d+[”」] )
    | (?P<日期> {_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)? | {_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}(?![\d万元%])
        | \d{{1,2}}月\d{{1,2}}日 | (?<![\d.])\d{{1,2}}月(?!均) | \d{{1,2}}:\d{{2}}(?!\d) )
    | (?P<年份> {_YEAR}(?:年度?)?[-—~至到]+{_YEAR}(?=年) | {_YEAR}(?=年) | (?<=[(（]){_YEAR}(?=[)）]) | {_YEAR}(?=、{_YEAR}年) )
    | (?P<表号> (?:附?[表图]|附件|附录):?\d{{1,3}}(?:-\d+)*(?![\d.]|年)
        | (?:公开|预算|财预|财决|公预)\d{{1,2}}(?:-\d)?表 | \d{{2}}(?:-\d)?表 )
    | (?P<期次> 第\d+(?:-\d+)?(?:届|季度|期|批|次)? | \d{{1,3}}(?=届|季度) )
    | (?P<代码> (?<=\() (?:\d{{2,7}}[类款项] | 0\d | \d{{3}} | \d{{5}} | \d{{7}}) (?=\))
        | (?<![\d.]) (?: 0\d{{2,3}}-?\d{{7,8}} | 1[3-9]\d{{9}} | [A-Za-z]+-?\d[\dA-Za-z.-]* | \d{{1,20}}[A-Za-z][\dA-Za-z-]*(?<!m2) ) )
    """,
    re.VERBOSE,
)
"""Things with digits that are no number, each named by its group."""
_MARK = re.compile(r"(?:^|(?<=[。;:，)”?!]))(?:\(\d{1,2}\)|\d{1,2}(?:[、)]|\.(?=[^\d]|(?:19|20)\d\d年)))|\(\d{1,2}\)")
_MONEY_FOLLOWS = r"(?:百|千)?[万亿]?元"
_NUMBER = re.compile(
    rf"""
    (?: (?<![\d)\]A-Za-z]) [-+] )?
    (?: [1-9]\d{{0,2}}(?:[,，]\d{{3}}){{1,7}}(?=\.\d|{_MONEY_FOLLOWS})  # a full-width comma groups only where money follows
      | \d{{1,3}}(?:,\d{{3}}){{1,7}}(?![\d,])
      | \d+ )
    (?:\.\d+)?
    """,
    re.VERBOSE,
)
_BROKEN = re.compile(
    rf"""
      \d{{1,20}}(?:\.\d{{1,20}}){{2,9}}                                            # 12.34.5
    | \d{{1,20}}\.(?={_MONEY_FOLLOWS}|%)                                  # 12.万元
    | \d[\d,]{{0,20}},\d[\d,]{{0,20}}(?:\.\d+)?(?={_MONEY_FOLLOWS}|%)           # 12,34万元
    | (?<!\d)\d{{1,3}}，\d{{1,2}}(?={_MONEY_FOLLOWS}|%)            # a comma taken for a point
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COUNTS = (
    "周年|万人次|人次|批次|辆次|台次|台\\(套\\)|台\\(件\\)|台套|台/套|套\\(台\\)|台件|平方米|平方公里|万平方米|公顷|公里|小时|工作日|个工作日|个月|人年|㎡|m2|米|"
    "辆|台|套|家|名|人|位|个|件|项|次|批|艘|架|栋|幢|间|处|户|场|期次|期|份|卷|册|亩|吨|张|座|所|年|月|天|日|层|级|度|条|代|岁|本|只|块|支|颗|棵|株|枚|"
    "盏|组|类|种|篇|分钟|分|秒|单|例|起|门|课时|学时|班|点|股|号"
)
_NO_UNIT = "支[出付]|本[级年部单次局院]|所[属需有]|处[室理]|人员|期[末初间]|组织|类别|场所|条件|级别|户籍"
_UNIT = re.compile(
    rf"(?:多|余)?(?P<unit>万亿元|百亿元|亿元|千万元|百万元|十万元|万元|千元|百元|元|万(?=\(含|以|及|左右|[”，。;、)])|亿(?=\(含|以)|"
    rf"[万亿]?美元|%|‰|个百分点|百分点|倍|成(?![立果本为功套])|(?:万|千)?(?!{_NO_UNIT})(?:{_COUNTS}))"
)
_LIMIT_AFTER = re.compile(r"(?:\(不?含[^)]{0,8}\)|\(不?含\)|含)?(?:\(不?含[^)]{0,6}\))?(?:及其?)?(?:以上|以下|以内|以外|之内|之上|之下)")
_LIMIT_BEFORE = re.compile(r"(?:[≥≤><=]|不少于|不低于|不高于|不超过|不小于|不大于|不足|至少|最高|最低|大于等于|小于等于)(?:为|在)?$")
_EACH = re.compile(r"每[^，。;:]{0,8}$|(?:标准|人均|户均|平均)(?:为|是|按|约)?$")
_EACH_AFTER = re.compile(r"/|每(?:人|年|月|天|日|次)")
_COMPLETED = re.compile(r"(?:完成|为|占)(?:全年|当年|年初|调整)?(?:预算数?|任务|计划|目标)(?:数)?的?(?:比例)?(?:为)?$")
_CODED = re.compile(r"(?:编码|代码|科目|编号|号码|电话|邮编|索引号|热线):?$")

MONEY = frozenset({*YUAN, "万亿元", "百亿元", "千万元", "十万元", "百元", "美元", "万美元", "亿美元"})
RATES = frozenset({"%", "‰", "个百分点", "倍", "成"})
_SETS = ("台(套)", "台套", "台/套", "套(台)", "台件", "台(件)")
_CALLED = {"百分点": "个百分点", "万": "万元", "亿": "亿元", "㎡": "平方米", "m2": "平方米", "名": "人", "位": "人"} | dict.fromkeys(
    _SETS, "台"
)
_SAME = {"套": "台", "批": "次", "批次": "次", "家": "个"}


@dataclass(frozen=True, slots=True)
class Token:
    """A number in plain text at `start:end`, its unit up to `stop`.

    `kind` names what else it is where it is no figure; `value` is None where it cannot be read.
    """

    start: int
    end: int
    stop: int
    kind: str = ""
    value: Decimal | None = None
    unit: str = ""

    @property
    def figure(self) -> bool:
        """Whether it may be a figure."""
        return not self.kind


def family(unit: str) -> str:
    """What a number counts: 元 for all money, % for all rates, one word for units that mean the same.

    >>> family("万元"), family("个百分点"), family("套")
    ('元', '%', '台')
    """
    if unit in MONEY:
        return "元"
    return "%" if unit in RATES else _SAME.get(unit, unit)


def tokens(text: str) -> tuple[Token, ...]:
    """All numbers of a plain text in order; no digit is left out, none is taken twice."""
    found: list[Token] = []
    place = 0
    if not _DIGIT.search(text):
        return ()
    for ahead in [*_AHEAD.finditer(text), None]:
        stop = ahead.start() if ahead else len(text)
        found.extend(_numbers(text, place, stop))
        if ahead:
            kind = str(ahead.lastgroup)
            found.extend(Token(digits.start(), digits.end(), digits.end(), kind) for digits in _DIGITS.finditer(text, *ahead.span()))
            place = ahead.end()
    return tuple(found)


def _numbers(text: str, start: int, stop: int) -> Iterator[Token]:
    """The numbers between `start` and `stop`, where no other thing with digits stands."""
    place = start
    while place < stop:
        digit = _DIGIT.search(text, place, stop)
        if not digit:
            return
        token = _token(text, max(place, digit.start() - 1), digit.start(), stop)
        yield token
        place = token.end


def _token(text: str, before: int, start: int, stop: int) -> Token:
    mark = _MARK.match(text, start) or (text[before] == "(" and _MARK.match(text, before)) or None
    if mark and mark.end() <= stop:
        first = mark.start() + (text[mark.start()] == "(")
        last = first + len(mark.group().strip("()、."))
        return Token(first, last, last, "序号")
    broken = _BROKEN.match(text, start, stop)
    if broken and not _GROUPED.fullmatch(broken.group()):
        return Token(start, broken.end(), broken.end())
    found = _NUMBER.match(text, before, stop) or _NUMBER.match(text, start, stop)
    if found is None:  # pragma: no cover  a digit always begins a number
        raise AssertionError(text[start:])
    return _classified(text, found.start(), found.end())


def _classified(text: str, start: int, end: int) -> Token:
    printed = text[start:end]
    if not is_amount(printed.replace("，", ",").lstrip("+")):  # too long for any amount
        return Token(start, end, end)
    unit = _UNIT.match(text, end)
    stop = unit.end() if unit else end
    name = _CALLED.get(unit["unit"], unit["unit"]) if unit else ""
    value = amount(printed.replace("，", ",").lstrip("+"))
    return Token(start, end, stop, _kind(text, start, stop, printed, name), value, name)


def _kind(text: str, start: int, stop: int, printed: str, unit: str) -> str:
    before = text[max(0, start - 16) : start]
    if _LIMIT_AFTER.match(text, stop) or _LIMIT_BEFORE.search(before):
        return "阈值"
    if _EACH.search(before) or (unit in MONEY and _EACH_AFTER.match(text, stop)):
        return "标准"
    if unit == "%" and _COMPLETED.search(before):
        return "完成率"
    if unit in ("", "年") and len(printed) == 4 and printed[:2] in ("19", "20") and printed.isdigit():
        return "年份"
    if not unit and printed.isdigit() and (_CODED.search(before) or len(printed) >= 5):
        return "代码"
    return ""
