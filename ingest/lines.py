"""The physical lines of a canonical text, each with its marker and what stands around it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.markers import Marker, read_heading, read_marker
from ingest.ruled import is_ruled
from ingest.running import is_page_number
from ingest.spacing import width

# What a line prints: blanks and format characters (zero-width space, a byte-order mark in mid-file) print nothing.
_BLANK = r"\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_PRINTED = re.compile(rf"[^{_BLANK}](?:.*[^{_BLANK}])?")
# Share of lines set apart by a blank one above which blank lines say nothing: text taken from a PDF.
_DOUBLE_SPACED = 0.6
_FULL_LINE = 0.8
# A line that ends in a particle was wrapped; those that are no narrow table column's show where the page's lines end.
_OPEN_END = re.compile(r"\s및$|[가-힣]{2}(?:을|를|에서|으로)$")
_NARROW, _MIN_OPEN, _OPEN_LINE = 40, 5, 0.9
_FEW_LETTERS = 3
"""Lines that a letter has to head before it counts as a bullet's glyph."""
_FIGURES = re.compile(r"(?:(?:^|\s)[△▲+-]?(?:\d(?:[\d,.]*\d)?%?|-)){2,}(?=\s|$)")
_HEADING_WIDTH, _MIN_TITLES = 60, 3
_SHORT_LINE = 0.75
_REFERENCE = re.compile(r"(?<=[^\W\d])(\d{1,2})\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with visible text. Offsets are into the canonical text."""

    start: int
    """Where its first visible character stands, marker included."""
    content: int
    """Where the text after the marker starts; equals ``start`` without a marker."""
    end: int
    text: str
    """From ``content`` to ``end``."""
    marker: Marker | None
    indent: int = 0
    apart: bool = False
    """Whether a blank line, a page's number or title or the start of the text stands before it."""
    after_running: bool = False
    """Whether a page's number or title stands before it."""


@dataclass(frozen=True)
class Lines:
    """All lines with visible text, and the two habits of the document's layout that joining needs."""

    lines: tuple[Line, ...]
    double_spaced: bool
    """Whether blank lines stand between any two lines and so mean nothing."""
    full_width: float
    """Columns from which a line counts as full: one that may have been wrapped."""
    whole: bool = False
    """Whether each line is a paragraph or a table's row, so that none goes on with another."""


def read_lines(text: str, whole: bool = False, running: Collection[int] = ()) -> Lines:
    """The lines of a canonical text; markers whose place in a sequence makes no sense are taken as words.

    ``whole`` says that its format tells paragraphs: no line is a part of one; ``running`` where the lines start that
    are a page's title or number, and so are left out.
    """
    lines: list[Line] = []
    offset, apart, after_running = 0, True, False
    for raw in text.split("\n"):
        printed = _PRINTED.search(raw)
        if printed is None or offset in running or is_page_number(printed[0]):
            apart, after_running = True, after_running or offset in running
        else:
            found = (read_heading(printed[0]) if whole else None) or read_marker(printed[0])
            line = _read_line(printed[0], found, offset + printed.start())
            lines.append(replace(line, indent=printed.start(), apart=apart, after_running=after_running))
            apart = after_running = False
        offset += len(raw) + 1
    trusted = _trusted_markers(lines)
    tight = sum(not line.apart for line in trusted)
    return Lines(tuple(trusted), tight < (1 - _DOUBLE_SPACED) * len(trusted), _full_width(trusted), whole)


def _full_width(lines: list[Line]) -> float:
    """The width from which a line may have been wrapped, by the widest lines and by those known to go on.

    Rows of tables are as wide as their columns; where many lines are cells, the bullets show how wide the others are.
    """
    lines = [line for line in lines if not is_ruled(line.text)]
    widest = max(_widest(lines), _widest([line for line in lines if line.marker]))
    full = _FULL_LINE * widest
    wrapped = [w for line in lines if _OPEN_END.search(line.text) and (w := width(line.text)) > _NARROW]
    return min(full, _OPEN_LINE * median(wrapped)) if len(wrapped) >= _MIN_OPEN else full


def _widest(lines: Sequence[Line]) -> int:
    """The width that one line in twenty exceeds; 0 of none."""
    widths = sorted(width(line.text) for line in lines)
    return widths[int(0.95 * len(widths))] if widths else 0


def _read_line(body: str, found: tuple[Marker, int] | None, start: int) -> Line:
    marker, skip = found if found else (None, 0)
    return Line(start, start + skip, start + len(body), body[skip:], marker)


def _trusted_markers(lines: list[Line]) -> list[Line]:
    """``lines`` without the markers that only look like one.

    A number opens an item when it is 1 or follows the last of its kind; a glyph that also joins words, or is a
    letter, opens one when it heads several lines.
    """
    heads: dict[str, int] = {}
    for line in lines:
        if line.marker:
            heads[line.marker.kind] = heads.get(line.marker.kind, 0) + 1
    last: dict[str, int] = {}
    trusted = []
    for line in lines:
        marker = line.marker
        if marker and marker.number is not None:
            if marker.number not in (1, last.get(marker.kind, 0) + 1) and marker.printed and marker.kind != "Ⅰ":
                line = without_marker(line)
            else:
                last[marker.kind] = marker.number
        elif marker and heads[marker.kind] < _needed(marker):
            line = without_marker(line)
        trusted.append(line)
    return trusted


def _needed(marker: Marker) -> int:
    """How many lines a mark has to head before it is taken for a bullet."""
    return _FEW_LETTERS if marker.is_letter else 2 if marker.is_joiner else 1


def holds_figures(text: str) -> bool:
    """Whether two figures or more stand side by side in a line, as in a row of a table."""
    return _FIGURES.search(text) is not None


def ends_in_figures(text: str) -> bool:
    """Whether such figures are a line's end."""
    return any(match.end() == len(text) for match in _FIGURES.finditer(text))


def kinds_below(marks: Sequence[Marker | None]) -> set[tuple[str, str]]:
    """The pairs of kinds of bullets where the second stands right below the first, and not the other way round."""
    found: Counter[tuple[str, str]] = Counter()
    kinds: list[str] = []
    for mark in marks:
        if mark is None or mark.is_note:
            continue
        if mark.printed:
            kinds = []
        elif mark.kind in kinds:
            kinds = kinds[: kinds.index(mark.kind) + 1]
        else:
            found.update((above, mark.kind) for above in kinds[-1:])
            kinds.append(mark.kind)
    return {(above, below) for (above, below), times in found.items() if times > found[below, above]}


def titled_kinds(layout: Lines) -> set[str]:
    """The kinds of bullets that unmarked titles head in this document, by the lines that cannot be wrapped."""
    lines = layout.lines
    found = Counter(
        kind
        for i, line in enumerate(lines[1:], 1)
        if width(lines[i - 1].text) < _SHORT_LINE * layout.full_width
        and (kind := heads_bullets(line, lines[i + 1 : i + 2]))
    )
    return {kind for kind, times in found.items() if times >= _MIN_TITLES}


def heads_bullets(line: Line, after: Sequence[Line]) -> str:
    """The kind of the bullet right after a line that may be its title, "" for any other line."""
    mark = after[0].marker if after else None
    if line.marker or mark is None or mark.printed or mark.is_note or width(line.text) > _HEADING_WIDTH:
        return ""
    return mark.kind


def without_marker(line: Line) -> Line:
    """The same line with its marker taken as words."""
    if line.marker is None:
        return line
    mark = line.marker.text
    gap = " " * (line.content - line.start - len(mark))
    return replace(line, content=line.start, text=mark + gap + line.text, marker=None)


def footnote_references(text: str) -> dict[int, int]:
    """Where each footnote number first stands behind a word: ``예산현액1)``."""
    first: dict[int, int] = {}
    for match in _REFERENCE.finditer(text):
        first.setdefault(int(match[1]), match.start())
    return first
