"""Several documents: the newest edition answers, each answer names its document, two editions are compared."""

from collections.abc import Callable

import pytest

from api.answering.answerer import Answer
from api.answering.editions import Editions
from api.live import OpenIndex
from ingest.documents import Document

OpenReports = Callable[..., OpenIndex]

EDITION = """{year}년 새솔시 도시정책실 주요업무계획

Ⅰ. 주요 업무

1 가람숲 도서관 운영

□ 사업개요

○ 위    치 : 새솔시 가람로 12 일대
○ 소요예산 : {budget}백만원
○ 이용인원 : {people}명

{more}
"""
GARDEN = "2 한빛 도시텃밭 분양\n\n○ 분양규모 : 320구획\n"
OF_2023 = EDITION.format(year=2023, budget="4,000", people="1,200", more=GARDEN)
OF_2024 = EDITION.format(year=2024, budget="5,500", people="900", more="")
OTHER = "2022년 다온군 문화과 업무보고\n\n1 다온 축제\n\n○ 개최장소 : 다온천 둔치\n"


@pytest.fixture(scope="module")
def editions(open_reports: OpenReports) -> OpenIndex:
    return open_reports(earlier=OF_2023, newer=OF_2024, other=OTHER)


def sources(answer: Answer) -> list[str]:
    return [citation.source for citation in answer.citations]


def test_the_newest_edition_answers_a_question_without_a_year_and_is_named(editions: OpenIndex) -> None:
    answer = editions.answerer.answer("가람숲 도서관 소요예산은 얼마야?")
    assert sources(answer) == ["newer.txt"]
    assert "5,500백만원" in answer.text
    assert answer.text.splitlines()[-1] == "문서: 「2024년 새솔시 도시정책실 주요업무계획」"
    assert answer.values_grounded


def test_of_two_editions_that_say_the_same_the_newest_answers(editions: OpenIndex) -> None:
    assert sources(editions.answerer.answer("가람숲 도서관은 어디야?")) == ["newer.txt"]


def test_what_answers_comes_first_in_a_search_and_an_explanation_and_the_older_edition_is_kept(
    editions: OpenIndex,
) -> None:
    question = "가람숲 도서관은 어디야?"
    _, weighed = editions.answerer.explain(question)
    for found in (editions.answerer.search(question, 20), weighed):
        documents = [editions.documents[evidence.passage.document_id].source for evidence in found]
        assert documents[0] == "newer.txt"
        assert "earlier.txt" in documents


@pytest.mark.parametrize(
    ("year", "value"), [("2023년", "4,000백만원"), ("작년", "4,000백만원"), ("올해", "5,500백만원")]
)
def test_the_edition_of_the_year_asked_for_answers(year: str, value: str, editions: OpenIndex) -> None:
    answer = editions.answerer.answer(f"{year} 가람숲 도서관 소요예산은 얼마야?")
    assert value in answer.text


@pytest.mark.parametrize(
    ("older", "newer", "is_edition"),
    [
        ("2030년 업무보고", "’31년 업무보고", True),
        ("업무보고 2030. 4. 5.", "업무보고(2031. 4월)", True),
        ("20300405_업무보고", "20310405_업무보고", True),
        ("2030학년도 제1차 보고", "2031학년도 제2차 보고", True),
        ("2030년 상반기 보고", "2030년 하반기 보고", True),
        ("2030년 1팀 업무보고", "2031년 2팀 업무보고", False),
        ("2030년 백서 제1권", "2031년 백서 제2권", False),
        ("1호선 업무보고", "2호선 업무보고", False),
    ],
)
def test_titles_of_editions_differ_in_year_and_date_alone(older: str, newer: str, is_edition: bool) -> None:
    documents = {
        title: Document(id=title, source=title, title=title, text="글", issuer="새솔시") for title in (older, newer)
    }
    editions = Editions(documents, {older: 2030, newer: 2031})
    assert editions.newer(older) == ({newer} if is_edition else set())
    assert not editions.newer(newer)


def test_a_title_that_any_office_gives_tells_no_editions_where_nobody_is_named() -> None:
    titles = ("2030년 주요업무계획", "2031년 주요업무계획")
    editions = Editions({t: Document(t, t, t, "글") for t in titles}, dict(zip(titles, (2030, 2031), strict=True)))
    assert not editions.newer(titles[0])


@pytest.mark.parametrize(
    ("older", "newer", "is_newer"),
    [
        ((2030, "unknown"), (2031, "unknown"), True),
        ((2031, "2031-01-05"), (2031, "2031-07-05"), True),
        ((2031, "2031-01-05"), (2030, "2031-07-05"), False),
        ((2031, "unknown"), (2031, "2031-07-05"), False),
        ((None, "unknown"), (2031, "2031-07-05"), False),
    ],
)
def test_what_is_unknown_makes_no_edition_an_older_one(
    older: tuple[int | None, str], newer: tuple[int | None, str], is_newer: bool
) -> None:
    dates = {"old": older[1], "new": newer[1]}
    documents = {
        name: Document(name, name, "업무보고", "글", issuer="새솔시", date=date) for name, date in dates.items()
    }
    assert Editions(documents, {"old": older[0], "new": newer[0]}).newer("old") == ({"new"} if is_newer else set())


def test_what_only_the_older_edition_says_is_told_from_there(editions: OpenIndex) -> None:
    answer = editions.answerer.answer("한빛 도시텃밭 분양규모는?")
    assert sources(answer) == ["earlier.txt"]
    assert "320구획" in answer.text
    assert "「2023년 새솔시 도시정책실 주요업무계획」" in answer.text


def test_another_report_is_no_edition(editions: OpenIndex) -> None:
    assert sources(editions.answerer.answer("다온 축제는 어디서 열려?")) == ["other.txt"]


@pytest.mark.parametrize(
    ("question", "result", "marks"),
    [
        ("가람숲 도서관 소요예산은 작년보다 얼마나 늘었어?", "15억원", ["5,500백만원", "4,000백만원"]),
        ("가람숲 도서관 이용인원은 작년보다 몇 명 줄었어?", "300명", ["900명", "1,200명"]),
        ("올해 가람숲 도서관 소요예산은 작년 당초보다 얼마나 불어났어?", "15억원", ["5,500백만원", "4,000백만원"]),
        ("올해 가람숲 도서관 소요예산은 지난해에 비해 얼마나 늘었어?", "15억원", ["5,500백만원", "4,000백만원"]),
    ],
)
def test_two_editions_are_compared_and_both_values_shown(
    question: str, result: str, marks: list[str], editions: OpenIndex
) -> None:
    answer = editions.answerer.answer(question)
    assert set(sources(answer)) == {"newer.txt", "earlier.txt"}
    assert result in answer.text
    assert all(value in answer.text for value in marks)
    assert "2024년" in answer.text
    assert "2023년" in answer.text
    assert answer.citations_verified
    assert answer.values_grounded


@pytest.mark.parametrize(
    "question", ["작년 소요예산은 재작년보다 얼마나 늘었어?", "2023년 소요예산은 작년보다 얼마나 늘었어?"]
)
def test_other_years_than_those_asked_for_are_not_compared(question: str, editions: OpenIndex) -> None:
    answer = editions.answerer.answer(f"가람숲 도서관 {question}")
    assert sources(answer) == ["earlier.txt"]
    assert "5,500백만원" not in answer.text


@pytest.mark.parametrize(
    ("name", "said"),
    [("축제", "질문과 맞는 내용을 찾지 못했습니다."), ("우주정거장", "“우주정거장”에 관한 내용이 없습니다.")],
)
def test_only_what_no_document_names_is_said_to_be_in_none(name: str, said: str, editions: OpenIndex) -> None:
    answer = editions.answerer.answer(f"가람숲 도서관 {name} 소요예산은 얼마야?")
    assert answer.status == "not_found"
    assert said in answer.text


def test_one_document_need_not_be_named(editions: OpenIndex) -> None:
    of_2023 = next(name for name, document in editions.documents.items() if document.source == "earlier.txt")
    answer = editions.answerer.answer("가람숲 도서관 소요예산은 얼마야?", [of_2023])
    assert "4,000백만원" in answer.text
    assert "문서:" not in answer.text


def test_a_document_whose_title_names_no_year_is_named_with_its_date(open_reports: OpenReports) -> None:
    dated = "새솔시 정원과 업무보고\n\n2024. 3. 5.\n\n새솔시\n\n1 가람숲 조성\n\n○ 위치 : 새솔동 7\n"
    answer = open_reports(dated=dated, other=OTHER).answerer.answer("가람숲은 어디에 조성해?")
    assert answer.text.splitlines()[-1] == "문서: 「새솔시 정원과 업무보고」(2024-03-05)"
