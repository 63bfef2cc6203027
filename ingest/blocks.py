"""Lines become blocks: a bullet with its wrapped lines, a paragraph, a footnote, a row of a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import inf
from typing import Literal

from ingest.columns import FIRST_COLUMN, HEADER, NUMBERED_ROWS, UNIT, is_head
from ingest.lines import (
    Line,
    Lines,
    ends_in_figures,
    footnote_references,
    heads_bullets,
    holds_figures,
    kinds_below,
    read_lines,
    titled_kinds,
    without_marker,
)
from ingest.markers import Marker
from ingest.ruled import goes_on_with_header, is_ruled
from ingest.running import running_lines
from ingest.spacing import width
from ingest.wrapping import continues, has_label, steps_on

Kind = Literal["item", "text", "footnote", "table", "row"]

_STATES_UNIT = re.compile(r"[^(（].*[(（][^()（）]*단위\s*[:：][^()（）]*[)）]$")
_CAPTION = re.compile(r"([<〈❙┃])[^<〈❙┃>〉]+[>〉❙┃]$")
_CELL_MARKS = frozenset("∙·‧ㆍ•-")
_ASIDE = re.compile(r"[(（<〈\[【❙┃].*[)）>〉\]】❙┃]")
_TITLE_WIDTH = 40
_COLUMN_WIDTH = 30
_NO_START = re.compile(r"(?:및|하고|하여|하며|하는|되어|되는|으로|에서)\s")
# What a bullet of a plan ends in when it has said what will be done.
_CLOSED = re.compile(
    r"(?:등|지원|운영|강화|추진|확대|구축|조성|실시|개최|제공|해소|관리|활성화|정비|확보|마련|발굴|유치|육성|홍보|점검"
    r"|선정|수립|알선|개선|확충|반영|도입|시행|증진|제고|구성|참여|달성|행사|프로그램|투자|[)）])$"
)
# What a plan sets in a line of its own above what it is.
_HEADS_LINE = re.compile(r"(?:비\s*전|(?:전략|정책|핵심)?\s*목\s*표|미\s*션|슬로건)$")
_LOOK_BACK = 1000
_LOOK_AHEAD = 15
_MAX_LINES = 40
_OPEN_CELL = re.compile(r"[,，·‧ㆍ]$|\s및$")


@dataclass(frozen=True, slots=True)
class Block:
    """A span that reads as one: ``start`` is where its text starts, after the marker."""

    kind: Kind
    marker: Marker | None
    start: int
    end: int
    lines: int
    """How many physical lines it covers, with those of the block that it goes on with over a running title."""
    apart: bool = False
    """Whether a blank line stands before it."""


def read_blocks(text: str, whole: bool = False, pages: Sequence[int] = ()) -> list[Block]:
    """The blocks of a canonical text in its order; every visible character is in one but for markers and running lines.

    A ``table`` block is a table's caption, unit and column header; its ``row`` blocks follow it. ``whole`` says that
    each line is a paragraph or a table's row; ``pages`` are the offsets at which pages start, if it has some.
    """
    return _BlockReader(text, read_lines(text, whole, frozenset() if whole else running_lines(text, pages))).read()


class _BlockReader:
    """One pass over the lines, with the block under construction as its state."""

    def __init__(self, text: str, layout: Lines) -> None:
        self._text = text
        self._layout = layout
        self._blocks: list[Block] = []
        self._last: Line | None = None
        self._row_marker: str | None = None
        self._references = footnote_references(text)
        self._titled = titled_kinds(layout)
        self._below = kinds_below([line.marker for line in layout.lines])

    def read(self) -> list[Block]:
        lines = self._layout.lines
        for i, line in enumerate(lines):
            self._take(line, lines[i + 1 : i + _LOOK_AHEAD])
            self._last = line
        return self._blocks

    def _take(self, line: Line, after: Sequence[Line]) -> None:
        if is_ruled(line.text):
            self._take_ruled(without_marker(line))
        elif self._in_table and not self._ends_table(line, after):
            self._take_row(line, after)
        elif line.marker and not self._is_next_step(line):
            self._open("footnote" if self._is_footnote(line) else "item", line)
        elif self._opens_table(line, after):
            self._open("table", without_marker(line))
        elif self._is_next_footnote(line):
            self._open("footnote", line)
        elif line.marker or self._goes_on(line, after):
            self._extend(line)
        else:
            self._open("text", without_marker(line))

    @property
    def _in_table(self) -> bool:
        return bool(self._blocks) and self._blocks[-1].kind in ("table", "row")

    def _open(self, kind: Kind, line: Line) -> None:
        self._blocks.append(Block(kind, line.marker, line.content, line.end, 1, line.apart))
        if kind == "table":
            self._row_marker = None
            self._note_rows(line)

    def _note_rows(self, header: Line) -> None:
        """Note that the rows of a table whose first column numbers them (``연번``) open with a number."""
        if NUMBERED_ROWS.match(header.text):
            self._row_marker = "1 "

    def _extend(self, line: Line) -> None:
        """Let the block go on with a line; over a running title, which no span may hold, with a block of its own."""
        block = self._blocks[-1]
        if line.after_running:
            kind = "text" if block.kind == "item" else block.kind
            self._blocks.append(Block(kind, None, line.start, line.end, block.lines + 1))
            return
        self._blocks[-1] = replace(block, end=line.end, lines=block.lines + 1)

    def _take_ruled(self, line: Line) -> None:
        """Take a row of a table whose file says where its cells stand; a blank line stands before the first."""
        in_header = bool(self._blocks) and self._blocks[-1].kind == "table"
        is_first = line.apart or self._last is None or not is_ruled(self._last.text)
        if in_header and (is_first or goes_on_with_header(self._block_text, line.text)):
            self._extend(line)
        else:
            self._open("table" if is_first else "row", line)

    def _goes_on(self, line: Line, after: Sequence[Line]) -> bool:
        if self._last is not None and not line.apart and _HEADS_LINE.match(self._last.text):
            return True
        if self._layout.whole:
            return False
        if self._last is None or self._blocks[-1].kind not in ("item", "text", "footnote"):
            return False
        if self._blocks[-1].lines >= _MAX_LINES:
            return False
        if self._blocks[-1].kind == "footnote" and not line.apart:
            return True
        if _NO_START.match(line.text) or self._is_in_list(line, after):
            return True
        layout = replace(self._layout, full_width=inf) if self._may_be_title(line, after) else self._layout
        return continues(self._last, self._block_text, without_marker(line), layout)

    def _is_in_list(self, line: Line, after: Sequence[Line]) -> bool:
        """Whether a line between two points of a list in a narrow column (``·``) is the first one's last words."""
        mark = self._blocks[-1].marker
        following = next((each.marker for each in after[:2] if each.marker), None)
        if mark is None or following is None or (line.apart and not self._layout.double_spaced):
            return False
        return mark.is_joiner and mark.kind == following.kind and width(line.text) <= _COLUMN_WIDTH

    def _may_be_title(self, line: Line, after: Sequence[Line]) -> bool:
        """Whether a line under a full bullet that is complete may head the bullets after it, as titles do here."""
        above, last = self._blocks[-1].marker, self._last
        if above is None or above.printed or last is None or not _CLOSED.search(last.text):
            return False
        kind = heads_bullets(line, after)
        return kind in self._titled and (above.kind, kind) not in self._below

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

    def _opens_table(self, line: Line, after: Sequence[Line]) -> bool:
        stands_above = bool(after) and (is_ruled(after[0].text) or (self._layout.whole and is_head(after[0].text)))
        if stands_above and _ASIDE.fullmatch(line.text):
            return True
        if _is_header(line, after) or (UNIT.match(line.text) and not _heads_chapters(line, after)):
            return True
        if self._last is not None and _STATES_UNIT.match(self._last.text) and FIRST_COLUMN.match(line.text):
            return True
        return bool(_CAPTION.match(line.text)) and bool(after) and after[0].marker is None

    def _ends_table(self, line: Line, after: Sequence[Line]) -> bool:
        """A structural mark ends a table; so does a label, and the title of the next table or list."""
        if self._last is not None and is_ruled(self._last.text):
            return True
        in_cell = line.marker is not None and line.marker.is_note and bool(after) and not after[0].marker
        if line.marker and not in_cell and not self._is_cell(line):
            return True
        if self._blocks[-1].kind == "row" and not line.marker and _is_labelled(line):
            return True
        if is_head(line.text) or width(line.text) > _TITLE_WIDTH:
            return False
        return self._titles_table(line, after) or self._titles_list(line, after)

    def _titles_table(self, line: Line, after: Sequence[Line]) -> bool:
        """Whether a short line is the title of a table that follows, and not a row or a cell's last words."""
        in_list = line.marker is not None and self._last is not None and self._last.marker == line.marker
        figures = not line.apart and holds_figures(line.text)
        if not after or in_list or figures:
            return False
        if HEADER.match(after[0].text):
            return True
        ends_unit = after[1:] and (is_head(after[1].text) or (after[1].marker and not self._is_cell(after[1])))
        return bool(UNIT.match(after[0].text) and (line.apart or ends_unit))

    def _titles_list(self, line: Line, after: Sequence[Line]) -> bool:
        """Whether a line without figures under a row of them is a title: a bullet follows it, or its subtitle does."""
        if line.marker or self._last is None or holds_figures(line.text) or not ends_in_figures(self._last.text):
            return False
        for following in after[:2]:
            if following.marker:
                return not self._is_cell(following) and not following.marker.is_note
            if holds_figures(following.text) or width(following.text) > _TITLE_WIDTH:
                return False
        return False

    def _is_cell(self, line: Line) -> bool:
        """Whether a marked line stands inside the table: the first row's kind of mark, or a list within a cell."""
        assert line.marker is not None, "asked of marked lines only"
        return self._opens_rows(line) or line.marker.kind == self._row_marker or line.marker.kind in _CELL_MARKS

    def _opens_rows(self, line: Line) -> bool:
        """Whether a marked line right under a table's header is its first row."""
        first = self._blocks[-1].kind == "table" and line.marker is not None and line.marker.number == 1
        return first and not self._is_footnote(line)

    def _take_row(self, line: Line, after: Sequence[Line]) -> None:
        cell = without_marker(line)
        in_header = self._blocks[-1].kind == "table" and is_head(cell.text)
        if in_header:
            self._note_rows(cell)
        if line.marker and self._opens_rows(line):
            self._row_marker = line.marker.kind
        if self._blocks[-1].kind == "row" and _heads_anew(cell, after):
            self._open("table", cell)
        elif in_header or (not line.apart and self._is_in_row(line)):
            self._extend(cell)
        else:
            self._open("row", cell)

    def _is_in_row(self, line: Line) -> bool:
        assert self._last is not None, "a table has been opened by a line"
        if line.marker is not None:
            return line.marker.kind != self._row_marker and not ends_in_figures(line.text)
        return bool(_OPEN_CELL.search(self._last.text))


def _heads_chapters(line: Line, after: Sequence[Line]) -> bool:
    """Whether ``(총투자 기준)`` says what the chapters are of that are counted below it, rather than one table."""
    first = after[0].marker if after else None
    return _ASIDE.fullmatch(line.text) is not None and first is not None and first.printed and first.number == 1


def _is_labelled(line: Line) -> bool:
    """Whether a line says what its words, or the figures after it, are of; no cell of a table does."""
    return (has_label(line.text) and line.text[0] not in "(（") or bool(_STATES_UNIT.match(line.text))


def _heads_anew(line: Line, after: Sequence[Line]) -> bool:
    """Whether a line among rows heads a further table, or states the unit of one."""
    if UNIT.match(line.text):
        return bool(after) and is_head(after[0].text) and not UNIT.match(after[0].text)
    return _is_header(line, after)


def _is_header(line: Line, after: Sequence[Line]) -> bool:
    """Whether a line heads columns; numbers head rows only where one follows the other, not above bullets."""
    if not NUMBERED_ROWS.match(line.text):
        return bool(HEADER.match(line.text))
    marks = (each.marker.kind if each.marker else "" for each in after if each.marker or HEADER.match(each.text))
    return list(islice((kind for kind in marks if kind not in _CELL_MARKS), 2)) in (["1 ", "1 "], ["1 ", ""])
