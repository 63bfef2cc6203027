"""Lines become blocks: a bullet with its wrapped lines, a paragraph, a footnote, a row of a table."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.lines import Line, Lines, read_lines, without_marker
from ingest.markers import Marker
from ingest.spacing import width
from ingest.wrapping import continues, has_label, steps_on

Kind = Literal["item", "text", "footnote", "table", "row"]

_TABLE_HEAD = re.compile(r"구\s*분(\s|$)|\(\s*단위\s*[:：]|[(（][^()]{0,30}기준\s*[)）]$")
_CAPTION = re.compile(r"([<〈❙┃])[^<〈❙┃>〉]+[>〉❙┃]$")
_CELL_MARKS = frozenset("∙·‧ㆍ•-")
_TITLE_WIDTH = 40
_LOOK_BACK = 1000
_MAX_LINES = 40
_REFERENCE = re.compile(r"(?<=[^\W\d])(\d{1,2})\)")
_OPEN_CELL = re.compile(r"[,，·‧ㆍ]$|\s및$")


@dataclass(frozen=True, slots=True)
class Block:
    """A span that reads as one: ``start`` is where its text starts, after the marker."""

    kind: Kind
    marker: Marker | None
    start: int
    end: int
    lines: int
    """How many physical lines it covers."""


def read_blocks(text: str) -> list[Block]:
    """The blocks of a canonical text in its order; every visible character but markers and page numbers is in one.

    A ``table`` block is a table's caption, unit and column header; its ``row`` blocks follow it.
    """
    return _BlockReader(text, read_lines(text)).read()


class _BlockReader:
    """One pass over the lines, with the block under construction as its state."""

    def __init__(self, text: str, layout: Lines) -> None:
        self._text = text
        self._layout = layout
        self._blocks: list[Block] = []
        self._last: Line | None = None
        self._row_marker: str | None = None
        self._references = _footnote_references(text)

    def read(self) -> list[Block]:
        lines = self._layout.lines
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            self._take(line, following)
            self._last = line
        return self._blocks

    def _take(self, line: Line, following: Line | None) -> None:
        if self._in_table and not self._ends_table(line, following):
            self._take_row(line)
        elif line.marker and not self._is_next_step(line):
            self._open("footnote" if self._is_footnote(line) else "item", line)
        elif self._opens_table(line, following):
            self._open("table", without_marker(line))
        elif self._is_next_footnote(line):
            self._open("footnote", line)
        elif line.marker or self._goes_on(line):
            self._extend(line)
        else:
            self._open("text", without_marker(line))

    @property
    def _in_table(self) -> bool:
        return bool(self._blocks) and self._blocks[-1].kind in ("table", "row")

    def _open(self, kind: Kind, line: Line) -> None:
        self._blocks.append(Block(kind, line.marker, line.content, line.end, 1))
        if kind == "table":
            self._row_marker = None

    def _extend(self, line: Line) -> None:
        block = self._blocks[-1]
        self._blocks[-1] = Block(block.kind, block.marker, block.start, line.end, block.lines + 1)

    def _goes_on(self, line: Line) -> bool:
        if self._last is None or self._blocks[-1].kind not in ("item", "text", "footnote"):
            return False
        if self._blocks[-1].lines >= _MAX_LINES:
            return False
        if self._blocks[-1].kind == "footnote" and not line.apart:
            return True
        return continues(self._last, self._block_text, without_marker(line), self._layout)

    def _is_next_step(self, line: Line) -> bool:
        """Whether the arrow that heads a line goes on with a chain of steps, rather than being a bullet."""
        assert line.marker is not None, "asked of marked lines only"
        return line.marker.is_arrow and bool(self._blocks) and steps_on(self._block_text, line.marker.text)

    @property
    def _block_text(self) -> str:
        """The end of the block under construction, as far back as joining looks."""
        block = self._blocks[-1]
        return self._text[max(block.start, block.end - _LOOK_BACK) : block.end]

    def _is_footnote(self, line: Line) -> bool:
        """Whether ``1)`` explains a word that an earlier line carries as ``word1)``."""
        if line.marker is None or line.marker.kind != "1)":
            return False
        return self._references.get(line.marker.number or 0, line.start) < line.start

    def _is_next_footnote(self, line: Line) -> bool:
        """Whether a line right under a footnote explains another term, its number having been lost."""
        under = bool(self._blocks) and self._blocks[-1].kind == "footnote" and not line.apart
        return under and line.marker is None and has_label(line.text)

    def _opens_table(self, line: Line, following: Line | None) -> bool:
        if _TABLE_HEAD.match(line.text):
            return True
        return bool(_CAPTION.match(line.text)) and following is not None and following.marker is None

    def _ends_table(self, line: Line, following: Line | None) -> bool:
        """A structural mark ends a table; so does a short line that is the title of the next one."""
        in_cell = line.marker is not None and line.marker.is_note and following is not None and not following.marker
        if line.marker and not in_cell and not self._is_cell(line):
            return True
        titles_next = following is not None and bool(_TABLE_HEAD.match(following.text))
        return titles_next and line.apart and width(line.text) <= _TITLE_WIDTH and not _TABLE_HEAD.match(line.text)

    def _is_cell(self, line: Line) -> bool:
        """Whether a marked line stands inside the table: the first row's kind of mark, or a list within a cell."""
        assert line.marker is not None, "asked of marked lines only"
        if self._blocks[-1].kind == "table" and line.marker.number == 1 and not self._is_footnote(line):
            self._row_marker = line.marker.kind
        return line.marker.kind == self._row_marker or line.marker.kind in _CELL_MARKS

    def _take_row(self, line: Line) -> None:
        cell = without_marker(line)
        in_header = self._blocks[-1].kind == "table" and bool(_TABLE_HEAD.match(cell.text))
        if in_header or (not line.apart and self._is_in_row(line)):
            self._extend(cell)
        else:
            self._open("row", cell)

    def _is_in_row(self, line: Line) -> bool:
        assert self._last is not None, "a table has been opened by a line"
        return line.marker is not None or bool(_OPEN_CELL.search(self._last.text))


def _footnote_references(text: str) -> dict[int, int]:
    """Where each footnote number first stands behind a word: ``예산현액1)``."""
    first: dict[int, int] = {}
    for match in _REFERENCE.finditer(text):
        first.setdefault(int(match[1]), match.start())
    return first
