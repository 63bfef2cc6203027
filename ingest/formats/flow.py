"""What a word processor's file holds, in reading order: paragraphs and tables, and how they are written as text.

A paragraph is a line of its own. A row of a table is a line too, its cells parted by ``│`` so that each column keeps
its place: a cell that is spanned by another is left empty. Boxes that only frame text are written as that text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.markers import read_marker
from ingest.spacing import collapsed

_RAISED_WORDS, _WORD = re.compile(r"\w{2}$"), re.compile(r"[\w｢「『(（]")
RULE = "│"
"""Stands between the cells of a row."""
_LABEL = re.compile(r"[가-힣]{1,2}(?:\s?[가-힣]){1,6}")
_DATED = re.compile(r"(?:[(（][가-힣\s]+[)）]\s*)?(?:20\d{2}|[’‘']\d{2})\s?[.년]")
"""A date, or one for a medium: (온라인) 2031. 6. 21."""
_OFFICE = re.compile(r"담당\s?부서(?:\s?[<(].*)?")
_PERSON = re.compile(r"책임자|(?:총괄\s?)?담당자")
"""What a box at the end of a press release calls those who may be asked."""
_REACHED = re.compile(r"\d{3,4}-\d{4}|@")
_BESIDE = " / "
_MAX_CELL, _MAX_POINTS = 200, 400
"""Characters above which a cell, and one of points below a header, is read as text that a table only arranges."""
_MAX_HEADER = 12
"""Letters of a column's header in a table that describes its rows at length."""
_NAMED_THING = re.compile(r"(?:[가-힣]\s?){1,5}명\s?[:：]\s*\S")
_LABELLED = re.compile(r"(?:[가-힣]\s?){2,8}\s?[:：](?:\s|$)")
_COUNTING = re.compile(r"(?:연\s?번|순\s?번|번\s?호|No\.?)$", re.IGNORECASE)
_MARK = "○ "
"""What stands before what a cell says by label without marks of its own."""
_MIN_FILLED = 0.5
"""Share of its fields that a table of values fills."""
_MAX_BOX_LINE, _MAX_CUT = 8, 3
"""Letters of a line in a box of a chart, and of one that is a part of a word."""
_MAX_BOX = 3
"""Cells of a single row that make a heading in a box, such as its number and its words."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, its footnotes' numbers standing in it as ``1)``."""

    text: str
    notes: tuple[str, ...] = ()
    """Its footnotes, each with its number: ``1) …``."""


@dataclass(frozen=True)
class Cell:
    """What stands in a field of a table: its first row and column, how many of each it spans."""

    row: int
    column: int
    rows: int
    columns: int
    content: "Flow"


@dataclass(frozen=True)
class Grid:
    """A table."""

    cells: tuple[Cell, ...]


Flow = Sequence[Paragraph | Grid]


@dataclass(frozen=True)
class Note:
    """A footnote where it is referred to."""

    content: Iterator[Paragraph | Grid]
    """Read only after it has got its number, so that one within it counts on."""


def written(flow: Flow) -> str:
    """The text of a file, a blank line before and after each table."""
    return "\n".join(_lines(flow))


def one_line(flow: Flow) -> str:
    """The words of some paragraphs, tables left out."""
    return collapsed(" ".join(part.text for part in flow if isinstance(part, Paragraph)))


def assembled(pieces: Iterable["str | Note | Flow"], numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    """A paragraph of words and notes, parted by the tables and boxes that stand in it; ``numbers`` count the notes."""
    words: list[str] = []
    notes: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
        elif isinstance(piece, Note):
            number = next(numbers)
            words.append(f"{number})")
            notes.append(f"{number}) {one_line(list(piece.content))}")
        elif piece:
            yield from _paragraph(words, notes)
            yield from piece
            words, notes = [], []
    yield from _paragraph(words, notes)


def runs_into(raised: str, after: str) -> bool:
    """Whether raised words, told apart by their size on the page, need a blank before the words ``after`` them."""
    return bool(_RAISED_WORDS.search(raised) and _WORD.match(after))


def _paragraph(words: Sequence[str], notes: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraph of these words; none when they say nothing."""
    text = "".join(words)
    if text.strip():
        yield Paragraph(text, tuple(notes))


def _lines(flow: Flow) -> Iterator[str]:
    for part in flow:
        if isinstance(part, Paragraph):
            yield from _paragraph_lines(part.text)
            yield from part.notes
        else:
            yield ""
            yield from _table_lines(part)
            yield ""


def _paragraph_lines(text: str) -> Iterator[str]:
    """A paragraph as one line: a break within it only fits it to the page, unless a bullet follows."""
    first, *others = text.split("\n")
    for line in others:
        if read_marker(line.strip()):
            yield first
            first = line
        else:
            first = f"{first.rstrip()} {line.strip()}"
    yield first


def _table_lines(grid: Grid) -> Iterator[str]:
    rows, columns = _size(grid)
    if labelled := _labelled(grid) or _contacts(grid) or described(grid):
        yield from labelled
    elif rows == 1 and columns <= _MAX_BOX and not any(_is_text(cell) for cell in grid.cells):
        yield " ".join(filter(None, (_one_line(cell) for cell in grid.cells)))
    elif is_arranged(grid):
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
            yield from [_box_line(cell)] if _is_box(cell) else _lines(cell.content)
    else:
        fields = {(cell.row, cell.column): _one_line(cell) for cell in grid.cells}
        for row in range(rows):
            yield f" {RULE} ".join(fields.get((row, column), "") for column in range(columns)).rstrip()
        for cell in grid.cells:
            yield from _notes(cell.content)


def _labelled(grid: Grid) -> list[str]:
    """The lines of a box whose fields are by turns a label and a date, or one label beside its dates.

    None for any other table: ``보도시점 : 2031. 6. 21.``, as the head of a press release has it.
    """
    cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    fields = [text for text in map(_one_line, cells) if text]
    rows, columns = _size(grid)
    if rows > 1 and columns == len(("label", "dates")) and cells[0].rows == rows:
        fields = [*fields[:1], _BESIDE.join(fields[1:])]
    elif rows > 1:
        return []
    names, values = fields[::2], fields[1::2]
    if len(names) != len(values) or not all(map(_LABEL.fullmatch, names)) or not all(map(_DATED.match, values)):
        return []
    return [f"{name} : {value}" for name, value in zip(names, values, strict=True)]


def _contacts(grid: Grid) -> list[str]:
    """The lines of a box that tells whom to ask, each label before what stands beside it; none for any other table.

    ``책임자 : 과장 홍길동 (02-123-4567)``; a label goes on in the rows below it until another stands there.
    """
    rows, columns = _size(grid)
    fields = {(cell.row, cell.column): _one_line(cell) for cell in grid.cells}
    first = [fields.get((0, column), "") for column in range(columns)]
    if not _OFFICE.fullmatch(first[0]) or not any(map(_REACHED.search, first)):
        return []
    labels: dict[int, str] = {}
    lines: list[str] = []
    for row in range(rows):
        beside: dict[str, list[str]] = {}
        label = ""
        for column in range(columns):
            words = fields.get((row, column), "")
            if _OFFICE.fullmatch(words) or _PERSON.fullmatch(words):
                labels[column] = words
            if words == labels.get(column) or (not words and column in labels):
                label = labels[column]
            elif words:
                beside.setdefault(label, []).append(words)
        lines += [" : ".join(filter(None, (label, " ".join(values)))) for label, values in beside.items()]
    return lines


def described(grid: Grid) -> list[str]:
    """The lines of a table that describes one thing a row, at length and by label: ``사업명 : …``; none for any other.

    The thing's name comes first, then the row's other cells, each behind its column's header, then the rest of what
    is said of it: all bullets of one kind, so that they stand below the name.
    """
    rows, columns = _size(grid)
    names = {cell.column: _one_line(cell) for cell in grid.cells if cell.row == 0}
    long = {cell.column for cell in grid.cells if cell.row > 0 and _is_text(cell)}
    if rows < 2 or len(long) != 1 or not _has_header(grid, columns, _MAX_HEADER):
        return []
    (column,) = long
    told = {cell.row: list(_lines(cell.content)) for cell in grid.cells if cell.column == column}
    if not all(told.get(row) and _NAMED_THING.match(_unmarked(told[row][0])) for row in range(1, rows)):
        return []
    body = [cell for cell in grid.cells if cell.row > 0 and cell.column != column]
    beside = [cell for cell in body if not _COUNTING.match(names[cell.column])]
    lines: list[str] = []
    for row in range(1, rows):
        first, *rest = told[row]
        own = first[: len(first) - len(_unmarked(first))]
        mark = own or _MARK
        others = [
            f"{names[cell.column]} : {words}" for cell in beside if cell.row == row and (words := _one_line(cell))
        ]
        lines += [f"{mark}{line}" for line in (_unmarked(first), *others)]
        lines += rest if own else [f"{mark}{line}" if _LABELLED.match(line) else line for line in rest]
    return lines


def _unmarked(line: str) -> str:
    """A line without the mark that it begins with."""
    found = read_marker(line)
    return line[found[1] :] if found else line


def _is_box(cell: Cell) -> bool:
    """Whether a cell holds a few words in lines of their own, none with a mark: a box of a chart."""
    texts = [part.text.strip() for part in cell.content if isinstance(part, Paragraph) and not part.notes]
    short = all(len(text) <= _MAX_BOX_LINE and "\n" not in text and not read_marker(text) for text in texts)
    return 1 < len(texts) == len(cell.content) and short


def _box_line(cell: Cell) -> str:
    """The words of a box; lines of a few letters are parts of words, cut to fit it."""
    texts = [part.text.strip() for part in cell.content if isinstance(part, Paragraph)]
    cut = all(len(text.strip("()（） ")) <= _MAX_CUT for text in texts)
    return ("" if cut else " ").join(texts)


def is_arranged(grid: Grid) -> bool:
    """Whether a table only arranges text or boxes on the page, as an organisation chart does."""
    rows, columns = _size(grid)
    if rows <= 1 or columns <= 1:
        return True
    filled = sum(cell.rows * cell.columns for cell in grid.cells if _one_line(cell))
    longest = _MAX_POINTS if _has_header(grid, columns) else _MAX_CELL
    return filled < _MIN_FILLED * rows * columns or any(_is_text(cell, longest) for cell in grid.cells)


def _has_header(grid: Grid, columns: int, longest: int = _MAX_BOX_LINE) -> bool:
    """Whether a word or two, of ``longest`` letters together, stand above each column."""
    first = [_one_line(cell) for cell in grid.cells if cell.row == 0]
    return len(first) == columns and all(0 < len(words.replace(" ", "")) <= longest for words in first)


def _size(grid: Grid) -> tuple[int, int]:
    rows = max((cell.row + cell.rows for cell in grid.cells), default=0)
    return rows, max((cell.column + cell.columns for cell in grid.cells), default=0)


def _is_text(cell: Cell, longest_list: int = _MAX_CELL) -> bool:
    """Whether a cell holds text that the table only arranges: a table of its own, or more than a cell's words."""
    words = _one_line(cell)
    is_list = cell.column > 0 and read_marker(words) is not None
    longest = longest_list if is_list else _MAX_CELL
    return any(isinstance(part, Grid) for part in cell.content) or len(words) > longest


def _one_line(cell: Cell) -> str:
    return one_line(cell.content).replace(RULE, "|")


def _notes(flow: Flow) -> Iterator[str]:
    for part in flow:
        if isinstance(part, Paragraph):
            yield from part.notes
