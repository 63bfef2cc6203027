"""One thing at several times: by how much it changed, and when it was largest or smallest."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2034년 업무보고

Ⅰ. 수출 동향

(단위 : 억원)
구분 │ 2031년 │ 2032년 │ 2033년 │ 2034년 1분기
꿀벌산업 │ 31.5 │ 28.2 │ 40.1 │ 9.9
조선기자재 │ 44.4 │ 50.3 │ 47.7 │ 12.3

Ⅱ. 나루기금

□ 모래나루 조성 사업비 : ▸’34년 48억원 * ’33.～’35., 총 200억원
□ 나루기금 한도액: (’32년) 559억원→ (’33년) 683억원→ (’34년) 798억원

Ⅲ. 나루살림

(2034.1월 누계 기준)
(단위 : 억원)
구분 │ 나루회계 │ 합계
들살림 │ 120 │ 310
나루수지 │ △15 │ △42

(2034.2월 누계 기준)
(단위 : 억원)
구분 │ 나루회계 │ 합계
들살림 │ 240 │ 620
나루수지 │ △9 │ △73

(2034.3월 누계 기준)
(단위 : 억원)
구분 │ 나루회계 │ 합계
들살림 │ 360 │ 930
나루수지 │ △20 │ 18
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("꿀벌산업 수출은 2032년보다 2033년에 몇 억원 늘었어?", "40.1억원 [1] − 28.2억원 [1] = 11.9억원"),
        ("조선기자재 수출은 2033년에 2031년보다 얼마나 더 많아?", "47.7억원 [1] − 44.4억원 [1] = 3.3억원"),
        ("나루기금 한도액이 2032년보다 2034년에 얼마나 늘었나요?", "798억원 [1] − 559억원 [1] = 239억원"),
        ("2월 누계와 3월 누계 사이에 나루수지 합계는 얼마나 좋아졌어?", "18억원 [1] − △73억원 [2] = 91억원"),
        ("꿀벌산업 수출이 바닥이었던 해는 언제야?", "가장 작은 것은 2032년(28.2억원)"),
        ("조선기자재 수출이 가장 많았던 해는?", "가장 큰 것은 2032년(50.3억원)"),
        ("2032년부터 2033년 사이에 꿀벌산업 수출이 최고를 찍은 때는?", "가장 큰 것은 2033년(40.1억원)"),
        ("나루수지 합계가 제일 나빴던 달은 몇 월이야?", "가장 작은 것은 2034.2월(△73억원)"),
    ],
)
def test_times_are_compared(question: str, told: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert told in answer.text
    assert answer.citations_verified
    assert answer.values_grounded


@pytest.mark.parametrize(
    "question",
    [
        "꿀벌산업 수출은 2027년보다 2033년에 몇 억원 늘었어?",
        "모래나루 조성 사업비는 2033년보다 2034년에 얼마나 줄었어?",
        "2035년부터 2036년 사이에 꿀벌산업 수출이 가장 많았던 해는?",
    ],
)
def test_what_is_not_printed_is_not_compared(question: str, opened: OpenIndex) -> None:
    text = opened.answerer.answer(question).text
    assert "계산" not in text
    assert "가장 큰 것은" not in text
