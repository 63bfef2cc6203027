"""What the programmes cost, and what the report says that all cost."""

from collections.abc import Callable

import pytest

from api.guide.guide import read_guide
from api.guide.model import Guide
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]


def test_each_programme_counts_with_its_amount_of_the_report_s_year(guide: Guide) -> None:
    assert [(money.name, money.won, money.printed) for money in guide.budget.items] == [
        ("가람숲 도서관 건립", 4_000_000_000, "4,000백만원"),
        ("솔잎 창업터 운영", 3_300_000_000, "3,300백만원"),
        ("푸른길 거점 조성", 2_000_000_000, "20억원"),
        ("들꽃 장터 지원", 240_000_000, "240백만원"),
        ("한빛 도시텃밭 분양", 65_000_000, "65,000천원"),
    ]


def test_the_parts_of_a_programme_are_not_counted_beside_it(guide: Guide) -> None:
    names = [money.name for money in guide.budget.items]
    assert "푸른길 나루터 조성" not in names
    assert guide.budget.won == sum(money.won for money in guide.budget.items) == 9_605_000_000


def test_a_sum_over_several_years_is_no_amount_of_the_year(guide: Guide) -> None:
    assert "바다빛 일터 나눔" not in [money.name for money in guide.budget.items]


def test_the_report_s_own_total_is_read_from_its_table(guide: Guide) -> None:
    assert [(money.name, money.won) for money in guide.budget.totals] == [("예산 계 예산액", 12_000_000_000)]


def test_the_amounts_of_the_committed_report_stand_in_their_quotes(real_guide: Guide) -> None:
    items = real_guide.budget.items
    assert len(items) >= 15
    assert all(money.printed in " ".join(money.citation.quote.split()) for money in items)
    assert [money.won for money in items] == sorted((money.won for money in items), reverse=True)
    assert real_guide.budget.won < real_guide.budget.totals[0].won


def test_like_amounts_of_like_programmes_count_each_but_not_again_where_they_are_told_again(
    open_reports: OpenReports,
) -> None:
    told = "{number} {name}\n\n□ 사업개요\n\n○ 위 치 : 새솔로 {number}\n○ 소요예산 : 5억원\n"
    east, west = (
        told.format(number=number, name=f"{side} 마을도서관 건립") for number, side in ((1, "동구"), (2, "서구"))
    )
    again = told.format(number=1, name="서구에 마을도서관 새로 건립")
    opened = open_reports(one=f"Ⅰ 추진계획\n\n{east}\n{west}\nⅡ 당면현안\n\n{again}")
    budget = read_guide(opened.generation, next(iter(opened.documents))).budget
    assert [money.name for money in budget.items] == ["동구 마을도서관 건립", "서구 마을도서관 건립"]


GARDEN = """Ⅲ 주요 업무 추진계획

1 노을 언덕 조성

□ 사업개요

○ 위    치 : 새솔시 노을 언덕
○ 소요예산 : 50억원(돌담전망대 20, 꽃길산책로 {path} 등)

□ 추진내용

① 노을 언덕 돌담 보전 전망대 건립

○ 위    치 : 새솔시 돌담길 7
○ ’31년 예산 : 20억원

② 노을 언덕 꽃길‧산책로 조성

○ 위    치 : 새솔시 꽃길 30
○ ’31년 예산 : {path}억원

③ 언덕 아래 살림집 지원

○ 위    치 : 새솔시 아랫길 2
○ ’31년 예산 : 16억원
"""


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        pytest.param("28", ["노을 언덕 조성", "언덕 아래 살림집 지원"], id="what its bracket leaves no room for"),
        pytest.param("10", ["노을 언덕 조성"], id="it may hold the third"),
        pytest.param(
            "40",
            ["노을 언덕 꽃길‧산책로 조성", "노을 언덕 돌담 보전 전망대 건립", "언덕 아래 살림집 지원"],
            id="it does not hold its own parts",
        ),
    ],
)
def test_a_programme_holds_the_parts_that_its_bracket_names(
    open_reports: OpenReports, path: str, counted: list[str]
) -> None:
    opened = open_reports(one=GARDEN.format(path=path))
    items = opened.guide(next(iter(opened.documents))).budget.items
    assert [money.name for money in items] == counted


@pytest.mark.parametrize(
    ("budget", "printed"),
    [
        ("80억원(국60, 시20) * 2031년 1차년도 예산", ["80억원"]),
        ("80억원(국60, 시20) * 2030년 예산", []),
    ],
)
def test_a_remark_says_of_which_year_an_amount_is(open_reports: OpenReports, budget: str, printed: list[str]) -> None:
    heading = "새솔시 업무보고 (’31. 4월)\n\nⅠ 추진계획\n\n1 솔잎터 운영\n\n□ 사업개요\n\n"
    text = f"{heading}○ 기간 : 5년(’31.3.~’36.2.)\n○ 사업비 : {budget}\n"
    opened = open_reports(one=text)
    assert [money.printed for money in opened.guide(next(iter(opened.documents))).budget.items] == printed


def test_the_amount_behind_a_bullet_with_nothing_below_counts_too(open_reports: OpenReports) -> None:
    text = (
        "Ⅰ 추진계획\n\n1 청년 누림\n\n□ 일자리\n\n○ 누림뜰 운영 ▹5억원(시비)\n- 녹음실 꾸미기 ▹1억원\n"
        "- 서른 명을 뽑음\n"
        "○ 솔잎터를 가꿈\n- 솔잎 이야기 마당 ▹3억원\n- 열 해 모으기 ▹’31.~’40., 총 53억원\n"
        "- (회사) 1억원 X 2개사, (마을) 2억원 X 3개소▸8억원\n"
    )
    opened = open_reports(one=text)
    items = opened.guide(next(iter(opened.documents))).budget.items
    assert [(money.name, money.printed) for money in items] == [("누림뜰 운영", "5억원"), ("솔잎 이야기 마당", "3억원")]
