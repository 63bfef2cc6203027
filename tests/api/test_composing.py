"""What an answer is made of: the bracket of a heading, steps with their years, what limits a sentence, laws."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from api.answering.compose import Draft
from api.answering.notes import with_rider
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2031년 업무보고

보도시점 : 2031. 6. 21.(토) 11:00

책임자 : 과장 강나루 (044-205-1200)
담당자 : 사무관 윤슬기 (seulgi@example.kr)

Ⅰ. 주요 업무

1 나루소식지 개편

○ 나루소식지를 주민이 고른 방법(문자, 전자우편)으로 보냄(언제든지 종이로 되돌릴 수 있음)
 - 종이 소식지 발행 부수 : 3만부
 - 전자우편 발송 체계를 새로 갖춤

○ 지원대상(새내기, 다자녀)
 - 섬에 사는 새내기
 - 아이가 셋인 집

2 등대 통합

○ 등대 관리를 하나로 모음
 - (’30년) 체계 설계 → (’31년) 1차 통합(11개) → (’32년) 2차 통합(33개)
○ (경과) 27.3 등대 조사 → 28.11 원격점등 시작 → 29.5 확대

3 나루지기 모집

○ 활동기간 : 2031. 7. ~ 2032. 6.
○ 모집기간 : 2031. 6. 2. ~ 6. 9.
○ 지원서류를 거짓으로 꾸민 사람은 나루지기로 뽑지 않습니다. 또한 뽑힌 뒤라도, 위에 해당하는 사람은 그만두게 됩니다.
○ 아기돌봄반(교사 대 영아 비율개선 1:3→1:2) 운영 지원

참고 나루지기의 개념 (나루관리법 제3조)

○ (정의) 나루를 돌보는 시민
○ 2031년 5월 2일
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("나루소식지를 다시 종이로 되돌릴 수 있어?", "언제든지 종이로 되돌릴 수 있음"),
        ("나루소식지는 이제 문자로만 받게 되나요?", "언제든지 종이로 되돌릴 수 있음"),
        ("등대 2차 통합은 언제 몇 개 해?", "(’32년) 2차 통합(33개)"),
        ("등대 원격점등은 언제 시작됐어?", "28.11 원격점등 시작"),
        ("나루지기 지원서류를 거짓으로 꾸민 사람은?", "그만두게 됩니다"),
        ("나루지기 개념의 법적 근거는?", "나루관리법 제3조"),
        ("이 자료는 언제부터 기사로 낼 수 있어?", "2031. 6. 21.(토) 11:00"),
        ("책임자 이름이 뭐야?", "강나루"),
        ("나루지기 모집 신청 마감일은?", "6. 9."),
    ],
)
def test_an_answer_carries_what_is_asked(question: str, told: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert answer.status == "answered"
    assert told in answer.text


def test_a_step_is_told_with_its_year_and_no_year_is_a_label(opened: OpenIndex) -> None:
    assert "’30년은" not in opened.answerer.answer("등대 2차 통합은 언제 몇 개 해?").text


@pytest.mark.parametrize(
    ("following", "is_told"),
    [
        ("다만, 통장은 함께 할 수 없습니다.", True),
        ("또한 뽑힌 뒤라도, 위에 해당하는 사람은 그만두게 됩니다.", True),
        ("또한 나루터를 넓힙니다.", False),
        ("단체는 나루지기를 둘 수 있습니다.", False),
    ],
)
def test_what_limits_a_sentence_or_goes_on_from_it_is_told_behind_it(
    following: str, is_told: bool, opened: OpenIndex
) -> None:
    passage = opened.generation.passages[0]
    draft = Draft("나루지기는 시민입니다. [1]", (passage,))
    told = with_rider(draft, replace(passage, text=following))
    assert (following in told.text) == is_told
    assert len(told.passages) == 1 + is_told


def test_the_list_below_a_heading_is_told_where_its_bracket_does_not_say_it(opened: OpenIndex) -> None:
    assert "3만부" in opened.answerer.answer("종이 나루소식지 발행 부수는?").text


def test_a_reason_is_told_only_where_something_gives_one(opened: OpenIndex) -> None:
    assert opened.answerer.answer("등대 2차 통합은 왜 해?").status == "not_found"


def test_a_label_with_whom_it_is_of_is_told_by_its_list(opened: OpenIndex) -> None:
    assert "아이가 셋인 집" in opened.answerer.answer("다자녀 나루소식지 지원대상은?").text
