"""Tables that text extraction flattened into lines become cells again, each with its row, its column and its place.

A table is read only where its lines prove how it was ruled: the header must make as many columns as the rows have
values. A row or a column that stays in doubt is left out, since a value under a wrong header is worse than none.

    header lines ─ table_header ─▶ columns ┐
    row lines ──── table_rows ───▶ values ─┴▶ Table(cells)
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from ingest.ruled import is_ruled, read_ruled_cells
from ingest.spacing import collapsed, width
from ingest.table_cells import Cell, read_cells, read_column, stated_units
from ingest.table_header import IsName, Path, is_total, read_columns, speaks_of_rate
from ingest.table_rows import (
    Stretch,
    Value,
    apart,
    bullet_start,
    is_prose,
    read_number,
    read_stretches,
    row_name,
    with_inner_words,
)

_FIRST_COLUMNS = ("구분", "항목", "부서명", "기관명", "기금명", "사업명", "과제명", "시설명", "단체명")
_HEAD = re.compile(r"(?<!\S)(?:" + "|".join(r"\s*".join(name) for name in _FIRST_COLUMNS) + r")(?=\s|$)")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]|[<〈❙┃][^<〈❙┃>〉]+[>〉❙┃]")
_REMARK = re.compile(r"\s비\s*고$")
_OPEN_NAME = re.compile(r"[·․‧ㆍ,]$|\s및$")

_Labelled = tuple[str, bool, bool]
"""A line's label, whether the line holds a row, and, if not, whether it may be part of a row's name."""


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read of one table, in the order of the text."""

    caption: str
    head: str
    """The first column's header, which says what the rows are: 구분, 부서명; "" when in doubt."""
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows' headers."""
        return tuple(dict.fromkeys(cell.row for cell in self.cells))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' headers."""
        return tuple(dict.fromkeys(cell.column for cell in self.cells))

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells under one header, without total rows: what can be compared or summed."""
        return tuple(cell for cell in self.cells if cell.column == name and not is_total(cell.row))

    def row(self, name: str) -> tuple[Cell, ...]:
        """The cells of one row, without total columns."""
        return tuple(cell for cell in self.cells if cell.row == name and not is_total(cell.column))

    def cell(self, row: str, column: str) -> Cell | None:
        """The cell where a row and a column meet; None where it is empty or in doubt."""
        return next((cell for cell in self.cells if (cell.row, cell.column) == (row, column)), None)


def number(cell: Cell) -> Decimal | None:
    """The cell's number (``△546`` is -546); None for a dash, words, a pair (``42/45``), a range or a date."""
    return read_number(cell.text)


def read_tables(header: str, rows: Sequence[str], is_name: IsName) -> list[Table]:
    """The tables printed under one header, in order: a further header among the rows opens a further table.

    ``is_name`` says whether a word occurs, unspaced, elsewhere in the document.
    """
    if is_ruled(header):
        table = _read_ruled(header.splitlines(), rows)
        return [table] if table.cells else []
    return [table for part in _parts(header, rows) if (table := _read_part(part, is_name)).cells]


def _read_ruled(header: Sequence[str], rows: Sequence[str]) -> Table:
    """The table whose file says where its cells stand."""
    around = [line for line in header if not is_ruled(line)]
    units = [unit for line in around for unit in stated_units(line) or ()]
    caption = next((collapsed(line) for line in around if _ASIDE.fullmatch(line.strip())), "")
    head, cells = read_ruled_cells(header, rows, units)
    return Table(caption, head, tuple(cells))


@dataclass(slots=True)
class _Part:
    """The lines of one table."""

    caption: str
    units: list[str]
    head: list[str]
    body: list[tuple[int, str]]
    """Each line's place among the given rows, and its text."""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    name: str
    values: tuple[Value, ...]
    remark: Value | None = None


def _parts(header: str, rows: Sequence[str]) -> Iterator[_Part]:
    """The header's and the rows' lines, divided at each line that heads a table."""
    part = _Part("", [], [], [])
    units: list[str] = []
    for line, text in [*((-1, text.strip()) for text in header.splitlines()), *enumerate(rows)]:
        if (stated := stated_units(text)) is not None:
            units = stated
            part.ended = bool(part.body)
        elif _HEAD.match(text.strip()) and part.head:
            yield part
            above = _Part("", [], [], []) if part.body else part
            part, units = _Part(above.caption, units or above.units, [text], []), []
        elif text and not part.ended:
            _take(part, line, text)
        if units and not part.body:
            part.units, units = units, []
    yield part


def _take(part: _Part, line: int, text: str) -> None:
    """Add a line to a table: to its caption, to its header until a row has values, to its body until prose ends it."""
    if _ASIDE.fullmatch(text) and not _is_headed(part):
        part.caption = collapsed(text)
    elif line < 0 or (not part.body and _goes_on_with_header(part, text)):
        part.head.append(text)
    elif line >= 0 and part.head:
        part.ended = bullet_start(text) is None and is_prose(text)
        if not part.ended:
            part.body.append((line, text))


def _is_headed(part: _Part) -> bool:
    return bool(part.head) and bool(_HEAD.match(part.head[0].strip()))


def _goes_on_with_header(part: _Part, text: str) -> bool:
    """Whether a line above the first values is of the header: no wider than its first line, no name that breaks off."""
    if not part.head:
        return True
    return not _has_values(text) and width(text) <= width(part.head[0]) and not _OPEN_NAME.search(text.strip())


def _has_values(text: str) -> bool:
    stretches = read_stretches(text)
    return bullet_start(text) is not None or any(s.values and re.search(r"[가-힣]", s.label) for s in stretches)


def _read_part(part: _Part, is_name: IsName) -> Table:
    first = _HEAD.match(part.head[0].strip()) if part.head else None
    if first is None or not part.body:
        return Table(part.caption, "", ())
    bulleted = any(bullet_start(text) is not None for _, text in part.body)
    cells = _read_texts(part, is_name) if bulleted else _read_values(part, is_name)
    return Table(part.caption, re.sub(r"\s", "", first[0]), tuple(cells))


def _header_lines(head: Sequence[str]) -> list[str]:
    """The header's lines without the first column's; of a header printed twice side by side, one copy."""
    first, *others = (line.strip() for line in head)
    copies = [copy.strip() for copy in _HEAD.split(first)[1:]]
    lines = [copies[0] if len(set(copies)) == 1 else _HEAD.sub("", first, count=1).strip(), *others]
    return [line for line in lines if line]


def _read_texts(part: _Part, is_name: IsName) -> list[Cell]:
    """The cells of a table with one column of bulleted text."""
    column = read_columns(_header_lines(part.head), [[""]], is_name)
    starts = [bullet_start(text) for _, text in part.body]
    labels = [(text[:start], start is not None, True) for (_, text), start in zip(part.body, starts, strict=True)]
    names = _row_names(labels, is_name)
    return [
        Cell(name, " ".join(column[0]), text[start:].rstrip(), "", line, start, len(text.rstrip()))
        for (line, text), start, name in zip(part.body, starts, names, strict=True)
        if column and start is not None and name
    ]


def _row_names(lines: Sequence[_Labelled], is_name: IsName) -> list[str]:
    """The name of the row in each line, "" where there is none or it is in doubt."""
    names: list[str] = []
    before: list[str] = []
    for i, (label, is_row, is_part) in enumerate(lines):
        names.append(_joined(before, label, lines[i + 1 : i + 2], is_name) if is_row else "")
        before = [*before, label] if is_part and not is_row else []
    return names


def _joined(before: Sequence[str], label: str, after: Sequence[_Labelled], is_name: IsName) -> str:
    """A row's name from the lines it may be printed in: all that make one known word, or what one line says.

    "" when lines stand above it that make no known word with it, unless the one above breaks off at a sign.
    """
    below = [line for line, is_row, is_part in after if is_part and not is_row]
    for parts in ([*before, label, *below], [*before, label]):
        word = re.sub(r"\s", "", row_name(" ".join(parts)))
        if len(parts) > 1 and is_name(word):
            return word
    if len(before) == 1 and (sign := _OPEN_NAME.search(before[0].strip())):
        return row_name(before[0].strip() + (" " if sign[0].strip() == "및" else "") + label)
    return "" if before else row_name(label)


def _read_values(part: _Part, is_name: IsName) -> list[Cell]:
    """The cells of a table of values: with bracketed counts as part of their value, or as values of their own."""
    lines = [read_stretches(text) for _, text in part.body]
    ways = [lines]
    if any(value.bracket for stretches in lines for stretch in stretches for value in stretch.values):
        ways.append([[_with_brackets_apart(stretch) for stretch in stretches] for stretches in lines])
    read = [cells for way in ways if (cells := _read_way(part, way, is_name))]
    return read[0] if len(read) == 1 else []


def _with_brackets_apart(stretch: Stretch) -> Stretch:
    return replace(stretch, values=tuple(single for value in stretch.values for single in apart(value)))


def _read_way(part: _Part, lines: Sequence[list[Stretch]], is_name: IsName) -> list[Cell]:
    """The cells when each line's values are those in ``lines``; [] when the header fits none of its layouts."""
    lengths = Counter(len(stretch.values) for stretches in lines for stretch in stretches if stretch.values)
    count, times = max(lengths.items(), key=lambda item: item[1], default=(0, 0))
    header = _header_lines(part.head)
    if 2 * times <= lengths.total() or not header:
        return []
    found = [_rows_in(line, text, each, count) for (line, text), each in zip(part.body, lines, strict=True)]
    if 2 * sum(map(bool, found)) < len(found):
        return []
    rows = _named_rows(part, lines, found, is_name)
    remarked = len(header) == 1 and bool(_REMARK.search(header[0]))
    if remarked and (columns := read_columns([_REMARK.sub("", header[0])], [_texts(row) for row in rows], is_name)):
        return list(_cells(rows, columns, part.units))
    rows = [row for row in rows if row.remark is None]
    return list(_cells(rows, read_columns(header, [_texts(row) for row in rows], is_name), part.units))


def _texts(row: _Row) -> list[str]:
    return [value.text for value in row.values]


def _named_rows(
    part: _Part, lines: Sequence[list[Stretch]], found: Sequence[list[_Row]], is_name: IsName
) -> list[_Row]:
    """The rows found in each line whose names are sure and stand once in the table."""
    labels = [
        (rows[0].name if rows else text, bool(rows), not any(stretch.values for stretch in stretches))
        for (_, text), stretches, rows in zip(part.body, lines, found, strict=True)
    ]
    named = [
        replace(row, name=row_name(row.name) if i else name)
        for rows, name in zip(found, _row_names(labels, is_name), strict=True)
        for i, row in enumerate(rows)
    ]
    times = Counter(row.name for row in named)
    return [row for row in named if row.name and times[row.name] == 1]


def _rows_in(line: int, text: str, stretches: list[Stretch], count: int) -> list[_Row]:
    """The rows printed in a line, as labelled; [] when one of its stretches has another number of values."""
    stretches = with_inner_words(stretches, count) if stretches else []
    tail = stretches[-1] if stretches and not stretches[-1].values else None
    full = stretches[:-1] if tail else stretches
    if any(len(stretch.values) != count for stretch in full) or not all(stretch.words for stretch in full[1:]):
        return []
    rows = [_Row(line, stretch.label, stretch.values) for stretch in full]
    if rows and tail:
        start, end = tail.words[0].start, tail.words[-1].end
        rows[-1] = replace(rows[-1], remark=Value(start, end, text[start:end]))
    return rows


def _cells(rows: Sequence[_Row], columns: Sequence[Path], units: Sequence[str]) -> Iterator[Cell]:
    """The cells of the rows under the columns that are sure."""
    if not columns:
        return
    if "%" in units and not any(map(speaks_of_rate, [*chain(*columns), *(row.name for row in rows)])):
        units = ()
    read = [read_column(path, [row.values[i] for row in rows]) for i, path in enumerate(columns)]
    for row in rows:
        for value, column in zip(row.values, read, strict=True):
            yield from read_cells(row.name, row.line, value, column, units)
        if row.remark:
            yield Cell(row.name, "비고", row.remark.text, "", row.line, row.remark.start, row.remark.end)
