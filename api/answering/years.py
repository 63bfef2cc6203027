"""Of when a question asks: the years that it names, by number or from now, and the months and quarters beside them."""

import re

# 2021년, 2021, ’21(년), 21년 3월; neither 2000만원 nor a span of 30년 이상.
_YEAR = re.compile(
    r"(?<![\d,.])(20(?:\d{2}(?=\s*년)|[0-4]\d))(?:\s*년도?|(?![\d,]|\s*[가-힣]))|[’‘'](\d{2})(?!\d)\s*년?|"
    r"(?<!\d)([12]\d)년(?=도|의|에|\s*\d{1,2}월|\s+(?!이상|이하|이내|된|간|동안|넘|전|후|차|정도))"
)
_YEARS_SAID = re.compile(rf"(?:{_YEAR.pattern})(?:이랑|랑|하고)?")
_AS_OF = re.compile(r"(?:\d{1,2}\s?월\s?)?(?:\d{1,2}\s?일|말)?\s?(?<=[월일말])\s?(?:기준|현재)(?:으로)?(?=\s|$)")
"""When what is asked for holds: behind a year, 1월 기준."""
_YEARS_FROM_NOW = {"재작년": -2, "작년": -1, "지난해": -1, "전년도": -1, "올해": 0, "금년": 0, "내년": 1, "이듬해": 1}
_RELATIVE_YEAR = re.compile("|".join(_YEARS_FROM_NOW))
THAN_BEFORE = re.compile(
    r"(재작년|작년|지난해|전년도)\s*(?:(?:당초|최종|본예산|예산|실적)\s*){0,2}(?:보다|에\s*비해|대비)\S*"
)
"""What is compared is one thing in two years."""
_PART_OF_YEAR = re.compile(r"(?<!\d)\d{1,2}\s?(?:월|분기)(?:\s?누계)?|[상하]반기")


def without_years(text: str) -> str:
    """A question without the years that it names and the month as of which it asks."""
    return _RELATIVE_YEAR.sub(" ", _YEARS_SAID.sub(" ", _AS_OF.sub(" ", text)))


def year_asked(question: str, this_year: int | None) -> int | None:
    """The year that a question names; 올해 and 작년 count from ``this_year``."""
    match = _YEAR.search(question)
    if match:
        return int(match[1]) if match[1] else 2000 + int(match[2] or match[3])
    relative = _RELATIVE_YEAR.search(question)
    return this_year + _YEARS_FROM_NOW[relative[0]] if relative and this_year else None


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
    """When the question before was of, as far as this one does not say: year and month, or the year of its month."""
    if _YEAR.search(question) or _RELATIVE_YEAR.search(question):
        return ""
    year = _YEAR.search(before) or _RELATIVE_YEAR.search(before)
    part = None if _PART_OF_YEAR.search(question) else _PART_OF_YEAR.search(before)
    return " ".join(said[0] for said in (year, part) if said)
