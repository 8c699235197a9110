"""The command line: both languages, usage errors with the nearest word, exit codes."""

from __future__ import annotations

import argparse
import ast
import inspect
import os
import subprocess
import sys

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


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]):
    assert cli.main([]) == 2
    assert capsys.readouterr().err == "budgetnb：还缺：命令（用法见 budgetnb --help）\n"


def test_a_language_chosen_for_one_call_does_not_stay(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("budgetnb: the following arguments are required")
    assert language() == "zh"


def test_the_version_stands_in_one_place(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"budgetnb {__version__}\n"


def test_a_reader_that_has_enough_is_no_error_of_ours():
    reading, writing = os.pipe()
    os.close(reading)
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run([sys.executable, "-m", "budgetnb", "--help"], env=buffered, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_terminal_that_has_no_chinese_is_told_all_the_same():
    done = subprocess.run(
        [sys.executable, "-m", "budgetnb"], env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.startswith(b"budgetnb\\uff1a")) == (2, True)
