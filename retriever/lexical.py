"""BM25 over morphemes (bm25s); a passage is found by its own words and by those of the headings above it."""

import math
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from retriever.morphemes import RECIPE as MORPHEMES

K1, B = 0.5, 0.6
"""A low k1: that a passage says a word matters, how often does not. Chosen on the development facts, on the plans of
other offices and on question-passage pairs, over which k1 from 0.2 to 1.2 and b from 0 to 0.9 were tried."""
RECIPE = f"bm25 lucene k1={K1} b={B} own and path alike; {MORPHEMES}"


class LexicalIndex:
    """BM25 scores of every passage for a question's tokens."""

    def __init__(self, bm25: bm25s.BM25, size: int) -> None:
        self._bm25 = bm25
        self._size = size

    @classmethod
    def build(cls, own: Sequence[Sequence[str]], path: Sequence[Sequence[str]]) -> "LexicalIndex":
        """Index the passages whose own tokens and heading-path tokens are given in the same order."""
        counted = [[*o, *p] or [""] for o, p in zip(own, path, strict=True)]
        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        bm25.index(counted, show_progress=False)
        return cls(bm25, len(counted))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        """Open what `save` wrote; ``size`` is the number of passages."""
        return cls(bm25s.BM25.load(str(folder)), size)

    def save(self, folder: Path) -> None:
        """Write the index into ``folder``, which is created."""
        self._bm25.save(str(folder), show_progress=False)

    def most(self, tokens: Sequence[str]) -> float:
        """What no passage scores more than for ``tokens``: the information of them all, unknown ones included."""
        return sum(self._information(token) for token in dict.fromkeys(tokens))

    def _information(self, token: str) -> float:
        """The inverse document frequency of a token, as Lucene has it."""
        number = self._bm25.vocab_dict.get(token)
        starts = self._bm25.scores["indptr"]
        passages = int(starts[number + 1] - starts[number]) if number is not None else 0
        return math.log(1 + (self._size - passages + 0.5) / (passages + 0.5))

    def scores(self, tokens: Sequence[str]) -> npt.NDArray[np.float32]:
        """One score a passage, zero where no token occurs; shape (number of passages,)."""
        known = [token for token in dict.fromkeys(tokens) if token in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        scores: npt.NDArray[np.float32] = self._bm25.get_scores(known)
        return scores
