"""The real documents of the corpus, and the bundled sample: read once, checked once in each language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pages import SAMPLE, in_language

from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure
from budgetnb.showing import report

DOCUMENTS = {
    "sh-putuo-czj-2025/dept_budget": ("dept_budget.pdf",),
    "sh-putuo-wanli-2023-2025/2023_dept_budget": ("2023_dept_budget.pdf",),
    "sh-putuo-wanli-2023-2025/2024_dept_budget": ("2024_dept_budget.pdf",),
    "sh-putuo-wanli-2023-2025/2025_dept_budget": ("2025_dept_budget.pdf",),
    "js-jianchayuan-2017-2019/2017_dept_budget": ("2017_dept_budget.pdf",),
    "js-jianchayuan-2017-2019/2018_dept_budget": ("2018_dept_budget.pdf",),
    "js-jianchayuan-2017-2019/2019_dept_budget": ("2019_dept_budget.pdf",),
    "js-zhengxie-2017-2019/2017": ("2017_narrative.pdf", "2017_tables.pdf"),
    "js-zhengxie-2017-2019/2018": ("2018_narrative.pdf", "2018_tables.pdf"),
    "js-zhengxie-2017-2019/2019": ("2019_narrative.pdf", "2019_tables.pdf"),
}


@cache
def disclosure(corpus: Path | None, name: str) -> Disclosure:
    """A document of the corpus by its name; the bundled sample without a corpus."""
    files = [corpus / name.partition("/")[0] / file for file in DOCUMENTS[name]] if corpus else [SAMPLE]
    return report.read(*files)


@cache
def review(corpus: Path | None, name: str, lang: str = "zh") -> Review:
    """The review of a document in a language."""
    return in_language(lang, lambda: report.check(disclosure(corpus, name)))
