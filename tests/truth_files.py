"""Truth files that an analyst can read: every cell of every table, every finding, one a line.

`python tests/truth_files.py FILE... FOLDER` writes them anew for documents you have looked at;
it never overwrites: delete the old file first, then compare what changed with the paper.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure, Figure
from budgetnb.reading import read_document
from budgetnb.recognising import recognise

ABOUT_WORDS = ("N-18", "N-17", "C-", "T6-5", "ALL-2")
"""Rules that speak of words and notes; the bundled sample words its narrative in its own way."""


def read(*files: Path) -> Disclosure:
    """The one disclosure that these files are."""
    (disclosure,) = recognise([read_document(file) for file in files])
    return disclosure


def figure_lines(disclosure: Disclosure) -> Iterator[str]:
    """Every cell of every table: `line key | column | figure`, 空 for a blank; then every statement."""
    for table in disclosure.tables:
        yield f"# {table.name}（{table.unit}）"
        for line in table.lines:
            cells = [f"{column.name} {_shown(figure)}" for column, figure in zip(table.columns, line.figures, strict=True) if figure]
            yield " | ".join([line.key, *cells])
    for statement in disclosure.statements:
        roles = [f"{role} {_shown(figure)}{figure.unit}" for role, figure in statement.figures]
        yield " | ".join([f"文/{statement.scope}/{statement.term}#{statement.ordinal}", *roles])


def finding_lines(review: Review, about_words: bool) -> Iterator[str]:
    """Every finding that is no tie: `severity | outcome | rule@address | printed → right | cause | source`."""
    for finding in review.findings:
        if not finding.problem or (not about_words and finding.rule.startswith(ABOUT_WORDS)):
            continue
        sides = f"{finding.left} → {finding.right}" if finding.left is not None else ""
        cause = finding.cause.kind if finding.cause else ""
        source = "、".join(finding.source.facts) if finding.source else ""
        yield " | ".join([finding.severity, finding.outcome, finding.id, sides, cause, source])


def _shown(figure: Figure) -> str:
    return "空" if figure.value is None else f"{figure.value:,f}"


def main(arguments: list[str]) -> None:
    """Write the truth files of the files named into the folder named last."""
    *files, folder = [Path(argument) for argument in arguments]
    disclosure = read(*files)
    review = check(disclosure, rule_book())
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("figures.txt", figure_lines(disclosure)), ("findings.txt", finding_lines(review, about_words=True))):
        with (folder / name).open("x", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main(sys.argv[1:])
