"""What is of something else that the document prints elsewhere does not answer."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2034년 업무보고

Ⅰ. 나라별 투자

(단위 : 억원)
구분 │ 2033년 │ 2034년
가람나라 │ 31 │ 28
다온나라 │ 44 │ 50

Ⅱ. 업종별 투자

(단위 : 억원)
구분 │ 2033년 │ 2034년
꿀벌산업 │ 21 │ 18
조선기자재 │ 14 │ 20

Ⅲ. 나루살림

(단위 : 억원)
구분 │ 나루회계 │ 합계
나날지출1) │ 120 │ 310
큰지출2) │ 60 │ 170
1) 나날지출 : 인건비, 임차료, 이자지급
2) 큰지출 : 토지 매입비, 지방정부 등에 대한 이전

Ⅳ. 수탁기관

시설 │ 수탁기관
북나루가족돌봄센터 │ 나루복지법인
남나루가족돌봄센터 │ 다온복지법인

□ 중나루가족돌봄센터는 하반기에 문을 연다.

Ⅴ. 어르신

(단위 : 명)
구분 │ 2033년 │ 2034년
노인 │ 2,700 │ 2,800

(단위 : 억원)
구분 │ 2033년 │ 2034년
어르신 일자리 │ 27 │ 29
나루거리(Naru Street) │ 3 │ 4

Ⅵ. 행사

□ BLUE HARBOR 준비(8월)
□ 제2회 나루축제 : ’34.하반기

Ⅶ. 해외 사례

□ (영국) 나루계약을 들여와 ’32년 104억원을 계약
□ 미국은 나루학교를 운영
□ 교포 나루지원금 20만원 지급

Ⅷ. 배움

□ 나루달빛학교 운영
○ 사업예산 : 9억원
□ 나루달빛축제 협력

시설 │ 소재지 │ 하는 일
나루재단 │ 가람로 10 │ 나루 나눔
□ 업종별 투자는 미국이 많으며, 꿀벌산업 18억원, 조선기자재 20억원 순

□ 나루 누리잔치 개최 : 모래나루 광장(NARU OPEN)
□ BLUE HARBOR 행사 참가(9월)
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    "question",
    [
        "2034년 가람나라 투자 중에서 꿀벌산업에 들어간 금액은 얼마야?",
        "나날지출 가운데 인건비만 얼마야?",
        "인건비 합계는 얼마야?",
        "중나루가족돌봄센터를 맡은 수탁기관은 어디야?",
        "BLUE HARBOR는 어느 장소에서 열려?",
        "제2회 나루축제는 어디서 열려?",
        "미국의 나루계약 금액은 2032년에 얼마였어?",
        "나루달빛축제 예산은 얼마야?",
        "첫걸음나루권은 어디서 신청해?",
    ],
)
def test_another_thing_does_not_answer(question: str, opened: OpenIndex) -> None:
    assert opened.answerer.answer(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2034년 꿀벌산업 투자는 얼마야?", "18억원"),
        ("나날지출 합계는 얼마야?", "310억원"),
        ("인건비나 임차료 같은 데 쓴 돈은 합계 얼마야?", "310억원"),
        ("남나루가족돌봄센터의 수탁기관은 어디야?", "다온복지법인"),
        ("2034년 노인 일자리에 쓰는 돈은 얼마야?", "29억원"),
        ("2034년 Naru Street 예산은 얼마야?", "4억원"),
        ("영국의 나루계약 금액은 2032년에 얼마였어?", "104억원"),
        ("미국에 사는 교포가 받는 나루지원금은 얼마야?", "20만원"),
        ("나루달빛학교 예산은 얼마야?", "9억원"),
        ("2034년 꿀벌산업투자액은 얼마야?", "18억원"),
    ],
)
def test_what_is_asked_of_is_told(question: str, told: str, opened: OpenIndex) -> None:
    assert told in opened.answerer.answer(question).text
