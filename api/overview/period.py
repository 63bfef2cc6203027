"""The time that a question asks about: 올해, 내년 상반기, 9월, 2031년 9~10월."""

import re
from datetime import date

from ingest.values import read_periods, years_in
from ingest.values.dates import date_spans

_FROM_NOW = {
    "재작년": -2,
    "작년": -1,
    "지난해": -1,
    "올해": 0,
    "금년": 0,
    "이번 해": 0,
    "연내": 0,
    "내년": 1,
    "이듬해": 1,
    "내후년": 2,
}
_RELATIVE = re.compile("재작년|작년|지난해|올해|금년도?|이번 해|연내|내년도?|이듬해|내후년")
_YEAR = re.compile(r"(?<!\d)(?:20\d{2}|[’‘'`]?\d{2})년도?|(?<!\d)20\d{2}(?!\d)")
_YEAR_SAID = re.compile(r"(?<![\d,.])20\d{2}(?:\s?년도?)?(?!\d|,\d)|[’‘'`]\d{2}(?:년도?)?|(?<!\d)\d{2}년도?")

Days = tuple[date, date]
"""The first and the last day of a period."""


def without_period(question: str) -> tuple[str, str]:
    """A question without the words that say when, and these words; "" for a question that does not say it."""
    spans = [*(match.span() for match in _YEAR_SAID.finditer(question)), *date_spans(question)]
    spans += [match.span() for match in _RELATIVE.finditer(question)]
    taken = {i for start, end in spans for i in range(start, end)}
    rest = "".join(" " if i in taken else c for i, c in enumerate(question))
    said = "".join(c if i in taken else " " for i, c in enumerate(question))
    return rest, " ".join(said.split())


def year_said(said: str) -> int | None:
    """The year that the words for a period name by its number."""
    return next(iter(years_in(said)), None)


def read_period(said: str, year: int) -> Days | None:
    """The days of a period in the words of a question; ``year`` is the one that 올해 means.

    None for more than one period, and for one of several years.
    """
    relative = _RELATIVE.findall(said)
    years = set(years_in(said)) | {year + _FROM_NOW[word.removesuffix("도")] for word in relative}
    if len(years) > 1:
        return None
    of_year = next(iter(years), year)
    part = _YEAR.sub(" ", _RELATIVE.sub(" ", said)).strip()
    periods = read_periods(part, of_year)
    if not part:
        return date(of_year, 1, 1), date(of_year, 12, 31)
    if len(periods) != 1:
        return None
    return periods[0].first or date.min, periods[0].last or date.max
