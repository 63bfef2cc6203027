"""Building a generation: read what changed, write aside, verify, make current in one step.

Whatever happens on the way, the generation that was current stays so and stays whole.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from ingest.corpus import find_files
from ingest.errors import NothingToRead
from retriever.dense import build_dense
from retriever.embedding import Embedder
from retriever.errors import HomeUnwritable, IndexBusy, IndexMissing, IndexUnusable
from retriever.files import sha256_of, sync_folder, sync_tree, write_json, write_json_lines
from retriever.generation import (
    Generation,
    Manifest,
    Suggestion,
    document_to_json,
    fingerprint,
    generations_folder,
    load_generation,
    open_for,
    open_generation,
    point_to,
    read_pointer,
    recipe_of,
)
from retriever.lexical import LexicalIndex
from retriever.parts import Failure, Part, Progress, read_parts

SuggestionMaker = Callable[[Generation], list[Suggestion]]
"""Makes the questions that a finished generation answers rightly."""


@dataclass(frozen=True)
class BuildReport:
    """What `build_index` did, by source."""

    generation: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[str, ...]
    """Why each unreadable file was left out."""
    passages: int


def build_index(
    home: Path,
    paths: Sequence[Path],
    embedder: Embedder,
    *,
    suggest: SuggestionMaker = lambda generation: [],
    progress: Progress = lambda done, total, source: None,
) -> BuildReport:
    """Make the index of ``home`` hold exactly the documents under ``paths``, and return what changed.

    Files that did not change since the current generation are not read again. Raises NothingToRead when nothing
    under ``paths`` can be read, IndexBusy when another process is building, HomeUnwritable.
    """
    with _writing(home):
        files = find_files(paths)
        old = _current_or_none(home, embedder)
        parts, failures = read_parts(files, old, embedder, progress)
        if not parts:
            raise NothingToRead("\n".join(failure.reason for failure in failures))
        manifest = Manifest(
            id=fingerprint([part.document for part in parts], recipe_of(embedder)),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            recipe=recipe_of(embedder),
            roots=tuple(str(path.resolve()) for path in paths),
            documents=tuple(part.file for part in parts),
            skipped={failure.source: failure.sha256 for failure in failures},
            files={},
        )
        if old is not None and old.id == manifest.id:
            _note_files(old, manifest)
        else:
            _make_current(home, parts, manifest, suggest)
        return _report(manifest.id, parts, old, failures)


def roll_back(home: Path, embedder: Embedder) -> str:
    """Make the generation before the current one current again and return its id.

    Raises IndexMissing when there is none, and as `open_generation` does; then nothing changes.
    """
    with _writing(home):
        current, previous = read_pointer(home)
        if previous is None:
            raise IndexMissing("되돌릴 이전 색인이 없습니다. `mundap index`로 새로 만들어 주세요.")
        restored = open_for(embedder, generations_folder(home) / previous)
        point_to(home, previous, current)
        return restored.id


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """Hold the home's lock: one process builds at a time."""
    try:
        generations_folder(home).mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "index.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy("다른 프로세스가 색인을 만들고 있습니다. 끝난 뒤 다시 실행해 주세요.") from error
    except OSError as error:
        raise HomeUnwritable(
            f"{home}에 쓸 수 없습니다({error.strerror}). 쓸 수 있는 폴더를 --home이나 MUNDAP_HOME으로 정해 주세요."
        ) from error
    try:
        yield
    except OSError as error:
        raise HomeUnwritable(
            f"{home}에 쓰다가 멈췄습니다({error.strerror}). 남은 공간을 확인하고 `mundap index`를 다시 실행해 주세요."
        ) from error
    finally:
        lock.release()


def _current_or_none(home: Path, embedder: Embedder) -> Generation | None:
    """The current generation when it can be built upon."""
    try:
        return open_generation(home, embedder)
    except (IndexMissing, IndexUnusable):
        return None


def _note_files(old: Generation, manifest: Manifest) -> None:
    """Note in the current generation, which already holds these documents, which files they are read from now."""
    if not manifest.makes_the_same_as(old.manifest):
        noted = Manifest(**{**vars(manifest), "created": old.manifest.created, "files": old.manifest.files})
        write_json(old.folder / "manifest.json", noted.to_json())


def _make_current(home: Path, parts: Sequence[Part], manifest: Manifest, suggest: SuggestionMaker) -> None:
    """Write the generation of ``parts`` aside, verify it and point to it."""
    folder = generations_folder(home) / manifest.id
    aside = folder.with_name(f".building-{os.getpid()}-{manifest.id}")
    _sweep(home)
    try:
        _write(aside, parts, manifest)
        write_json(aside / "suggestions.json", [asdict(s) for s in suggest(load_generation(aside))])
        _seal(aside, manifest)
        _put_in_place(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _switch(home, manifest.id)


def _write(aside: Path, parts: Sequence[Part], manifest: Manifest) -> None:
    aside.mkdir()
    passages = [passage for part in parts for passage in part.passages]
    tokens = [pair for part in parts for pair in part.tokens]
    vectors = np.concatenate([part.vectors for part in parts])
    write_json_lines(aside / "documents.jsonl", (document_to_json(part.document) for part in parts))
    write_json_lines(aside / "passages.jsonl", (asdict(passage) for passage in passages))
    write_json_lines(aside / "tokens.jsonl", tokens)
    np.save(aside / "vectors.npy", vectors)
    LexicalIndex.build([own for own, _ in tokens], [path for _, path in tokens]).save(aside / "bm25")
    build_dense(aside / "chroma", passages, vectors)
    write_json(aside / "suggestions.json", [])
    write_json(aside / "manifest.json", manifest.to_json())


def _seal(aside: Path, manifest: Manifest) -> None:
    """Record the sha256 of every file, and flush all of them."""
    files = {path.relative_to(aside).as_posix(): path for path in sorted(aside.rglob("*")) if path.is_file()}
    hashes = {name: sha256_of(path) for name, path in files.items() if name != "manifest.json"}
    write_json(aside / "manifest.json", Manifest(**{**vars(manifest), "files": hashes}).to_json())
    sync_tree(aside)


def _put_in_place(aside: Path, folder: Path) -> None:
    """Give the finished folder its name; one of that name, damaged or of an earlier run, makes room."""
    replaced = folder.with_name(f".replaced-{os.getpid()}-{folder.name}")
    if folder.exists():
        os.rename(folder, replaced)
    os.rename(aside, folder)
    sync_folder(folder.parent)
    shutil.rmtree(replaced, ignore_errors=True)


def _switch(home: Path, name: str) -> None:
    """Point to generation ``name``, remember the one before it, and delete all others."""
    try:
        current, before = read_pointer(home)
    except (IndexMissing, IndexUnusable):
        current, before = name, None
    previous = current if current != name else before
    point_to(home, name, previous)
    for folder in generations_folder(home).iterdir():
        if folder.name not in (name, previous):
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    """Delete what a killed build has left."""
    for folder in generations_folder(home).glob(".*"):
        shutil.rmtree(folder, ignore_errors=True)


def _report(name: str, parts: Sequence[Part], old: Generation | None, failures: Sequence[Failure]) -> BuildReport:
    before = {f.source: (f.sha256, f.about) for f in old.manifest.documents} if old else {}
    now = {part.file.source: (part.file.sha256, part.file.about) for part in parts}
    return BuildReport(
        generation=name,
        added=tuple(s for s in now if s not in before),
        changed=tuple(s for s in now if s in before and before[s] != now[s]),
        removed=tuple(s for s in before if s not in now),
        unchanged=tuple(s for s in now if before.get(s) == now[s]),
        failures=tuple(failure.reason for failure in failures),
        passages=sum(len(part.passages) for part in parts),
    )
