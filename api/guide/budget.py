"""What the programmes cost in the report's year, and the totals that the report itself states for its office.

An amount counts once: where a programme states one, those under it are left out, since its own holds theirs; where
theirs add up to more, it does not hold them and is left out itself. A sum over several years (총사업비) is no amount of
the year: a programme for which the document prints no other is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from api.answering.letters import letters
from api.guide.headings import name_of, tells_of_office
from api.guide.labels import YEAR_REMARK
from api.guide.model import Budget, Money, Statement
from api.guide.programmes import Programmes
from api.guide.reading import Reading
from api.guide.statements import read_heading
from ingest.facts import Fact, read_facts
from ingest.outline import Node
from ingest.passages import Passage
from ingest.spacing import closed_up, collapsed
from ingest.table_header import is_total, speaks_of_rate
from ingest.values import Quantity, read_periods, read_quantities, years_in
from retriever.cells import TableCell, Tables
from retriever.generation import Generation

_OF_ALL_YEARS = re.compile(r"총")
_BUDGET = re.compile(r"예산(?:현황|규모|총괄)?")
_BUDGETED = re.compile(r"예산(?:현)?액|당초예산|본예산|예산|세출")
_NOT_BUDGETED = re.compile(r"증감|대비|집행|지출|원인행위|결산|최종|잔액|이월")
_EXPENDITURE = re.compile(r"세출(?:예산)?")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_PART = re.compile(r"([가-힣A-Za-z][가-힣A-Za-z·‧∙․&\s]*?)\s*\d")
_LONG_ENOUGH = 5
"""Letters of a part's name that tell it from words of any programme: 시설운영, 공간조성."""
_ALIKE = 0.6
_ROUNDING = 0.001
_REFERENCE = re.compile(r"(?<=[가-힣])\d{1,2}\)$")


def read_budget(
    reading: Reading, programmes: Programmes, statements: Mapping[int, Sequence[Statement]], generation: Generation
) -> Budget:
    """The budget of a document; ``statements`` are those of each programme by its node."""
    found = {
        place.node.number: _amount(reading, place.name, statements[place.node.number]) for place in programmes.places
    }
    stated = {number: money for number, money in found.items() if money is not None}
    kept = [stated[number] for number in _once(reading, programmes, stated)]
    leaves = _of_leaves(reading, programmes, stated)
    items = sorted(_told_once([*kept, *leaves]), key=lambda money: -money.won)
    return Budget(tuple(items), tuple(_totals(reading, programmes, generation)))


def _of_leaves(reading: Reading, programmes: Programmes, stated: Mapping[int, Money]) -> Iterator[Money]:
    """The amounts behind bullets without a card, where no programme above them states one."""
    for node in programmes.leaves():
        above = (node, *reading.outline.ancestors(node))
        if programmes.of(node) and not any(other.number in stated for other in above):
            money = _amount(reading, name_of(reading.outline.heading(node)), tuple(read_heading(reading, node)))
            if money:
                yield money


def _amount(reading: Reading, name: str, statements: Sequence[Statement]) -> Money | None:
    """What a programme costs in the report's year; None where the document does not say it."""
    budgets = [statement for statement in statements if statement.attribute == "budget"]
    chosen = next((money for s in budgets if (money := _of_year(reading, s))), None)
    if chosen is None and not _lasts_years(statements):
        chosen = next((money for s in budgets if (money := _without_year(reading, s))), None)
    if chosen is None:
        return None
    statement, amount = chosen
    printed = statement.citation.quote[amount.start : amount.end]
    return Money(name, int(amount.number), collapsed(printed), statement.citation)


def _lasts_years(statements: Sequence[Statement]) -> bool:
    """Whether a programme's period ends in another year than it begins: its amount is then of all of them."""
    periods = [
        period
        for statement in statements
        if statement.attribute == "schedule" and statement.label.endswith("기간")
        for period in read_periods(statement.value, None)
    ]
    return any(p.first and p.last and p.first.year < p.last.year for p in periods)


def _of_year(reading: Reading, statement: Statement) -> tuple[Statement, Quantity] | None:
    """The amount that a statement gives for the report's year: ``’31년 예산 : 3억원``, ``9억원(’31년 3억원)``."""
    start, end = _span(statement)
    quote = statement.citation.quote
    amounts = _amounts(quote, start, end)
    remark = YEAR_REMARK.search(quote, start)
    said_of = years_in(remark["year"] if remark else statement.label)
    if amounts and set(said_of) == {reading.year}:
        return statement, amounts[0]
    for amount in amounts:
        before = [other.end for other in amounts if other.end <= amount.start]
        between = quote[max([start, *before]) : amount.start]
        if set(years_in(between)) == {reading.year} and "~" not in between:
            return statement, amount
    return None


def _without_year(reading: Reading, statement: Statement) -> tuple[Statement, Quantity] | None:
    """The first amount of a statement that speaks of no other year and of no sum over the years."""
    start, end = _span(statement)
    quote = statement.citation.quote
    above = " ".join(statement.citation.section[-1:])
    others = set(years_in(f"{statement.label} {statement.value} {above}")) - {reading.year}
    amounts = _amounts(quote, start, end)
    if others or not amounts or _OF_ALL_YEARS.search(statement.label + quote[start : amounts[0].start]):
        return None
    return statement, amounts[0]


def _span(statement: Statement) -> tuple[int, int]:
    """Where the value of a statement stands in its quote."""
    pattern = r"\s+".join(map(re.escape, statement.value.split()))
    found = re.search(rf"(?<!\S){pattern}", statement.citation.quote) or re.search(pattern, statement.citation.quote)
    return found.span() if found else (0, 0)


def _amounts(text: str, start: int, end: int) -> list[Quantity]:
    """The amounts in won within a stretch of a text."""
    return [q for q in read_quantities(text) if q.unit == "원" and start <= q.start and q.end <= end]


def _once(reading: Reading, programmes: Programmes, stated: Mapping[int, Money]) -> list[int]:
    """The programmes whose amounts are in no other's."""
    children: dict[int, list[int]] = {number: [] for number in stated}
    roots: list[int] = []
    for place in programmes.places:
        number = place.node.number
        if number in stated:
            above = (other.number for other in reading.outline.ancestors(place.node) if other.number in stated)
            upper = next(above, None)
            (roots if upper is None else children[upper]).append(number)
    return [kept for root in roots for kept in _kept(root, children, stated)]


def _told_once(items: Sequence[Money]) -> list[Money]:
    """The amounts without those of a programme that another part, on pending issues, tells of again in other words."""
    once: list[Money] = []
    for money in items:
        if not any(_is_retold(money, other) for other in once):
            once.append(money)
    return once


def _is_retold(one: Money, other: Money) -> bool:
    """Whether two amounts may be of one programme: within one part of a report, each is told of once."""
    if one.won != other.won or one.citation.section[:1] == other.citation.section[:1]:
        return False
    return SequenceMatcher(None, one.name, other.name).ratio() >= _ALIKE


def _kept(number: int, children: Mapping[int, Sequence[int]], stated: Mapping[int, Money]) -> list[int]:
    """A programme with those under it that it cannot hold; only those where it does not hold what it should."""
    below = [kept for child in children[number] for kept in _kept(child, children, stated)]
    own = stated[number]
    named = [child for child in below if _holds_by_name(own, stated[child])]
    left = own.won - sum(stated[child].won for child in named)
    others = [child for child in below if child not in named]
    if left < 0 or (not named and sum(stated[child].won for child in others) > left):
        return below
    return [number, *(others if sum(stated[child].won for child in others) > left else ())]


def _holds_by_name(upper: Money, lower: Money) -> bool:
    """Whether a programme's bracket lists another: ``50억원(돌담전망대 20, 꽃길 28)`` does ``돌담 전망대``."""
    bracket = _IN_BRACKETS.search(upper.citation.quote)
    parts = [letters(part) for part in _PART.findall(bracket[0])] if bracket else []
    return any(len(part) >= _LONG_ENOUGH and _says(letters(lower.name), part) for part in parts)


def _says(name: str, part: str) -> bool:
    """Whether a name says a part as it stands or with words between: 돌담전망대 in 돌담보전전망대."""
    cuts = range(2, len(part) - 1)
    return part in name or any(re.search(f"{re.escape(part[:i])}.*{re.escape(part[i:])}", name) for i in cuts)


def _totals(reading: Reading, programmes: Programmes, generation: Generation) -> Iterator[Money]:
    """The totals that the document states for its office: in its tables, else in the line above them."""
    known: list[int] = []
    for money in (*_in_tables(reading, generation), *_in_lines(reading, programmes)):
        if all(abs(money.won - won) > won * _ROUNDING for won in known):
            known.append(money.won)
            yield money


def _in_tables(reading: Reading, generation: Generation) -> Iterator[Money]:
    tables = Tables(generation)
    seen: set[int] = set()
    for passage in generation.passages:
        if passage.document_id != reading.document.id or passage.kind != "row" or passage.parent in seen:
            continue
        heading = passage.section[-2] if len(passage.section) > 1 else ""
        if not _heads_budget(heading):
            continue
        money = next((m for cell in tables.cells(passage) if (m := _total_cell(reading, heading, passage, cell))), None)
        if money and passage.parent is not None:
            seen.add(passage.parent)
            yield money


def _heads_budget(heading: str) -> bool:
    bare = closed_up(name_of(heading)).replace(" ", "")
    return _BUDGET.fullmatch(bare) is not None


def _total_cell(reading: Reading, heading: str, row: Passage, found: TableCell) -> Money | None:
    """The total that a cell gives: it is in the row of sums under a budget, or in that of 세출 under the sums."""
    cell = found.cell
    column = _REFERENCE.sub("", closed_up(cell.column))
    if not (is_total(cell.row) and _is_budget_column(reading, column)) and not (
        _EXPENDITURE.fullmatch(closed_up(cell.row)) and is_total(column)
    ):
        return None
    amount = next((q for q in read_quantities(f"{cell.text}{cell.unit}") if q.unit == "원"), None)
    if amount is None:
        return None
    name = collapsed(f"{_before_colon(heading)} {closed_up(cell.row)} {column}")
    return Money(name, int(amount.number), f"{cell.text}{cell.unit}", reading.cite(reading.outline.nodes[row.node]))


def _before_colon(heading: str) -> str:
    return closed_up(re.split(r"\s*[:：]", collapsed(heading), maxsplit=1)[0])


def _is_budget_column(reading: Reading, column: str) -> bool:
    years = set(years_in(column))
    others = bool(years) and years != {reading.year}
    return bool(_BUDGETED.search(column)) and not (_NOT_BUDGETED.search(column) or speaks_of_rate(column) or others)


def _in_lines(reading: Reading, programmes: Programmes) -> Iterator[Money]:
    """The totals of lines like ``예산 : 세입 80억원, 세출 400억원`` outside the programmes."""
    for node in reading.outline.nodes:
        if node.kind not in ("title", "item") or programmes.of(node) or not _opens_with_budget(reading, node):
            continue
        text = reading.text(node)
        facts = [fact for fact in read_facts(text) if fact.kind == "amount"]
        fact = next((f for f in facts if _EXPENDITURE.fullmatch(f.name)), facts[0] if len(facts) == 1 else None)
        money = _money_of(reading, node, text, fact) if fact else None
        if money:
            yield money


def _opens_with_budget(reading: Reading, node: Node) -> bool:
    above = [reading.outline.heading(other) for other in reading.outline.ancestors(node)]
    return any(map(tells_of_office, above)) and _heads_budget(reading.outline.heading(node))


def _money_of(reading: Reading, node: Node, text: str, fact: Fact) -> Money | None:
    amount = next((q for q in read_quantities(text) if q.start == fact.start and q.unit == "원"), None)
    if amount is None:
        return None
    name = collapsed(f"{_before_colon(reading.outline.heading(node))} {fact.name}")
    return Money(name, int(amount.number), collapsed(text[amount.start : amount.end]), reading.cite(node))
