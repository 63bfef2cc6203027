"""Several things asked at once: each is answered and cited, and what the document does not state is said."""

import re
from collections.abc import Callable

import pytest

from api.answering.answerer import Answer
from api.answering.citations import MARK
from api.answering.several import asked_at_once
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]

REPORT = """1 가람숲 도서관 건립

○ 위    치 : 새솔시 가람로 12 일대
○ 규    모 : 연면적 3,200㎡, 지상 3층
○ 사업기간 : ’23. 3월 ~ ’25. 8월
○ 소요예산 : 4,000백만원
○ 운영주체 : 새솔문화재단

2 한빛 도시텃밭 분양

○ 신청대상 : 만 19세 이상 시민
○ 신청기간 : ’23. 2. 1. ~ 2. 28.
○ 소요예산 : 65,000천원

3 다온 주민 잔치

○ 일시 및 장소 : ’24. 5월, 새솔광장
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


def assert_each_is_cited(answer: Answer, count: int) -> None:
    """The answer has ``count`` cited statements, each citation once and in order."""
    assert answer.status == "answered"
    assert [int(mark) for mark in MARK.findall(answer.text)] == list(range(1, count + 1))
    assert [citation.number for citation in answer.citations] == list(range(1, count + 1))
    assert len({(citation.document_id, citation.start) for citation in answer.citations}) == count
    assert answer.citations_verified
    assert answer.values_grounded


# How a question is divided


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("가람숲 도서관 위치랑 규모", ["위치", "규모"]),
        ("가람숲 도서관의 위치와 규모를 알려줘", ["위치", "규모"]),
        ("가람숲 도서관 규모하고 위치", ["규모", "위치"]),
        ("가람숲 도서관 위치 및 규모는?", ["위치", "규모"]),
        ("가람숲 도서관 위치·규모는?", ["위치", "규모"]),
        ("가람숲 도서관 일정 장소", ["일정", "장소"]),
        ("가람숲 도서관의 위치, 규모, 예산은?", ["위치", "규모", "예산"]),
        ("가람숲 도서관은 언제 어디서 열려?", ["언제", "어디서"]),
        ("가람숲 도서관은 언제 어디서 누가 운영해?", ["언제", "어디서", "누가"]),
        ("가람숲 도서관 예산은 얼마이고 기간은 언제까지야?", ["예산", "기간"]),
    ],
)
def test_each_thing_is_asked_by_itself_of_the_same_subject(question: str, named: list[str]) -> None:
    parts = asked_at_once(question)
    assert len(parts) == len(named)
    for name, part in zip(named, parts, strict=True):
        assert part.startswith("가람숲 도서관")
        assert [other for other in named if other in part] == [name]


@pytest.mark.parametrize(
    "question",
    [
        "가람숲 도서관 예산은?",
        "가람숲 도서관 예산이 얼마야?",
        "가람숲 도서관 짓는 데 예산이 얼마 들어가요?",
        "가람숲 도서관 사업비 예산은 얼마나 돼?",
        "가람숲 도서관은 어디에 있어?",
        "가람숲 도서관은 언제부터 언제까지 지어?",
        "도서관 예산과 텃밭 예산",
        "도서관 위치와 텃밭 규모",
        "예산과 예산",
        "가람숲 도서관",
        "위치",
        "?!",
        "",
    ],
)
def test_a_question_for_one_thing_is_not_divided(question: str) -> None:
    assert asked_at_once(question) == []


@pytest.mark.parametrize(
    "question", ["가람숲 도서관 규모가 얼마야?", "가람숲 도서관 예산 규모는?", "가람숲 도서관 예산을 어디에 써?"]
)
def test_two_words_for_one_thing_do_not_divide_a_question(question: str) -> None:
    assert asked_at_once(question) == []


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("다온과 정원이랑 현원 각각 몇 명이에요?", ["다온과 정원 몇 명이에요?", "다온과 현원 몇 명이에요?"]),
        ("다온과와 새솔과 예산은 각각 얼마야?", ["다온과 예산 얼마야?", "새솔과 예산 얼마야?"]),
        ("나루터 이용자 2030년이랑 2031년 비교해줘", ["나루터 이용자 2030년", "나루터 이용자 2031년"]),
        ("수출 작년 1분기랑 올해 1분기 금액 비교", ["수출 작년 1분기 금액", "수출 올해 1분기 금액"]),
        ("나루터 정비사업과 관련해 각각 어디서 해?", []),
        ("일자리과 현원은 각각 몇 명이야?", []),
        ("다온과, 새솔과, 일자리과 정원은 각각 몇 명이야?", []),
        ("꿈터 국비, 시비, 구비는 각각 얼마야?", []),
        ("다온과 정원과 새솔과 정원은 각각 몇 명?", []),
        ("작년 예산과 올해 예산 비교", ["작년 예산", "올해 예산"]),
        ("2031년 1분기 꿀벌 수출이랑 벼 수출 비교", ["2031년 1분기 꿀벌 수출", "2031년 1분기 벼 수출"]),
        (
            "총수출 기준 꿀벌산업, 2030년이랑 2031년 비교",
            ["총수출 기준 꿀벌산업, 2030년", "총수출 기준 꿀벌산업, 2031년"],
        ),
        ("작년과 비교해서 얼마나 늘었어?", []),
    ],
)
def test_what_is_asked_of_each_of_two_is_asked_twice(question: str, parts: list[str]) -> None:
    assert asked_at_once(question) == parts


# Answers


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("가람숲 도서관 위치랑 규모", ["위    치 : 새솔시 가람로 12 일대", "규    모 : 연면적 3,200㎡, 지상 3층"]),
        (
            "가람숲 도서관 규모와 위치를 알려 주세요",
            ["규    모 : 연면적 3,200㎡, 지상 3층", "위    치 : 새솔시 가람로 12 일대"],
        ),
        (
            "가람숲 도서관은 언제 어디에 지어?",
            ["사업기간 : ’23. 3월 ~ ’25. 8월", "위    치 : 새솔시 가람로 12 일대"],
        ),
        (
            "가람숲 도서관의 위치, 예산, 운영주체는?",
            ["위    치 : 새솔시 가람로 12 일대", "소요예산 : 4,000백만원", "운영주체 : 새솔문화재단"],
        ),
        ("도시텃밭은 누가 언제 신청해?", ["신청대상 : 만 19세 이상 시민", "신청기간 : ’23. 2. 1. ~ 2. 28."]),
        ("도시텃밭 예산이랑 신청대상", ["소요예산 : 65,000천원", "신청대상 : 만 19세 이상 시민"]),
    ],
)
def test_all_that_is_asked_is_answered_and_cited_in_its_order(
    question: str, quotes: list[str], opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert [citation.quote for citation in answer.citations] == quotes
    assert_each_is_cited(answer, len(quotes))
    lines = answer.text.split("\n")
    assert len(lines) == len(quotes)
    for number, (line, quote) in enumerate(zip(lines, quotes, strict=True), start=1):
        assert line.endswith(f"[{number}]")
        assert quote.partition(" : ")[2] in re.sub(r"\(\S*만?원\)", "", line)


@pytest.mark.parametrize("question", ["다온 주민 잔치는 언제 어디서 해?", "다온 주민 잔치 일시랑 장소"])
def test_what_one_bullet_answers_is_said_and_cited_once(question: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert_each_is_cited(answer, 1)
    assert answer.text.count("’24. 5월, 새솔광장") == 1


@pytest.mark.parametrize(
    ("question", "stated", "missing"),
    [
        ("도시텃밭 신청대상이랑 위치", "만 19세 이상 시민", "위치"),
        ("도시텃밭 위치랑 신청대상", "만 19세 이상 시민", "위치"),
        ("도시텃밭 예산과 위치는?", "6,500만원", "위치"),
    ],
)
def test_what_is_missing_is_said_behind_what_is_stated(
    question: str, stated: str, missing: str, opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    said, refused = answer.text.split("\n")
    assert stated in said
    assert refused == f"문서에는 한빛 도시텃밭 분양의 {missing}가 나와 있지 않습니다."
    assert_each_is_cited(answer, 1)


@pytest.mark.parametrize("question", ["하늘전망대 위치랑 규모", "하늘전망대는 언제 어디서 열려?"])
def test_where_nothing_is_stated_the_question_is_refused(question: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert answer.status == "not_found"
    assert "전망대" in answer.text


def test_the_question_before_one_that_is_not_answered_is_answered(opened: OpenIndex) -> None:
    answer = opened.answerer.answer("가람숲 도서관 위치가 어디인가요? 한글 타자기도 빌려줘요?")
    assert answer.status == "answered"
    assert answer.text.startswith("가람숲 도서관 건립의 위치는 새솔시 가람로 12 일대")
    assert len(answer.text.splitlines()) == 2


def test_a_courtesy_before_a_question_that_is_not_answered_says_nothing(opened: OpenIndex) -> None:
    answer = opened.answerer.answer("정말 도움이 되나요? 한글 타자기도 빌려줘요?")
    assert answer.status == "not_found"


def test_the_last_of_two_questions_alone_is_answered_where_it_can_be(opened: OpenIndex) -> None:
    answer = opened.answerer.answer("다들 안녕하신가요? 가람숲 도서관 위치가 어디인가요?")
    assert len(answer.text.splitlines()) == 1
