"""Areas, lengths and counts that a sentence divides."""

from __future__ import annotations

import pytest

from budgetnb.checking.quantities import quantities_add_up
from budgetnb.reading.document import Document, Paragraph, Spot
from budgetnb.recognising import recognise


def seen(sentence: str) -> list[tuple[str, str, str, str, str]]:
    """What the check says of one sentence on a project: variant, severity, name, printed, listed."""
    lines = ("某街道2024年部门预算", "一、项目概况", sentence)
    (disclosure,) = recognise([Document("a.txt", "", "text", tuple(Paragraph(text, ((0, Spot(line=1)),)) for text in lines))])
    found = quantities_add_up(disclosure)
    return [(one.variant, one.severity, one.parts["name"], one.parts["whole"], one.parts["listed"]) for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "改造建筑面积约为1000平方米，其中地上建筑面积为600平方米，地下建筑面积为400平方米。",
        "改造建筑面积1000平方米，其中：地上600平方米、地下400平方米，建筑高度为29.8米，绿地面积2000平方米。",
        "建筑面积1,000.5平方米（其中：计容面积600.2平方米，不计容面积400.3平方米），用地面积5000平方米。",
        "建筑面积1000平方米，其中地上建筑面积600平方米。绿地面积9000平方米。",  # only one part is told
        "新建道路12公里，其中主干道5公里，绿化8公里、管线12公里。",  # what is laid along a road is no part of it
        "现有志愿者42名，其中女志愿者30名，党员志愿者20名。",  # people count under several heads
        "改造厕所4座、垃圾房3座，其中2座为新建。",
        "建筑面积1000平方米，其中地上建筑面积为600.004平方米，地下建筑面积为399.996平方米。",
    ],
)
def test_what_fits_is_not_spoken_of(sentence: str):
    assert seen(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "改造建筑面积1000平方米，其中地上建筑面积600平方米，地下建筑面积500平方米。",
            ("excess", "", "改造建筑面积", "1000平方米", "1100平方米"),
        ),
        (
            "改造建筑面积1000平方米，其中地上建筑面积600平方米，地下建筑面积300平方米。",
            ("short", "hint", "改造建筑面积", "1000平方米", "900平方米"),
        ),
        (
            "建筑面积1000平方米（其中可用面积800平方米，装修面积700平方米）。",
            ("excess", "hint", "建筑面积", "1000平方米", "1500平方米"),
        ),
        ("改造管线12公里，其中雨水管线15公里。", ("greater", "", "改造管线", "12公里", "15公里")),
        ("聘用辅警30名，其中女辅警31名。", ("greater", "", "聘用辅警", "30名", "31名")),
        (
            "建筑面积为13459平方米，其中地上建筑面积为8013平方米（其中计容面积7998平方米，不计容面积105平方米），地下建筑面积为5356平方米。",
            ("settles", "", "地上建筑面积", "8013平方米", "8103平方米"),
        ),
    ],
)
def test_a_contradiction_is_told_with_both_numbers(sentence: str, said: tuple[str, ...]):
    assert seen(sentence) == [said]
