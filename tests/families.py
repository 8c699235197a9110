"""A department and its two units as they publish, in plain text, for the tests of what lies between them: invented figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from budgetnb.figures import Disclosure
from budgetnb.reading import read_document
from budgetnb.recognising import recognise

OFFICE, SCHOOL = ("101001", "甲县教育局"), ("101002", "甲县第一中学")
"""The department's own office (本级) and its school."""

DEPARTMENT = """2024年甲县教育局部门预算

第一部分 甲县教育局概况

一、主要职责

负责全县教育工作。

二、预算单位构成

纳入本部门2024年部门预算编制范围的预算单位共计2家，具体包括：甲县教育局本级、甲县第一中学。

2024年部门收支预算表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算\t300.00\t一、教育支出\t320.00
二、上级补助收入\t\t\t
三、其他收入\t20.00\t\t
本年收入合计\t320.00\t本年支出合计\t320.00
收入总计\t320.00\t支出总计\t320.00

2024年部门收入预算表
单位：万元
部门(单位)代码\t部门(单位)名称\t总计\t一般公共预算\t上级补助收入\t其他收入
\t合计\t320.00\t300.00\t\t20.00
101\t甲县教育局\t320.00\t300.00\t\t20.00
101001\t甲县教育局\t100.00\t100.00\t\t
101002\t甲县第一中学\t220.00\t200.00\t\t20.00

2024年部门一般公共预算“三公”经费预算表
单位：万元
“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
5.00\t\t3.00\t2.00
"""

OWN_OFFICE = """2024年甲县教育局单位预算

2024年单位收支预算表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算\t100.00\t一、教育支出\t100.00
二、上级补助收入\t\t\t
三、其他收入\t\t\t
本年收入合计\t100.00\t本年支出合计\t100.00
收入总计\t100.00\t支出总计\t100.00

2024年单位收入预算表
单位：万元
部门(单位)代码\t部门(单位)名称\t总计\t一般公共预算\t上级补助收入\t其他收入
\t合计\t100.00\t100.00\t\t
101001\t甲县教育局\t100.00\t100.00\t\t

2024年单位一般公共预算“三公”经费预算表
单位：万元
“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
4.00\t\t3.00\t1.00
"""

SCHOOLS = """2024年甲县第一中学单位预算

2024年单位收支预算表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算\t200.00\t一、教育支出\t220.00
二、上级补助收入\t\t\t
三、其他收入\t20.00\t\t
本年收入合计\t220.00\t本年支出合计\t220.00
收入总计\t220.00\t支出总计\t220.00

2024年单位收入预算表
单位：万元
部门(单位)代码\t部门(单位)名称\t总计\t一般公共预算\t上级补助收入\t其他收入
\t合计\t220.00\t200.00\t\t20.00
101002\t甲县第一中学\t220.00\t200.00\t\t20.00

2024年单位一般公共预算“三公”经费预算表
单位：万元
“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
1.00\t\t\t1.00
"""


def written(folder: Path, *texts: str) -> list[Path]:
    """The texts as files, numbered."""
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, words in zip(paths, texts, strict=True):
        path.write_text(words, encoding="utf-8")
    return paths


def read(folder: Path, *texts: str) -> tuple[Disclosure, ...]:
    """The disclosures of the texts, in their order."""
    return recognise([read_document(path) for path in written(folder, *texts)])


def changed(words: str, *changes: Sequence[str]) -> str:
    """The text with words exchanged, each of them once."""
    for old, new in changes:
        assert old in words, old
        words = words.replace(old, new, 1)
    return words
