"""The cells of the documents' tables, found from the rows that were retrieved."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from ingest.labels import read_label
from ingest.passages import Passage
from ingest.spacing import closed_up
from ingest.table_cells import Cell, points_of, stated_units
from ingest.table_header import is_total
from ingest.tables import Table, read_tables
from retriever.generation import Generation
from retriever.meanings import meaning_of, meanings_in

_PAIR = re.compile(r"\s*(\d[\d,]*)\s*/\s*(\d[\d,]*)\s*")
_PAIR_NAMES = re.compile(r"([가-힣]+)\s*\d[\d,]*\s*([가-힣]+)\s*/\s*([가-힣]+)\s*\d[\d,]*\s*\2")
_PROSE = 10
"""Syllables above which a cell is read as words."""
_COUNTS_PEOPLE = re.compile(r"(?:정원|현원|인원|인력|과부족|결원)(?:\s|$)")
_WHOLE_NUMBER = re.compile(r"[△▲-]?\s?\d{1,3}(?:,\d{3})*")
_BRACKETED = re.compile(r"[(（]([\d,.]+)[)）]")


@dataclass(frozen=True)
class TableCell:
    """A cell with the passage of the row in which it is printed."""

    cell: Cell
    passage: Passage
    table: Table
    headers: tuple[Passage, ...] = ()
    """The passages of the table's header."""
    meaning: str = ""
    """What a footnote says that its row is; "" without one."""
    is_point: bool = False
    """Whether it is one point of a list that stands under a header."""

    @property
    def is_prose(self) -> bool:
        """Whether it says something in words, like the duties of a department, instead of giving a value."""
        return self.is_point or sum("가" <= c <= "힣" for c in self.cell.text) > _PROSE


class Tables:
    """The tables of one generation, each read when one of its rows is first asked for."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._known: dict[str, frozenset[str]] = {}
        self._read: dict[tuple[str, int], dict[int, list[TableCell]]] = {}

    def cells(self, passage: Passage) -> list[TableCell]:
        """The cells of a row; none for a passage that is no row, or one that could not be read safely."""
        if passage.kind != "row" or passage.parent is None:
            return []
        key = (passage.document_id, passage.parent)
        if key not in self._read:
            self._read[key] = self._cells_of(*key)
        return self._read[key].get(passage.number, [])

    def column(self, cell: TableCell) -> list[TableCell]:
        """The cells of the same table under the same header, those of total rows left out."""
        return self.under(cell, None)

    def under(self, cell: TableCell, header: re.Pattern[str] | None) -> list[TableCell]:
        """The cells of the first column of the same table whose header matches, without total rows; of its own column
        for None.
        """
        columns = [name for name in cell.table.columns if header is None or header.search(name)]
        of = cell.cell.column if header is None else next(iter(columns), None)
        return [other for other in self._others(cell) if other.cell.column == of and not is_total(other.cell.row)]

    def row(self, cell: TableCell) -> list[TableCell]:
        """The cells of the same row, those under a total left out."""
        return [
            other for other in self._others(cell) if other.cell.row == cell.cell.row and not is_total(other.cell.column)
        ]

    def alike(self, cell: TableCell) -> list[TableCell]:
        """The cells with the same headers in all tables of a cell's document: a report may print a table a month."""
        document_id, headers = cell.passage.document_id, (cell.cell.row, cell.cell.column)
        rows = (p for p in self._generation.passages if p.document_id == document_id and p.kind == "row")
        return [one for row in rows for one in self.cells(row) if (one.cell.row, one.cell.column) == headers]

    def _others(self, cell: TableCell) -> list[TableCell]:
        """All cells of a cell's table."""
        if cell.passage.parent is None:
            return []
        rows = self._read[cell.passage.document_id, cell.passage.parent].values()
        return [other for row in rows for other in row if other.table is cell.table]

    def _cells_of(self, document_id: str, node: int) -> dict[int, list[TableCell]]:
        """The cells of a table's rows, by the number of the row's passage."""
        rows = [self._generation.passages[i] for i in self._generation.children.get((document_id, node), [])]
        rows = [row for row in rows if row.kind == "row"]
        # A heading above a table often states its unit: 예산 현황 (단위: 백만원).
        headings = reversed(rows[0].section[:-1]) if rows else ()
        above = [heading for heading in headings if stated_units(heading)][:1]
        headers = tuple(self._headers[document_id, node])
        header = "\n".join((*above, *(passage.text for passage in headers)))
        words, meanings = self._words(document_id), self._meanings[document_id]
        cells: dict[int, list[TableCell]] = defaultdict(list)
        for table in read_tables(header, [row.text for row in rows], words.__contains__):
            for cell in table.cells:
                row = rows[cell.line]
                points = _points(cell)
                parts = points or _split(cell, row.section)
                is_list = bool(points) and bool(cell.column)
                meaning = meaning_of(cell.row, meanings)
                cells[row.number] += [TableCell(part, row, table, headers, meaning, is_list) for part in parts]
        return cells

    def _words(self, document_id: str) -> frozenset[str]:
        """The words of a document as they stand, and with letter-spacing closed."""
        if document_id not in self._known:
            text = self._generation.documents[document_id].text
            self._known[document_id] = frozenset((*text.split(), *closed_up(text).split()))
        return self._known[document_id]

    @cached_property
    def _meanings(self) -> dict[str, Mapping[str, str]]:
        """What the footnotes of each document say of its terms."""
        passages = self._generation.passages
        of_each = groupby(passages, key=lambda passage: passage.document_id)
        return {document_id: meanings_in(found) for document_id, found in of_each}

    @cached_property
    def _headers(self) -> dict[tuple[str, int], list[Passage]]:
        found: dict[tuple[str, int], list[Passage]] = defaultdict(list)
        for passage in self._generation.passages:
            if passage.kind == "table":
                found[passage.document_id, passage.node].append(passage)
        return found


def _points(cell: Cell) -> list[Cell]:
    """The points of a list that fills a cell, without their marks; none for a cell that is no list."""
    points = (_part(cell, start, end) for start, end in points_of(cell.text))
    return [point if point.column else _labelled(point) for point in points]


def _labelled(point: Cell) -> Cell:
    """A point without a header, ``자 본 금 : 28억원``, under its own label; as it is where it has none."""
    label = read_label(point.text)
    if label is None:
        return point
    return replace(_part(point, label.value_start, len(point.text)), column=label.name)


def _part(cell: Cell, start: int, end: int) -> Cell:
    """What stands in a cell from one of its characters to another, without the blanks around it."""
    text = cell.text[start:end]
    start += len(text) - len(text.lstrip())
    return replace(cell, text=text.strip(), start=cell.start + start, end=cell.start + start + len(text.strip()))


def _split(cell: Cell, section: tuple[str, ...]) -> Iterator[Cell]:
    """A cell ``22/23`` as the two that the heading ``정원 272명 / 현원 276명`` tells apart; any other as it is."""
    if not cell.unit and _COUNTS_PEOPLE.search(f"{cell.row} {cell.column}") and _WHOLE_NUMBER.fullmatch(cell.text):
        cell = replace(cell, unit="명")
    names = next((match for heading in reversed(section) if (match := _PAIR_NAMES.search(heading))), None)
    pair = _PAIR.fullmatch(cell.text)
    bracketed = _BRACKETED.fullmatch(cell.text)
    if names and pair:
        for name, group in ((names[1], 1), (names[3], 2)):
            start, end = cell.start + pair.start(group), cell.start + pair.end(group)
            column = f"{cell.column} {name}"
            yield replace(cell, column=column, text=pair[group], unit=cell.unit or names[2], start=start, end=end)
    elif names and bracketed:
        yield replace(cell, text=bracketed[1], unit=cell.unit or names[2], start=cell.start + 1, end=cell.end - 1)
    else:
        yield cell
