"""What may import what, by a table: the numbers half and the pages half never meet below the command line."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "budgetnb"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 300

# A part may import itself, and what stands behind it; all others are refused.
ALLOWED = {
    # shared by both halves: neither budgets nor notebooks
    "texts": "",
    "errors": "texts",
    "yamls": "errors",
    "characters": "",
    "project": "characters",
    "store": "",
    "svg": "characters",
    "blocks": "blocks_html",  # only to show themselves in JupyterLab
    "blocks_html": "blocks characters svg texts",
    # the numbers half: runs in a plain Python shell, knows no notebook
    "amounts": "errors",
    "codes": "",
    "reading": "amounts errors store texts",
    "tabular": "showing.views",  # only when a noun shows itself or becomes a frame
    "figures": "errors reading.document searching tabular",
    "searching": "amounts figures",
    "recognising": "amounts codes errors figures reading.document texts yamls",
    "season": "amounts errors figures texts yamls",
    "rules": "errors texts yamls",
    "checking": "amounts codes errors figures reading.document recognising.names recognising.statements.terms recognising.words "
    "recognising.vocabulary rules searching season tabular texts",
    "checking.books": "yamls",  # a rule book that is being written
    "deciding": "checking.findings errors project reading.limits reading.xlsx texts yamls",
    "showing": "amounts blocks blocks_html characters checking.bases checking.check checking.earlier checking.findings checking.sides "
    "codes deciding errors figures recognising.vocabulary season svg tabular texts yamls",
    "showing.collection": "project store",
    "showing.matters": "checking.drafts",
    "showing.reading_views.objects": "checking.jsons",
    "showing.places": "reading.document",  # a doubt stands where it was read, not at a figure
    "showing.trying": "checking.books rules.rule rules.writing project",  # a rule that is being written
    "showing.report": "checking project reading recognising",  # besides: the calls a notebook makes begin with a file
    # the pages half: moves notebooks and files, knows no budget word
    "running": "blocks characters errors project rendering store texts yamls",
    "rendering": "blocks blocks_html characters errors svg texts yamls",
    # where the halves meet
    "choosing": "blocks blocks_html characters checking.findings cli errors project running showing store texts",
    "cli": "*",
    "__main__": "cli",
    "__init__": "*",
}

# Which of our modules may import which library; a library that is not here is refused everywhere.
LIBRARIES = {
    "IPython": "choosing",
    "PIL": "reading.ocr showing.workpaper.crops",
    "bs4": "rendering",
    "docx": "showing.notice",
    "distributed": "running.cluster running.shards",
    "fontTools": "rendering",
    "fsspec": "running.mirror",
    "ipywidgets": "choosing",
    "jinja2": "blocks_html rendering showing.reading_views",
    "jupyter_client": "running",
    "lxml": "reading.archive reading.docx reading.html reading.xlsx",
    "markupsafe": "blocks_html choosing svg rendering",
    "matplotlib": "showing",
    "mistune": "rendering",
    "nbconvert": "rendering",
    "nbformat": "rendering running",
    "numpy": "reading.ink reading.ocr showing",
    "pandas": "showing tabular",
    "papermill": "running",
    "pyarrow": "showing.collecting showing.collection showing.reading_views",
    "pydantic": "running",
    "pylopdf_fonts_zh_cn": "rendering showing",
    "pypdfium2": "reading.ocr reading.pdf showing.workpaper.crops",
    "python_calamine": "reading.xlsx",
    "rapidfuzz": "running",
    "rapidocr": "reading.ocr",
    "rich": "cli",
    "traitlets": "rendering running.forking",
    "typst": "rendering",
    "xlsxwriter": "showing",
    "yaml": "deciding.writing texts yamls",
}

HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "pyarrow",
    "papermill",
    "nbconvert",
    "nbformat",
    "IPython",
    "ipywidgets",
    "typst",
    "pydantic",
    "rich",
    "pypdfium2",
    "docx",
    "rapidocr",
)


def test_every_part_imports_only_what_its_line_of_the_table_allows():
    assert not [complaint for path in MODULES for complaint in complaints(_name(path), path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("recognising.heads", "from budgetnb.checking.findings import Finding"),
        ("rendering.html", "import budgetnb.figures"),
        ("running.run", "def run():\n    from budgetnb.showing import charts"),
        ("checking.check", "from budgetnb import running"),
        ("checking.check", "from ..running import run"),
        ("checking.check", "import pandas"),
        ("newpart.thing", "from budgetnb.texts import text"),
    ],
)
def test_an_import_across_a_border_is_seen(module: str, source: str):
    assert complaints(module, source)


def test_every_library_we_import_is_a_dependency_we_declare():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in ("cluster", "lab", "ocr") for line in project["optional-dependencies"][extra])]
    declared = {re.split(r"[<>=! ]", line)[0].lower() for line in lines}
    found = {name.partition(".")[0] for path in MODULES for name in _imports(_name(path), path.read_text(encoding="utf-8"))}
    theirs = found - {"budgetnb"} - sys.stdlib_module_names
    installed = packages_distributions()
    assert not {name for name in theirs if not declared & {other.lower() for other in installed.get(name, [name])}}


def test_no_module_is_longer_than_a_reader_holds_in_mind():
    lengths = {path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}


@pytest.mark.parametrize("code", ["import budgetnb", "from budgetnb.cli import main; main(['--help'])"], ids=["import", "help"])
def test_nothing_heavy_is_imported_before_it_is_needed(code: str):
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def complaints(module: str, source: str) -> list[str]:
    """The imports of a module that the tables do not allow, each as a sentence."""
    return [f"{module} imports {name}" for name in _imports(module, source) if not _is_allowed(module, name)]


def _is_allowed(module: str, name: str) -> bool:
    if name.partition(".")[0] in sys.stdlib_module_names:
        return True
    if not name.startswith("budgetnb"):
        return _is_within(module, LIBRARIES.get(name.partition(".")[0], ""))
    part = module.partition(".")[0]
    target = name.removeprefix("budgetnb").removeprefix(".")
    if target in ("", "__version__"):
        return part in ALLOWED
    allowed = ALLOWED.get(part)
    return allowed is not None and (allowed == "*" or _is_within(target, f"{part} {allowed} {ALLOWED.get(module, '')}"))


def _is_within(module: str, parts: str) -> bool:
    return any(module == part or module.startswith(f"{part}.") for part in parts.split())


def _imports(module: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield f"budgetnb.{'.' * node.level} (imports are absolute)"
            elif node.module == "budgetnb":
                yield from (f"budgetnb.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def _name(path: Path) -> str:
    name = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")
