"""What a question asks of one thing at several times: by how much it changed, and when it was largest or smallest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from api.answering.citations import without_marks
from api.answering.compose import Draft
from api.answering.derived import calculated, proved
from api.answering.evidence import Evidence
from api.answering.extremes import extreme
from api.answering.finder import Inquiry
from api.answering.operands import Operand, of_cell, of_fact
from api.answering.operations import (
    WHEN,
    Operation,
    asks_for_change,
    asks_when,
    read_operation,
    without_change,
    without_when,
)
from api.answering.query import Query, read_query
from api.answering.times import Time, time_of, time_said, times_in, without_times
from ingest.facts import read_facts
from ingest.passages import Passage
from ingest.values import AS_OF
from retriever.cells import TableCell

_OPEN = re.compile(r"이후|이전|부터|까지")
"""Behind a single time: what is asked of lies before or after it."""
_UNITS = {"분기": "분기", "월": "월", "달": "월", "년": "", "해": "", "연도": ""}
_ASKS = "얼마야?"
_CONSIDERED = 40
_NAMED = 0.5
"""Share of the names of a question that the evidence for a series must carry."""


@dataclass(frozen=True)
class _Point:
    time: Time
    operand: Operand
    """Its name is the time as printed."""


def series_draft(query: Query, inquiry: Inquiry) -> Draft | None:
    """The answer to what a series tells; None for another question, or where no series of what is asked is found."""
    said = times_in(query.text)
    operation = read_operation(query.text)
    if operation is not None and operation.kind in ("largest", "smallest"):
        return _extreme(operation, query, said, inquiry) if asks_when(query.text) else None
    if len(set(said)) == 2 and asks_for_change(query.text):
        return _change(query, said, inquiry)
    return None


def _change(query: Query, said: Sequence[Time], inquiry: Inquiry) -> Draft | None:
    """The difference of the values at the two times that are said."""
    later, earlier = sorted(set(said), reverse=True)
    for points in _series(without_change(query.text), query, inquiry):
        now, then = ([p.operand for p in points if p.time.is_said_by(time)] for time in (later, earlier))
        if len(now) == len(then) == 1:
            return calculated("difference", (*now, *then))
    return None


def _extreme(operation: Operation, query: Query, said: Sequence[Time], inquiry: Inquiry) -> Draft | None:
    """When something was largest or smallest, within the times that are said."""
    if len(said) == 1 and _OPEN.search(query.text):
        return None
    for points in _series(without_when(operation.operands[0]), query, inquiry):
        # A quarter is not compared with whole years.
        units = [point.time.unit for point in points]
        asked = _unit_asked(query.text, said)
        unit = max(units, key=units.count, default="") if asked is None else asked
        alike = [p.operand for p in points if p.time.unit == unit and _is_within(p.time, said)]
        if len(alike) > 1 and len({operand.unit for operand in alike}) == 1:
            return _extreme_of(operation, alike)
    return None


def _extreme_of(operation: Operation, operands: Sequence[Operand]) -> Draft | None:
    kind, best = extreme(operation, operands)
    words = {"winner": without_marks(best.name), "value": without_marks(best.printed)}
    passages = (best.passage, *best.headers)
    return next(filter(None, (proved(f"answer.{kind}", words, passages[:count]) for count in (1, len(passages)))), None)


def _unit_asked(question: str, said: Sequence[Time]) -> str | None:
    """The unit of the times that a question asks for, "" for years; None where it does not say."""
    asked = WHEN.search(question)
    units = [unit for word, unit in _UNITS.items() if asked and word in asked[0]]
    of_parts = [time.unit for time in said if time.unit in ("월", "분기")]
    return next(iter((*units, *of_parts)), None)


def _is_within(time: Time, said: Sequence[Time]) -> bool:
    """Whether a time lies within those that are said: between two, or in the year of one."""
    if len(said) > 1:
        first, last = min(said), max(said)
        return (first.year, first.number) <= (time.year, time.number) <= (last.year, last.number or time.number)
    return not said or not said[0].year or time.year == said[0].year


def _series(asked: str, query: Query, inquiry: Inquiry) -> Iterator[Sequence[_Point]]:
    """What the best evidence for a question tells of several times, each table's or bullet's once."""
    # What ends in a particle is read rightly where a question goes on behind it.
    plain = read_query(f"{without_times(asked)} {_ASKS}")
    subject = replace(
        plain,
        attribute=None,
        counter=None,
        head=None,
        label_words=frozenset(),
        inherited=query.inherited,
        context=query.context,
    )
    read: set[Passage] = set()
    for one in inquiry.find(subject)[:_CONSIDERED]:
        if one.passage not in read and one.features.names >= _NAMED and one.objection in ("", "support"):
            read.add(one.passage)
            yield _points(one, inquiry)


def _points(evidence: Evidence, inquiry: Inquiry) -> Sequence[_Point]:
    """The values of evidence at several times: of a row or a column of its table, of tables alike, or of its bullet."""
    if evidence.cell is None:
        facts = [(fact.label, of_fact(fact, evidence.passage)) for fact in read_facts(evidence.passage.text)]
        return _told_apart([(name, operand) for name, operand in facts if operand], "")
    cell = evidence.cell
    row = [(other.cell.column, other) for other in inquiry.beside(cell)]
    column = [(other.cell.row, other) for other in inquiry.under(cell, None)]
    tables = [(_as_of(other), other) for other in inquiry.in_tables_alike(cell)]
    by_row, by_column, by_table = (
        _told_apart(_operands(cells, cell), own)
        for cells, own in ((row, cell.cell.column), (column, cell.cell.row), (tables, ""))
    )
    return max((by_row, by_column, by_table), key=len)


def _operands(cells: Sequence[tuple[str, TableCell]], like: TableCell) -> list[tuple[str, Operand]]:
    """The numbers of cells by name; of figures with rates in brackets below them, those like the first."""
    alike = [one for one in cells if one[1].cell.text.startswith("(") == like.cell.text.startswith("(")]
    return [(name, operand) for name, cell in alike if (operand := of_cell(cell))]


def _told_apart(named: Sequence[tuple[str, Operand]], own: str) -> Sequence[_Point]:
    """The operands whose names differ by their time alone, as ``own`` does where it says one; () where two do not."""
    read = [(time, replace(operand, name=name)) for name, operand in named if (time := time_of(name))]
    rests = [rest for (_, rest), _ in read]
    own_time = time_of(own)
    of = own_time[1] if own_time else max(rests, key=rests.count, default="")
    of_rest = [_Point(time, operand) for (time, rest), operand in read if rest == of]
    return of_rest if len({point.time for point in of_rest}) == len(of_rest) else ()


def _as_of(cell: TableCell) -> str:
    """When a table says that its figures are of, as printed: 2031.3월."""
    printed = " ".join([*cell.passage.section, *(header.text for header in cell.headers)])
    return next((time_said(found[0]) for found in AS_OF.finditer(printed)), "")
