"""Rows that are of a range of numbers."""

from collections.abc import Callable

import pytest

from api.answering.ranges import excludes, is_in_range, quantities_in
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2031년 업무보고

○ (돌봄방 지원) 인원과 넓이에 따라 지원기준을 나눔

인원별 인력 지원 │  │ 넓이별 설치비 지원 │
이용정원 │ 지원인력 │ 전용면적 │ 설치비
30명 이하 │ 방장 1인 │ 132㎡ 미만 │ 70백만원
31명~40명 │ 방장 1인, 시간제 1인 │ 132㎡이상~198㎡미만 │ 105백만원
41명 이상 │ 방장 1인, 전일제 2인 │ 198㎡ 이상 │ 140백만원
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "inside"),
    [
        ("35명이면?", ["31명~40명", "30명 이상"]),
        ("40명이면?", ["31명~40명", "30명 이상"]),
        ("30명이면?", ["30명 이하", "30명 이상"]),
        ("29명이면?", ["30명 이하", "30명 미만"]),
        ("30세면?", []),
        ("40명 이상은?", []),
        ("2030.3.1. 개관한 곳은?", []),
        ("30년 30명당 얼마?", []),
        ("어때?", []),
    ],
)
def test_a_number_lies_in_a_range_of_its_unit(question: str, inside: list[str]) -> None:
    names = ["30명 이하", "30명 미만", "31명~40명", "30명 이상", "나루과"]
    assert [name for name in names if is_in_range(name, quantities_in(question))] == inside


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("돌봄방 정원이 35명이면 지원인력은?", "방장 1인, 시간제 1인"),
        ("돌봄방 정원 50명일 때 지원인력은?", "전일제 2인"),
    ],
)
def test_the_row_in_whose_range_a_number_lies_answers(question: str, told: str, opened: OpenIndex) -> None:
    assert told in opened.answerer.answer(question).text


def test_a_range_excludes_what_lies_outside_it_and_nothing_of_another_unit() -> None:
    names = ["30명 이하", "31명~40명", "41명 이상", "나루과"]
    assert [name for name in names if excludes(name, quantities_in("35명이면?"))] == ["30명 이하", "41명 이상"]
    assert not any(excludes(name, quantities_in("35세면?")) for name in names)
    assert not any(excludes(name, quantities_in("2031년에는?")) for name in ("5년 미만", "10년 이상"))
    assert not excludes("2031.3.1.~2031.5.31. 개방", quantities_in("3개면?"))
