"""The self-check: questions on what the document states, with other programmes' values as wrong options."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, zip_longest

from api.answering.letters import letters
from api.guide.model import Check, Statement
from api.guide.programmes import Place
from ingest.spacing import collapsed
from ingest.values import read_periods, read_quantities
from prompts import say

_MOST = 20
_OPTIONS = 4
_LONGEST = 45
_MAX_SUBJECT = 40
_ALIKE = 0.6
"""Likeness from which two places or targets may be one said in other words."""
_WORD = re.compile(r"[가-힣A-Za-z]{2,}")
_WORDING = {
    "budget": "question.amount",
    "schedule": "question.schedule",
    "place": "question.place",
    "target": "question.labelled",
}


@dataclass(frozen=True, slots=True)
class _Option:
    """A value that may be offered, with what it means: won, days, or its letters."""

    place: Place
    shown: str
    meaning: tuple[object, ...]
    statement: Statement


def make_checks(
    places: Sequence[Place], statements: Mapping[int, Sequence[Statement]], year: int | None
) -> tuple[Check, ...]:
    """At most twenty checks from all parts of a document; the same document gives the same ones.

    Dates without a year are of ``year``.
    """
    options = {
        attribute: [o for place in places for o in _options(place, statements[place.node.number], attribute, year)]
        for attribute in _WORDING
    }
    of_places = [_checks_of(place, options, turn) for turn, place in enumerate(places)]
    rounds = [[check for check in turn if check is not None] for turn in zip_longest(*of_places)]
    chosen: list[Check] = []
    for checks in rounds:
        chosen += _mixed(checks, _MOST - len(chosen))
    return tuple(chosen)


def _mixed(checks: Sequence[tuple[str, Check]], most: int) -> list[Check]:
    """At most so many of the checks, in their order: as many of each attribute as there are, the rarest first."""
    attributes = Counter(attribute for attribute, _ in checks)
    chosen: list[int] = []
    for left, (attribute, _) in zip(range(len(attributes), 0, -1), attributes.most_common()[::-1], strict=True):
        places = [place for place, (of, _) in enumerate(checks) if of == attribute]
        chosen += _spread(places, (most - len(chosen)) // left)
    return [checks[place][1] for place in sorted(chosen)]


def _spread(places: Sequence[int], most: int) -> list[int]:
    """At most so many of the places, at even distances."""
    if len(places) <= most:
        return list(places)
    return [places[i * len(places) // most] for i in range(most)]


def _checks_of(place: Place, options: Mapping[str, Sequence[_Option]], turn: int) -> list[tuple[str, Check]]:
    """The checks of one programme with their attributes, of which the programmes begin with different ones."""
    attributes = list(_WORDING)
    first = turn % len(attributes)
    own = [o for a in (*attributes[first:], *attributes[:first]) for o in options[a] if o.place is place]
    checks = ((o.statement.attribute, _check(o, options[o.statement.attribute])) for o in own)
    return [(attribute, check) for attribute, check in checks if check is not None]


def _options(place: Place, statements: Sequence[Statement], attribute: str, year: int | None) -> Iterator[_Option]:
    """The first value of a programme's attribute, where it can be compared with others."""
    if len(place.name) > _MAX_SUBJECT:
        return
    for statement in [s for s in statements if s.attribute == attribute][:1]:
        read = _read(statement, year)
        if read is not None and len(read[0]) <= _LONGEST:
            yield _Option(place, *read, statement)


def _read(statement: Statement, year: int | None) -> tuple[str, tuple[object, ...]] | None:
    """A statement's value as an option shows it, and what it means; None where it is more than one value."""
    value = statement.value
    if statement.attribute == "budget":
        amount = next((q for q in read_quantities(value) if q.unit == "원"), None)
        return (value[amount.start : amount.end], (amount.number,)) if amount else None
    if statement.attribute == "schedule":
        periods = read_periods(value, year)
        if len(periods) != 1 or (periods[0].first is None and periods[0].last is None):
            return None
        return collapsed(value[periods[0].start : periods[0].end]), (periods[0].first, periods[0].last)
    return value, (letters(value),)


def _check(right: _Option, options: Sequence[_Option]) -> Check | None:
    """The check that asks for ``right``; None without three other values that differ in what they mean."""
    statement = right.statement
    question = say(_WORDING[statement.attribute], subject=right.place.name, label=statement.label)
    wrong = list(islice(_wrong(right, sorted(options, key=lambda option: _draw(question, option.shown))), _OPTIONS - 1))
    if len(wrong) < _OPTIONS - 1 or _betrays(right, wrong):
        return None
    at = int(_draw(question, ""), 16) % _OPTIONS
    shown = [option.shown for option in wrong]
    return Check(question, (*shown[:at], right.shown, *shown[at:]), at, statement.citation)


def _wrong(right: _Option, others: Iterable[_Option]) -> Iterator[_Option]:
    """Those of the others that differ from the right one and from each other."""
    taken = [right]
    for other in others:
        if not _related(right, other) and all(_differ(other, one) for one in taken):
            taken.append(other)
            yield other


def _related(one: _Option, other: _Option) -> bool:
    """Whether one programme is the other, told again or not, or stands under it: its place lies in the other's.

    So are places and targets that stand side by side under one heading.
    """
    ours, theirs = one.place, other.place
    if ours.node.parent == theirs.node.parent and one.statement.attribute in ("place", "target"):
        return True
    return ours.name == theirs.name or ours.node.number in theirs.upper or theirs.node.number in ours.upper


def _betrays(right: _Option, wrong: Sequence[_Option]) -> bool:
    """Whether the right option alone says a word of the question: who reads it needs to know nothing."""
    words = {word for word in _WORD.findall(right.place.name) if word in right.shown}
    return any(all(word not in option.shown for option in wrong) for word in words)


def _differ(one: _Option, other: _Option) -> bool:
    """Whether two values cannot both be right: neither says the other, nor a part of it."""
    if one.statement.attribute in ("budget", "schedule"):
        return one.meaning != other.meaning
    ours, theirs = str(one.meaning[0]), str(other.meaning[0])
    is_part = ours in theirs or theirs in ours
    return not is_part and SequenceMatcher(None, ours, theirs).ratio() < _ALIKE


def _draw(question: str, option: str) -> str:
    """A number by which options are drawn: any order will do that is the same each time."""
    return hashlib.sha256(f"{question}\n{option}".encode()).hexdigest()
