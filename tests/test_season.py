"""A season from an empty folder to notices, ledger and the chief's page, by the commands of docs/season.md."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

import docx
import pytest
import season
from lxml import html
from pypdfium2 import PdfDocument
from workbooks import workbook

import budgetnb as bn
from budgetnb import cli

DOCS = Path(__file__).parents[1] / "docs" / "season.md"
YEAR = Path("reports/2024")
LEDGER = YEAR / "整改台账.xlsx"
FIRST_LEDGER = "整改台账-首稿.xlsx"
SHORT = 5
LONG = 60
FILED = len(season.departments(SHORT))
"""Departments and the units of some."""
DIMENSIONS = ("及时性", "完整性", "真实准确性", "细化程度", "公开方式与规范性")
OPEN = {"待整改": "首稿待整改", "未整改": "未整改", "新增": "修改稿新增", "处理失效，待重新处理": "处理失效待重新处理"}
"""The states of a problem that counts in the ledger, with what the chief's page calls them."""
SAID_OF_A_PLACE = (
    "问题",
    "表或章节",
    "页码或行",
    "原文",
    "应为",
    "差额",
    "勾稽关系及依据",
    "差错成因",
    "整改建议",
    "整改要求",
    "程度",
    "类别",
)

Row = Mapping[str, str | float | None]


def commands() -> dict[str, list[str]]:
    """The commands in the table of docs/season.md by their step; the PDFs, which other tests look at, are left out."""
    lines = re.findall(r"^\| (\d) \|.*\| `budgetnb ([^`]+)` \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    return {step: shlex.split(words.replace("html,pdf,xlsx", "html,xlsx")) for step, words in lines}


def run(folder: Path, count: int) -> Path:
    """First drafts, decisions, notices, second drafts."""
    before, steps = Path.cwd(), commands()
    folder.mkdir()
    try:
        os.chdir(folder)
        departments = season.begin(folder, count)
        for step in ("2", "3"):
            assert cli.main(steps[step]) == 0
        common = {str(row["问题编号"]) for row in ledger_rows(folder, "共性问题")}
        for place, review in enumerate(sorted(folder.glob(f"{YEAR}/*-*/review.json"))):
            season.decide(review.parent / "workpaper.xlsx", problems(review), common if place else ())
        for step in ("5", "6"):
            assert cli.main(steps[step]) == 0
        shutil.copy(LEDGER, FIRST_LEDGER)
        season.publish(folder, departments, 2)
        assert cli.main(steps["6"]) == 0
    finally:
        os.chdir(before)
    return folder


def problems(review: Path) -> list[str]:
    """The ids of the problems of a review, in order."""
    return [problem["id"] for problem in json.loads(review.read_bytes())["reviews"][0]["problems"]]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("season") / "one", SHORT)


def ledger_rows(folder: Path, sheet: str, file: Path | str = LEDGER) -> list[Row]:
    """The rows of a sheet of the ledger by the words of its heads."""
    cells = workbook((folder / file).read_bytes()).sheets[sheet]
    rows: dict[int, dict[str, str | float | None]] = {}
    for at, cell in cells.items():
        letters, number = at.rstrip("0123456789"), int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows.setdefault(number, {})[letters] = cell.value
    heads = {letters: str(word) for letters, word in rows[3].items() if word}
    return [
        {head: row.get(letters) for letters, head in heads.items()} for number, row in sorted(rows.items()) if number > 3 and row.get("B")
    ]


def whose(row: Row) -> tuple[str, str]:
    """Name and level of the organisation a row of the ledger is of: a department's own office has its name."""
    return str(row["部门（单位）名称"]), str(row["级次"])


def check_ledger(folder: Path) -> None:
    """Every problem and every settled one stands in the ledger once, common ones on their own sheet; notices hold what was sent."""
    ledger, first = ledger_rows(folder, "整改台账"), ledger_rows(folder, "整改台账", FIRST_LEDGER)
    shared = {str(row["问题编号"]) for row in ledger_rows(folder, "共性问题")}
    reviews = sorted(folder.glob(f"{YEAR}/*-*/review.json"))
    told = [json.loads(review.read_bytes())["reviews"][0] for review in reviews]
    assert shared, "nothing is common to most departments of the season"
    wanted: Counter[tuple[str, str, str]] = Counter()
    for one in told:
        drafts, decided = one["drafts"] or {"settled": [], "earlier": []}, {gone["id"] for gone in one["gone"]}
        own = [problem["id"] for problem in one["problems"] if problem["id"] not in shared or problem["decision"]]
        own += [gone["id"] for gone in (*drafts["settled"], *drafts["earlier"]) if gone["id"] not in shared or gone["id"] in decided]
        wanted.update((one["disclosure"]["department"]["name"], one["disclosure"]["level"], id) for id in own)
    assert Counter((*whose(row), str(row["问题编号"])) for row in ledger) == wanted
    assert {row["备注"] for row in first if row["整改状态"] == "误报"} == {"原件无误"}
    assert {row["整改状态"] for row in ledger} <= {"已整改", "已说明", "误报", *OPEN}

    # what is settled stands there as it did in the draft that had it
    before = {(*whose(row), row["问题编号"]): row for row in first}
    settled = [row for row in ledger if row["整改状态"] == "已整改"]
    assert settled
    for row in settled:
        was = before[*whose(row), row["问题编号"]]
        assert {name: row[name] for name in SAID_OF_A_PLACE} == {name: was[name] for name in SAID_OF_A_PLACE}
        assert row["原文"]
        assert row["页码或行"]
        assert row["稿次"] == was["稿次"] == "1"
    assert any(row["应为"] and row["差额"] for row in settled)

    # every decision and remark of the first round is still there
    for row in ledger:
        if was := before.get((*whose(row), row["问题编号"])):
            assert [row[name] for name in ("单位说明", "备注", "复核人", "复核日期")] == [
                was[name] for name in ("单位说明", "备注", "复核人", "复核日期")
            ]

    # a notice where something was decided to be sent and still is there, nowhere else
    for review, one in zip(reviews, told, strict=True):
        sent = [
            problem["id"]
            for problem in one["problems"]
            if (problem["decision"] or {}).get("ruling") == "发出" and not problem["decision"]["lapsed"]
        ]
        notice = review.parent / "notice.docx"
        assert notice.is_file() == bool(sent)
        if sent:
            (annex,) = docx.Document(str(notice)).tables
            assert sorted(row.cells[1].text for row in annex.rows[1:]) == sorted(sent)


def check_chiefs_page(folder: Path) -> None:
    """Every figure on it, from the ledger; what is set against the year before, from the documents."""
    ledger, common, summary = (ledger_rows(folder, sheet) for sheet in ("整改台账", "共性问题", "部门汇总"))
    page = ChiefsPage(folder)

    published = Counter(str(row["公开情况"]) for row in summary)
    there, late = published["已公开"] + published["逾期公开"], published["逾期公开"]
    filing = {"应公开": there + published["未公开"], "已公开": there, "未公开": published["未公开"], "逾期": late}
    assert page.facts == filing | {"未收到或未读": 0}

    counts = [row for row in ledger if row["整改状态"] in OPEN]
    of_dimension = {name: [row for row in counts if row["类别"] == name] for name in DIMENSIONS} | {"合计": counts}
    assert page.table("各类问题") == [
        [name, *(str(number) for number in (len({whose(row) for row in rows}), *severities(rows), len(rows)))]
        for name, rows in of_dimension.items()
    ]

    correcting: dict[tuple[str, str], int] = Counter(
        whose(row) for row in counts if row["整改要求"] in ("更正", "补充") and row["程度"] != "提示"
    )
    amounts = {whose(row): Decimal(str(row["涉及金额（万元）"])) for row in summary if row["涉及金额（万元）"] is not None}
    ranked = sorted(correcting, key=lambda one: (-correcting[one], -amounts[one], one))
    assert page.table("需要更正的部门（单位）") == [
        ["{}（{}）".format(*one), str(correcting[one]), f"{amounts[one]:,.2f}"] for one in ranked[:5]
    ]
    assert {whose(row): row["需更正、补充"] for row in summary if row["需更正、补充"]} == correcting
    assert sum(int(float(row["错误"] or 0)) for row in summary) == severities(counts)[0]

    states = Counter(str(row["整改状态"]) for row in ledger)
    said = {name: int(number) for name, number in re.findall(r"([^、：]+) (\d+) 个", page.sentence("整改进度："))}
    assert said == {"已整改": states["已整改"]} | {
        name: states[state] for state, name in OPEN.items() if states[state] or name in ("未整改", "修改稿新增")
    }

    assert f"共性问题 {len(common)} 项" in page.sentence("共性问题")
    listed = sorted(common, key=lambda row: -int(str(row["涉及份数"]).partition("/")[0]))[:3]
    assert page.entries == [f"{cut(str(row['问题']))}（{str(row['涉及份数']).partition('/')[0]} 份）" for row in listed]
    assert page.table("同一批部门与上年比较（万元）") == [*against_last_year(folder)]


def check_one_sheet(folder: Path) -> None:
    """Printed, the chief's page ends where the first sheet ends, however many departments there are."""
    from browser import CHROMIUM, MISSING, launched, opened

    if CHROMIUM is None:
        pytest.skip(MISSING)
    with launched() as browser, opened(browser, folder / YEAR / "overview/report.html") as page:
        printed_page = PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = ["".join(printed_page[number].get_textpage().get_text_bounded().split()) for number in (0, 1)]
    assert "数字与整改台账一致" in sheets[0]
    assert re.match(r"2/\d+没有列入的", sheets[1])


class ChiefsPage:
    """What is printed in the overview from the heading of the chief's page to the next."""

    def __init__(self, folder: Path) -> None:
        root = html.fromstring((folder / YEAR / "overview/report.html").read_bytes())
        (heading,) = (one for one in root.iter("h2") if one.text_content() == "一页通览")
        self.parts = [*takewhile(lambda part: part.tag != "h2", heading.itersiblings())]

    def _all(self, tag: str) -> Iterator[html.HtmlElement]:
        return (one for part in self.parts for one in part.iter(tag))

    @property
    def facts(self) -> dict[str, int]:
        """How many should publish, have and so on."""
        return {one.text_content(): int(one.getnext().find(".//b").text_content()) for one in self._all("dt")}

    def table(self, caption: str) -> list[list[str]]:
        """The rows of the table with this caption."""
        (found,) = (one for one in self._all("table") if one.find("caption").text_content().strip() == caption)
        return [[" ".join(cell.text_content().split()) for cell in row] for row in found.find("tbody")]

    def sentence(self, start: str) -> str:
        """The paragraph that begins so."""
        return next(one.text_content() for one in self._all("p") if one.text_content().startswith(start))

    @property
    def entries(self) -> list[str]:
        """The entries of its list."""
        return [one.text_content().strip() for one in self._all("li")]


def cut(words: str) -> str:
    """The beginning of a long sentence."""
    return words if len(words) <= 40 else f"{words[:40]}…"


def severities(rows: Sequence[Row]) -> tuple[int, int, int]:
    """How many errors, warnings and hints."""
    found = Counter(row["程度"] for row in rows)
    return found["错误"], found["警告"], found["提示"]


def against_last_year(folder: Path) -> Iterator[list[str]]:
    """The totals of both years of the departments whose documents of both are there."""
    pairs = [
        (bn.read(folder / "documents" / f"{old.stem.removesuffix('-2023')}.txt"), bn.read(old))
        for old in folder.glob("documents/*-2023.txt")
    ]
    asked = {"支出总计（部门）": ("收支总表", "支出总计"), "“三公”经费（部门）": ("三公经费表", "合计")}
    for name, (table, line) in asked.items():
        known = [tuple(printed(one, table, line) for one in pair) for pair in pairs]
        both = [(now, before) for now, before in known if now is not None and before is not None]
        now, before = (sum((pair[place] for pair in both), Decimal(0)) for place in (0, 1))
        yield [
            name,
            str(len(both)),
            *(f"{amount:,.2f}" for amount in (now, before, now - before)),
            f"{(now - before) / before * 100:,.2f}%",
        ]


def printed(disclosure: bn.Disclosure, table: str, line: str) -> Decimal | None:
    """The first amount on a line of a table."""
    found = disclosure.table(table)
    figures = (figure for one in (found.lines if found else ()) if one.name == line for figure in one.figures if figure)
    return next((figure.value for figure in figures if figure.value is not None), None)


def digests(folder: Path) -> dict[str, str]:
    """All outputs of a season; the log alone holds times."""
    return dict(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "reports").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("reports/.") and path.name not in ("run.jsonl", "changes.html"):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("check", [check_ledger, check_chiefs_page, check_one_sheet])
def test_ledger_notices_and_chiefs_page_agree_with_the_reviews(finished: Path, check: Callable[[Path], None]):
    check(finished)


def test_a_season_done_twice_gives_the_same_bytes(finished: Path, tmp_path: Path):
    assert digests(run(tmp_path / "two", SHORT)) == digests(finished)


def test_who_has_not_filed_stands_on_the_chiefs_page(finished: Path):
    assert ChiefsPage(finished).facts == {"应公开": FILED + 1, "已公开": FILED, "未公开": 1, "逾期": 0, "未收到或未读": 0}


def test_a_units_correction_settles_its_departments_problem(finished: Path):
    """The unit's second draft agrees with the department, which itself has not changed in that."""
    settled = []
    for one in (one for one in season.departments(SHORT) if one.units):
        folder = finished / YEAR / f"{one.code}-dept"
        before, after = (json.loads((folder / name).read_bytes())["reviews"][0] for name in ("rounds/1.json", "review.json"))
        between = {found["problem"] for found in before["findings"] if found["rule"].startswith("U-") and found["problem"]}
        assert between
        assert not [found for found in after["findings"] if found["rule"].startswith("U-") and found["outcome"] == "breaks"]
        settled += [gone["id"] for gone in after["drafts"]["settled"] if gone["id"] in between]
    assert settled


@pytest.mark.long
def test_sixty_departments_go_through_a_season_twice_with_the_same_bytes(tmp_path: Path):
    one = run(tmp_path / "one", LONG)
    check_ledger(one)
    check_chiefs_page(one)
    check_one_sheet(one)
    assert digests(run(tmp_path / "two", LONG)) == digests(one)
