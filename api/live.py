"""The index that is current right now: opened once, opened again when another generation has been made current."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from api.answering.answerer import Answerer
from api.guide.guide import read_guide
from api.guide.model import Guide
from ingest.documents import Document
from retriever.embedding import Embedder
from retriever.generation import Generation, open_generation
from retriever.reranking import Reranker
from retriever.search import PassageRetriever

_FIRST_QUESTION = "사업의 예산과 일정"
"""Asked before anyone else asks: it loads the analyser's model (3 s) and reads the passages it finds."""


@dataclass(frozen=True)
class OpenIndex:
    """One generation, ready to answer."""

    generation: Generation
    retriever: PassageRetriever
    answerer: Answerer
    _guides: dict[str, Guide] = field(default_factory=dict, repr=False)

    @property
    def documents(self) -> dict[str, Document]:
        """The documents of the generation by id."""
        return self.generation.documents

    def guide(self, document_id: str) -> Guide:
        """The guide of one of its documents, read when it is first asked for."""
        if document_id not in self._guides:
            self._guides[document_id] = read_guide(self.generation, document_id)
        return self._guides[document_id]


def open_index(generation: Generation, embedder: Embedder, reranker: Reranker | None = None) -> OpenIndex:
    """A generation with the parts that answer from it."""
    retriever = PassageRetriever(generation=generation, embedder=embedder)
    return OpenIndex(generation, retriever, Answerer(retriever, reranker))


class LiveIndex:
    """Follows a home's pointer; an answer is always made from one generation, the old or, once it is open, the new."""

    def __init__(self, home: Path, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._home = home
        self._embedder = embedder
        self._reranker = reranker
        self._lock = Lock()
        self._opened: OpenIndex | None = None
        self._seen: int | None = None

    def current(self) -> OpenIndex:
        """The current generation; raises IndexMissing, IndexDamaged or IndexOutdated."""
        written = self._pointer_written()
        if self._opened is not None and (written == self._seen or self._lock.locked()):
            return self._opened
        with self._lock:
            if self._opened is None or written != self._seen:
                generation = open_generation(self._home, self._embedder)
                opened = open_index(generation, self._embedder, self._reranker)
                opened.answerer.answer(_FIRST_QUESTION)
                self._opened, self._seen = opened, written
        return self._opened

    def _pointer_written(self) -> int | None:
        """When the pointer was last written, in nanoseconds; None without one."""
        try:
            return (self._home / "current.json").stat().st_mtime_ns
        except OSError:
            return None
