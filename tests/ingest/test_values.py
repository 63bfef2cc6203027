"""Amounts of money as reports print them, and the kinds of value a text holds."""

from decimal import Decimal

import pytest

from ingest.values import ValueKind, everyday, kinds_in, read_amounts

EVERY_KIND: frozenset[ValueKind] = frozenset(
    {"amount", "date", "place", "count", "percent", "age", "area", "contact", "law"}
)


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("4,000백만원", 4_000_000_000),
        ("65,000천원", 65_000_000),
        ("4억원", 400_000_000),
        ("4억 5천만원", 450_000_000),
        ("1조 4,310억원", 1_431_000_000_000),
        ("375억 6,400만원", 37_564_000_000),
        ("1억 2천만 원", 120_000_000),
        ("9천4백만 원", 94_000_000),
        ("1억 2천3백만원", 123_000_000),
        ("5천억원", 500_000_000_000),
        ("1조 2천3백4십억원", 1_234_000_000_000),
        ("3백원", 300),
        ("27억 6천만 원", 2_760_000_000),
        ("2.5억원", 250_000_000),
        ("15,000원", 15_000),
        ("0원", 0),
    ],
)
def test_an_amount_is_worth_its_won(text: str, won: int) -> None:
    assert [amount.won for amount in read_amounts(text)] == [Decimal(won)]


def test_every_amount_of_a_line_is_found_where_it_stands() -> None:
    text = "소요예산 : 4,000백만원(시비 3,000백만원, 구비 1,000백만원)"
    found = [text[amount.start : amount.end] for amount in read_amounts(text)]
    assert found == ["4,000백만원", "3,000백만원", "1,000백만원"]


def test_a_number_before_an_amount_is_no_part_of_it() -> None:
    text = "2025 4억원"
    assert [(text[amount.start : amount.end], amount.won) for amount in read_amounts(text)] == [
        ("4억원", Decimal(400_000_000))
    ]


@pytest.mark.parametrize("text", ["정원 34명", "지원 내용", "4,000백만", "회원 120명", "백만원", "2025년 지원"])
def test_a_number_without_won_is_no_amount(text: str) -> None:
    assert list(read_amounts(text)) == []


@pytest.mark.parametrize(
    ("won", "said"),
    [
        (4_000_000_000, "40억원"),
        (37_564_000_000, "375억 6,400만원"),
        (65_000_000, "6,500만원"),
        (1_431_000_000_000, "1조 4,310억원"),
        (1_000_000_010_000, "1조 1만원"),
        (15_000, "1만 5,000원"),
        (9_500, "9,500원"),
        (0, "0원"),
    ],
)
def test_an_amount_is_said_as_people_say_it(won: int, said: str) -> None:
    assert everyday(Decimal(won)) == said


@pytest.mark.parametrize("won", [1, 9_999, 10_000, 120_000_000, 37_564_000_000, 1_431_000_010_001])
def test_what_people_say_is_worth_what_was_printed(won: int) -> None:
    assert [amount.won for amount in read_amounts(everyday(Decimal(won)))] == [Decimal(won)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("소요예산 : 4억원", {"amount"}),
        ("착공 : ’25. 3월", {"date"}),
        ("2025년 상반기", {"date"}),
        ("접수 3. 4. ~ 3. 15.", {"date"}),
        ("2분기 개최", {"date"}),
        ("위치 : 채움로 31", {"place"}),
        ("여울동 일대", {"place"}),
        ("버들산단 내 배움터 조성", {"place"}),
        ("시민 120명", {"count"}),
        ("1,946개소", {"count"}),
        ("집행률 15.1%", {"percent"}),
        ("만 19세 이상", {"age"}),
        ("연면적 1,200㎡", {"area"}),
        ("새솔시 나루관리 조례 제3조", {"law"}),
        ("｢나루관리법｣에 따라", {"law", "name"}),
        ("27.3 나루 조사 → 28.11 등불 시작", {"date"}),
        ("27.3 나루 조사", set()),
        ("물동량 55.2 만상자 → 61.3 만상자", set()),
        ("나루축제 3억", {"amount"}),
        ("나루경제 5조", {"amount"}),
        ("지방재정법 제175조", {"law"}),
        ("추진배경", set()),
    ],
)
def test_the_kinds_of_value_a_text_holds(text: str, kinds: set[ValueKind]) -> None:
    assert kinds_in(text) == kinds


def test_one_line_may_hold_every_kind() -> None:
    line = "’25. 3월 채움로 31에 1,200㎡, 만 19세 120명, 시비 80% 4억원, ☎ 044-123-4567, 나루법 제3조"
    assert kinds_in(line) == EVERY_KIND
