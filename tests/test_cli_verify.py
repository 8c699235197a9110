"""`budgetnb verify`: identical says so; one byte changed in any input or output is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from budgetnb import cli

SAMPLE = (files("budgetnb") / "sample" / "disclosure.txt").read_text(encoding="utf-8")
PARAMS = """\
department: 洛阳市西工区社区治理和服务创新办公室
code: "310001"
level: 部门
year: 2024
sources: a.txt
"""
REPORT = "reports/2024/310001-dept"


def decide(folder: Path) -> None:
    kept = folder / "params" / "decisions" / "2024" / "310001-dept.yaml"
    kept.parent.mkdir(parents=True)
    kept.write_text("department: 甲\nlevel: 部门\nyear: 2024\ndecisions: []\n", encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the report of the sample, built once."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "params").mkdir()
    (folder / "a.txt").write_text(SAMPLE, encoding="utf-8")
    (folder / "params" / "a.yaml").write_text(PARAMS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.main(["report", "params/a.yaml"]) == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it elsewhere: neither place nor time of a file counts."""
    copy = tmp_path / "copy"
    shutil.copytree(built, copy)
    monkeypatch.chdir(copy)
    return copy


def test_a_report_built_again_elsewhere_is_identical(project: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["verify", "reports"]) == 0
    assert capsys.readouterr().out == "共 1 份报告：一致 1 份，不一致 0 份；重做比对 1 份。\n"


@pytest.mark.parametrize("name", ["report.html", "report.pdf", "report.ipynb", "review.json", "workpaper.xlsx"])
def test_one_byte_changed_in_any_output_is_named(name: str, project: Path, capsys: pytest.CaptureFixture[str]):
    path = project / REPORT / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert cli.main(["verify", REPORT, "--quick"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == f"{REPORT}：{name} 与清单不符：写出以后被改动"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "a.txt").write_text(SAMPLE + " ", encoding="utf-8"), "输入 a.txt 变了，报告已不是最新"),
        (lambda folder: (folder / "a.txt").unlink(), "输入 a.txt 不见了"),
        (lambda folder: (folder / REPORT / "report.pdf").unlink(), "report.pdf 不见了"),
        (lambda folder: (folder / REPORT / "other.txt").write_text("?", encoding="utf-8"), "other.txt 不在清单里"),
        (decide, "处理决定变了，报告已不是最新"),
    ],
    ids=["input", "input gone", "output gone", "foreign file", "decision"],
)
def test_whatever_changed_is_named_with_the_reason(
    change: Callable[[Path], object], said: str, project: Path, capsys: pytest.CaptureFixture[str]
):
    change(project)
    assert cli.main(["verify", "reports", "--quick"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == f"{REPORT}：{said}"


def test_a_manifest_that_cannot_be_read_is_named(project: Path, capsys: pytest.CaptureFixture[str]):
    (project / REPORT / "manifest.json").write_text("{", encoding="utf-8")
    assert cli.main(["verify", REPORT]) == 1
    assert capsys.readouterr().out.splitlines()[0] == f"{REPORT}：manifest.json 与清单不符：写出以后被改动"


def test_a_folder_without_reports_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["verify", str(tmp_path)]) == 2
    assert "没有带清单" in capsys.readouterr().err
