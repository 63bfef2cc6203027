"""Dates and ranges of dates as reports print them: ``’31. 4~6월``, ``~’31.12.``, ``2031년 3월 말``, ``’31.3.~``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ingest.values.notation import EDGE, POINT, TO, Point, point_of

_TO = re.compile(rf"\s*{TO}\s*")
_HYPHEN = re.compile(r"\s?[-–—]\s?(?=\D?\d{1,4}\s?[년월.])")
_FROM_OPEN = re.compile(r"[~～∼〜⁓]\s?$")
# The number after ~ alone: ’31. 4~6, 3. 2.~15., ’30~32년.
_LONE = re.compile(rf"(?P<number>\d{{1,2}})(?!\d)(?P<mark>\s?[월일년](?!간)|\.(?!\d)|{EDGE})")
_UNTIL = re.compile(r"\s?(?:까지|이전)")
_SINCE = re.compile(r"\s?(?:이후|이래)")
_EVERY = re.compile(r"매[년월주]?\s?$")
_MONTH_FOLLOWS = re.compile(rf"\s?(?:{TO}|[,·ㆍ․])\s?(?:\d{{1,2}}\s?[,·ㆍ․]\s?)*\d{{1,2}}\s?월(?!간)")
_DAY_FOLLOWS = re.compile(rf"\s?{TO}\s?\d{{1,2}}\.\s?\d{{1,2}}\.?(?:\s?\(.\))?(?=\s*[,)]|\s*$)")
_YEAR_FOLLOWS = re.compile(rf"\s?{TO}\s?(?:[’‘'`´]\s?\d\d(?!\d)|(?:(?:19|20)?\d\d)\s?년|(?:19|20)\d\d(?!\d))")
_YEAR_CLOSES = re.compile(rf"\s?{TO}(?!\s?\d)|\s?\)")


@dataclass(frozen=True, slots=True)
class Period:
    """A date, or a range of dates, printed at ``start:end`` of a text."""

    start: int
    end: int
    first: date | None
    """None when it is open: ``~’31.12.``"""
    last: date | None
    """None when it is open: ``’31.3.~``"""


def read_periods(text: str, year: int | None) -> list[Period]:
    """The dates and ranges of ``text`` in their order; ``year`` is meant where none is printed.

    What has no year and is given none, and what returns (매년 3월), is no period.
    """
    found, position = [], 0
    while (started := _next_point(text, position, year)) is not None:
        start, point = started
        period = _period(text, start, point, year)
        if period and not _EVERY.search(text, max(0, start - 3), start):
            found.append(period)
        position = period.end if period else point.end
    return found


def date_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where dates and years stand in ``text``, with or without their year."""
    # Any leap year will do: only the places are used.
    return ((period.start, period.end) for period in read_periods(text, 2000))


def duration_days(period: Period) -> int | None:
    """The days of a period, its first and last among them; None when it is open."""
    if period.first is None or period.last is None:
        return None
    return (period.last - period.first).days + 1


def duration_months(period: Period) -> int | None:
    """The calendar months that a period touches: 3 of ``’31. 4~6월``; None when it is open."""
    if period.first is None or period.last is None:
        return None
    return 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1


def _next_point(text: str, position: int, year: int | None) -> tuple[int, Point] | None:
    """The next point from ``position`` that is a date without what stands before it, and its start."""
    while match := POINT.search(text, position):
        if _stands_alone(match):
            return match.start(), point_of(match, year)
        position = match.start() + 1
    return None


def _stands_alone(match: re.Match[str]) -> bool:
    text, end = match.string, match.end()
    if match["short"] or match["long"] or match["plain"]:
        if match["month"] and not match["month_mark"] and not (match["year_mark"] or match["plain"]):
            return False
        is_marked = match["month"] or match["part"] or match["year_mark"] or match["plain"]
        closes = match["short"] and _YEAR_CLOSES.match(text, end)
        return bool(is_marked or closes or _YEAR_FOLLOWS.match(text, end))
    if match["day"] and "월" not in match["month_mark"]:
        # 「2.5일」 is a number of days.
        return bool(match["day_mark"] == "." or match["weekday"] or _DAY_FOLLOWS.match(text, end))
    if match["month"]:
        return "월" in match["month_mark"] or bool(_MONTH_FOLLOWS.match(text, end))
    return _is_part_of_a_year(match)


def _is_part_of_a_year(match: re.Match[str]) -> bool:
    part = match["part"] or ""
    return bool(part and match["spoken"]) or part.endswith(("반기", "분기")) or part[:1] in [*"연년1234"]


def _period(text: str, start: int, first: Point, year: int | None) -> Period | None:
    """The period that begins with the point ``first``; None when it has no year or there is no such day."""
    to = _TO.match(text, first.end)
    separator = to or _HYPHEN.match(text, first.end)
    second = _following(text, separator.end(), first, year) if separator else None
    try:
        begins, ends = _days(first, second, year)
    except ValueError:
        return None
    if second:
        return Period(start, _end(_UNTIL, text, second.end) or second.end, begins, ends)
    opening = _FROM_OPEN.search(text, max(0, start - 2), start)
    since = to.end() if to else _end(_SINCE, text, first.end)
    if since:
        return Period(start, len(text[:since].rstrip()), begins, None)
    until = _end(_UNTIL, text, first.end)
    if until or opening:
        return Period(opening.start() if opening else start, until or first.end, None, ends)
    return Period(start, first.end, begins, ends)


def _following(text: str, position: int, first: Point, year: int | None) -> Point | None:
    """The point after ~, which may leave out what ``first`` has said."""
    match = POINT.match(text, position)
    if match and (_stands_alone(match) or match["short"] or match["long"] or match["day"]):
        return point_of(match, year)
    lone = _LONE.match(text, position)
    if not lone:
        return None
    number, mark = int(lone["number"]), lone["mark"].strip()
    if mark == "년" or first.month is None:
        return Point(lone.end(), 2000 + number, None, None, "") if mark == "년" else None
    if mark == "일" or (first.day is not None and mark != "월"):
        return Point(lone.end(), first.year, first.month, number, "")
    return Point(lone.end(), None, number, None, "")


def _days(first: Point, second: Point | None, year: int | None) -> tuple[date, date]:
    """The first and last day; years that are not printed come from the other point, else from ``year``."""
    if second is None:
        return (first if first.year else replace(first, year=year)).days()
    last = second if second.year else replace(second, year=first.year or year)
    begin = first if first.year else replace(first, year=last.year)
    if begin.year and last.year and last.days()[1] < begin.days()[0]:
        # 12월~2월 ends in the next year, 9월~’32.2월 began in the one before.
        if second.year is None:
            last = replace(last, year=last.year + 1)
        elif first.year is None:
            begin = replace(begin, year=begin.year - 1)
    return begin.days()[0], last.days()[1]


def _end(pattern: re.Pattern[str], text: str, position: int) -> int | None:
    match = pattern.match(text, position)
    return match.end() if match else None
