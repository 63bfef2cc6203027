"""What the programmes cost, and what the report says that all cost."""

from collections.abc import Callable

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
