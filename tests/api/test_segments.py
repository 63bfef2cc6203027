"""Bullets that tell of several things in turn, and terms with a note below them."""

from collections.abc import Callable

import pytest

from api.answering.query import read_query
from api.answering.segments import lacks_value
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 산업국 2031년 업무보고

Ⅰ. 2030년 성과

□ 2029회계연도 결산 승인(2030. 6. 18.)
 ○ 이월금 : 591억원

Ⅱ. 2031년 주요 업무

1 연구단지 조성

○ 특화분야
 - (가람대) 꿀벌산업 분야 (한빛대) 조선기자재 분야
○ (현장 점검) 산업단지 (국가산단 포함)를 매달 돌아보고, 위험한 곳을 고침

2 주민나루예산 활성화

○ (추진계획) 주민제안 집중공모(1~3월), 사업검토(4~5월), 주민나루예산위원회 심의(6~7월)

3 다온꾸러미 지원

○ 사업내용 : 외딴가구*에 반찬과 책을 나누어 줌
 * 걸어서 30분 안에 가게가 없는 집
○ 배움돈(월20→30만원)·쉼터 지킴이(10명) 확대, 마을 이야기꾼(새로)
○ (밤일 보호) 밤에 일하는 사람의 쉬는 시간 관리방안 마련
 * 예) 가장 짧은 휴식, 잇달아 일하는 날의 한도
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("가람대 연구단지 특화분야는?", "가람대는 꿀벌산업 분야", "조선기자재"),
        ("한빛대 연구단지 특화분야는?", "한빛대는 조선기자재 분야", "꿀벌산업"),
    ],
)
def test_of_several_things_in_one_bullet_the_one_asked_for_is_told(
    question: str, told: str, other: str, opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert told in answer.text
    assert other not in answer.text


def test_a_remark_in_brackets_cuts_nothing(opened: OpenIndex) -> None:
    assert "매달 돌아보고" in opened.answerer.answer("산업단지 현장 점검은 어떻게 해?").text


def test_what_the_heading_says_tells_none_of_them_apart(opened: OpenIndex) -> None:
    assert (
        "집중공모(1~3월)" in opened.answerer.answer("주민나루예산에 의견을 낼 수 있는 때는 몇 월부터 몇 월까지야?").text
    )


def test_a_question_for_all_of_them_gets_the_whole_bullet(opened: OpenIndex) -> None:
    text = opened.answerer.answer("연구단지 특화분야는 가람대와 한빛대가 각각 뭐야?").text
    assert "꿀벌산업" in text
    assert "조선기자재" in text


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("다온꾸러미 지원에서 말하는 외딴가구가 무엇인가요?", "걸어서 30분 안에 가게가 없는 집"),
        ("밤에 일하는 사람의 쉬는 시간 관리방안 예시는?", "가장 짧은 휴식"),
    ],
)
def test_a_term_is_told_with_its_note_and_a_plan_with_its_examples(question: str, note: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert note in answer.text
    assert any(note in citation.quote for citation in answer.citations)


def test_a_note_is_left_out_where_nobody_asks_for_it(opened: OpenIndex) -> None:
    assert "가장 짧은 휴식" not in opened.answerer.answer("밤에 일하는 사람의 쉬는 시간은 어떻게 해?").text


@pytest.mark.parametrize(("year", "status"), [(2029, "answered"), (2030, "not_found")])
def test_a_settled_account_is_of_its_year_and_not_of_the_day_that_settled_it(
    year: int, status: str, opened: OpenIndex
) -> None:
    assert opened.answerer.answer(f"{year}회계연도 결산의 이월금은 얼마야?").status == status


@pytest.mark.parametrize(
    ("question", "told"),
    [("쉼터 지킴이는 몇 명이야?", "쉼터 지킴이는 10명"), ("배움돈은 한 달에 얼마야?", "배움돈은 월20→30만원")],
)
def test_of_several_things_with_a_bracket_the_one_asked_for_is_told(
    question: str, told: str, opened: OpenIndex
) -> None:
    assert told in opened.answerer.answer(question).text


def test_the_value_of_another_of_several_things_does_not_answer(opened: OpenIndex) -> None:
    assert opened.answerer.answer("마을 이야기꾼은 몇 명이야?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("나루지기는 몇 명이야?", "등대지기(10명), 나루지기(새로)", True),
        ("나루지기는 몇 명이야?", "등대지기(10명), 나루지기(20명)", False),
        ("나루지기는 몇 명이야?", "등대지기(10명), 나루지기는 1,200명(전년 대비 3%)", False),
        ("나루관은 언제 열어?", "나루관(남쪽)·버들관(북쪽) 3월 개관, 솔관(5월 개관)", False),
        ("지기는 몇 명이야?", "등대 지기(10명), 나루 지기(새로)", False),
        ("나루지기는 몇 명이야?", "나루지기(새로)", False),
        ("나루관은 언제 열어?", "솔관(3월 개관), 나루관(예정)", True),
        ("나루지기 교육은 언제부터 해?", "나루지기․신규(예정) 대상, 나루 과정 개설(’34.6.～)", False),
        ("나루지기는 어때?", "등대지기(10명), 나루지기(새로)", False),
    ],
)
def test_one_of_several_things_lacks_a_value_that_others_have(question: str, text: str, lacks: bool) -> None:
    assert lacks_value(read_query(question), text) == lacks
