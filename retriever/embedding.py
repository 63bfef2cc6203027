"""Turns texts into unit vectors: the bundled static model without torch, or any sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from retriever.errors import EmbeddingModelDamaged, EmbeddingModelMissing

__all__ = [
    "BUNDLED_MODEL",
    "Embedder",
    "EmbeddingModelDamaged",
    "EmbeddingModelMissing",
    "SentenceTransformerEmbedder",
    "StaticEmbedder",
    "load_embedder",
]

FloatArray = npt.NDArray[np.float32]

BUNDLED_MODEL = Path(__file__).parent / "models" / "mundap-static-ko"

_TOKENIZER = "tokenizer.json"
_WEIGHTS = "model.safetensors"
_STATIC_MODULE = "StaticEmbedding"
# What decides a model's vectors: weights, vocabularies and configurations.
_MODEL_SUFFIXES = frozenset({".safetensors", ".bin", ".onnx", ".json", ".txt", ".model"})
_NEXT_STEP = "MUNDAP_EMBEDDING 값을 확인해 주세요. 비워 두면 기본 모델을 씁니다."
_REINSTALL = "모델 파일을 다시 받거나 mundap을 다시 설치해 주세요."


class Embedder(Protocol):
    """What the retriever asks of an embedding model; every vector has length 1, or 0 where a text says nothing."""

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


class StaticEmbedder(Embeddings):
    """A saved StaticEmbedding model read with numpy alone: a text is the mean of its tokens' vectors.

    Raises EmbeddingModelMissing if `folder` lacks a file of the model, EmbeddingModelDamaged if one cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        missing = [name for name in (_TOKENIZER, _WEIGHTS) if not (folder / name).is_file()]
        if missing:
            raise EmbeddingModelMissing(
                f"임베딩 모델 파일이 없습니다: {folder} ({', '.join(missing)}). {_NEXT_STEP} {_REINSTALL}"
            )
        self._tokenizer = _read_tokenizer(folder / _TOKENIZER)
        self._rows = _read_rows(folder / _WEIGHTS)
        if self._tokenizer.get_vocab_size() > len(self._rows):
            raise EmbeddingModelDamaged(f"임베딩 모델의 어휘와 벡터 수가 맞지 않습니다: {folder}. {_REINSTALL}")

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._rows.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """First 16 hex digits of a SHA-256 over the tokenizer and the weights."""
        return _hash_files([self._folder / _TOKENIZER, self._folder / _WEIGHTS])

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of `texts`, (len(texts), dimension); the zero vector for a text without known tokens."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[row] = self._rows[encoding.ids].mean(axis=0)
        return _normalise(vectors)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of `texts` as lists."""
        return _as_lists(self.encode(texts))

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of one question; the model treats questions and documents alike."""
        return self.embed_documents([text])[0]


class SentenceTransformerEmbedder(Embeddings):
    """Any sentence-transformers model, by folder or by hub name, with the prompts its own configuration defines.

    Raises EmbeddingModelMissing if a hub name cannot be loaded, EmbeddingModelDamaged if a folder cannot.
    """

    def __init__(self, name: str) -> None:
        # Imported here: it takes seconds and hundreds of megabytes that the bundled model does not need.
        from sentence_transformers import SentenceTransformer

        self._name = name
        local = Path(name).expanduser()
        is_local = local.is_dir()
        try:
            self._model = SentenceTransformer(str(local) if is_local else name, device="cpu", local_files_only=is_local)
        except Exception as error:  # the loaders below raise whatever their file formats raise
            if is_local:
                raise EmbeddingModelDamaged(f"임베딩 모델을 읽을 수 없습니다: {name}. {_REINSTALL}") from error
            raise EmbeddingModelMissing(
                f"임베딩 모델을 불러올 수 없습니다: {name}. 모델 이름과 인터넷 연결을 확인하거나 "
                f"내려받은 폴더의 경로를 적어 주세요. {_NEXT_STEP}"
            ) from error

    @cached_property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._model.get_embedding_dimension() or self.encode(["차원"]).shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """First 16 hex digits of a SHA-256 over the folder's model files, or over a hub model's weights."""
        folder = Path(self._name).expanduser()
        if folder.is_dir():
            return _hash_files(p for p in sorted(folder.rglob("*")) if p.suffix in _MODEL_SUFFIXES)
        return self._hash_weights()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of `texts` as documents, (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _normalise(self._model.encode_document(list(texts), show_progress_bar=False))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of `texts` as documents, as lists."""
        return _as_lists(self.encode(texts))

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of one question."""
        return _as_lists(_normalise(self._model.encode_query([text], show_progress_bar=False)))[0]

    def _hash_weights(self) -> str:
        digest = hashlib.sha256(self._name.encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.float().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]


def load_embedder(name: str | None) -> Embedder:
    """Load the model called `name`: the bundled one for None or "", else a folder or a hub name.

    Only a hub name may reach for the network. Raises EmbeddingModelMissing if there is no such model,
    EmbeddingModelDamaged if its files cannot be read.
    """
    if not name:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        return StaticEmbedder(BUNDLED_MODEL)
    folder = Path(name).expanduser()
    if folder.is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        return StaticEmbedder(folder) if _is_static(folder) else SentenceTransformerEmbedder(name)
    if folder.exists() or _looks_like_path(name):
        raise EmbeddingModelMissing(f"임베딩 모델 폴더를 찾을 수 없습니다: {name}. {_NEXT_STEP}")
    return SentenceTransformerEmbedder(name)


@cache
def common_words() -> frozenset[str]:
    """The 32,000 words and parts of words of the bundled model: what Korean prints often, in reports or elsewhere."""
    return frozenset(_read_tokenizer(BUNDLED_MODEL / "tokenizer.json").get_vocab())


def _looks_like_path(name: str) -> bool:
    # A hub name is at most "owner/model": anything deeper or anchored was meant as a folder.
    return name.startswith((".", "/", "~")) or name.replace("\\", "/").count("/") > 1 or Path(name).is_absolute()


def _is_static(folder: Path) -> bool:
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
        raise EmbeddingModelDamaged(f"임베딩 모델의 토크나이저를 읽을 수 없습니다: {path}. {_REINSTALL}") from error
    tokenizer.no_padding()
    return tokenizer


def _read_rows(path: Path) -> FloatArray:
    try:
        return _unpack_rows(load_file(path))
    except (SafetensorError, LookupError, OSError, ValueError) as error:
        raise EmbeddingModelDamaged(f"임베딩 모델의 가중치를 읽을 수 없습니다: {path}. {_REINSTALL}") from error


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


def _normalise(vectors: npt.NDArray[Any]) -> FloatArray:
    rows: FloatArray = np.asarray(vectors, dtype=np.float32)
    lengths: FloatArray = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return rows / lengths


def _as_lists(vectors: FloatArray) -> list[list[float]]:
    rows: list[list[float]] = vectors.tolist()
    return rows


def _hash_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
