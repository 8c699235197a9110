"""`budgetnb compare`: problems of two drafts by their ids."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from budgetnb import cli

SAMPLE = (files("budgetnb") / "sample" / "disclosure.txt").read_text(encoding="utf-8")


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[Path, Path]:
    """The sample, and a draft with one percentage corrected, another broken, and a page more in front."""
    old, new = tmp_path / "初稿.txt", tmp_path / "修改稿.txt"
    old.write_text(SAMPLE, encoding="utf-8")
    mended = SAMPLE.replace("下降86.93%", "下降89.68%").replace("占93.73%", "占39.73%")
    new.write_text("\n\n\n" + mended, encoding="utf-8")
    return old, new


def test_a_corrected_problem_is_settled_a_new_one_is_new_and_the_rest_is_still_there(
    drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["compare", *map(str, drafts)]) == 1
    said = capsys.readouterr().out.splitlines()
    settled = [line for line in said if line.startswith("  已整改")]
    new = [line for line in said if line.startswith("  新增")]
    assert len(settled) == len(new) == 1
    assert "86.93%" in settled[0]
    assert "39.73%" in new[0]
    assert any("361.39" in line for line in said if line.startswith("  未整改"))


def test_a_draft_compared_with_itself_has_nothing_settled_and_nothing_new(drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]):
    assert cli.main(["compare", str(drafts[0]), str(drafts[0])]) == 1
    assert "已整改 0" in capsys.readouterr().out.splitlines()[0]


def test_what_is_no_review_is_refused_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "review.json").write_text("{}", encoding="utf-8")
    assert cli.main(["compare", str(tmp_path), str(tmp_path)]) == 2
    assert "不是核对结果文件" in capsys.readouterr().err


def test_two_years_are_compared_and_told_apart(drafts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]):
    old, new = drafts
    old.write_text(SAMPLE.replace("2024年", "2023年"), encoding="utf-8")
    cli.main(["compare", str(old), str(new)])
    name = "洛阳市西工区社区治理和服务创新办公室"
    assert f"（{name} 2023 部门；{name} 2024 部门）" in capsys.readouterr().err
    cli.main(["compare", str(new), str(new)])
    assert capsys.readouterr().err == ""
