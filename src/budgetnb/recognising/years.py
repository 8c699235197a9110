"""Columns beside this year's: last year's figures, and how much this year's changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetnb.recognising.head import Head
from budgetnb.recognising.words import plain

_YEAR = re.compile(r"20\d{2}(?=年)")
_LAST = re.compile(
    r"(?:上|去|前一|上一)年度?(?:初|末|同期)?(?:预算|执行|决算|完成|实际|实有|安排|支出|收入|批复)?(?:执行|完成)?(?:数|额|金额)?"
)
_CHANGE = re.compile(r"增减|增长|增幅|降幅|变动|变化|[比较](?:上|去)年|[比较]20\d{2}年|对比")
_RATE = re.compile(r"%|率|幅|比例|比重|占比|百分比")


def of_this_year(heads: Sequence[Head]) -> list[Head]:
    """Heads of which those of another year, of a change or of a percentage name no column of this year's any more.

    This year is the latest one that the head names; 上年结转 is money of this year.
    """
    latest = max((year for head in heads for year in _years(head)), default=0)
    return [_told(head, latest) for head in heads]


def _told(head: Head, latest: int) -> Head:
    words = [plain(word) for word in head.words]
    years = _years(head)
    rate = bool(words) and bool(_RATE.search(words[-1]))
    changed = any(_CHANGE.search(word) for word in words)
    last = any(_LAST.fullmatch(word) for word in words) or (bool(years) and max(years) < latest)
    beside = "增减率" if changed and rate else "增减额" if changed else "上年" if last else "比率" if rate else ""
    return replace(head, node=None, beside=beside, rate=rate) if beside and not head.text else head


def _years(head: Head) -> list[int]:
    return [int(year) for word in head.words for year in _YEAR.findall(plain(word))]
