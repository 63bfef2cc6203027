"""The questions that an index proved when it was built, and those of them that are offered."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from api.answering.answerer import Answer, Answerer
from api.answering.dialogue import Earlier
from api.live import OpenIndex
from api.service import Service
from api.suggestions import offered, proven_questions
from ingest.outline import read_outline
from retriever.generation import Suggestion

OpenReports = Callable[..., OpenIndex]


class Elsewhere(Answerer):
    """Cites the right bullet and tells another of its values."""

    def __init__(self, answerer: Answerer) -> None:
        self.__dict__.update(answerer.__dict__)

    def answer(
        self, question: str, document_ids: Sequence[str] | None = None, earlier: Sequence[Earlier] = ()
    ) -> Answer:
        return replace(super().answer(question, document_ids, earlier), text="시비는 30억원입니다. [1]")


def test_at_most_five_questions_a_subject_are_proven(service: Service) -> None:
    proven = service.index.current().generation.suggestions
    assert max(Counter(suggestion.subject for suggestion in proven).values()) <= 5
    assert len(proven) > 30


def test_a_proven_question_names_the_node_that_answers_it(service: Service) -> None:
    generation = service.index.current().generation
    nodes = {document.id: read_outline(document.text).nodes for document in generation.documents.values()}
    for suggestion in generation.suggestions:
        node = nodes[suggestion.document_id][suggestion.node]
        assert suggestion.quote in generation.documents[suggestion.document_id].text[node.start : node.end]


def test_at_most_thirty_are_offered_two_a_subject_in_their_order() -> None:
    proven = [Suggestion(f"{i}?", f"사업 {i // 5}", "", "doc_1", i) for i in range(100)]
    chosen = offered(proven)
    assert [suggestion.node for suggestion in chosen[:4]] == [0, 1, 5, 6]
    assert len(chosen) == 30


def test_the_amount_behind_a_heading_is_asked_for(open_reports: OpenReports) -> None:
    opened = open_reports(one="Ⅰ 추진계획\n\n1 청년 누림\n\n□ 일자리\n\n○ 솔잎터 운영 ▹5.8억원\n- 서른 명을 뽑음\n")
    [proven] = proven_questions(opened.generation, opened.answerer)
    assert (proven.question, proven.subject) == ("솔잎터 운영의 예산은 얼마인가요?", "솔잎터 운영")


def test_a_sum_over_the_years_is_asked_for_as_such(open_reports: OpenReports) -> None:
    text = "Ⅰ 추진계획\n\n1 청년 누림\n\n□ 일자리\n\n○ 솔잎터 조성 ▹’31.~’35., 총 53억원\n- 다섯 해에 걸쳐 지음\n"
    opened = open_reports(one=text)
    [proven] = proven_questions(opened.generation, opened.answerer)
    assert proven.question == "솔잎터 조성의 총사업비는 얼마인가요?"


def test_the_subject_is_the_programme_and_not_its_section_or_boxed_sentence(open_reports: OpenReports) -> None:
    text = (
        "Ⅳ 당면현안\n\n현안1 솔잎 책잔치 개최\n\n❖ 누구나 책과 함께 쉬는 마당을 여는 잔치\n\n"
        "□ 행사개요\n\nㅇ 행사장소 : 새솔시 솔잎마당\nㅇ 사업비 : 8억원(시비)\n"
        "\n현안2 들꽃 장터 지원\n\n❖ 시장이 살아나도록 들꽃을 심음\n\n"
        "□ 사업개요\n\nㅇ 사업비 : 2억원\nㅇ 장소 : 중앙광장\n"
    )
    opened = open_reports(one=text)
    subjects = {proven.subject for proven in proven_questions(opened.generation, opened.answerer)}
    assert subjects == {"솔잎 책잔치 개최", "들꽃 장터 지원"}


def test_an_answer_that_tells_another_value_proves_nothing(open_reports: OpenReports) -> None:
    text = (
        "Ⅰ 추진계획\n\n1 솔잎터 건립\n\n□ 사업개요\n\n○ 예산 : 29억원 (국비 55억원, 시비 30억원)\n○ 위치 : 솔잎로 3\n"
    )
    opened = open_reports(one=text)
    right = proven_questions(opened.generation, opened.answerer)
    assert "솔잎터 건립의 예산은 얼마인가요?" in [proven.question for proven in right]
    assert proven_questions(opened.generation, Elsewhere(opened.answerer)) == []
