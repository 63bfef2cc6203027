"""The single facts that one bullet states: each value in it with the name that stands before or around it.

``규모 : 보육실 20개소, 협업공간 80석`` states two, ``설계(3~5월)⇨개관(9월)`` two steps with their dates,
``총사업비 5억원(국2/시3)`` a sum and its shares, which leave their unit to the sum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.labels import read_label
from ingest.spacing import closed_up, collapsed
from ingest.values import ValueKind, read_periods, read_quantities

_OPENING, _CLOSING = "(（[【「『", ")）]】」』"
_ARROWS = "⇨→➡⇒▶▸"
_STRONG = frozenset(",，;；+" + _ARROWS)
_WEAK = frozenset("/·‧ㆍ․")
"""Part two facts only where a value stands before them: 건설/제조업(143개사) is one."""
_BARE_NUMBER = re.compile(r"(?<![’‘'`])(?P<number>\d[\d,]*(?:\.\d+)?)\s*$")
_NUMERALS = re.compile(r"[\d,.\s△▲~～약총여]+")
_SHORT_YEAR = re.compile(r"[’‘'`]\d{2}[.년]?")
_TO = re.compile(r"\s*[~～∼〜]\s*")
_WEEKDAY = re.compile(r"[(（][월화수목금토일][)）]")
_HOUR = re.compile(r"\s?\d{1,2}:\d{2}(?!\d)(?:\s?[~～∼〜]\s?\d{1,2}:\d{2}(?!\d))?")
_EDGES = " \t\n│:：-–,，/·‧∙ㆍ※*" + _OPENING + _CLOSING + _ARROWS
_YEAR = re.compile(r"[’‘'`]?\d{2,4}\s?년")
_COMPARED = re.compile(r"(?:전년도?|작년|전년\s?동기|전월|전기)\s?대비")
_TAG = re.compile(r"^[\[【][^\]】]*[\]】]\s*(?=\S)")
_ASIDE = re.compile(r"(?<=\D)\s[*※]\s?(?=\D)")
"""Begins a note in the same line."""
_TOPIC = re.compile(r"(?<=[가-힣]{2})[은는]$")
_OR = re.compile(r"^(?:또는|및|그리고)\s+")
_HEDGES = re.compile(r"(?:(?:^|\s+)(?:약|총|최대|최소|각|연간?|월|매월|만|전체|등))+\s*$")
_ANY_YEAR = 2020
"""Stands in for the report's: here it matters only where a date is printed."""
_DATED = 0.5
"""Share of a bracket from which a date in it is all that it says."""
_DEEPEST = 8
"""Brackets within brackets that are told apart; a bullet of nothing but brackets would be read without end."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a bullet; offsets are into the bullet's text."""

    name: str
    """The words right before the value: ``개관``, ``국``; "" without any."""
    of: str
    """The label, or the name of the value, whose bracket it stands in: ``추진일정``, ``총사업비``."""
    start: int
    """Of the value."""
    end: int
    unit: str
    """The unit that the value leaves to the figure before it, as printed there; "" when it has its own."""
    kind: ValueKind

    @property
    def label(self) -> str:
        """What its value is of: its name, behind what that is of where it only says of which year."""
        return f"{self.of} {self.name}".strip() if _YEAR.fullmatch(self.name) else self.name or self.of


@dataclass(frozen=True, slots=True)
class _Value:
    start: int
    end: int
    kind: ValueKind
    unit: str = ""


def read_facts(text: str) -> list[Fact]:
    """The facts of a bullet's text in their order; an empty list for one without values."""
    label = read_label(text)
    start = label.value_start if label else 0
    return list(_facts(text, start, len(text), label.name if label else "", "", 0))


def _facts(text: str, start: int, end: int, of: str, unit: str, depth: int) -> Iterator[Fact]:
    """The facts of a stretch of text within ``depth`` brackets; ``unit`` is what a bare number in it counts."""
    for first, last in _segments(text, start, end):
        brackets = (i for i in range(first, last) if depth < _DEEPEST and _opens(text, i))
        opening = next(brackets, last)
        closing = _closing(text, opening, last)
        head = list(_plain(text, first, opening, of, unit))
        tail = _name(text, head[-1].end if head else first, opening)
        if head and not tail and _is_dated(text[opening + 1 : closing]):
            head[-1] = replace(head[-1], name=f"{head[-1].name} {collapsed(text[opening + 1 : closing])}".strip())
            opening = closing
        inside = collapsed(text[opening + 1 : closing]).strip()
        if not (head or tail) and _SHORT_YEAR.fullmatch(inside):
            # (’22년) 559억원: the year is the amount's name.
            behind = list(_facts(text, closing + 1, last, of, unit, depth + 1))
            if behind and behind[0].kind != "date":
                yield replace(behind[0], name=f"{inside} {behind[0].name}".strip())
                yield from behind[1:]
                continue
        yield from head
        unit = _printed_unit(text, head[-1]) if head else unit
        name = tail or (head[-1].name if head else "") or of
        yield from _facts(text, opening + 1, closing, name, unit, depth + 1) if opening < closing else ()
        yield from _facts(text, closing + 1, last, name, unit, depth + 1) if closing < last else ()


def _opens(text: str, i: int) -> bool:
    """Whether a bracket opens at ``i``, but for that of a day of the week, which is part of its date."""
    return text[i] in "(（" and _WEEKDAY.match(text, i) is None


def _is_dated(bracket: str) -> bool:
    """Whether a bracket says when the value before it holds: ``83실(’19.)``."""
    periods = read_periods(bracket, _ANY_YEAR)
    if _SHORT_YEAR.fullmatch(bracket.strip()):
        return True
    return bool(periods) and periods[0].end - periods[0].start >= _DATED * len(bracket)


def _plain(text: str, start: int, end: int, of: str, unit: str) -> Iterator[Fact]:
    """The facts of a stretch without brackets: each value with the words before it."""
    at, before = start, ""
    values = _values(text, start, end, unit)
    for value, following in zip_longest(values, values[1:]):
        if value.kind == "date" and following and not text[value.end : following.start].strip():
            # ’22년 380백만원: the year is the amount's name.
            continue
        name = _name(text, at, value.start)
        # 매출액 23억원 전년 대비 26%: the rate is of the amount before it.
        name = f"{before} {name}".strip() if _COMPARED.fullmatch(name) else name
        yield Fact(name, of, value.start, value.end, value.unit, value.kind)
        at, before = value.end, name


def _values(text: str, start: int, end: int, unit: str) -> list[_Value]:
    part = text[start:end]
    found = [_Value(start + q.start, start + q.end, q.kind) for q in read_quantities(part)]
    periods = read_periods(part, _ANY_YEAR)
    found += [_Value(start + p.start, start + _past_hour(part, p.end), "date") for p in periods]
    bare = _BARE_NUMBER.search(part)
    if unit and bare and not found and ":" not in part:
        found.append(_Value(start + bare.start("number"), start + bare.end("number"), _kind_of(unit), unit))
    return _with_ranges(text, sorted(found, key=lambda value: value.start))


def _past_hour(text: str, end: int) -> int:
    """Where a date that ends at ``end`` does with the time of day behind it."""
    hour = _HOUR.match(text, end)
    return hour.end() if hour else end


def _with_ranges(text: str, values: list[_Value]) -> list[_Value]:
    """The values in their order, ``37~40만원`` as one."""
    whole: list[_Value] = []
    for value in values:
        between = text[whole[-1].end : value.start] if whole else ""
        to = _TO.fullmatch(between) or (not between.strip() and _TO.match(text, value.start))
        if whole and to and whole[-1].kind == value.kind:
            whole[-1] = replace(whole[-1], end=value.end)
        else:
            whole.append(value)
    return whole


def _kind_of(unit: str) -> ValueKind:
    quantities = read_quantities(f"1{unit}")
    return quantities[0].kind if quantities else "count"


def _printed_unit(text: str, fact: Fact) -> str:
    """The unit of a sum or a count, for the shares behind it; "" for a date."""
    return "" if fact.kind == "date" else fact.unit or _NUMERALS.sub("", text[fact.start : fact.end])


def _name(text: str, start: int, end: int) -> str:
    parts = [part for part in _ASIDE.split(text[start:end]) if part.strip()]
    words = _TAG.sub("", collapsed(parts[-1]).strip()) if parts else ""
    name = closed_up(_HEDGES.sub("", words.strip(_EDGES)).strip(_EDGES))
    return _TOPIC.sub("", _OR.sub("", name))


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a stretch between its commas, arrows and slashes, brackets left whole."""
    depth, first = 0, start
    for i in range(start, end):
        character = text[i]
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if depth == 0 and _parts(text, i, first, end):
            yield first, i
            first = i + 1
    yield first, end


def _parts(text: str, i: int, first: int, end: int) -> bool:
    """Whether the character at ``i`` parts two facts; a comma or slash between digits does not."""
    between_digits = i + 1 < end and text[i - 1 : i].isdigit() and text[i + 1].isdigit()
    if text[i] in _STRONG:
        return not between_digits
    return text[i] in _WEAK and not between_digits and any(c.isdigit() for c in text[first:i])


def _closing(text: str, opening: int, end: int) -> int:
    """Where the bracket at ``opening`` closes; the end of the stretch where it does not."""
    depth = 0
    for i in range(opening, end):
        depth += (text[i] in _OPENING) - (text[i] in _CLOSING)
        if depth == 0:
            return i
    return end
