"""Report folders have safe names; files are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from budgetnb.errors import UnwritableFolder
from budgetnb.project import safe_name
from budgetnb.running.files import report_folder, write_report, write_whole
from budgetnb.running.params import Params

PARAMS = Params(department="甲市财政局", level="部门", year=2024, sources=("a.txt",))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("310001", "310001"),
        ("甲市财政局", "甲市财政局"),
        ("../../etc/passwd", "etc_passwd~"),
        ("/etc/passwd", "etc_passwd~"),
        ("CON", "CON~"),
        ("com1.txt", "com1_txt~"),
        ("a:b*c?", "a_b_c~"),
        ("末尾. ", "末尾~"),
        ("..", "~"),
        ("", "~"),
        ("倒\u202e序", "倒〔U+202E〕序~"),
        ("换\n行", "换_行~"),
        ("长" * 100, "长" * 23 + "~"),
    ],
)
def test_a_name_is_safe_everywhere_and_short(words: str, name: str):
    made = safe_name(words)
    assert made == name if "~" not in name else made.startswith(name)
    assert len(made.encode()) <= 80
    assert Path(made).name == made


def test_two_names_that_become_alike_stay_apart():
    assert safe_name("a/b") != safe_name("a:b") != safe_name("a_b")


@pytest.mark.parametrize(
    ("changes", "folder"),
    [
        ({}, "2024/甲市财政局-dept"),
        ({"code": "0310"}, "2024/0310-dept"),
        ({"level": "单位"}, "2024/甲市财政局-unit"),
        ({"revision": 2}, "2024/甲市财政局-dept-r2"),
    ],
)
def test_a_report_has_its_folder(changes: dict, folder: str):
    assert report_folder(Path("reports"), PARAMS.model_copy(update=changes)) == Path("reports") / folder


def test_a_report_takes_the_place_of_the_former_one(tmp_path: Path):
    write_report(tmp_path / "r", {"a": b"1", "old.html": b"1"}, b"m1", ())
    write_report(tmp_path / "r", {"a": b"2"}, b"m2", ("old.html", "never.html"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()} == {"a": b"2", "manifest.json": b"m2"}


def test_a_fault_before_the_change_leaves_the_former_report_whole(tmp_path: Path):
    write_report(tmp_path, {"a": b"1"}, b"m1", ())
    (tmp_path / ".b.part").mkdir()
    with pytest.raises(UnwritableFolder):
        write_report(tmp_path, {"a": b"2", "b": b"2"}, b"m2", ())
    assert (tmp_path / "a").read_bytes() == b"1"
    assert (tmp_path / "manifest.json").read_bytes() == b"m1"


def test_a_fault_during_the_change_leaves_no_manifest(tmp_path: Path):
    write_report(tmp_path, {"a": b"1"}, b"m1", ())
    (tmp_path / "b").mkdir()
    with pytest.raises(UnwritableFolder):
        write_report(tmp_path, {"a": b"2", "b": b"2"}, b"m2", ())
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableFolder, match="不能写入"):
        write_whole(tmp_path / "r", {"a": b"1"})


def test_a_file_where_the_folder_should_be_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "r").write_bytes(b"")
    with pytest.raises(UnwritableFolder, match="不能写入"):
        write_whole(tmp_path / "r", {"a": b"1"})
