"""A season of departments that do not exist: register, settings, documents of two rounds with known faults, and reviewers who decide.

Everything follows from a seed. In the first round every department but each fourth has faults; in the
second one of them is corrected, the others stay, and each third department has a new one. Some departments
have units that publish too; one unit's first draft disagrees with its department's, its second draft does not.
Of two departments there is the document of the year before as well.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from filled import fill_in

from budgetnb import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from faults import family_faults  # noqa: E402  lies outside the tests
from faults.draws import draw_for  # noqa: E402
from faults.families import ledgers, written  # noqa: E402
from faults.generator import disclosure  # noqa: E402
from faults.injector import inject  # noqa: E402
from faults.ledger import budget  # noqa: E402
from faults.paper import Paper  # noqa: E402
from faults.writing import write  # noqa: E402

YEAR = 2024
MOST_TRIED = 2000
WITH_UNITS = 6
"""One of so many departments has units that publish."""
WITH_LAST_YEAR = (0, 4)
"""The numbers of departments of which there is the document of the year before, too."""
STEMS = "甲乙丙丁戊己庚辛壬癸"
KINDS = (
    "total.digit_changed",
    "percentage.digits_swapped",
    "amount.digit_changed",
    "residue.placeholder",
    "percentage.wrong_base",
    "cell.digit_changed",
)
SETTINGS = """\
office: 示例县财政局
number: 示财预审〔2024〕1号
date: 2024-03-05
deadline: 2024-03-20
contact: 预算股　0000-1234567
"""


@dataclass(frozen=True)
class Department:
    """An invented department, or one of its units: its number, name and level, and the faults of its two drafts.

    `stem` is put before the names of all of them. `units` are the codes and names of a department's units; a unit's
    `parent` is the department's code, `place` its place among them.
    """

    number: int
    code: str
    name: str
    level: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    stem: str = ""
    units: tuple[tuple[str, str], ...] = ()
    parent: str = ""
    place: int = 0

    @property
    def file(self) -> str:
        """What its document and its params file are called."""
        return f"{self.code}-{self.level}"


def departments(count: int, seed: int = 1) -> tuple[Department, ...]:
    """The departments of a season with their faults by kind, each followed by its units.

    Who would share a name gets another, who would share a code is left out.
    """
    made: list[Department] = []
    names: set[str] = set()
    for number in range(MOST_TRIED):
        if sum(not one.parent for one in made) == count:
            break
        own = written(ledgers(seed, number, "henan", YEAR)) if number % WITH_UNITS == 2 else None
        paper = own.department if own else disclosure(seed, number, "henan", YEAR)
        draw = draw_for("season", seed, number)
        first = tuple(draw.sample(KINDS, 2)) if number % 4 else ()
        new = (next(kind for kind in KINDS if kind not in first),) if number % 3 == 0 else ()
        code = own.code if own else printed_code(paper) or budget(seed, number, "henan", YEAR).office.code
        called = {paper.name, *(unit.name for unit in own.units)} if own else {paper.name}
        stem = next(stem for stem in ("", *STEMS) if not {f"{stem}{name}" for name in called} & names)
        if {code, *(own.codes if own else ())} & names:
            continue
        units = tuple((unit_code, f"{stem}{unit.name}") for unit_code, unit in zip(own.codes, own.units, strict=True)) if own else ()
        names |= {code, *(f"{stem}{name}" for name in called), *(unit_code for unit_code, _ in units)}
        made.append(Department(number, code, f"{stem}{paper.name}", paper.level, first, (*first[1:], *new), stem, units))
        for place, (unit_code, name) in enumerate(units):
            made.append(Department(number, unit_code, name, "单位", (), (), stem, parent=code, place=place))
    return tuple(made)


def begin(folder: Path, count: int, seed: int = 1) -> tuple[Department, ...]:
    """A project folder with register, settings and the first drafts; the last department of the register has not filed."""
    found = departments(count, seed)
    for part in ("params/season", "documents"):
        (folder / part).mkdir(parents=True)
    (folder / "params" / "season" / f"{YEAR}.yaml").write_text(SETTINGS, encoding="utf-8")
    lines = ["编码,名称,级次,上级,批复日期,公开日期,主送"]
    lines += [f"{one.code},{one.name},{one.level},{one.parent},2024-02-01,2024-02-{10 + one.number % 15},{one.name}" for one in found]
    lines.append("999001,示例县未公开虚构局,部门,,2024-02-01,,")
    (folder / "params" / "register.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for one in (one for one in found if one.number in WITH_LAST_YEAR):
        _write(folder, disclosure(seed, one.number, "henan", YEAR - 1), f"{one.file}-{YEAR - 1}", one.stem)
    publish(folder, found, 1, seed)
    return found


def publish(folder: Path, found: tuple[Department, ...], draft: int, seed: int = 1) -> None:
    """Write the documents of a draft."""
    for one in found:
        paper, names = _paper(one, draft, seed)
        for kind in one.first if draft == 1 else one.second:
            paper = _with_fault(paper, kind, seed, one.number)
        _write(folder, paper, one.file, one.stem, names)


def _write(folder: Path, paper: Paper, file: str, stem: str, names: tuple[str, ...] = ()) -> None:
    """A document, the stem put before the names in it."""
    (path,) = write(paper, "text", folder / "documents", file)
    words = path.read_text(encoding="utf-8")
    for name in names or (paper.name,):
        words = words.replace(name, f"{stem}{name}")
    path.write_text(words, encoding="utf-8")


def _paper(one: Department, draft: int, seed: int) -> tuple[Paper, tuple[str, ...]]:
    """What one of them publishes, its own faults aside, and the names in it; in the first draft one unit disagrees with its department."""
    if not one.units and not one.parent:
        paper = disclosure(seed, one.number, "henan", YEAR)
        return paper, (paper.name,)
    books = ledgers(seed, one.number, "henan", YEAR)
    wrong = family_faults.KINDS["unit.budget"](books, draw_for("season", "units", seed, one.number)) if draft == 1 else None
    own = wrong.family if wrong else written(books)
    names = tuple(dict.fromkeys((own.department.name, *(unit.name for unit in own.units))))
    return (own.units[one.place] if one.parent else own.department), names


def decide(workpaper: Path, problems: Sequence[str], common: Collection[str]) -> None:
    """What a reviewer types: of the problems by their ids the first is sent, the second explained, the third none, the others sent.

    What is common to most departments is left alone.
    """
    own = [number for number, id in enumerate(problems, 1) if id not in common]
    who = {"who": "李四", "date": "2024-03-04"}
    rulings: dict[int, dict[str, str]] = {
        1: {"ruling": "说明采纳", "explanation": "年初结构调整"},
        2: {"ruling": "误报", "reason": "原件无误"},
    }
    fill_in(workpaper, {number: rulings.get(place, {"ruling": "发出", "remark": "请按期整改"}) | who for place, number in enumerate(own)})


def printed_code(paper: Paper) -> str | None:
    """The code that the document prints, where it prints one."""
    with TemporaryDirectory() as folder:
        return read(*write(paper, "text", Path(folder), "paper")).code


def _with_fault(paper: Paper, kind: str, seed: int, number: int) -> Paper:
    done = inject(paper, kind, draw_for("season", kind, seed, number))
    return done[0] if done else paper
