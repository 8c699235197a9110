"""Names of files and YAML files as somebody hostile writes them: they stay names, and mean what they show or are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from trust.attacks import NAMES, YAMLS, Attack
from trust.carriers import params

from budgetnb import cli
from budgetnb.characters import visible
from budgetnb.project import safe_name
from budgetnb.store import FOLDER


@pytest.mark.parametrize("attack", NAMES, ids=lambda attack: attack.name)
def test_a_folder_called_after_anybody_lies_where_reports_lie(attack: Attack):
    made = safe_name(attack.words)
    assert Path(made).name == made
    assert len(made.encode()) <= 80
    assert not re.search(r'[<>:"/\\|?*\s]|[. ]$|^[.~-]?$', made)
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", made)
    assert visible(made) == made


def test_a_file_may_be_called_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(FOLDER, raising=False)  # commands that ran before in this process have told theirs
    (tmp_path / "documents").mkdir()
    names = sorted(f"{attack.words.replace('/', '∕')}.txt" for attack in NAMES if "\0" not in attack.words and len(attack.words) < 80)
    for name in names:
        (tmp_path / "documents" / name).write_text(f"没有预算{name}", encoding="utf-8")
    assert cli.main(["plan", "documents"]) == 2
    assert cli.main(["check", "--", *(f"documents/{name}" for name in names)]) == 2
    said = "".join(capsys.readouterr())
    assert not [name for name in names if not name.startswith((".", "~")) and f"未用：documents/{visible(name)}" not in said]
    assert not [name for name in names if f"\n{visible(name)}：没有找到预算公开文本应有的内容" not in said]
    assert visible(said) == said
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == names
    assert {path.name for path in tmp_path.iterdir()} == {"documents", "reports"}
    assert {path.name for path in (tmp_path / "reports").iterdir()} == {".store"}


@pytest.mark.parametrize("kind", ["params/departments/a.yaml", "params/rules/a.yaml", "params/forms/a.yaml"])
@pytest.mark.parametrize("attack", YAMLS, ids=lambda attack: attack.name)
def test_a_yaml_file_means_what_it_shows_or_is_refused(
    attack: Attack, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / kind).parent.mkdir(parents=True)
    params(tmp_path / "params" / "departments" / "b.yaml", department="甲局", level="部门", year=2024, sources=["b.txt"])
    (tmp_path / "b.txt").write_text("没有预算", encoding="utf-8")
    (tmp_path / kind).write_bytes(attack.words.encode(errors="surrogateescape"))
    command = ["check", "b.txt"] if "rules" in kind or "forms" in kind else ["batch", "params"]
    assert cli.main(command) == 2
    said = "".join(capsys.readouterr())
    assert Path(kind).name in said
    assert visible(said) == said
    assert len(said) < 2000
    assert not (tmp_path / "attacked").exists()
