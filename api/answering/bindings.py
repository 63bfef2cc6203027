"""Which words of a text go with which value: those that stand nearest to it, as 착공 in ``’20.7월 착공``."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.values import Quantity, read_periods, read_quantities, same_value
from retriever.morphemes import tokens

ANY_YEAR = 2001
"""Stands in for the year of a date that prints none; all sides are read with it."""
_NAMES = frozenset({"NNG", "NNP", "SL", "XR"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A value where it is printed: a quantity, or a date or period by its ends."""

    start: int
    end: int
    quantity: Quantity | None = None
    period: tuple[date | None, date | None] | None = None

    def same(self, other: "Printed") -> bool:
        """Whether both say the same, however printed."""
        if self.quantity and other.quantity:
            return same_value(self.quantity, other.quantity)
        return self.period is not None and self.period == other.period


def printed_values(text: str) -> list[Printed]:
    """The quantities and dates of a text in their order."""
    found = [Printed(q.start, q.end, quantity=q) for q in read_quantities(text)]
    found += [Printed(p.start, p.end, period=(p.first, p.last)) for p in read_periods(text, ANY_YEAR)]
    return sorted(found, key=lambda value: value.start)


def names_in(text: str) -> list[str]:
    """The nouns of a text that are long enough to name something."""
    return [token.form for token in tokens(text) if token.tag in _NAMES and len(token.form) > 1]


def partners(word: str, text: str) -> list[Printed]:
    """The values nearest to each place where ``word`` stands in a text; two that are as near are both."""
    values = printed_values(text)
    found: list[Printed] = []
    for place in re.finditer(re.escape(word), text):
        distances = [max(value.start - place.end(), place.start() - value.end, 0) for value in values]
        found += [value for value, distance in zip(values, distances, strict=True) if distance == min(distances)]
    return found
