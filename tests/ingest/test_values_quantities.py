"""Quantities as reports print them: what is read, with which unit, and what is none."""

from decimal import Decimal

import pytest

from ingest.values import Quantity, ValueKind, read_quantities, same_value


def only(text: str) -> Quantity:
    (quantity,) = read_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "kind", "number", "unit"),
    [
        ("3,250백만원", "amount", "3250000000", "원"),
        ("1조 2,340억원", "amount", "1234000000000", "원"),
        ("총 27억", "amount", "2700000000", "원"),
        ("31.8억", "amount", "3180000000", "원"),
        ("8억 투입", "amount", "800000000", "원"),
        ("5억 3천만", "amount", "530000000", "원"),
        ("5천만", "amount", "50000000", "원"),
        ("10억여원", "amount", "1000000000", "원"),
        ("12억원규모", "amount", "1200000000", "원"),
        ("지상 3층입니다.", "count", "3", "층"),
        ("만 19세이다", "age", "19", "세"),
        ("△40억", "amount", "-4000000000", "원"),
        ("전년 대비 -3,000천원", "amount", "-3000000", "원"),
        ("70억달러", "amount", "7000000000", "달러"),
        ("4억 5천만 달러", "amount", "450000000", "달러"),
        ("120만 유로", "amount", "1200000", "유로"),
        ("37.4%", "percent", "37.4", "%"),
        ("▲2.5％", "percent", "-2.5", "%"),
        ("30%p", "percent", "30", "%p"),
        ("0.5%포인트", "percent", "0.5", "%p"),
        ("매출 2배 증가", "percent", "2", "배"),
        ("1,234명", "count", "1234", "명"),
        ("3만 5천명", "count", "35000", "명"),
        ("26만여 명", "count", "260000", "명"),
        ("20여만명", "count", "200000", "명"),
        ("3,000여개 기업", "count", "3000", "개 기업"),
        ("25개대학 참여", "count", "25", "개 대학"),
        ("7개 돌봄분야", "count", "7", "개"),
        ("최대 4개월", "count", "4", "개월"),
        ("13개소", "count", "13", "개소"),
        ("18개社", "count", "18", "개사"),
        ("16명선발", "count", "16", "명"),
        ("11일간", "count", "11", "일간"),
        ("주 35시간", "count", "35", "시간"),
        ("지상 5층", "count", "5", "층"),
        ("47만㎡", "area", "470000", "㎡"),
        ("2.7만m2", "area", "27000", "㎡"),
        ("62만 845㎡", "area", "620845", "㎡"),
        ("3.5㎞", "area", "3.5", "km"),
        ("46만평", "area", "460000", "평"),
        ("만 7세 미만", "age", "7", "세"),
    ],
)
def test_a_printed_quantity_has_its_number_and_unit(text: str, kind: ValueKind, number: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.kind, quantity.number, quantity.unit) == (kind, Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("총 1,310명(2,470백만원)", ["1,310명", "2,470백만원"]),
        ("사업비 40억 3개소", ["40억", "3개소"]),
        ("사업비 40억원, 3개소", ["40억원", "3개소"]),
        ("40억 2031년", ["40억"]),
        ("만 18세 이상 ~ 34세 이하", ["18세", "34세"]),
        ("3개소→5개소", ["3개소", "5개소"]),
        ("’31년 3개소", ["3개소"]),
        ("2031년 4팀(4~6월, 2회)", ["4팀", "2회"]),
        ("제3회 대회 2회", ["2회"]),
        ("1박 2일", ["1박", "2일"]),
        ("주5일(1일 8시간)", ["5일", "1일", "8시간"]),
        ("1인당 3만원", ["3만원"]),
        ("1개소당 5백만원", ["5백만원"]),
        ("고용률(3.1→’293.5%/3.8→‘294.0%)", ["3.5%", "4.0%"]),
        ("‘250개 사업’과 ‘청년’235명, ’2025년 3명", ["250개 사업", "235명", "3명"]),
    ],
)
def test_every_quantity_of_a_line_is_found_where_it_stands(text: str, printed: list[str]) -> None:
    assert [text[quantity.start : quantity.end] for quantity in read_quantities(text)] == printed


@pytest.mark.parametrize(
    ("text", "numbers", "unit"),
    [
        ("만 19~39세", [19, 39], "세"),
        ("3~5억원", [300_000_000, 500_000_000], "원"),
        ("1∼2천만원", [10_000_000, 20_000_000], "원"),
        ("250~500백만원", [250_000_000, 500_000_000], "원"),
        ("500만~1억원", [5_000_000, 100_000_000], "원"),
        ("9,500~1만명", [9_500, 10_000], "명"),
        ("3～4개월", [3, 4], "개월"),
        ("10~20%", [10, 20], "%"),
    ],
)
def test_a_range_has_two_ends_of_one_unit(text: str, numbers: list[int], unit: str) -> None:
    found = read_quantities(text)
    assert ([quantity.number for quantity in found], {quantity.unit for quantity in found}) == (numbers, {unit})


@pytest.mark.parametrize(
    "text",
    [
        "2031년", "’31년 4~6월", "’31.3.31.", "제4회", "3호선", "2호점", "21세기", "3건물", "2031 개최", "5대 과제",
        "2인 가구", "3분의 1", "3분기", "중앙로 128-4", "E-7 비자", "13:1", "10,20원", "3억GB", "3백만 시민",
        "3 센터 현황", "1위", "3단계", "20년째", "5원칙",
    ],
)  # fmt: skip
def test_dates_names_and_ranks_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,250백만원", "32억 5천만원"),
        ("40억", "4,000백만원"),
        ("37.40%", "37.4％"),
        ("12개소", "12곳"),
        ("12개소", "12개"),
        ("120명", "120인"),
        ("64개사", "64개 기업"),
        ("64개 업체", "64기업"),
        ("25개대학", "25개"),
        ("5년간", "5년"),
    ],
)
def test_values_are_the_same_however_they_are_printed(one: str, other: str) -> None:
    assert same_value(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40억", "△40억"),
        ("3%", "3%p"),
        ("4개", "4개월"),
        ("12명", "12개소"),
        ("40억원", "40억달러"),
        ("25개 대학", "25개 기업"),
        ("3층", "4층"),
    ],
)
def test_values_of_other_numbers_or_units_are_not_the_same(one: str, other: str) -> None:
    assert not same_value(only(one), only(other))
