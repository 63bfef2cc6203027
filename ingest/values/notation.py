"""How reports print one date: the pattern of a point in time, and the days that it covers."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ingest.values.units import COUNTER

TO = r"(?:[~～∼〜⁓]|부터)"
_APOSTROPHE = "[’‘'`´]"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])(?!\d)", r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_QUARTER = r"[1-4](?:/4)?\s?분기"
_LATER = (
    rf"\s?{TO}\s?(?:{_APOSTROPHE}\s?\d\d|(?:19|20)\d\d|\d{{1,2}}(?:\s?[월일년]|\.(?!\d)|\.\s?\d{{1,2}}(?!\d|[%가-힣])"
    r"|\s?[)\]:,;·]|\s*$))"
)
# A number without its 월, 일 or dot is a month or a day only here: ’31.3~, (’31.3), ’31.3 기준; not in 「’31. 3 개소」.
EDGE = (
    rf"(?!\s?{COUNTER})(?={_LATER}|\s?{TO}(?!\s?\d)|\s*[)\]>」:;·ㆍ․/⇒→(]|\s?,(?!\d)|\s*$|\s(?!\d)|까지|이후|이전|현재)"
)
_YEAR = (
    rf"(?:{_APOSTROPHE}\s?(?P<short>\d\d)(?!\d)|(?<![\d,.])(?P<long>(?:19|20)\d\d)(?!\d|,\d)"
    r"|(?P<spoken>올해|금년|내년|익년|작년|지난해|전년))"
    r"(?P<year_mark> ?(?:학|회계)?년도?|\s?\.(?!\d{3})|-(?=\d\d-\d\d(?!\d)))?"
    # 31. 3월, 31.3. and 31년 3월 print their year without its apostrophe: no month is 31.
    r"|(?<![\d.,])(?P<plain>1[3-9]|[2-6]\d)(?:\.(?=\s?\d{1,2}(?:\s?월|\.))|년(?=\s?(?:\d{1,2}월|[상하]반기|[1-4]분기)))"
)
_PART = (
    r"상\s?[·․ㆍ・/,]?\s?하반기|[상하]반기|[상하](?:\.|(?=[),]|$))|[上下](?![가-힣一-龥])"
    rf"|(?<![\d/]){_QUARTER}|(?<!\d)[1-4](?=\s?{TO}\s?{_QUARTER})"
    r"|[연년][말초](?!정산)|[상중하]순|말(?!씀|레|라)|초(?=$|[^가-힣]|까지|부터|에|순)"
)
_MONTH_AND_DAY = (
    # 2 in 2~3분기 is no month, nor is 3 in 3/4분기.
    rf"(?P<month>{_MONTH})(?!(?:/4|\s?{TO}\s?[1-4])(?:/4)?\s?분기)"
    rf"(?P<month_mark> ?월(?!간)|\s?\.|-(?=\d\d(?!\d))|{EDGE})"
    rf"(?:(?<=[월.-])\s?(?P<day>{_DAY})(?P<day_mark> ?일(?!간|자리|반)|\.(?!\d)|{EDGE}))?"
    # 12.3 is no December.
    r"(?:(?<!\.)|(?!\d))"
)
POINT = re.compile(
    rf"(?=[\d’‘'`´상하연년올금내익작지전])(?:(?:{_YEAR})\s?|(?<!\d)(?<!\d[.,:]))(?:{_MONTH_AND_DAY})?"
    rf"(?P<weekday>\s?\([월화수목금토일]\))?(?:\s?(?P<part>{_PART}))?"
)
"""What may be a point in time; it matches the empty text too, so its reader must tell whether it is one."""


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as it is printed: a year, a month, a day, or a part of a year or month."""

    end: int
    """Where it ends in the text."""
    year: int | None
    month: int | None
    day: int | None
    part: str

    def days(self) -> tuple[date, date]:
        """Its first and last day; ValueError when it has no year or there is no such day."""
        if self.year is None:
            raise ValueError("no year is printed")
        if self.month is None:
            first, last = _months(self.part)
            return date(self.year, first, 1), _end_of_month(self.year, last)
        if self.day is not None:
            day = date(self.year, self.month, self.day)
            return day, day
        begins, ends = _THIRDS.get(self.part[:1], (1, None))
        last_day = _end_of_month(self.year, self.month)
        return date(self.year, self.month, begins), last_day if ends is None else last_day.replace(day=ends)


_THIRDS = {"초": (1, 10), "상": (1, 10), "중": (11, 20), "말": (21, None), "하": (21, None)}
_SPOKEN = {"내년": 1, "익년": 1, "작년": -1, "지난해": -1, "전년": -1}


def point_of(match: re.Match[str], year: int | None) -> Point:
    """The point that a match of ``POINT`` prints; ``year`` is the one that 올해 means."""
    month, day = match["month"], match["day"]
    if month and not match["month_mark"] and "년" in (match["year_mark"] or ""):
        # 「’31년 10」 is a year and another number.
        return Point(match.end("year_mark"), _year(match, year), None, None, "")
    return Point(
        end=match.start() + len(match[0].rstrip()),
        year=_year(match, year),
        month=int(month) if month else None,
        day=int(day) if day else None,
        part=match["part"] or "",
    )


def _year(match: re.Match[str], year: int | None) -> int | None:
    if match["long"]:
        return int(match["long"])
    short = match["short"] or match["plain"]
    if short:
        return int(short) + (1900 if int(short) >= 70 else 2000)
    return year + _SPOKEN.get(match["spoken"], 0) if match["spoken"] and year is not None else None


def _months(part: str) -> tuple[int, int]:
    """The first and last month of a part of a year; the whole year when there is none."""
    if part[:1].isdigit():
        return 3 * int(part[0]) - 2, 3 * int(part[0])
    if not part or ("상" in part and "하" in part):
        return 1, 12
    if part[-1] in "말초":
        return (12, 12) if part.endswith("말") else (1, 1)
    return (1, 6) if part[0] in "상上" else (7, 12)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
