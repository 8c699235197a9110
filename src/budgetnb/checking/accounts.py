"""Accounts in the narrative (“…（类）…（款）…（项）”): their names, purposes and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation
from budgetnb.figures import Disclosure, Line, Statement

_PURPOSE = re.compile(r"主要用于([^。；;]+)")
_LESS = re.compile(
    r"减少|下降|降低|压减|压缩|节约|核减|取消|缩减|削减|减缓|调减|退休|调出|调离|完成|结束|不再|到期|一次性|上年|划转|划出|分流|转出|剥离|机构改革|撤|停"
)
_MORE = re.compile(r"增加|增长|提高|上升|新增|扩大|增资|调增|补充")


@dataclass(frozen=True, slots=True)
class _Account:
    """An account as one sentence prints it: names by level, and the text it stands in."""

    statement: Statement
    names: tuple[tuple[str, str], ...]

    @property
    def own(self) -> str:
        return self.names[-1][1]


def _accounts(disclosure: Disclosure) -> list[_Account]:
    found = []
    for statement in disclosure.statements:
        if statement.account:
            found.append(_Account(statement, statement.account))
    return found


def _of(statement: Statement, printed: str | None = None) -> Evidence:
    return Evidence(printed or statement.sentence.text or "", None, statement.sentence)


def account_names(disclosure: Disclosure) -> Iterator[Observation]:
    """N-07c: an account is called in the text what its line in the tables is called."""
    lines = {(line.level, line.code): line for table in reversed(disclosure.tables) for line in table.lines if line.code and not line.side}
    named = {(line.level, _plain(line.label)) for line in lines.values()}
    seen: set[str] = set()
    for account in _accounts(disclosure):
        statement = account.statement
        if statement.term in seen or not lines or not any(level == account.names[-1][0] for level, _ in lines):
            continue
        seen.add(statement.term)
        wrong = [
            (level, name) for level, name in account.names if any(one == level for one, _ in lines) and (level, _plain(name)) not in named
        ]
        if wrong:
            right = _right_name(account, lines, disclosure)
            said = {"printed": "".join(f"{name}（{level}）" for level, name in wrong), "right": right}
            yield Observation(f"文/{statement.scope}/{statement.term}/科目名称", (_of(statement),), said, "other" if right else "unknown")


def _right_name(account: _Account, lines: dict[tuple[str, str], Line], disclosure: Disclosure) -> str:
    """What the tables call an account: by its code, else by its amount where only one line has it."""
    line = lines.get((account.names[-1][0], account.statement.code))
    if line is None:
        figure = account.statement.figure("数额")
        same = {
            line.code: line
            for line in lines.values()
            if line.level == account.names[-1][0] and figure and _has(line, figure.value, figure.unit)
        }
        line = next(iter(same.values())) if len(same) == 1 else None
    if line is None:
        return ""
    path = [lines.get((level, line.code[:length])) for level, length in (("类", 3), ("款", 5), ("项", 7)) if length <= len(line.code)]
    return "".join(f"{''.join(one.label.split())}（{one.level}）" for one in path if one and one.label)


def _has(line: Line, value: object, unit: str) -> bool:
    return any(
        figure and figure.value and round(figure.value / (10000 if figure.unit == "元" and unit == "万元" else 1), 2) == value
        for figure in line.figures
    )


def _plain(name: str) -> str:
    """A name as it stands, but for blanks, brackets and the words that writers leave out or add at its end."""
    words = "".join(name.split()).replace("(", "（").replace(")", "）")
    return re.sub(r"(支出|费用|费)$", "", words).replace("的", "") or words


def copied_words(disclosure: Disclosure) -> Iterator[Observation]:
    """N-19: the purpose or reason of an account is not that of another account, names and all."""
    accounts = _accounts(disclosure)
    for kind, words_of in (("purpose", _purpose), ("reason", _reason)):
        worded = [(account, words) for account in accounts if (words := words_of(account.statement))]
        for place, (account, words) in enumerate(worded):
            twin = _twin(account, words, worded[:place])
            if twin:
                said = {"term": account.own, "words": words, "other": twin.own}
                yield Observation(
                    f"文/{account.statement.scope}/{account.statement.term}/{kind}",
                    (_of(account.statement), _of(twin.statement)),
                    said,
                    kind,
                )


def _twin(account: _Account, words: str, earlier: Sequence[tuple[_Account, str]]) -> _Account | None:
    """An earlier account with the same words, when they name that account and not this one."""
    for other, same in reversed(earlier):
        if same == words and other.own != account.own and _names(words, other.own) and not _names(words, account.own):
            return other
    return None


def _names(words: str, account: str) -> bool:
    """Whether words speak of an account by its name, 支出 and 缴费 aside."""
    return re.sub(r"(缴费)?支出$", "", account) in words


def _purpose(statement: Statement) -> str:
    found = _PURPOSE.search("".join((statement.sentence.text or "").split()))
    return found.group(1) if found else ""


def _reason(statement: Statement) -> str:
    return "".join(statement.reason.split())


def reason_direction(disclosure: Disclosure) -> Iterator[Observation]:
    """N-03b: a decrease is not explained by increases only, nor an increase by decreases only."""
    for statement in disclosure.statements:
        reason = _reason(statement)
        less, more = bool(_LESS.search(reason)), bool(re.search(r"增加|增长|提高|上升", reason))
        wrong = (statement.direction == -1 and more and not less) or (
            statement.direction == 1 and re.search(r"减少|下降|降低", reason) and not _MORE.search(reason)
        )
        if wrong:
            said = {"term": statement.term, "word": statement.direction_word, "reason": reason}
            yield Observation(f"文/{statement.scope}/{statement.term}#{statement.ordinal}/原因", (_of(statement),), said)
