"""Tables whose file says where each cell stands: a row is one line, its cells parted by ``│`` (`formats.flow`).

Nothing has to be guessed but which rows are headers: the first, and those that only divide fields spanning columns. A
field left empty is part of the cell that spans it: of the one to its left in the top row, of the one above it in the
rows below and in the first columns.
"""

import re
from collections.abc import Sequence

from ingest.formats.flow import RULE
from ingest.spacing import closed_up, collapsed
from ingest.table_cells import Cell, read_cells, read_column
from ingest.table_rows import Value, row_name

_FIGURE = re.compile(r"[△▲+\-–−(]*\s*\d")
_REFERENCE = re.compile(r"(?<=[가-힣])\d{1,2}\)$")
"""A footnote's number behind a name."""
_INDENT = re.compile(r"\A[·‧ㆍ․∙･⋅・▪◦-]\s*(?=\S)")
"""Sets a row's name below the one above it."""
_FIELD = re.compile(rf"[^{RULE}]+")

_Row = dict[int, Value]
"""The cells of a row that say something, by column."""


def is_ruled(line: str) -> bool:
    """Whether a line is the row of a ruled table."""
    return RULE in line


def goes_on_with_header(header: str, line: str) -> bool:
    """Whether a row right under ``header`` still belongs to it: it stands only under fields that span columns."""
    top = next((_fields(each) for each in header.splitlines() if is_ruled(each)), {})
    row = _fields(line)
    return 0 not in row and all(column not in top or column + 1 not in top for column in row)


def read_ruled_cells(header: Sequence[str], rows: Sequence[str], units: Sequence[str]) -> tuple[str, list[Cell]]:
    """What the rows are by the header's first field, and the cells of the rows under the columns of ``header``."""
    heads = [_fields(line) for line in header if is_ruled(line)]
    body = [_fields(line) for line in rows]
    names = _name_columns(heads, body)
    read = {
        column: read_column(path, [row[column] for row in body if column in row])
        for column in {column for row in body for column in row if column >= names}
        if (path := _path(heads, column))
    }
    cells: list[Cell] = []
    above: dict[int, str] = {}
    for line, row in enumerate(body):
        name = _row_name(row, names, above)
        for column, value in row.items():
            if name and column in read:
                cells += read_cells(name, line, value, read[column], units)
    first = heads[0].get(0) if heads else None
    return (re.sub(r"\s", "", first.text) if first else ""), cells


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
    spanned = any(column - 1 not in row and column in row for row in body)
    headless = not _own_path(heads, column)
    return bool(words) and not any(map(_FIGURE.match, words)) and (spanned or headless)


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
    top = heads[0] if heads else {}
    spanning = next((top[left].text for left in range(column, 0, -1) if left in top), "")
    named = (closed_up(collapsed(name)) for name in (spanning, *_own_path(heads[1:], column)) if name)
    return tuple(dict.fromkeys(named))


def _own_path(heads: Sequence[_Row], column: int) -> list[str]:
    return [head[column].text for head in heads if column in head]
