"""Which words of a text go with which value: those that stand nearest to it, as 착공 in ``’20.7월 착공``."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.values import Quantity, read_periods, read_quantities, same_value
from retriever.morphemes import tokens

ANY_YEAR = 1904
"""Stands in for the year of a date that prints none; all sides are read with it, and no report prints it."""
_BARE = re.compile(r"(?<![\d,.])\d+(?:[,.]\d+)*(?![\d])")
_BRACKETS = re.compile(r"[()（）]")
_ACROSS = 1000
"""How much farther a word is that stands on the other side of a bracket."""
_NAMES = frozenset({"NNG", "NNP", "SL", "XR"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A value where it is printed: a quantity, a date or period by its ends, or a number without a unit."""

    start: int
    end: int
    quantity: Quantity | None = None
    period: tuple[date | None, date | None] | None = None
    bare: str = ""

    def same(self, other: "Printed") -> bool:
        """Whether both say the same, however printed; the end of a period alone says the same as the period."""
        if self.quantity and other.quantity:
            return same_value(self.quantity, other.quantity)
        if self.period and other.period:
            pairs = list(zip(self.period, other.period, strict=True))
            return all(one == two or one is None for one, two in pairs) and any(one == two for one, two in pairs)
        return bool(self.bare) and self.bare == other.bare


def printed_values(text: str) -> list[Printed]:
    """The quantities, dates and other numbers of a text in their order."""
    found = [Printed(q.start, q.end, quantity=q) for q in read_quantities(text)]
    found += [Printed(p.start, p.end, period=(p.first, p.last)) for p in read_periods(text, ANY_YEAR)]
    spans = [(value.start, value.end) for value in found]
    bare = [m for m in _BARE.finditer(text) if not any(start <= m.start() < end for start, end in spans)]
    found += [Printed(m.start(), m.end(), bare=m[0]) for m in bare]
    return sorted(found, key=lambda value: value.start)


def names_in(text: str) -> list[str]:
    """The nouns of a text that are long enough to name something, with what is glued before them: 총사업비."""
    nouns = dict.fromkeys(token.form for token in tokens(text) if token.tag in _NAMES and len(token.form) > 1)
    found = (re.findall(rf"[가-힣A-Za-z]*{re.escape(noun)}", text, re.IGNORECASE) for noun in nouns)
    return list(dict.fromkeys(name for names in found for name in names))


def topics(value: Printed, text: str) -> tuple[list[str], list[str]]:
    """The names before a value of ``text``, back to the value before it, and those behind it, to the next value."""
    before, behind = room_of(value, text, printed_values(text))
    return names_in(text[before : value.start]), names_in(text[value.end : behind])


def room_of(value: Printed, text: str, values: list[Printed]) -> tuple[int, int]:
    """Where the value before ends and the one behind begins; ``values`` are all that stand in ``text``."""
    before = max((other.end for other in values if other.end <= value.start), default=0)
    behind = min((other.start for other in values if other.start >= value.end), default=len(text))
    return before, behind


def partners(word: str, text: str) -> list[Printed]:
    """The values nearest to each place where ``word`` stands in a text: the nearest date, and the nearest other value.

    One beyond a bracket is farther than any on the same side; two that are as near are both. A word that begins one
    counts before a part of another: 사업비 of ``총사업비`` only where it does not stand alone.
    """
    values = printed_values(text)
    kinds = ([v for v in values if v.period], [v for v in values if not v.period])
    places = list(re.finditer(rf"(?<![가-힣]){re.escape(word)}", text)) or list(re.finditer(re.escape(word), text))
    return [value for some in kinds for place in places for value in _nearest(some, place.start(), place.end(), text)]


def _nearest(values: list[Printed], start: int, end: int, text: str) -> list[Printed]:
    distances = [_distance(value, start, end, text) for value in values]
    return [value for value, distance in zip(values, distances, strict=True) if distance == min(distances)]


def _distance(value: Printed, start: int, end: int, text: str) -> int:
    first, last = (end, value.start) if value.start >= end else (value.end, start)
    return max(last - first, 0) + _ACROSS * len(_BRACKETS.findall(text[first:last]))
