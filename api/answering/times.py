"""The times that a question or a header says: a year, a month, a quarter or a half of it."""

import re
from dataclasses import dataclass, replace

_COUNTED = r"만|억|천|백|원|명|개|건|여|가구|세대|㎡|km|호|필지|대|곳|석|권|톤|,|\d"
_LENGTH = r"간|동안|이상|이내|이하|미만|만에|째|된|전|후|산|짜리|치"
_YEAR = (
    rf"(?:(?<![\d제])(?P<long{{n}}>(?:19|20)\d{{{{2}}}})(?!\s?(?:{_COUNTED}))"
    rf"|[’‘'`](?P<short{{n}}>\d{{{{2}}}})(?!\d)"
    rf"|(?<!\d)(?<!최근 )(?<!지난 )(?P<plain{{n}}>\d{{{{2}}}})(?=년(?!\s?(?:{_LENGTH}))))"
)
_PART = (
    r"(?:(?<![\d~～∼/·])(?P<number{n}>\d{{1,2}})\s?(?:[/·]\s?4\s?(?=분기))?(?P<unit{n}>월|분기|Q)(?![가-힣]*[당간])"
    r"|(?P<half{n}>[상하])반기)"
)
_TIME = re.compile(
    rf"{_YEAR.format(n=1)}\s?(?:년도?|\.)?\s?(?:{_PART.format(n=1)})?|{_PART.format(n=2)}",
)
_BOUND = re.compile(
    rf"(?:{_TIME.pattern})(?:\s?(?:누계|말|기준)(?![가-힣]{{3}}))*"
    r"(?:(?:부터|에서|까지|보다|에는|에|와|과|은|는|의|이랑|랑|하고|으로)(?=\s|$)|[~～∼])?|(?<=\s)(?:사이|동안)(?:에|의|은)?(?=\s|$)"
)
"""A time with what binds it to what it is said of, or to another."""
_FIRST_HALF = "상"


@dataclass(frozen=True, order=True)
class Time:
    """A year, or a part of one; ``year`` is 0 where only the part is said."""

    year: int
    unit: str = ""
    """월, 분기, 반기; "" for the whole year."""
    number: int = 0

    def is_said_by(self, said: "Time") -> bool:
        """Whether what is ``said``, be it without its year, is this time."""
        return (said.year or self.year, said.unit, said.number) == (self.year, self.unit, self.number)


def times_in(text: str) -> list[Time]:
    """The times that ``text`` says, in their order; a part of a year is of the year said before it."""
    return [time for time, _ in _read(text)]


def time_of(header: str) -> tuple[Time, str] | None:
    """The one time of which a header says that its values are, and what else it says; None for none or several."""
    read = _read(header)
    if len(read) != 1:
        return None
    time, (start, end) = read[0]
    return time, " ".join(f"{header[:start]} {header[end:]}".split())


def time_said(text: str) -> str:
    """The first time that ``text`` says, as printed; "" for none."""
    return next((text[start:end] for _, (start, end) in _read(text)), "")


def without_times(text: str) -> str:
    """``text`` without the times that it says and the words that bind them to each other."""
    return " ".join(_BOUND.sub(" ", text).split())


def _read(text: str) -> list[tuple[Time, tuple[int, int]]]:
    read: list[tuple[Time, tuple[int, int]]] = []
    for match in _TIME.finditer(text):
        time = _time(match)
        if not time.year and read:
            time = replace(time, year=read[-1][0].year)
        read.append((time, match.span()))
    return read


def _time(match: re.Match[str]) -> Time:
    short = match["short1"] or match["plain1"]
    year = int(match["long1"] or 0) or (2000 + int(short) if short else 0)
    half, unit = match["half1"] or match["half2"], match["unit1"] or match["unit2"]
    if half:
        return Time(year, "반기", 1 if half == _FIRST_HALF else 2)
    return Time(year, unit.replace("Q", "분기"), int(match["number1"] or match["number2"])) if unit else Time(year)
