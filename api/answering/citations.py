"""What proves an answer: spans of the canonical text, numbered in the order in which the answer refers to them."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.documents import Document
from ingest.passages import Passage

MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Citation:
    """One quoted span; ``document.text[start:end] == quote`` for the document's ``revision``."""

    number: int
    document_id: str
    document_title: str
    source: str
    revision: str
    start: int
    end: int
    line_start: int
    line_end: int
    page: int | None
    quote: str
    section: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"section": list(self.section)}


def cite(number: int, document: Document, passage: Passage) -> Citation:
    """Citation ``number``: the whole of ``passage`` in ``document``."""
    return cite_span(number, document, passage.start, passage.end, passage.section)


def cite_span(number: int, document: Document, start: int, end: int, section: tuple[str, ...]) -> Citation:
    """Citation ``number``: the text of ``document`` from ``start`` to ``end``, under the headings of ``section``."""
    first, last = document.line_range(start, end)
    return Citation(
        number=number,
        document_id=document.id,
        document_title=document.title,
        source=document.source,
        revision=document.revision,
        start=start,
        end=end,
        line_start=first,
        line_end=last,
        page=document.page_of(start),
        quote=document.text[start:end],
        section=section,
    )


def without_marks(text: str) -> str:
    """``text`` as it may stand in an answer: a number in brackets would read as a reference."""
    return MARK.sub(r"［\1］", text)
