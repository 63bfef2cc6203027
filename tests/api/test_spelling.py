"""Misspelt words of a question become the words of the documents; real words that the documents lack stay."""

import pytest

from api.answering.spelling import Spelling
from api.live import OpenIndex

PRINTED = """
가람숲 도서관 센터 예산 소요예산 신청 기간 대상 위치 규모 운영주체 분양 텃밭 수상 사업비 합계 주민 공원 교육 체육 회관
새솔문화재단 무대 간식 일련
"""


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(PRINTED.split())


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("센타는 어디에 있나요?", "센터는 어디에 있나요?"),
        ("다온 체육센타 예산은?", "다온 체육센터 예산은?"),
        ("쎈터 위치", "센터 위치"),
        ("가람슾 도서관", "가람숲 도서관"),
        ("가람숲 도서간 예산은?", "가람숲 도서관 예산은?"),
        ("텃받 분양", "텃밭 분양"),
        ("운영주채는?", "운영주체는?"),
        ("사없비가 얼마야?", "사업비가 얼마야?"),
        ("사업비 합게가 얼마야?", "사업비 합계가 얼마야?"),
        ("새솔문하재단이 뭐야?", "새솔문화재단이 뭐야?"),
        ("센타랑 도서간 위치", "센터랑 도서관 위치"),
    ],
)
def test_a_misspelt_word_becomes_the_word_of_the_documents(question: str, mended: str, spelling: Spelling) -> None:
    assert spelling.mended(question) == mended


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("수강", id="beside 수상"),
        pytest.param("계산", id="beside 예산"),
        pytest.param("예선", id="beside 예산 too"),
        pytest.param("대장", id="beside 대상"),
        pytest.param("대성", id="beside 대상 too"),
        pytest.param("주인", id="beside 주민"),
        pytest.param("분향", id="beside 분양"),
        pytest.param("공연", id="beside 공원"),
        pytest.param("센서", id="beside 센터"),
        pytest.param("펜션", id="beside 센터 too"),
        pytest.param("도서전", id="beside 도서관"),
        pytest.param("운영비", id="beside 운영주체"),
        pytest.param("체온", id="beside 체육"),
        "도시락",
        "예식장",
        "구청",
        "하늘전망대",
        pytest.param("산식", id="beside 간식"),
        pytest.param("일년", id="beside 일련"),
    ],
)
def test_a_real_word_that_the_documents_lack_stays(word: str, spelling: Spelling) -> None:
    assert word not in PRINTED.split()
    assert spelling.mended(f"{word} 일정은 언제야?") == f"{word} 일정은 언제야?"


@pytest.mark.parametrize("word", PRINTED.split())
def test_a_word_of_the_documents_stays_whatever_stands_beside_it(word: str) -> None:
    neighbours = Spelling([*PRINTED.split(), word[:-1] + "괌", "괌" + word[1:]])
    assert neighbours.mended(f"{word}은 어디에 있나요?") == f"{word}은 어디에 있나요?"


@pytest.mark.parametrize(
    "question",
    [
        "무데",
        "CENTRE 위치는?",
        "2023년 3,200㎡ 40억원",
        "ㅋㅋㅋ ㅇㅋ",
        "“가람숲”  도서관!?",
        "새솔문하제단 위치는?",
        "",
    ],
    ids=["four letters", "Latin", "numbers", "single letters", "punctuation", "two mistakes", "nothing"],
)
def test_what_is_no_misspelt_word_stays_to_the_letter(question: str, spelling: Spelling) -> None:
    assert spelling.mended(question) == question


def test_documents_without_words_mend_nothing() -> None:
    assert Spelling([]).mended("도서간 예산") == "도서간 예산"


def test_words_that_are_no_hangul_are_not_meant_by_a_misspelt_word() -> None:
    assert Spelling(["도서관a", "3도서관", "관"]).mended("도서간 예산") == "도서간 예산"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("가람숲 도서간 예산은?", "가람숲 도서관 예산은?"),
        ("가람슾 도서관은 어디에 있나요?", "가람숲 도서관은 어디에 있나요?"),
        ("가람숲 도서관 운영주채는?", "가람숲 도서관 운영주체는?"),
        ("도시텃받 예산은?", "도시텃밭 예산은?"),
    ],
)
def test_a_misspelt_question_is_answered_as_it_was_meant(typed: str, meant: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(typed)
    assert answer.status == "answered"
    assert answer.text == invented.answerer.answer(meant).text


@pytest.mark.parametrize("question", ["하늘전망대 예산은?", "구청 위치는?"])
def test_what_the_documents_do_not_know_is_not_turned_into_what_they_know(question: str, invented: OpenIndex) -> None:
    assert invented.answerer.answer(question).status == "not_found"
