"""A file becomes a Document: canonical text with exact offsets, its line and page maps, its revision."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from ingest.cover import read_cover
from ingest.errors import EmptyDocument
from ingest.formats.flow import written
from ingest.formats.markdown import NAMES as MARKDOWN_NAMES
from ingest.formats.markdown import read_markdown
from ingest.formats.office import read_flow
from ingest.formats.pdf import read_pdf
from ingest.formats.text import read_text

UNKNOWN = "unknown"
"""The issuer or date that neither the manifest nor the cover tells."""
_PAGE_BREAKS = re.compile(r"((?:(?<=\n)|\A)\f+|(?<!\f)\f+(?=\n))")
_TO_SPACE = re.compile("[\t\v\f\u00a0\u2028\u2029]")


@dataclass(frozen=True)
class Document:
    """One ingested file. ``text`` never changes; every span in mundap is a pair of code-point offsets into it."""

    id: str
    source: str
    title: str
    text: str
    pages: tuple[int, ...] = ()
    """Offset at which each page starts; empty when the format has no pages."""
    issuer: str = UNKNOWN
    date: str = UNKNOWN
    """As in ISO 8601."""
    whole_lines: bool = False
    """Whether each line is a paragraph or a table's row, as word processors keep them, and none is wrapped."""

    @cached_property
    def revision(self) -> str:
        """sha256 of the canonical text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def line_range(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of a span, 1-based and inclusive."""
        last = max(start, end - 1)
        return bisect_right(self._line_starts, start), bisect_right(self._line_starts, last)

    def page_of(self, offset: int) -> int | None:
        """1-based page that holds ``offset``; None when the format has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None


def document_id(source: str) -> str:
    """The id of the file at ``source``, its path relative to the folder it was indexed from."""
    return "doc_" + hashlib.sha256(unicodedata.normalize("NFC", source).encode()).hexdigest()[:16]


def canonical(raw: str) -> tuple[str, tuple[int, ...]]:
    """The canonical text of a decoded file, and the offset at which each page starts.

    A form feed between lines is a page break and leaves no character; anywhere else it is a space. One that opens the
    file marks its first page.
    """
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    marked = text.startswith("\f")
    pages = [0]
    parts: list[str] = []
    length = 0
    for i, part in enumerate(_PAGE_BREAKS.split(text.removeprefix("\f").rstrip("\f"))):
        if i % 2:
            pages += [length] * len(part)
        else:
            parts.append(_clean(part))
            length += len(parts[-1])
    return "".join(parts), tuple(pages) if marked or len(pages) > 1 else ()


def _clean(text: str) -> str:
    spaced = _TO_SPACE.sub(" ", text)
    kept = "".join(c for c in spaced if c == "\n" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", kept)


def decode(data: bytes, name: str) -> tuple[str, bool]:
    """The text of a file, and whether each line of it is whole.

    Its format is told by its content and not by ``name``, which serves messages, and tells Markdown from plain text.
    """
    if not data.strip():
        raise EmptyDocument(f"{name}: 빈 파일입니다. 내용이 있는 파일을 넣어 주세요.")
    if data.lstrip().startswith(b"%PDF-"):
        return read_pdf(data, name), False
    flow = read_flow(data, name)
    if flow is None:
        text = read_text(data, name)
        if not name.lower().endswith(MARKDOWN_NAMES):
            return text, False
        flow = read_markdown(text)
    return written(flow), True


def read_document(
    data: bytes, *, source: str, title: str | None = None, issuer: str | None = None, date: str | None = None
) -> Document:
    """The Document held in the bytes of one file; raises an UnreadableDocument that names ``source``.

    What is not given of title, issuer and date is read from its cover; the file's name is the last title.
    """
    decoded, whole_lines = decode(data, source)
    text, pages = canonical(decoded)
    if not any(unicodedata.category(c)[0] in "LNPS" for c in text):
        raise EmptyDocument(f"{source}: 읽을 글자가 없습니다. 내용이 있는 파일을 넣어 주세요.")
    cover = read_cover(text)
    return Document(
        id=document_id(source),
        source=source,
        title=title or cover.title or PurePosixPath(source).stem,
        text=text,
        pages=pages,
        issuer=issuer or cover.issuer or UNKNOWN,
        date=date or cover.date or UNKNOWN,
        whole_lines=whole_lines,
    )
