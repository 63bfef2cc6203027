"""Which cell of a table a question asks for: rows told by a value or a word at a time, totals, shares."""

from collections.abc import Callable

import pytest

from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 나루국 2034년 업무보고

Ⅰ. 나루쉼터 지원

(단위 : 백만원)
이용정원 │ 전용면적 │ 설치비
20명 이하 │ 132㎡ 미만 │ 70
41명 이상 │ 198㎡ 이상 │ 140

Ⅱ. 나루펀드 조성

(단위 : 억원)
구분 │ 출자자 │ 2033년 │ 2034년 │ 합계
모나루 │ 은행 등 │ 350 │ 340 │ 690
모나루 │ 새솔시 │ 50 │ 60 │ 110
자나루 │ 그 밖 │ 600 │ 500 │ 1,100

Ⅲ. 버들연구센터 투자계획

(단위 : 억원)
구분 │ 2034년 │ 2035년
국비 │ 10 │ 11
계(가람대) │ 16 │ 17

Ⅳ. 나루살림

(총투자 기준)

(단위 : 억원)
구 분 │ 나루회계 │ 버들회계 │ 합계
들살림 │ 120 │ 190 │ 310
날살림 │ 60 │ 20 │ 80

Ⅴ. 나루현황

□ 사업현황 : 54개 사업, 12억원 규모
□ 책임자 : 서기관 나루미 (044-000-1234)
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("나루쉼터 전용면적이 198㎡ 이상이면 설치비 얼마까지 줘?", "140백만원"),
        ("나루쉼터 전용면적이 132㎡ 미만이면 설치비가 얼마야?", "70백만원"),
        ("나루펀드의 모나루에 은행 등이 출자하는 돈은 합계 얼마야?", "690억원"),
        ("버들연구센터 가람대 2035년 투자계획 합계", "계(가람대)의 2035년은 17억원"),
        ("들살림에서 모든 회계를 다 더하면 얼마야?", "310억원"),
        ("들살림에서 나루회계가 차지하는 비중은 몇 %야?", "120억원 [1] ÷ 310억원 [1] × 100 = 약 38.7%"),
        ("서기관 나루미 씨한테 연락하려면 몇 번으로 걸어야 해?", "044-000-1234"),
    ],
)
def test_the_cell_asked_for_is_told(question: str, told: str, opened: OpenIndex) -> None:
    answer = opened.answerer.answer(question)
    assert told in answer.text
    assert answer.citations_verified
    assert answer.values_grounded


@pytest.mark.parametrize(
    "question", ["나루국에서 6급 자리가 지금 몇 개나 비어 있어?", "총투자 기준으로 투자가 제일 적은 나라는?"]
)
def test_a_label_or_a_basis_alone_answers_nothing(question: str, opened: OpenIndex) -> None:
    assert opened.answerer.answer(question).status == "not_found"
