"""Question-passage sets that models and rankings are measured on, and the ranks of their gold passages.

KorQuAD (Lim et al. 2019) may not be trained on; the welfare set is split by passage, so that no question about a
passage that is asked for was trained on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retriever.embedding import Embedder
from retriever.lexical import LexicalIndex
from retriever.morphemes import index_tokens
from retriever.search import DENSE_CANDIDATES, fused, scaled, unsaid
from retriever.training.pairs import read_rows
from retriever.vectors import FloatArray

_QUESTIONS = {"korquad_dev": 1000, "welfare_held_out": 500}
_HELD_OUT = 4
"""One welfare passage in so many is held out."""

Scores = FloatArray
"""(questions, passages)"""


@dataclass(frozen=True)
class Benchmark:
    """Questions, the passages to search, and for each question the index of its gold passage."""

    name: str
    questions: list[str]
    passages: list[str]
    gold: list[int]

    @property
    def texts(self) -> list[str]:
        """What must not be trained on: the questions, and the passages that they ask for."""
        return [*self.questions, *(self.passages[i] for i in sorted(set(self.gold)))]


@dataclass(frozen=True, slots=True)
class Found:
    """How well one ranking finds the gold passages, as means over the questions."""

    recall_at_1: float
    recall_at_5: float
    mrr: float


def read_benchmarks(directory: Path, seed: int) -> list[Benchmark]:
    """Read KorQuAD dev (1,000 questions, every passage) and welfare (500 questions of held-out passages)."""
    rng = np.random.default_rng(seed)
    korquad = list(read_rows(directory / "korquad_dev_question_passage.jsonl.xz"))
    welfare = list(read_rows(directory / "welfare_question_passage.jsonl.xz"))
    passages = list(dict.fromkeys(row["passage"] for row in welfare))
    held = {passages[i] for i in rng.permutation(len(passages))[: len(passages) // _HELD_OUT]}
    asked = [row for row in welfare if row["passage"] in held]
    return [
        _benchmark("korquad_dev", korquad, list(dict.fromkeys(row["passage"] for row in korquad)), rng),
        _benchmark("welfare_held_out", asked, passages, rng),
    ]


def _benchmark(name: str, rows: list[dict[str, str]], passages: list[str], rng: np.random.Generator) -> Benchmark:
    chosen = [rows[i] for i in rng.permutation(len(rows))[: _QUESTIONS[name]]]
    index = {passage: i for i, passage in enumerate(passages)}
    return Benchmark(name, [r["question"] for r in chosen], passages, [index[r["passage"]] for r in chosen])


def measure(benchmark: Benchmark, embedder: Embedder) -> dict[str, Found]:
    """How well BM25 alone, the vectors alone and both, weighed as in a search, find the gold passages."""
    own = [index_tokens(passage) for passage in benchmark.passages]
    index = LexicalIndex.build(own, [()] * len(own))
    asked = [index_tokens(question) for question in benchmark.questions]
    lexical = np.stack([index.scores(tokens) for tokens in asked])
    dense = dense_scores(benchmark, embedder)
    both = [
        fused(scaled(words), vectors, unsaid(words, index.most(tokens)))
        for tokens, words, vectors in zip(asked, lexical, _nearest(dense), strict=True)
    ]
    scores = {"BM25": lexical, "dense": dense, "fused": np.stack(both)}
    return {name: found(of_ranking, benchmark.gold) for name, of_ranking in scores.items()}


def dense_scores(benchmark: Benchmark, embedder: Embedder) -> Scores:
    """Cosine similarity of every passage for every question."""
    questions = np.asarray([embedder.embed_query(question) for question in benchmark.questions], dtype=np.float32)
    similar: Scores = questions @ embedder.encode(benchmark.passages).T
    return similar


def _nearest(dense: Scores) -> Scores:
    """The similarities of those passages that a search lets the vectors speak for; 0 for the others."""
    least = np.partition(dense, -min(DENSE_CANDIDATES, dense.shape[1]), axis=1)
    kept = dense >= least[:, [-min(DENSE_CANDIDATES, dense.shape[1])]]
    return np.maximum(dense * kept, 0)


def found(scores: npt.NDArray[np.floating[Any]], gold: Sequence[int]) -> Found:
    """Where the gold passages stand; one that shares its score with others takes the middle place among them."""
    of_gold = scores[np.arange(len(gold)), np.asarray(gold)][:, None]
    rank = (scores > of_gold).sum(axis=1) + ((scores == of_gold).sum(axis=1) - 1) // 2
    return Found(*(round(float(share.mean()), 3) for share in (rank < 1, rank < 5, 1 / (rank + 1))))
