"""What stands on the timeline."""

from collections.abc import Callable
from datetime import date

import pytest

from api.guide.guide import read_guide
from api.guide.model import Event, Guide
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]


def test_events_are_told_in_the_order_of_their_days(guide: Guide) -> None:
    assert [(event.first, event.last, event.what, event.programme) for event in guide.events] == [
        (date(2031, 3, 1), date(2031, 5, 31), "설계", "푸른길 나루터 조성"),
        (date(2031, 5, 1), date(2031, 5, 31), "건립공사 착공", "가람숲 도서관 건립"),
        (date(2031, 6, 1), date(2031, 6, 30), "공사", "푸른길 나루터 조성"),
        (date(2031, 9, 1), date(2031, 9, 30), "준공", "푸른길 전망대 조성"),
        (date(2031, 10, 1), date(2031, 10, 31), "개관", "푸른길 전망대 조성"),
        (date(2031, 12, 1), date(2031, 12, 31), "준공", "푸른길 나루터 조성"),
        (date(2032, 8, 1), date(2032, 8, 31), "개관", "가람숲 도서관 건립"),
    ]


@pytest.mark.parametrize(
    ("bullet", "events"),
    [
        ("강변관 (’31. 1월 준공)", [("2031-01-01", "2031-01-31", "강변관 준공")]),
        (
            "강변관 : ’30.7월 착공, ’31.7월 준공 예정",
            [("2030-07-01", "2030-07-31", "강변관 착공"), ("2031-07-01", "2031-07-31", "강변관 준공 예정")],
        ),
        ("(솔잎대) 저금리 금융지원 컨설팅(4월)", [("2031-04-01", "2031-04-30", "솔잎대 – 저금리 금융지원 컨설팅")]),
        ("’31. 9. 3. 나눔 협약 체결", [("2031-09-03", "2031-09-03", "나눔 협약 체결")]),
        (
            "참여기업 모집(2.1.~2.9.) 및 선정(2.19.)",
            [("2031-02-01", "2031-02-09", "참여기업 모집"), ("2031-02-19", "2031-02-19", "참여기업 선정")],
        ),
        ("새내기 발대식(비대면 방식) : 4월", [("2031-04-01", "2031-04-30", "새내기 발대식(비대면 방식)")]),
        ("나눔 기관 평가(13개 기관, 4~7월)", [("2031-04-01", "2031-07-31", "나눔 기관 평가")]),
        ("상반기 나눔 실적 점검(7월)", [("2031-07-01", "2031-07-31", "상반기 나눔 실적 점검")]),
        ("나눔 위원회 심의회(정책과) : 5월", [("2031-05-01", "2031-05-31", "나눔 위원회 심의회(정책과)")]),
        ("새내기 모집 : ’31. 하반기", [("2031-07-01", "2031-12-31", "새내기 모집")]),
        ("2032년도 본예산 요구서 제출(8월)", [("2031-08-01", "2031-08-31", "본예산 요구서 제출")]),
        ("’31. 2월 : ’31년 나눔 계획 수립", [("2031-02-01", "2031-02-28", "’31년 나눔 계획 수립")]),
        (
            "※ 나눔터 새로 꾸미는 중(’31. 4월 오픈 예정)",
            [("2031-04-01", "2031-04-30", "나눔터 새로 꾸미는 중, 오픈 예정")],
        ),
        ("한빛 나눔터 운영 : ’31. 2월 준공", [("2031-02-01", "2031-02-28", "한빛 나눔터 준공")]),
        ("한빛 나눔터 운영 (’31. 2월 공고)", [("2031-02-01", "2031-02-28", "한빛 나눔터 운영 공고")]),
        ("나눔터 운영기관 선정 : 2월 선정", [("2031-02-01", "2031-02-28", "나눔터 운영기관 선정")]),
        ("’31. 3월 나눔터 새 단장(한빛), ’31. 5월 개관", [("2031-05-01", "2031-05-31", "개관")]),
        (
            "(나눔터) ’31. 1월 건축허가(새솔시), ’31. 2월 착공(한빛건설)",
            [("2031-01-01", "2031-01-31", "나눔터 건축허가"), ("2031-02-01", "2031-02-28", "나눔터 착공")],
        ),
        (
            "나눔터 조성 : 가람구(’31. 4월 개소 예정), 한빛관(’31. 5월 개소)",
            [
                ("2031-04-01", "2031-04-30", "나눔터 조성 – 가람구 개소 예정"),
                ("2031-05-01", "2031-05-31", "한빛관 개소"),
            ],
        ),
        ("나눔 실적 보고(6, 12월) 및 나눔 사례 공유(12월)", [("2031-12-01", "2031-12-31", "나눔 사례 공유")]),
        ("’31. 4월 (가칭)나눔터* 설립", [("2031-04-01", "2031-04-30", "(가칭)나눔터 설립")]),
        ("평가 기관 : 한빛관광공사(5월)", []),
        ("나눔터를 다시 꾸밈 * 준공(’01. 3월)", []),
        ("새내기 모집(하반기)", []),
        ("새내기 모집(’31년)", []),
        ("정기심사(3, 6, 9월)", []),
        ("참여 기업 30개사(’31.3월 현재)", []),
        ("’31. 2월말 현재 2억원 모금 완료", []),
        ("사업기간 : ’31. 3월 ~ 5월", []),
        ("’30년 사업의 마무리 평가(2월)", []),
        ("새내기 모집(’32. 8월 ~ ’31. 2월)", []),
    ],
)
def test_an_event_has_a_month_and_something_that_happens(
    open_reports: OpenReports, bullet: str, events: list[tuple[str, str, str]]
) -> None:
    found = [(str(event.first), str(event.last), event.what) for event in _events_told(open_reports, _line(bullet))]
    assert found == events


@pytest.mark.parametrize(
    ("lines", "whats"),
    [
        (
            "○ 공정하고 밝은 나눔\n- (추진계획) 대상 선정(2월), 나눔터 정비 계획 수립(3월)",
            ["대상 선정", "나눔터 정비 계획 수립"],
        ),
        ("○ 공정하고 밝은 나눔\n- 공모(2월) ⇨ 심사(4월)", ["공모", "심사"]),
        ("○ (나눔터) 집기를 손봄\n- 계획 수립(3월)", ["계획 수립"]),
    ],
)
def test_words_that_name_nothing_are_told_below_their_heading(
    open_reports: OpenReports, lines: str, whats: list[str]
) -> None:
    heading = "나눔터" if "나눔터)" in lines else "공정하고 밝은 나눔"
    assert [event.what for event in _events_told(open_reports, lines)] == [f"{heading} – {what}" for what in whats]


@pytest.mark.parametrize(
    ("lines", "whats"),
    [
        ("○ 나눔 책자 배포 ⇨ 선정(6월)", ["나눔 책자 배포 – 선정"]),
        ("○ 누림뜰 축제▹노래 경연 및 공모(5월)", ["누림뜰 축제 – 노래 경연 및 공모"]),
        ("○ 누림뜰 축제\n- 노래 동아리 공모(5월)", ["노래 동아리 공모"]),
        ("○ ’31. 3월 : 공모", ["공모"]),
    ],
)
def test_words_in_the_same_bullet_say_what_happens(open_reports: OpenReports, lines: str, whats: list[str]) -> None:
    assert [event.what for event in _events_told(open_reports, lines)] == whats


def test_a_period_says_when_what_its_heading_names_happens(open_reports: OpenReports) -> None:
    lines = "○ 나눔 장터 참가\n▸ 누림(NURIM) 전시회\n‧ 기 간 : ’31. 6. 28. ～ 7. 1.(4일간)\n‧ 내 용 : 나눔을 나눔"
    (event,) = _events_told(open_reports, lines)
    assert (event.what, str(event.first), str(event.last)) == ("누림(NURIM) 전시회", "2031-06-28", "2031-07-01")


def test_a_schedule_below_the_last_bullet_is_of_the_heading_of_all(open_reports: OpenReports) -> None:
    lines = "○ 나눔 알림판 구축\n- 종이를 아낌\n* 추진일정 : 계획 수립(2월), 시스템 구축(5월)"
    assert [event.what for event in _events_told(open_reports, lines)] == [
        "나눔 알림판 구축 – 계획 수립",
        "나눔 알림판 구축 – 시스템 구축",
    ]


@pytest.mark.parametrize(
    ("lines", "whats"),
    [
        ("○ 나눔 대학 공모(2월)\n○ 새솔 나눔 대학 공모(2월)", ["새솔 나눔 대학 공모"]),
        ("○ 나눔 대학 공모(2월)\n○ 대학 나눔 공모(2월)", ["나눔 대학 공모"]),
        ("○ 나눔 대학 공모(2월)\n○ 새솔 나눔 대학 공모(3월)", ["나눔 대학 공모", "새솔 나눔 대학 공모"]),
        ("○ 나눔 공모(2월)\n○ 새솔 나눔 공모(2월)", ["나눔 공모", "새솔 나눔 공모"]),
    ],
)
def test_an_event_told_twice_stands_once(open_reports: OpenReports, lines: str, whats: list[str]) -> None:
    assert [event.what for event in _events_told(open_reports, lines)] == whats


@pytest.mark.parametrize(
    ("bullet", "printed", "last", "is_begun", "goes_on"),
    [
        ("나눔터 운영(4월~)", "4월~", "2031-04-30", False, True),
        ("나눔터 운영(4월~, 11회)", "4월~", "2031-04-30", False, True),
        ("나눔터 운영(4월~, 10개월)", "4월~, 10개월", "2032-01-31", False, False),
        ("나눔터 운영(’31. 8월~ (1년))", "’31. 8월~ (1년)", "2032-07-31", False, False),
        ("나눔터 설계(~’31.6)", "~’31.6", "2031-06-30", True, False),
        ("나눔터 준공(~’31.6)", "~’31.6", "2031-06-30", False, False),
        ("나눔터 공사(4~6월)", "4~6월", "2031-06-30", False, False),
    ],
)
def test_a_period_without_an_end_is_open_unless_its_length_is_printed(
    open_reports: OpenReports, bullet: str, printed: str, last: str, is_begun: bool, goes_on: bool
) -> None:
    (event,) = _events_told(open_reports, f"○ {bullet}")
    told = event.printed, str(event.last), event.is_begun, event.goes_on
    assert told == (printed, last, is_begun, goes_on)


def _line(bullet: str) -> str:
    return bullet if bullet.startswith("※") else f"○ {bullet}"


def _events_told(open_reports: OpenReports, lines: str) -> tuple[Event, ...]:
    """The events of a programme whose overview holds some lines."""
    report = (
        "새솔시 2031년 업무계획\n\nⅠ 추진계획\n\n1. 나눔\n\n1 누림뜰 나눔 사업\n\n□ 사업개요\n\n○ 함께 나눔\n"
        f"{lines}\n\n□ 내용\n\n○ ’31년에도 ’31년처럼 나눔\n"
    )
    opened = open_reports(one=report)
    return read_guide(opened.generation, next(iter(opened.documents))).events
