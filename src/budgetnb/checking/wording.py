"""What formulas cannot say: names, notes, contents, words left from the template.

Each check is named in a rule book (`check: name`) and is a function Disclosure -> observations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation, called, of_passage
from budgetnb.codes import level_of, restored
from budgetnb.figures import Disclosure, Line, Passage, Table
from budgetnb.texts import text

_EMPTY_NOTE = re.compile(r"(空表|无数据|没有数据|故.{0,4}表|无.{0,30}(安排|预算|支出|收支)|未安排|没有.{0,20}(安排|预算))")
_SAYS_EMPTY = re.compile(r"(此|本)表(为)?空|空表|(此|本)表无数据|(此|本)表为空")
_FUNDS = {"政府性基金支出表": "政府性基金", "国有资本经营支出表": "国有资本", "三公经费表": "三公"}


def level_words_mixed(disclosure: Disclosure) -> Iterator[Observation]:
    """N-17a: a 部门 document that calls itself 单位 (or the other way round), or its titles; a hint where that is its usual word.

    我单位 only means us.
    """
    if not disclosure.level:
        return
    own, other = ("部门", "单位") if disclosure.level != "单位" else ("单位", "部门")
    told = [(one, "".join(one.text.split())) for one in disclosure.passages if one.scope != "名词解释" and one.kind != "表注"]
    titled = [one for one, words in told if re.search(rf"年[^，。]{{0,40}}{other}预算(情况说明|公开|编制|表)", words)]
    called_so = [one for one, words in told if re.search(rf"本{other}(?!\(|（)", words)]
    right = sum(bool(re.search(rf"本{own}(?!\(|（)", words)) for _, words in told)
    wrong = [one for one, _ in told if one in titled or one in called_so]
    if wrong:
        said = {"own": own, "other": other, "n": str(len(wrong))}
        yield Observation("部门与单位", tuple(map(of_passage, wrong)), said, severity="" if titled or right >= len(called_so) else "hint")


_DOUBLED = re.compile(r"([\u4e00-\u9fff]{3,30}?)\1")


def doubled_words(disclosure: Disclosure) -> Iterator[Observation]:
    """C-16: no words of three characters or more stand twice in a row (洛阳市洛阳市)."""
    seen: dict[tuple[str, str], list[Passage]] = {}
    for passage in disclosure.passages:
        for found in _DOUBLED.finditer("".join(passage.text.split())):
            seen.setdefault((passage.scope or passage.kind, found.group(1)), []).append(passage)
    for (where, words), passages in seen.items():
        yield Observation(f"文/{where}/重复/{words}", tuple(map(of_passage, passages)), {"words": words})


_UNIT = r"(?:%|％|万元|(?<![万亿千])元)"
_NUMBERLESS = re.compile(
    rf"(?:占[^，,。；;：:、\d%％占]{{0,24}}|(?:增加|减少|增长|下降|上升|降低|支出|收入|预算|经费|费用|安排|合计|共计|总计)(?:了|额|数)?为?)\s*{_UNIT}(?=\s*[，,。；;、）)])"
)
_SHOWN_WITH = re.compile(r"单位\s*[:：]?\s*$")


def number_missing(disclosure: Disclosure) -> Iterator[Observation]:
    """C-11a: before a unit in a sentence stands a number ("占支出合计%", "增加 万元" say none)."""
    for passage in disclosure.passages:
        if passage.kind != "正文":
            continue
        for found in _NUMBERLESS.finditer(passage.text):
            if not _SHOWN_WITH.search(passage.text[: found.start()]):
                words = " ".join(found.group().split())
                place = replace(passage.place, text=passage.text, span=found.span())
                yield Observation(f"文/{passage.scope or passage.kind}/缺数/{words}", (Evidence(words, None, place),), {"words": words})


_FOR_ALL = re.compile(
    r"空表(表示|说明|即|是指|系)|(以上|上述|所有|各|其余)[^。]{0,20}表[^。]{0,30}(空表|为空|无数据)|(空表|空白表?)[^。]{0,12}(无|没有)[^。]{0,20}(收支|支出|安排|数据)"
)
"""One note for all empty tables, as some forms print it under the contents."""
_SAID_OF_SOME = re.compile(r"空表|为空|空白表|无数据")


def empty_without_note(disclosure: Disclosure) -> Iterator[Observation]:
    """C-01: a table without any figure says so in a note: its own, one for all tables, or a sentence of the text about empty tables."""
    told = ["".join(one.text.split()) for one in disclosure.passages if one.kind not in ("表注", "表外文字")]
    if any(map(_FOR_ALL.search, told)):
        return
    listed = "".join(words for words in told if _SAID_OF_SOME.search(words))
    for table in disclosure.tables:
        named = table.title in listed or _FUNDS.get(table.name, table.title) in listed
        if table.blank and not named and not any(_EMPTY_NOTE.search("".join(note.text.split())) for note in table.notes):
            passage = _told_empty(disclosure, _FUNDS.get(table.name, table.name))
            evidence = (_of_table(table), *((of_passage(passage),) if passage else ()))
            yield Observation(table.name, evidence, {"table": called(table)}, "told" if passage else "silent")


def _told_empty(disclosure: Disclosure, fund: str) -> Passage | None:
    """The paragraph of the narrative that says of a fund that there is none of it, or 0; the table has to say so all the same."""
    none = {one.sentence.text for one in disclosure.statements if fund in one.scope and (said := one.figure("数额")) and said.value == 0}
    own = (one for one in disclosure.passages if one.kind == "正文" and fund in one.scope)
    return next(
        (one for one in own if _EMPTY_NOTE.search("".join(one.text.split())) or any(said in one.text for said in none if said)), None
    )


def wrong_note(disclosure: Disclosure) -> Iterator[Observation]:
    """A note of emptiness stands under an empty table, and speaks of that table."""
    for table in disclosure.tables:
        for note in table.notes:
            words = "".join(note.text.split())
            if _SAYS_EMPTY.search(words) and not table.blank and any(figure.value for figure in table.figures()):
                yield Observation(f"{table.name}/表注", (of_passage(note),), {"table": called(table)}, "not_empty")
            elif _EMPTY_NOTE.search(words) and table.blank and (other := _other_fund(table.name, words)):
                yield Observation(f"{table.name}/表注", (of_passage(note),), {"table": called(table), "other": other}, "other")


def _other_fund(table: str, words: str) -> str:
    """The fund a note speaks of when it is not the table's own."""
    own = _FUNDS.get(table)
    if own is None or own in words:
        return ""
    return next((fund for fund in _FUNDS.values() if fund in words), "")


def code_missing(disclosure: Disclosure) -> Iterator[Observation]:
    """A line without a code in a table whose other lines have one."""
    for table, line in _coded_lines(disclosure):
        if not line.code and any(figure and figure.value for figure in line.figures):
            twin = next((other for other in table.lines if other.code and other.name == line.name), None)
            evidence = tuple(_of_line(table, one) for one in (line, twin) if one)
            yield Observation(
                f"{table.name}/{line.key}",
                evidence,
                {"table": called(table), "name": line.name, "code": twin.code if twin else "", "amount": _amount(line)},
            )


def code_format(disclosure: Disclosure) -> Iterator[Observation]:
    """ALL-2a: codes are printed in full: not "301 2" for 30102, not "2085" for 20805."""
    lost = [(table, line, line.code) for table, line in _coded_lines(disclosure) if _shortened(line)]
    odd = [(table, line, restored(line.code, line.name)) for table, line in _odd_lines(disclosure)]
    for table in dict.fromkeys(table.name for table, _, _ in (*lost, *odd)):
        mine = [(found, line, code) for found, line, code in (*lost, *odd) if found.name == table]
        printed = text("word.and").join(f"{line.printed_code} {line.name}" for _, line, _ in mine)
        yield Observation(
            f"{table}/编码",
            tuple(_of_line(found, line) for found, line, _ in mine),
            {"table": called(mine[0][0]), "printed": printed, "codes": text("word.and").join(code or "?" for _, _, code in mine)},
        )


def _shortened(line: Line) -> bool:
    return bool(line.code) and len(line.printed_code.replace(" ", "")) < len(line.code)


def _odd_lines(disclosure: Disclosure) -> Iterator[tuple[Table, Line]]:
    """Lines among accounts whose code has a number of digits that no account has."""
    for table in disclosure.tables:
        if any(line.code and line.level in ("类", "款", "项") for line in table.lines):
            yield from ((table, line) for line in table.lines if line.code and not line.level and not level_of(line.code))


def _coded_lines(disclosure: Disclosure) -> Iterator[tuple[Table, Line]]:
    for table in disclosure.tables:
        lines = [line for line in table.lines if line.level in ("类", "款", "项") and not line.side]
        if any(line.code for line in lines):
            yield from ((table, line) for line in lines)


def _amount(line: Line) -> str:
    return next((figure.printed for figure in line.figures if figure and figure.value), "")


def _of_line(table: Table, line: Line) -> Evidence:
    figure = next((figure for figure in line.figures if figure and figure.value is not None), None)
    words = " ".join(part for part in (line.printed_code, line.label, figure.printed if figure else "") if part)
    return Evidence(words, None, line.place or table.place, figure.key if figure else "")


def _of_table(table: Table) -> Evidence:
    return Evidence(table.title, None, table.place)
