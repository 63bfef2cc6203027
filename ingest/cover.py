"""What a report's cover says of it: its title, who issued it, and when.

Nothing is guessed: what the cover does not print stays None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.spacing import closed_up, collapsed
from ingest.values import read_periods

_HEADING = re.compile(r"\s*#{1,6}\s+")
"""The mark of a heading, where the file tells its level."""
_MAX_LINES = 24
_MAX_TITLE = 80
_ENDS_COVER = re.compile(
    r"(?:보고\s?)?(?:순\s?서|목\s?차|차\s?례)\W*$|[Ⅰ-Ⅻ]\s*[.．]?\s|[□■◇◆○ㅇ❍●]\s|제\s?1\s?[장절]\s|1\.\s"
)
_FRAME = re.compile(r"[-–－]\s*(\d{4}년도?)\s*[-–－]")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}\s?(?:년도?|학년도)")
_NO_TITLE = re.compile(
    r"보도\s?(?:참고|설명)?\s?자료|보도\s?시점.*|배\s?포.*|엠바고.*|\W*(?:대외비|비공개|공개|안)\W*|.*제\s?\d{4}\s?[-–]\s?\d+\s?호.*"
    r"|[<〈\[(（].*[)）>〉\]]|\W*\d*\W*"
)
_MOTTO = re.compile("[‘“'\"].*[’”'\"]")
_PROSE = re.compile(r"(?:니다|한다|된다|였다|이다|하였음)\.?$")
_ISSUER = re.compile(
    r"(?:관계부처\s?합동|(?:[가-힣·]+\s){0,2}[가-힣·]*[가-힣]{1,10}(?:부|처|청|시|도|군|구|실|국|과|관|원|회|공사|공단|위원회|본부|사업소|센터|재단))"
    r"(?P<head>장)?"
)
_COMMITTEE = "위원회"


@dataclass(frozen=True)
class Cover:
    """What is printed before the first heading of a report; None for what is not."""

    title: str | None
    issuer: str | None
    date: str | None
    """As in ISO 8601: ``2025-02-07``."""


def read_cover(text: str) -> Cover:
    """The cover of a canonical text."""
    rows = list(_lines(text))
    lines = [line for line in rows if "│" not in line and not _PROSE.search(line)]
    issuers = [match[0].removesuffix(match["head"] or "") for line in lines if (match := _ISSUER.fullmatch(line))]
    # A report is laid before a committee; another body has written it.
    issuer = next(iter([one for one in issuers if not one.endswith(_COMMITTEE)][-1:] or issuers[-1:]), None)
    title = _title([line for line in lines if not _ISSUER.fullmatch(line)])
    if title and issuer and issuer not in title:
        title = f"{issuer} {title}"
    return Cover(title, issuer, _date(rows))


def _lines(text: str) -> Iterator[str]:
    """The lines of the cover as a reader says them."""
    for line in text.splitlines()[:_MAX_LINES]:
        said = closed_up(collapsed(_FRAME.sub(r"\1 ", _HEADING.sub("", line, count=1))))
        if _ENDS_COVER.match(said):
            return
        if said:
            yield said


def _title(lines: list[str]) -> str | None:
    """The first line that names the report, behind its year; a motto in quotation marks goes before it."""
    parts: list[str] = []
    for line in filter(_may_be_title, lines):
        parts.append(line)
        if not _YEAR_ALONE.fullmatch(line) and not _MOTTO.fullmatch(line):
            return collapsed(" ".join(parts))
    return None


def _may_be_title(line: str) -> bool:
    """Whether a line names something; a year alone stands before a name."""
    if _YEAR_ALONE.fullmatch(line):
        return True
    says_else = _NO_TITLE.fullmatch(line) or _is_date(line)
    return not says_else and len(line) <= _MAX_TITLE and re.search("[가-힣]", line) is not None


def _date(lines: list[str]) -> str | None:
    """The first full date of the cover."""
    periods = [period for line in lines for period in read_periods(line, None)]
    days = [period.first for period in periods if period.first and period.first == period.last]
    return days[0].isoformat() if days else None


def _is_date(line: str) -> bool:
    """Whether a line prints nothing but a date."""
    periods = read_periods(line, date.min.year)
    printed = sum(period.end - period.start for period in periods)
    return bool(periods) and printed >= len(re.sub(r"[\s()（）월화수목금토일.]*$", "", line))
