"""`budgetnb new`: the next command works at first try."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb import cli


def test_a_new_project_builds_its_report_at_first_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "demo"]) == 0
    assert capsys.readouterr().out == "已新建 demo。接着运行：\n  cd demo\n  budgetnb batch params\n"
    there = {path.relative_to("demo").as_posix() for path in Path("demo").iterdir()}
    assert {"notebooks", "params", "reports", "documents", "README.md", ".gitignore", "schedule.cron"} <= {
        Path(name).name for name in there
    }
    monkeypatch.chdir("demo")
    assert cli.main(["batch", "params", "--to", "html", "-j", "1"]) == 0
    assert Path("reports/2024/310001-dept/report.html").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    Path("demo/mine.txt").write_text("mine", encoding="utf-8")
    assert cli.main(["new", "demo", "--lang", "en"]) == 2
    assert [path.name for path in Path("demo").iterdir()] == ["mine.txt"]
    assert "holds something already" in capsys.readouterr().err
