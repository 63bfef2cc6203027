"""Which files an index is made of: the files under some folders, with what the folder's manifest says of them."""

import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import IngestError, ManifestBroken, NothingToRead

MANIFEST = "manifest.json"
_NOT_DOCUMENTS = {MANIFEST, "README.md"}


@dataclass(frozen=True)
class SourceFile:
    """A file to read: where it is, its name within the index, and what the manifest says of it."""

    path: Path
    source: str
    about: dict[str, str] = field(default_factory=dict)


def find_files(paths: Sequence[Path]) -> list[SourceFile]:
    """Every file under ``paths`` (files and folders), in the order of their sources.

    Raises NothingToRead when a path does not exist or nothing is under them, IngestError when two files would
    get the same source, ManifestBroken for a manifest that cannot be understood.
    """
    found: dict[str, SourceFile] = {}
    for path in paths:
        for file in _files_of(path):
            other = found.setdefault(file.source, file)
            if other.path.resolve() != file.path.resolve():
                raise IngestError(
                    f"{other.path}와(과) {file.path}의 상대 경로가 같습니다. 두 파일을 담은 윗폴더를 색인해 주세요."
                )
    if not found:
        raise NothingToRead(
            f"{', '.join(map(str, paths))}: 문서가 없습니다. "
            "HWP, HWPX, DOCX, PDF, HTML, 마크다운이나 텍스트 파일을 넣어 주세요."
        )
    return [found[source] for source in sorted(found)]


def _files_of(path: Path) -> list[SourceFile]:
    if path.is_file():
        name = readable_name(path.name)
        return [SourceFile(path, name, _manifest(path.parent).get(name, {}))]
    if not path.is_dir():
        raise NothingToRead(f"{path}: 파일이나 폴더가 없습니다. 경로를 확인해 주세요.")
    manifest = _manifest(path)
    relative = [p.relative_to(path) for p in sorted(path.rglob("*")) if p.is_file()]
    sources = {readable_name(p.as_posix()): path / p for p in relative if _is_document(p)}
    return [SourceFile(file, source, manifest.get(source, {})) for source, file in sources.items()]


def readable_name(name: str) -> str:
    """A file's name as a manifest writes it.

    Some systems hand Hangul out in separate letters; old archives leave names in CP949, which Python carries as bytes.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("cp949", "replace")
    return unicodedata.normalize("NFC", name)


def _is_document(relative: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    return not hidden and relative.as_posix() not in _NOT_DOCUMENTS


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    """What ``folder``'s manifest says of each file: file name to title, issuer, date, source, sha256."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return {
            readable_name(e["file"]): {k: str(v) for k, v in e.items() if k != "file" and v is not None}
            for e in entries
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestBroken(
            f'{path}: 형식이 잘못되었습니다. {{"documents": [{{"file": …, "title": …}}]}} 모양으로 고쳐 주세요.'
        ) from error
