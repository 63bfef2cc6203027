"""Dense search over an embedded Chroma collection; the only importer of chromadb and langchain_chroma.

The collection lives in its generation's own folder and is never written again once that is current: in-place writes
under ``kill -9`` destroyed collections, and two writers lose vectors without a word.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma

from ingest.passages import Passage
from retriever.errors import IndexDamaged

_COLLECTION = "passages"
_BATCH = 1000
_PROBES = 8
_opening = Lock()
FloatArray = npt.NDArray[np.float32]


class DenseIndex:
    """The passages nearest to a question's vector."""

    def __init__(self, store: Chroma, collection: Any) -> None:  # noqa: ANN401 - chromadb's types are not checked
        self._store = store
        self._collection = collection

    def nearest(self, vector: Sequence[float], limit: int, document_ids: Sequence[str] | None) -> dict[int, float]:
        """Cosine similarity of the ``limit`` nearest passages, by their position in the index."""
        where = {"document_id": {"$in": list(document_ids)}} if document_ids is not None else None
        found = self._store.similarity_search_by_vector_with_relevance_scores(list(vector), k=limit, filter=where)
        return {document.metadata["position"]: 1.0 - distance for document, distance in found}

    def verify(self, vectors: FloatArray) -> None:
        """Raise IndexDamaged unless the collection holds exactly ``vectors`` and finds a sample of them."""
        try:
            count = self._collection.count()
            sample = range(0, len(vectors), max(1, len(vectors) // _PROBES))
            lost = [i for i in sample if vectors[i].any() and not self._finds(i, vectors[i])]
        except (ChromaError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(_DAMAGED) from error
        if count != len(vectors) or lost:
            raise IndexDamaged(_DAMAGED)

    def _finds(self, position: int, vector: FloatArray) -> bool:
        """Whether the vector at ``position`` is its own nearest neighbour, or level with it."""
        found = self.nearest(vector.tolist(), 3, None)
        return position in found or max(found.values(), default=0.0) > 1.0 - 1e-4


_DAMAGED = "색인의 벡터 저장소(chroma)가 손상되었습니다. `mundap index`로 다시 만들어 주세요."


def build_dense(folder: Path, passages: Sequence[Passage], vectors: FloatArray) -> None:
    """Write a new collection of ``passages`` with their ``vectors`` (n, dimension) into ``folder``."""
    client = _client(folder)
    collection = client.create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    for rows in _batches(len(passages)):
        collection.add(
            ids=[passages[i].id for i in rows],
            embeddings=[vectors[i].tolist() for i in rows],
            documents=[passages[i].text for i in rows],
            metadatas=[_metadata(passages[i], i) for i in rows],
        )
    _close(client)


def open_dense(folder: Path) -> DenseIndex:
    """Open a finished collection; raises IndexDamaged when there is none that can be read."""
    if not (folder / "chroma.sqlite3").is_file():
        raise IndexDamaged(_DAMAGED)
    try:
        client = _client(folder)
        collection = client.get_collection(_COLLECTION, embedding_function=None)
        store = Chroma(client=client, collection_name=_COLLECTION, create_collection_if_not_exists=False)
    except Exception as error:  # the native engine raises bare errors for broken files
        raise IndexDamaged(_DAMAGED) from error
    return DenseIndex(store, collection)


def _client(folder: Path) -> Any:  # noqa: ANN401
    """A client with an engine of its own: chromadb keeps one a path and goes on with it when its files are gone."""
    with _opening:
        SharedSystemClient.clear_system_cache()
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _close(client: Any) -> None:  # noqa: ANN401
    """Let go of the files, so that the folder can be renamed and opened again under its final name."""
    close = getattr(client, "close", None)
    if close is not None:
        close()


def _batches(count: int) -> Iterator[range]:
    return (range(i, min(i + _BATCH, count)) for i in range(0, count, _BATCH))


def _metadata(passage: Passage, position: int) -> dict[str, Any]:
    """What a Chroma record says of its passage; Chroma takes no None and no empty list."""
    metadata = {
        "position": position,
        "document_id": passage.document_id,
        "kind": passage.kind,
        "start": passage.start,
        "end": passage.end,
        "sentences": list(passage.sentences),
    }
    return metadata | ({"section": list(passage.section)} if passage.section else {})
