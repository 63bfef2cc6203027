"""Answers that no single value gives: calculated from several, or picked out of a group by comparing them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.answering.calculate import calculate
from api.answering.citations import without_marks
from api.answering.compose import ARROW, Draft
from api.answering.context import path_of
from api.answering.evidence import Evidence
from api.answering.extremes import extreme
from api.answering.finder import Inquiry
from api.answering.grounding import ungrounded_numbers
from api.answering.letters import letters
from api.answering.operands import Operand, facts_asked, naming, of_cell, of_fact, operand_of
from api.answering.operations import Kind, Operation, asks_when, read_operation
from api.answering.query import Query, Term, read_query
from api.answering.stating import is_told_in_words
from api.answering.times import times_in
from api.answering.years import without_years, years_compared
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.table_cells import Cell
from ingest.values import duration_months, read_periods
from prompts import say
from retriever.cells import TableCell
from retriever.morphemes import searchable

_HOW_LONG = re.compile(
    r"몇\s*(?:개월|달)|몇\s*년\s*(?:간|동안|짜리)|얼마\s*동안|얼마나\s*(?:오래|걸)|기간\S*\s*(?:총|모두|전부)?\s*(?:얼마|몇)"
)
_PRINTED_LENGTH = re.compile(r"\d\s*개월|\d\s*년간|\d\s*(?:일|주)간|\d\s*년\s*(?:이내|동안)|[(（]\d+년[)）]")
_CONSIDERED = 5
"""Pieces of evidence among which the first with a value of the right kind is taken for an operand."""
_CELLS_CONSIDERED = 40
_ROWS = frozenset(["부서", "기관", "사업", "시설", "지역", "기업", "분야", "항목", "과제", "단체"])
"""What is looked for among the rows of a table; no row says so of itself."""
_ALIKE = 0.05
"""By how much less of the names a cell may carry than the best evidence."""
_NAMED = 0.5
"""Share of an operand's names that its evidence must carry."""
_CLEARLY_NAMED = 0.8
"""The same for a cell of a table whose largest or smallest is asked for."""
_SHARED = 0.3
"""What a word of the whole question is worth for one operand beside the operand's own words."""
_OTHERS = 0.1
"""The same for a word that another operand says."""


def derived_draft(query: Query, inquiry: Inquiry) -> Draft | None:
    """The answer to a question that asks for a calculation; None for another, or where the values are not found."""
    operation = read_operation(query.text)
    if operation is None:
        return _duration(query, inquiry) if _HOW_LONG.search(query.text) else None
    if operation.kind in ("largest", "smallest"):
        several = len(operation.operands) > 1
        return _of_two(operation, query, inquiry) if several else _extreme(operation, query, inquiry)
    # What is told of two times in one bullet is told by a series, or not of these times.
    of_two_times = operation.kind == "difference" and len(set(times_in(query.text))) > 1
    operands: Sequence[Operand]
    if len(operation.operands) > 1:
        operands = _each(operation, query, inquiry)
    else:
        operands = (() if of_two_times else _group(operation, query, inquiry)) or _of_two_years(
            operation, query, inquiry
        )
    if of_two_times and len({operand.passage for operand in operands if not operand.row}) == 1:
        return None
    return calculated(operation.kind, operands)


def _duration(query: Query, inquiry: Inquiry) -> Draft | None:
    """How long a printed period is, where its length is asked for and not printed beside it."""
    best = next((evidence for evidence in inquiry.find(query)[:1] if evidence.suffices), None)
    if best is None or _PRINTED_LENGTH.search(best.passage.text) or not (best.label and "기간" in best.label.name):
        return None
    text = collapsed(best.passage.text)
    year = inquiry.main_year(best.passage.document_id)
    for period in read_periods(text, year):
        months = duration_months(period)
        if months and "~" in searchable(text[period.start : period.end]):
            printed = without_marks(text[period.start : period.end])
            return Draft(say("answer.duration", months=str(months), period=printed, mark="[1]"), (best.passage,))
    return None


def calculated(kind: Kind, operands: Sequence[Operand]) -> Draft | None:
    """The result of a calculation with the calculation shown; None where the operands are not to be calculated with."""
    calculation = calculate(kind, operands)
    if calculation is None:
        return None
    words = {"result": calculation.result, "calculation": calculation.shown}
    return proved(f"answer.{kind}", words, calculation.passages)


def proved(sentence: str, words: Mapping[str, str], passages: tuple[Passage, ...]) -> Draft | None:
    """A sentence with the marks of the passages that it is made from; None where these do not prove its numbers."""
    marks = " ".join(f"[{number}]" for number in range(1, len(passages) + 1))
    text = say(sentence, **words, mark=marks)
    return None if ungrounded_numbers(text, [passage.text for passage in passages]) else Draft(text, passages)


def _each(operation: Operation, whole: Query, inquiry: Inquiry) -> list[Operand]:
    """The value of each operand: the first of the kind asked for in the best evidence for it; [] without one."""
    read = [query for query in map(read_query, operation.operands) if any(term.is_name for term in query.terms)]
    if operation.kind == "ratio":
        # No operand of a share is a share.
        whole = replace(whole, attribute=None, counter=None)
    operands: list[Operand] = []
    for own in read:
        others = [term for other in read if other is not own for term in other.terms]
        query = _narrowed(own, read_query(operation.tail), others, whole)
        # What is compared mostly stands side by side.
        query = replace(query, context=tuple(path_of(operand.passage) for operand in operands) or whole.context)
        found = [evidence for evidence in inquiry.find(query)[:_CONSIDERED] if _is_of(evidence)]
        operand = next((operand for evidence in found if (operand := operand_of(query, evidence, operands))), None)
        if operand is None:
            return []
        operands.append(operand)
    return operands


def _is_of(evidence: Evidence) -> bool:
    """Whether evidence is of what an operand names, so that no other subject's value is calculated with."""
    return evidence.suffices and evidence.features.names >= _NAMED


def _narrowed(own: Query, tail: Query, others: Sequence[Term], whole: Query) -> Query:
    """The question for one operand: its own words, what is asked of all, and faintly the words of the rest."""
    said = {form for term in own.terms for form in term.forms}
    apart = {form for term in others for form in term.forms}
    rest = [
        (term, _SHARED if apart.isdisjoint(term.forms) else _OTHERS)
        for term in whole.terms
        if said.isdisjoint(term.forms)
    ]
    return replace(
        own,
        attribute=own.attribute or tail.attribute or whole.attribute,
        counter=own.counter or tail.counter or whole.counter,
        label_words=own.label_words | tail.label_words,
        year=own.year or whole.year,
        head=None,
        inherited=(*rest, *whole.inherited),
    )


def _group(operation: Operation, whole: Query, inquiry: Inquiry) -> Sequence[Operand]:
    """The values of one bullet that are summed or that changed: those the question names, else all of one unit."""
    query = replace(whole, terms=read_query(operation.operands[0]).terms)
    if (
        operation.kind == "difference"
        and query.attribute
        and (query.attribute.name == "change" or not query.attribute.named.search(query.text))
    ):
        # 얼마나 늘었어 asks for no money.
        query = replace(query, attribute=None, head=None)
    for evidence in filter(_is_of, inquiry.find(query)[:_CONSIDERED]):
        operands = _same_unit(query, evidence)
        if operands and operation.kind == "sum":
            # A bullet with one value has been added up already.
            return operands if len(operands) > 1 else ()
        # A change is only read where the report prints one.
        if len(operands) > 1 and ARROW.search(evidence.passage.text):
            return operands[-1], operands[0]
    return ()


def _of_two_years(operation: Operation, whole: Query, inquiry: Inquiry) -> Sequence[Operand]:
    """The value of the year spoken of, and that of the earlier one it is compared with; () where one is not stated."""
    years = years_compared(whole.text, whole.year)
    if operation.kind != "difference" or years is None:
        return ()
    asked = replace(read_query(operation.operands[0]), inherited=whole.inherited, context=whole.context)
    now, then = (_of_year(replace(asked, year=year), inquiry) for year in years)
    return (now, then) if now and then and now.unit == then.unit else ()


def _of_year(query: Query, inquiry: Inquiry) -> Operand | None:
    """The value of the year that a query asks for."""
    found = [evidence for evidence in inquiry.find(query)[:_CONSIDERED] if _is_of(evidence)]
    return next((operand for evidence in found if (operand := operand_of(query, evidence))), None)


def _same_unit(query: Query, evidence: Evidence) -> list[Operand]:
    """The values of a bullet in the unit of the first; without the one that is the sum of the others."""
    facts = facts_asked(query, evidence.passage)
    named = [fact for fact in facts if naming(query, fact) >= 1]
    chosen = named if len(named) > 1 else facts
    operands = [operand for fact in chosen if (operand := of_fact(fact, evidence.passage))]
    operands = [operand for operand in operands if operand.unit == operands[0].unit]
    if len(operands) > 2 and operands[0].number == sum(operand.number for operand in operands[1:]):
        return operands[1:]
    return operands


def _of_two(operation: Operation, whole: Query, inquiry: Inquiry) -> Draft | None:
    """Which of two is the larger or smaller, with both values; None where they are not to be compared."""
    # 어디 asks for one of the two, and for no place.
    asked = replace(whole, attribute=None) if is_told_in_words(whole) else whole
    of_each = tuple(f"{one} {operation.tail}" for one in operation.operands)
    operands = _each(replace(operation, operands=of_each), asked, inquiry)
    if len(operands) < 2 or not _are_comparable(*operands):
        return None
    names = [_said_name(operand, said, whole.text) for operand, said in zip(operands, operation.operands, strict=True)]
    named = sorted(
        zip(operands, names, strict=True), key=lambda one: one[0].number, reverse=operation.kind == "largest"
    )
    (best, name), (second, other) = named
    told = {"winner": name, "value": best.printed, "other": other, "other_value": second.printed}
    words = {variable: without_marks(said) for variable, said in told.items()}
    return proved(f"answer.{operation.kind}_of_two", words, tuple(dict.fromkeys((best.passage, second.passage))))


def _are_comparable(one: Operand, other: Operand) -> bool:
    """Whether one of two is larger: both in one unit, and both of one table if one is of a table."""
    alike = one.unit == other.unit and bool(one.row) == bool(other.row)
    return alike and one.number != other.number and (not one.row or one.passage.section == other.passage.section)


def _said_name(operand: Operand, said: str, question: str) -> str:
    """What one of two is called: its row's name where the question says that, else the question's own words."""
    is_row_said = operand.row and letters(operand.row) in letters(question)
    return operand.row if is_row_said else " ".join(without_years(said).split())


def _extreme(operation: Operation, whole: Query, inquiry: Inquiry) -> Draft | None:
    """The largest or smallest of a table's column or of a bullet's values."""
    if asks_when(whole.text):
        return None
    asked = read_query(operation.operands[0])
    terms = tuple(term for term in asked.terms if term.form not in _ROWS)
    query = replace(asked, terms=terms, inherited=whole.inherited, context=whole.context, head=None, counter=None)
    if is_told_in_words(query):
        # 어디 asks for the row of a figure.
        query = replace(query, attribute=None)
    found = inquiry.find(query)
    # A table compares like with like; the values of a bullet may be of anything.
    of_all = found[0].features.names - _ALIKE if found else 0.0
    cells = [one for one in found[:_CELLS_CONSIDERED] if one.cell and one.features.names >= of_all]
    for evidence in filter(_may_lead, (*cells[:1], *found[:_CONSIDERED])):
        group = _compared(query, evidence, inquiry)
        if len(group) > 1 and not any(_is_measured(operand.name, whole.text) for operand in group):
            return _extreme_draft(*extreme(operation, group), evidence)
    return None


def _may_lead(evidence: Evidence) -> bool:
    """Whether what is compared stands beside evidence: a cell need not answer by itself."""
    of_names = evidence.features.names >= _CLEARLY_NAMED
    return _is_of(evidence) or (evidence.cell is not None and evidence.objection == "support" and of_names)


def _compared(query: Query, evidence: Evidence, inquiry: Inquiry) -> list[Operand]:
    if evidence.cell is not None:
        cells = _of_figures(inquiry.alike(evidence.cell, query), query)
        return [replace(operand, name=name) for name, cell in cells if (operand := of_cell(cell))]
    return _same_unit(query, evidence)


def _of_figures(cells: Sequence[tuple[str, TableCell]], query: Query) -> Sequence[tuple[str, TableCell]]:
    """Of figures with rates in brackets below them, only the figures, or the rates where these are asked for."""
    asks_for_rate = query.attribute is not None and query.attribute.name == "rate"
    alike = [(name, cell) for name, cell in cells if cell.cell.text.startswith("(") == asks_for_rate]
    return alike or cells


def _is_measured(name: str, question: str) -> bool:
    """Whether a name says by what the question compares, and so none of those compared: 세출 in 세출예산이 제일 큰."""
    said = rf"{re.escape(name)}(?:예산|액)*[이가은는]?\s*(?:가장|제일)"
    return bool(name) and re.search(said, question) is not None


def _measured(best: Operand, cell: Cell) -> str:
    """The header that says what was compared: the column's, or the row's where the columns were compared."""
    return cell.row if best.name != best.row else cell.column


def _extreme_draft(kind: Kind, best: Operand, evidence: Evidence) -> Draft:
    of = _measured(best, evidence.cell.cell) if evidence.cell else ""
    words = {"winner": without_marks(best.name), "value": without_marks(best.printed), "mark": "[1]"}
    passages: tuple[Passage, ...] = (best.passage,)
    if of:
        return Draft(say(f"answer.{kind}_of", of=without_marks(of), **words), passages)
    return Draft(say(f"answer.{kind}", **words), passages)
