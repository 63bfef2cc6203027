"""Which headings are programmes, and what is stated of them."""

from collections.abc import Callable

import pytest

from api.guide.guide import read_guide
from api.guide.model import Guide, Programme
from api.live import OpenIndex

Cards = dict[str, Programme]
OpenReports = Callable[..., OpenIndex]


def stated(programme: Programme) -> dict[str, str]:
    return {statement.label: statement.value for statement in programme.statements}


def test_programmes_stand_in_their_chapters_in_the_order_of_the_text(guide: Guide) -> None:
    assert [(part.name, [programme.name for programme in part.programmes]) for part in guide.parts] == [
        (
            "1. 생활 기반",
            [
                "가람숲 도서관 건립",
                "한빛 도시텃밭 분양",
                "푸른길 거점 조성",
                "푸른길 나루터 조성",
                "푸른길 전망대 조성",
            ],
        ),
        ("2. 일자리", ["솔잎 창업터 운영", "바다빛 일터 나눔", "들꽃 장터 지원"]),
    ]


def test_what_is_past_and_what_tells_of_the_office_is_no_programme(cards: Cards) -> None:
    assert "물빛 수영장 운영" not in cards
    assert "예산" not in cards
    assert "터 닦기" not in cards


def test_a_programme_shows_what_its_own_bullets_state(cards: Cards) -> None:
    assert stated(cards["가람숲 도서관 건립"]) == {
        "위치": "새솔시 가람로 12 일대",
        "사업기간": "’29. 3월 ~ ’32. 8월",
        "소요예산": "9,000백만원 (’31년 예산 : 4,000백만원)",
        "운영주체": "새솔문화재단",
        "개관": "’32. 8월",
    }


def test_a_sub_programme_keeps_its_own_values_and_leaves_its_programme_its(cards: Cards) -> None:
    assert stated(cards["푸른길 거점 조성"])["위치"] == "새솔시 강변 일대"
    assert stated(cards["푸른길 나루터 조성"])["위치"] == "새솔시 나루길 7"
    assert "’31년 예산" not in stated(cards["푸른길 거점 조성"])


@pytest.mark.parametrize(
    ("bullets", "values"),
    [
        ("○ 총사업비 : 3억원 ※ ’31년 예산 : 1억원", {"총사업비": "3억원", "’31년 예산": "1억원"}),
        ("○ 소 요 예 산 : 7천만원 ▹ 나루 3, 전망 4", {"소요예산": "7천만원"}),
        ("○ 소요예산 : 추후 확정", {}),
        ("○ 사업기간 : 상시", {}),
        ("○ 인건비 : 3억원", {}),
        ("○ (지원대상) 만 7세 이하 어린이", {"지원대상": "만 7세 이하 어린이"}),
        ("○ 장소 : 시청\n- 주관 : 새솔문화원", {"장소": "시청"}),
    ],
)
def test_a_statement_is_a_value_of_the_kind_that_its_label_says(
    open_reports: OpenReports, bullets: str, values: dict[str, str]
) -> None:
    report = f"Ⅰ 추진계획\n\n1. 나눔\n\n1 누림뜰 나눔 사업\n\n□ 사업개요\n\n{bullets}\n○ 함께 나눔\n"
    opened = open_reports(one=report)
    guide = read_guide(opened.generation, next(iter(opened.documents)))
    assert [stated(programme) for part in guide.parts for programme in part.programmes] == [values]


def test_the_amount_behind_a_heading_is_its_budget(open_reports: OpenReports) -> None:
    report = (
        "Ⅰ 추진계획\n\n1 청년 누림\n\n□ 일자리\n\n○ 누림뜰 운영 ▹5.8억원(시비), 모집 중\n- 서른 명을 뽑음\n"
        "○ 자금 알선(240억원)\n- 은행이 꾸어 줌\n"
        "○ 시험장 지원(37억원, 4개 과제)\n- 지원대상 : 새솔시 회사\n- 함께 시험함\n"
    )
    opened = open_reports(one=report)
    guide = read_guide(opened.generation, next(iter(opened.documents)))
    budgets = {
        programme.name: (statement.label, statement.value)
        for part in guide.parts
        for programme in part.programmes
        for statement in programme.statements
        if statement.attribute == "budget"
    }
    assert budgets == {"누림뜰 운영": ("예산", "5.8억원(시비)"), "시험장 지원": ("예산", "37억원")}


def test_a_sentence_between_a_heading_and_its_sections_names_no_programme(open_reports: OpenReports) -> None:
    report = (
        "Ⅰ 현안\n\n1 누림뜰 세우기\n\n❖ 함께 쓰는 자리를 세워 새내기를 도움\n\n"
        "□ 사업개요(2031~2033)\n\n○ 위 치 : 새솔로 9\n\n□ 향후계획\n\n○ 함께 세움\n"
    )
    opened = open_reports(one=report)
    guide = read_guide(opened.generation, next(iter(opened.documents)))
    cards = [programme for part in guide.parts for programme in part.programmes]
    assert [(card.name, stated(card)) for card in cards] == [("누림뜰 세우기", {"위치": "새솔로 9"})]


def test_a_document_without_programmes_has_an_empty_guide(open_reports: OpenReports) -> None:
    opened = open_reports(letter="안녕하세요.\n\n오늘은 날씨가 맑습니다.\n")
    guide = read_guide(opened.generation, next(iter(opened.documents)))
    assert (guide.parts, guide.events, guide.budget.items, guide.terms, guide.checks) == ((), (), (), (), ())
