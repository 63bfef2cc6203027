"""Generations: what names one, what builds one, and that a broken build or a broken file never answers."""

import copy
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

import retriever.parts
from ingest.documents import read_document
from ingest.errors import NothingToRead
from retriever.build import build_index, roll_back
from retriever.embedding import Embedder, load_embedder
from retriever.errors import HomeUnwritable, IndexBusy, IndexDamaged, IndexMissing, IndexOutdated
from retriever.generation import (
    Generation,
    changed_sources,
    fingerprint,
    generations_folder,
    open_generation,
    read_manifest,
    read_pointer,
    recipe_of,
)
from retriever.search import PassageRetriever

pytestmark = pytest.mark.usefixtures("whole_blocks")

LIBRARY = "○ 도서관 소요예산 : 4,000백만원\n"
GARDEN = "○ 텃밭 신청기간 : ’23. 3월 ~ 4월\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "library.txt").write_text(LIBRARY, encoding="utf-8")
    (folder / "garden.txt").write_text(GARDEN, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the files that are read while the test runs."""
    seen: list[str] = []

    def spy(data: bytes, *, source: str, **about: str) -> Any:
        seen.append(source)
        return read_document(data, source=source, **about)

    monkeypatch.setattr(retriever.parts, "read_document", spy)
    return seen


def of_model(embedder: Embedder, fingerprint: str) -> Embedder:
    """The same embedder under another model's fingerprint."""
    other: Any = copy.copy(embedder)
    other.fingerprint = fingerprint
    return other


def folders(home: Path) -> set[str]:
    return {path.name for path in generations_folder(home).iterdir()}


def texts_found(generation: Generation, embedder: Embedder, question: str) -> list[str]:
    return [hit.passage.text for hit in PassageRetriever(generation=generation, embedder=embedder).search(question)]


# Building


def test_a_build_becomes_current_and_answers(home: Path, corpus: Path, embedder: Embedder) -> None:
    report = build_index(home, [corpus], embedder)
    assert report.added == ("garden.txt", "library.txt")
    assert read_pointer(home) == (report.generation, None)
    generation = open_generation(home, embedder)
    assert generation.id == generation.folder.name == report.generation
    assert report.passages == len(generation.passages) == 2
    assert texts_found(generation, embedder, "도서관 예산")[0] == LIBRARY.removeprefix("○ ").strip()


def test_the_report_tells_what_changed(home: Path, corpus: Path, embedder: Embedder) -> None:
    (corpus / "old.txt").write_text("○ 옛 사업\n", encoding="utf-8")
    build_index(home, [corpus], embedder)
    (corpus / "old.txt").unlink()
    (corpus / "new.txt").write_text("○ 새 사업\n", encoding="utf-8")
    (corpus / "garden.txt").write_text(GARDEN.replace("4월", "5월"), encoding="utf-8")
    (corpus / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\r")
    report = build_index(home, [corpus], embedder)
    assert (report.added, report.changed) == (("new.txt",), ("garden.txt",))
    assert (report.removed, report.unchanged) == (("old.txt",), ("library.txt",))
    assert len(report.failures) == 1
    assert "picture.png" in report.failures[0]


def test_unchanged_files_are_not_read_again(home: Path, corpus: Path, embedder: Embedder, reads: list[str]) -> None:
    build_index(home, [corpus], embedder)
    assert sorted(reads) == ["garden.txt", "library.txt"]
    reads.clear()
    (corpus / "garden.txt").write_text(GARDEN.replace("4월", "5월"), encoding="utf-8")
    build_index(home, [corpus], embedder)
    assert reads == ["garden.txt"]


def test_what_is_taken_over_answers_like_what_is_read(
    home: Path, tmp_path: Path, corpus: Path, embedder: Embedder
) -> None:
    build_index(home, [corpus], embedder)
    (corpus / "new.txt").write_text("○ 새 사업의 위치 : 가람로 12\n", encoding="utf-8")
    build_index(home, [corpus], embedder)
    build_index(tmp_path / "afresh", [corpus], embedder)
    grown, afresh = open_generation(home, embedder), open_generation(tmp_path / "afresh", embedder)
    assert grown.id == afresh.id
    assert (grown.documents, grown.passages, grown.tokens) == (afresh.documents, afresh.passages, afresh.tokens)
    for question in ("도서관 예산", "텃밭은 언제까지 신청해?", "새 사업 위치"):
        hits = [PassageRetriever(generation=g, embedder=embedder).search(question) for g in (grown, afresh)]
        assert hits[0] == hits[1]


def test_building_again_changes_nothing(home: Path, corpus: Path, embedder: Embedder, reads: list[str]) -> None:
    first = build_index(home, [corpus], embedder)
    reads.clear()
    written = (home / "current.json").stat().st_mtime_ns
    again = build_index(home, [corpus], embedder)
    assert (again.generation, again.unchanged) == (first.generation, ("garden.txt", "library.txt"))
    assert reads == []
    assert (home / "current.json").stat().st_mtime_ns == written


def test_removed_documents_are_unreachable(home: Path, corpus: Path, embedder: Embedder) -> None:
    build_index(home, [corpus], embedder)
    (corpus / "garden.txt").unlink()
    build_index(home, [corpus], embedder)
    generation = open_generation(home, embedder)
    assert [document.source for document in generation.documents.values()] == ["library.txt"]
    assert not any("텃밭" in text for text in texts_found(generation, embedder, "텃밭 신청기간"))


def test_an_index_holds_exactly_the_paths_it_is_given(home: Path, corpus: Path, embedder: Embedder) -> None:
    build_index(home, [corpus], embedder)
    build_index(home, [corpus / "garden.txt"], embedder)
    assert [d.source for d in open_generation(home, embedder).documents.values()] == ["garden.txt"]


def test_nothing_readable_leaves_the_index_as_it_was(home: Path, corpus: Path, embedder: Embedder) -> None:
    before = build_index(home, [corpus], embedder).generation
    for file in corpus.iterdir():
        file.write_bytes(b"")
    with pytest.raises(NothingToRead, match=r"garden\.txt.*\n.*library\.txt"):
        build_index(home, [corpus], embedder)
    assert open_generation(home, embedder).id == before


def test_only_the_current_and_the_previous_generation_are_kept(home: Path, corpus: Path, embedder: Embedder) -> None:
    built = []
    for month in (4, 5, 6):
        (corpus / "garden.txt").write_text(GARDEN.replace("4월", f"{month}월"), encoding="utf-8")
        built.append(build_index(home, [corpus], embedder).generation)
    assert folders(home) == {built[1], built[2]}
    assert read_pointer(home) == (built[2], built[1])


def test_going_back_to_earlier_content_keeps_both(home: Path, corpus: Path, embedder: Embedder) -> None:
    first = build_index(home, [corpus], embedder).generation
    (corpus / "garden.txt").write_text("○ 다른 사업\n", encoding="utf-8")
    second = build_index(home, [corpus], embedder).generation
    (corpus / "garden.txt").write_text(GARDEN, encoding="utf-8")
    assert build_index(home, [corpus], embedder).generation == first
    assert read_pointer(home) == (first, second)
    assert folders(home) == {first, second}


# The name of a generation

DOCUMENT = read_document(LIBRARY.encode(), source="library.txt", title="도서관 보고")
RECIPE = {"passages": "one", "lexical": "two", "embedding": "three"}


@pytest.mark.parametrize(
    ("document", "recipe"),
    [
        (read_document(GARDEN.encode(), source="library.txt", title="도서관 보고"), RECIPE),
        (replace(DOCUMENT, title="다른 제목"), RECIPE),
        (replace(DOCUMENT, issuer="다른 기관"), RECIPE),
        (replace(DOCUMENT, date="2023-01-01"), RECIPE),
        (DOCUMENT, RECIPE | {"embedding": "another model"}),
        (DOCUMENT, RECIPE | {"passages": "another splitter"}),
        (DOCUMENT, RECIPE | {"lexical": "another analyser"}),
    ],
    ids=["text", "title", "issuer", "date", "model", "splitter", "analyser"],
)
def test_the_name_changes_with_what_it_is_made_of(document: Any, recipe: dict[str, str]) -> None:
    assert fingerprint([document], recipe) != fingerprint([DOCUMENT], RECIPE)


def test_the_name_does_not_depend_on_the_order_of_documents() -> None:
    other = read_document(GARDEN.encode(), source="garden.txt", title="텃밭 보고")
    assert fingerprint([DOCUMENT, other], RECIPE) == fingerprint([other, DOCUMENT], RECIPE)


def test_the_recipe_names_model_and_splitter(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe_of(embedder)
    assert recipe_of(of_model(embedder, "another model")) != before
    monkeypatch.setattr("retriever.generation.PASSAGES", "another splitter")
    assert recipe_of(embedder) != before


def test_place_time_and_line_ends_do_not_change_the_name(
    home: Path, tmp_path: Path, corpus: Path, embedder: Embedder
) -> None:
    name = build_index(home, [corpus], embedder).generation
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / "library.txt").write_bytes(b"\xef\xbb\xbf" + LIBRARY.replace("\n", "\r\n").encode())
    (moved / "garden.txt").write_bytes(GARDEN.encode())
    os.utime(moved / "garden.txt", (0, 0))
    assert build_index(tmp_path / "other-home", [moved], embedder).generation == name


def test_a_new_title_makes_a_new_generation(home: Path, corpus: Path, embedder: Embedder) -> None:
    name = build_index(home, [corpus], embedder).generation
    entries = [{"file": "library.txt", "title": "도서관 보고"}]
    (corpus / "manifest.json").write_text(json.dumps({"documents": entries}), encoding="utf-8")
    report = build_index(home, [corpus], embedder)
    assert report.generation != name
    assert report.changed == ("library.txt",)


# A build that fails


class Stopped(Exception):
    """What the steps that fail in these tests raise."""


def stop(*args: object, **kwargs: object) -> Any:
    raise Stopped


def stop_behind(step: Callable[..., Any], calls: int) -> Callable[..., Any]:
    """``step``, which works ``calls`` times and then stops."""
    made = 0

    def limited(*args: object, **kwargs: object) -> Any:
        nonlocal made
        made += 1
        return step(*args, **kwargs) if made <= calls else stop()

    return limited


@pytest.mark.parametrize("step", ["build_dense", "load_generation", "_seal", "os.rename", "sync_folder", "point_to"])
def test_a_failed_step_leaves_the_old_generation_answering(
    step: str, home: Path, corpus: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build_index(home, [corpus], embedder).generation
    (corpus / "new.txt").write_text("○ 새 사업의 위치 : 가람로 12\n", encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(f"retriever.build.{step}", stop)
        with pytest.raises(Stopped):
            build_index(home, [corpus], embedder)
    generation = open_generation(home, embedder)
    assert generation.id == before
    assert texts_found(generation, embedder, "도서관 예산")[0].startswith("도서관 소요예산")
    after = build_index(home, [corpus], embedder).generation
    assert open_generation(home, embedder).id == after
    assert folders(home) == {before, after}


def test_a_failed_suggestion_maker_leaves_the_old_generation_answering(
    home: Path, corpus: Path, embedder: Embedder
) -> None:
    before = build_index(home, [corpus], embedder).generation
    (corpus / "new.txt").write_text("○ 새 사업의 위치 : 가람로 12\n", encoding="utf-8")
    with pytest.raises(Stopped):
        build_index(home, [corpus], embedder, suggest=stop)
    assert open_generation(home, embedder).id == before
    after = build_index(home, [corpus], embedder).generation
    assert folders(home) == {before, after}


def test_a_failed_first_build_leaves_no_index(home: Path, corpus: Path, embedder: Embedder) -> None:
    with pytest.raises(Stopped):
        build_index(home, [corpus], embedder, suggest=stop)
    with pytest.raises(IndexMissing):
        open_generation(home, embedder)
    build_index(home, [corpus], embedder)
    assert open_generation(home, embedder).id in folders(home)


@pytest.mark.parametrize("renames", [0, 1])
def test_indexing_the_same_documents_from_elsewhere_never_loses_them(
    renames: int, home: Path, tmp_path: Path, corpus: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build_index(home, [corpus], embedder).generation
    moved = Path(shutil.copytree(corpus, tmp_path / "moved"))
    with monkeypatch.context() as broken:
        broken.setattr("os.rename", stop_behind(os.rename, renames))
        try:
            build_index(home, [moved], embedder)
        except Stopped:
            assert open_generation(home, embedder).id == before
    build_index(home, [moved], embedder)
    generation = open_generation(home, embedder)
    assert generation.id == before
    assert generation.manifest.roots == (str(moved.resolve()),)
    assert folders(home) == {before}


KILLED_BUILDS = """
import importlib, os, signal, sys
from pathlib import Path
import ingest.sentences
from retriever.build import build_index
from retriever.embedding import load_embedder
from retriever.morphemes import tokens

def kill(*args):
    os.kill(os.getpid(), signal.SIGKILL)

corpus, *trials = sys.argv[1:]
ingest.sentences.split_with_kss = lambda block: [block]
embedder = load_embedder("")
tokens("문서")
for home, step in zip(trials[::2], trials[1::2]):
    child = os.fork()
    if child == 0:
        module, _, name = step.rpartition(".")
        setattr(importlib.import_module(module), name, kill)
        build_index(Path(home), [Path(corpus)], embedder)
        os._exit(0)
    print(os.WTERMSIG(os.waitpid(child, 0)[1]))
"""


def test_a_killed_build_leaves_the_old_generation_answering(tmp_path: Path, corpus: Path) -> None:
    bundled = load_embedder("")
    steps = ["retriever.build.load_generation", "retriever.build._put_in_place", "retriever.build.point_to"]
    homes = [tmp_path / step for step in steps]
    before = {build_index(home, [corpus], bundled).generation for home in homes}
    (corpus / "new.txt").write_text("○ 새 사업의 위치 : 가람로 12\n", encoding="utf-8")
    trials = [str(part) for trial in zip(homes, steps, strict=True) for part in trial]
    command = [sys.executable, "-c", KILLED_BUILDS, str(corpus), *trials]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == [str(int(signal.SIGKILL))] * len(steps)
    for home in homes:
        assert len(folders(home)) == 2, "the build was killed before it wrote anything"
        generation = open_generation(home, bundled)
        assert {generation.id} == before
        assert texts_found(generation, bundled, "도서관 예산")[0].startswith("도서관 소요예산")
        after = build_index(home, [corpus], bundled).generation
        assert open_generation(home, bundled).id == after
        assert folders(home) == {*before, after}


# An index that must not answer

SEALED = (
    "documents.jsonl",
    "passages.jsonl",
    "tokens.jsonl",
    "vectors.npy",
    "suggestions.json",
    "bm25/data.csc.index.npy",
    "bm25/indices.csc.index.npy",
    "bm25/indptr.csc.index.npy",
    "bm25/params.index.json",
    "bm25/vocab.index.json",
)
VECTORS = "chroma/*/data_level0.bin"
FILES = (*SEALED, "manifest.json", "chroma/chroma.sqlite3", VECTORS)


@pytest.fixture(scope="module")
def sound_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, whole_blocks_in_module: None) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    (folder / "library.txt").write_text(LIBRARY, encoding="utf-8")
    (folder / "garden.txt").write_text(GARDEN, encoding="utf-8")
    build_index(folder / "home", [folder / "library.txt", folder / "garden.txt"], embedder)
    return folder / "home"


@pytest.fixture
def copied_home(sound_home: Path, home: Path) -> Path:
    return Path(shutil.copytree(sound_home, home))


def current_folder(home: Path) -> Path:
    return generations_folder(home) / read_pointer(home)[0]


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def alter(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[0] ^= 0xFF
    path.write_bytes(data)


def test_every_file_of_a_generation_is_sealed(sound_home: Path) -> None:
    folder = current_folder(sound_home)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    of_chroma = {name for name in names if name.startswith("chroma/")}
    assert set(read_manifest(folder).files) == names - {"manifest.json"}
    assert names - of_chroma == {name for name in FILES if not name.startswith("chroma/")}


@pytest.mark.parametrize("damage", [truncate, alter, Path.unlink])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_told_with_its_mend(
    name: str, damage: Callable[[Path], None], copied_home: Path, embedder: Embedder
) -> None:
    (path,) = current_folder(copied_home).glob(name)
    damage(path)
    with pytest.raises(IndexDamaged, match="`mundap index`"):
        open_generation(copied_home, embedder)


def test_lost_vectors_are_damage(copied_home: Path, embedder: Embedder) -> None:
    import chromadb
    from chromadb.config import Settings

    folder = current_folder(copied_home) / "chroma"
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    records = client.get_collection("passages", embedding_function=None)
    records.delete(ids=records.get()["ids"][:1])
    with pytest.raises(IndexDamaged, match="`mundap index`"):
        open_generation(copied_home, embedder)


@pytest.mark.parametrize("damage", [truncate, alter])
def test_a_damaged_pointer_is_told_with_its_mend(
    damage: Callable[[Path], None], copied_home: Path, embedder: Embedder
) -> None:
    damage(copied_home / "current.json")
    with pytest.raises(IndexDamaged, match="`mundap index`"):
        open_generation(copied_home, embedder)


def test_a_lost_folder_is_told_with_its_mend(copied_home: Path, embedder: Embedder) -> None:
    shutil.rmtree(generations_folder(copied_home))
    with pytest.raises(IndexDamaged, match="`mundap index`"):
        open_generation(copied_home, embedder)


@pytest.mark.parametrize("name", ["passages.jsonl", "manifest.json", "chroma/chroma.sqlite3", "../../current.json"])
def test_building_mends_damage(name: str, copied_home: Path, corpus: Path, embedder: Embedder) -> None:
    truncate(current_folder(copied_home) / name)
    build_index(copied_home, [corpus], embedder)
    generation = open_generation(copied_home, embedder)
    assert texts_found(generation, embedder, "도서관 예산")[0].startswith("도서관 소요예산")
    assert folders(copied_home) == {generation.id}


def test_an_index_of_another_model_is_outdated(copied_home: Path, embedder: Embedder) -> None:
    with pytest.raises(IndexOutdated, match=r"embedding.*`mundap index`"):
        open_generation(copied_home, of_model(embedder, "another model"))


def test_an_index_of_another_splitter_is_outdated(
    copied_home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retriever.generation.PASSAGES", "another splitter")
    with pytest.raises(IndexOutdated, match=r"passages.*`mundap index`"):
        open_generation(copied_home, embedder)


def test_an_index_that_keeps_its_questions_otherwise_is_outdated(
    copied_home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retriever.generation.SUGGESTIONS", "kept otherwise")
    with pytest.raises(IndexOutdated, match=r"suggestions.*`mundap index`"):
        open_generation(copied_home, embedder)


def test_building_for_another_model_reads_everything_again(
    copied_home: Path, corpus: Path, embedder: Embedder, reads: list[str]
) -> None:
    other = of_model(embedder, "another model")
    build_index(copied_home, [corpus], other)
    assert sorted(reads) == ["garden.txt", "library.txt"]
    assert open_generation(copied_home, other).manifest.recipe == recipe_of(other)


def test_a_home_without_an_index_says_how_to_make_one(home: Path, embedder: Embedder) -> None:
    with pytest.raises(IndexMissing, match="`mundap index`"):
        open_generation(home, embedder)


# Going back


def test_rollback_goes_back_and_forth(home: Path, corpus: Path, embedder: Embedder) -> None:
    first = build_index(home, [corpus], embedder).generation
    (corpus / "garden.txt").unlink()
    second = build_index(home, [corpus], embedder).generation
    assert roll_back(home, embedder) == first
    assert len(open_generation(home, embedder).documents) == 2
    assert roll_back(home, embedder) == second
    assert len(open_generation(home, embedder).documents) == 1


def test_there_is_nothing_before_the_first_build(home: Path, corpus: Path, embedder: Embedder) -> None:
    with pytest.raises(IndexMissing):
        roll_back(home, embedder)
    only = build_index(home, [corpus], embedder).generation
    with pytest.raises(IndexMissing, match="`mundap index`"):
        roll_back(home, embedder)
    assert open_generation(home, embedder).id == only


def test_rollback_to_a_damaged_generation_changes_nothing(home: Path, corpus: Path, embedder: Embedder) -> None:
    first = build_index(home, [corpus], embedder).generation
    (corpus / "garden.txt").unlink()
    second = build_index(home, [corpus], embedder).generation
    truncate(generations_folder(home) / first / "passages.jsonl")
    with pytest.raises(IndexDamaged):
        roll_back(home, embedder)
    assert open_generation(home, embedder).id == second


def test_rollback_to_another_model_changes_nothing(home: Path, corpus: Path, embedder: Embedder) -> None:
    build_index(home, [corpus], of_model(embedder, "the model before"))
    second = build_index(home, [corpus], embedder).generation
    with pytest.raises(IndexOutdated):
        roll_back(home, embedder)
    assert open_generation(home, embedder).id == second


# Who may build, and where


def test_a_second_builder_is_turned_away(copied_home: Path, corpus: Path, embedder: Embedder) -> None:
    before = read_pointer(copied_home)
    with FileLock(copied_home / "index.lock"):
        with pytest.raises(IndexBusy):
            build_index(copied_home, [corpus], embedder)
        with pytest.raises(IndexBusy):
            roll_back(copied_home, embedder)
        assert open_generation(copied_home, embedder).id == before[0]
    build_index(copied_home, [corpus], embedder)


def test_an_unwritable_home_is_named_with_the_way_out(tmp_path: Path, corpus: Path, embedder: Embedder) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    home = tmp_path / "file" / "home"
    with pytest.raises(HomeUnwritable, match="--home") as caught:
        build_index(home, [corpus], embedder)
    assert str(home) in str(caught.value)


# Whether the documents have changed since


def change_text(corpus: Path) -> None:
    (corpus / "garden.txt").write_text("○ 다른 사업\n", encoding="utf-8")


def change_title(corpus: Path) -> None:
    entries = [{"file": "garden.txt", "title": "텃밭 보고"}]
    (corpus / "manifest.json").write_text(json.dumps({"documents": entries}), encoding="utf-8")


def add_file(corpus: Path) -> None:
    (corpus / "new.txt").write_text("○ 새 사업\n", encoding="utf-8")


def remove_file(corpus: Path) -> None:
    (corpus / "garden.txt").unlink()


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda corpus: None, ()),
        (change_text, ("garden.txt",)),
        (change_title, ("garden.txt",)),
        (add_file, ("new.txt",)),
        (remove_file, ("garden.txt",)),
        (shutil.rmtree, ("garden.txt", "library.txt")),
    ],
    ids=["nothing", "text", "title", "added", "removed", "folder gone"],
)
def test_changed_sources(
    change: Callable[[Path], None], changed: tuple[str, ...], home: Path, corpus: Path, embedder: Embedder
) -> None:
    build_index(home, [corpus], embedder)
    change(corpus)
    assert changed_sources(open_generation(home, embedder).manifest) == changed


def test_a_file_that_cannot_be_read_makes_an_index_old_only_when_it_changes(
    home: Path, corpus: Path, embedder: Embedder
) -> None:
    broken = corpus / "broken.txt"
    broken.write_bytes(b"\x00\xff\x00\xfe")
    report = build_index(home, [corpus], embedder)
    assert len(report.failures) == 1
    manifest = open_generation(home, embedder).manifest
    assert changed_sources(manifest) == ()
    broken.write_text("○ 이제 읽힌다\n", encoding="utf-8")
    assert changed_sources(manifest) == ("broken.txt",)


def test_a_file_of_page_numbers_is_left_out(home: Path, corpus: Path, embedder: Embedder) -> None:
    (corpus / "pages.txt").write_text("- 1 -\n\n- 2 -\n", encoding="utf-8")
    (failure,) = build_index(home, [corpus], embedder).failures
    assert failure.startswith("pages.txt: ")
