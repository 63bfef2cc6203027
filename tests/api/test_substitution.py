"""Follow-ups that only name another time or another of a series."""

import pytest

from api.answering.dialogue import Earlier, read_follow_up
from api.answering.substitution import asked_again


@pytest.mark.parametrize(
    ("before", "question", "again"),
    [
        ("2031년 1월 누계 수입은 얼마야?", "2월은?", "2031년 2월 누계 수입은 얼마야?"),
        ("2031년 1월 누계 수입은 얼마야?", "그럼 2032년 3월은요?", "2032년 3월 누계 수입은 얼마야?"),
        ("가람숲 도서관 예산은 얼마야?", "작년엔?", "작년 가람숲 도서관 예산은 얼마야?"),
        ("2031년 도서관 이용자는 몇 명이야?", "작년에는?", "작년 도서관 이용자는 몇 명이야?"),
        ("2031년 1분기 투자액은?", "전년 동기는?", "2030년 1분기 투자액은?"),
        ("’31년 1분기 투자액은?", "2분기는?", "’31년 2분기 투자액은?"),
        ("하반기 채용은 몇 명이야?", "상반기는?", "상반기 채용은 몇 명이야?"),
        ("올해 1분기 투자액은?", "전년 동기는?", "2030년 1분기 투자액은?"),
        ("투자액은?", "전년은?", "2030년 투자액은?"),
        ("2030년 투자액은?", "이듬해는?", "2032년 투자액은?"),
        ("2031년 1월 수입은?", "2월 누계는?", "2031년 2월 누계 수입은?"),
        ("2031년 1분기 투자액은?", "하반기는요?", "2031년 하반기 투자액은?"),
        ("제2호 나루공원은 어디야?", "1호는?", "제1호 나루공원은 어디야?"),
        ("제5기 위원회 3차 회의는 언제야?", "4차는?", "제5기 위원회 4차 회의는 언제야?"),
        ("제5기 위원장은 누구야?", "6기는요?", "제6기 위원장은 누구야?"),
        ("3호선 길이는?", "5호는?", "5호 3호선 길이는?"),
        ("두 번째 전략이 뭐야?", "세번째는?", "세번째 전략이 뭐야?"),
        ("사업기간은?", "2단계는?", "2단계 사업기간은?"),
    ],
)
def test_the_question_before_is_asked_of_another(before: str, question: str, again: str) -> None:
    assert asked_again(question, before, 2031) == again


@pytest.mark.parametrize(
    "question", ["다온 체육센터는?", "2월에 뭐 해?", "위치는?", "30명?", "9월이야?", "2031년 예산은?"]
)
def test_a_question_that_says_more_is_none_of_these(question: str) -> None:
    assert asked_again(question, "2031년 1월 수입은 얼마야?", 2031) == ""


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("전년 대비 2031년 증가율은?", "작년 대비는?"),
        ("작년 대비 올해 예산 증가율은?", "내년은?"),
        ("2029~2030년 예산은?", "2031년은?"),
        ("1~3월 수출액은?", "5월은?"),
        ("20년 이상 근속자는 몇 명이야?", "작년은?"),
        ("상·하반기 채용은?", "상반기는?"),
        ("3호선 길이는?", "전년은 어땠어?"),
    ],
)
def test_a_question_that_compares_or_says_two_is_not_asked_again(before: str, question: str) -> None:
    assert asked_again(question, before, 2031) == ""


def follow(*questions: str) -> str:
    *before, last = questions
    return read_follow_up(last, [Earlier(question, ()) for question in before], this_year=2031).text


def test_the_next_follow_up_leans_on_what_was_asked_again() -> None:
    query = read_follow_up("수입은?", [Earlier("2031년 1월 지출은?", ()), Earlier("2월은?", ())])
    assert query.text == "2031년 2월 수입은?"
    assert not {"1", "2"} & {term.form for term, _ in query.inherited}


@pytest.mark.parametrize(
    ("before", "question", "read"),
    [
        ("2030년 당초예산 총액은 얼마야?", "일반회계는?", "2030년 일반회계는?"),
        ("2030년 1분기 투자액은?", "거기 회수액은 얼마야?", "2030년 1분기 거기 회수액은 얼마야?"),
        ("2030년 1분기 투자액은?", "2분기 회수액은?", "2030년 2분기 회수액은?"),
        ("전년도 대비 예산 증감률은?", "특별회계는?", "특별회계는?"),
        ("2030년 1~3월 수출액은?", "수입액은?", "2030년 수입액은?"),
        ("2030년까지 완공할 체육센터는 어디야?", "사업비는?", "사업비는?"),
        ("체육관은 2030년 5월에 완공되는 거 맞아?", "예산은?", "예산은?"),
        ("2030년 1분기 투자액은?", "다음 해는 얼마야?", "다음 해는 얼마야?"),
    ],
)
def test_a_follow_up_is_of_the_time_of_the_question_before(before: str, question: str, read: str) -> None:
    assert follow(before, question) == read


@pytest.mark.parametrize(
    "question",
    ["2029년 회수액은?", "작년 회수액은?", "다온 체육센터 건립 예산은 얼마야?", "그나저나 회수액은?", "고마워"],
)
def test_of_its_own_time_where_it_names_one_or_stands_alone(question: str) -> None:
    assert follow("2030년 1분기 투자액은?", question) == question
