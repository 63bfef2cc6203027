"""Which files an index is made of, and what a folder's manifest says of them."""

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ingest.corpus import MANIFEST, SourceFile, find_files
from ingest.errors import IngestError, ManifestBroken, NothingToRead

CORPUS = Path(__file__).parent.parent.parent / "corpus"


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}의 내용", encoding="utf-8")
    return folder


def put_manifest(folder: Path, *entries: dict[str, Any]) -> Path:
    (folder / MANIFEST).write_text(json.dumps({"documents": entries}), encoding="utf-8")
    return folder


def sources(*paths: Path) -> list[str]:
    return [file.source for file in find_files(paths)]


def test_a_folder_gives_its_files_by_their_path_inside_it(tmp_path: Path) -> None:
    put(tmp_path, "2025/나.txt", "가.pdf", "2024/나.txt")
    assert sources(tmp_path) == ["2024/나.txt", "2025/나.txt", "가.pdf"]
    assert find_files([tmp_path])[0].path == tmp_path / "2024" / "나.txt"


def test_a_single_file_is_known_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "2025/보고.txt", "2025/다른 보고.txt")
    assert find_files([tmp_path / "2025" / "보고.txt"]) == [SourceFile(tmp_path / "2025" / "보고.txt", "보고.txt")]


@pytest.mark.parametrize("name", [".DS_Store", ".git/config", "2025/.보고.txt.swp", "README.md"])
def test_what_is_no_document_is_left_out(tmp_path: Path, name: str) -> None:
    put(tmp_path, "보고.txt", name)
    assert sources(tmp_path) == ["보고.txt"]


def test_the_manifest_itself_is_left_out(tmp_path: Path) -> None:
    put_manifest(put(tmp_path, "보고.txt"))
    assert sources(tmp_path) == ["보고.txt"]


def test_a_folder_inside_a_hidden_one_is_read_when_it_is_named(tmp_path: Path) -> None:
    put(tmp_path, ".보관/보고.txt")
    assert sources(tmp_path / ".보관") == ["보고.txt"]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="없는 폴더"):
        find_files([tmp_path / "없는 폴더"])


@pytest.mark.parametrize("names", [[], ["README.md", ".숨은 파일"]], ids=["nothing", "no document"])
def test_a_folder_without_documents_is_named(tmp_path: Path, names: list[str]) -> None:
    folder = put(tmp_path, "빈 폴더/.keep", *(f"빈 폴더/{name}" for name in names)) / "빈 폴더"
    with pytest.raises(NothingToRead, match="빈 폴더: 문서가 없습니다"):
        find_files([folder])


def test_two_files_that_would_get_one_source_are_both_named(tmp_path: Path) -> None:
    put(tmp_path, "2024/보고.txt", "2025/보고.txt")
    with pytest.raises(IngestError, match=r"2024/보고\.txt.*2025/보고\.txt"):
        find_files([tmp_path / "2024", tmp_path / "2025"])


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "보고.txt")
    assert sources(tmp_path, tmp_path / "보고.txt", tmp_path / ".." / tmp_path.name) == ["보고.txt"]


def test_the_manifest_tells_a_files_title_issuer_and_date(tmp_path: Path) -> None:
    about = {"title": "2025년 업무보고", "issuer": "해든시", "date": "2025-01-21"}
    put_manifest(put(tmp_path, "2025/보고.txt", "다른 보고.txt"), {"file": "2025/보고.txt", **about})
    listed, unlisted = find_files([tmp_path])
    assert (listed.about, unlisted.about) == (about, {})


def test_the_manifest_beside_a_single_file_counts(tmp_path: Path) -> None:
    put_manifest(put(tmp_path, "보고.txt"), {"file": "보고.txt", "title": "2025년 업무보고"})
    assert [file.about for file in find_files([tmp_path / "보고.txt"])] == [{"title": "2025년 업무보고"}]


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="no documents"),
        pytest.param('{"documents": 3}', id="documents that are a number"),
        pytest.param('{"documents": ["보고.txt"]}', id="documents that are names"),
        pytest.param('{"documents": [{"title": "보고"}]}', id="a document without its file"),
    ],
)
def test_a_broken_manifest_is_named(tmp_path: Path, manifest: str) -> None:
    (put(tmp_path, "보고.txt") / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(ManifestBroken, match=r"manifest\.json: 형식이 잘못되었습니다"):
        find_files([tmp_path])


def test_a_manifest_that_is_not_utf8_is_broken(tmp_path: Path) -> None:
    (put(tmp_path, "보고.txt") / MANIFEST).write_bytes('{"documents": []}'.encode("utf-16"))
    with pytest.raises(ManifestBroken):
        find_files([tmp_path])


def test_the_projects_own_corpus_is_what_its_manifest_says() -> None:
    entries = {entry["file"]: entry for entry in json.loads((CORPUS / MANIFEST).read_text("utf-8"))["documents"]}
    files = find_files([CORPUS])
    assert [file.source for file in files] == sorted(entries)
    for file in files:
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.about["sha256"]
        assert file.about["title"] == entries[file.source]["title"]


def test_a_name_in_separate_letters_is_the_name_the_manifest_writes(tmp_path: Path) -> None:
    name = "업무보고.txt"
    (tmp_path / unicodedata.normalize("NFD", name)).write_text("내용", encoding="utf-8")
    entries = {"documents": [{"file": name, "title": "보고"}]}
    (tmp_path / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
    (file,) = find_files([tmp_path])
    assert (file.source, file.about) == (name, {"title": "보고"})


def test_a_null_in_the_manifest_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("내용", encoding="utf-8")
    entries = {"documents": [{"file": "a.txt", "title": None}]}
    (tmp_path / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
    assert find_files([tmp_path])[0].about == {}


def test_a_markdown_file_is_a_document_but_the_page_that_explains_the_folder_is_none(tmp_path: Path) -> None:
    put(tmp_path, "보고.md", "README.md", "2030/README.md")
    assert sources(tmp_path) == ["2030/README.md", "보고.md"]
