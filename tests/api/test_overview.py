"""Questions about everything a department does: answered out of all programmes, and none taken that names a subject."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from api.answering.answerer import Answer
from api.answering.citations import MARK
from api.live import OpenIndex
from api.overview.answer import overview_answer
from api.overview.period import read_period, without_period
from api.overview.reading import read_overview
from api.service import Service
from ingest.documents import Document

OpenReports = Callable[..., OpenIndex]

PLAN = """새솔시 도시정책실 업무보고 (’31. 4월)

Ⅰ 주요 업무 추진계획

1. 생활 기반

1 가람숲 도서관 건립

□ 사업개요

○ 위    치 : 새솔시 가람로 12 일대
○ 사업기간 : ’29. 3월 ~ ’32. 8월
○ ’31년 예산 : 4,000백만원

□ 향후계획

○ 건립공사 착공 : ’31. 5월
○ 개관 : ’32. 8월

2 한빛 도시텃밭 분양

□ 사업개요

○ 신청대상 : 만 19세 이상 시민
○ 신청기간 : ’31. 9. 1. ~ 9. 28.
○ 소요예산 : 65,000천원

3 제2나루터 조성

□ 사업개요

○ 위    치 : 새솔시 나루길 7
○ 소요예산 : 12억원
○ 추진일정 : 공사(’30.6월~)⇨준공(’31.10월)⇨개관(’31.11월)

2. 일자리

1 솔잎 창업터 운영

□ 사업개요

○ 위    치 : 새솔시 솔잎로 88
○ 소요예산 : 33억원

□ 향후계획

○ 입주기업 모집 : ’31. 2~3월
○ 솔잎 한마당 개최 : ’31. 하반기
"""

EARLIER_PLAN = """새솔시 도시정책실 업무보고 (’30. 4월)

Ⅰ 주요 업무 추진계획

1. 생활 기반

1 물빛 수영장 건립

□ 사업개요

○ 위    치 : 새솔시 물빛로 3
○ 소요예산 : 99억원

□ 향후계획

○ 개관 : ’30. 9월
"""

OTHER_PLAN = """다온시 문화국 업무보고 (’31. 3월)

Ⅰ 주요 업무 추진계획

1. 문화

1 들꽃 미술관 건립

□ 사업개요

○ 위    치 : 다온시 들꽃로 5
○ 소요예산 : 50억원

□ 향후계획

○ 개관 : ’31. 12월
"""


@pytest.fixture(scope="module")
def plan(open_reports: OpenReports) -> OpenIndex:
    return open_reports(plan=PLAN)


@pytest.fixture(scope="module")
def plans(open_reports: OpenReports) -> OpenIndex:
    """Two editions of one office's plan, and the plan of another office."""
    return open_reports(earlier=EARLIER_PLAN, plan=PLAN, other=OTHER_PLAN)


def asked(question: str, opened: OpenIndex, document_ids: list[str] | None = None) -> Answer:
    """The answer to a question about everything, which must be one, and sound."""
    answer = overview_answer(question, opened, document_ids)
    assert answer is not None
    marks = [int(mark) for mark in MARK.findall(answer.text)]
    numbers = list(range(1, len(answer.citations) + 1))
    assert list(dict.fromkeys(marks)) == numbers
    assert [citation.number for citation in answer.citations] == numbers
    assert answer.citations_verified
    assert answer.values_grounded
    return answer


def lines(answer: Answer) -> list[str]:
    """The lines of a list without their marks."""
    return [re.sub(r"\s*\[\d+\]", "", line[2:]) for line in answer.text.splitlines() if line.startswith("- ")]


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def named(opened: OpenIndex, source: str) -> str:
    return next(document.id for document in opened.documents.values() if document.source == source)


# Programmes


@pytest.mark.parametrize(
    "question",
    [
        "이 부서는 무슨 일을 해?",
        "주요 업무가 뭐야?",
        "어떤 사업들이 있어?",
        "도시정책실은 뭐 하는 곳이야?",
        "새솔시 도시정책실의 올해 주요 사업을 알려 줘",
        "맡은 일을 정리해 주세요",
        "무슨 일 하는 부서예요?",
        "여기서 추진하는 사업 종류가 궁금해요",
    ],
)
def test_what_a_department_does_is_told_by_its_programmes_each_cited_by_its_heading(
    question: str, plan: OpenIndex
) -> None:
    answer = asked(question, plan)
    names = ["가람숲 도서관 건립", "한빛 도시텃밭 분양", "제2나루터 조성", "솔잎 창업터 운영"]
    assert (answer.status, lines(answer), quotes(answer)) == ("answered", names, names)


def test_many_programmes_are_told_by_their_parts(service: Service) -> None:
    answer = asked("이 부서는 무슨 일을 해?", service.index.current())
    assert len(lines(answer)) == 4
    assert all(re.match(r"- [^:]+: ", line) for line in answer.text.splitlines()[1:])
    assert all(citation.section for citation in answer.citations)


def test_the_programmes_of_several_documents_are_told_by_document(plans: OpenIndex) -> None:
    answer = asked("어떤 사업들이 있어?", plans)
    assert [citation.document_title for citation in answer.citations] == sorted(
        citation.document_title for citation in answer.citations
    )
    assert any("들꽃 미술관" in line for line in lines(answer))
    assert "물빛 수영장" not in answer.text, "it is of an edition that has a newer one"


# Budgets


def test_without_a_number_three_programmes_are_ranked_each_amount_as_printed(plan: OpenIndex) -> None:
    answer = asked("올해 예산이 큰 사업은?", plan)
    assert lines(answer) == [
        "가람숲 도서관 건립: 4,000백만원(40억원)",
        "솔잎 창업터 운영: 33억원",
        "제2나루터 조성: 12억원",
    ]
    assert quotes(answer) == [
        "’31년 예산 : 4,000백만원",
        "소요예산 : 33억원",
        "제2나루터 조성",
        "소요예산 : 12억원",
    ], "the number of a name is proved by the heading"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("예산이 가장 큰 사업 하나만 알려줘", ["가람숲 도서관 건립"]),
        ("예산 1위 사업은?", ["가람숲 도서관 건립"]),
        ("예산 많이 드는 사업 두 개만 꼽아 줘", ["가람숲 도서관 건립", "솔잎 창업터 운영"]),
        ("예산 제일 많은 사업 두 개", ["가람숲 도서관 건립", "솔잎 창업터 운영"]),
        ("돈이 제일 적게 드는 사업 2개는?", ["한빛 도시텃밭 분양", "제2나루터 조성"]),
        (
            "예산이 큰 순으로 사업 다섯 개만",
            ["가람숲 도서관 건립", "솔잎 창업터 운영", "제2나루터 조성", "한빛 도시텃밭 분양"],
        ),
    ],
)
def test_as_many_programmes_are_ranked_as_are_asked_for(question: str, names: list[str], plan: OpenIndex) -> None:
    assert [line.split(":")[0] for line in lines(asked(question, plan))] == names


def test_amounts_are_compared_in_won_whatever_their_unit(plan: OpenIndex) -> None:
    assert lines(asked("예산이 가장 작은 사업은?", plan))[0] == "한빛 도시텃밭 분양: 65,000천원(6,500만원)"


def test_a_year_that_no_document_plans_is_refused(plan: OpenIndex) -> None:
    answer = asked("작년에 예산이 큰 사업은?", plan)
    assert (answer.status, answer.text) == ("not_found", "문서에는 2030년의 해당 내용이 나와 있지 않습니다.")


def test_a_document_without_budgets_says_so(open_reports: OpenReports) -> None:
    without = open_reports(plan=PLAN.replace("소요예산", "비고").replace("’31년 예산", "비고"))
    answer = asked("예산이 큰 사업은?", without)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.text == "문서에서 예산이 적힌 사업을 찾지 못했습니다."


# Events


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("하반기에 문 여는 시설은?", ["제2나루터 조성: 개관(’31.11월)"]),
        ("올해 안에 문을 열 예정인 시설은?", ["제2나루터 조성: 개관(’31.11월)"]),
        ("연내 준공되는 시설은?", ["제2나루터 조성: 준공(’31.10월)"]),
        ("내년에 개관하는 곳은?", ["가람숲 도서관 건립: 개관(’32. 8월)"]),
        ("올해 착공하는 사업은?", ["가람숲 도서관 건립: 건립공사 착공(’31. 5월)"]),
        ("10월에 준공하는 시설이 있어?", ["제2나루터 조성: 준공(’31.10월)"]),
        ("9월에 모집하는 건 뭐가 있어?", ["한빛 도시텃밭 분양: 신청기간(’31. 9. 1. ~ 9. 28.)"]),
        ("1분기에 모집하는 사업은?", ["솔잎 창업터 운영: 입주기업 모집(’31. 2~3월)"]),
        ("착공하는 사업은 뭐가 있어?", ["가람숲 도서관 건립: 건립공사 착공(’31. 5월)"]),
        ("내년에 끝나는 사업은?", ["가람숲 도서관 건립: 사업기간(’29. 3월 ~ ’32. 8월)"]),
        ("2031년 5월 일정 알려줘", ["가람숲 도서관 건립: 건립공사 착공(’31. 5월)"]),
        ("하반기 행사 알려줘", ["솔잎 창업터 운영: 솔잎 한마당 개최(’31. 하반기)"]),
    ],
)
def test_what_happens_in_a_period_is_told_with_its_printed_date(
    question: str, told: list[str], plan: OpenIndex
) -> None:
    answer = asked(question, plan)
    assert (answer.status, lines(answer)) == ("answered", told)


def test_what_no_document_states_is_denied_and_the_nearest_is_shown(plan: OpenIndex) -> None:
    answer = asked("12월에 문 여는 시설은?", plan)
    assert answer.status == "not_found"
    assert answer.text.splitlines() == [
        "문서에는 12월에 문을 여는 곳이 나와 있지 않습니다.",
        "가장 가까운 것: 제2나루터 조성: 개관(’31.11월) [1] [2]",
    ]


REMARKS = """
2 하늘못 전망대 조성

□ 사업개요

○ 위    치 : 새솔시 하늘로 1
○ 소요예산 : 7억원

□ 추진현황

○ 지난 회의의 이행사항을 점검함(’31. 8월)
○ 공모사업 목록을 살핌(’31. 8월)
※ 한켠에 작은 책방을 꾸미는 중(’31. 6월 초 개장 예정)
○ 두 곳은 ’31년에 문을 여는데, 새솔역에는 6월에 개소
○ 전망대 개관 채비
- 업체 선정(’31. 6월)
"""


def test_what_only_a_sentence_tells_is_told_as_it_stands_under_its_programme(open_reports: OpenReports) -> None:
    opened = open_reports(plan=PLAN + REMARKS)
    assert lines(asked("6월에 문 여는 시설은?", opened)) == [
        "하늘못 전망대 조성: 한켠에 작은 책방을 꾸미는 중, 개장 예정(’31. 6월 초)",
        "하늘못 전망대 조성: 두 곳은 ’31년에 문을 여는데, 새솔역에는 6월에 개소",
    ]
    assert asked("8월에 무슨 행사가 있어?", opened).status == "answered", "what lasts half a year"
    assert "이행사항" not in asked("8월에 무슨 행사가 있어?", opened).text
    assert asked("8월에 공모하는 사업은?", opened).status == "not_found"


def test_of_events_in_several_documents_the_document_is_told(plans: OpenIndex) -> None:
    answer = asked("12월에 문 여는 시설은?", plans)
    assert lines(answer) == ["들꽃 미술관 건립: 개관(’31. 12월) (다온시 문화국 업무보고)"]


# Which documents


def test_only_the_documents_that_are_given_are_asked(plans: OpenIndex) -> None:
    earlier = named(plans, "earlier.txt")
    answer = asked("예산이 큰 사업은?", plans, [earlier])
    assert {citation.document_id for citation in answer.citations} == {earlier}


def test_a_named_office_is_asked_alone(plans: OpenIndex) -> None:
    answer = asked("문화국에서 예산이 제일 큰 사업은?", plans)
    assert {citation.document_id for citation in answer.citations} == {named(plans, "other.txt")}


def test_the_newest_edition_is_asked_and_an_older_one_by_its_year(plans: OpenIndex) -> None:
    assert "물빛 수영장" not in asked("예산이 큰 사업 다섯 개", plans).text
    assert lines(asked("2030년 예산이 큰 사업은?", plans)) == ["물빛 수영장 건립: 99억원"]


# What is not about everything


@pytest.mark.parametrize(
    "question",
    [
        "가람숲 도서관 예산은?",
        "솔잎 창업터 사업 예산이 큰 이유",
        "도서관은 언제 착공해?",
        "하반기에 문 여는 도서관은?",
        "청년 사업은 뭐가 있어?",
        "솔잎 창업터 입주기업 모집 일정",
        "예산이 가장 많은 과는 어디야?",
        "예산은 얼마야?",
        "주요시설이 뭐야?",
        "사업 내용이 뭐야?",
        "사업이 모두 몇 개야?",
        "올해 신규 사업은?",
        "사업별 담당 부서 알려줘",
        "예산이 가장 큰 부서는?",
        "예산이 큰 사업의 위치는?",
        "하반기 준공 시설 예산은?",
        "올해 행사는 얼마나 열려?",
        "공모사업은 뭐가 있어?",
        "이 부서 예산은 얼마야?",
        "이 사업은 뭐야?",
        "그 중 예산이 가장 큰 사업은?",
        "정원도시과 업무가 뭐야?",
        "100억 넘는 사업은?",
        "9월 예산이 큰 사업은?",
        "’31년과 ’32년에 끝나는 사업은?",
        "너는 뭐 할 수 있어?",
        "여기 뭐 하는 곳이야?",
        "안녕하세요",
    ],
)
def test_a_question_about_something_is_not_taken(question: str, plan: OpenIndex) -> None:
    assert overview_answer(question, plan) is None


def test_in_a_conversation_only_what_is_surely_about_everything_is_taken(plan: OpenIndex) -> None:
    assert overview_answer("5월 일정 알려줘", plan, follows=True) is None
    assert overview_answer("5월 일정 알려줘", plan) is not None
    assert overview_answer("올해 착공하는 사업은?", plan, follows=True) is not None


ORDINARY = [
    "로봇과학관 예산은?",
    "청년인턴 사업 예산이 큰 이유",
    "캠퍼스타운 사업은 뭐가 있어?",
    "9월에 개관하는 G밸리 시설은?",
    "G밸리 사업 중 예산이 가장 큰 것은?",
    "하반기 투자유치설명회 지원 일정",
    "투자창업과 업무가 뭐야?",
    "사업 기간이 가장 긴 사업은?",
    "올해 서울형 강소기업은 몇 개 뽑아?",
    "5월에 착공하는 과학관은?",
]


def test_the_service_answers_of_one_thing_as_before(service: Service) -> None:
    opened = service.index.current()
    for question in ORDINARY:
        told, extracted = service.ask(question), opened.answerer.answer(question)
        assert (told["status"], told["answer"]) == (extracted.status, extracted.text)


def test_the_service_answers_of_everything_and_explains_it(service: Service) -> None:
    told = service.ask("하반기에 문 여는 시설은?")
    assert told["status"] == "answered"
    assert "산업박물관 조성: 개관(’21.10.)" in told["answer"]
    assert "때  하반기" in list(service.explain("하반기에 문 여는 시설은?"))


def test_the_largest_budgets_of_the_real_report_are_those_that_it_prints(service: Service) -> None:
    told = service.ask("올해 예산이 큰 사업 세 개")
    assert ["37,564백만원" in told["citations"][0]["quote"], "212억원" in told["citations"][1]["quote"]] == [True, True]
    assert len(told["citations"]) == 3


# How it is read


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("올해", (date(2031, 1, 1), date(2031, 12, 31))),
        ("내년 상반기", (date(2032, 1, 1), date(2032, 6, 30))),
        ("9월", (date(2031, 9, 1), date(2031, 9, 30))),
        ("2033년 9~10월", (date(2033, 9, 1), date(2033, 10, 31))),
        ("’32년 2분기", (date(2032, 4, 1), date(2032, 6, 30))),
        ("9월부터", (date(2031, 9, 1), date.max)),
        ("2031년 2033년", None),
    ],
)
def test_the_time_that_is_asked_about_counts_from_the_year_of_the_report(
    said: str, days: tuple[date, date] | None
) -> None:
    assert without_period(f"{said} 일정")[1] == said
    assert read_period(said, 2031) == days


def test_a_word_of_a_title_is_no_office() -> None:
    document = Document("doc", "a.txt", "도시정책실 청년 지원 계획", "글")
    assert read_overview("도시정책실 사업은 뭐가 있어?", [document]) is not None
    assert read_overview("지원 사업은 뭐가 있어?", [document]) is None


def test_an_office_is_named_as_its_document_names_it() -> None:
    document = Document("doc", "a.txt", "업무보고", "글", issuer="새솔특별시 도시정책실")
    assert read_overview("새솔시 도시정책실은 무슨 일을 해?", [document]) is not None
    assert read_overview("도시정책실장은 무슨 일을 해?", [document]) is None


STATED = """새솔시 도시정책실 업무보고 (’31. 4월)

Ⅰ 일반 현황

□ 예산 현황

(단위 : 백만원)
구 분 예산액 전년
계 12,000 11,000
일반회계 12,000 11,000

Ⅱ 주요 업무

1 가람숲 도서관 건립

○ 소요예산 : 4,000백만원
○ 위    치 : 새솔시 가람로 12
"""


@pytest.mark.parametrize(
    "question", ["도시정책실 예산이 얼마야?", "이 부서 올해 예산은 총 얼마예요?", "우리 실 예산 규모는?"]
)
def test_the_budget_of_an_office_is_the_total_that_its_report_states(question: str, open_reports: OpenReports) -> None:
    answer = asked(question, open_reports(stated=STATED))
    assert "12,000백만원" in answer.text
    assert len(answer.citations) == 1


@pytest.mark.parametrize("question", ["예산은 얼마야?", "도시정책실 가람숲 도서관 예산이 얼마야?"])
def test_the_budget_of_no_office_or_of_a_programme_is_no_total(question: str, open_reports: OpenReports) -> None:
    assert overview_answer(question, open_reports(stated=STATED)) is None


def test_where_no_total_is_stated_the_budget_is_looked_for_as_any_other(plan: OpenIndex) -> None:
    assert overview_answer("도시정책실 예산이 얼마야?", plan) is None


# When a document was issued

DATED = "도시정책실 2031년도 주요업무계획\n\n2031. 2. 7.(금)\n\n새솔시 도시정책실\n\nⅠ. 현황\n\n○ 보고서 작성 : 8월\n"


@pytest.mark.parametrize(
    "question",
    [
        "이 업무계획 언제 보고한 거야?",
        "이 업무계획 의회에 보고한 게 몇 월 며칠이야?",
        "보도자료 배포 일시",
        "2031년 주요업무계획을 발표한 날은 언제인가요?",
    ],
)
def test_a_document_says_on_its_cover_when_it_was_issued(question: str, open_reports: OpenReports) -> None:
    answer = overview_answer(question, open_reports(dated=DATED))
    assert answer is not None
    assert "2031. 2. 7." in answer.text
    assert "2031. 2. 7." in answer.citations[0].quote


def test_a_document_without_a_date_or_several_documents_do_not(open_reports: OpenReports, plan: OpenIndex) -> None:
    assert overview_answer("이 업무계획 언제 보고한 거야?", plan) is None
    two = open_reports(dated=DATED, other=DATED.replace("2. 7.", "3. 8."))
    assert overview_answer("이 업무계획 언제 보고한 거야?", two) is None
    assert overview_answer("도서관 건립 계획은 언제 발표해?", open_reports(dated=DATED)) is None
