"""What is plainly of another: another district, the other side of a bound, the whole of what a part is asked of."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2031년 업무보고

Ⅰ. 주요 업무

1 돌봄터 연장

○ 저녁 돌봄터 운영시간을 20시에서 22시로 늘림(도봉구)
○ 가족나루 준공 2개소(동구, 강동구) ’31. 7월 개소

2 사업장 안전

○ 30인(억) 이상 사업장의 사고 사망자는 182명으로 12명 줄어듦
○ 30인(억) 미만 사업장의 사고 사망자는 240명
○ 미설치 구·군 : 새말구, 솔밭군

3 새솔기금

○ 새솔기금의 경상지출은 120억원
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("도봉구 저녁 돌봄터는 몇 시까지 운영해?", "22시"),
        ("저녁 돌봄터는 몇 시까지 운영해?", "22시"),
        ("강동구 가족나루는 언제 열어?", "’31. 7월"),
        ("저녁 돌봄터는 종로구에서 여는 거 맞지?", "도봉구"),
        ("30인 이상 사업장의 사고 사망자는 몇 명이야?", "182명"),
        ("30인 미만 사업장의 사고 사망자는 몇 명이야?", "240명"),
        ("30인이 안 되는 사업장의 사고 사망자는 몇 명이야?", "240명"),
        ("30인이 넘는 사업장의 사고 사망자는 몇 명이야?", "182명"),
        ("미설치 구군 알려줘", "새말구, 솔밭군"),
        ("새솔기금 경상지출은 얼마야?", "120억원"),
    ],
)
def test_what_is_of_the_same_answers(question: str, told: str, opened: OpenIndex) -> None:
    assert told in opened.answerer.answer(question).text


@pytest.mark.parametrize(
    "question",
    [
        "종로구 저녁 돌봄터는 몇 시까지 운영해?",
        "종로구 가족나루는 언제 열어?",
        "서구 가족나루는 언제 열어?",
        "종로구 30인 이상 사업장의 사고 사망자는 몇 명이야?",
        "새솔기금 경상지출 중 인건비는 얼마야?",
        "새솔기금 경상지출 가운데 이자지급은 얼마야?",
        "새솔기금 경상지출 중에서 임차료로 나간 돈은?",
    ],
)
def test_what_is_of_another_does_not(question: str, opened: OpenIndex) -> None:
    assert opened.answerer.answer(question).status == "not_found"
