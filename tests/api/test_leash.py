"""The leash: one altered digit, one other figure, one new name, one denial, and the sentence does not pass."""

from collections.abc import Callable

import pytest

from api.answering.answerer import Answer
from api.answering.leash import Leash
from api.answering.worded import sentences
from api.live import OpenIndex


def leash(opened: OpenIndex, question: str) -> tuple[Leash, Answer]:
    answer = opened.answerer.answer(question)
    assert answer.status == "answered"
    return Leash(answer.queries, answer.draft), answer


@pytest.mark.parametrize(
    "sentence",
    [
        "가람숲 도서관의 소요예산은 4,000백만원입니다. [1]",
        "가람숲 도서관의 소요예산은 40억원입니다. [1]",
        "소요예산은 4,000백만원(40억원)입니다. [1]",
        "소요예산은 4,000백만원입니다.",
        "소요예산은 4,000백만원입니다. [7]",
    ],
    ids=["as it is", "everyday money", "both", "no mark", "unknown mark"],
)
def test_the_same_in_other_words_passes_with_the_mark_of_its_passage(sentence: str, invented: OpenIndex) -> None:
    checked = leash(invented, "가람숲 도서관 소요예산이 얼마야?")[0].checked(sentence)
    assert checked is not None
    assert checked.endswith(" [1]")
    assert "[7]" not in checked


@pytest.mark.parametrize(
    "sentence",
    [
        "소요예산은 4,001백만원입니다. [1]",
        "소요예산은 400억원입니다. [1]",
        "소요예산은 4,000천원입니다. [1]",
        "소요예산은 4,000백만원이며 2023년에 집행합니다. [1]",
        "소요예산은 4,000백만원으로 두 배 늘었습니다. [1]",
        "소요예산은 4,000백만원이 아닙니다. [1]",
        "새솔건설의 소요예산은 4,000백만원입니다. [1]",
        "「도서관법」에 따른 소요예산은 4,000백만원입니다. [1]",
        "연면적은 3,200㎡입니다. [1]",
        "자세한 것은 담당자에게 전화로 문의해 주세요. [1]",
        "[1]",
        "",
    ],
    ids=[
        "digit",
        "unit of money",
        "unit",
        "date",
        "spelled out",
        "denial",
        "name",
        "law",
        "figure",
        "advice",
        "mark",
        "",
    ],
)
def test_what_the_answer_does_not_say_does_not_pass(sentence: str, invented: OpenIndex) -> None:
    assert leash(invented, "가람숲 도서관 소요예산이 얼마야?")[0].checked(sentence) is None


def test_another_figure_of_the_same_bullet_does_not_pass(invented: OpenIndex) -> None:
    bounds, answer = leash(invented, "가람숲 도서관은 지상 몇 층이야?")
    assert "3" in answer.text
    assert bounds.checked("가람숲 도서관은 지상 3층입니다. [1]") is not None
    assert bounds.checked("가람숲 도서관은 지상 2층입니다. [1]") is None
    assert bounds.checked("가람숲 도서관은 연면적 3,200㎡입니다. [1]") is None


def test_a_value_keeps_its_name(open_reports: Callable[..., OpenIndex]) -> None:
    opened = open_reports(steps="1. 꽃길관 건립\n○ 추진일정 : ’20. 7월 착공, ’22. 7월 준공 예정\n")
    bounds, _ = leash(opened, "꽃길관 추진일정은?")
    assert bounds.checked("추진일정은 ’20. 7월 착공, ’22. 7월 준공 예정입니다. [1]") is not None
    assert bounds.checked("준공은 2022년 7월 예정입니다. [1]") is not None
    assert bounds.checked("착공은 2022년 7월 예정입니다. [1]") is None
    assert bounds.checked("준공은 2020년 7월 예정입니다. [1]") is None
    assert bounds.checked("’22. 7월 착공, ’22. 7월 준공 예정입니다. [1]") is None, "one date said for both"


def test_a_denial_is_kept_and_none_is_added(invented: OpenIndex) -> None:
    bounds, answer = leash(invented, "가람숲 도서관 소요예산이 50억원 맞지?")
    assert answer.draft.text.startswith("아니요.")
    assert bounds.checked("아니요. 소요예산은 4,000백만원입니다. [1]") is not None
    assert bounds.checked("아니요.") == "아니요."
    assert bounds.checked("네, 맞습니다.") is None
    assert bounds.checked("네, 맞습니다. 소요예산은 4,000백만원입니다. [1]") is None
    assert bounds.checked("소요예산은 4,000백만원이 아닙니다. [1]") is None


TWISTED = """1. 꽃길관 건립
○ 참여대상 : 만 18세 이상 ~ 34세 이하의 청년 구직자
○ 인턴임금 : 매월 약 235만원
○ 재신청 : 최대 2회
○ 개    관 : ’23. 5월 예정
○ 운영방식 : 민간위탁(한빛협회, ’20. 7. ~ ’22. 8.)
○ 입주현황 : 11개사(로봇 4, 바이오 4, 섬유 3)
○ 선    정 : 4월
○ 사업비 : 9,532백만원 (총사업비 35,439백만원)
"""


@pytest.fixture(scope="module")
def twisted(open_reports: Callable[..., OpenIndex]) -> OpenIndex:
    return open_reports(twisted=TWISTED)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("꽃길관 참여대상은?", "만 18세 이하 34세 이하의 청년 구직자입니다."),
        ("꽃길관 참여대상은?", "만 34세 이하이거나 청년 구직자입니다."),
        ("꽃길관 참여대상은?", "만 18세 이상 34세 이하의 비구직자입니다."),
        ("꽃길관 인턴임금은?", "인턴임금은 매주 약 235만원입니다."),
        ("꽃길관 인턴임금은?", "인턴임금은 매월 235만원입니다."),
        ("꽃길관 인턴임금은?", "인턴임금은 매월 약 235만원 이상입니다."),
        ("꽃길관 인턴임금은?", "인턴임금은 매월 약 235만원을 내야 합니다."),
        ("꽃길관 재신청은 몇 회?", "재신청은 최소 2회입니다."),
        ("꽃길관 재신청은 몇 회?", "재신청은 2회입니다."),
        ("꽃길관은 언제 개관해?", "2023년 5월에 개관했습니다."),
        ("꽃길관은 언제 개관해?", "2023년 5월에 재개관 예정입니다."),
        ("꽃길관은 언제 개관해?", "2023년 5월까지 개관 예정입니다."),
        ("꽃길관은 누가 운영해?", "꽃길관은 한빛협회를 운영합니다."),
        ("꽃길관은 누가 운영해?", "한빛협회가 민간에 위탁하여 운영합니다."),
        ("꽃길관 입주현황은?", "입주현황은 11개사(로봇 4, 바이오 3, 섬유 4)입니다."),
        ("꽃길관 선정은 언제?", "선정은 2001년 4월입니다."),
        ("꽃길관 선정은 언제?", "선정은 1904년 5월입니다."),
        ("꽃길관 총사업비는?", "사업비는 35,439백만원입니다."),
        ("꽃길관 총사업비는?", "인턴임금은 35,439백만원입니다."),
        ("꽃길관 선정은 언제?", "건립은 4월입니다."),
        ("꽃길관 선정은 언제?", "꽃길관은 4월에 건립됩니다."),
    ],
)
def test_a_twisted_sentence_does_not_pass(question: str, sentence: str, twisted: OpenIndex) -> None:
    bounds, _ = leash(twisted, question)
    checked = bounds.checked(f"{sentence} [1]")
    assert checked is None or not bounds.answers(checked)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("꽃길관 인턴임금은?", "꽃길관의 인턴임금은 매월 약 235만원입니다."),
        ("꽃길관 재신청은 몇 회?", "재신청은 최대 2회입니다."),
        ("꽃길관은 언제 개관해?", "2023년 5월에 개관할 예정입니다."),
        ("꽃길관은 누가 운영해?", "한빛협회가 민간위탁으로 운영합니다."),
        ("꽃길관 선정은 언제?", "선정은 4월입니다."),
        ("꽃길관 총사업비는?", "총사업비는 35,439백만원입니다."),
    ],
)
def test_a_natural_wording_passes(question: str, sentence: str, twisted: OpenIndex) -> None:
    bounds, _ = leash(twisted, question)
    checked = bounds.checked(f"{sentence} [1]")
    assert checked is not None
    assert bounds.answers(checked)


def test_who_does_what_with_whom_is_told_as_it_stands(open_reports: Callable[..., OpenIndex]) -> None:
    opened = open_reports(
        roles="1. 꽃길관 상담\n○ 협력기관 : 한빛재단과 협력, 새솔기업을 대상으로 노을전문가 상담 시행\n"
    )
    bounds, answer = leash(opened, "꽃길관 상담 협력기관은 어디야?")
    assert not bounds.answers(answer.draft.text)


def test_of_a_value_in_two_parts_both_may_be_said(invented: OpenIndex) -> None:
    bounds, _ = leash(invented, "가람숲 도서관 규모가 어떻게 돼?")
    assert bounds.checked("가람숲 도서관의 규모는 연면적 3,200㎡, 지상 3층입니다. [1]") is not None
    assert bounds.checked("가람숲 도서관의 규모는 연면적 3,200㎡, 지상 4층입니다. [1]") is None


def test_what_was_asked_must_be_held(invented: OpenIndex) -> None:
    bounds, _ = leash(invented, "가람숲 도서관 소요예산이 얼마야?")
    assert bounds.answers("소요예산은 40억원입니다. [1]")
    assert not bounds.answers("가람숲 도서관의 소요예산입니다. [1]")
    place, _ = leash(invented, "가람숲 도서관은 어디에 있어?")
    assert place.answers("가람숲 도서관은 새솔시 가람로 12 일대에 있습니다. [1]")
    assert not place.answers("가람숲 도서관의 위치입니다. [1]")


def test_a_date_must_be_the_one_that_is_printed(invented: OpenIndex) -> None:
    bounds, _ = leash(invented, "도시텃밭 신청기간이 언제야?")
    assert bounds.checked("신청기간은 2023년 2월 1일 ~ 2월 28일입니다. [1]") is not None
    assert bounds.checked("신청기간은 2023년 2월 1일 ~ 3월 28일입니다. [1]") is None
    assert bounds.checked("신청기간은 ’23. 2. 1. ~ 2. 28. 1입니다. [1]") is None
    assert bounds.checked("신청기간은 2023년 2월 28일까지입니다. [1]") is not None
    assert bounds.checked("신청기간은 2023년 2월 28일부터입니다. [1]") is None


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["가나다. ", "라마", "바. [1]"], ["가나다.", " 라마바. [1]"]),
        (["예산은 3.5억원", "입니다. [1] 끝"], ["예산은 3.5억원입니다. [1]", " 끝"]),
        (["’21. 3. 2.까지입니다.[1]"], ["’21. 3. 2.까지입니다.[1]"]),
        (["한 줄\n", "두 줄"], ["한 줄\n", "두 줄"]),
        ([], []),
        (["", " "], []),
    ],
    ids=["marks", "decimal", "date", "lines", "nothing", "blank"],
)
def test_sentences_are_told_apart_while_they_arrive(pieces: list[str], whole: list[str]) -> None:
    assert [sentence for sentence in sentences(iter(pieces)) if sentence] == whole
