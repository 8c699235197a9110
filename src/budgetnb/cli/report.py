"""`budgetnb report`: one report for each params file or document, or one trend or overview of the reports that are there."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.cli.asking import FORMATS, ON_REQUEST
from budgetnb.cli.files import say_refused
from budgetnb.cli.places import shortest
from budgetnb.errors import nearest
from budgetnb.project import project_folder
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.running.run import Report

NOT_BUILT = 3
NOTICE = "notice.docx"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="*", type=Path, metavar=text("cli.file"), help=text("cli.report.files"))
    parser.add_argument("--trend", action="append", default=[], metavar=text("cli.report.organisation"), help=text("cli.report.trend"))
    parser.add_argument("--level", choices=("部门", "单位"), metavar="部门|单位", help=text("cli.report.trend_level"))
    parser.add_argument("--overview", action="append", default=[], metavar=text("cli.report.year"), help=text("cli.report.overview"))
    parser.add_argument("--to", type=formats, default=FORMATS, metavar=",".join((*FORMATS, *ON_REQUEST)), help=text("cli.report.to"))
    parser.add_argument("-o", "--output", type=Path, metavar=text("cli.report.folder"), help=text("cli.report.out"))
    parser.add_argument("--prior", nargs="+", type=Path, default=[], metavar=text("cli.file"), help=text("cli.report.prior"))
    parser.add_argument("--notebook", type=Path, metavar=text("cli.file"), help=text("cli.report.notebook"))


def run(args: Namespace) -> int:
    """Build the reports; one that fails does not stop the others."""
    from budgetnb.cli.asking import reports_asked
    from budgetnb.cli.overall import called_by_name
    from budgetnb.cli.parser import WrongUsage
    from budgetnb.errors import ReportFailed
    from budgetnb.running.kernels import MEMORY_LIMIT, PLAIN, TIME_LIMIT
    from budgetnb.running.run import run_report

    if not (args.files or args.trend or args.overview):
        raise WrongUsage("budgetnb report", text("cli.report.nothing_asked"))
    asked, refused = reports_asked(args)
    asked += called_by_name(args, project_folder(Path.cwd())) if args.trend or args.overview else ()
    say_refused(refused)
    failed, limited = False, replace(PLAIN, time_limit=TIME_LIMIT, memory_limit=MEMORY_LIMIT)
    for one in asked:
        try:
            report = run_report(one, limited)
            _say(one.params.name, report)
            if "docx" in one.to and NOTICE not in report.files:
                print(text("season.no_notice" if one.params.lang == "zh" else "season.notice_in_chinese"))
        except ReportFailed as wrong:
            failed = True
            print(wrong, file=sys.stderr)
    return 2 if not asked else NOT_BUILT if failed else 0


def _say(name: str, report: Report) -> None:
    """Where a report is and what it found."""
    from budgetnb.cli.asking import found_lines

    print(text("cli.report.done", name=name, folder=shortest(report.folder), files=text("cli.usage.comma").join(report.files)))
    for line in found_lines(report.review) if report.review else ():
        print(line)
    if report.missing_glyphs:
        print(text("cli.report.glyphs", glyphs=text("cli.usage.comma").join(report.missing_glyphs)), file=sys.stderr)


def formats(words: str) -> tuple[str, ...]:
    """The formats of --to, in our order."""
    known = (*FORMATS, *ON_REQUEST)
    asked = tuple(word.strip() for word in words.split(","))
    for word in asked:
        if word not in known:
            near = nearest(word, known)
            hint = text("cli.usage.near", word=near) if near else ""
            raise ArgumentTypeError(text("cli.usage.choice", word=word, near=hint, allowed=text("cli.usage.comma").join(known)))
    return tuple(kind for kind in known if kind in asked)
