"""What the retriever asks of an embedding model, and which one a setting names."""

from collections.abc import Sequence
from typing import Protocol

from retriever.errors import CHOOSE_EMBEDDING, EmbeddingModelMissing
from retriever.hub import SentenceTransformerEmbedder
from retriever.model_names import folder_of
from retriever.static import BUNDLED_MODEL, StaticEmbedder, is_static
from retriever.vectors import FloatArray


class Embedder(Protocol):
    """An embedding model; every vector has length 1, or 0 where a text says nothing."""

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Short hash that changes whenever the vectors may change."""
        ...

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of `texts` as documents, rows in order: (len(texts), dimension)."""
        ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The same as `encode`, as lists."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """Vector of one question."""
        ...


def load_embedder(name: str | None) -> Embedder:
    """Load the model called `name`: the bundled one for None or "", else a folder or a hub name.

    Only a hub name may reach for the network. Raises EmbeddingModelMissing if there is no such model,
    EmbeddingModelDamaged if its files cannot be read.
    """
    if not name:
        return StaticEmbedder(BUNDLED_MODEL)
    try:
        folder = folder_of(name)
    except FileNotFoundError as error:
        raise EmbeddingModelMissing(f"임베딩 모델 폴더를 찾을 수 없습니다: {name}. {CHOOSE_EMBEDDING}") from error
    return StaticEmbedder(folder) if folder and is_static(folder) else SentenceTransformerEmbedder(name)
