"""`budgetnb new`: a folder with everything in it; that the next command works at first try is tested with the README."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb import cli


def test_a_new_project_has_all_its_folders_and_says_what_is_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "demo"]) == 0
    assert capsys.readouterr().out == "已新建 demo。接着运行：\n  cd demo\n  budgetnb batch params\n"
    there = {path.relative_to("demo").as_posix() for path in Path("demo").iterdir()}
    assert {"notebooks", "params", "reports", "documents", "README.md", ".gitignore", "schedule.cron"} <= {
        Path(name).name for name in there
    }


def test_the_sample_that_has_a_params_file_already_is_not_given_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "demo"]) == 0
    monkeypatch.chdir("demo")
    assert cli.main(["plan", "documents", "--write", "params/departments"]) == 0
    assert capsys.readouterr().out.endswith("写了 0 个参数文件，在 params/departments；已有的 1 个没有改动。\n")
    assert cli.main(["plan", "params"]) == 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    Path("demo/mine.txt").write_text("mine", encoding="utf-8")
    assert cli.main(["new", "demo", "--lang", "en"]) == 2
    assert [path.name for path in Path("demo").iterdir()] == ["mine.txt"]
    assert "holds something already" in capsys.readouterr().err
