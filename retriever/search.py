"""Question to passages: BM25 and dense scores of the same passages, added by weight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from ingest.passages import Passage
from retriever.embedding import Embedder
from retriever.generation import Generation
from retriever.morphemes import index_tokens

LEXICAL_WEIGHT, DENSE_WEIGHT = 1.0, 0.4
"""Of BM25 scaled so that the best passage has 1, and of cosine similarity. Rank fusion loses 10 to 20 points of recall
against such a sum on Korean questions, because a good BM25 score says more than its rank."""
SYNONYM_WEIGHT = 0.8
"""Of the BM25 score of what the question's words may be called instead, beside that of its own words."""
DENSE_CANDIDATES = 50
"""How many passages the vectors may speak for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with what speaks for it."""

    position: int
    """Of the passage in its generation."""
    passage: Passage
    score: float
    lexical: float
    """BM25 of the question's own words, from 0 to 1 for the best passage of this question."""
    dense: float
    """Cosine similarity, 0 for passages beyond the nearest fifty."""


class PassageRetriever(BaseRetriever):
    """A LangChain retriever over one generation; `search` returns the same hits with their scores by part."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    generation: SkipValidation[Generation]
    embedder: SkipValidation[Embedder]
    limit: int = 10
    document_ids: tuple[str, ...] | None = None
    """Search only these documents; None for all."""

    def search(
        self,
        question: str,
        *,
        synonyms: Sequence[str] = (),
        limit: int | None = None,
        document_ids: Sequence[str] | None = None,
    ) -> list[Hit]:
        """The passages that fit ``question``, best first; an empty list when no word of it is known.

        ``synonyms`` are search tokens that a document may print for the question's words.
        """
        wanted = document_ids if document_ids is not None else self.document_ids
        own = self._bm25(index_tokens(question), wanted)
        lexical = scaled(own)
        dense = self._dense(question, wanted)
        widened = scaled(own + SYNONYM_WEIGHT * self._bm25(synonyms, wanted)) if synonyms else lexical
        total = LEXICAL_WEIGHT * widened + DENSE_WEIGHT * dense
        best = np.argsort(-total, kind="stable")[: limit or self.limit]
        return [self._hit(int(i), total, lexical, dense) for i in best if total[i] > 0]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_langchain_document(hit) for hit in self.search(query)]

    def _bm25(self, tokens: Sequence[str], document_ids: Sequence[str] | None) -> npt.NDArray[np.float32]:
        scores = self.generation.lexical.scores(tokens)
        if document_ids is None:
            return scores
        wanted = set(document_ids)
        return scores * np.array([p.document_id in wanted for p in self.generation.passages], dtype=np.float32)

    def _dense(self, question: str, document_ids: Sequence[str] | None) -> npt.NDArray[np.float32]:
        scores = np.zeros(len(self.generation.passages), dtype=np.float32)
        vector = self.embedder.embed_query(question)
        if any(vector):
            for position, similarity in self.generation.dense.nearest(vector, DENSE_CANDIDATES, document_ids).items():
                scores[position] = max(similarity, 0.0)
        return scores

    def _hit(
        self,
        position: int,
        total: npt.NDArray[np.float32],
        lexical: npt.NDArray[np.float32],
        dense: npt.NDArray[np.float32],
    ) -> Hit:
        return Hit(
            position=position,
            passage=self.generation.passages[position],
            score=float(total[position]),
            lexical=float(lexical[position]),
            dense=float(dense[position]),
        )


def scaled(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The scores divided by the highest."""
    highest = float(scores.max(initial=0.0))
    return scores / highest if highest > 0 else scores


def _langchain_document(hit: Hit) -> LangChainDocument:
    """The hit as LangChain hands passages on: the text, with its span and heading path as metadata."""
    passage = hit.passage
    return LangChainDocument(
        page_content=passage.text,
        metadata={
            "document_id": passage.document_id,
            "start": passage.start,
            "end": passage.end,
            "section": list(passage.section),
            "sentences": list(passage.sentences),
            "score": hit.score,
        },
    )
