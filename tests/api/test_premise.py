"""What a question asserts: a value that the document states is confirmed, another is put right, else nothing is."""

from collections.abc import Callable

import pytest

from api.answering.answerer import Answer
from api.answering.premise import read_claims, verdict, without_claims
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
YES, NO = "네, 맞습니다. ", "아니요. "

REPORT = """1 가람숲 도서관 건립

○ 위    치 : 새솔시 다온동 7-1
○ 규    모 : 연면적 3,200㎡, 지상 3층
○ 소요예산 : 4,000백만원
○ 운영주체 : 새솔문화재단
○ 개관식 개최 : ’25. 9월
○ 사서 15명 채용

2 한빛 도시텃밭 분양

○ 신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민
○ 당첨확률 : 12.5%
○ 소요예산 : 65,000천원
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


def assert_proved(answer: Answer) -> None:
    assert answer.status == "answered"
    assert answer.citations_verified
    assert answer.values_grounded
    assert "[1]" in answer.text


# What is claimed


@pytest.mark.parametrize(
    ("question", "claimed"),
    [
        ("예산이 50억원이라며?", ["50억원"]),
        ("예산이 50억 원이라던데 맞아?", ["50억 원"]),
        ("예산이 50억원이라고 들었는데", ["50억원"]),
        ("예산이 50억이지?", ["50억"]),
        ("예산이 4억 5천만이라던데", ["4억 5천만"]),
        ("예산이 50억원 아니야?", ["50억원"]),
        ("예산이 50억원 맞습니까?", ["50억원"]),
        ("사서를 15명 뽑는다면서요?", ["15명"]),
        ("사서를 15명 뽑는 게 사실이야?", ["15명"]),
        ("면적이 3,200㎡라던데", ["3,200㎡"]),
        ("확률이 12.5%인 거죠?", ["12.5%"]),
        ("개관은 9월이라던데?", ["9월"]),
        ("개관은 2025년 9월 1일이라던데 맞나요?", ["2025년 9월 1일"]),
        ("도서관은 다온동에 짓는다며?", ["다온동"]),
        ("도서관은 한빛구에 있다던데", ["한빛구"]),
    ],
)
def test_the_value_that_is_to_be_confirmed_is_the_claim(question: str, claimed: list[str]) -> None:
    assert [claim.text for claim in read_claims(question)] == claimed


@pytest.mark.parametrize(
    "question",
    [
        "예산은 얼마인가요?",
        "예산은 얼마지?",
        "도서관은 어디지?",
        "도서관은 언제 열지?",
        "사서를 몇 명 뽑아?",
        "40억원이 드는 사업은 무엇인가요?",
        "2025년 예산이 얼마인지 알려 주세요",
        "다온동에 있는 도서관",
        "도서관이 예쁘다던데?",
        "2025년 2월 누계 통합재정수지",
        "다온동 12월 예산 토지?",
    ],
)
def test_a_question_that_asserts_no_value_claims_nothing(question: str) -> None:
    assert read_claims(question) == ()


@pytest.mark.parametrize(
    "question", ["사서를 20명 뽑는 사업이 뭐였지?", "예산이 40억원인 사업은 뭐지?", "2025년 예산은 얼마지?"]
)
def test_a_value_beside_a_question_word_is_not_to_be_confirmed(question: str) -> None:
    assert read_claims(question) == ()


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("가람숲 도서관 예산이 50억원이라던데 맞아?", ["가람숲", "도서관", "예산"]),
        ("가람숲 도서관은 사서를 15명 뽑는다며?", ["가람숲", "도서관", "사서", "뽑"]),
        ("가람숲 도서관은 다온동에 짓는다며?", ["가람숲", "도서관"]),
        ("개관식은 2025년 9월이라던데?", ["개관식"]),
    ],
)
def test_a_claim_is_not_looked_for_but_all_else_is(question: str, kept: list[str]) -> None:
    claims = read_claims(question)
    left = without_claims(question, claims)
    assert all(word in left for word in kept)
    assert not any(claim.text in left for claim in claims)
    assert "던데" not in left
    assert "다며" not in left


@pytest.mark.parametrize("question", ["가람숲 도서관 예산은 얼마지?", "다온동에 있는 도서관은 40억원이 드나요?", ""])
def test_a_question_without_claims_is_left_as_it_is(question: str) -> None:
    assert without_claims(question, ()) == question


# Whether a text bears it out


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("예산이 40억원이라며?", "소요예산 : 40억원"),
        ("예산이 40억원이라며?", "소요예산 : 4,000백만원"),
        ("예산이 6,500만원이라며?", "소요예산 : 65,000천원"),
        ("사서를 15명 뽑는다며?", "정원 15명, 현원 12명"),
        ("만 19세 이상이지?", "만 19세 이상 시민"),
        ("확률이 12.5%라면서?", "당첨확률 : 12.5%"),
        ("개관은 9월이라던데?", "개관식 개최 : ’25. 9월"),
        ("다온동에 짓는다며?", "위 치 : 새솔시 다온동 7-1"),
        ("다온동에 짓는다며?", "위 치 : 새솔시 다 온 동 7-1"),
    ],
)
def test_the_same_value_bears_a_claim_out(question: str, text: str) -> None:
    assert verdict(read_claims(question), text) is True


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("예산이 50억원이라며?", "소요예산 : 4,000백만원"),
        ("예산이 4,000만원이라며?", "소요예산 : 4,000백만원"),
        ("사서를 15명 뽑는다며?", "20명 이내"),
        ("만 20세 이상이지?", "만 19세 이상 시민"),
        ("확률이 2.5%라면서?", "당첨확률 : 12.5%"),
        ("개관은 10월이라던데?", "개관식 개최 : ’25. 9월"),
        ("다온동에 짓는다며?", "위 치 : 새솔시 한빛동"),
    ],
)
def test_another_value_of_its_kind_refutes_a_claim(question: str, text: str) -> None:
    assert verdict(read_claims(question), text) is False


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("예산이 40억원이라며?", "규 모 : 지상 3층"),
        ("예산이 40억원이라며?", "운영주체 : 새솔문화재단"),
        ("확률이 12.5%라면서?", "사서 15명 채용"),
        ("만 19세 이상이지?", "소요예산 : 4,000백만원"),
        ("예산이 얼마야?", "소요예산 : 4,000백만원"),
    ],
)
def test_a_text_without_a_value_of_its_kind_says_nothing_of_a_claim(question: str, text: str) -> None:
    assert verdict(read_claims(question), text) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param("개관은 9월이라던데?", "위 치 : 새솔시 가람로", id="no date"),
        pytest.param("다온동에 짓는다며?", "소요예산 : 4,000백만원", id="no place"),
        pytest.param("3개소라며?", "사서 15명 채용", id="a count of something else"),
    ],
)
def test_a_text_without_a_date_a_place_or_the_unit_says_nothing_of_a_claim(question: str, text: str) -> None:
    assert verdict(read_claims(question), text) is None


# Answers


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("가람숲 도서관은 예산이 40억원이라던데 맞아?", "4,000백만원(40억원)"),
        ("가람숲 도서관 소요예산이 4,000백만원이라면서?", "4,000백만원(40억원)"),
        ("도시텃밭 예산이 6,500만원이지?", "65,000천원(6,500만원)"),
        ("가람숲 도서관은 사서를 15명 뽑는다며?", "15명"),
        ("도시텃밭은 만 19세 이상이면 신청할 수 있는 거 맞지?", "만 19세 이상"),
        ("가람숲 도서관 연면적은 3,200㎡가 맞나요?", "3,200㎡"),
        ("가람숲 도서관 개관식은 9월이라던데 맞아?", "’25. 9월"),
        ("가람숲 도서관은 다온동에 짓는다며?", "다온동"),
    ],
)
def test_a_true_value_is_confirmed(question: str, stated: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert answer.text.startswith(YES)
    assert stated in answer.text
    assert_proved(answer)


@pytest.mark.parametrize(
    ("question", "false", "right"),
    [
        ("가람숲 도서관 예산이 50억원이라며?", "50억", "40억원"),
        ("가람숲 도서관 예산이 4,000만원이라던데?", "4,000만", "40억원"),
        ("가람숲 도서관 예산은 50억원 아니야?", "50억", "40억원"),
        ("도시텃밭 예산이 65억원이라던데 맞나요?", "65억", "6,500만원"),
        ("가람숲 도서관은 사서를 500명 뽑는다며?", "500명", "15명"),
        ("도시텃밭은 만 20세 이상만 신청할 수 있다던데?", "20세", "만 19세 이상"),
        ("가람숲 도서관은 연면적이 2,000㎡라던데?", "2,000", "3,200㎡"),
        ("가람숲 도서관 개관식은 10월이라던데?", "10월", "’25. 9월"),
        ("가람숲 도서관 개관식이 2026년이라던데 맞나요?", "2026", "’25. 9월"),
        ("가람숲 도서관은 한빛동에 짓는다며?", "한빛동", "다온동"),
    ],
)
def test_a_false_value_is_denied_with_the_right_one(question: str, false: str, right: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert answer.text.startswith(NO)
    assert right in answer.text
    assert false not in answer.text
    assert_proved(answer)


@pytest.mark.parametrize(
    "question",
    [
        "가람숲 도서관 개관식은 2025년 9월이라던데 맞아?",
        "가람숲 도서관 개관식은 25년 9월이지?",
        "가람숲 도서관 개관식은 2025. 9.이라던데 맞아?",
    ],
)
def test_a_true_date_is_confirmed_however_it_is_written(question: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert answer.text.startswith(YES)
    assert_proved(answer)


@pytest.mark.parametrize(
    "question",
    [
        "하늘전망대 예산이 50억원이라던데?",
        "하늘전망대는 다온동에 짓는다며?",
        "하늘전망대는 2025년 9월에 연다던데?",
        "도시텃밭은 다온동에 있다던데 맞아?",
        "가람숲 도서관은 무료라던데 맞아?",
        "가람숲 도서관은 월요일에 쉰다던데?",
        "가람숲 도서관은 새솔문화재단이 운영한다던데 맞아?",
        "가람숲 도서관은 참 예쁘다던데?",
        "가람숲 도서관 예산은 얼마지?",
        "가람숲 도서관은 어디지?",
        "가람숲 도서관 예산이 얼마인지 알려 주세요",
    ],
)
def test_nothing_is_denied_where_nothing_of_the_kind_is_stated(question: str, opened: OpenIndex) -> None:
    text = opened.answerer.answer(question).text
    assert text
    assert "아니요" not in text
    assert "맞습니다" not in text


def test_no_date_is_denied_where_a_place_is_asked_for(opened: OpenIndex) -> None:
    assert "아니요" not in opened.answerer.answer("가람숲 도서관은 2025년 9월에 어디서 개관식을 하지?").text
