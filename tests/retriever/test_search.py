"""Search: BM25 and cosine similarity of the same passages added by weight, within the documents asked for."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from api.service import Service
from ingest.documents import document_id
from retriever.build import build_index
from retriever.embedding import Embedder
from retriever.generation import Generation, open_generation
from retriever.search import DENSE_WEIGHT, LEXICAL_WEIGHT, PassageRetriever, unsaid

LIBRARY = document_id("library.txt")
GARDENS = document_id("gardens.txt")
QUESTIONS = ["도서관 예산은 얼마인가요?", "텃밭 7호 위치", "문을 여는 곳", "신청"]


@pytest.fixture(scope="module")
def generation(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, whole_blocks_in_module: None
) -> Generation:
    """A report on one library, and one on so many gardens that they alone fill the nearest passages."""
    folder = tmp_path_factory.mktemp("search")
    library = [
        "1. 도서관 건립",
        "○ 위    치 : 가람로 12",
        "○ 소요예산 : 4,000백만원",
        "○ 텃밭 7호 옆에서 문을 엶",
    ]
    gardens = ["1. 텃밭 분양", *(f"○ 텃밭 {number}호 : 신청 예산 {number}백만원" for number in range(1, 121))]
    (folder / "library.txt").write_text("\n".join(library), encoding="utf-8")
    (folder / "gardens.txt").write_text("\n".join(gardens), encoding="utf-8")
    build_index(folder / "home", [folder / "library.txt", folder / "gardens.txt"], embedder)
    return open_generation(folder / "home", embedder)


@pytest.fixture(scope="module")
def retriever(generation: Generation, embedder: Embedder) -> PassageRetriever:
    return PassageRetriever(generation=generation, embedder=embedder)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_score_is_the_weighted_sum_of_the_scores_of_both_legs(question: str, retriever: PassageRetriever) -> None:
    hits = retriever.search(question, limit=100)
    assert hits
    near = max(hits, key=lambda hit: hit.dense)
    share = (near.score - LEXICAL_WEIGHT * near.lexical) / (DENSE_WEIGHT * near.dense)
    assert 0 <= share <= 1, "how much of the question no passage says"
    for hit in hits:
        assert hit.score == pytest.approx(LEXICAL_WEIGHT * hit.lexical + share * DENSE_WEIGHT * hit.dense, abs=1e-6)
        assert 0 <= hit.lexical <= 1
        assert 0 <= hit.dense <= 1 + 1e-6
    assert max(hit.lexical for hit in hits) == pytest.approx(1)
    assert max(hit.dense for hit in hits) > 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_best_passage_comes_first(question: str, retriever: PassageRetriever) -> None:
    scores = [hit.score for hit in retriever.search(question, limit=100)]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_the_same_passages_come_from_both_legs(retriever: PassageRetriever) -> None:
    best = retriever.search("도서관 소요예산")[0]
    assert best.passage.text == "소요예산 : 4,000백만원"
    assert best.lexical > 0
    assert best.dense > 0


def test_the_less_a_passage_says_of_the_question_the_more_the_vectors_say() -> None:
    scores = np.array([0.0, 3.0, 1.0], dtype=np.float32)
    assert unsaid(scores, 4.0) == pytest.approx(0.25)
    assert unsaid(scores, 3.0) == pytest.approx(0.0)
    assert unsaid(np.zeros(3, dtype=np.float32), 4.0) == unsaid(np.zeros(0, dtype=np.float32), 0.0) == 1.0


def test_a_hit_is_a_passage_of_the_generation(retriever: PassageRetriever, generation: Generation) -> None:
    for hit in retriever.search("텃밭 신청", limit=30):
        assert generation.passages[hit.position] == hit.passage


@pytest.mark.parametrize("document", [LIBRARY, GARDENS])
def test_only_the_documents_asked_for_are_searched(document: str, retriever: PassageRetriever) -> None:
    hits = retriever.search("텃밭 7호", limit=100, document_ids=[document])
    assert {hit.passage.document_id for hit in hits} == {document}
    assert max(hit.lexical for hit in hits) == pytest.approx(1), "BM25 is scaled within the documents asked for"


def test_a_crowd_of_nearer_passages_elsewhere_does_not_hide_a_document(retriever: PassageRetriever) -> None:
    everywhere = retriever.search("텃밭 신청 예산", limit=200)
    assert not any(hit.dense > 0 for hit in everywhere if hit.passage.document_id == LIBRARY)
    within = retriever.search("텃밭 신청 예산", document_ids=[LIBRARY])
    assert any(hit.dense > 0 for hit in within)


def test_several_documents_may_be_asked_for(retriever: PassageRetriever) -> None:
    assert retriever.search("텃밭 7호", document_ids=[LIBRARY, GARDENS]) == retriever.search("텃밭 7호")


def test_a_retriever_may_be_bound_to_documents(generation: Generation, embedder: Embedder) -> None:
    bound = PassageRetriever(generation=generation, embedder=embedder, document_ids=(LIBRARY,))
    assert {hit.passage.document_id for hit in bound.search("텃밭 7호")} == {LIBRARY}


def test_no_more_passages_than_the_limit(retriever: PassageRetriever) -> None:
    assert len(retriever.search("텃밭 신청", limit=3)) == 3
    assert len(retriever.search("텃밭 신청")) == retriever.limit == 10


@pytest.mark.parametrize("question", ["\U00013000\U00013001", "…", "\uf000", "?"])
def test_a_question_without_a_known_word_finds_nothing(question: str, service: Service) -> None:
    assert service.index.current().retriever.search(question) == []


@pytest.mark.parametrize(
    "written",
    ["도 서 관 : 위치", "\uf000 도서관 : 위\u200b치", unicodedata.normalize("NFD", "도서관 : 위치")],
    ids=["letter-spaced", "glyphs", "decomposed"],
)
def test_typography_finds_the_same_passage(written: str, retriever: PassageRetriever) -> None:
    assert retriever.search("도서관 : 위치")[0].passage.text == "위    치 : 가람로 12"
    assert retriever.search(written)[0].passage.text == "위    치 : 가람로 12"


def test_words_run_together_find_their_passage(retriever: PassageRetriever) -> None:
    assert retriever.search("도서관소요예산얼마예요")[0].passage.text == "소요예산 : 4,000백만원"


def test_synonyms_widen_what_is_found_and_leave_the_score_of_the_own_words(retriever: PassageRetriever) -> None:
    wide = retriever.search("비용", synonyms=["예산"], limit=200)
    assert sum("예산" in hit.passage.text for hit in wide[:121]) == 121
    assert not any(hit.lexical for hit in wide), "no passage prints what was asked"


def test_own_words_weigh_more_than_synonyms(retriever: PassageRetriever) -> None:
    asked = retriever.search("위치", synonyms=["예산"])
    assert asked[0].passage.text == "위    치 : 가람로 12"


def test_langchain_gets_passages_with_their_spans(retriever: PassageRetriever, generation: Generation) -> None:
    found = retriever.invoke("도서관 위치")
    hits = retriever.search("도서관 위치")
    assert [document.page_content for document in found] == [hit.passage.text for hit in hits]
    for document, hit in zip(found, hits, strict=True):
        about = document.metadata
        text = generation.documents[about["document_id"]].text
        assert text[about["start"] : about["end"]] == document.page_content
        assert about["section"] == list(hit.passage.section)
        assert about["sentences"] == list(hit.passage.sentences)
        assert about["score"] == hit.score
    assert found[0].metadata["section"] == ["1. 도서관 건립"]


def test_a_generation_of_one_passage_can_be_searched(tmp_path: Path, embedder: Embedder, whole_blocks: None) -> None:
    (tmp_path / "one.txt").write_text("도서관", encoding="utf-8")
    build_index(tmp_path / "home", [tmp_path / "one.txt"], embedder)
    only = PassageRetriever(generation=open_generation(tmp_path / "home", embedder), embedder=embedder)
    assert [hit.passage.text for hit in only.search("도서관")] == ["도서관"]
