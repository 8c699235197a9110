"""Every number printed in a document is a figure, a named non-figure, or listed as unread."""

from __future__ import annotations

from pathlib import Path

import pytest
from numbers_printed import unaccounted

from budgetnb.reading import read_document
from budgetnb.recognising import recognise

DOCUMENTS = """
    henan-xigong-2024/disclosure.txt
    js-jianchayuan-2017-2019/2017_dept_budget.pdf
    js-jianchayuan-2017-2019/2018_dept_budget.pdf
    js-jianchayuan-2017-2019/2019_dept_budget.pdf
    js-zhengxie-2017-2019/2017_narrative.pdf
    js-zhengxie-2017-2019/2018_narrative.pdf
    js-zhengxie-2017-2019/2019_narrative.pdf
    js-zhengxie-2017-2019/2017_tables.pdf
    js-zhengxie-2017-2019/2018_tables.pdf
    js-zhengxie-2017-2019/2019_tables.pdf
    sh-czj-final-2024/final_accounts.pdf
    sh-putuo-czj-2025/dept_budget.pdf
    sh-putuo-wanli-2023-2025/2023_dept_budget.pdf
    sh-putuo-wanli-2023-2025/2024_dept_budget.pdf
    sh-putuo-wanli-2023-2025/2025_dept_budget.pdf
    sh-templates-blank/department_budget_template.xlsx
    sh-templates-blank/unit_budget_template.xlsx
""".split()  # noqa: SIM905  a list of paths reads best as words


def test_the_list_is_the_whole_corpus(corpus: Path) -> None:
    files = (path for path in corpus.rglob("*.*") if path.parent != corpus and path.name != "SOURCE.md")
    assert sorted(path.relative_to(corpus).as_posix() for path in files) == sorted(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_number_of_the_document_is_lost(corpus: Path, document: str) -> None:
    read = read_document(corpus / document)
    (disclosure,) = recognise([read])
    assert unaccounted(read, disclosure) == []
