"""The few calls a notebook makes: read, check, say, show, draw, hand over."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from budgetnb.blocks import FILES_MIMETYPE, FILES_WANTED, REVIEW_MIMETYPE, ROWS_MIMETYPE, Block, Paragraph, runs
from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check as check_by
from budgetnb.checking.drafts import Drafts, compare, read_reviews
from budgetnb.checking.findings import Review
from budgetnb.checking.jsons import review_json, review_object
from budgetnb.checking.observing import Beside
from budgetnb.deciding import decided
from budgetnb.errors import BudgetnbError, NotABudget, NotFilledIn, SeveralDisclosures, UnknownName
from budgetnb.figures import Disclosure
from budgetnb.project import local_files, project_folder, source_path
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.season.reading import find_register
from budgetnb.season.settings import find_settings
from budgetnb.season.years import accepted, befores
from budgetnb.showing.against_last_year import against_last_year
from budgetnb.showing.annotate import annotated
from budgetnb.showing.collected import packed, rows_of
from budgetnb.showing.drafts import since_last_draft
from budgetnb.showing.many.overview import Overview
from budgetnb.showing.many.parts import parts_of
from budgetnb.showing.many.years import Years
from budgetnb.showing.marks import Marked, marked
from budgetnb.showing.notice import notice
from budgetnb.showing.open_matters import open_matters
from budgetnb.showing.problems import differences, problems, unexplained
from budgetnb.showing.prose import conclusion, section, summary
from budgetnb.showing.provenance import provenance
from budgetnb.showing.reconciling import reconciliation
from budgetnb.showing.sections import SECTIONS
from budgetnb.showing.shown import Shown
from budgetnb.showing.tables import key_figures, one_table, tables
from budgetnb.texts import LANGUAGES, language, speak, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from budgetnb.showing.charts.pictures import Picture

Files = str | Path | Iterable[str | Path]
Call = TypeVar("Call", bound=Callable[..., Any])
SAID: dict[str, Callable[[Marked], tuple[Block, ...]]] = {"结论": conclusion, "摘要": summary}
SAYABLE = (*SAID, *SECTIONS, "其他重要事项")
SHOWN: dict[str, Callable[[Marked], tuple[Block, ...]]] = {
    "问题": problems,
    "整改": since_last_draft,
    "主要数字": key_figures,
    "上年对比": against_last_year,
    "核对表": reconciliation,
    "预算表": tables,
    "原文": annotated,
    "未核对": open_matters,
    "依据": provenance,
}
SHOWABLE = (*SHOWN, "差额")


class SeveralCharts(BudgetnbError):
    """A name of several charts was to be drawn on one Axes."""

    key = "show.several_charts"


def read(*files: str | Path) -> Disclosure:
    """The one disclosure that these files make up.

    Paths are relative to the working folder or the project folder above it. UnreadableFile, NotABudget
    or SeveralDisclosures say what is wrong with the files.

    Examples:
        >>> import budgetnb as bn
        >>> d = bn.read(bn.SAMPLE)
        >>> d.name, d.year, d.level, len(d.tables), len(d.statements)
        ('洛阳市西工区社区治理和服务创新办公室', 2024, '部门', 9, 45)
        >>> d.table("支出总表").to_frame().loc[0, "合计"]
        Decimal('546.94')
    """
    found = read_all(*files)
    if len(found) > 1:
        raise SeveralDisclosures(f"{one.name} {one.year or ''} {one.level or ''}".strip() for one in found)
    return found[0]


def read_all(*files: str | Path) -> tuple[Disclosure, ...]:
    """All disclosures in these files, those that complement each other put together; at least one."""
    found = recognise([read_document(source_path(str(file))) for file in files], local_files(project_folder(Path.cwd()), "forms"))
    for one in found:
        if one.kind == "unknown" and not one.tables and not one.statements:
            raise NotABudget(one.sources[0].file)
    return found


def check(disclosure: Disclosure, rules: Files = (), prior: Disclosure | None = None, units: Iterable[Disclosure] = ()) -> Review:
    """The disclosure checked by the rule books that ship with the package, the project's params/rules/*.yaml and the files of `rules`.

    A department is also compared with the disclosures of its `units`, and any disclosure with that of the year before (`prior`)
    and with its line in the project's params/register.csv. WrongRule, WrongRegister and WrongPrior say what is wrong with these.

    Examples:
        >>> import budgetnb as bn
        >>> r = bn.check(bn.read(bn.SAMPLE))
        >>> [(problem.severity, problem.action) for problem in r.problems[:2]], r.count("breaks")
        ([('error', '更正'), ('error', '更正')], 19)
        >>> finding = next(finding for finding in r.findings if finding.outcome == "breaks")
        >>> finding.rule, finding.left - finding.right == finding.difference
        ('X-09', True)
    """
    project = project_folder(Path.cwd())
    book = rule_book(local_files(project, "rules"), tuple(source_path(str(file)) for file in _listed(rules)))
    return check_by(disclosure, book, Beside(tuple(units), find_register(project), prior and accepted(disclosure, prior)))


def review(sources: Files, prior: Files = (), former: Files = (), rules: Files = (), lang: str = "zh", units: Files = ()) -> Review:
    """Read and check in one, with the project's decisions and what changed since the draft before: what a notebook begins with.

    `former` is the review.json of the draft before. From here on everything is said in `lang`.
    """
    if lang not in LANGUAGES:
        raise UnknownName("language", lang, LANGUAGES)
    speak(lang)
    if not _listed(sources):
        raise NotFilledIn(name="sources")
    now = read(*_listed(sources))
    last = befores((now,), read_all(*_listed(prior)), find_register(project_folder(Path.cwd())))[0] if _listed(prior) else None
    beside = read_all(*_listed(units)) if _listed(units) else ()
    found = decided(check(now, rules, last, beside), project_folder(Path.cwd()))
    paths = tuple(source_path(str(file)) for file in _listed(sources))
    return replace(found, paths=paths, drafts=_since(found, [source_path(str(file)) for file in _listed(former)]))


def _since(review: Review, former: list[Path]) -> Drafts | None:
    """What changed since the latest of the drafts before."""
    return compare(read_reviews(former[-1]), [review_json(review)])[0] if former else None


def _remembered(call: Call) -> Call:
    """The call, with what it gives remembering how it was asked for."""
    takes = signature(call)

    @wraps(call)
    def made(*given: Any, **named: Any) -> Any:
        found = call(*given, **named)
        of, *names = takes.bind(*given, **named).args
        return replace(found, of=of, asked=(call.__name__, *names)) if isinstance(found, Shown) else found

    return made  # type: ignore[return-value]  # what it takes and gives is what the call does


@_remembered
def say(review: Review | Years | Overview, name: str) -> Shown:
    """The conclusion, the summary or one official section, written from the figures."""
    if not isinstance(review, Review):
        return Shown(_part(parts_of(review).said, name, "section")(review))
    if name not in SAYABLE:
        raise UnknownName("section", name, SAYABLE)
    asked = marked(review)
    return Shown(SAID[name](asked) if name in SAID else section(asked, name))


@_remembered
def show(review: Review | Years | Overview, name: str) -> Shown:
    """Problems, differences, tables, every rule, what was not checked, or one table by its canonical name."""
    if not isinstance(review, Review):
        return Shown(_part(parts_of(review).shown, name, "shown")(review))
    allowed = (*SHOWABLE, *(table.name for table in review.disclosure.tables))
    if name not in allowed:
        raise UnknownName("shown", name, allowed)
    asked = marked(review)
    if name in SHOWN:
        return Shown(SHOWN[name](asked))
    if name == "差额":
        return Shown(_differences(asked))
    return Shown(tuple(block for table in review.disclosure.tables if table.name == name for block in one_table(asked, table)))


@overload
def draw(review: Review | Years | Overview, name: str) -> Shown: ...
@overload
def draw(review: Review | Years | Overview, name: str, *, ax: Axes) -> Axes: ...
@_remembered
def draw(review: Review | Years | Overview, name: str, *, ax: Axes | None = None) -> Shown | Axes:
    """A chart of the catalogue; UnknownName says which there are.

    With `ax` it is drawn on that matplotlib Axes, in the data font and colours of our own, and the Axes is given back.
    """
    from budgetnb.showing.charts.catalogue import OF_ONE, picture  # noqa: PLC0415  matplotlib is loaded when something is drawn
    from budgetnb.showing.charts.page import chart, draw_on  # noqa: PLC0415  as above

    if isinstance(review, Review):
        if name not in OF_ONE:
            raise UnknownName("chart", name, OF_ONE)
        pictures: tuple[Picture, ...] = (picture(review, name),)
    else:
        made = _part(parts_of(review).drawn, name, "chart")(review)
        pictures = made if isinstance(made, tuple) else (made,)
    if ax is None:
        return Shown(tuple(map(chart, pictures)))
    if len(pictures) > 1:
        raise SeveralCharts(name=name, count=len(pictures))
    return draw_on(pictures[0], ax)


@_remembered
def hand_over(review: Review) -> Shown:
    """The review, its files and the rows for the collected data, for the program that runs the notebook; on a page nothing is shown."""
    made = {"workpaper.xlsx": _workpaper(review), "notice.docx": _notice(review)}
    files = {name: base64.b64encode(content).decode() for name, content in made.items() if content}
    rows = packed(rows_of(review))
    return Shown(handed=((REVIEW_MIMETYPE, review_object([review])), (FILES_MIMETYPE, files), (ROWS_MIMETYPE, rows)))


def _workpaper(review: Review) -> bytes | None:
    """The workpaper, unless whoever runs the notebook wants none."""
    from budgetnb.showing.workpaper import workpaper  # noqa: PLC0415  the workbook's library is loaded when a workbook is made

    return workpaper(review) if "xlsx" in os.environ.get(FILES_WANTED, "xlsx").split(",") else None


def _notice(review: Review) -> bytes | None:
    """The notice on what was decided to be sent; it is written in Chinese only."""
    if language() != "zh":
        return None
    project, paper = project_folder(Path.cwd()), review.disclosure
    register = find_register(project)
    line = register.find(paper.name, paper.code, paper.level, paper.year) if register else None
    return notice(review, find_settings(project, paper.year), line.addressee if line else "")


def _differences(asked: Marked) -> tuple[Block, ...]:
    """Every explained difference with its bridge, then those that nothing explains."""
    from budgetnb.showing.charts.bridges import bridges  # noqa: PLC0415  as in draw
    from budgetnb.showing.charts.page import chart  # noqa: PLC0415  as in draw

    explained = list(differences(asked))
    drawn = {bridge.of: chart(bridge) for bridge in bridges(asked.review)} if explained else {}
    blocks: list[Block] = []
    for problem, told in explained:
        blocks += [*told, *([drawn[problem.id]] if problem.id in drawn else [])]
    blocks += unexplained(asked)
    return tuple(blocks) or (Paragraph(runs(text("show.difference.none"))),)


def _part(parts: Mapping[str, Any], name: str, kind: str) -> Any:
    """What answers to a name; UnknownName says which there are."""
    if name not in parts:
        raise UnknownName(kind, name, parts)
    return parts[name]


def _listed(files: Files) -> tuple[str | Path, ...]:
    return (files,) if isinstance(files, str | Path) else tuple(files)
