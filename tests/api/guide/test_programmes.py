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
        ("○ 사업비 : 80억원(국60, 시20) * 2031년 1차년도 예산", {"사업비": "80억원(국60, 시20) * 2031년 1차년도 예산"}),
        ("○ 사업비 : 80억원 * 시비 예산 별도", {"사업비": "80억원"}),
        ("○ ’31년예산 : 없음 ※총사업비 20억원(국10/시6)", {"’31년예산": "없음"}),
        ("○ 사업장소 : 강변 ㅇ 사업수행 : (재)새솔재단 위탁", {"사업장소": "강변", "사업수행": "(재)새솔재단 위탁"}),
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


RIVER = """Ⅲ 주요 업무 추진계획

1 물빛 강변 가꾸기

□ 사업개요

○ 위    치 : 새솔시 물빛강변 일대
○ 사업목적 : 강변을 쉼터로 가꿈

□ 추진내용

➀ 물빛 나루터 조성 ⇨ 설계 중

○ 위    치 : 새솔시 나루길 7
○ 추진일정 : 설계(’31.3월)⇨준공(’31.12월)

➁ 물빛 전망대 조성 ⇨ 공사 중

○ 위    치 : 새솔시 달맞이길 30
○ 추진일정 : 준공(’31. 9월)

➂ 물빛 가꿈 지침 수립 ⇨ 고시(’31.6월)

○ 강변의 나무와 풀을 지키는 지침
○ 산책길을 넓히는 지침

2 솔잎 배움터 운영

□ 사업개요

○ 위    치 : 새솔시 솔잎로 88
○ 사업내용 : 배움터 세 곳을 운영

□ 추진내용

○ 손재주 강사 지원(37백만원, 14개 과제)

－ 지원대상 : 손재주가 있는 시민
－ 추진일정 : 공고(4월) ⇨ 지원(8월~, 1년)

○ 손재주 배움 꾸러미 나눔(70개사)

－ 배움 꾸러미를 회사에 나눔
－ 추진일정 : 회사 선정(4월) ⇨ 나눔(5월~, 10개월)

○ 배움터 녹음실 꾸미기

－ 위 치 : 배움터 지하1층

3 들꽃 심사 제도 개선

◊ 제도를 고쳐 장터를 살림

 들꽃 장터 사전심사 운영

○ 심사 기준 넓힘(’31년부터 시행)
- (심사대상) 들꽃을 파는 모든 장터의 상인
- (심사면제) 처음 여는 장터의 상인
○ (결과활용) 장터를 고칠 때에 씀
○ (추진계획) 정기심사(매월)

 들꽃 장터 나눔 운영

○ (나눔대상) 장터에 오는 시민 모두
○ (나눔방법) 들꽃 모종을 하나씩 나눔
"""


@pytest.fixture(scope="module")
def river(open_reports: OpenReports) -> Cards:
    opened = open_reports(one=RIVER)
    guide = opened.guide(next(iter(opened.documents)))
    return {programme.name: programme for part in guide.parts for programme in part.programmes}


def test_a_heading_numbered_with_programmes_is_one(river: Cards) -> None:
    assert "물빛 가꿈 지침 수립" in river


def test_a_bullet_with_a_schedule_is_a_programme_beside_such_bullets(river: Cards) -> None:
    assert stated(river["손재주 배움 꾸러미 나눔"])["추진일정"] == "회사 선정(4월) ⇨ 나눔(5월~, 10개월)"


def test_a_bullet_that_lies_in_its_programme_is_a_part_of_it(open_reports: OpenReports) -> None:
    opened = open_reports(one=RIVER.replace("위 치 : 배움터", "위 치 : 솔잎 배움터"))
    guide = opened.guide(next(iter(opened.documents)))
    names = [programme.name for part in guide.parts for programme in part.programmes]
    assert "솔잎 배움터 운영" in names
    assert "배움터 녹음실 꾸미기" not in names


def test_a_bullet_at_another_place_is_a_programme(open_reports: OpenReports) -> None:
    opened = open_reports(one=RIVER.replace("위 치 : 배움터", "위 치 : 강변 정류장"))
    guide = opened.guide(next(iter(opened.documents)))
    assert "배움터 녹음실 꾸미기" in [programme.name for part in guide.parts for programme in part.programmes]


def test_the_heading_above_one_bullet_with_a_value_and_labelled_ones_is_the_programme(river: Cards) -> None:
    assert "들꽃 장터 사전심사 운영" in river
    assert "심사 기준 넓힘" not in river


def test_a_form_that_repeats_the_name_of_its_heading_names_no_other(open_reports: OpenReports) -> None:
    text = (
        "Ⅴ. 공모사업 추진 상황\n\n□ 2031년 공모사업\n\n1 솔잎 연구 마당\n\n"
        "❖ 사업명 : 2031년 솔잎 연구 마당(Pine Lab)\n\n❖ 총사업비 : 238억원(국비 198, 시비 40)\n\n"
        "2 들꽃 연구 마당\n\n❖ 사업명 : 물빛 연구소 살리기\n\n❖ 총사업비 : 3억원\n"
    )
    opened = open_reports(one=text)
    guide = opened.guide(next(iter(opened.documents)))
    assert [p.name for part in guide.parts for p in part.programmes] == ["솔잎 연구 마당"]


@pytest.mark.parametrize(
    ("heading", "budget"),
    [
        ("우수 유학생 유치 강화 ▹60백만원", ["60백만원"]),
        ("투자 유치 ▹60백만원", []),
        ("국고보조금 확보 ▹60백만원", []),
    ],
)
def test_what_is_brought_in_is_no_budget(open_reports: OpenReports, heading: str, budget: list[str]) -> None:
    opened = open_reports(
        one=f"Ⅰ 추진계획\n\n1 청년 누림\n\n□ 배움\n\n○ {heading}\n- 지원대상 : 먼 나라 학생\n- 설명회를 엶\n"
    )
    guide = opened.guide(next(iter(opened.documents)))
    assert [money.printed for money in guide.budget.items] == budget


def cards_of(open_reports: OpenReports, text: str) -> Cards:
    opened = open_reports(one=text)
    guide = opened.guide(next(iter(opened.documents)))
    return {programme.name: programme for part in guide.parts for programme in part.programmes}


PINE = """Ⅲ 주요 업무 추진계획

1 솔잎 배움터 운영

□ 사업개요

○ 운영방법 : 민간위탁
○ 소요예산 : 65,000천원
○ 교육대상 : 일반시민*, 들꽃 장터 상인**

□ 추진현황

○ 배움터를 새로 엶

－ 용역비 조정(65,000천원 → 40,000천원)
－ 상인 대출 한도를 넓힘(65,000천원 → 90,000천원)
－ 수탁기관 : 솔잎나눔 외 3개 업체
"""


def test_a_programme_shows_how_its_amount_was_changed(open_reports: OpenReports) -> None:
    card = cards_of(open_reports, PINE)["솔잎 배움터 운영"]
    budgets = [(s.label, s.value) for s in card.statements if s.attribute == "budget"]
    assert budgets == [("소요예산", "65,000천원"), ("용역비 조정", "65,000천원 → 40,000천원")]


def test_a_programme_that_is_entrusted_shows_to_whom(open_reports: OpenReports) -> None:
    card = stated(cards_of(open_reports, PINE)["솔잎 배움터 운영"])
    assert (card["운영방법"], card["수탁기관"]) == ("민간위탁", "솔잎나눔 외 3개 업체")
    named = stated(cards_of(open_reports, PINE.replace("민간위탁", "민간위탁(새솔재단)"))["솔잎 배움터 운영"])
    assert "수탁기관" not in named


def test_the_marks_of_remarks_are_not_shown(open_reports: OpenReports) -> None:
    assert stated(cards_of(open_reports, PINE)["솔잎 배움터 운영"])["교육대상"] == "일반시민, 들꽃 장터 상인"


def test_titles_beside_one_another_name_their_programmes_behind_the_colon(open_reports: OpenReports) -> None:
    text = (
        "Ⅲ 주요 업무 추진계획\n\n1 새솔 일자리 나눔\n\n□ 사업개요\n\n○ 위 치 : 새솔시 솔잎로 88\n\n□ 추진현황\n\n"
        "고용형 : 솔잎 일자리 사업\n\n○ 회사 모집(1.8.~2.1.)\n○ 일꾼 채용(3.25.~4.7.)\n\n"
        "{second}\n\n○ 가게 모집(4.8.~5.1.)\n○ 가게 선정(6.2.)\n"
    )
    assert {"솔잎 일자리 사업", "들꽃 가게 사업"} <= set(
        cards_of(open_reports, text.format(second="창업형 : 들꽃 가게 사업"))
    )
    assert list(cards_of(open_reports, text.format(second="창업형 추진 방법"))) == ["새솔 일자리 나눔"]


def test_a_chapter_that_its_line_breaks_off_is_named_as_in_the_contents(open_reports: OpenReports) -> None:
    text = (
        "Ⅲ. 추진과제\n\n1. 똑똑한 살림과 알뜰한 나눔\n2. 들꽃 가꾸기\n\nⅣ. 주요 업무계획\n\n1. 똑똑한 살림과\n"
        "알뜰한 나눔\n1 솔잎터 운영\n□ 사업개요\n○ 위 치 : 솔잎로 3\n2 들꽃터 운영\n□ 사업개요\n○ 위 치 : 들꽃로 3\n"
    )
    opened = open_reports(one=text)
    guide = opened.guide(next(iter(opened.documents)))
    assert [part.name for part in guide.parts] == ["1. 똑똑한 살림과 알뜰한 나눔"]
