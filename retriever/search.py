"""Question to passages: BM25 and dense scores of the same passages, added by weight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from ingest.passages import Passage
from retriever.embedding import Embedder
from retriever.generation import Generation
from retriever.morphemes import index_tokens
from retriever.vectors import FloatArray

LEXICAL_WEIGHT, DENSE_WEIGHT = 1.0, 0.8
"""Of BM25 scaled so that the best passage has 1, and of cosine similarity times the share of the question that no
passage says. Rank fusion loses 10 to 20 points of recall against such a sum on Korean questions, because a good BM25
score says more than its rank; and where a passage says all that is asked, vectors only disturb. Weights from 0.2 to 2.5
were tried on the development facts, on plans of other offices and on question-passage pairs: see the model's card."""
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
        tokens = index_tokens(question)
        own = self._bm25(tokens, wanted)
        lexical = scaled(own)
        dense = self._dense(question, wanted)
        widened = scaled(own + SYNONYM_WEIGHT * self._bm25(synonyms, wanted)) if synonyms else lexical
        total = fused(widened, dense, unsaid(own, self.generation.lexical.most(tokens)))
        best = np.argsort(-total, kind="stable")[: limit or self.limit]
        return [self._hit(int(i), total, lexical, dense) for i in best if total[i] > 0]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_langchain_document(hit) for hit in self.search(query)]

    def _bm25(self, tokens: Sequence[str], document_ids: Sequence[str] | None) -> FloatArray:
        scores = self.generation.lexical.scores(tokens)
        if document_ids is None:
            return scores
        wanted = set(document_ids)
        return scores * np.array([p.document_id in wanted for p in self.generation.passages], dtype=np.float32)

    def _dense(self, question: str, document_ids: Sequence[str] | None) -> FloatArray:
        scores = np.zeros(len(self.generation.passages), dtype=np.float32)
        vector = self.embedder.embed_query(question)
        if any(vector):
            for position, similarity in self.generation.dense.nearest(vector, DENSE_CANDIDATES, document_ids).items():
                scores[position] = max(similarity, 0.0)
        return scores

    def _hit(
        self,
        position: int,
        total: FloatArray,
        lexical: FloatArray,
        dense: FloatArray,
    ) -> Hit:
        return Hit(
            position=position,
            passage=self.generation.passages[position],
            score=float(total[position]),
            lexical=float(lexical[position]),
            dense=float(dense[position]),
        )


def fused(lexical: FloatArray, dense: FloatArray, unsaid: float) -> FloatArray:
    """One score a passage from BM25, scaled, and cosine similarity, by the weights above."""
    return np.asarray(LEXICAL_WEIGHT * lexical + DENSE_WEIGHT * unsaid * dense, dtype=np.float32)


def unsaid(scores: FloatArray, most: float) -> float:
    """The share of a question's information that the passage with the best of some BM25 scores does not say."""
    return 1.0 - float(scores.max(initial=0.0)) / most if most else 1.0


def scaled(scores: FloatArray) -> FloatArray:
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
