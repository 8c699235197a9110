"""Hostile words through the whole chain: nothing runs, asks for anything or is written elsewhere, every word is shown as a word."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import docx
import nbformat
import pytest
from browser import CHROMIUM, MISSING, launched
from bs4 import BeautifulSoup
from pyarrow import parquet
from pypdfium2 import PdfDocument
from trust.attacks import NAMES, RUN, TABLES, WORDS, Attack
from trust.carriers import as_docx, as_html, as_xlsx, disclosure, on_a_line, params
from workbooks import workbook

import budgetnb as bn
from budgetnb import cli
from budgetnb.characters import visible
from budgetnb.checking.findings import Decision
from budgetnb.deciding.decisions import Decided
from budgetnb.deciding.writing import decisions_yaml
from budgetnb.running.files import MANIFEST

HOSTILE_FILE = f"-<img data-attack src=x onerror={RUN}>\x1b[2J\u202e=1+1 $(touch attacked)'\"#&.."


def as_text(text: str, path: Path) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


OFFICES = {
    f"<img data-attack src=x onerror={RUN}>\x1b[2J局": (".txt", as_text),
    "=1+1;\";open('attacked','w');\"\u202e局": (".html", as_html),
}
"""Departments by their names, and as what they publish."""
GIVEN = {"parameters", "injected-parameters"}
LOOKED_AT = ("report.html", "index.html", "changes.html", "figures.html", "review.html")


@dataclass(frozen=True)
class Done:
    """A project after a batch, and everything that was said on the terminal."""

    project: Path
    said: str

    @property
    def reports(self) -> list[Path]:
        """The folders of the departments' reports."""
        return sorted(path.parent for path in self.project.glob("reports/2024/*-dept/manifest.json"))


def attack_each(folder: Path, names: dict[str, tuple[str, Callable[[str, Path], object]]]) -> Done:
    """A project in which departments of these names print all the words, and a batch of it."""
    for number, (name, (ending, write)) in enumerate(names.items()):
        document = folder / "documents" / f"{number}{HOSTILE_FILE}{ending}"
        document.parent.mkdir(parents=True, exist_ok=True)
        write(disclosure(name, WORDS).replace("310001", f"31{number:04}"), document)
        source = document.relative_to(folder).as_posix()
        given = {"department": on_a_line(name), "level": "部门", "year": 2024, "sources": [source], "title": name}
        given |= {} if number else {"code": "310000"}
        params(folder / "params" / "departments" / f"{number}.yaml", **given)
        if not number:
            decide(folder, name, document)
    said = [budgetnb(folder, "batch", "params", "--to", "html,pdf,xlsx,docx", "-j", "2")]
    assert "0 份" in said[0].partition("没有生成")[2][:5], said
    first = str(document.relative_to(folder))
    said.append(budgetnb(folder, "check", "--all", "--fail-on", "never", "--", first))
    said.append(budgetnb(folder, "check", "--format", "html", "-o", "review.html", "--fail-on", "never", "--", first))
    said.append(budgetnb(folder, "check", "--format", "json", "--fail-on", "never", "--", first))
    said.append(budgetnb(folder, "read", "--html", "figures.html", "--xlsx", "figures.xlsx", "--parquet", "figures.parquet", "--", first))
    said.append(budgetnb(folder, "plan", "documents"))
    said.append(budgetnb(folder, "verify", "reports", "--quick"))
    return Done(folder, "".join(said))


def decide(folder: Path, name: str, document: Path) -> None:
    """Decisions on the first problems, explained in hostile words, two of them to be sent."""
    problems = bn.review(document).problems
    words = [on_a_line(attack.words)[:300] for attack in WORDS if visible(attack.words) == attack.words]
    made = tuple(
        Decision(problem.id, ruling, problem.title, explanation=words[at], reason=words[at + 9], remark=words[at + 18], who=words[at + 27])
        for at, (problem, ruling) in enumerate(zip(problems, ("发出", "发出", "说明采纳", "误报"), strict=False))
    )
    path = folder / "params" / "decisions" / "2024" / "310000-dept.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(decisions_yaml(Decided(name, "310000", "部门", 2024, made)), encoding="utf-8")


def budgetnb(folder: Path, *words: str) -> str:
    """What a command of ours prints when it is called in a folder."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said), chdir(folder):
        assert cli.main(words) in (0, 1), said.getvalue()
    return said.getvalue()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    return attack_each(tmp_path_factory.mktemp("attacked") / "project", OFFICES)


def test_every_attack_has_a_name_of_its_own():
    for table in TABLES.values():
        assert len({attack.name for attack in table}) == len(table)


def test_nothing_was_written_where_it_does_not_belong(done: Done):
    assert not [*done.project.parent.rglob("attacked"), *Path.cwd().glob("attacked")]
    written = {path.relative_to(done.project).parts[0] for path in done.project.rglob("*") if path.is_file()}
    assert written == {"documents", "params", "reports", "figures.html", "figures.xlsx", "figures.parquet", "review.html"}
    assert len(done.reports) == len(OFFICES)
    assert all(path.parent == done.project / "reports" / "2024" for path in done.reports)


def test_nothing_that_was_printed_acts_on_a_terminal(done: Done):
    assert visible(done.said) == done.said
    assert "〔U+001B〕" in done.said
    for path in (
        path for path in done.project.rglob("*") if path.suffix in (".json", ".jsonl", ".ipynb", ".txt") and "reports" in path.parts
    ):
        words = path.read_text(encoding="utf-8")
        assert visible(words) == words, path


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
@pytest.mark.parametrize("policy", ["as it is", "without its policy"])
def test_nothing_runs_and_nothing_is_asked_for_in_chromium(policy: str, done: Done):
    pages = [path for path in sorted(done.project.rglob("*.html")) if path.name in LOOKED_AT]
    assert {path.name for path in pages} == set(LOOKED_AT)
    with launched() as browser:
        tab = browser.new_context(bypass_csp=policy != "as it is")
        for path in pages:
            happened: list[str] = []
            page = tab.new_page()
            page.on("dialog", lambda dialog, happened=happened: (happened.append(dialog.message), dialog.dismiss()))
            page.on("console", lambda message, happened=happened: happened.append(message.text))
            page.on("pageerror", lambda wrong, happened=happened: happened.append(str(wrong)))
            page.on("popup", lambda opened, happened=happened: happened.append(opened.url))
            page.on("request", lambda request, happened=happened: happened.append(request.url))
            page.goto(path.as_uri())
            page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
            page.mouse.move(300, 300)
            page.wait_for_timeout(100)
            found = page.evaluate("[window.attacked ?? 0, document.querySelectorAll('[data-attack],iframe,object,embed,base').length]")
            links = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.protocol)")
            page.close()
            assert happened == [path.as_uri()]
            assert found == [0, 0], path
            assert set(links) <= {"file:", "https:", "mailto:"}
        tab.close()


def test_every_word_is_shown_on_the_page_as_it_was_printed(done: Done):
    for folder in done.reports:
        words = bare(BeautifulSoup((folder / "report.html").read_bytes(), "lxml").get_text())
        assert not [attack.name for attack in WORDS if bare(shown(attack)) not in words]


def test_every_word_stands_in_the_pdf_and_nothing_in_it_acts(done: Done):
    for folder in done.reports:
        document = PdfDocument(folder / "report.pdf")
        words = bare("".join(page.get_textpage().get_text_range() for page in document))
        lost = [attack.name for attack in WORDS if bare(shown(attack))[:40] not in words]
        assert set(lost) <= {"heaped marks", "private and not assigned", "without a shape"}, "these have no glyph and are shown by number"
        plain = (folder / "report.pdf").read_bytes()
        assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|GoToR|RichMedia|EmbeddedFile)\b", plain)
        assert b"attack.invalid" not in plain
        assert "root:" not in words


def test_no_cell_of_a_workbook_is_a_formula_of_somebody_else(done: Done):
    books = [*done.project.rglob("workpaper.xlsx"), *done.project.rglob("*台账*.xlsx"), done.project / "figures.xlsx"]
    assert len(books) == len(OFFICES) + 2
    for path in books:
        book = workbook(path.read_bytes())
        assert not [cell for _, _, cell in book.formulas() if re.search(r"cmd|HYPERLINK\(\"h|attack|SUM\(1", cell.formula)]
        targets = [
            target for name, part in book.parts.items() if name.endswith(".rels") for target in re.findall(r'Target="([^"]+)"', part)
        ]
        assert not [target for target in targets if "attack" in target or "cmd" in target]
        assert not [name for name in book.parts if "vba" in name or "externalLink" in name or "macro" in name]
    printed = {cell.value for sheet in workbook((done.project / "figures.xlsx").read_bytes()).sheets.values() for cell in sheet.values()}
    for attack in (one for one in WORDS if one.against == "spreadsheet" and not one.words.startswith("_x")):
        assert any(isinstance(value, str) and attack.words in value for value in printed), attack.name


def test_no_spreadsheet_is_written_as_csv():
    """Such a file cannot say that a cell is a text: whoever opens it decides."""
    package = Path(bn.__file__).parent
    assert not [
        path for path in package.rglob("*.py") if re.search(r"csv\.writer|DictWriter|to_csv|to_clipboard", path.read_text(encoding="utf-8"))
    ]


def test_the_notebook_is_the_one_that_ran_with_data_for_parameters(done: Done):
    written = nbformat.read(Path(bn.__file__).parents[2] / "notebooks" / "department_report.ipynb", 4)
    sources = [cell.source for cell in written.cells if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", [])]
    for folder in done.reports:
        notebook = nbformat.read(folder / "report.ipynb", 4)
        nbformat.validate(notebook)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code" and not GIVEN & set(cell.metadata.get("tags", ()))]
        assert [cell.source for cell in cells] == sources
        for markup in htmls(notebook):
            soup = BeautifulSoup(markup, "lxml")
            assert not soup.select("[data-attack], script, iframe, object, embed, form, base")
            assert not [name for element in soup.find_all(True) for name in element.attrs if name.startswith("on")]


def htmls(notebook: nbformat.NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield from (output["data"][kind] for kind in ("text/html", "image/svg+xml") if kind in output.get("data", {}))


def test_the_review_and_the_collected_data_hold_the_words_as_they_are(done: Done):
    reviews = [json.loads((folder / "review.json").read_bytes())["reviews"][0] for folder in done.reports]
    assert {review["disclosure"]["department"]["name"] for review in reviews} == set(OFFICES)
    collected = parquet.read_table(done.project / "reports" / "data" / "disclosures.parquet").to_pylist()
    assert set(OFFICES) <= {value for row in collected for value in row.values() if isinstance(value, str)}
    figures = json.dumps(parquet.read_table(done.project / "figures.parquet").to_pylist(), ensure_ascii=False, default=str)
    for attack in WORDS:
        assert json.dumps(on_a_line(attack.words), ensure_ascii=False)[1:-1].strip() in figures, attack.name


def test_a_notice_is_a_letter_without_fields_or_links_from_elsewhere(done: Done):
    notices = list(done.project.rglob("notice.docx"))
    assert len(notices) == 1
    with zipfile.ZipFile(io.BytesIO(notices[0].read_bytes())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    assert not [name for name, part in parts.items() if "attack.invalid" in part and name.endswith(".rels")]
    assert not re.search(r'TargetMode="External"', "".join(parts.values()))
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", parts["word/document.xml"])
    assert {field.strip() for field in fields} <= {"PAGE"}
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(notices[0])).paragraphs)
    assert visible(next(iter(OFFICES))) in words


def test_the_manifest_names_files_below_the_project_only(done: Done):
    for folder in done.reports:
        said = json.loads((folder / MANIFEST).read_bytes())
        (source,) = said["inputs"]["sources"]
        assert HOSTILE_FILE in source["file"]
        assert all(re.fullmatch(r"[\w.]+", output["file"]) for output in said["outputs"])


@pytest.mark.parametrize("ending", [".html", ".docx", ".xlsx"])
def test_every_format_gives_hostile_words_as_words(ending: str, tmp_path: Path):
    write = {".html": as_html, ".docx": as_docx, ".xlsx": as_xlsx}[ending]
    read = bn.read(write(disclosure("甲<b data-attack>局", WORDS), tmp_path / f"a{ending}"))
    assert (read.name, read.year, len(read.tables)) == ("甲<b data-attack>局", 2024, 9)
    printed = bare("".join([*(line.label for table in read.tables for line in table.lines), *(passage.text for passage in read.passages)]))
    assert not [attack.name for attack in WORDS if bare(attack.words) not in printed and attack.against != "terminal"]


@pytest.mark.long
def test_every_attack_as_the_name_of_a_department(tmp_path: Path):
    """Each by itself in the title, the tables, the file's name and the folder, 77 reports in all."""
    names = {f"{on_a_line(attack.words)[:200]}局": (".txt", as_text) for attack in (*WORDS, *NAMES)}
    done = attack_each(tmp_path / "project", names)
    assert len(done.reports) == len(names)
    test_nothing_that_was_printed_acts_on_a_terminal(done)
    for policy in ("as it is", "without its policy"):
        test_nothing_runs_and_nothing_is_asked_for_in_chromium(policy, done)
    for folder in done.reports:
        (folder / "report.pdf").read_bytes().index(b"%PDF-1.7")


def shown(attack: Attack) -> str:
    """The words as a reader sees them."""
    return visible(on_a_line(attack.words))


def bare(words: str) -> str:
    """Without what a layout may put between words: spaces, line ends, joiners."""
    return re.sub(r"[\s\u200b\u2060\ufeff\u00ad\u2011\u0002]", "", words)
