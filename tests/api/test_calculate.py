"""Calculations on printed values: what comes out, how it is written, and how it is shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.answering.calculate import Calculation, calculate
from api.answering.grounding import ungrounded_numbers
from api.answering.operands import Operand
from api.answering.operations import Kind
from ingest.passages import Passage
from ingest.values import read_quantities


def operand(printed: str, number: int = 0) -> Operand:
    """A value as a bullet of its own prints it."""
    text = f"가람숲 {printed}"
    passage = Passage("doc", number, number, None, "item", (number,), 0, len(text), text, ("새솔",))
    (quantity,) = read_quantities(printed)
    return Operand("가람숲", quantity.number, quantity.unit, printed, passage, text.index(printed))


def calculated(kind: Kind, *printed: str) -> Calculation | None:
    return calculate(kind, [operand(value, number) for number, value in enumerate(printed)])


@pytest.mark.parametrize(
    ("kind", "printed", "result", "shown"),
    [
        pytest.param(
            "sum",
            ["3,901백만원", "529백만원"],
            "4,430백만원(44억 3,000만원)",
            "3,901백만원 + 529백만원 = 4,430백만원",
            id="money in the unit that is printed, and as people say it",
        ),
        pytest.param(
            "sum", ["1,250 백만원", "750백만원"], "2,000백만원(20억원)", "1,250 백만원 + 750백만원 = 2,000백만원",
            id="a unit printed apart is the same unit",
        ),
        pytest.param(
            "sum", ["4,000백만원", "3억원"], "43억원", "4,000백만원 + 3억원 = 43억원",
            id="money in different units, as people say it",
        ),
        pytest.param(
            "sum", ["3억 5천만원", "2억원"], "5억 5,000만원", "3억 5천만원 + 2억원 = 5억 5,000만원",
            id="money in two units at once",
        ),
        pytest.param("sum", ["20명", "35명", "15명"], "70명", "20명 + 35명 + 15명 = 70명", id="three of them"),
        pytest.param("sum", ["1.5㎡", "2.25㎡"], "3.75㎡", "1.5㎡ + 2.25㎡ = 3.75㎡", id="fractions stay exact"),
        pytest.param("sum", ["0.1억원", "0.2억원"], "0.3억원(3,000만원)", "0.1억원 + 0.2억원 = 0.3억원", id="tenths"),
        pytest.param("sum", ["△12억원", "20억원"], "8억원", "△12억원 + 20억원 = 8억원", id="a deficit"),
        pytest.param("difference", ["1,200명", "450명"], "750명", "1,200명 − 450명 = 750명", id="a difference"),
        pytest.param(
            "difference", ["450명", "1,200명"], "750명", "1,200명 − 450명 = 750명",
            id="the larger comes first whichever was named first",
        ),
        pytest.param(
            "difference", ["100명", "30명", "20명"], "50명", "100명 − 30명 − 20명 = 50명", id="two taken from one"
        ),
        pytest.param("difference", ["20명", "20명"], "0명", "20명 − 20명 = 0명", id="no difference"),
        pytest.param("ratio", ["3명", "8명"], "37.5%", "3명 ÷ 8명 × 100 = 약 37.5%", id="a share"),
        pytest.param("ratio", ["1명", "3명"], "33.3%", "1명 ÷ 3명 × 100 = 약 33.3%", id="a share rounded down"),
        pytest.param("ratio", ["2명", "3명"], "66.7%", "2명 ÷ 3명 × 100 = 약 66.7%", id="a share rounded up"),
        pytest.param("ratio", ["1명", "2,000명"], "0.1%", "1명 ÷ 2,000명 × 100 = 약 0.1%", id="a half rounded up"),
        pytest.param(
            "ratio", ["2,500백만원", "40억원"], "62.5%", "2,500백만원 ÷ 40억원 × 100 = 약 62.5%", id="shares of money"
        ),
    ],
)  # fmt: skip
def test_a_calculation_says_what_comes_out_and_how(kind: Kind, printed: list[str], result: str, shown: str) -> None:
    calculation = calculated(kind, *printed)
    assert calculation is not None
    assert (calculation.result, re.sub(r" \[\d\]", "", calculation.shown)) == (result, shown)


def test_every_operand_carries_the_mark_of_its_passage() -> None:
    one, other = operand("1,200명", 0), operand("450명", 1)
    apart = calculate("difference", [one, other])
    together = calculate("sum", [one, replace(other, passage=one.passage)])
    assert apart is not None
    assert together is not None
    assert apart.shown == "1,200명 [1] − 450명 [2] = 750명"
    assert together.shown == "1,200명 [1] + 450명 [1] = 1,650명"
    assert together.passages == (one.passage,)


@pytest.mark.parametrize("kind", ["sum", "difference", "ratio"])
def test_every_value_that_is_shown_is_an_operand(kind: Kind) -> None:
    calculation = calculated(kind, "450명", "1,200명")
    assert calculation is not None
    assert sorted(operand.printed for operand in calculation.operands) == ["1,200명", "450명"]
    assert len({operand.passage for operand in calculation.operands}) == 2


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        pytest.param("sum", [], id="nothing"),
        pytest.param("sum", ["20명"], id="one value"),
        pytest.param("difference", ["20명"], id="one value less nothing"),
        pytest.param("ratio", ["20명"], id="a share of nothing"),
        pytest.param("sum", ["20명", "2억원"], id="people and money"),
        pytest.param("difference", ["3,200㎡", "240석"], id="areas and seats"),
        pytest.param("sum", ["20명", "30명", "2억원"], id="one value among three"),
        pytest.param("ratio", ["20명", "0명"], id="a share of nought"),
    ],
)
def test_what_cannot_be_calculated_is_not(kind: Kind, printed: Sequence[str]) -> None:
    assert calculated(kind, *printed) is None


_NUMBERS = st.lists(st.integers(min_value=1, max_value=10**7), min_size=2, max_size=5)
_UNITS = st.sampled_from(["명", "원", "천원", "백만원", "억원", "㎡", "개소"])


@given(_NUMBERS, _UNITS)
def test_a_sum_is_exact_and_proved_by_what_it_shows(numbers: list[int], unit: str) -> None:
    printed = [f"{number:,}{unit}" for number in numbers]
    calculation = calculated("sum", *printed)
    assert calculation is not None
    (said,) = read_quantities(calculation.shown.partition(" = ")[2])
    assert said.number == sum(operand.number for operand in calculation.operands)
    assert ungrounded_numbers(f"{calculation.result}\n계산: {calculation.shown}", printed) == []


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_difference_is_never_less_than_nothing(one: int, other: int) -> None:
    calculation = calculated("difference", f"{one:,}명", f"{other:,}명")
    assert calculation is not None
    (said,) = read_quantities(calculation.result)
    assert said.number == abs(Decimal(one - other))
