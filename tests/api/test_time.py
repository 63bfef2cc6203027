"""Of which month, year or basis a value is: what stands above a table is said of all that follows."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
MONTHLY = """살림 통계

({month} 누계 기준)
(단위 : 억원)

구 분 │ 일반회계 │ 특별회계 │ 합 계
수입 │ {a} │ 20 │ {b}
지출 │ {c} │ 15 │ {d}

□ 관리수지(기금 제외)
 ㅇ {b}억원(수입) - {d}억원(지출) = {e}억원

"""
STATISTICS = "".join(
    MONTHLY.format(month=f"2031.{month}월", a=a, b=a + 20, c=c, d=c + 15, e=a + 20 - c - 15)
    for month, a, c in ((1, 110, 71), (2, 230, 152), (3, 340, 243))
)
BASES = """해외투자 동향

(총투자 기준)

1. 지역별 동향

구 분 │ 2030년 │ 2031년
중남미 │ 11.4억 달러 │ 12.6억 달러
대양주 │ 21.4억 달러 │ 23.5억 달러

(순투자 기준)

1. 지역별 동향

구 분 │ 2030년 │ 2031년
중남미 │ 31.4억 달러 │ 34.6억 달러
"""
DATED = """일자리부 업무보고

2030. 12. 11.

□ 2031년 중점과제
 ㅇ 장애인 고용장려금 예산 : ’30년 70억원 → ’31년 90억원
 ㅇ 방문점검 : ’31년 약 100개소, ’31년 감독관 40명 증원
"""


@pytest.fixture(scope="module")
def monthly(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=STATISTICS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2031년 1월 누계 수입 합계는 얼마야?", "130"),
        ("2월 일반회계 수입은 얼마야?", "230"),
        ("3월까지 지출 합계가 얼마야?", "258"),
    ],
)
def test_a_month_without_its_year_tells_tables_and_lines_apart(monthly: OpenIndex, question: str, value: str) -> None:
    answer = monthly.answerer.answer(question)
    assert answer.status == "answered"
    assert value in answer.text


def test_the_line_of_the_month_comes_before_those_of_others(monthly: OpenIndex) -> None:
    for month, value in ((1, "44"), (2, "83"), (3, "102")):
        found = monthly.answerer.search(f"{month}월 관리수지(기금 제외)는 얼마야?", 20)
        lines = [one.passage.text for one in found if "=" in one.passage.text]
        assert lines[0].endswith(f"= {value}억원")


def test_a_value_is_of_the_basis_that_stands_above_it(open_reports: OpenReports) -> None:
    answerer = open_reports(report=BASES).answerer
    assert "12.6억" in answerer.answer("2031년 중남미 총투자는 얼마야?").text
    assert "34.6억" in answerer.answer("2031년 중남미 순투자는 얼마야?").text
    assert answerer.answer("2031년 대양주 순투자는 얼마야?").status == "not_found"


def test_next_year_counts_from_the_date_of_a_report_without_a_year_in_its_title(open_reports: OpenReports) -> None:
    answer = open_reports(report=DATED).answerer.answer("내년에 방문점검은 몇 개소나 해?")
    assert answer.status == "answered"
    assert "100개소" in answer.text


PHASES = "한빛국 업무보고\n\n1 나루 단지 조성\n\n□ 추진현황\n ㅇ 나루 단지 {} : 70억원\n ㅇ 위치 : 가람로 12\n"


@pytest.mark.parametrize(
    ("printed", "asked", "other"),
    [
        ("1~2단계 사업비", "2단계 사업비", "3단계 사업비"),
        ("1차년도 예산", "1차년도 예산", "2차년도 예산"),
        ("1분기 투자액", "1분기 투자액", "2분기 투자액"),
    ],
)
def test_a_value_of_another_phase_or_quarter_is_none_of_what_is_asked(
    printed: str, asked: str, other: str, open_reports: OpenReports
) -> None:
    answerer = open_reports(report=PHASES.format(printed)).answerer
    assert "70억원" in answerer.answer(f"나루 단지 {asked}은 얼마야?").text
    refused = answerer.answer(f"나루 단지 {other}은 얼마야?")
    assert refused.status == "not_found"
    assert "None" not in refused.text


CHAPTERS = """새솔국 2031년 업무계획

Ⅰ. 2030년 주요 성과

1 나루 교육원 운영

□ 추진실적
 ㅇ 나루 교육원 교육 인원 : 382명

Ⅱ. 2031년 업무계획

1 나루 교육원 운영

□ 추진계획
 ㅇ 나루 교육원 교육 인원 : 350명
"""


@pytest.mark.parametrize(("year", "value"), [("2030년", "382명"), ("2031년", "350명")])
def test_what_stands_below_the_results_of_a_year_is_of_that_year(
    year: str, value: str, open_reports: OpenReports
) -> None:
    assert value in open_reports(report=CHAPTERS).answerer.answer(f"{year} 나루 교육원 교육 인원은 몇 명이야?").text


def test_a_claim_about_this_year_is_not_confirmed_by_the_last(open_reports: OpenReports) -> None:
    answer = open_reports(report=CHAPTERS).answerer.answer("2031년 나루 교육원 교육 인원은 382명이지?")
    assert answer.text.startswith("아니요")
    assert "350명" in answer.text


def test_the_third_of_a_list_is_the_one_that_says_so(open_reports: OpenReports) -> None:
    report = """한빛국 혁신전략

□ 혁신전략은 참여 확대, 신뢰받는 행정, 일 잘하는 정부 등 3대 전략으로 구성됐다.
□ 두 번째 혁신전략은 신뢰받는 행정이다.
 ㅇ 신뢰도 조사를 매년 실시한다.
□ 세 번째 혁신전략은 일 잘하는 정부이다.
 ㅇ 불필요한 문서를 줄인다.
"""
    answer = open_reports(report=report).answerer.answer("혁신전략 세 번째 전략은 뭐야?")
    assert "세 번째 혁신전략은 일 잘하는 정부이다." in answer.text
    assert "불필요한 문서" not in answer.text
