"""The single facts of a bullet: what each value is of, and the unit that it may leave to the figure before it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts import read_facts
from ingest.values import ValueKind


def told(text: str) -> list[tuple[str, str, str]]:
    """Of each fact, what it is of, its name, and its value with its unit."""
    return [(fact.of, fact.name, text[fact.start : fact.end] + fact.unit) for fact in read_facts(text)]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        pytest.param("소요예산 : 4억원", [("소요예산", "", "4억원")], id="the label alone names one value"),
        pytest.param("(소요예산) 4억원", [("소요예산", "", "4억원")], id="a label in brackets"),
        pytest.param(
            "규모 : 보육실 20개소, 협업공간 80석",
            [("규모", "보육실", "20개소"), ("규모", "협업공간", "80석")],
            id="each value has the words before it",
        ),
        pytest.param(
            "가람숲 50그루, 새솔 30그루",
            [("", "가람숲", "50그루"), ("", "새솔", "30그루")],
            id="a bullet without a label",
        ),
        pytest.param("규모 : 약 20명", [("규모", "", "20명")], id="a hedge is no name"),
        pytest.param(
            "한도: (’32년) 5억원→ (’33년) 6억원",
            [("한도", "’32년", "5억원"), ("한도", "’33년", "6억원")],
            id="a year in brackets before a value is its name",
        ),
        pytest.param(
            "지원 : 가람숲(2억원), 새솔(3억원)",
            [("가람숲", "", "2억원"), ("새솔", "", "3억원")],
            id="a bracket belongs to the words before it",
        ),
        pytest.param(
            "열람실(지상 2층)·강당(지하 1층)",
            [("열람실", "지상", "2층"), ("강당", "지하", "1층")],
            id="brackets side by side",
        ),
        pytest.param("참여기업 : 제조/건설업(143개사)", [("제조/건설업", "", "143개사")], id="a slash within a name"),
        pytest.param(
            "예산: 시비 3억/국비 2억원",
            [("예산", "시비", "3억"), ("예산", "국비", "2억원")],
            id="a slash between two values",
        ),
        pytest.param(
            "재기비용(최대 150만원) 또는 예방비용(최대100만원), 20명",
            [("재기비용", "", "150만원"), ("예방비용", "", "100만원"), ("", "", "20명")],
            id="several brackets in one breath",
        ),
        pytest.param(
            "매출액 23억원 전년 대비 26%, 일자리 6명",
            [("", "매출액", "23억원"), ("", "매출액 전년 대비", "26%"), ("", "일자리", "6명")],
            id="a change is of the value before it",
        ),
        pytest.param(
            "예산: [발굴] 창업지원(300억), [육성] 인건비(321억)",
            [("창업지원", "", "300억"), ("인건비", "", "321억")],
            id="a tag before a name is not of it",
        ),
        pytest.param("새솔숲 관람객은 30명", [("", "새솔숲 관람객", "30명")], id="a particle is not of the name"),
        pytest.param(
            "인원 : 1,200명, 2,300명", [("인원", "", "1,200명"), ("인원", "", "2,300명")], id="a comma within a number"
        ),
    ],
)
def test_a_value_is_named_by_the_words_before_it(text: str, facts: list[tuple[str, str, str]]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("설계(3~5월)⇨개관(9월)", [("설계", "3~5월"), ("개관", "9월")]),
        (
            "추진일정 : 설계(’23. 3~5월) ⇨ 착공(’23. 9월) → 개관(’24. 3월)",
            [("설계", "’23. 3~5월"), ("착공", "’23. 9월"), ("개관", "’24. 3월")],
        ),
    ],
)
def test_a_step_has_the_date_in_its_bracket(text: str, steps: list[tuple[str, str]]) -> None:
    assert [(of, value) for of, _, value in told(text)] == steps
    assert {fact.kind for fact in read_facts(text)} == {"date"}


class TestShares:
    @pytest.mark.parametrize(
        ("text", "shares"),
        [
            ("총사업비 : 129억원(국55/시30/민간44)", [("국", "55억원"), ("시", "30억원"), ("민간", "44억원")]),
            ("사업비 : 1,200백만원(국비 700, 시비 500)", [("국비", "700백만원"), ("시비", "500백만원")]),
            ("참가인원 : 45명(남 20/여 25)", [("남", "20명"), ("여", "25명")]),
        ],
    )
    def test_shares_behind_a_sum_leave_their_unit_to_it(self, text: str, shares: list[tuple[str, str]]) -> None:
        whole, *parts = told(text)
        assert [(name, value) for _, name, value in parts] == shares
        assert whole[0] == parts[0][0], "the sum and its shares are of the same"

    def test_a_share_is_of_the_sum_by_name(self) -> None:
        assert told("총사업비 129억원(국비 55, 시비 74)")[1:] == [
            ("총사업비", "국비", "55억원"),
            ("총사업비", "시비", "74억원"),
        ]

    def test_a_share_with_a_unit_of_its_own_keeps_it(self) -> None:
        assert told("사업비 : 1,200백만원(국비 7억원)")[1] == ("사업비", "국비", "7억원")

    @pytest.mark.parametrize("text", ["가람숲(55)", "사업기간 : ’23. 3월(1차 55)"])
    def test_a_bare_number_without_a_sum_before_it_is_no_value(self, text: str) -> None:
        assert not any(value.startswith("55") for _, _, value in told(text))

    def test_a_sum_and_its_shares_are_of_one_kind(self) -> None:
        assert {fact.kind for fact in read_facts("총사업비 : 129억원(국55/시30)")} == {"amount"}


class TestDates:
    @pytest.mark.parametrize("text", ["보육실 83실(’19.)", "보육실 83실(’19년)"])
    def test_a_bracket_that_is_a_date_says_when_the_value_holds(self, text: str) -> None:
        ((of, name, value),) = told(text)
        assert (of, value) == ("", "83실")
        assert name.startswith("보육실 ’19")

    def test_a_period_is_one_value(self) -> None:
        assert told("신청기간 : ’23. 2. 1. ~ 2. 28.") == [("신청기간", "", "’23. 2. 1. ~ 2. 28.")]

    def test_the_year_before_a_value_is_its_name(self) -> None:
        series = told("참가인원 : ’22년 1,200명 ⇨ ’23년 1,950명")
        assert [(name, value) for _, name, value in series] == [("’22년", "1,200명"), ("’23년", "1,950명")]

    def test_a_value_of_a_year_is_labelled_with_what_it_is_of(self) -> None:
        labels = [fact.label for fact in read_facts("가람기금(’30년 12.5% → ’31년 17.5%)")]
        assert labels == ["가람기금 ’30년", "가람기금 ’31년"]

    def test_a_short_year_in_brackets_is_no_share(self) -> None:
        series = told("방문객 : 1만명(’22) → 2만명(’23)")
        assert [(name, value) for _, name, value in series] == [("’22", "1만명"), ("’23", "2만명")]


@pytest.mark.parametrize(
    ("text", "value"), [("지원금액 : 37~40만원", "37~40만원"), ("정원 : 20명 ~ 30명", "20명 ~ 30명")]
)
def test_a_range_is_one_value(text: str, value: str) -> None:
    assert [value for _, _, value in told(text)] == [value]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("4억원", "amount"),
        ("3,200㎡", "area"),
        ("240석", "count"),
        ("37.4%", "percent"),
        ("19세", "age"),
        ("’23. 3월", "date"),
    ],
)
def test_a_fact_knows_what_kind_of_value_it_is(value: str, kind: ValueKind) -> None:
    (fact,) = read_facts(f"현황 : {value}")
    assert fact.kind == kind


@pytest.mark.parametrize(
    "text", ["", "위치 : 가람로 12", "운영주체 : 새솔문화재단", "옥상 텃밭", "(", "가(나(다", "12"]
)
def test_a_bullet_without_values_states_no_fact(text: str) -> None:
    assert read_facts(text) == []


@pytest.mark.parametrize(
    "text",
    ["가(나(다 3명", "합계 30건)", "규모 : 30건))", "((30건", "⇨ 30건 ⇨", "(" * 3000 + "30건"],
    ids=lambda text: text[:9],
)
def test_a_bracket_that_is_lost_loses_no_value(text: str) -> None:
    (fact,) = read_facts(text)
    assert text[fact.start : fact.end] in ("3명", "30건")


def test_a_date_has_the_time_of_day_behind_it_and_no_rule_before_it() -> None:
    text = "보도시점 │ (온라인) 2031. 12. 2.(화) 16:00"
    (fact,) = read_facts(text)
    assert (fact.of, text[fact.start : fact.end]) == ("보도시점", "2031. 12. 2.(화) 16:00")


@pytest.mark.parametrize("when", ["2031. 12. 2.(화) 16:00", "2031. 3. 2. 09:00 ~ 3. 5. 18:00", "2031. 3. 2. ~ 3. 5."])
def test_a_day_with_its_hours_is_one_value(when: str) -> None:
    text = f"접수 : {when}"
    (fact,) = read_facts(text)
    assert text[fact.start : fact.end] == when


_PIECES = st.lists(
    st.sampled_from(
        (
            *("가람숲", "국비", "규모", " ", ":", " : ", ",", "/", "·", "⇨", "~", "(", ")", "（", "［", "약 ", "총 "),
            *("12", "1,200", "3억원", "450백만원", "20명", "37.4%", "’23. 3월", "’23년", "9월", "만 19세", "△5", "※"),
        )
    )
)


@given(_PIECES)
def test_facts_are_pieces_of_their_bullet_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    facts = read_facts(text)
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert any(c.isalnum() for c in text[fact.start : fact.end])
        assert fact.name == fact.name.strip()
    for before, after in pairwise(facts):
        assert before.end <= after.start
