"""Dense search over an embedded Chroma collection; the only importer of chromadb and langchain_chroma.

The collection lives in its generation's own folder and is never written again: in-place writes under ``kill -9``
destroyed collections, and two writers lose vectors without a word. As Chroma writes even on opening, and dies of a
damaged file instead of saying so, the folder is sealed by the hashes of its files and a copy of it is opened.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from weakref import finalize

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma

from ingest.passages import Passage
from retriever.errors import IndexDamaged
from retriever.vectors import FloatArray

_COLLECTION = "passages"
_BATCH = 1000
_PROBES = 64
_opening = Lock()
# Reports say the same thing many times: a wider search finds the one that is meant among near copies.
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 100}
_SMALLEST_SYNC = 100
_SYNCS = 20
RECIPE = f"chroma hnsw {_HNSW} synced {_SYNCS} times"


class DenseIndex:
    """The passages nearest to a question's vector."""

    def __init__(self, folder: Path) -> None:
        """Open a copy of the collection in ``folder``; raises as chromadb does."""
        scratch = TemporaryDirectory(prefix="mundap-")
        shutil.copytree(folder, scratch.name, dirs_exist_ok=True)
        client = _client(Path(scratch.name))
        # Files and threads of the engine go with the last answer made from it.
        finalize(self, _release, client, scratch)
        collection = client.get_collection(_COLLECTION, embedding_function=None)
        self._store = Chroma(client=client, collection_name=_COLLECTION, create_collection_if_not_exists=False)
        self._collection = collection

    def nearest(self, vector: Sequence[float], limit: int, document_ids: Sequence[str] | None) -> dict[int, float]:
        """Cosine similarity of the ``limit`` nearest passages, by their position in the index."""
        where = {"document_id": {"$in": list(document_ids)}} if document_ids is not None else None
        found = self._store.similarity_search_by_vector_with_relevance_scores(list(vector), k=limit, filter=where)
        return {document.metadata["position"]: 1.0 - distance for document, distance in found}

    def verify(self, passages: Sequence[Passage], vectors: FloatArray) -> None:
        """Raise IndexDamaged unless the collection holds as many vectors, a sample of them unaltered, and is searched.

        That a vector finds itself is not asked: the search is approximate, and good indexes miss some.
        """
        sample = range(0, len(vectors), max(1, len(vectors) // _PROBES))
        try:
            count = self._collection.count()
            kept = self._collection.get(ids=[passages[i].id for i in sample], include=["embeddings", "metadatas"])
            found = self.nearest(vectors[0].tolist(), 1, None)
        except (ChromaError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(_DAMAGED) from error
        positions = [metadata["position"] for metadata in kept["metadatas"]]
        whole = count == len(vectors) and sorted(positions) == list(sample) and bool(found)
        if not whole or not np.allclose(np.asarray(kept["embeddings"]), vectors[positions], atol=1e-5):
            raise IndexDamaged(_DAMAGED)


_DAMAGED = "색인의 벡터 저장소(chroma)가 손상되었습니다. `mundap index`로 다시 만들어 주세요."


def build_dense(folder: Path, passages: Sequence[Passage], vectors: FloatArray) -> None:
    """Write a new collection of ``passages`` with their ``vectors`` (n, dimension) into ``folder``."""
    client = _client(folder)
    # What was not yet synced to the graph is put into it, by chance, whenever the collection is opened; what is less
    # than a batch is searched exactly instead. With syncs as large as batches only such a rest is left: the same
    # index then ranks alike however often it is opened.
    sync = max(_SMALLEST_SYNC, len(passages) // _SYNCS)
    hnsw = {**_HNSW, "sync_threshold": sync, "batch_size": sync}
    collection = client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": hnsw})
    for rows in _batches(len(passages)):
        collection.add(
            ids=[passages[i].id for i in rows],
            embeddings=[vectors[i].tolist() for i in rows],
            documents=[passages[i].text for i in rows],
            metadatas=[_metadata(passages[i], i) for i in rows],
        )
    client.close()


def open_dense(folder: Path) -> DenseIndex:
    """Open a finished collection; raises IndexDamaged when there is none that can be read."""
    if not (folder / "chroma.sqlite3").is_file():
        raise IndexDamaged(_DAMAGED)
    try:
        return DenseIndex(folder)
    except Exception as error:  # the native engine raises bare errors for broken files
        raise IndexDamaged(_DAMAGED) from error


def _client(folder: Path) -> Any:  # noqa: ANN401
    """A client with an engine of its own: chromadb keeps one a path and goes on with it when its files are gone."""
    with _opening:
        SharedSystemClient.clear_system_cache()
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _release(client: Any, scratch: TemporaryDirectory[str]) -> None:  # noqa: ANN401
    client.close()
    scratch.cleanup()


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
