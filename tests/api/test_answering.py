"""Answers from an invented report: what they say, what they cite, and when they refuse."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from api.answering.answerer import Answer
from api.answering.citations import MARK, Citation
from api.answering.grounding import citations_verified, ungrounded_numbers, values_grounded
from api.answering.query import clean_question, read_query
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]
MAX_ANSWER = 300


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def assert_sound(answer: Answer, opened: OpenIndex) -> None:
    """What holds for every answer: marks and citations match one to one, and every quote is verbatim."""
    marks = [int(mark) for mark in MARK.findall(answer.text)]
    assert marks == list(range(1, len(answer.citations) + 1))
    assert [citation.number for citation in answer.citations] == marks
    for citation in answer.citations:
        document = opened.documents[citation.document_id]
        assert document.text[citation.start : citation.end] == citation.quote
        assert document.revision == citation.revision
        lines = document.text.split("\n")[citation.line_start - 1 : citation.line_end]
        assert citation.quote.split("\n")[0] in lines[0]
        assert citation.quote.split("\n")[-1] in lines[-1]
    assert answer.citations_verified
    assert answer.values_grounded


# What is stated


@pytest.mark.parametrize(
    ("question", "said", "quote"),
    [
        (
            "가람숲 도서관은 어디에 있나요?",
            "가람숲 도서관 건립의 위치는 새솔시 가람로 12 일대입니다. [1]",
            "위    치 : 새솔시 가람로 12 일대",
        ),
        (
            "가람숲 도서관 규모",
            "가람숲 도서관 건립의 규모는 연면적 3,200㎡, 지상 3층입니다. [1]",
            "규    모 : 연면적 3,200㎡, 지상 3층",
        ),
        (
            "도서관은 누가 운영해?",
            "가람숲 도서관 건립의 운영주체는 새솔문화재단입니다. [1]",
            "운영주체 : 새솔문화재단",
        ),
        (
            "도시텃밭은 누가 신청할 수 있어?",
            "한빛 도시텃밭 분양의 신청대상은 공고일 현재 시내에 거주하는 만 19세 이상 시민입니다. [1]",
            "신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민",
        ),
        (
            "도시텃밭 신청 언제까지야?",
            "한빛 도시텃밭 분양의 신청기간은 ’23. 2. 1. ~ 2. 28.입니다. [1]",
            "신청기간 : ’23. 2. 1. ~ 2. 28.",
        ),
    ],
)
def test_a_labelled_value_is_said_with_its_subject(question: str, said: str, quote: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert (answer.status, answer.text, quotes(answer)) == ("answered", said, [quote])
    assert_sound(answer, invented)


@pytest.mark.parametrize(
    ("question", "money"),
    [
        ("가람숲 도서관 예산은 얼마인가요?", "4,000백만원(40억원)"),
        ("도시텃밭 예산 얼마야", "65,000천원(6,500만원)"),
    ],
)
def test_money_is_also_said_as_people_say_it(question: str, money: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert f"소요예산은 {money}입니다" in answer.text
    assert_sound(answer, invented)


@pytest.mark.parametrize("question", ["마을기록관이 뭐야?", "마을기록관이란 무엇인가요?"])
def test_a_footnote_defines_its_term(question: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert answer.text == "마을기록관은 주민이 모은 사진과 문서를 보관하고 보여 주는 곳을 뜻합니다. [1]"
    assert quotes(answer) == ["마을기록관 : 주민이 모은 사진과 문서를 보관하고 보여 주는 곳"]
    assert_sound(answer, invented)


def test_a_heading_is_answered_with_the_list_under_it(invented: OpenIndex) -> None:
    answer = invented.answerer.answer("가람숲 도서관 주요시설")
    head, *items = answer.text.split("\n")
    assert head == "가람숲 도서관 건립의 주요시설은 다음과 같습니다."
    assert items == ["- 열람실과 어린이 자료실 [1]", "- 주민이 함께 쓰는 모임방 [2]", "- 옥상 텃밭 [3]"]
    assert quotes(answer) == ["열람실과 어린이 자료실", "주민이 함께 쓰는 모임방", "옥상 텃밭"]
    assert_sound(answer, invented)


def test_the_year_that_is_stated_is_answered(invented: OpenIndex) -> None:
    answer = invented.answerer.answer("2023년 도시텃밭 예산은 얼마인가요?")
    assert answer.status == "answered"
    assert "65,000천원" in answer.text


def test_a_citation_carries_the_heading_path(invented: OpenIndex) -> None:
    (citation,) = invented.answerer.answer("가람숲 도서관은 어디에 있나요?").citations
    assert citation.section == ("Ⅰ. 주요 업무", "1. 생활 기반", "1 가람숲 도서관 건립", "사업개요")
    assert (citation.line_start, citation.line_end) == (11, 11)
    assert (citation.source, citation.document_title) == ("report.txt", "새솔시 도시정책실 업무보고")


def test_a_question_is_read_the_same_however_it_is_typed(invented: OpenIndex) -> None:
    plain = "가람숲 도서관 예산은 얼마인가요?"
    expected = invented.answerer.answer(plain).text
    for typed in (unicodedata.normalize("NFD", plain), f"  {plain}\n", plain.replace(" ", "\u00a0"), f"\ufeff{plain}"):
        assert invented.answerer.answer(clean_question(typed)).text == expected


def test_only_the_documents_asked_for_answer(open_reports: OpenReports) -> None:
    text = "1 가람숲 도서관 건립\n\n○ 소요예산 : {}백만원\n○ 위    치 : 가람로 12\n"
    opened = open_reports(first=text.format("4,000"), second=text.format("7,000"))
    for document in opened.documents.values():
        answer = opened.answerer.answer("가람숲 도서관 예산은 얼마인가요?", [document.id])
        assert [citation.document_id for citation in answer.citations] == [document.id]
        assert ("40억원" in answer.text) == (document.source == "first.txt")


# What is not stated


def test_an_attribute_that_is_not_stated_is_named(invented: OpenIndex) -> None:
    answer = invented.answerer.answer("도시텃밭 위치")
    assert answer.status == "not_found"
    assert answer.text.startswith("문서에는 한빛 도시텃밭 분양의 위치가 나와 있지 않습니다.")
    assert_sound(answer, invented)


@pytest.mark.parametrize("question", ["하늘전망대 예산은 얼마인가요?", "하늘전망대는 언제 문을 여나요?"])
def test_an_unknown_programme_is_named(question: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert answer.status == "not_found"
    assert "전망대" in answer.text.split("\n")[0]
    assert_sound(answer, invented)


@pytest.mark.parametrize(
    "question", ["가람숲 도서관 우주체험실의 소요예산은 얼마야?", "도시텃밭 박람회 신청기간이 언제야?"]
)
def test_a_name_that_the_document_prints_nowhere_is_refused_though_the_rest_fits(
    question: str, invented: OpenIndex
) -> None:
    answer = invented.answerer.answer(question)
    assert answer.status == "not_found"
    assert re.match("문서에는 “(우주체험실|박람회)”에 관한 내용이 없습니다.", answer.text)
    assert_sound(answer, invented)


@pytest.mark.parametrize("question", ["2031년 도시텃밭 예산은 얼마인가요?", "도시텃밭의 ’31년 소요예산은?"])
def test_another_year_is_named(question: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert answer.status == "not_found"
    assert "2031년" in answer.text.split("\n")[0]
    assert_sound(answer, invented)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("제4기 시민평가단은 몇 명이야?", "not_found"),
        ("제5기 시민평가단은 몇 명이야?", "answered"),
        ("제4기에는 시민평가단을 몇 명 뽑았어?", "not_found"),
        ("시민평가단은 몇 명이야?", "answered"),
    ],
)
def test_another_term_is_not_answered_for_the_one_asked_of(
    question: str, status: str, open_reports: OpenReports
) -> None:
    report = "1 제5기 시민평가단 모집\n\n○ 시민평가단 모집인원 : 70명\n"
    answer = open_reports(report=report).answerer.answer(question)
    assert answer.status == status
    assert ("제4기" in answer.text) == (status == "not_found")


def test_the_nearest_statement_is_labelled_as_such_and_cited(invented: OpenIndex) -> None:
    answer = invented.answerer.answer("2031년 도시텃밭 예산은 얼마인가요?")
    assert answer.text.split("\n")[1] == "가장 가까운 내용: “소요예산 : 65,000천원” [1]"
    assert quotes(answer) == ["소요예산 : 65,000천원"]


@pytest.mark.parametrize("question", ["얼마예요?", "그게 뭐야?", "어디?"])
def test_a_question_about_nothing_is_refused(question: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert (answer.status, answer.citations) == ("not_found", ())


# Small talk


@pytest.mark.parametrize("question", ["안녕하세요", "고마워요!", "뭐 할 수 있어?", "너는 누구야?", "감사합니다"])
def test_small_talk_is_answered_without_citations(question: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert (answer.status, answer.citations) == ("small_talk", ())
    assert answer.text
    assert_sound(answer, invented)


@pytest.mark.parametrize(
    "question",
    ["안녕하세요, 가람숲 도서관 예산이 얼마인지 알려 주세요.", "안녕하세요! 도서관 예산은?", "안녕 도서관 예산은?"],
)
def test_a_question_behind_a_greeting_is_answered(question: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer(question)
    assert answer.status == "answered"
    assert "40억원" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "하이브랜드는 어디에?",
        "감사위원회 예산은?",
        "수고비는?",
        "누구나 쉼터 위치",
        "안녕센터 예산",
        "hi-tech 단지",
    ],
)
def test_names_that_begin_like_a_courtesy_are_no_small_talk(question: str) -> None:
    assert read_query(question).small_talk is None


# The form of an answer

LONG_VALUE = (
    "주민이 책과 가까이 지내며 쉴 수 있는 자리를 마련하고 마을의 기록을 모아 다음 세대에 전하며 " * 9 + "배움을 넓힘"
)


@pytest.mark.parametrize(
    "report", ["1 가람숲 도서관 건립\n\n○ 사업목적 : {}\n", "1 가람숲 도서관 건립\n\n○ 목적은 {}\n"]
)
def test_a_long_value_is_cut_at_a_word_and_cited_whole(report: str, open_reports: OpenReports) -> None:
    opened = open_reports(report=report.format(LONG_VALUE))
    answer = opened.answerer.answer("가람숲 도서관의 목적이 뭐야?")
    assert answer.status == "answered"
    assert len(answer.text) <= MAX_ANSWER
    (cut,) = re.findall(r"주민이 책과.*(?= …)", answer.text)
    assert LONG_VALUE.startswith(cut + " ")
    assert_sound(answer, opened)


MARKED = """1 가람숲 도서관 건립[7]

○ 소요예산 : 4,000백만원[7] [1] [2]
○ [3] 위치 : 가람로 [12] 일대
○ 운영주체[4] : 새솔문화재단 [99]
○ 꽃길[5]을 따라 옥상에 오르는 쉼터를 마련함 [6]

1) 마을기록관[8] : 기록을 보관하는 곳 [9]

가람숲 광장은 시민이 모이는 곳이다 [10]
"""


@pytest.mark.parametrize(
    "question",
    [
        "가람숲 도서관 예산은 얼마인가요?",
        "가람숲 도서관은 어디에 있나요?",
        "가람숲 도서관 운영주체는?",
        "가람숲 도서관 꽃길 쉼터",
        "가람숲 도서관 건립",
        "마을기록관이 뭐야?",
        "가람숲 광장",
        "가람숲 광장 예산은 얼마인가요?",
        "가람숲 광장의 넓이는?",
        "2031년 가람숲 도서관 예산",
        "[7] 예산은 얼마인가요?",
        "하늘전망대 [7]",
    ],
)
def test_numbers_in_brackets_in_a_document_never_read_as_references(question: str, open_reports: OpenReports) -> None:
    opened = open_reports(report=MARKED)
    answer = opened.answerer.answer(question)
    assert_sound(answer, opened)


def test_a_refusal_never_breaks_its_line_for_a_passage_of_several_lines(open_reports: OpenReports) -> None:
    opened = open_reports(report="가람숲 광장은 시민이 모여 함께 쉬고\n이야기를 나누는 곳이다\n")
    answer = opened.answerer.answer("가람숲 광장 예산은 얼마인가요?")
    assert answer.status == "not_found"
    assert answer.text.split("\n")[0].endswith("의 예산이 나와 있지 않습니다.")
    assert_sound(answer, opened)


def test_markup_in_a_document_is_said_as_it_is_printed(open_reports: OpenReports) -> None:
    opened = open_reports(
        report="1 가람숲 도서관 건립\n\n○ 위치 : <script>alert(1)</script> 가람로 12 일대 &amp; {mark}\n"
    )
    answer = opened.answerer.answer("가람숲 도서관은 어디에 있나요?")
    assert answer.status == "answered"
    assert "<script>alert(1)</script> 가람로 12 일대 &amp; {mark}" in answer.text
    assert_sound(answer, opened)


def test_a_number_in_a_heading_is_not_said_without_proof(open_reports: OpenReports) -> None:
    opened = open_reports(report="1 가람천 2단계 정비\n\n○ 소요예산 : 4,000백만원\n")
    answer = opened.answerer.answer("가람천 2단계 정비 예산은 얼마인가요?")
    assert answer.text == "소요예산은 4,000백만원(40억원)입니다. [1]"
    assert_sound(answer, opened)


# Proof


@pytest.fixture
def answer(invented: OpenIndex) -> Answer:
    return invented.answerer.answer("가람숲 도서관 예산은 얼마인가요?")


def test_one_altered_digit_is_not_grounded(answer: Answer) -> None:
    assert values_grounded(answer.text, answer.citations)
    body = answer.text.removesuffix(" [1]")
    digits = [i for i, letter in enumerate(body) if letter.isdigit()]
    assert len(digits) == len("4000" + "40")
    for i in digits:
        altered = body[:i] + str((int(body[i]) + 1) % 10) + body[i + 1 :]
        assert not values_grounded(altered + " [1]", answer.citations)


def test_a_number_that_nothing_proves_is_named() -> None:
    assert ungrounded_numbers("예산은 40억원, 면적은 3,200㎡, 비율은 12.5%입니다. [1]", ["4,000백만원", "3,200㎡"]) == [
        "12.5"
    ]


def test_a_part_of_a_number_proves_nothing() -> None:
    assert not values_grounded("예산은 400백만원입니다.", [_citation(quote="예산 : 4,400백만원")])
    assert not values_grounded("비율은 5%입니다.", [_citation(quote="비율 : 12.5%")])


@pytest.mark.parametrize(
    "change",
    [
        lambda citation: {"start": citation.start + 1},
        lambda citation: {"start": citation.start - 1},
        lambda citation: {"end": citation.end - 1},
        lambda citation: {"end": citation.end + 1},
        lambda citation: {"quote": citation.quote.replace("4", "5")},
        lambda citation: {"revision": "0" * 64},
        lambda citation: {"document_id": "doc_unknown"},
    ],
    ids=["start later", "start earlier", "end earlier", "end later", "quote", "revision", "document"],
)
def test_one_altered_offset_is_not_verified(
    change: Callable[[Citation], dict[str, Any]], answer: Answer, invented: OpenIndex
) -> None:
    (citation,) = answer.citations
    assert citations_verified([citation], invented.documents)
    assert not citations_verified([replace(citation, **change(citation))], invented.documents)


def _citation(quote: str) -> Citation:
    return Citation(1, "doc", "제목", "report.txt", "0" * 64, 0, len(quote), 1, 1, None, quote, ())


# How a question is read


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("예산은 얼마인가요?", "budget"),
        ("면적이 얼마야?", "size"),
        ("어디에 있나요?", "place"),
        ("언제 열어?", "schedule"),
        ("누가 신청할 수 있어?", "target"),
        ("돈은 어디서 나와?", "place"),
        ("빌려준 돈에서 뭘 빼?", "content"),
        ("담당자 메일 주소는?", "contact"),
        ("누가 운영해?", "operator"),
        ("이게 뭐야?", "definition"),
        ("왜 지어?", "reason"),
        ("가람숲 도서관", None),
    ],
)
def test_question_words_ask_for_attributes(question: str, attribute: str | None) -> None:
    asked = read_query(question).attribute
    assert (asked.name if asked else None) == attribute


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("2023년 예산", 2023),
        ("’23년 예산", 2023),
        ("23년 예산", 2023),
        ("2070년 인구 전망", 2070),
        ("2023회계연도 결산", 2023),
        ("2023 나루축제 장소", 2023),
        ("2020 명 뽑아?", None),
        ("2000 가구에 나누어 줘?", None),
        ("2024 개최 장소", 2024),
        ("2030 청년 정책", None),
        ("예산 2,023백만원", None),
        ("예산", None),
    ],
)
def test_a_question_may_name_a_year(question: str, year: int | None) -> None:
    assert read_query(question).year == year


def test_an_attribute_alone_is_answered_when_it_is_stated_once(open_reports: OpenReports) -> None:
    once = open_reports(report="1 꽃길 조성\n\n○ 소요예산 : 5억원\n○ 위 치 : 가람로 12\n")
    assert "5억원" in once.answerer.answer("예산은 얼마?").text
    twice = open_reports(report="1 꽃길 조성\n\n○ 소요예산 : 5억원\n\n2 쉼터 조성\n\n○ 소요예산 : 7억원\n")
    assert twice.answerer.answer("예산은 얼마?").status == "not_found"


def test_a_span_of_years_is_not_a_year(open_reports: OpenReports) -> None:
    opened = open_reports(report="1 온실 보급\n\n○ 지원대상 : 30년 이상 된 주택\n○ 사업기간 : ’25. 3월\n")
    assert "30년 이상" in opened.answerer.answer("온실 보급은 30년 이상 된 주택이 대상이야?").text


def test_a_long_unknown_word_is_not_echoed_at_length(open_reports: OpenReports) -> None:
    opened = open_reports(report="1 꽃길 조성\n\n○ 소요예산 : 5억원\n")
    assert len(opened.answerer.answer("꽃길 조성 " + "갹" * 500 + " 위치").text) < MAX_ANSWER


def test_a_mail_address_is_no_telephone_number(open_reports: OpenReports) -> None:
    answer = open_reports(otherwise=STATED_OTHERWISE).answerer.answer("주민참여단 담당자 전화번호는?")
    assert answer.status == "not_found"


STATED_OTHERWISE = """새솔시 민원과 업무보고

1 새솔신문고 운영

○ 새솔신문고 민원 추이 : (’21) 2,305,601 → (’22) 3,101,601 → (’23) 4,754,302
○ 나루섬: 가람강과 다온강 사이에 위치한 시의 휴양지
○ 빌려준 자금은 상환기간 1년 이상인 금전 대여를 말함
○ 꽃길 조성 : 총사업비 10억원(국2/시3/구5)
○ 위기가정 상담전화(☎1309) 운영 및 홍보
○ 주민참여단 담당자 : 한온다(onda@saesol.kr)
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2023년 새솔신문고 민원은 몇 건이야?", "4,754,302"),
        ("나루섬은 어디에 있어?", "사이에 위치한"),
        ("금전 대여의 상환기간은 얼마 이상이야?", "1년 이상"),
        ("꽃길 조성 총사업비 중 구비는 얼마야?", "5억원"),
        ("위기가정 상담 전화번호 몇 번이야?", "☎1309"),
        ("주민참여단 담당자 이메일 주소", "onda@saesol.kr"),
    ],
    ids=[
        "a series without its unit",
        "a place in words",
        "a length",
        "a share by one letter",
        "a number to call",
        "a mail address",
    ],
)
def test_a_value_may_be_stated_otherwise_than_asked(question: str, said: str, open_reports: OpenReports) -> None:
    answer = open_reports(otherwise=STATED_OTHERWISE).answerer.answer(question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("복지 분야가 몇 %를 차지해?", "복지"),
        ("실태 조사 대상은 몇 곳이야?", "조사"),
        ("인력은 사업소까지 모두 몇 명이야?", "인력"),
        ("휴일 어린이집은 다온시에 몇 군데야?", "어린이집"),
        ("나루센터 땅은 어느 대학이 내줘?", None),
        ("타당성 조사를 맡은 기관은?", None),
        ("참여기업은 몇 개야?", "기업"),
    ],
)
def test_what_is_asked_for_is_no_limit_and_nothing_that_an_answer_names_one_of(question: str, head: str | None) -> None:
    asked = read_query(question).head
    assert (asked.form if asked else None) == head


def test_no_bullet_without_a_sum_tells_how_much(open_reports: OpenReports) -> None:
    report = open_reports(
        report="새솔시 업무보고\n1. 나루 전자고지 구축\n○ 전자고지를 휴대전화로 보냄\n○ 추진일정 : 5월\n"
    )
    assert report.answerer.answer("나루 전자고지 구축 사업비는 얼마야?").status == "not_found"


def test_a_note_tells_the_parts_that_its_bullet_counts(open_reports: OpenReports) -> None:
    report = open_reports(
        report="새솔시 업무보고\n1. 회관 운영\n○ 배움교실 3개* 분야 20개 강좌 운영\n* 3개 분야 : 도예, 제빵, 목공\n"
    )
    answer = report.answerer.answer("배움교실 3개 분야에는 어떤 것들이 있어?")
    assert "도예, 제빵, 목공" in answer.text
    assert "제빵" not in report.answerer.answer("배움교실은 강좌가 몇 개야?").text
