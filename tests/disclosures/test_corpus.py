"""The real documents of the corpus: every figure is the printed one, every finding was looked at by hand."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from real import DOCUMENTS
from real import review as review_of
from truth_files import figure_lines, finding_lines

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Review
from budgetnb.reading import read_document
from budgetnb.recognising import recognise

HERE = Path(__file__).parent
CLEAN = [name for name in DOCUMENTS if name.startswith("js-zhengxie")]


@pytest.fixture(scope="module", params=DOCUMENTS)
def reviewed(request: pytest.FixtureRequest, corpus: Path) -> tuple[str, Review]:
    """A document of the corpus, reviewed."""
    return request.param, review_of(corpus, request.param)


def truth(name: str, file: str) -> list[str]:
    """The lines of a truth file, beside which the pages were looked at."""
    return (HERE / name / file).read_text(encoding="utf-8").splitlines()


def test_every_figure_is_the_printed_one(reviewed: tuple[str, Review]) -> None:
    name, review = reviewed
    assert list(figure_lines(review.disclosure)) == truth(name, "figures.txt")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_truth_holds_the_tables_that_matter_and_adds_up(name: str) -> None:
    tables = tables_of(truth(name, "figures.txt"))
    assert {"收支总表", "支出总表", "财政拨款收支总表", "一般公共预算支出表", "基本支出表", "三公经费表"} <= set(tables)
    summed = 0
    for lines in tables.values():
        classes = [line for code, line in lines.items() if len(code) == 3 and code.isdigit()]
        for column, total in lines.get("合计", {}).items() if classes else ():
            unit = Decimal(1).scaleb(int(total.as_tuple().exponent))  # of the last printed digit: lines are rounded one by one
            assert abs(sum(line.get(column, Decimal(0)) for line in classes) - total) <= unit, (column, total)
            summed += 1
    assert summed >= 5


def tables_of(lines: list[str]) -> dict[str, dict[str, dict[str, Decimal]]]:
    """The tables of a truth file: lines by key, amounts by column, blank ones as 0."""
    tables: dict[str, dict[str, dict[str, Decimal]]] = {}
    for line in lines:
        key, *cells = line.split(" | ")
        if line.startswith("# "):
            tables[line[2:].partition("（")[0]] = here = {}
        elif not line.startswith("文/"):
            said = (cell.rsplit(" ", 1) for cell in cells)
            here[key] = {column: Decimal("0" if printed == "空" else printed.replace(",", "")) for column, printed in said}
    return tables


def test_every_finding_is_one_that_was_examined(reviewed: tuple[str, Review]) -> None:
    name, review = reviewed
    assert list(finding_lines(review, about_words=True)) == truth(name, "findings.txt")


def test_every_known_error_is_found_with_its_figure_and_page(reviewed: tuple[str, Review], corpus: Path) -> None:
    name, review = reviewed
    records = [json.loads(line) for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    files = [f"{name.partition('/')[0]}/{file}" for file in DOCUMENTS[name]]
    errors = [record for record in records if record["doc"] in files and record["severity"] == "error"]
    told = {
        (evidence.place.page, number)
        for finding in review.findings
        if finding.severity == "error"
        for evidence in finding.evidence
        for number in numbers_in(evidence.printed)
    }
    assert [
        record["quote"] for record in errors if not any((record["page"], number) in told for number in numbers_in(record["quote"]))
    ] == []


def numbers_in(words: str) -> set[str]:
    return {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}


def test_a_clean_document_has_no_error(reviewed: tuple[str, Review]) -> None:
    name, review = reviewed
    if name in CLEAN:
        assert review.problems_of("error") == ()


def test_three_quarters_of_the_figures_are_tied_down_and_no_rule_is_faulty(reviewed: tuple[str, Review]) -> None:
    _, review = reviewed
    assert review.coverage.share >= Decimal("0.75")
    assert review.count("faulty") == 0


def test_final_accounts_are_named_and_not_checked_as_a_budget(corpus: Path) -> None:
    (disclosure,) = recognise([read_document(corpus / "sh-czj-final-2024" / "final_accounts.pdf")])
    assert (disclosure.kind, disclosure.name, disclosure.year) == ("final_accounts", "上海市普陀区财政局", 2024)
    assert check(disclosure, rule_book()).findings == ()


@pytest.mark.parametrize("template", ["unit_budget_template.xlsx", "department_budget_template.xlsx"])
def test_a_blank_template_is_named_and_not_checked_as_a_budget(corpus: Path, template: str) -> None:
    disclosures = recognise([read_document(corpus / "sh-templates-blank" / template)])
    assert [disclosure.kind for disclosure in disclosures] == ["blank_template"]
    assert check(disclosures[0], rule_book()).findings == ()
