"""PDF with a text layer, page by page, its ruled tables by row and column; the only importer of pypdfium2."""

import re
from collections.abc import Iterator
from ctypes import c_float
from typing import TYPE_CHECKING

from ingest.errors import EmptyDocument, UnreadableDocument
from ingest.formats.flow import Grid, Paragraph, described, is_arranged, written
from ingest.formats.pdf_tables import (
    THIN,
    Box,
    Letter,
    Point,
    Rule,
    RuledTable,
    find_tables,
    grid_of,
    holds_letters,
    lies_within,
    rule_between,
    text_grid_of,
)

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage, PdfTextPage

_LONE_DASH = re.compile(r"(?m)^([ \t]+[-–−]|-(?=[ \t]*\r?\n[①-⑳]))[ \t]*\r?\n(?=[\w(（\[【「｢‘“])")
"""A bullet that the page sets apart from its words, which stand on a line of their own behind it."""
_BROKEN_OFF = re.compile(r"(?:(?<=[(（])[ \t]*\r?\n|(?<=\S)[ \t]*\r?\n(?=[,)）]))(?![^\n]*│)|(?<=\*) (?=,)")
"""Where small print has a line of its own: no line ends in an opening bracket or begins with a comma."""
_SMALL_YEAR = re.compile(r"(?<=[’‘'´]\d\d)(?<![’‘'´]20)(?=\d{1,2}\.\d+\s?[%배])")
"""Behind a year in small print, which has no blank behind it: ’293.5%."""
_CAPTION = re.compile(r"\s*[(（<〈]?\s*단\s?위\s*[:：]")
"""What stands above a table though the page may have it behind: its unit."""
_BULLET_WITHIN = re.compile(r"(?<=\S) (?=[-–−*※□■○ㅇ•◦▪▸‣▹] )")
"""The blank before what looks like a bullet within a line."""
_LOWER = 0.3
"""Share of its height by which a letter that stands lower may reach into what it follows."""
_NOWHERE: Box = (-1.0, -1.0, -1.0, -1.0)


def read_pdf(data: bytes, name: str) -> str:
    """The text of every page, each with a form feed before it.

    Raises UnreadableDocument for a damaged or locked file and EmptyDocument for one without a text layer.
    """
    import pypdfium2  # 9 MB of native code that a server which only answers does not need

    try:
        pdf = pypdfium2.PdfDocument(data)
        pages = [_text_of(page) for page in pdf]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            f"{name}: PDF를 열 수 없습니다(손상되었거나 암호가 걸려 있습니다). 암호를 풀고 다시 저장해 넣어 주세요."
        ) from error
    if not any(page.strip() for page in pages):
        raise EmptyDocument(f"{name}: PDF에 글자가 없습니다(스캔본). 글자를 인식(OCR)한 PDF를 넣어 주세요.")
    return "\f" + "\n\f".join(_mended(page.replace("\f", " ")) for page in pages)


def _mended(page: str) -> str:
    """The text of a page with what its small print and its bullets have torn apart."""
    return _SMALL_YEAR.sub(" ", _BROKEN_OFF.sub("", _LONE_DASH.sub(r"\1 ", page)))


def _tables_of(page: "PdfPage") -> list[RuledTable]:
    """The ruled tables of a page; none of one that is turned."""
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH

    if page.get_rotation():
        return []
    shapes = page.get_objects(filter=[FPDF_PAGEOBJ_PATH])
    return find_tables([rule for shape in shapes for rule in _rules_of(shape)])


def _rules_of(shape: "PdfObject") -> Iterator[Rule]:
    """The ruling lines that a shape draws: itself where it is thin, else those of its sides that do not slant."""
    left, bottom, right, top = shape.get_bounds()
    if min(right - left, top - bottom) <= THIN:
        sides = [((left, bottom), (right, bottom) if right - left > top - bottom else (left, top))]
    else:
        sides = list(_sides(shape))
    return (rule for side in sides if (rule := rule_between(*side)))


def _sides(shape: "PdfObject") -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path by their ends, in the page's coordinates."""
    from pypdfium2 import raw

    matrix = shape.get_matrix()
    first = last = (0.0, 0.0)
    x, y = c_float(), c_float()
    for at in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        first = point if kind == raw.FPDF_SEGMENT_MOVETO else first
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, first


def _text_of(page: "PdfPage") -> str:
    """The text of a page in its own order, a table where its first letter stands."""
    text, tables = page.get_textpage(), _tables_of(page)
    letters = _letters(text) if tables else []
    if grids := _grids_of(tables, letters):
        return written(_flow(text, letters, grids))
    words = text.get_text_bounded()
    # What stands off the page is not in it, and then its letters have other places than the page counts.
    return bullets_apart(text, words, 0) if len(words) == text.count_chars() else words


def _grids_of(tables: list[RuledTable], letters: list[Letter]) -> list[tuple[Box, Grid]]:
    """The tables of a page that are read as such; those drawn within one that describes its rows stand in that."""
    whole = [table for table in tables if holds_letters(table, letters)]
    grids = [(table.box, grid) for table in whole if not is_arranged(grid := grid_of(table, letters))]
    for table in whole:
        inner = [each for each in grids if each[0] != table.box and lies_within(each[0], table)]
        grid = text_grid_of(table, letters, inner)
        if described(grid):
            grids = [*(each for each in grids if each not in inner and each[0] != table.box), (table.box, grid)]
    return grids


def bullets_apart(text: "PdfTextPage", words: str, start: int) -> str:
    """``words``, which the page has from ``start`` on, with each bullet on a line of its own that stands on one.

    PDFium now and then writes a blank where a line ends in a narrow letter and the next begins with a bullet.
    """

    def apart(blank: re.Match[str]) -> str:
        _, bottom, right, top = text.get_charbox(start + blank.start() - 1, loose=True)
        left, _, _, bullet_top = text.get_charbox(start + blank.end(), loose=True)
        return "\r\n" if left < right and bullet_top <= bottom + _LOWER * (top - bottom) else " "

    return _BULLET_WITHIN.sub(apart, words)


def _letters(text: "PdfTextPage") -> list[Letter]:
    """The letters of a page in its order; blanks print nothing, so that they stand nowhere."""
    from pypdfium2.raw import FPDFText_GetUnicode

    letters = (chr(FPDFText_GetUnicode(text, at)) for at in range(text.count_chars()))
    return [
        Letter(letter, _NOWHERE if letter.isspace() else text.get_charbox(at, loose=True))
        for at, letter in enumerate(letters)
    ]


def _flow(text: "PdfTextPage", letters: list[Letter], grids: list[tuple[Box, Grid]]) -> list[Paragraph | Grid]:
    """What a page prints outside its tables, and each table where its first letter stands."""
    told: set[int] = set()
    parts: list[Paragraph | Grid] = []
    top = 0.0
    start = 0
    for at, letter in enumerate([*letters, None]):
        inside = next((i for i, (box, _) in enumerate(grids) if letter and letter.stands_in(box)), None)
        if inside is None and letter:
            continue
        if at > start and (words := text.get_text_range(start, at - start)).strip():
            lines = bullets_apart(text, words, start).strip("\r\n").split("\r\n")
            caption = bool(parts) and isinstance(parts[-1], Grid) and _CAPTION.match(lines[0])
            if caption and _first_low(letters[start:at]) >= top:
                parts.insert(-1, Paragraph(lines.pop(0)))
            parts += map(Paragraph, lines)
        start = at + 1
        if inside is not None and inside not in told:
            told.add(inside)
            top = grids[inside][0][3]
            parts.append(grids[inside][1])
    return parts


def _first_low(letters: list[Letter]) -> float:
    """Where the first letter that is printed stands: its lower end."""
    return next(letter.box[1] for letter in letters if letter.box != _NOWHERE)
