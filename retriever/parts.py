"""The parts of an index, one a document: read from its file, or taken over from the index before."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.corpus import SourceFile, readable_name
from ingest.documents import Document, document_id, read_document
from ingest.errors import EmptyDocument, UnreadableDocument
from ingest.passages import Passage, read_passages
from retriever.embedding import Embedder
from retriever.files import sha256_or_none
from retriever.generation import Generation, IndexedFile
from retriever.morphemes import index_tokens
from retriever.vectors import FloatArray

Progress = Callable[[int, int, str], None]
"""Told of each file before it is read: how many are done, how many there are, the file's source."""


@dataclass(frozen=True)
class Part:
    """One document with all that an index needs of it."""

    file: IndexedFile
    document: Document
    passages: tuple[Passage, ...]
    tokens: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    vectors: FloatArray


@dataclass(frozen=True)
class Failure:
    """A file that could not be read."""

    source: str
    sha256: str
    """Of the file's bytes; "" when they could not be had."""
    reason: str


def read_parts(
    files: Sequence[SourceFile], old: Generation | None, embedder: Embedder, progress: Progress
) -> tuple[list[Part], list[Failure]]:
    """The parts of every readable file, unchanged ones taken from ``old``, and why the others cannot be read."""
    known = _parts_of(old) if old else {}
    parts: list[Part] = []
    failures: list[Failure] = []
    for done, file in enumerate(files):
        progress(done, len(files), file.source)
        try:
            parts.append(_read_part(file, known, embedder))
        except UnreadableDocument as error:
            failures.append(Failure(file.source, sha256_or_none(file.path) or "", str(error)))
    progress(len(files), len(files), "")
    return parts, failures


def _read_part(file: SourceFile, known: dict[str, Part], embedder: Embedder) -> Part:
    data = _bytes_of(file)
    indexed = IndexedFile(
        document_id=document_id(file.source),
        path=readable_name(str(file.path.resolve())),
        source=file.source,
        sha256=hashlib.sha256(data).hexdigest(),
        about=file.about,
    )
    part = known.get(indexed.document_id)
    if part and (part.file.sha256, part.file.about) == (indexed.sha256, indexed.about):
        return Part(indexed, part.document, part.passages, part.tokens, part.vectors)
    about = {key: file.about[key] for key in ("title", "issuer", "date") if key in file.about}
    document = read_document(data, source=file.source, **about)
    passages = tuple(read_passages(document))
    if not passages:
        raise EmptyDocument(f"{file.source}: 쪽 번호 말고는 내용이 없습니다. 내용이 있는 파일을 넣어 주세요.")
    tokens = tuple((tuple(index_tokens(p.text)), tuple(index_tokens(" \n ".join(p.section)))) for p in passages)
    vectors = embedder.encode([_to_embed(p) for p in passages])
    return Part(indexed, document, passages, tokens, vectors)


def _bytes_of(file: SourceFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            f"{file.source}: 파일을 열 수 없습니다({error.strerror}). 읽기 권한을 확인해 주세요."
        ) from error


def _to_embed(passage: Passage) -> str:
    """A passage as the embedder hears it: behind the headings that say what it is about."""
    return " ".join((*passage.section[-3:], passage.text))


def _parts_of(generation: Generation) -> dict[str, Part]:
    """The parts an opened generation was made of, by document id."""
    vectors: FloatArray = np.load(generation.folder / "vectors.npy", allow_pickle=False)
    parts = {}
    for file in generation.manifest.documents:
        at = [i for i, p in enumerate(generation.passages) if p.document_id == file.document_id]
        parts[file.document_id] = Part(
            file=file,
            document=generation.documents[file.document_id],
            passages=tuple(generation.passages[i] for i in at),
            tokens=tuple(generation.tokens[i] for i in at),
            vectors=vectors[at],
        )
    return parts
