"""Which of a bullet's values a question asks for, and when the whole bullet answers it."""

import pytest

from api.answering.operands import Operand, best_fact, facts_asked, focused_fact, of_fact
from api.answering.query import read_query
from ingest.facts import Fact
from ingest.passages import Passage

CLASSES = "모집인원 : 목공반 20명, 도예반 35명, 제과반 15명"
SHARES = "소요예산 : 4,000백만원(국비 2,500, 시비 1,500)"
SIZE = "규모 : 연면적 3,200㎡, 열람석 240석"
LETTERS = "’31년예산 : 2,900백만원 (총사업비 129억원, 국55/시30/구44)"
STEPS = "추진일정 : 설계(’23. 3~5월) ⇨ 착공(’23. 9월) ⇨ 개관(’24. 3월)"


def bullet(text: str) -> Passage:
    return Passage("doc", 0, 0, None, "item", (0,), 0, len(text), text, ("가람숲 도서관 건립",))


def printed(fact: Fact | None, text: str) -> str | None:
    return None if fact is None else text[fact.start : fact.end] + fact.unit


def operand(fact: Fact | None, passage: Passage) -> Operand:
    assert fact is not None
    found = of_fact(fact, passage)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        pytest.param("모두 몇 명이야?", CLASSES, ["20명", "35명", "15명"], id="of the counter asked for"),
        pytest.param("몇 석이야?", SIZE, ["240석"], id="of that counter only"),
        pytest.param(
            "예산은 얼마야?", SHARES, ["4,000백만원", "2,500백만원", "1,500백만원"], id="shares in their unit"
        ),
        pytest.param("언제 열어?", STEPS, ["’23. 3~5월", "’23. 9월", "’24. 3월"], id="dates"),
        pytest.param("예산은 얼마야?", CLASSES, [], id="no money among people"),
        pytest.param("몇 명이야?", SHARES, [], id="no people among money"),
        pytest.param("언제 열어?", SIZE, [], id="no date among measures"),
    ],
)
def test_only_values_of_the_kind_asked_for_are_considered(question: str, text: str, values: list[str]) -> None:
    assert [printed(fact, text) for fact in facts_asked(read_query(question), bullet(text))] == values


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("도예반은 몇 명이야?", CLASSES, "35명"),
        ("제과반 인원은?", CLASSES, "15명"),
        ("국비는 얼마야?", SHARES, "2,500백만원"),
        ("가람숲 도서관 시비는 얼마야?", SHARES, "1,500백만원"),
        ("시비는 얼마야?", LETTERS, "30억원"),
        ("국비는 얼마야?", LETTERS, "55억원"),
        ("개관은 언제야?", STEPS, "’24. 3월"),
        ("착공은 언제 해?", STEPS, "’23. 9월"),
    ],
)
def test_a_question_that_names_one_of_several_values_picks_it_out(question: str, text: str, value: str) -> None:
    query = read_query(question)
    assert printed(focused_fact(query, bullet(text)), text) == value
    assert printed(best_fact(query, bullet(text)), text) == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("계약금은 청구일로부터 며칠 안에 줘?", "지급 기한 : 청구일로부터 9일 이내 → 4일 이내", "9일 이내 → 4일 이내"),
        ("보증금은 얼마나 지원해?", "지원액(보증금 2천만원→3천만원, 월세 20만원)", "2천만원→3천만원"),
        ("방문자는 몇 명이야?", "방문자 900명 → 회원 1,200명", "900명"),
        ("예방비용은 얼마까지 줘?", "재기비용(최대 150만원) 또는 예방비용(최대100만원), 20명", "최대100만원"),
        ("참여기업 매출이 몇 % 늘었어?", "매출액 23억원 전년 대비 26%↑, 일자리 6명 전년 대비 8%↑", "26%"),
        ("다온연구원장 임기는 언제까지야?", "임기만료 : 다온의료원(31.8.), 다온연구원(31.11.)", "31.11."),
    ],
)
def test_a_value_is_told_with_what_it_becomes(question: str, text: str, value: str) -> None:
    assert printed(focused_fact(read_query(question), bullet(text)), text) == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param("모집인원이 몇 명이야?", CLASSES, id="the label is of all"),
        pytest.param("도예반과 제과반은 각각 몇 명이야?", CLASSES, id="two are named"),
        pytest.param("목공반이랑 도예반은 몇 명이야?", CLASSES, id="two are named in speech"),
        pytest.param("국비 시비 얼마야?", SHARES, id="two are named side by side"),
        pytest.param("예산은 얼마야?", SHARES, id="none is named"),
        pytest.param("체육시설 건립의 예산은 얼마야?", LETTERS, id="a word that begins with the letter of a share"),
        pytest.param("일정이 어떻게 돼?", STEPS, id="all steps"),
        pytest.param("기업 보조금은 얼마야?", "기업당 최대 5천만원, 1인당 월 1백만원", id="what a value is counted by"),
        pytest.param("도예반 예산은 얼마야?", CLASSES, id="a value of another kind"),
        pytest.param("열람석은 몇 석이야?", SIZE, id="there is only one"),
        pytest.param("도예반은 뭐야?", CLASSES, id="no value is asked for"),
        pytest.param("도예반이 20명이라며?", CLASSES, id="a value is claimed"),
        pytest.param(
            "주민기업은 대상액의 몇 퍼센트야?", "대상액의 66%(시청 69%, 주민기업 62%)", id="a whole and a part of it"
        ),
        pytest.param("30인 이하 도입률은?", "도입률: ▴[30인↓] 23%, ▴[30~299] 79%", id="half of a name in brackets"),
        pytest.param(
            "나루 방문 목표액은 얼마야?", "(목표) 27억원 달성 * 전년도 목표액 26억원", id="the value of the year before"
        ),
        pytest.param(
            "다섯 번째 종합계획 수립 연구용역은 몇 월에 해?",
            "제5차 나루 돌봄 종합계획 수립 연구용역 추진(4~11월), 계획 수립(12월)",
            id="a name too long to be told that is named better",
        ),
    ],
)
def test_otherwise_the_whole_bullet_answers(question: str, text: str) -> None:
    assert focused_fact(read_query(question), bullet(text)) is None


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        pytest.param("예산은 얼마야?", SHARES, "4,000백만원", id="the sum stands first"),
        pytest.param("모집인원은 몇 명이야?", CLASSES, "20명", id="the first of several"),
        pytest.param("면적은 얼마야?", SIZE, "3,200㎡", id="the only one of its kind"),
    ],
)
def test_a_calculation_takes_the_first_value_where_none_is_named(question: str, text: str, value: str) -> None:
    assert printed(best_fact(read_query(question), bullet(text)), text) == value


@pytest.mark.parametrize("question", ["도예반은 몇 명이야?", "모집인원은 몇 명이야?"])
def test_a_value_is_taken_once(question: str) -> None:
    query, passage = read_query(question), bullet(CLASSES)
    taken: list[Operand] = []
    for _ in range(3):
        taken.append(operand(best_fact(query, passage, taken), passage))
    assert {each.printed for each in taken} == {"20명", "35명", "15명"}
    assert best_fact(query, passage, taken) is None


def test_a_value_that_is_printed_alike_elsewhere_is_another_value() -> None:
    query, passage = read_query("모집인원은 몇 명이야?"), bullet("모집인원 : 20명")
    other = Passage("doc", 1, 1, None, "item", (1,), 20, 20 + len(passage.text), passage.text, ("한빛 텃밭",))
    taken = [operand(best_fact(query, passage), passage)]
    assert best_fact(query, passage, taken) is None
    assert printed(best_fact(query, other, taken), other.text) == "20명"


def test_a_share_is_calculated_with_in_the_unit_of_its_sum() -> None:
    passage = bullet(SHARES)
    share = operand(best_fact(read_query("국비는 얼마야?"), passage), passage)
    assert (share.number, share.unit, share.printed, share.name) == (2_500_000_000, "원", "2,500백만원", "국비")
    assert passage.text[share.start :].startswith("2,500,")


def test_a_date_is_not_calculated_with() -> None:
    passage = bullet(STEPS)
    dates = facts_asked(read_query("언제 열어?"), passage)
    assert dates
    assert [of_fact(date, passage) for date in dates] == [None] * len(dates)
