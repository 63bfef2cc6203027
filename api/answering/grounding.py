"""Is every value in the answer proved? Each number must stand in a cited span, or be such an amount converted."""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from api.answering.bindings import ANY_YEAR
from api.answering.citations import MARK, Citation
from ingest.documents import Document
from ingest.values import Amount, duration_months, everyday, read_amounts, read_periods, read_quantities

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_RANGE = re.compile(r"[~～∼〜]|부터")
_GOES_ON = re.compile(r"[.,]?\d")
_EQUALS = " = "
_SIGN = re.compile(r" [+−÷×] ")
_APPLY: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "−": operator.sub,
    "÷": operator.truediv,
    "×": operator.mul,
}
_ROUNDING = Decimal("0.005")
"""How far the shown result of a division may be from the exact one."""


def citations_verified(citations: Sequence[Citation], documents: dict[str, Document]) -> bool:
    """Whether every citation quotes its document's text exactly, at the revision it names."""
    return all(
        citation.document_id in documents
        and documents[citation.document_id].revision == citation.revision
        and documents[citation.document_id].text[citation.start : citation.end] == citation.quote
        for citation in citations
    )


def values_grounded(answer: str, citations: Sequence[Citation]) -> bool:
    """Whether every number in ``answer`` stands in a quote, or in the everyday form of an amount in a quote."""
    return not ungrounded_numbers(answer, [citation.quote for citation in citations])


def ungrounded_numbers(answer: str, quotes: Sequence[str]) -> list[str]:
    """The numbers of ``answer`` that no quote proves.

    Proved are the numbers of the quotes, their dates however they are written, the everyday form of a proved amount,
    and the result of a calculation that is shown in a line of the answer, comes out, and uses proved numbers only.
    """
    plain = _without_dates_of(quotes, MARK.sub("", answer))
    proved = {number for quote in quotes for number in _NUMBER.findall(quote)}
    proved |= {number for quote in quotes for number in _said_daily(quote)}
    for line in plain.splitlines():
        if _EQUALS in line:
            proved |= _calculated(line, proved)
    # A cell leaves its unit to the table's header: 141,530 is proved by its row, 141,530백만원 by what it says.
    proved |= {n for amount in read_amounts(plain) if _is_proved(plain, amount, proved) for n in _daily(amount)}
    return [number for number in _NUMBER.findall(plain) if number not in proved]


def dates_of(text: str) -> set[tuple[date | None, date | None]]:
    """The dates and ranges of a text by their ends, and of each range its beginning and its end alone."""
    periods = read_periods(text, ANY_YEAR)
    ranges = [period for period in periods if _RANGE.search(text, period.start, period.end)]
    ends = {(period.first, None) for period in ranges} | {(None, period.last) for period in ranges}
    return {(period.first, period.last) for period in periods} | ends


def _without_dates_of(quotes: Sequence[str], text: str) -> str:
    """``text`` without the dates that a quote prints too, though perhaps otherwise: ’23. 2. 1. is 2023년 2월 1일."""
    printed = {ends for quote in quotes for ends in dates_of(quote)}
    for period in reversed(read_periods(text, ANY_YEAR)):
        if (period.first, period.last) in printed and not _GOES_ON.match(text, period.end):
            text = text[: period.start] + text[period.end :]
    return text


def _said_daily(text: str) -> Iterator[str]:
    return (number for amount in read_amounts(text) for number in _daily(amount))


def _daily(amount: Amount) -> list[str]:
    """The numbers of an amount as people say it."""
    return _NUMBER.findall(everyday(amount.won))


def _is_proved(text: str, amount: Amount, proved: set[str]) -> bool:
    return all(number in proved for number in _NUMBER.findall(text[amount.start : amount.end]))


def _calculated(line: str, proved: set[str]) -> set[str]:
    """The numbers that a line like ``계산: 1,200명 − 450명 = 750명`` proves; none when it does not come out."""
    left, result = line.split(_EQUALS, 1)
    if all(number in proved for number in _NUMBER.findall(left)) and _is_length(left, result):
        return set(_NUMBER.findall(result))
    terms = [_value(term) for term in _SIGN.split(left)]
    signs = _SIGN.findall(left)
    if None in terms or not all(number in proved | {"100"} for number in _NUMBER.findall(left)):
        return set()
    first, *others = (term for term in terms if term is not None)
    for sign, term in zip(signs, others, strict=True):
        first = _APPLY[sign.strip()](first, term)
    expected = _value(result)
    allowed = _ROUNDING * abs(expected) if expected is not None and "÷" in left else 0
    if expected is None or abs(first - expected) > allowed:
        return set()
    return {*_NUMBER.findall(result), *_said_daily(result), *(["100"] if "× 100" in left else [])}


def _is_length(period: str, result: str) -> bool:
    """Whether a printed period lasts as many months as is said of it."""
    lengths = {duration_months(read) for read in read_periods(period, ANY_YEAR)}
    return result.endswith("개월") and _value(result) in lengths


def _value(term: str) -> Decimal | None:
    """The number that a term of a calculation ends with, money in won; None without one."""
    quantities = read_quantities(term)
    if quantities:
        return quantities[-1].number
    bare = _NUMBER.findall(term)
    return Decimal(bare[-1].replace(",", "")) if bare else None
