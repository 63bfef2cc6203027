"""Values and column headers become cells: their names and units, and a bracketed count as a cell of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.table_header import Path, bare, is_rate
from ingest.table_rows import Value, apart, bracket_name, states_unit

_COMPOSITE = re.compile(r"(?P<main>.*[^\s(])\s*[(（](?P<bracket>[가-힣]{2,})[)）]")
_UNITS = frozenset(("원", "천원", "백만원", "억원", "조원", "명", "천명", "개", "건", "회", "개소", "%", "㎡", "가구"))
_NO_UNIT = re.compile(r"(?:년도|연도|순위|번호|일자|시기|대비|설치|설립|제정|기한|연번)$")
_UNIT_LINE = re.compile(r"단\s*위\s*[:：]\s*([^()（）]+)")
_CAPTION_UNITS = re.compile(r"[<〈].+[(（](?P<units>[^()（）]+)[)）]\s*[>〉]")
"""A caption in angle brackets may list its units without saying so: ``< 지역별 동향(억 달러, %) >``."""
_AGAINST = re.compile(r".+\s?대비(?:\s?%)?")
_NOT_A_UNIT = re.compile(r"기준|\d|대비$")
_MONEY = re.compile(r"[천백만십억조]*\s?(?:원|달러|불)")
_BARE_NUMBER = re.compile(r"[(（]?[+△▲▽▼▵‑–−-]?\d(?!\d{0,3}\.\s?\d{1,2}\.)")
"""Of no date, as ``2031.12.31.`` and ``5.17.`` are."""
_LIST = 2
"""Points that make a list."""
_POINTS = "•·‧ㆍ∙⋅▪◦○ㅇ▸▹-"
"""Marks of a list within a cell."""
_NO_MONEY = re.compile(r"(?:수|인원|개소|면적|정원|현원)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table with the headers it stands under."""

    row: str
    """The row's header as a reader says it, letter-spacing closed: ``경제정책과``."""
    column: str
    """The column's header, after the one that spans it: ``집행률 지출액``."""
    text: str
    """As printed: ``41.8``, ``272 / 276``, ``-``, ``(23)``."""
    unit: str
    """What a bare number counts; "" when not stated, or printed in the text."""
    line: int
    """Which of the given rows it is printed in."""
    start: int
    """Offset of the text within that row's text."""
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """What the values of one column are."""

    names: tuple[str, ...]
    """Its header; a second one when the values' brackets are of something else; () when in doubt."""
    unit: str
    """The unit in its header's bracket, "" without one."""


def stated_units(line: str) -> list[str] | None:
    """The units that a line like ``(단위 : 백만원, %)``, or a caption, lists; None for a line that states none.

    Of ``전년동기 대비 %`` the last word is the unit.
    """
    stated = _UNIT_LINE.search(line)
    units = [unit.strip() for unit in stated[1].split(",")] if stated else _units_of_caption(line)
    if not units:
        return None
    said = (unit for unit in units if not _NOT_A_UNIT.search(unit))
    return ["%" if unit.endswith("%") else unit for unit in said]


def _units_of_caption(line: str) -> list[str]:
    """The units in the bracket of a caption; [] where it holds anything else."""
    caption = _CAPTION_UNITS.fullmatch(line.strip())
    units = [unit.strip() for unit in caption["units"].split(",")] if caption else []
    is_unit = all(unit in _UNITS or _MONEY.fullmatch(unit) or _AGAINST.fullmatch(unit) for unit in units)
    return units if is_unit else []


def points_of(text: str) -> list[tuple[int, int]]:
    """Where each point stands of a list that fills a cell, its mark left out; [] for a cell that is no list."""
    mark = text[:1]
    starts = [at for at, c in enumerate(text) if c == mark and (at == 0 or text[at - 1].isspace())]
    if not mark or mark not in _POINTS or len(starts) < _LIST:
        return []
    return [(start + 1, end) for start, end in zip(starts, (*starts[1:], len(text)), strict=True)]


def read_column(path: Path, values: Sequence[Value]) -> Column:
    """The column under a header path: ``구성비`` has its own name in ``예산액(구성비)`` over ``512(30.7)``."""
    if not path:
        return Column((), "")
    *above, name = path
    if unit := _unit_in_bracket(name):
        return Column((" ".join((*above, bare(name))),), unit)
    composite = _COMPOSITE.fullmatch(name)
    if composite and all(len(apart(value)) == 2 for value in values):
        return Column(tuple(" ".join((*above, composite[part])) for part in ("main", "bracket")), "")
    whole = " ".join(path)
    counted = {bracket_name(value.bracket) for value in values if value.bracket} - {""}
    return Column((whole, f"{whole} {counted.pop()}") if len(counted) == 1 else (whole,), "")


def read_cells(row: str, line: int, value: Value, column: Column, units: Sequence[str]) -> Iterator[Cell]:
    """The cells that one value makes in a table whose unit line lists ``units``."""
    parts = apart(value) if len(column.names) == 2 else (value,)
    stated = column.unit or _unit_in_bracket(row)
    row = bare(row) if _unit_in_bracket(row) else row
    for name, part in zip(column.names, parts, strict=False):
        unit = stated or _unit((row, name, *name.split()), units)
        unit = unit if _BARE_NUMBER.match(part.text) and not states_unit(part.text) else ""
        yield Cell(row, name, part.text, unit, line, part.start, part.end)


def _unit_in_bracket(name: str) -> str:
    """The unit that a header ends in: % for ``증감률(%)``."""
    bracket = name[len(bare(name)) :].strip(" ()（）")
    return bracket if bracket in _UNITS else ""


def _unit(headers: Sequence[str], units: Sequence[str]) -> str:
    """What a number under these headers counts; "" when they name no quantity or which unit is meant is in doubt."""
    if any(map(is_rate, headers)):
        return "%" if "%" in units else ""
    others = [unit for unit in units if unit != "%"] or list(units)
    if len(others) != 1 or any(_NO_UNIT.search(bare(name)) for name in headers):
        return ""
    counts = _MONEY.fullmatch(others[0]) and any(_NO_MONEY.search(bare(name)) for name in headers)
    return "" if counts else others[0]
