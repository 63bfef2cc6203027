"""What a search asks of a reranker, and which one a setting names."""

from collections.abc import Sequence
from typing import Protocol

from retriever.hub import CrossEncoderReranker
from retriever.vectors import FloatArray


class Reranker(Protocol):
    """Reads each found passage together with the question, which costs much more than comparing vectors."""

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """How well each text answers the question, more is better: (len(texts),)."""
        ...


def load_reranker(name: str) -> Reranker | None:
    """The cross-encoder called `name`, a folder or a hub name; None for "".

    Raises RerankerMissing if there is no such model, RerankerDamaged if it cannot be read or is of another kind.
    """
    return CrossEncoderReranker(name) if name else None
