"""The rows of a table that a question picks by what became of them: which fell, which rose, which are new."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.answering.citations import without_marks
from api.answering.compose import Draft, proved_name
from api.answering.derived import proved
from api.answering.evidence import Evidence
from api.answering.finder import Inquiry
from api.answering.letters import letters
from api.answering.query import Query, read_query
from ingest.spacing import closed_up, collapsed
from ingest.table_header import spoken
from ingest.tables import number
from ingest.values import years_in
from retriever.cells import TableCell

_WHICH = re.compile(r"뭐|뭔|무엇|어느|어디|어떤|무슨|어딘|이름|알려")
_NOUN_ASKED = re.compile(r"\s*\S+[은는]\W*")
"""What stands behind a condition that asks for its rows: 늘어난 기금은?"""
_NOT = re.compile(r"지\s*(?:않|못|아니)|(?<![가-힣])안\s")
_ALONE = r"(?:(?:오히려|혼자만?|유일하게|홀로|도리어)\s*)?"
_CHANGE = re.compile(r"증\s?감(?!\s?[률율])")
_OFFICE = re.compile(r"부서|담당|소관|주관")
_BEGUN = re.compile(r"설치|설립|신설|도입|조성\s?연도")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ASKS_OTHERWISE = frozenset({"reason", "method", "purpose", "rate", "change", "schedule", "law", "content", "target"})
"""What a question may ask that no row answers: why something fell."""
_CONSIDERED = 40
_MAX_ROWS = 5
_NAMED = 0.5
"""Which share of what is asked of the best row must carry."""


@dataclass(frozen=True)
class Condition:
    """What the rows asked for have in common."""

    sentence: str
    """The key of the wording that tells them."""
    asked: re.Pattern[str]
    """Matches the words of a question that set it."""
    header: re.Pattern[str] | None
    """Matches the header of the column that tells; None for the column that the question names."""
    holds: Callable[[TableCell, int | None], bool]
    """Whether it holds for a cell of that column, in the year asked about."""


def _is_below_zero(cell: TableCell, _year: int | None) -> bool:
    # A rate in brackets stands below its figure.
    return (number(cell.cell) or 0) < 0 and not cell.cell.text.startswith("(")


def _is_above_zero(cell: TableCell, _year: int | None) -> bool:
    return (number(cell.cell) or 0) > 0


def _is_of_year(cell: TableCell, year: int | None) -> bool:
    text = cell.cell.text.strip()
    return year is not None and (int(text) == year if _YEAR.fullmatch(text) else years_in(text) == [year])


_MONEY = r"(?:(?:돈|예산|금액|잔액|액수)(?:이|가|은|는)?\s*)?"
_CONDITIONS = (
    Condition(
        "answer.fell",
        re.compile(
            rf"{_MONEY}{_ALONE}{_MONEY}(?:깎[이인]|깍[이인]|삭감[되된]|줄어[드든들]|감소[하한된되]|감액[되된])\S*"
        ),
        _CHANGE,
        _is_below_zero,
    ),
    Condition(
        "answer.rose",
        re.compile(rf"{_MONEY}{_ALONE}{_MONEY}(?:늘어[나난]|증가[하한된되]|증액[되된])\S*"),
        _CHANGE,
        _is_above_zero,
    ),
    Condition("answer.negative", re.compile(r"마이너스\S*(?:\s*(?:찍|나온|기록|인)\S*)?"), None, _is_below_zero),
    Condition(
        "answer.new",
        re.compile(r"(?:새로|처음|새롭게|신규로)\s*(?:생[긴기겼]|만[든들]|설치|신설|도입)\S*|신설[된한]\S*"),
        _BEGUN,
        _is_of_year,
    ),
)


def filtered_draft(query: Query, inquiry: Inquiry) -> Draft | None:
    """The rows that a question picks by a condition; None for another question, or where no table tells."""
    asks = query.attribute.name if query.attribute else ""
    if asks in _ASKS_OTHERWISE or _NOT.search(query.text):
        return None
    for condition in _CONDITIONS:
        said = condition.asked.search(query.text)
        if said and (_WHICH.search(query.text) or _NOUN_ASKED.fullmatch(query.text, said.end())):
            return _draft(condition, query, inquiry)
    return None


def _draft(condition: Condition, query: Query, inquiry: Inquiry) -> Draft | None:
    asked = read_query(" ".join(condition.asked.sub(" ", query.text).split()), None)
    plain = replace(asked, attribute=None, counter=None, head=None, year=query.year, inherited=query.inherited)
    for cells in _columns(condition, inquiry.find(plain), inquiry):
        year = query.year or inquiry.main_year(cells[0].passage.document_id)
        if any(letters(spoken(cell.cell.row)) in letters(query.text) for cell in cells):
            # Something is asked of that row.
            return None
        rows = [cell for cell in cells if condition.holds(cell, year)]
        if 0 < len(rows) <= _MAX_ROWS and len(rows) < len(cells):
            offices = inquiry.under(rows[0], _OFFICE) if _asks_for_office(query) else []
            return _told(condition, rows, {cell.cell.row: cell for cell in offices})
    return None


def _asks_for_office(query: Query) -> bool:
    return query.attribute is not None and query.attribute.name == "operator"


def _columns(condition: Condition, found: Sequence[Evidence], inquiry: Inquiry) -> Iterator[list[TableCell]]:
    """The columns that tell, of the tables of what was found, each table's once."""
    seen: list[object] = []
    for one in found[:_CONSIDERED]:
        if one.cell is None or one.features.names < _NAMED or one.cell.table in seen:
            continue
        seen.append(one.cell.table)
        cells = inquiry.under(one.cell, condition.header)
        if cells:
            yield cells


def _told(condition: Condition, rows: Sequence[TableCell], offices: Mapping[str, TableCell]) -> Draft | None:
    """The rows by name, each with what shows that it fits, or with its office where that is asked for too."""
    names = [f"{proved_name(cell.cell.row, cell.passage)}({_shown(offices.get(cell.cell.row, cell))})" for cell in rows]
    passages = tuple(dict.fromkeys(cell.passage for cell in rows))
    return proved(condition.sentence, {"rows": ", ".join(map(without_marks, names))}, passages)


def _shown(cell: TableCell) -> str:
    """What a cell says; a year has no unit."""
    text = closed_up(collapsed(cell.cell.text))
    return text if _YEAR.fullmatch(text) else f"{text}{cell.cell.unit}"
