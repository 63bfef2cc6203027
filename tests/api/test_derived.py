"""Answers that no single value gives: what was calculated is shown, and every value in it is cited."""

import re
from collections.abc import Callable

import pytest

from api.answering.answerer import Answer
from api.answering.citations import MARK
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 도시정책실 업무보고

Ⅰ. 주요 업무

1 가람숲 도서관 건립

○ 위    치 : 새솔시 가람로 12 일대
○ 열람석 : 240석
○ 소요예산 : 4,000백만원(국비 2,500, 시비 1,500)

2 한빛 도시텃밭 분양

○ 신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민
○ 소요예산 : 65백만원

3 다온 마을축제 개최

○ 소요예산 : 450백만원
○ 참가인원 : ’22년 1,200명 ⇨ ’23년 1,950명
○ 운영주체 : 다온문화재단

4 새솔 청년학교 운영

○ 소요예산 : 2억 5천만원
○ 모집인원 : 목공반 20명, 도예반 35명, 제과반 15명

5 합창단 나들이 지원

○ 소요예산 : 30백만원

Ⅱ. 일반현황

○ 부서별 예산

(단위 : 백만원)
구 분 예산액 지출액
계 9,000 3,200
물빛과 2,400 1,700
한빛과 5,100 900
누리과 1,500 600

○ 부서별 인력

(단위 : 명)
구 분 정원 현원
계 86 80
물빛과 30 28
한빛과 21 22
누리과 35 30
"""
LIBRARY = "소요예산 : 4,000백만원(국비 2,500, 시비 1,500)"
GARDEN = "소요예산 : 65백만원"
FESTIVAL = "소요예산 : 450백만원"
SCHOOL = "소요예산 : 2억 5천만원"
VISITORS = "참가인원 : ’22년 1,200명 ⇨ ’23년 1,950명"
CLASSES = "모집인원 : 목공반 20명, 도예반 35명, 제과반 15명"


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def calculation(answer: Answer) -> str:
    """The line of an answer that shows how its result came about; "" without one."""
    lines = [line for line in answer.text.splitlines() if " = " in line]
    assert len(lines) <= 1
    return re.sub(r" \[\d+\]", "", lines[0]).partition(": ")[2].strip() if lines else ""


def assert_proved(answer: Answer) -> None:
    assert answer.status == "answered"
    assert sorted({int(mark) for mark in MARK.findall(answer.text)}) == list(range(1, len(answer.citations) + 1))
    assert answer.citations_verified
    assert answer.values_grounded


@pytest.mark.parametrize(
    ("question", "shown", "said", "cited"),
    [
        pytest.param(
            "한빛 도시텃밭과 다온 마을축제의 예산을 합하면 얼마야?",
            "65백만원 + 450백만원 = 515백만원",
            "5억 1,500만원",
            [GARDEN, FESTIVAL],
            id="in one unit",
        ),
        pytest.param(
            "다온 마을축제랑 새솔 청년학교 소요예산 더하면?",
            "450백만원 + 2억 5천만원 = 7억원",
            "7억원",
            [FESTIVAL, SCHOOL],
            id="in different units",
        ),
        pytest.param(
            "가람숲 도서관, 한빛 도시텃밭, 다온 마을축제 예산을 모두 더하면?",
            "4,000백만원 + 65백만원 + 450백만원 = 4,515백만원",
            "45억 1,500만원",
            [LIBRARY, GARDEN, FESTIVAL],
            id="three of them",
        ),
        pytest.param(
            "가람숲 도서관 국비와 시비를 합하면 얼마야?",
            "2,500백만원 + 1,500백만원 = 4,000백만원",
            "40억원",
            [LIBRARY],
            id="two shares of one bullet",
        ),
        pytest.param(
            "새솔 청년학교 목공반과 도예반을 합하면 몇 명이야?",
            "20명 + 35명 = 55명",
            "55명",
            [CLASSES],
            id="two values of one bullet",
        ),
        pytest.param(
            "새솔 청년학교 모집인원을 모두 합하면 몇 명이야?",
            "20명 + 35명 + 15명 = 70명",
            "70명",
            [CLASSES],
            id="all values of one bullet",
        ),
        pytest.param(
            "물빛과와 한빛과의 정원을 합하면 몇 명이야?",
            "30명 + 21명 = 51명",
            "51명",
            ["물빛과 30 28", "한빛과 21 22"],
            id="two cells of a table",
        ),
    ],
)
def test_a_sum_is_shown_and_each_of_its_values_is_cited(
    question: str, shown: str, said: str, cited: list[str], opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert calculation(answer) == shown
    assert said in answer.text.splitlines()[0]
    assert quotes(answer) == cited
    assert_proved(answer)


@pytest.mark.parametrize(
    ("question", "shown", "cited"),
    [
        pytest.param(
            "가람숲 도서관은 한빛 도시텃밭보다 예산이 얼마나 더 많아?",
            "4,000백만원 − 65백만원 = 3,935백만원",
            [LIBRARY, GARDEN],
            id="the larger named first",
        ),
        pytest.param(
            "한빛 도시텃밭보다 가람숲 도서관이 예산이 얼마나 더 많아?",
            "4,000백만원 − 65백만원 = 3,935백만원",
            [LIBRARY, GARDEN],
            id="the smaller named first",
        ),
        pytest.param(
            "다온 마을축제는 가람숲 도서관보다 예산이 얼마나 적어?",
            "4,000백만원 − 450백만원 = 3,550백만원",
            [LIBRARY, FESTIVAL],
            id="how much less",
        ),
        pytest.param(
            "가람숲 도서관과 다온 마을축제의 예산 차이는 얼마인가요?",
            "4,000백만원 − 450백만원 = 3,550백만원",
            [LIBRARY, FESTIVAL],
            id="a difference by its name",
        ),
        pytest.param(
            "가람숲 도서관 예산에서 다온 마을축제 예산을 빼면 얼마야?",
            "4,000백만원 − 450백만원 = 3,550백만원",
            [LIBRARY, FESTIVAL],
            id="one taken from the other",
        ),
        pytest.param(
            "새솔 청년학교 도예반은 목공반보다 몇 명 더 많아?",
            "35명 − 20명 = 15명",
            [CLASSES],
            id="two values of one bullet",
        ),
        pytest.param(
            "물빛과는 한빛과보다 정원이 몇 명 더 많아?",
            "30명 − 21명 = 9명",
            ["물빛과 30 28", "한빛과 21 22"],
            id="two cells of a table",
        ),
    ],
)
def test_a_difference_is_shown_from_the_larger_down(
    question: str, shown: str, cited: list[str], opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert calculation(answer) == shown
    assert sorted(quotes(answer)) == sorted(cited)
    assert_proved(answer)


@pytest.mark.parametrize(
    "question",
    [
        "다온 마을축제 참가인원이 얼마나 늘었나요?",
        "다온 마을축제 참가인원은 몇 명 늘었어?",
        "다온 마을축제 참가인원이 얼마나 증가했어?",
    ],
)
def test_a_change_is_read_from_the_values_beside_an_arrow(question: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert calculation(answer) == "1,950명 − 1,200명 = 750명"
    assert "750명" in answer.text.splitlines()[0]
    assert quotes(answer) == [VISITORS]
    assert_proved(answer)


def test_a_change_goes_from_the_first_value_of_a_series_to_the_last(open_reports: OpenReports) -> None:
    series = "참가인원 : ’21년 900명 → ’22년 1,200명 → ’23년 1,950명"
    opened = open_reports(report=f"1 다온 마을축제 개최\n\n○ 소요예산 : 450백만원\n○ {series}\n")
    answer = opened.answerer.answer("다온 마을축제 참가인원이 얼마나 늘었나요?")
    assert calculation(answer) == "1,950명 − 900명 = 1,050명"
    assert quotes(answer) == [series]
    assert_proved(answer)


@pytest.mark.parametrize("question", ["가람숲 도서관 예산이 얼마나 늘었어?", "한빛 도시텃밭 예산은 얼마나 증가했나요?"])
def test_no_change_is_made_up_where_the_report_prints_no_series(question: str, opened: OpenIndex) -> None:
    assert calculation(opened.answerer.answer(question)) == ""


@pytest.mark.parametrize(
    ("question", "winner", "value", "row"),
    [
        ("예산액이 가장 많은 부서는?", "한빛과", "5,100백만원", "한빛과 5,100 900"),
        ("지출액이 가장 적은 부서는 어디야?", "누리과", "600백만원", "누리과 1,500 600"),
        ("정원이 가장 많은 과는?", "누리과", "35명", "누리과 35 30"),
        ("현원이 제일 적은 부서는?", "한빛과", "22명", "한빛과 21 22"),
        ("정원이 가장 많은 과와 그 인원은?", "누리과", "35명", "누리과 35 30"),
        ("누리과가 정원이 가장 많은 과야?", "누리과", "35명", "누리과 35 30"),
    ],
)
def test_the_largest_and_the_smallest_of_a_column_are_told_with_their_row(
    question: str, winner: str, value: str, row: str, opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert winner in answer.text
    assert value in answer.text
    assert quotes(answer) == [row], "and not the total"
    assert_proved(answer)


@pytest.mark.parametrize(
    ("question", "winner"),
    [
        ("새솔 청년학교에서 모집인원이 가장 많은 반은?", "도예반(35명)"),
        ("새솔 청년학교에서 모집인원이 제일 적은 반은?", "제과반(15명)"),
    ],
)
def test_the_largest_and_the_smallest_of_a_bullet_are_told_by_name(
    question: str, winner: str, opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert winner in answer.text
    assert quotes(answer) == [CLASSES]
    assert_proved(answer)


@pytest.mark.parametrize(
    ("question", "told", "cited"),
    [
        ("물빛과랑 누리과 중 정원이 더 많은 곳은?", "더 큰 것은 누리과(35명)입니다. 물빛과는 30명입니다.", 2),
        ("물빛과와 한빛과 중 어디가 현원이 더 적어?", "더 작은 것은 한빛과(22명)입니다. 물빛과는 28명입니다.", 2),
        (
            "가람숲 도서관과 한빛 도시텃밭 중 소요예산이 더 큰 사업은?",
            "더 큰 것은 가람숲 도서관(4,000백만원)입니다. 한빛 도시텃밭은 65백만원입니다.",
            2,
        ),
    ],
)
def test_which_of_two_is_larger_is_told_with_both_values(
    question: str, told: str, cited: int, opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert told in answer.text
    assert len(quotes(answer)) == cited
    assert_proved(answer)


def test_two_values_of_different_tables_are_not_compared(open_reports: OpenReports) -> None:
    tables = """새솔시 업무보고

○ 총액 기준 수출

(단위 : 억원)
구 분 2030년 2031년
가람도 2,086 1,918
한빛도 1,697 1,816

○ 순액 기준 수출

(단위 : 억원)
구 분 2030년 2031년
가람도 1,586 1,437
한빛도 1,297 1,416
"""
    opened = open_reports(report=tables)
    of_one = opened.answerer.answer("2031년 총액 기준 수출은 가람도와 한빛도 중 어디가 더 커?")
    assert "더 큰 것은 가람도(1,918억원)입니다. 한빛도는 1,816억원입니다." in of_one.text
    mixed = opened.answerer.answer("2031년 가람도와 한빛도 총액 기준 수출 중 어디가 더 커?")
    assert not ("1,437" in mixed.text and "1,816" in mixed.text)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("가람숲 도서관 예산은 얼마야?", "4,000백만원"),
        ("가람숲 도서관 예산 총 얼마야?", "4,000백만원"),
        ("다온 마을축제 예산이 얼마나 돼?", "450백만원"),
        ("합창단 나들이 예산은 얼마야?", "30백만원"),
        ("가람숲 도서관 열람석은 모두 몇 석이야?", "240석"),
        ("다온 마을축제 참가인원은 몇 명이야?", "1,950명"),
        ("물빛과 예산액은 얼마야?", "2,400백만원"),
    ],
)
def test_a_question_for_one_value_is_answered_without_a_calculation(
    question: str, value: str, opened: OpenIndex
) -> None:
    answer = opened.answerer.answer(question)
    assert value in answer.text
    assert calculation(answer) == ""
    assert len(quotes(answer)) == 1
    assert_proved(answer)


def test_values_of_different_kinds_are_not_added(open_reports: OpenReports) -> None:
    opened = open_reports(report="1 가람숲 도서관 건립\n\n○ 소요예산 : 40억원\n○ 열람석 : 240석\n")
    assert calculation(opened.answerer.answer("가람숲 도서관 예산과 열람석을 더하면?")) == ""


LOSSES = """새솔시 기금 현황 2031년

(단위 : 억원)
구분 │ 수지 │ 손실액
가람기금 │ △120 │ 12
노을기금 │ △9 │ 90
물결기금 │ 30 │ 40
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("수지 적자가 제일 큰 기금은 뭐야?", "가람기금(△120억원)"),
        ("수지 적자가 제일 적은 기금은 뭐야?", "노을기금(△9억원)"),
        ("손실액이 가장 큰 기금은 뭐야?", "노을기금(90억원)"),
        ("수지가 가장 큰 기금은 뭐야?", "물결기금(30억원)"),
    ],
)
def test_the_largest_loss_is_the_lowest_balance(question: str, told: str, open_reports: OpenReports) -> None:
    assert told in open_reports(report=LOSSES).answerer.answer(question).text


TWICE = """새솔시 수출 현황 2031년

Ⅰ. 총수출 기준

(단위 : 억원)
구분 │ 1분기 │ 2분기
꿀벌산업 │ 120 │ 130
조선기자재 │ 90 │ 81

Ⅱ. 순수출 기준

(단위 : 억원)
구분 │ 1분기 │ 2분기
조선기자재 │ 70 │ 61
도자기 │ 30 │ 31
꿀벌산업 │ 80 │ 82
"""


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2분기 꿀벌산업이랑 조선기자재 수출 비교해줘", ("130억원", "81억원")),
        ("순수출 기준 2분기 도자기랑 조선기자재 비교해줘", ("31억원", "61억원")),
    ],
)
def test_two_are_compared_in_one_table(question: str, values: tuple[str, str], open_reports: OpenReports) -> None:
    answer = open_reports(report=TWICE).answerer.answer(question)
    assert all(value in answer.text for value in values)
