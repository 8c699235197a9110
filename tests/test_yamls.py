from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.errors import UnreadableFile, WrongYaml
from budgetnb.yamls import parse_yaml, read_yaml

RULE = """\
- id: T1-4
  says: 收入总计等于本年收入合计加上年结转结余
  code: 0310
  active: no
  basis:
  remark: ""
  for_each: {行: 支出总表}
"""


def test_every_scalar_is_the_text_that_stands_there():
    rule = parse_yaml(RULE, "mine.yaml").content[0]
    assert rule["code"] == "0310"
    assert rule["active"] == "no"
    assert rule["for_each"] == {"行": "支出总表"}


def test_an_empty_value_is_none_and_an_empty_text_is_a_text():
    rule = parse_yaml(RULE, "mine.yaml").content[0]
    assert rule["basis"] is None
    assert rule["remark"] == ""


def test_every_key_knows_its_line_and_a_key_that_is_missing_the_line_above_it():
    read = parse_yaml("# a comment\n" + RULE, "mine.yaml")
    assert read.line(0, "id") == 2
    assert read.line(0, "code") == 4
    assert read.line(0, "for_each", "行") == 8
    assert read.line(0, "severity") == 2
    assert read.line(7) == 2


@pytest.mark.parametrize(
    ("source", "line", "why"),
    [
        ("year: 2024\nyear: 2025\n", 2, "“year”写了两次"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "不允许使用 YAML 标签"),
        ("a: &x 1\nb: *x\n", 1, "不允许使用 YAML 锚点"),
        ("a: 1\n  b: 2\n", 2, "不是合法的 YAML"),
        ("a: [1, 2\n", 2, "不是合法的 YAML"),
        ("a: 1\n---\nb: 2\n", 2, "不是合法的 YAML"),
        ("", 1, "文件是空的"),
        ("# nothing but a comment\n", 1, "文件是空的"),
        ("a: \x07\n", 1, "不是合法的 YAML"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "键应当是一个词"),
    ],
)
def test_what_could_mean_something_else_than_it_shows_is_refused_with_its_line(source: str, line: int, why: str):
    with pytest.raises(WrongYaml) as wrong:
        parse_yaml(source, "mine.yaml")
    assert str(wrong.value).startswith(f"mine.yaml 第 {line} 行：")
    assert why in str(wrong.value)


def test_a_billion_laughs_are_refused_before_they_are_told():
    laughs = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(WrongYaml, match="锚点"):
        parse_yaml(laughs, "mine.yaml")


@pytest.mark.parametrize(
    "source",
    ["[" * 50_000, "[" * 50_000 + "]" * 50_000, "\n".join(" " * level + "a:" for level in range(60))],
    ids=["open", "closed", "indented"],
)
def test_nesting_without_end_is_refused_at_once_and_crashes_nothing(source: str):
    with pytest.raises(WrongYaml, match="嵌套太深"):
        parse_yaml(source, "mine.yaml")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfyear: 2024\n")
    assert read_yaml(tmp_path / "a.yaml").content == {"year": "2024"}


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path):
    (tmp_path / "gbk.yaml").write_bytes("部门: 财政局".encode("gb18030"))
    for path, why in ((tmp_path / "none.yaml", "文件不存在"), (tmp_path, "这是文件夹"), (tmp_path / "gbk.yaml", "编码无法识别")):
        with pytest.raises(UnreadableFile) as wrong:
            read_yaml(path)
        assert str(wrong.value).startswith(f"{path}：{why}") or why in str(wrong.value)
