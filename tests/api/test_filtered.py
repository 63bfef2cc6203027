"""Rows of a table picked by what became of them: which fell, which rose, which are below zero, which are new."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2031년 업무보고

Ⅰ. 기금 현황

(단위 : 억원)
구분 │ 2030년 │ 2031년 │ 증감
가람기금 │ 120 │ 130 │ 10
다온기금 │ 90 │ 81 │ △9
한빛기금 │ 50 │ 62 │ 12

Ⅱ. 나루터 현황

구분 │ 설치 │ 소관부서
버들나루 │ 2019 │ 물길과
모래나루 │ 2031 │ 모래과
돌나루 │ 2022 │ 돌과

Ⅲ. 분기별 수출

(단위 : 억 달러)
구분 │ 1분기 │ 2분기
꿀벌산업 │ 3.1 │ -1.2
조선기자재 │ 4.4 │ 5.0
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("기금 중에 2031년에 돈이 깎인 건 뭐야?", "줄어든 것은 다온기금(△9억원)", ["가람", "한빛"]),
        ("기금 중 예산이 늘어난 기금은?", "가람기금(10억원), 한빛기금(12억원)", ["다온"]),
        ("올해 새로 생긴 나루터는 뭐야?", "새로 생긴 것은 모래나루(2031)", ["버들", "돌나루"]),
        ("새로 생긴 나루터는 어느 과가 맡아?", "모래나루(모래과)", ["버들", "돌나루"]),
        ("2분기 수출이 마이너스인 산업은?", "꿀벌산업(-1.2억 달러)", ["조선"]),
    ],
)
def test_the_rows_that_fit_are_told(question: str, told: str, others: list[str], opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert told in answer.text
    assert not any(other in answer.text for other in others)
    assert answer.citations_verified
    assert answer.values_grounded


@pytest.mark.parametrize(
    "question",
    [
        "1분기 수출이 마이너스인 산업은?",
        "2027년에 새로 생긴 나루터는?",
        "2031년에 돈이 줄어들지 않은 기금은 뭐야?",
        "다온기금에서 줄어든 돈은 뭐야?",
        "새로 생긴 나루터에 어떤 지원을 해?",
    ],
)
def test_nothing_is_told_where_no_row_fits(question: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert not any(said in answer.text for said in ("줄어든 것은", "새로 생긴 것은", "마이너스인 것은"))
