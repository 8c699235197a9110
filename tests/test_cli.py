"""The command line: both languages, usage errors with the nearest word, exit codes."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from budgetnb import __version__, cli
from budgetnb.cli.parser import Parser, WrongUsage, language_of, split_command
from budgetnb.texts import language, sentences, speak

# What argparse says only to programmers, or about things we do not use.
NOT_SAID = ("dest=", "cannot", "invalid option string", "invalid conflict", "conflicting", "mutually", "'required'", "is not callable")
NOT_USED = (
    "subparser",
    "subcommands",
    "parser_name",
    "__call__",
    "deprecated",
    "ambiguous",
    "can't open",
    '"-"',
    "prog)s:",
    "(default:",
    "unrec",
)
ARGUED = (*NOT_SAID, *NOT_USED, "unexpected option string", "invalid choice", "version number")


def demo() -> Parser:
    parser = Parser("budgetnb demo")
    parser.add_argument("files", nargs="+", metavar="FILE", help="files")
    parser.add_argument("--format", choices=("text", "json"), help="format")
    parser.add_argument("--jobs", type=int, help="jobs")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--all", action="store_true", help="all")
    either.add_argument("--none", action="store_true", help="none")
    return parser


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "budgetnb demo：还缺：FILE（用法见 budgetnb demo --help）"),
        ("a.txt --format", "budgetnb demo：--format：后面须有一个值（用法见 budgetnb demo --help）"),
        ("a.txt --format jsn", "budgetnb demo：--format：没有“jsn”。是不是想写“json”？可用：text、json。（用法见 budgetnb demo --help）"),
        ("a.txt --fromat json", "budgetnb demo：不认识“--fromat”。是不是想写“--format”？（用法见 budgetnb demo --help）"),
        ("a.txt --fromat=json", "budgetnb demo：不认识“--fromat=json”。是不是想写“--format”？（用法见 budgetnb demo --help）"),
        ("a.txt --all --none", "budgetnb demo：--none：不能与 --all 同时使用（用法见 budgetnb demo --help）"),
        ("a.txt --jobs two", "budgetnb demo：--jobs：'two' 不能读作 int（用法见 budgetnb demo --help）"),
        ("a.txt --all=1", "budgetnb demo：--all：不带值，多了 '1'（用法见 budgetnb demo --help）"),
    ],
)
def test_wrong_usage_is_one_sentence_that_suggests_the_nearest_word(words: str, said: str):
    with pytest.raises(WrongUsage) as wrong:
        demo().parse(words.split())
    assert str(wrong.value) == said


def test_wrong_usage_is_said_in_english_too():
    speak("en")
    with pytest.raises(WrongUsage) as wrong:
        demo().parse(["a.txt", "--format", "jsn"])
    said = 'budgetnb demo: argument --format: no such choice "jsn". Did you mean "json"? Allowed: text, json. (see budgetnb demo --help)'
    assert str(wrong.value) == said


def test_files_and_options_may_stand_in_any_order():
    args = demo().parse(["a.txt", "--format", "json", "b.txt", "--", "--c.txt"])
    assert args.files == ["a.txt", "b.txt", "--c.txt"]


def test_an_option_is_never_guessed_from_its_beginning():
    with pytest.raises(WrongUsage, match="--form"):
        demo().parse(["a.txt", "--form", "json"])


def test_help_is_chinese_and_english_when_asked(capsys: pytest.CaptureFixture[str]):
    for argv, said in (
        (["--help"], "用法：budgetnb"),
        (["--help", "--lang", "en"], "usage: budgetnb"),
        (["--lang=en", "-h"], "show this help"),
    ):
        with pytest.raises(SystemExit) as end:
            cli.main(argv)
        assert end.value.code == 0
        assert said in capsys.readouterr().out


def test_every_word_argparse_can_say_to_a_user_is_in_our_texts():
    ours = {sentence["en"] for key, sentence in sentences("cli").items() if key.startswith("cli.argparse.")}
    theirs = {word.value for call in _gettext_calls() for word in call.args if isinstance(word, ast.Constant)}
    assert not [word for word in theirs - ours if not any(part in word for part in ARGUED)]


def _gettext_calls() -> list[ast.Call]:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")]


def test_argparse_has_its_own_words_back_after_us():
    demo()
    assert argparse._("usage: ") == "usage: "


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("", "zh"),
        ("check a.txt --lang en", "en"),
        ("--lang=en check", "en"),
        ("--lang fr", "zh"),
        ("check --lang", "zh"),
        ("-- --lang en", "zh"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(words: str, lang: str):
    assert language_of(words.split()) == lang


def test_the_command_is_the_first_word_that_is_no_option():
    assert split_command(["--lang", "en", "check", "a.txt"]) == ("check", ("--lang", "en", "a.txt"))
    assert split_command(["--help"]) == (None, ("--help",))


@pytest.mark.parametrize(("argv", "said"), [([], "检查这台机器缺什么"), (["--lang", "en"], "what this machine lacks")])
def test_no_command_is_wrong_usage_and_says_which_there_are(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]):
    assert cli.main(argv) == 2
    assert said in capsys.readouterr().err


def test_a_language_chosen_for_one_call_does_not_stay(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["--lang", "en", "params", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("budgetnb params: ")
    assert language() == "zh"


def test_the_version_stands_in_one_place(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"budgetnb {__version__}\n"


BUDGET = """2024 年西工区民政局部门预算

收支总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算\t185.55\t一、一般公共服务\t546.94
本年收入合计\t185.55\t本年支出合计\t546.94
上年结转结余\t361.39\t年终结转结余\t
收入总计\t{total}\t支出总计\t546.94
"""


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    path = tmp_path / "公开文本.txt"
    path.write_text(BUDGET.format(total="546.94"), encoding="utf-8")
    return path


@pytest.fixture
def wrong_budget(tmp_path: Path) -> Path:
    path = tmp_path / "有错.txt"
    path.write_text(BUDGET.format(total="946.94"), encoding="utf-8")
    return path


def test_reading_shows_each_figure_with_its_place(budget: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["read", str(budget)]) == 0
    assert "收支总表（万元）" in (out := capsys.readouterr().out)
    assert "上年结转结余：金额 361.39" in out
    assert cli.main(["read", str(budget), "--json"]) == 0
    figures = {figure["key"]: figure for figure in json.loads(capsys.readouterr().out)["disclosures"][0]["figures"]}
    assert figures["收支总表/上年结转结余/金额"]["value"] == "361.39"
    assert figures["收支总表/上年结转结余/金额"]["place"]["line"] == 9


def test_checking_ends_with_1_only_when_a_problem_is_grave_enough(budget: Path, wrong_budget: Path, capsys: pytest.CaptureFixture[str]):
    codes = [cli.main(["check", str(path), "--fail-on", level]) for path in (budget, wrong_budget) for level in ("error", "never")]
    assert codes == [0, 0, 1, 0]
    assert "T1-4" in capsys.readouterr().out


def test_json_is_all_that_stands_on_stdout_and_names_what_was_refused(
    wrong_budget: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["check", str(wrong_budget), str(tmp_path / "没有.pdf"), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "budgetnb.review/1"
    assert found["refused"] == [{"file": "没有.pdf", "why": "文件不存在。请检查路径。"}]
    assert len(found["reviews"]) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "文件是空的"), (b"\x89PNG\r\n\x1a\n", "这是图片"), ("今天天气很好。".encode(), "没有找到预算公开文本应有的内容")],
    ids=["empty", "image", "no budget"],
)
def test_what_is_no_budget_gets_one_sentence_and_2(content: bytes, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "公开文本.txt").write_bytes(content)
    assert cli.main(["check", str(tmp_path / "公开文本.txt")]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("公开文本.txt：")
    assert why in err


def test_a_result_can_be_written_to_a_file_and_never_to_a_folder(budget: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["check", str(budget), "--format", "json", "-o", str(tmp_path / "结果.json")]) == 0
    assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["reviews"]
    assert cli.main(["check", str(budget), "-o", str(tmp_path)]) == 2
    assert "不能写入" in capsys.readouterr().err


def test_what_a_document_says_does_nothing_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.txt").write_text(BUDGET.format(total="546.94").replace("民政局", "民\x1b[31m政局"), encoding="utf-8")
    assert cli.main(["check", str(tmp_path / "a.txt")]) in (0, 1)
    assert "\x1b" not in capsys.readouterr().out


def test_a_rule_is_explained_and_a_misspelt_one_suggested(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["rules", "T1-4"]) == 0
    assert "收支总表[收入总计] = " in capsys.readouterr().out
    assert cli.main(["rules", "t14"]) == 2
    assert "是不是想写“T1-4”？" in capsys.readouterr().err


def test_every_rule_is_listed(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["rules"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == int(listed[-1].split()[1]) + 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe to keep the command waiting")
def test_an_interruption_is_said_and_ends_with_130(tmp_path: Path):
    os.mkfifo(tmp_path / "never.txt")
    child = subprocess.Popen([sys.executable, "-m", "budgetnb", "check", str(tmp_path / "never.txt")], stderr=subprocess.PIPE)
    with (tmp_path / "never.txt").open("wb"):  # opens only once the command waits for its first bytes
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=20)
    assert (child.returncode, err.decode()) == (130, "已中断。\n")


def test_a_reader_that_has_enough_is_no_error_of_ours():
    reading, writing = os.pipe()
    os.close(reading)
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run([sys.executable, "-m", "budgetnb", "--help"], env=buffered, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_terminal_that_has_no_chinese_is_told_all_the_same():
    done = subprocess.run(
        [sys.executable, "-m", "budgetnb", "chek"], env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.startswith(b"budgetnb\\uff1a")) == (2, True)
