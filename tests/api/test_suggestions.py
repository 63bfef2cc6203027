"""The questions that an index proved when it was built, and those of them that are offered."""

from collections import Counter
from collections.abc import Callable

from api.live import OpenIndex
from api.service import Service
from api.suggestions import offered, proven_questions
from ingest.outline import read_outline
from retriever.generation import Suggestion

OpenReports = Callable[..., OpenIndex]


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
