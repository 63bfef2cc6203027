"""The ruled tables of a PDF's page: ruling lines to fields, fields to words; the only importer of pdfplumber.

pdfplumber finds the fields (after Nurminen, Algorithmic Extraction of Data in Tables in PDF Documents, 2013); it is
given the lines that pypdfium2 reads, a hundred times as fast as its own reader.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ingest.formats.flow import Cell, Grid, Paragraph

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the page."""
Point = tuple[float, float]
THIN = 2.0
"""Points up to which a shape is a ruling line."""
_MIN_LENGTH = 8.0
_MIN_LEVELS = 3
"""Level lines of a table of two rows; of upright ones it may have but that between its columns."""
_MAX_EDGES = 1_000
"""Lines above which a page is a drawing; the search for fields is quadratic."""
_NEAR = 3.0
"""Points within which ruling lines are one, or meet."""
_BESIDE = 6.0
"""Points within which the sides of fields are one column's or one row's."""
_SHORT = 6
"""Letters up to which the lines of a narrow field are parts of words."""
_GAP = 0.15
"""Share of a letter's height from which on what parts it from the next is a blank."""
_FIGURE = re.compile(r"\d")
_ALIKE = 3
"""Fields of as many lines from which on these are rows beside one line."""
_BROKEN = 2
"""Lines into which a name is often broken."""
_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.")


class Letter(NamedTuple):
    """A letter of a page with its box."""

    text: str
    box: Box

    def stands_in(self, box: Box) -> bool:
        """Whether its middle stands in a box."""
        left, bottom, right, top = self.box
        return box[0] <= (left + right) / 2 <= box[2] and box[1] <= (bottom + top) / 2 <= box[3]


class RuledTable(NamedTuple):
    """A table between ruling lines."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]
    """The boxes of its fields; None for one that another field spans."""


class Rule(NamedTuple):
    """A ruling line, as its ends."""

    box: Box
    is_level: bool


def rule_between(one: Point, other: Point) -> Rule | None:
    """The ruling line between two points of a page; None where it is short or slants."""
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    if max(right - left, top - bottom) < _MIN_LENGTH or min(right - left, top - bottom) > THIN:
        return None
    is_level = right - left > top - bottom
    return Rule((left, bottom, right, bottom) if is_level else (left, bottom, left, top), is_level)


def find_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """The tables of two rows and columns or more between ruling lines, from top to bottom."""
    levels = {round(rule.box[1]) for rule in rules if rule.is_level}
    if len(levels) < _MIN_LEVELS or all(rule.is_level for rule in rules):
        return []
    from pdfplumber import table as finder

    edges = finder.merge_edges([_edge(rule) for rule in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    if len(edges) > _MAX_EDGES:
        return []
    edges += [_edge(side) for side in _open_sides([_rule(edge) for edge in edges])]
    fields = finder.intersections_to_cells(finder.edges_to_intersections(edges, _NEAR, _NEAR))
    found = map(_table, finder.cells_to_tables(fields))
    return sorted((table for table in found if min(_size(table)) > 1), key=lambda table: -table.box[3])


def _open_sides(rules: Sequence[Rule]) -> Iterator[Rule]:
    """The upright sides that a table leaves open: where its level lines end, as long as a line inside goes along."""
    uprights = [rule.box for rule in rules if not rule.is_level]
    levels = sorted((rule.box for rule in rules if rule.is_level), key=lambda box: box[1])
    for at, (left, low, right, _) in enumerate(levels):
        alike = (box[1] for box in levels[at + 1 :] if abs(box[0] - left) <= _NEAR and abs(box[2] - right) <= _NEAR)
        high = next(alike, low)
        inside = (box for box in uprights if left + _NEAR < box[0] < right - _NEAR)
        if any(box[1] <= low + _NEAR and box[3] >= high - _NEAR for box in inside) and high > low:
            yield Rule((left, low, left, high), False)
            yield Rule((right, low, right, high), False)


def _rule(edge: dict[str, Any]) -> Rule:
    """A ruling line from what pdfplumber knows it as."""
    return Rule((edge["x0"], -edge["bottom"], edge["x1"], -edge["top"]), edge["orientation"] == "h")


def _edge(rule: Rule) -> dict[str, Any]:
    """A ruling line as pdfplumber knows it, measured downwards from the lower edge of the page."""
    left, bottom, right, top = rule.box
    size = {"width": right - left, "height": top - bottom}
    return size | {"x0": left, "x1": right, "top": -top, "bottom": -bottom, "orientation": "hv"[not rule.is_level]}


def _table(fields: Sequence[Box]) -> RuledTable:
    """The table of some fields, each given from its upper left corner downwards."""
    lefts, tops = (_snapped([field[side] for field in fields]) for side in (0, 1))
    # Where a strip between two borders starts beside a field, the field is the wider.
    widest_last = sorted(fields, key=lambda field: field[2] - field[0])
    placed = {(tops[top], lefts[left]): (left, -bottom, right, -top) for left, top, right, bottom in widest_last}
    columns = sorted(set(lefts.values()))
    rows = tuple(tuple(placed.get((top, left)) for left in columns) for top in sorted(set(tops.values())))
    left, low, right, high = (side(box[i] for box in placed.values()) for i, side in enumerate((min, min, max, max)))
    return RuledTable((left, low, right, high), rows)


def _snapped(places: Sequence[float]) -> dict[float, float]:
    """The first place of all that stand near each other, for each: a field's side may lie beside its border."""
    firsts: dict[float, float] = {}
    for place in sorted(set(places)):
        last = next(reversed(firsts.values()), None)
        firsts[place] = last if last is not None and place - last <= _BESIDE else place
    return firsts


def _size(table: RuledTable) -> tuple[int, int]:
    return len(table.rows), max(map(len, table.rows))


def holds_letters(table: RuledTable, letters: Sequence[Letter]) -> bool:
    """Whether each letter within a table stands in a field; lines that part some from theirs only draw on the page."""
    fields = [box for boxes in table.rows for box in boxes if box]
    return all(any(letter.stands_in(box) for box in fields) for letter in letters if letter.stands_in(table.box))


def lies_within(box: Box, table: RuledTable) -> bool:
    """Whether a box lies within one field of a table."""
    return any(field is not None and _holds(field, box) for fields in table.rows for field in fields)


def text_grid_of(table: RuledTable, letters: Sequence[Letter], inner: Sequence[tuple[Box, Grid]]) -> Grid:
    """The fields of a table that arranges text: their lines, and the tables drawn within them where these stand."""
    boxes = [(r, c, box) for r, row in enumerate(table.rows) for c, box in enumerate(row) if box]
    # In running text the page's own blanks tell words apart.
    spaced = [
        letter._replace(text=f" {letter.text}") if at and letters[at - 1].text.isspace() else letter
        for at, letter in enumerate(letters)
    ]
    outside = [letter for letter in spaced if not any(letter.stands_in(box) for box, _ in inner)]
    cells = [
        Cell(r, c, 1, 1, tuple(_text_of(box, outside, [each for each in inner if _holds(box, each[0])])))
        for r, c, box in boxes
    ]
    return Grid(tuple(cell for cell in cells if cell.content))


def _text_of(box: Box, letters: Sequence[Letter], inner: Sequence[tuple[Box, Grid]]) -> Iterator[Paragraph | Grid]:
    """What a field holds from top to bottom; the lines of a narrow one are one."""
    own = [letter for letter in letters if letter.stands_in(box)]
    levels = sorted(inner, key=lambda each: -each[0][3])
    for low, grid in [*((each[0][1], each[1]) for each in levels), (box[1] - 1, None)]:
        above = [letter for letter in own if letter.box[1] > low]
        own = [letter for letter in own if letter.box[1] <= low]
        lines = [line for line in _lines(above) if line]
        yield from map(Paragraph, [_joined(lines)] if lines and _is_narrow(lines) else lines)
        if grid is not None:
            yield grid


def grid_of(table: RuledTable, letters: Sequence[Letter]) -> Grid:
    """The words of a table's fields; rows and columns that are empty throughout are left out.

    A row whose figures stand in as many lines in each field is as many rows, no lines ruled between them.
    """
    within = [letter for letter in letters if letter.stands_in(table.box)]
    fields = [box for boxes in table.rows for box in boxes if box]
    rows = [
        row
        for boxes in table.rows
        for row in _split([_lines(_own(box, within, fields)) if box else [] for box in boxes])
        if any(row)
    ]
    used = [column for column in range(max(map(len, rows), default=0)) if any(row[column] for row in rows)]
    return Grid(
        tuple(
            Cell(r, c, 1, 1, (Paragraph(row[column]),))
            for r, row in enumerate(rows)
            for c, column in enumerate(used)
            if row[column]
        )
    )


def _own(box: Box, letters: Sequence[Letter], fields: Sequence[Box]) -> list[Letter]:
    """The letters of a field but for those of a field drawn within it."""
    inner = [field for field in fields if field != box and _holds(box, field)]
    return [
        letter for letter in letters if letter.stands_in(box) and not any(letter.stands_in(field) for field in inner)
    ]


def _holds(box: Box, field: Box) -> bool:
    """Whether a field lies within another, their sides near each other or apart."""
    low, high = (box[0] - _NEAR, box[1] - _NEAR), (box[2] + _NEAR, box[3] + _NEAR)
    smaller = (field[2] - field[0]) * (field[3] - field[1]) < (box[2] - box[0]) * (box[3] - box[1])
    return smaller and low[0] <= field[0] and low[1] <= field[1] and field[2] <= high[0] and field[3] <= high[1]


def _lines(letters: Sequence[Letter]) -> list[str]:
    """The lines of a field."""
    lines: list[str] = []
    last: Box | None = None
    for letter in letters:
        if last is None or _is_lower(letter.box, last):
            lines.append(letter.text)
        else:
            gap = letter.box[0] - last[2] > _GAP * (last[3] - last[1])
            lines[-1] += f" {letter.text}" if gap else letter.text
        last = letter.box
    return [" ".join(line.split()) for line in lines]


def _is_lower(box: Box, last: Box) -> bool:
    """Whether a letter stands on another line than the one before it."""
    return abs((box[1] + box[3]) - (last[1] + last[3])) > max(box[3] - box[1], last[3] - last[1])


def _split(fields: list[list[str]]) -> Iterator[list[str]]:
    """The rows that a row between ruling lines holds."""
    many = _lines_of_each(fields)
    if many == 1:
        yield [_joined(lines) for lines in fields]
        return
    for number in range(many):
        yield [lines[number] if len(lines) == many else _joined(lines) if number == 0 else "" for lines in fields]


def _lines_of_each(fields: list[list[str]]) -> int:
    """How many rows the fields of a row hold: as many as each with figures has lines, and one without.

    One line of a month may stand before three fields or more of many lines: they are rows beside it, unless points
    are broken off in them. Of two lines each must show a day, since names are often broken in two.
    """
    counts = [len(lines) for lines in fields if any(map(_FIGURE.search, lines))]
    many = max(counts, default=1)
    alike = [at for at, lines in enumerate(fields) if len(lines) == many]
    if set(counts) == {1, many} and len(alike) >= _ALIKE:
        single = [at for at, lines in enumerate(fields) if len(lines) == 1]
        before = all(at < alike[0] and not fields[at][0].isdigit() for at in single)
        rows = many > _BROKEN or any(all(map(_DAY.match, fields[at])) for at in alike)
        return many if rows and before and not any(_breaks_points(fields[at]) for at in alike) else 1
    words_too = any(len(lines) == many for lines in fields if not any(map(_FIGURE.search, lines)))
    return many if set(counts) == {many} and words_too else 1


def _breaks_points(lines: list[str]) -> bool:
    """Whether some of the lines begin with the mark of a point and others go on with it."""
    marked = [not line[:1].isalnum() for line in lines]
    return any(marked) and not all(marked)


def _joined(lines: list[str]) -> str:
    """The words of a field; the lines of a narrow one without figures break within words."""
    return ("" if _is_narrow(lines) else " ").join(lines)


def _is_narrow(lines: list[str]) -> bool:
    """Whether the lines of a field are parts of words, cut to fit it."""
    return all(len(line.replace(" ", "")) <= _SHORT and not _FIGURE.search(line) for line in lines)
