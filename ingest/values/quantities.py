"""Quantities in a text: amounts, percentages, counts, areas and ages, with their numbers and units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.values.dates import date_spans
from ingest.values.kinds import ValueKind
from ingest.values.numerals import BARE, COUNTED, MONEY, STARTS, TERM, worth, worth_of_lower
from ingest.values.units import AGE, AREA, COUNTER, CURRENCY, ENDS, PERCENT, kind_of, same_unit, unit_of

# A hyphen is a minus only where it cannot be a dash, a bullet or a part of a number: 128-4, 「교육청-16개 구」.
_SIGN = r"(?:(?P<sign>[△▲]\s?|(?:(?<=[ (:：→⇒])|(?<![\s\S]))[-−–])(?=\d))?"
_LOWER = rf"(?:(?P<lower>{TERM}(?:\s?[조억만])?)\s?[~～∼〜⁓]\s?)?"
# No 제3회, no E-7 and no 128-4: those are names.
_NO_NAME = r"(?<![A-Za-z])(?<!\d[-–])(?<!제)(?<!(?<![가-힣])제\s)"
_MONEY = re.compile(rf"{_SIGN}{STARTS}{_LOWER}(?P<number>{MONEY})\s*(?P<unit>원(?!칙|화|적|팀|년)|{CURRENCY})")
_COUNTED = re.compile(
    rf"{_SIGN}{STARTS}{_NO_NAME}{_LOWER}(?P<number>{COUNTED})[^\S\n]?(?P<unit>{PERCENT}|{AREA}|{AGE}|{COUNTER})"
)
# 「40억」 alone is money; in 「40억㎥」 and 「3억GB」 it is not, and 「3백만 시민」 are people.
_BARE = re.compile(
    rf"{_SIGN}{STARTS}{_NO_NAME}{_LOWER}(?P<number>{BARE})(?P<unit>)"
    rf"(?:(?<=만)(?!\s?[가-힣]|\d)|(?<=[억조여])(?:{ENDS}|(?=투|확보|지원|증액|감액|신설|반영|절감|달성|돌파)))(?!\s?[A-Za-z㎡㎥㎢])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, printed at ``start:end`` of a text."""

    start: int
    end: int
    kind: ValueKind
    number: Decimal
    """In ``unit``: won of 「3,250백만원」 are 3250000000."""
    unit: str
    """In its one spelling: ``원``, ``%``, ``명``, ``개 대학``, ``㎡``."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money printed in a text."""

    start: int
    end: int
    won: Decimal


def read_quantities(text: str) -> list[Quantity]:
    """The quantities of ``text`` in their order, none over another; dates and years are none.

    A range gives two: ``만 19~39세`` is 19세 and 39세, ``3~5억원`` is 300000000원 and 500000000원.
    """
    taken = list(date_spans(text))
    found: list[Quantity] = []
    for pattern in (_MONEY, _COUNTED, _BARE):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.extend(_quantities_of(match))
    return sorted(found, key=lambda quantity: quantity.start)


def read_amounts(text: str) -> Iterator[Amount]:
    """The amounts of won printed with their 원 in ``text``: ``3,250백만원``, ``1조 2,340억원``, ``9천4백만 원``."""
    for quantity in read_quantities(text):
        if quantity.unit == "원" and text[quantity.end - 1] == "원":
            yield Amount(quantity.start, quantity.end, quantity.number)


def same_value(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities say the same: ``64개사`` and ``64개 기업``, ``3,250백만원`` and ``32억 5천만``."""
    return one.kind == other.kind and one.number == other.number and same_unit(one.unit, other.unit)


def _quantities_of(match: re.Match[str]) -> Iterator[Quantity]:
    number, lower = match["number"], match["lower"]
    unit = unit_of(match["unit"]) or "원"
    kind, sign = kind_of(unit), -1 if match["sign"] else 1
    if not lower:
        yield Quantity(match.start(), match.end(), kind, sign * worth(number), unit)
        return
    yield Quantity(match.start(), match.end("lower"), kind, sign * worth_of_lower(lower, number), unit)
    yield Quantity(match.start("number"), match.end(), kind, worth(number), unit)
