"""Of when a question asks: the years that it names, by number or from now, and the months and quarters beside them."""

import re

_COUNTED = (
    r"(?:[만억천백]+|여|명|개|원|건|곳|회|대|석|권|톤|평|면|채|가구|세대|그루|마리|시간|필지)(?:소|사|당|원)?"
    r"(?:[이을를은는의에]|으?로|까지|이나|쯤|정도)?(?=\W|$)"
)
"""What a number counts that is no year: 2000 명."""
_CALLED = r"\s*(?:년도?|(?:회계|학)\s?[연년]도)"
# 2021년, 2021, 2021 나루축제, 2021회계연도, ’21(년), 21년 3월; neither 2000만원 nor a span of 30년 이상.
_YEAR = re.compile(
    rf"(?<![\d,.])(20(?:\d{{2}}(?={_CALLED})|[0-4]\d))(?:{_CALLED}|(?![\d,]|\s*[가-힣]))|"
    rf"(?<![\d,.])(20[0-2]\d)(?=\s[가-힣])(?!\s{_COUNTED})|"
    r"[’‘'](\d{2})(?!\d)\s*년?|"
    r"(?<!\d)([12]\d)년(?=도|의|에|\s*\d{1,2}월|\s+(?!이상|이하|이내|된|간|동안|넘|전|후|차|정도))"
)
_YEARS_SAID = re.compile(rf"(?:{_YEAR.pattern})(?:이랑|랑|하고)?")
_AS_OF = re.compile(r"(?:\d{1,2}\s?월\s?)?(?:\d{1,2}\s?일|말)?\s?(?<=[월일말])\s?(?:기준|현재)(?:으로)?(?=\s|$)")
"""When what is asked for holds: behind a year, 1월 기준."""
_YEARS_FROM_NOW = {"재작년": -2, "작년": -1, "지난해": -1, "전년도": -1, "올해": 0, "금년": 0, "내년": 1, "이듬해": 1}
FROM_NOW = "|".join(f"{said}도?" if said[-1] == "년" else said for said in _YEARS_FROM_NOW if said != "전년도")
"""A pattern for the words that count from now; 전년도 counts from what is spoken of."""
_RELATIVE_YEAR = re.compile("|".join(_YEARS_FROM_NOW))
THAN_BEFORE = re.compile(
    r"(재작년|작년|지난해|전년도)\s*(?:(?:당초|최종|본예산|예산|실적)\s*){0,2}(?:보다|에\s*비해|대비)\S*"
)
"""What is compared is one thing in two years."""
_PART_OF_YEAR = re.compile(r"(?<!\d)\d{1,2}\s?(?:월|분기)(?:\s?누계)?|[상하]반기")
_ANOTHER_TIME = re.compile(r"전년|다음\s?[해달]|지난\s?달|이번\s?달")
_COMPARED = re.compile(r"도?\s?(?:당초|최종|본)?\s?(?:예산|실적)?\s?(?:대비|보다|에\s?비해)")
_BINDS = re.compile(rf"{_COMPARED.pattern}|\s?(?:이상|이하|이내|이전|이후|된|까지|부터|에\s?[가-힣]+[한된할될]\s)")
"""Behind a year: it is compared with, limits, or tells of something that happened then."""


def without_years(text: str) -> str:
    """A question without the years that it names and the month as of which it asks."""
    return _RELATIVE_YEAR.sub(" ", _YEARS_SAID.sub(" ", _AS_OF.sub(" ", text)))


def year_asked(question: str, this_year: int | None) -> int | None:
    """The year that a question names, not the one that it compares with; 올해 and 작년 count from ``this_year``."""
    said = list(_YEAR.finditer(question))
    if said:
        return _number(next((year for year in said if not _is_compared(year)), said[0]))
    relative = _RELATIVE_YEAR.search(question)
    return this_year + _YEARS_FROM_NOW[relative[0]] if relative and this_year else None


def compared_with(question: str) -> frozenset[int]:
    """The years that a question names to compare another with: 2024 of ``2024년 당초예산보다``."""
    return frozenset(_number(year) for year in _YEAR.finditer(question) if _is_compared(year))


def _number(year: re.Match[str]) -> int:
    full = year[1] or year[2]
    return int(full) if full else 2000 + int(year[3] or year[4])


def _is_compared(year: re.Match[str]) -> bool:
    return _COMPARED.match(year.string, year.end()) is not None


def years_compared(question: str, year: int | None) -> tuple[int, int] | None:
    """The year that a question speaks of, this one where it names none, and the earlier one it compares it with.

    None for a question that compares no years, or that names one by number: 작년 may then be the one before that.
    ``year`` is what `year_asked` says of it.
    """
    than = THAN_BEFORE.search(question)
    first = _RELATIVE_YEAR.search(question)
    if than is None or first is None or year is None or _YEAR.search(question):
        return None
    this_year = year - _YEARS_FROM_NOW[first[0]]
    spoken_of = _RELATIVE_YEAR.search(THAN_BEFORE.sub(" ", question))
    now, then = _YEARS_FROM_NOW[spoken_of[0]] if spoken_of else 0, _YEARS_FROM_NOW[than[1]]
    return (this_year + now, this_year + then) if then < now else None


def time_left_out(question: str, before: str) -> str:
    """When the question before was of, as far as this one does not say: year and month, or the year of its month.

    "" where it says two of them or compares them.
    """
    if any(said.search(question) for said in (_YEAR, _RELATIVE_YEAR, _ANOTHER_TIME)):
        return ""
    years = [*_YEAR.finditer(before), *_RELATIVE_YEAR.finditer(before)]
    parts = [] if _PART_OF_YEAR.search(question) else list(_PART_OF_YEAR.finditer(before))
    said = [_told(found[0]) for found in (years, parts) if len(found) == 1 and alone(found[0])]
    return " ".join(said) if len(years) <= 1 and len(parts) <= 1 else ""


def _told(said: re.Match[str]) -> str:
    """A time as it can stand anywhere: a bare year with 년."""
    return f"{said[0]}년" if re.fullmatch(r"20\d\d", said[0]) else said[0]


def alone(said: re.Match[str]) -> bool:
    """Whether a time that a question says is neither part of a range nor compared with, nor a limit."""
    ranged = re.search(r"[~～∼·/-]\s?$", said.string[: said.start()])
    goes_on = re.match(r"\s?[~～∼·/]", said.string[said.end() :])
    return not (ranged or goes_on or _BINDS.match(said.string, said.end()))
