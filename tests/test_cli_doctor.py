"""`budgetnb doctor`: what is here, what is missing, how to get it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from budgetnb import cli
from budgetnb.cli import doctor


def test_where_everything_is_here_it_says_so(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "需要的都有。"
    assert "中文字体：有" in said


def test_a_library_that_is_missing_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(doctor, "NEEDED", ("papermill", "no-such-library"))
    assert cli.main(["doctor", "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "no-such-library: missing. Install it: pip install no-such-library" in said
    assert said.splitlines()[-1] == "1 things need to be put right."


def test_missing_fonts_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    assert cli.main(["doctor"]) == 1
    assert "中文字体：没有。安装：pip install pylopdf-fonts-zh-cn" in capsys.readouterr().out


def test_outside_a_project_it_says_how_to_begin_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    cli.main(["doctor"])
    assert "budgetnb new" in capsys.readouterr().out
