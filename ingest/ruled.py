"""Tables whose file says where each cell stands: a row is one line, its cells parted by ``│`` (`formats.flow`).

Nothing has to be guessed but which rows are headers: the first, and those that only divide fields spanning columns. A
field left empty is part of the cell that spans it: of the one to its left in the top row, of the one above it in the
rows below and in the first columns.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.formats.flow import RULE
from ingest.spacing import closed_up, collapsed
from ingest.table_cells import Cell, points_of, read_cells, read_column, stated_units
from ingest.table_header import bare
from ingest.table_rows import Value, row_name

_FIGURE = re.compile(r"[△▲+\-–−(]*\s*\d")
_VALUE = re.compile(r"[△▲+\-–−(]*\s*[\d.,~～∼%()\s]*(?:[가-힣]{1,3})?[.)]*(?<=[\d월일년명건개원곳회호%).\-–−])")
"""A figure with its unit, a date or a dash: no column of these names rows."""
_FEW = 0.25
"""Share of a column's fields up to which they may begin with a figure, 2031년 걷기 대회, and name the rows."""
_REFERENCE = re.compile(r"(?<=[가-힣])(?:\d{1,2}\)|\*{1,3})$")
"""A footnote's number or star behind a name."""
_BRACKETED = re.compile(r"[(（].*\d.*[)）]")
_INDENT = re.compile(r"\A[·‧ㆍ․∙･⋅・▪◦-]\s*(?=\S)")
"""Sets a row's name below the one above it."""
_TELEPHONE = re.compile(r"\d{2,4}\s?-\s?\d{3,4}\s?-\s?\d{4}")
"""Stands in a row of data, never in a header."""
_DIGITS = re.compile(r"\d+")
_MEASURE = re.compile(
    r"(?:정원|현원|인원|인력|면적|기준|대상|내용|구분|기간|금액|예산|일자|시기|횟수|단가|방식|[액비률율량])$"
)
"""What a column is called; no row of words is of nothing else."""
_RATE = "증감률"
"""What a row of rates is of that has no name but that of the row above it."""
_MANY_COLUMNS = 1_000
_FIELD = re.compile(rf"[^{RULE}]+")

_Row = dict[int, Value]
"""The cells of a row that say something, by column."""


def is_ruled(line: str) -> bool:
    """Whether a line is the row of a ruled table."""
    return RULE in line


def goes_on_with_header(header: str, line: str) -> bool:
    """Whether a row right under ``header`` still belongs to it: it stands only under fields that span columns.

    Where all of them do, it names a measure in every column.
    """
    top = next((_fields(each) for each in header.splitlines() if is_ruled(each)), {})
    row = _fields(line)
    all_span = len(top) > 1 and all(column + 1 not in top and column + 1 in row for column in top)
    if all_span and header.count("\n") == 0 and all(_MEASURE.search(field.text) for field in row.values()):
        return top.keys() <= row.keys()
    return 0 not in row and all(column not in top or column + 1 not in top for column in row)


def read_ruled_cells(header: Sequence[str], rows: Sequence[str], units: Sequence[str]) -> tuple[str, list[Cell]]:
    """What the rows are by the header's first field, and the cells of the rows under the columns of ``header``."""
    heads = [_fields(line) for line in header if is_ruled(line)]
    body = [_fields(line) for line in rows]
    if not heads or any(_TELEPHONE.search(field.text) for field in heads[0].values()):
        return "", []
    first = heads[0].get(0)
    # Some print the unit into the header's first field: 구분(단위 : 억원).
    units = units or (first and stated_units(first.text)) or ()
    cells = [
        cell
        for left, right in _side_by_side(heads[0])
        for cell in _read(_between(heads, left, right), _between(body, left, right), units)
    ]
    return (re.sub(r"\s", "", bare(first.text)) if first else ""), cells


def _side_by_side(top: _Row) -> list[tuple[int, int]]:
    """The first column of each table that a header row heads, and where it ends: each repeats the first field."""
    first = closed_up(top[0].text) if 0 in top else ""
    others = [column for column, field in sorted(top.items()) if column > 1 and closed_up(field.text) == first]
    return list(pairwise([0, *others, _MANY_COLUMNS]))


def _between(rows: Sequence[_Row], left: int, right: int) -> list[_Row]:
    """The fields of some columns, the first of them counted as 0."""
    return [{column - left: field for column, field in row.items() if left <= column < right} for row in rows]


def _read(heads: Sequence[_Row], body: Sequence[_Row], units: Sequence[str]) -> list[Cell]:
    """The cells of one table."""
    names = 0 if _heads_series(heads[0]) else _name_columns(heads, body)
    read = {
        column: read_column(path, [row[column] for row in body if column in row])
        for column in {column for row in body for column in row if column >= names}
        if (path := _path(heads, column) or _path_of_list(column, body))
    }
    cells: list[Cell] = []
    above: dict[int, str] = {}
    for line, row in enumerate(body):
        name = _row_name(row, names, above)
        name, row_units = (f"{name} {_RATE}", ("%",)) if name and _states_rates(row, names, units) else (name, units)
        for column, value in row.items():
            # Under 1분기, 2분기 a row needs no name.
            if (name or not names) and column in read:
                cells += read_cells(name, line, value, read[column], row_units)
    return cells


def _states_rates(row: _Row, names: int, units: Sequence[str]) -> bool:
    """Whether a row without a name of its own states in brackets by how many percent the one above it changed."""
    return "%" in units and min(row) >= names and all(_BRACKETED.fullmatch(value.text) for value in row.values())


def _heads_series(top: _Row) -> bool:
    """Whether the first column is one of a series (1분기, 2분기), so that no column names the rows."""
    kinds = [_DIGITS.sub("0", field.text) for field in top.values()]
    return 0 in top and kinds.count(_DIGITS.sub("0", top[0].text)) > 1 and bool(_DIGITS.search(top[0].text))


def _fields(line: str) -> _Row:
    """The cells of a row that say something, by their column."""
    found: _Row = {}
    for match in _FIELD.finditer(line):
        text = match[0].strip()
        if text:
            start = match.start() + match[0].index(text)
            found[line.count(RULE, 0, match.start())] = Value(start, start + len(text), text)
    return found


def _name_columns(heads: Sequence[_Row], body: Sequence[_Row]) -> int:
    """How many columns name the rows: the first, and those after it that go on with its names."""
    width = max((column + 1 for row in (*heads, *body) for column in row), default=0)
    names = 1
    while names < width - 1 and _names_rows(names, heads, body):
        names += 1
    return names


def _names_rows(column: int, heads: Sequence[_Row], body: Sequence[_Row]) -> bool:
    """Whether a column goes on with the names of the rows: under the same header, or with names spanned beside it."""
    words = [row[column].text for row in body if column in row]
    spanned = any(min(row) == column for row in body if row)
    headless = not _own_path(heads, column)
    if not words or not (spanned or headless) or any(map(_VALUE.fullmatch, words)) or any(map(points_of, words)):
        return False
    return sum(bool(_FIGURE.match(word)) for word in words) <= _FEW * len(words)


def _row_name(row: _Row, names: int, above: dict[int, str]) -> str:
    """The name of a row, with what spans it from above; "" for none."""
    for column in range(names):
        if column in row:
            above[column] = _INDENT.sub("", row[column].text, count=1)
            for below in range(column + 1, names):
                above.pop(below, None)
    parts = dict.fromkeys(_REFERENCE.sub("", above[column]) for column in range(names) if column in above)
    return row_name(" ".join(parts)) if parts else ""


def _path(heads: Sequence[_Row], column: int) -> tuple[str, ...]:
    """The headers of a column from the outermost."""
    left = next((left for left in range(column, 0, -1) if left in heads[0]), column)
    names = [heads[0][left].text] if left in heads[0] else []
    for level, head in enumerate(heads[1:], 1):
        # Above a field of its own, a column has the field that spans it from its left.
        is_spanned = bool(_own_path(heads[level + 1 :], column))
        spanning = max((at for at in head if left <= at <= column), default=column)
        names += _own_path([head], spanning if is_spanned else column)
    return tuple(dict.fromkeys(closed_up(collapsed(name)) for name in names))


def _path_of_list(column: int, body: Sequence[_Row]) -> tuple[str, ...]:
    """No header for a column of lists, whose points say themselves what they are; () for any other."""
    return ("",) if any(points_of(row[column].text) for row in body if column in row) else ()


def _own_path(heads: Sequence[_Row], column: int) -> list[str]:
    return [head[column].text for head in heads if column in head]
