"""Static embedding models, the bundled one above all, read with numpy alone: no torch, no sentence-transformers."""

import json
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from retriever.errors import CHOOSE_EMBEDDING, REINSTALL, EmbeddingModelDamaged, EmbeddingModelMissing
from retriever.files import sha256_of_all
from retriever.vectors import FloatArray, as_lists, unit_rows

BUNDLED_MODEL = Path(__file__).parent / "models" / "mundap-static-ko"

_TOKENIZER = "tokenizer.json"
_WEIGHTS = "model.safetensors"
_STATIC_MODULE = "StaticEmbedding"


class StaticEmbedder(Embeddings):
    """A saved StaticEmbedding model read with numpy alone: a text is the mean of its tokens' vectors.

    Raises EmbeddingModelMissing if `folder` lacks a file of the model, EmbeddingModelDamaged if one cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        missing = [name for name in (_TOKENIZER, _WEIGHTS) if not (folder / name).is_file()]
        if missing:
            raise EmbeddingModelMissing(
                f"임베딩 모델 파일이 없습니다: {folder} ({', '.join(missing)}). {CHOOSE_EMBEDDING} {REINSTALL}"
            )
        self._tokenizer = _read_tokenizer(folder / _TOKENIZER)
        self._rows = _read_rows(folder / _WEIGHTS)
        if self._tokenizer.get_vocab_size() > len(self._rows):
            raise EmbeddingModelDamaged(f"임베딩 모델의 어휘와 벡터 수가 맞지 않습니다: {folder}. {REINSTALL}")

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._rows.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """First 16 hex digits of a SHA-256 over the tokenizer and the weights."""
        return sha256_of_all([self._folder / _TOKENIZER, self._folder / _WEIGHTS])[:16]

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of `texts`, (len(texts), dimension); the zero vector for a text without known tokens."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[row] = self._rows[encoding.ids].mean(axis=0)
        return unit_rows(vectors)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of `texts` as lists."""
        return as_lists(self.encode(texts))

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of one question; the model treats questions and documents alike."""
        return self.embed_documents([text])[0]


@cache
def common_words() -> frozenset[str]:
    """The words and parts of words of the bundled model: what Korean prints often, in reports or elsewhere."""
    return frozenset(_read_tokenizer(BUNDLED_MODEL / _TOKENIZER).get_vocab())


def is_static(folder: Path) -> bool:
    """Whether `folder` holds one StaticEmbedding module and nothing after it that would change its vectors."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    prompts = settings.get("prompts") or {}
    plain = not any(prompts.values()) and not settings.get("truncate_dim")
    return plain and len(modules) == 1 and modules[0].get("path") == "" and modules[0]["type"].endswith(_STATIC_MODULE)


def _read_tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the Rust side raises Exception itself
        raise EmbeddingModelDamaged(f"임베딩 모델의 토크나이저를 읽을 수 없습니다: {path}. {REINSTALL}") from error
    tokenizer.no_padding()
    return tokenizer


def _read_rows(path: Path) -> FloatArray:
    try:
        return _unpack_rows(load_file(path))
    except (SafetensorError, LookupError, OSError, ValueError) as error:
        raise EmbeddingModelDamaged(f"임베딩 모델의 가중치를 읽을 수 없습니다: {path}. {REINSTALL}") from error


def _unpack_rows(tensors: dict[str, npt.NDArray[Any]]) -> FloatArray:
    """One float32 vector a token, from float weights or from `embeddings` with optional row scales and row mapping."""
    packed = "embedding.weight" not in tensors
    rows: FloatArray = np.asarray(tensors["embeddings" if packed else "embedding.weight"], dtype=np.float32)
    if packed and "mapping" in tensors:
        rows = rows[tensors["mapping"]]
    if packed and "weights" in tensors:
        rows = rows * np.asarray(tensors["weights"], dtype=np.float32)[:, None]
    if rows.ndim != 2:
        raise ValueError(f"expected one vector a token, found shape {rows.shape}")
    return rows
