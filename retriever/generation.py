"""A generation: one finished, immutable index in a folder of its own, named by what it was made of.

<home>/current.json                        which generation answers, and which one did before
<home>/generations/gen_<fingerprint>/
manifest.json                          recipe, documents, sha256 of every file below
documents.jsonl  passages.jsonl  vectors.npy  tokens.jsonl  suggestions.json      the truth
bm25/  chroma/                         derived from it
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ingest.corpus import find_files
from ingest.documents import Document
from ingest.errors import IngestError
from ingest.passages import RECIPE as PASSAGES
from ingest.passages import Passage
from retriever.dense import RECIPE as DENSE
from retriever.dense import DenseIndex, open_dense
from retriever.embedding import Embedder
from retriever.errors import IndexDamaged, IndexMissing, IndexOutdated
from retriever.files import read_json_lines, sha256_or_none, write_json
from retriever.lexical import RECIPE as LEXICAL
from retriever.lexical import LexicalIndex
from retriever.vectors import FloatArray

SUGGESTIONS = "suggestions-2: five a subject, each with the node that answers it"
"""Names how proven questions are kept; part of an index's fingerprint."""
REBUILD = "`mundap index`로 다시 만들어 주세요."


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A document of a generation and the file it was read from."""

    document_id: str
    path: str
    source: str
    sha256: str
    """Of the file's bytes."""
    about: dict[str, str]
    """What the manifest of its folder said of it."""


@dataclass(frozen=True)
class Manifest:
    """What a generation is made of."""

    id: str
    created: str
    recipe: dict[str, str]
    roots: tuple[str, ...]
    """The files and folders that were indexed."""
    documents: tuple[IndexedFile, ...]
    skipped: dict[str, str]
    """sha256 of each file under the roots that could not be read, by its source."""
    files: dict[str, str]
    """sha256 of each file of the generation, by its path within the generation."""

    def to_json(self) -> dict[str, Any]:
        """As it is written to manifest.json."""
        return asdict(self)

    def makes_the_same_as(self, other: "Manifest") -> bool:
        """Whether both are of the same generation, read from the same places."""
        ours = (self.id, self.roots, self.documents, self.skipped)
        return ours == (other.id, other.roots, other.documents, other.skipped)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Manifest":
        """The inverse of `to_json`; raises KeyError or TypeError for anything else."""
        documents = tuple(IndexedFile(**document) for document in value["documents"])
        return cls(**{**value, "documents": documents, "roots": tuple(value["roots"])})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the index answered rightly when it was built."""

    question: str
    subject: str
    quote: str
    """The passage that answers it."""
    document_id: str
    node: int
    """Of the outline: the bullet that answers it."""


@dataclass(frozen=True)
class Generation:
    """An opened index. Positions number its passages from 0 in the order of ``passages``."""

    folder: Path
    manifest: Manifest
    documents: dict[str, Document]
    passages: tuple[Passage, ...]
    tokens: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """For each passage its own search tokens and those of its heading path."""
    lexical: LexicalIndex
    dense: DenseIndex
    suggestions: tuple[Suggestion, ...]
    """The documents take turns."""

    @property
    def id(self) -> str:
        """The generation's name, derived from its fingerprint."""
        return self.manifest.id

    @cached_property
    def children(self) -> dict[tuple[str, int], list[int]]:
        """Positions of the passages whose node hangs under a node, by document id and node number."""
        found: dict[tuple[str, int], list[int]] = {}
        for position, passage in enumerate(self.passages):
            if passage.parent is not None:
                found.setdefault((passage.document_id, passage.parent), []).append(position)
        return found


def recipe_of(embedder: Embedder) -> dict[str, str]:
    """How text becomes an index: an index built by another recipe must not be searched with this one."""
    return {
        "passages": PASSAGES,
        "lexical": LEXICAL,
        "dense": DENSE,
        "suggestions": SUGGESTIONS,
        "embedding": embedder.fingerprint,
    }


def fingerprint(documents: Sequence[Document], recipe: dict[str, str]) -> str:
    """The id of the generation that these documents make by this recipe."""
    parts = [(d.id, d.revision, d.source, d.title, d.issuer, d.date) for d in documents]
    made_of = json.dumps([sorted(parts), recipe], ensure_ascii=False, sort_keys=True)
    return "gen_" + hashlib.sha256(made_of.encode()).hexdigest()[:16]


def generations_folder(home: Path) -> Path:
    """Where the generations of a home lie."""
    return home / "generations"


def read_pointer(home: Path) -> tuple[str, str | None]:
    """Ids of the current generation and of the one before it; raises IndexMissing or IndexDamaged."""
    path = home / "current.json"
    if not path.is_file():
        raise IndexMissing(f"{home}에 색인이 없습니다. `mundap index`로 색인을 만들어 주세요.")
    try:
        pointer = json.loads(path.read_text(encoding="utf-8"))
        return pointer["generation"], pointer["previous"]
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{path}이 손상되었습니다. {REBUILD}") from error


def point_to(home: Path, generation: str, previous: str | None) -> None:
    """Make ``generation`` the one that answers, in one atomic step."""
    write_json(home / "current.json", {"generation": generation, "previous": previous})


def open_generation(home: Path, embedder: Embedder) -> Generation:
    """Open and verify the current generation.

    Raises IndexMissing when there is none, IndexDamaged when a file is gone or altered, IndexOutdated when it was
    built by another recipe than ``embedder`` and this version of mundap make.
    """
    return open_for(embedder, generations_folder(home) / read_pointer(home)[0])


def open_for(embedder: Embedder, folder: Path) -> Generation:
    """Open and verify the generation in ``folder``; raises IndexDamaged and IndexOutdated."""
    recipe, made_by = recipe_of(embedder), read_manifest(folder).recipe
    if made_by != recipe:
        changed = [part for part, how in recipe.items() if made_by.get(part) != how]
        raise IndexOutdated(f"색인이 다른 설정으로 만들어졌습니다(바뀐 것: {', '.join(changed)}). {REBUILD}")
    return load_generation(folder)


def load_generation(folder: Path) -> Generation:
    """Open and verify the generation in ``folder``; raises IndexDamaged."""
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    try:
        return _read(folder, manifest)
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"색인 {folder}을(를) 읽을 수 없습니다. {REBUILD}") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise IndexDamaged when a file of the generation is gone or altered."""
    for name, expected in manifest.files.items():
        if sha256_or_none(folder / name) != expected:
            raise IndexDamaged(f"색인 파일 {folder / name}이 없거나 바뀌었습니다. {REBUILD}")


def _read(folder: Path, manifest: Manifest) -> Generation:
    documents = {value["id"]: _document(value) for value in read_json_lines(folder / "documents.jsonl")}
    if fingerprint(tuple(documents.values()), manifest.recipe) != manifest.id:
        raise IndexDamaged(f"색인 {folder}의 manifest.json이 바뀌었습니다. {REBUILD}")
    passages = tuple(_passage(value) for value in read_json_lines(folder / "passages.jsonl"))
    vectors: FloatArray = np.load(folder / "vectors.npy", allow_pickle=False)
    dense = open_dense(folder / "chroma")
    dense.verify(passages, vectors)
    return Generation(
        folder=folder,
        manifest=manifest,
        documents=documents,
        passages=passages,
        tokens=tuple((tuple(own), tuple(path)) for own, path in read_json_lines(folder / "tokens.jsonl")),
        lexical=LexicalIndex.load(folder / "bm25", len(passages)),
        dense=dense,
        suggestions=_suggestions(folder / "suggestions.json"),
    )


def changed_sources(manifest: Manifest) -> tuple[str, ...]:
    """Sources that were added, altered or removed under the indexed paths since the generation was built."""
    try:
        files = find_files([Path(root) for root in manifest.roots])
    except IngestError:
        return tuple(document.source for document in manifest.documents)
    now = {file.source: (sha256_or_none(file.path) or "", file.about) for file in files}
    then = {document.source: (document.sha256, document.about) for document in manifest.documents}
    skipped = {source for source, sha256 in manifest.skipped.items() if source in now and now[source][0] == sha256}
    return tuple(s for s in sorted(now | then) if s not in skipped and now.get(s) != then.get(s))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in ``folder``; raises IndexDamaged."""
    try:
        return Manifest.from_json(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"색인 {folder}의 manifest.json이 없거나 손상되었습니다. {REBUILD}") from error


def document_to_json(document: Document) -> dict[str, Any]:
    """As a document is written to documents.jsonl."""
    return {field.name: getattr(document, field.name) for field in fields(document)}


def _suggestions(path: Path) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(**value) for value in json.loads(path.read_text(encoding="utf-8")))


def _document(value: dict[str, Any]) -> Document:
    return Document(**{**value, "pages": tuple(value["pages"])})


def _passage(value: dict[str, Any]) -> Passage:
    return Passage(**{**value, "sentences": tuple(value["sentences"]), "section": tuple(value["section"])})
