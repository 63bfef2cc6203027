"""Rows of a table that are asked for by what a footnote says they mean."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2031년 재정 통계

(단위 : 억원)
구분 │ 일반회계 │ 특별회계 │ 합계
경상수입1) │ 120 │ 30 │ 150
자본수입2) │ 40 │ 5 │ 45

1) 경상수입 : 이자, 수수료, 임대료 등
2) 자본수입 : 땅과 건물을 판 매각대금 등
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("땅과 건물 매각대금은 모두 얼마야?", "자본수입의 합계는 45억원"),
        ("이자와 수수료, 임대료는 합계가 얼마야?", "경상수입의 합계는 150억원"),
    ],
)
def test_a_row_is_found_by_what_it_means(question: str, told: str, opened: OpenIndex) -> None:
    assert told in opened.answerer.answer(question).text


def test_a_part_of_what_a_row_means_has_no_value(opened: OpenIndex) -> None:
    assert opened.answerer.answer("경상수입 가운데 수수료는 얼마야?").status == "not_found"
