"""Values written in Korean, and read back."""

from decimal import Decimal
from itertools import product

import pytest

from ingest.values import everyday, in_unit, read_quantities, said

NUMBERS = ["0", "1", "7", "40", "1200", "20450031", "37.4", "0.05", "2E+3", "5.50", "-3", "-1234.5"]
UNITS = [
    "원", "달러", "%", "%p", "배", "명", "인", "개", "개소", "개사", "개월", "곳",
    "팀", "실", "석", "회", "건", "가구", "종", "대", "점", "년", "년간", "일간",
    "주", "시간", "층", "학급", "세", "㎡", "㎢", "km", "ha", "평", "개 대학", "개 기업",
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "unit", "written"),
    [
        ("1200", "명", "1,200명"),
        ("37.40", "%", "37.4%"),
        ("-3", "%p", "-3%p"),
        ("2E+3", "개 대학", "2,000개 대학"),
        ("100", "㎡", "100㎡"),
    ],
)
def test_a_number_is_said_with_its_unit(number: str, unit: str, written: str) -> None:
    assert said(Decimal(number), unit) == written


@pytest.mark.parametrize(("number", "unit"), list(product(NUMBERS, UNITS)))
def test_what_is_said_is_read_back(number: str, unit: str) -> None:
    (quantity,) = read_quantities(said(Decimal(number), unit))
    assert (quantity.number, quantity.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("won", "unit", "written"),
    [
        (750_000_000, "백만원", "750백만원"),
        (750_000_000, "억원", "7.5억원"),
        (65_000_000, "천원", "65,000천원"),
        (1_431_000_000_000, "조원", "1.431조원"),
        (-3_000_000, "원", "-3,000,000원"),
        (1_430_000_000, "억 달러", "14.3억 달러"),
        (25_000, "달러", "25,000달러"),
    ],
)
def test_an_amount_is_written_in_the_unit_of_a_table(won: int, unit: str, written: str) -> None:
    assert in_unit(Decimal(won), unit) == written
    assert [quantity.number for quantity in read_quantities(written)] == [Decimal(won)]


def test_what_is_no_unit_of_won_is_refused() -> None:
    with pytest.raises(ValueError, match="백만원"):
        in_unit(Decimal(1), "명")


def test_a_cut_is_said_with_its_sign() -> None:
    assert everyday(Decimal(-4_000_000_000)) == "-40억원"
