"""Rows that are of a range of numbers, ``31명~40명`` or ``41명 이상``, and the number of a question that lies in it."""

import re
from decimal import Decimal
from functools import lru_cache

from api.answering.letters import letters

_NUMBER = r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(?![\d.])"
_ENDS = r"(?=[^가-힣]|$|이|은|는|을|를|의|에|면|일\s|짜리|까지|부터|정도|쯤|미만|초과|도(?![시로]))"
"""What may stand behind a unit: 개 of 3개 is none of 3개관."""
_UNIT = rf"(명|인|세|살|㎡|개월|개|년|점|급|만원|억원|원|%){_ENDS}"
_BETWEEN = re.compile(rf"{_NUMBER}\s?{_UNIT}?\s?(이상|초과)?\s?[~∼～-]\s?{_NUMBER}\s?{_UNIT}\s?(이하|미만)?")
_BEYOND = re.compile(rf"{_NUMBER}\s?{_UNIT}\s?(이상|초과|이하|미만)")
_QUANTITY = re.compile(rf"{_NUMBER}\s?{_UNIT}(?!\s?(?:이상|초과|이하|미만|[~∼～]))")
BOUND = re.compile(
    r"(?<![\d.])(?P<number>\d[\d,.]*)\s*[가-힣A-Za-z%㎡㎥]{0,3}(?:[(（][^()（）]*[)）])?\s*(?P<side>미만|이하|이상|초과)"
)
"""A bound, as 198㎡ 이상."""
_YEAR = re.compile(r"(?:19|20)\d{2}\s?년|[’‘'`]\d{2}\s?년")

Quantity = tuple[Decimal, str]
"""A number and its unit."""


def quantities_in(question: str) -> frozenset[Quantity]:
    """The numbers of a question that are no bounds themselves, and no years: 35명 of ``정원이 35명이면``."""
    return frozenset((_number(match[1]), match[2]) for match in _QUANTITY.finditer(_YEAR.sub(" ", question)))


@lru_cache(maxsize=1000)
def bounds_said(question: str) -> tuple[str, ...]:
    """The letters of the bounds that a question says."""
    return tuple(letters(bound[0]) for bound in BOUND.finditer(question))


def has_bound(bound: str, text: str) -> bool:
    """Whether a text says a bound: 10명 이상 is not 110명 이상."""
    return re.search(rf"(?<!\d){re.escape(bound)}", letters(text)) is not None


def is_in_range(name: str, quantities: frozenset[Quantity]) -> bool:
    """Whether one of some quantities lies in the range that a row's name begins with."""
    return any(_lying(name, quantities))


def excludes(name: str, quantities: frozenset[Quantity]) -> bool:
    """Whether all quantities of its unit lie outside the range that a row's name begins with."""
    lying = _lying(name, quantities)
    return bool(lying) and not any(lying)


def _lying(name: str, quantities: frozenset[Quantity]) -> list[bool]:
    """Of each quantity in the unit of a range, whether it lies in that; [] for a name that begins with none."""
    if not quantities:
        return []
    between, beyond = _BETWEEN.match(name), _BEYOND.match(name)
    if between:
        low, high, unit = _number(between[1]), _number(between[4]), between[5]
        return [_lies(number, low, between[3], high, between[6]) for number, of in quantities if of == unit]
    if beyond is None:
        return []
    bound, unit, side = _number(beyond[1]), beyond[2], beyond[3]
    low, high = (bound, Decimal("Infinity")) if side in ("이상", "초과") else (Decimal("-Infinity"), bound)
    return [_lies(number, low, side, high, side) for number, of in quantities if of == unit]


def _lies(number: Decimal, low: Decimal, from_low: str | None, high: Decimal, to_high: str | None) -> bool:
    above = number > low if from_low == "초과" else number >= low
    below = number < high if to_high == "미만" else number <= high
    return above and below


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
