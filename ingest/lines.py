"""The physical lines of a canonical text, each with its marker and what stands around it."""

import re
from dataclasses import dataclass

from ingest.markers import Marker, read_marker
from ingest.spacing import width

# What a line prints: blanks and format characters (zero-width space, a byte-order mark in mid-file) print nothing.
_BLANK = r"\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_PRINTED = re.compile(rf"[^{_BLANK}](?:.*[^{_BLANK}])?")
_PAGE_NUMBER = re.compile(r"[-–－—\s]*\d{1,4}[-–－—\s]*")
# Share of lines set apart by a blank one above which blank lines say nothing: text taken from a PDF.
_DOUBLE_SPACED = 0.6
_FULL_LINE = 0.8


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
    indent: int
    apart: bool
    """Whether a blank line, or the start of the text, stands before it."""


@dataclass(frozen=True)
class Lines:
    """All lines with visible text, and the two habits of the document's layout that joining needs."""

    lines: tuple[Line, ...]
    double_spaced: bool
    """Whether blank lines stand between any two lines and so mean nothing."""
    full_width: float
    """Columns from which a line counts as full: one that may have been wrapped."""


def read_lines(text: str) -> Lines:
    """The lines of a canonical text; markers whose place in a sequence makes no sense are taken as words."""
    lines: list[Line] = []
    offset, apart = 0, True
    for raw in text.split("\n"):
        printed = _PRINTED.search(raw)
        if printed is None:
            apart = True
        elif not _PAGE_NUMBER.fullmatch(printed[0]):
            lines.append(_read_line(printed[0], printed.start(), offset, apart))
            apart = False
        offset += len(raw) + 1
    trusted = _trusted_markers(lines)
    tight = sum(not line.apart for line in trusted)
    widths = sorted(width(line.text) for line in trusted)
    full = _FULL_LINE * widths[int(0.95 * len(widths))] if widths else 0.0
    return Lines(tuple(trusted), tight < (1 - _DOUBLE_SPACED) * len(trusted), full)


def _read_line(body: str, indent: int, offset: int, apart: bool) -> Line:
    start = offset + indent
    found = read_marker(body)
    marker, skip = found if found else (None, 0)
    return Line(start, start + skip, start + len(body), body[skip:], marker, indent, apart)


def _trusted_markers(lines: list[Line]) -> list[Line]:
    """``lines`` without the markers that only look like one.

    A number opens an item when it is 1 or follows the last of its kind; a glyph that also joins words opens one
    when it heads at least two lines.
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
        elif marker and marker.is_joiner and heads[marker.kind] < 2:
            line = without_marker(line)
        trusted.append(line)
    return trusted


def without_marker(line: Line) -> Line:
    """The same line with its marker taken as words."""
    if line.marker is None:
        return line
    mark = line.marker.text
    gap = " " * (line.content - line.start - len(mark))
    return Line(line.start, line.start, line.end, mark + gap + line.text, None, line.indent, line.apart)
