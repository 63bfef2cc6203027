"""Models of sentence-transformers, from a folder or a model hub: embedding models, and cross-encoders that rerank.

A name is a folder, or `owner/model` on the hub, with a revision (a commit, tag or branch) behind an @ where wanted.
Importing sentence-transformers takes seconds and hundreds of megabytes that the bundled model does not need, so it is
imported only where such a model is loaded.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from retriever.errors import (
    CHOOSE_EMBEDDING,
    CHOOSE_RERANKER,
    REINSTALL,
    EmbeddingModelDamaged,
    EmbeddingModelMissing,
    RerankerDamaged,
    RerankerMissing,
)
from retriever.files import sha256_of_all
from retriever.model_names import folder_of, is_on_hub
from retriever.vectors import FloatArray, as_lists, unit_rows

# What decides a model's vectors: weights, vocabularies and configurations.
_MODEL_SUFFIXES = frozenset({".safetensors", ".bin", ".onnx", ".json", ".txt", ".model"})
_E5 = re.compile(r"(?<![a-z])(ko)?e5(?![a-z])(?!.*(instruct|mistral))", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
"""The cards of the E5 family (Wang et al. 2024) demand these, and their configurations do not hold them."""

_GET_IT = "모델 이름과 인터넷 연결을 확인하거나 내려받은 폴더의 경로를 적어 주세요."


class SentenceTransformerEmbedder(Embeddings):
    """Any sentence-transformers model, with the prompts its own configuration defines.

    Raises EmbeddingModelMissing if a hub name cannot be loaded, EmbeddingModelDamaged if a folder cannot.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._name = name
        self._lock = Lock()
        try:
            self._model = SentenceTransformer(**_where(name))
        except Exception as error:  # the loaders below raise whatever their file formats raise
            if is_on_hub(name):
                raise EmbeddingModelMissing(
                    f"임베딩 모델을 불러올 수 없습니다: {name}. {_GET_IT} {CHOOSE_EMBEDDING}"
                ) from error
            raise EmbeddingModelDamaged(f"임베딩 모델을 읽을 수 없습니다: {name}. {REINSTALL}") from error
        if _E5.search(name) and not any(self._model.prompts.values()):
            self._model.prompts = dict(_E5_PROMPTS)

    @cached_property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._model.get_embedding_dimension() or self.encode(["차원"]).shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """First 16 hex digits of a SHA-256 over what decides the vectors.

        Of a folder that is its model files, of a hub model its name and revision, its weights and its prompts.
        """
        folder = folder_of(self._name)
        prompts = json.dumps(self._model.prompts, sort_keys=True)
        if folder:
            made_of = sha256_of_all(p for p in sorted(folder.rglob("*")) if p.suffix in _MODEL_SUFFIXES)
            return hashlib.sha256(f"{made_of}{prompts}".encode()).hexdigest()[:16]
        return self._hash_weights(hashlib.sha256(f"{self._name}{prompts}".encode()))

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of `texts` as documents, (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:  # tokenizers refuse to be used by two threads at once
            return unit_rows(self._model.encode_document(list(texts), show_progress_bar=False))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of `texts` as documents, as lists."""
        return as_lists(self.encode(texts))

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of one question."""
        with self._lock:
            return as_lists(unit_rows(self._model.encode_query([text], show_progress_bar=False)))[0]

    def _hash_weights(self, digest: Any) -> str:  # noqa: ANN401 - a hashlib object
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.float().cpu().numpy().tobytes())
        return str(digest.hexdigest()[:16])


class CrossEncoderReranker:
    """A cross-encoder: it reads a question and a passage together (Nogueira and Cho 2019).

    Raises RerankerMissing if there is no such model, RerankerDamaged if it cannot be read or is of another kind.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        self._lock = Lock()
        try:
            self._model = CrossEncoder(**_where(name))
        except FileNotFoundError as error:
            raise RerankerMissing(f"재정렬 모델 폴더를 찾을 수 없습니다: {name}. {CHOOSE_RERANKER}") from error
        except Exception as error:  # the loaders below raise whatever their file formats raise
            if is_on_hub(name):
                raise RerankerMissing(
                    f"재정렬 모델을 불러올 수 없습니다: {name}. {_GET_IT} {CHOOSE_RERANKER}"
                ) from error
            raise RerankerDamaged(f"재정렬 모델을 읽을 수 없습니다: {name}. {CHOOSE_RERANKER}") from error
        if self._model.num_labels != 1:
            raise RerankerDamaged(f"재정렬 모델은 점수 하나를 내는 CrossEncoder여야 합니다: {name}. {CHOOSE_RERANKER}")

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """How well each text answers the question, more is better: (len(texts),)."""
        with self._lock:
            found = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


def _where(name: str) -> dict[str, Any]:
    """The arguments that load a model: a folder without the network, a hub name at its revision.

    Raises FileNotFoundError as `folder_of` does.
    """
    folder = folder_of(name)
    if folder:
        return {"model_name_or_path": str(folder), "local_files_only": True}
    model, _, revision = name.partition("@")
    return {"model_name_or_path": model, "revision": revision or None}
