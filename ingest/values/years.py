"""The years and months that a text names, however short: 2021, ’21, 21년말, (21) in a series of years, 2021.3월."""

import re

from ingest.values.numerals import GLUED_YEAR

# 20년 이상, 10년간 and 30년 만에 are lengths.
_NO_LENGTH = (
    r"(?!\s?(?:이상|이하|이내|미만|초과|간|동안|만에|된|넘|정도|주기|단위|거치|상환|분할|경과|근속|근무|거주|임대|이자|짜리"
    r"|(?:전|후|뒤|차|째|생)(?![가-힣])))"
)
_MARKED = rf"[0-3]\d년{_NO_LENGTH}"
SHORT_YEAR = rf"(?<![\d,.])(?<!최근 )(?<!향후 )(?<!지난 )(?<!약 ){_MARKED}"
"""A year of two digits that has lost its apostrophe."""
_YEARS = re.compile(
    r"(?<!\d)(?P<long>20\d{2})(?!\d)"
    r"|[’‘'`]\s?(?P<short>\d{2})(?=\D|$)"
    rf"|{GLUED_YEAR}"
    rf"|(?P<plain>{SHORT_YEAR})"
)
_AND = r"\s?[‧·ㆍ․,∼~～]\s?"
_LISTED = re.compile(rf"(?<![\d,.])[0-3]\d(?=(?:{_AND}\d{{2}}){{0,5}}{_AND}{_MARKED})")
_MONTHS = re.compile(r"(?:(?<!\d)(20\d{2})|[’‘'](\d{2}))\s*(?:\.|년)\s*(\d{1,2})월")
AS_OF = re.compile(r"[(（][^()（）\n]*\d월[^()（）\n]*기준[^()（）\n]*[)）]")
"""The line below a title that says of which month all figures are: (2031.3월 누계 기준)."""
_IN_SERIES = re.compile(r"\((\d{2})\)\s?(?=[\d,]{2})")


def years_in(text: str) -> list[int]:
    """The years that ``text`` names, in their order; what returns or lasts some years is none."""
    found = [(match.start(), _year(match)) for match in _YEARS.finditer(text)]
    found += [(match.start(), 2000 + int(match[0])) for match in _LISTED.finditer(text)]
    series = list(_IN_SERIES.finditer(text))
    if len(series) > 1:
        found += [(match.start(), 2000 + int(match[1])) for match in series]
    return [year for _, year in sorted(found)]


def months_in(text: str) -> frozenset[tuple[int, int]]:
    """The years and months that ``text`` names together: 2010.1월, ’21년 3월."""
    return frozenset(
        (int(full) if full else 2000 + int(short), int(month)) for full, short, month in _MONTHS.findall(text)
    )


def months_as_of(text: str) -> frozenset[tuple[int, int]]:
    """The years and months of which ``text`` says that its figures are: (2031.3월 누계 기준)."""
    return months_in(" ".join(AS_OF.findall(text)))


def _year(match: re.Match[str]) -> int:
    return int(match["long"]) if match["long"] else 2000 + int(match["short"] or match["glued"] or match["plain"][:2])
