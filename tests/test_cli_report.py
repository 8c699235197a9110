"""`budgetnb report` and `budgetnb open` from a params file or a document to finished files, with a small notebook of the test's own."""

from __future__ import annotations

import json
from pathlib import Path

import many
import nbformat
import pytest

from budgetnb import cli

DISCLOSURE = many.DISCLOSURE.format(name="西工区民政局")

PARAMS = """department: 西工区民政局
level: 部门
year: 2024
sources: 公开文本.txt
notebook: 小.ipynb
"""

CELLS = (
    'department = ""\nlevel = ""\nyear = 0\nsources = []\ncode = None\nlang = "zh"',
    """\
from IPython.display import display
from budgetnb.blocks import REVIEW_MIMETYPE
from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.jsons import review_object
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
reviews = [check(one, rule_book()) for one in recognise([read_document(source) for source in sources])]
display({REVIEW_MIMETYPE: review_object(reviews)}, raw=True)""",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with one document, its params file and a notebook that shows a review."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "小.ipynb")
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "民政局.yaml").write_text(PARAMS, encoding="utf-8")
    (tmp_path / "公开文本.txt").write_text(DISCLOSURE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_report_is_built_and_said_where_it_is_and_what_it_found(project: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["report", "params/民政局.yaml", "--to", "html"]) == 0
    folder = project / "reports" / "2024" / "西工区民政局-dept"
    assert {path.name for path in folder.iterdir()} == {"report.html", "report.ipynb", "review.json", "manifest.json"}
    said = capsys.readouterr().out
    assert said.startswith("西工区民政局 2024 部门：reports/2024/西工区民政局-dept（")
    assert "错误 1" in said
    assert json.loads((folder / "manifest.json").read_bytes())["command"] == "budgetnb report 'params/民政局.yaml' --to html"


def test_a_document_is_enough_when_it_says_whose_it_is(project: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["report", "公开文本.txt", "--notebook", "小.ipynb", "--to", "html", "-o", "out"]) == 0
    assert (project / "out" / "2024" / "西工区民政局-dept" / "report.html").exists()


def test_a_report_on_another_department_than_was_asked_for_is_not_built(project: Path, capsys: pytest.CaptureFixture[str]):
    (project / "params" / "民政局.yaml").write_text(PARAMS.replace("民政局\n", "财政局\n", 1), encoding="utf-8")
    assert cli.main(["report", "params/民政局.yaml", "--to", "html"]) == 2
    assert "要的部门名称是“西工区财政局”，读到的公开文本是“西工区民政局”" in capsys.readouterr().err
    assert not (project / "reports" / "2024" / "西工区财政局-dept" / "manifest.json").exists()


def test_a_document_that_does_not_say_whose_it_is_is_refused(project: Path, capsys: pytest.CaptureFixture[str]):
    (project / "公开文本.txt").write_text(DISCLOSURE.partition("\n")[2], encoding="utf-8")
    assert cli.main(["report", "公开文本.txt"]) == 2
    assert "没有读出部门名称" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [("yaer: 2024", "是否想写“year”？"), ("year: 二〇二四", "应当是整数"), ("sources: 没有.txt", "没有.txt”不存在")],
)
def test_a_wrong_params_file_is_refused_with_its_line(line: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]):
    key = {"yaer": "year"}.get(line.partition(":")[0], line.partition(":")[0])
    wrong = "\n".join(line if old.startswith(f"{key}:") else old for old in PARAMS.splitlines())
    (project / "params" / "民政局.yaml").write_text(wrong, encoding="utf-8")
    assert cli.main(["report", "params/民政局.yaml"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "民政局.yaml 第 " in err


def test_a_format_that_there_is_not_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["report", "params/民政局.yaml", "--to", "html,pfd"]) == 2
    assert "没有“pfd”。是不是想写“pdf”？" in capsys.readouterr().err


def test_a_filled_copy_of_the_notebook_is_never_overwritten(project: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("民政局.ipynb", "民政局-2.ipynb"):
        assert cli.main(["open", "params/民政局.yaml", "--no-start"]) == 0
        assert f"scratch/{name}" in capsys.readouterr().out
        copy = nbformat.read(project / "reports" / "scratch" / name, as_version=4)
        assert "year = 2024" in copy.cells[0].source


def test_the_copy_has_one_cell_of_parameters_in_plain_chinese(project: Path):
    assert cli.main(["open", "params/民政局.yaml", "--no-start"]) == 0
    copy = nbformat.read(project / "reports" / "scratch" / "民政局.ipynb", as_version=4)
    sources = [cell.source for cell in copy.cells if "year = " in cell.source]
    assert len(sources) == 1
    assert "level = '部门'" in sources[0]
    assert "\\u" not in sources[0]


def test_the_keys_of_a_params_file_are_listed_and_given_as_a_schema(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["params"]) == 0
    assert "| `department` | 是 |" in capsys.readouterr().out
    assert cli.main(["params", "--schema"]) == 0
    assert "year" in json.loads(capsys.readouterr().out)["required"]
