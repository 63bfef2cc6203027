"""The years that a text names, and the lengths of time that look like them."""

import pytest

from ingest.values import kinds_in, years_in


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2031년 예산, ’32년 계획", [2031, 2032]),
        ("31년말 기준 총 771개의 앱", [2031]),
        ("18년말 기준 총 771개의 앱", [2018]),
        ("18년 전수조사 결과", [2018]),
        ("* 20년 설계, 23년 구축 완료", [2020, 2023]),
        ("민원 추이 : (16) 2,305 → (17) 3,101", [2016, 2017]),
        ("평가에서 2010‧12‧14년 1위, 16‧18년 3위", [2010, 2012, 2014, 2016, 2018]),
        ("의무고용률 상향(3.1→’293.5%)", [2029]),
        ("’2025년 매출 ’26400억원", [2025, 2026]),
        ("‘청년’235명 지원", []),
        ("20년 이상 된 집", []),
        ("최근 10년 동안", []),
        ("10년간 12년차", []),
        ("30년 만에, 15년 전", []),
        ("목록 (3) 가운데 (12) 하나", []),
    ],
)
def test_a_year_is_told_from_a_length(text: str, years: list[int]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize("text", ["(21년말 시행)", "23년 구축 완료"])
def test_a_short_year_is_a_date(text: str) -> None:
    assert "date" in kinds_in(text)


@pytest.mark.parametrize("text", ["시범사업(324억) 실시", "150.9억 달러", "3만 유로"])
def test_money_needs_no_won(text: str) -> None:
    assert "amount" in kinds_in(text)


@pytest.mark.parametrize(
    "text", ["문의 : 044-201-8147", "plan@city.kr로 제출", "상담전화(☎1308)", "누리집(www.city.kr)"]
)
def test_a_number_to_call_is_a_contact(text: str) -> None:
    assert "contact" in kinds_in(text)


def test_a_place_on_a_street_is_no_contact() -> None:
    assert "contact" not in kinds_in("중앙동4가 105-3번지")


@pytest.mark.parametrize("text", ["안내로봇 `이음`", "‘나루 누리‘ 정책", "「다온」 사업"])
def test_a_name_stands_in_quotation_marks_of_any_sort(text: str) -> None:
    assert "name" in kinds_in(text)


def test_the_years_of_a_period_quote_nothing() -> None:
    assert "name" not in kinds_in("‘24. 6. ~ ‘25. 2. 추진")
