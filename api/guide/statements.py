"""What a document states of each programme: its budget, schedule, target, place and operator.

Only bullets that speak of the programme itself count: those right below its heading, then those right below its
sections on what holds now (사업개요, 추진계획). What stands under another programme or under past results is not its
own.
"""

from collections import Counter
from collections.abc import Iterator

from api.guide.amounts import amount_in, amount_label
from api.guide.headings import is_overview
from api.guide.labels import BY_NAME, read_stated
from api.guide.model import Statement
from api.guide.programmes import Place, Programmes
from api.guide.reading import Reading
from ingest.outline import Node
from ingest.spacing import closed_up, collapsed

_MOST = 3
"""Statements of one attribute that a programme shows."""
_READ_VALUES = frozenset({"amount", "date"})
"""Kinds of value that are seen to be whole; words may go on in the next line."""


def read_statements(reading: Reading, programmes: Programmes, place: Place) -> tuple[Statement, ...]:
    """The statements of one programme in the order in which the document makes them."""
    found: list[Statement] = []
    shown: Counter[str] = Counter()
    for statement in (*_in_heading(reading, place), *_in_bullets(reading, programmes, place)):
        is_new = all((s.attribute, s.value) != (statement.attribute, statement.value) for s in found)
        if is_new and shown[statement.attribute] < _MOST:
            shown[statement.attribute] += 1
            found.append(statement)
    return tuple(found)


def _in_heading(reading: Reading, place: Place) -> Iterator[Statement]:
    """The budget that the heading itself states."""
    text = reading.text(place.node)
    described = any(read_stated(reading.text(child)) for child in reading.branches(place.node))
    found = amount_in(text, described)
    if found:
        value = collapsed(text[slice(*found)])
        yield Statement(BY_NAME["budget"].name, amount_label(value), value, reading.cite(place.node))


def _in_bullets(reading: Reading, programmes: Programmes, place: Place) -> Iterator[Statement]:
    for bullet in _bullets(reading, programmes, place):
        text = reading.text(bullet)
        for stated in read_stated(text):
            if not stated.attribute.kinds & _READ_VALUES and _goes_on(reading, bullet):
                continue
            value = collapsed(text[stated.start : stated.end])
            yield Statement(stated.attribute.name, closed_up(stated.label), value, reading.cite(bullet))


def _bullets(reading: Reading, programmes: Programmes, place: Place) -> Iterator[Node]:
    """The bullets that speak of the programme itself."""
    sections = [section for section in place.sections if is_overview(reading.outline.heading(section))]
    for heading in (place.node, *sections):
        for bullet in reading.branches(heading):
            owner = programmes.of(bullet)
            if owner is place.node and bullet not in place.sections:
                yield bullet


def _goes_on(reading: Reading, bullet: Node) -> bool:
    """Whether an unmarked line stands right below a bullet: it may be the rest of its words."""
    return any(child.kind in ("title", "text") for child in reading.outline.children.get(bullet.number, ())[:1])
