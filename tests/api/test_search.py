"""What /v1/search ranks: the passage that answers first, as it would be weighed for an answer."""

from collections.abc import Sequence

import numpy as np
import pytest

from api.live import OpenIndex, open_index
from api.service import Service
from retriever.embedding import Embedder


def first(invented_service: Service, question: str) -> str:
    return invented_service.search(question)["passages"][0]["text"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("가람숲 도서관은 어디에 있어?", "위    치 : 새솔시 가람로 12 일대"),
        ("가람숲 도서관 짓는 데 돈이 얼마나 들어?", "소요예산 : 4,000백만원"),
        ("도시텃밭은 몇 살부터 돼?", "신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민"),
        ("가람슾 도서관 규모", "규    모 : 연면적 3,200㎡, 지상 3층"),
        ("도시텃밭신청기간언제", "신청기간 : ’23. 2. 1. ~ 2. 28."),
    ],
    ids=["place", "everyday word", "age", "misspelt", "run together"],
)
def test_the_passage_that_answers_comes_first(invented_service: Service, question: str, text: str) -> None:
    assert first(invented_service, question) == text


def test_what_answers_is_what_is_cited(invented_service: Service) -> None:
    question = "가람숲 도서관은 누가 운영해?"
    assert first(invented_service, question) == invented_service.ask(question)["citations"][0]["quote"]


def test_a_passage_comes_once_and_better_ones_come_first(invented: OpenIndex) -> None:
    found = invented.answerer.search("도서관 예산", 100)
    positions = [evidence.position for evidence in found]
    assert len(set(positions)) == len(positions)
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)


def test_a_passage_is_found_by_a_synonym_alone(invented: OpenIndex) -> None:
    assert any("어린이 자료실" in e.passage.text for e in invented.answerer.search("꼬마", 5))


class ShortestFirst:
    """A reranker that likes short passages, whatever is asked."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.read = list(texts)
        return -np.array([len(text) for text in texts], dtype=np.float32)


def test_a_reranker_has_the_last_word_on_a_search_and_none_on_an_answer(
    invented: OpenIndex, embedder: Embedder
) -> None:
    reranker = ShortestFirst()
    again = open_index(invented.generation, embedder, reranker)
    found = again.answerer.search("도서관 예산", 5)
    assert len(reranker.read) > 5, "more than what is returned is read"
    assert [e.score for e in found] == [-float(length) for length in sorted(map(len, reranker.read))[:5]]
    assert "가람숲 도서관 건립" in reranker.read[0], "with the headings above it"
    plain = invented.answerer.answer("가람숲 도서관 예산은?")
    assert again.answerer.answer("가람숲 도서관 예산은?").text == plain.text


def test_a_reranker_is_not_asked_about_nothing(invented: OpenIndex, embedder: Embedder) -> None:
    assert open_index(invented.generation, embedder, ShortestFirst()).answerer.search("…?", 5) == []
